"""Numbers for packages/llm from transformers: logits, losses and gradients of small OPT and GPT-2 models.

Run from anywhere: python3 benchmarks/peers/goldens/llm_architecture.py
Writes packages/llm/src/architecture/*.golden.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import transformers

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from language_models import model_of, tokens  # noqa: E402

torch.set_num_threads(1)
SOURCE = Path(__file__).resolve().parents[3] / "packages" / "llm" / "src"
SCRIPT = "benchmarks/peers/goldens/llm_architecture.py"
VERSIONS = {
    "torch": torch.__version__.split("+")[0],
    "transformers": transformers.__version__,
    "numpy": np.__version__,
}


def write(name, call, **content):
    head = {"script": SCRIPT, "call": call, "versions": VERSIONS}
    (SOURCE / f"{name}.golden.json").write_text(json.dumps({**head, **content}) + "\n")


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


write("architecture/forward", "OPTForCausalLM, GPT2LMHeadModel: logits and loss", cases=[evaluated(*case) for case in CASES])


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
write(
    "architecture/gradients",
    "OPTForCausalLM, GPT2LMHeadModel: loss.backward(), the labels of the last row -100",
    cases=[
        differentiated({**OPT, **TINY}, 3, 5),
        differentiated({**OPT, **TINY, "normFirst": False, "activation": "gelu", "layers": 1}, 3, 5),
        differentiated({**GPT2, **TINY}, 3, 5),
    ],
)
