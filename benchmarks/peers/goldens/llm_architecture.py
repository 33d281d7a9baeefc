"""Numbers for packages/llm from transformers: logits, losses, gradients and folders of small OPT and GPT-2 models.

Run from anywhere: python3 benchmarks/peers/goldens/llm_architecture.py
Writes packages/llm/src/{architecture,folder}/*.golden.json; stops where transformers would not load what this project writes.
"""

import base64
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import save
from transformers import AutoModelForCausalLM

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from language_models import ACTIVATIONS, model_of, tokens, write_golden  # noqa: E402

torch.set_num_threads(1)


def numbers(tensor, digits=9):
    return [float(f"{value:.{digits}g}") for value in tensor.detach().flatten().tolist()]


OPT = {
    "family": "opt",
    "vocabulary": 29,
    "positions": 11,
    "width": 16,
    "layers": 2,
    "heads": 2,
    "feedForward": 24,
    "activation": "relu",
    "normFirst": True,
    "dropout": 0.1,
    "beginToken": 2,
    "endToken": 2,
}
GPT2 = {
    "family": "gpt2",
    "vocabulary": 31,
    "positions": 9,
    "width": 12,
    "layers": 2,
    "heads": 3,
    "feedForward": 48,
    "activation": "gelu-tanh",
    "normFirst": True,
    "dropout": 0.1,
    "endToken": 0,
}
CASES = [
    ("OPT as 125m: norms before, relu", OPT, 3, 7),
    ("OPT as 350m: norms after", {**OPT, "normFirst": False}, 2, 11),
    ("OPT with gelu, four heads, one layer", {**OPT, "activation": "gelu", "heads": 4, "layers": 1}, 1, 2),
    ("OPT with gelu_new, wide inside, three layers", {**OPT, "activation": "gelu-tanh", "feedForward": 64, "layers": 3}, 2, 5),
    ("GPT-2", GPT2, 3, 9),
    ("GPT-2 with gelu, one head, narrow inside", {**GPT2, "activation": "gelu", "heads": 1, "feedForward": 10}, 2, 6),
    ("GPT-2 with relu, four layers", {**GPT2, "activation": "relu", "layers": 4}, 1, 8),
]


def evaluated(name, config, rows, length):
    model = model_of(config)
    ids = tokens(config, "ids", rows, length)
    with torch.no_grad():
        result = model(input_ids=ids, labels=ids)
    return {
        "name": name,
        "config": config,
        "ids": ids.tolist(),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "logits": numbers(result.logits),
        "loss": result.loss.item(),
    }


write_golden(
    __file__,
    "architecture/forward",
    "OPTForCausalLM, GPT2LMHeadModel: logits and loss",
    cases=[evaluated(*case) for case in CASES],
)


def differentiated(config, rows, length):
    """Gradients of the mean loss of the tokens that count."""
    model = model_of(config)
    ids = tokens(config, "ids", rows, length)
    labels = ids.clone()
    labels[-1] = -100  # The last row only fills up the batch.
    loss = model(input_ids=ids, labels=labels).loss
    loss.backward()
    gradients = {name: numbers(parameter.grad, 7) for name, parameter in model.named_parameters()}
    return {"config": config, "ids": ids.tolist(), "loss": loss.item(), "gradients": gradients}


TINY = {"vocabulary": 13, "positions": 6, "width": 8, "layers": 2, "heads": 2, "feedForward": 12}
write_golden(
    __file__,
    "architecture/gradients",
    "OPTForCausalLM, GPT2LMHeadModel: loss.backward(), the labels of the last row -100",
    cases=[
        differentiated({**OPT, **TINY}, 3, 5),
        differentiated({**OPT, **TINY, "normFirst": False, "activation": "gelu", "layers": 1}, 3, 5),
        differentiated({**GPT2, **TINY}, 3, 5),
    ],
)


# Folders ----------------------------------------------------------------------------------------------------------------


def digest(state):
    """SHA-256 of all weights as float32, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(state):
        total.update(state[name].float().numpy().tobytes())
    return total.hexdigest()


def unique_weights(model):
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def loads(text, data, model):
    """Stops unless transformers read these two files as this model; returns the configuration that they read."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.json").write_text(text)
        (Path(folder) / "model.safetensors").write_bytes(data)
        loaded, report = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", output_loading_info=True)
    assert not any(report[kind] for kind in ("missing_keys", "unexpected_keys", "mismatched_keys")), report
    ids = tokens({"vocabulary": model.config.vocab_size}, "ids", 2, 5)
    with torch.no_grad():
        assert torch.equal(loaded.eval()(input_ids=ids).logits, model(input_ids=ids).logits)
    return loaded.config


def saved(name, config, dtype=torch.float32):
    """A folder as save_pretrained writes it."""
    model = model_of(config).to(dtype)
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        text = (Path(folder) / "config.json").read_text()
        data = (Path(folder) / "model.safetensors").read_bytes()
    weights = digest(unique_weights(model))
    return {"name": name, "config": config, "configFile": text, "weightsFile": base64.b64encode(data).decode(), "weights": weights}


