"""Numbers for packages/llm from transformers and PyTorch: AdamW runs on small OPT and GPT-2 models, and losses of blocks.

Run from anywhere: python3 benchmarks/peers/goldens/llm_training.py
Writes packages/llm/src/{training,scoring}/*.golden.json. Models, losses, optimizer, schedule and clipping are the libraries'
own, float32 with dropout off; only the order of blocks is written out here, so that both sides take the same batches.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from language_models import model_of, tokens, write_golden  # noqa: E402

torch.set_num_threads(1)

# Order of blocks --------------------------------------------------------------------------------------------------------

WORD = 0xFFFFFFFF


def rotated(x, by):
    return ((x << by) | (x >> (32 - by))) & WORD


def xoshiro128(state):
    """xoshiro128++ by Blackman and Vigna."""
    s = list(state)
    while True:
        yield (rotated((s[0] + s[3]) & WORD, 7) + s[0]) & WORD
        t = (s[1] << 9) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 11)


def integer(words, n):
    """Lemire's integer below n."""
    while True:
        product = next(words) * n
        if product % 2**32 >= 2**32 % n:
            return product >> 32


def permutation(words, n):
    """Fisher and Yates, from the front."""
    order = list(range(n))
    for i in range(n):
        j = i + integer(words, n - i)
        order[i], order[j] = order[j], order[i]
    return order


# Training ---------------------------------------------------------------------------------------------------------------

STATE = [5, 7, 7, 2]
COSINE = {"cosine": {"minimum": 5e-4}}
TINY = {"vocabulary": 23, "positions": 10, "width": 16, "layers": 2, "heads": 2, "feedForward": 32, "normFirst": True, "dropout": 0.1}
OPT = {"family": "opt", **TINY, "activation": "relu", "beginToken": 2, "endToken": 2}
GPT2 = {"family": "gpt2", **TINY, "activation": "gelu-tanh", "endToken": 0}
WHOLE = {"epochs": 10, "batch": 6, "learningRate": 2e-3, "schedule": COSINE, "weightDecay": 0.01}
PARTIAL = {"epochs": 3, "batch": 4, "learningRate": 2e-3, "schedule": COSINE, "weightDecay": 0.1}
CONSTANT = {"epochs": 4, "batch": 5, "learningRate": 1e-3, "schedule": "constant", "weightDecay": 0.01}
CASES = [
    ("OPT as 125m, ten steps on one batch", OPT, 6, 9, WHOLE),
    ("OPT as 350m, ten steps on one batch", {**OPT, "normFirst": False}, 6, 9, WHOLE),
    ("GPT-2, ten steps on one batch", GPT2, 6, 9, WHOLE),
    ("OPT, batches in order, the last of an epoch not full", OPT, 14, 8, PARTIAL),
    ("GPT-2, batches in order, the last of an epoch not full", GPT2, 13, 10, CONSTANT),
    ("OPT, clipped gradients", OPT, 9, 7, {**PARTIAL, "clipNorm": 0.5}),
    ("GPT-2, blocks that count differently", GPT2, 9, 6, {**PARTIAL, "weights": [1, 0, 2, 0.5, 3, 1, 1, 0.25, 4]}),
]
# Keys' biases change no output: noise divided by its own size moves them by the learning rate.
UNSTEADY = ("k_proj.bias", "c_attn.bias")
# Of the final weights these are kept, so that the file stays small.
EVERY = 7


def mean_losses(model, ids):
    """Mean loss of a token of each block."""
    return torch.stack([model(input_ids=row[None], labels=row[None]).loss for row in ids])


def trained(name, config, count, length, request):
    model = model_of(config)
    model.eval()  # Dropout off.
    ids = tokens(config, "train", count, length)
    held = tokens(config, "held", 5, length)
    weights = torch.tensor(request.get("weights", [1.0] * count), dtype=torch.float32)
    weights = weights / weights.mean()
    optimizer = torch.optim.AdamW(model.parameters(), request["learningRate"], weight_decay=request["weightDecay"])
    schedule = None
    if request["schedule"] != "constant":
        minimum = request["schedule"]["cosine"]["minimum"]
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, request["epochs"], minimum)
    words = xoshiro128(STATE)
    losses, validation, rates = [], [], []
    for _ in range(request["epochs"]):
        rates.append(optimizer.param_groups[0]["lr"])
        total = 0.0
        for places in torch.tensor(permutation(words, count)).split(request["batch"]):
            optimizer.zero_grad()
            loss = (mean_losses(model, ids[places]) * weights[places]).mean()
            loss.backward()
            if "clipNorm" in request:
                torch.nn.utils.clip_grad_norm_(model.parameters(), request["clipNorm"])
            optimizer.step()
            total += loss.item() * len(places)
        losses.append(total / count)
        with torch.no_grad():
            validation.append(mean_losses(model, held).mean().item())
        if schedule is not None:
            schedule.step()
    final = {
        key: [float(f"{value:.6g}") for value in parameter.flatten()[::EVERY].tolist()]
        for key, parameter in model.named_parameters()
        if not key.endswith(UNSTEADY)
    }
    return {
        "name": name,
        "config": config,
        "blocks": count,
        "length": length,
        "request": request,
        "rates": rates,
        "losses": losses,
        "validationLosses": validation,
        "weights": final,
    }


write_golden(
    __file__,
    "training/train",
    "torch.optim.AdamW, CosineAnnealingLR and clip_grad_norm_ on OPTForCausalLM and GPT2LMHeadModel",
    state=STATE,
    every=EVERY,
    cases=[trained(*case) for case in CASES],
)


# Scoring ----------------------------------------------------------------------------------------------------------------


def scored(config, count, length, begin):
    """Mean loss of a token of each block, the first `begin` of them context alone."""
    model = model_of(config)
    ids = tokens(config, "scored", count, length)
    losses = []
    for row in ids:
        labels = row.clone()
        labels[:begin] = -100
        with torch.no_grad():
            losses.append(model(input_ids=row[None], labels=labels[None]).loss.item())
    return {"config": config, "blocks": count, "length": length, "from": begin, "losses": losses}


write_golden(
    __file__,
    "scoring/block-losses",
    "OPTForCausalLM, GPT2LMHeadModel: loss of each block, labels of its context -100",
    cases=[scored(config, 7, 10, begin) for config in (OPT, GPT2) for begin in (1, 4, 9)],
)
