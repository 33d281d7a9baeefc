"""Language models of Hugging Face's transformers whose weights anyone can compute: a hash of the parameter's name and the place."""

import json
from pathlib import Path

import numpy as np
import torch
import transformers
from transformers import GPT2Config, GPT2LMHeadModel, OPTConfig, OPTForCausalLM

SOURCE = Path(__file__).resolve().parents[2] / "packages" / "llm" / "src"
VERSIONS = {
    "torch": torch.__version__.split("+")[0],
    "transformers": transformers.__version__,
    "numpy": np.__version__,
}


def write_golden(script, name, call, **content):
    """SOURCE/name.golden.json, which says by what it was made."""
    head = {"script": f"benchmarks/peers/goldens/{Path(script).name}", "call": call, "versions": VERSIONS}
    (SOURCE / f"{name}.golden.json").write_text(json.dumps({**head, **content}) + "\n")


WORD = 0xFFFFFFFF


def fnv1a(name):
    """32-bit FNV-1a of ASCII text."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & WORD
    return value


def fractions(name, size):
    """size numbers of [0, 1): the finaliser of MurmurHash3 over the places, from the hash of the name."""
    x = np.arange(size, dtype=np.uint32) + np.uint32(fnv1a(name))
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    return (x ^ (x >> np.uint32(16))).astype(np.float64) / 2**32


def weights(name, shape, spread):
    """Uniform with standard deviation `spread`, around 1 for the gains of norms and around 0 otherwise; float32."""
    is_gain = len(shape) == 1 and name.endswith(".weight")
    values = np.sqrt(3) * spread * (2 * fractions(name, int(np.prod(shape))) - 1) + (1 if is_gain else 0)
    return values.astype(np.float32).reshape(shape)


def fill(model, spread):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(torch.from_numpy(weights(name, tuple(parameter.shape), spread)))
    return model


ACTIVATIONS = {"relu": "relu", "gelu": "gelu", "gelu-tanh": "gelu_new"}


def opt_config(config):
    return OPTConfig(
        vocab_size=config["vocabulary"],
        max_position_embeddings=config["positions"],
        hidden_size=config["width"],
        word_embed_proj_dim=config["width"],
        num_hidden_layers=config["layers"],
        num_attention_heads=config["heads"],
        ffn_dim=config["feedForward"],
        activation_function=ACTIVATIONS[config["activation"]],
        do_layer_norm_before=config["normFirst"],
        dropout=config["dropout"],
        bos_token_id=config.get("beginToken"),
        eos_token_id=config["endToken"],
        pad_token_id=config.get("padToken"),
    )


def gpt2_config(config):
    return GPT2Config(
        vocab_size=config["vocabulary"],
        n_positions=config["positions"],
        n_embd=config["width"],
        n_layer=config["layers"],
        n_head=config["heads"],
        n_inner=config["feedForward"],
        activation_function=ACTIVATIONS[config["activation"]],
        resid_pdrop=config["dropout"],
        embd_pdrop=config["dropout"],
        attn_pdrop=config["dropout"],
        bos_token_id=config.get("beginToken", config["endToken"]),
        eos_token_id=config["endToken"],
        pad_token_id=config.get("padToken"),
    )


def model_of(config, spread=0.2):
    """The model of a TransformerConfig, in evaluation mode, with weights of the formula."""
    if config["family"] == "opt":
        model = OPTForCausalLM._from_config(opt_config(config), attn_implementation="eager")
    else:
        model = GPT2LMHeadModel._from_config(gpt2_config(config), attn_implementation="eager")
    return fill(model.eval(), spread)


def tokens(config, name, rows, length):
    """int64 [rows, length], tokens by the same formula."""
    drawn = np.floor(fractions(name, rows * length) * config["vocabulary"]).astype(np.int64)
    return torch.from_numpy(drawn.reshape(rows, length))