def as_on_the_hub(config):
    """Laid out as facebook/opt-125m: float16, names without `model.`, the output matrix too, and that version's config.json."""
    model = model_of(config).half()
    stored = {name.removeprefix("model."): value.clone() for name, value in unique_weights(model).items()}
    stored["lm_head.weight"] = stored["decoder.embed_tokens.weight"].clone()
    text = json.dumps(
        {
            "_name_or_path": "facebook/opt-125m",
            "_remove_final_layer_norm": False,
            "activation_dropout": 0.0,
            "activation_function": "relu",
            "architectures": ["OPTForCausalLM"],
            "attention_dropout": 0.0,
            "bos_token_id": config["beginToken"],
            "do_layer_norm_before": True,
            "dropout": config["dropout"],
            "eos_token_id": config["endToken"],
            "ffn_dim": config["feedForward"],
            "hidden_size": config["width"],
            "init_std": 0.02,
            "layerdrop": 0.0,
            "max_position_embeddings": config["positions"],
            "model_type": "opt",
            "num_attention_heads": config["heads"],
            "num_hidden_layers": config["layers"],
            "pad_token_id": config["padToken"],
            "prefix": "</s>",
            "torch_dtype": "float16",
            "transformers_version": "4.21.0.dev0",
            "use_cache": True,
            "vocab_size": config["vocabulary"],
            "word_embed_proj_dim": config["width"],
        },
        indent=2,
    )
    data = save(stored, {"format": "pt"})
    loads(text, data, model)
    weights = digest(unique_weights(model))
    return {
        "name": "OPT as on the hub",
        "config": config,
        "configFile": text,
        "weightsFile": base64.b64encode(data).decode(),
        "weights": weights,
    }


def written(config):
    """The folder that this project writes, once transformers have loaded it and given the same logits as before."""
    model = model_of(config)
    family = model.config.model_type
    values = {
        "architectures": [type(model).__name__],
        "bos_token_id": config.get("beginToken"),
        "dtype": "float32",
        "eos_token_id": config["endToken"],
        "model_type": family,
        "pad_token_id": config.get("padToken"),
        "tie_word_embeddings": True,
        "vocab_size": config["vocabulary"],
        "activation_function": ACTIVATIONS[config["activation"]],
    }
    if family == "opt":
        values |= {
            "_remove_final_layer_norm": False,
            "attention_dropout": 0,
            "do_layer_norm_before": config["normFirst"],
            "dropout": config["dropout"],
            "enable_bias": True,
            "ffn_dim": config["feedForward"],
            "hidden_size": config["width"],
            "layer_norm_elementwise_affine": True,
            "layerdrop": 0,
            "max_position_embeddings": config["positions"],
            "num_attention_heads": config["heads"],
            "num_hidden_layers": config["layers"],
            "word_embed_proj_dim": config["width"],
        }
    else:
        values |= {
            "add_bos_token": "beginToken" in config,
            "add_cross_attention": False,
            "attn_pdrop": config["dropout"],
            "bos_token_id": config.get("beginToken", config["endToken"]),
            "embd_pdrop": config["dropout"],
            "layer_norm_epsilon": 0.00001,
            "n_embd": config["width"],
            "n_head": config["heads"],
            "n_inner": config["feedForward"],
            "n_layer": config["layers"],
            "n_positions": config["positions"],
            "resid_pdrop": config["dropout"],
            "scale_attn_by_inverse_layer_idx": False,
            "scale_attn_weights": True,
        }
    text = json.dumps(values, indent=2, sort_keys=True).replace("1e-05", "0.00001") + "\n"
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        data = (Path(folder) / "model.safetensors").read_bytes()
    loaded = loads(text, data, model)
    assert loaded.eos_token_id == config["endToken"] and loaded.pad_token_id == config.get("padToken")
    return {"config": config, "configFile": text, "weightsFile": hashlib.sha256(data).hexdigest()}


TINY_OPT = {**OPT, **TINY, "layers": 1, "beginToken": 2, "padToken": 1}
TINY_GPT2 = {**GPT2, **TINY, "layers": 1}
AFTER = {**OPT, **TINY, "normFirst": False, "activation": "gelu", "dropout": 0.0}
write_golden(
    __file__,
    "folder/model-folder",
    "save_pretrained; written: AutoModelForCausalLM.from_pretrained gives the logits of the model itself",
    saved=[
        saved("OPT", TINY_OPT),
        saved("OPT with norms after, bfloat16", AFTER, torch.bfloat16),
        saved("GPT-2", TINY_GPT2),
        as_on_the_hub(TINY_OPT),
    ],
    written=[
        written(TINY_OPT),
        written({**AFTER, "dropout": 0.25}),
        written(TINY_GPT2),
        written({**TINY_GPT2, "beginToken": 3, "padToken": 4, "activation": "relu"}),
    ],
)
