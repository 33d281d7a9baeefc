"""OPT models as a user of transformers would train and score them, from the weights and blocks of llm/opt-cases.ts."""

import torch
from cases_torch import STRIDE, fractions
from transformers import OPTConfig, OPTForCausalLM

LENGTH, ROWS = 64, 16
# Blocks that are continued together.
CONTINUED = {"1m": 64, "10m": 16}
SIZES = {
    "1m": {"hidden_size": 128, "num_hidden_layers": 4, "num_attention_heads": 4, "ffn_dim": 512},
    "10m": {"hidden_size": 384, "num_hidden_layers": 5, "num_attention_heads": 6, "ffn_dim": 1536},
    "opt-125m": {"vocab_size": 50_272, "max_position_embeddings": 2048, "hidden_size": 768, "num_hidden_layers": 12},
}
SMALL = {"vocab_size": 2048, "max_position_embeddings": LENGTH, "num_attention_heads": 12, "ffn_dim": 3072}

# Where theirs have keys, values and queries, ours have queries, keys and values.
OURS_FIRST = {"k_proj": "q_proj", "v_proj": "k_proj", "q_proj": "v_proj"}


def model_of(size, **changed):
    """Matrices in (-0.05, 0.05), gains of norms 1, biases 0, in the order of ours."""
    widths = {**SMALL, **SIZES[size], **changed}
    config = OPTConfig(**widths, word_embed_proj_dim=widths["hidden_size"], dropout=0.0, pad_token_id=None)
    model = OPTForCausalLM(config)
    with torch.no_grad():
        for place, (name, _) in enumerate(model.named_parameters()):
            for theirs, ours in OURS_FIRST.items():
                if theirs in name:
                    name = name.replace(theirs, ours)
                    break
            tensor = model.get_parameter(name)
            if tensor.dim() == 1:
                tensor.fill_(1.0 if name.endswith("weight") else 0.0)
            else:
                tensor.copy_((0.1 * (fractions(tensor.numel(), place) - 0.5)).reshape(tensor.shape))
    return model


def blocks_of(model, count):
    return (torch.arange(count * LENGTH, dtype=torch.int64) * STRIDE % model.config.vocab_size).reshape(count, LENGTH)


def training(size, threads):
    model = model_of(size).train()
    ids = blocks_of(model, ROWS)
    optimizer = torch.optim.AdamW(model.parameters(), 1e-4)
    seen = []

    def step():
        loss = model(input_ids=ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    def run():
        torch.set_num_threads(threads)
        if not seen:
            seen.append(step().item())
            seen.append(step().item())
        return step()

    return run, lambda _: seen[1]


def scoring(size, count=256, batch=128):
    """Mean loss of each block, batch by batch."""
    model = model_of(size).eval()
    ids = blocks_of(model, count)

    @torch.no_grad()
    def run():
        torch.set_num_threads(1)
        losses = []
        for rows in ids.split(batch):
            logits = model(input_ids=rows).logits[:, :-1]
            targets = rows[:, 1:].reshape(-1)
            each = torch.nn.functional.cross_entropy(logits.reshape(len(targets), -1), targets, reduction="none")
            losses.append(each.view(len(rows), -1).mean(1))
        return torch.cat(losses)

    return run, lambda losses: losses.mean().item()


def generation(size, method, threads):
    """All blocks together, each continued by as many tokens as it has."""
    model = model_of(size, max_position_embeddings=2 * LENGTH).eval()
    with torch.no_grad():
        # The formula gives many tokens one vector: so that none are equally likely.
        embedding = model.get_input_embeddings().weight
        embedding.mul_(1 + torch.arange(len(embedding))[:, None] / len(embedding))
    prompts = blocks_of(model, CONTINUED[size])
    methods = {"beam": {"num_beams": 5, "do_sample": False}, "sample": {"do_sample": True, "top_k": 0}}

    def run():
        torch.set_num_threads(threads)
        new = {"max_new_tokens": LENGTH, "min_new_tokens": LENGTH, "pad_token_id": 1}
        return model.generate(prompts, attention_mask=torch.ones_like(prompts), **new, **methods[method])[:, LENGTH:]

    return run, lambda made: made.double().mean().item()


if __name__ == "__main__":
    # A process of its own for peak memory in MB, as llm/peak-memory.ts.
    import re
    from pathlib import Path

    run, _ = training("opt-125m", 1)
    for _ in range(2):
        run()
    print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
