"""Numbers for packages/llm from transformers at the full shape of facebook/opt-125m, with weights of the formula.

Run from anywhere: python3 benchmarks/peers/goldens/llm_full_shape.py
Writes packages/llm/src/architecture/full-shape.golden.json: some logits of every token, and of each row of logits the logarithm
of the sum of exponentials, which depends on all. Takes about 2 GB.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from language_models import model_of, tokens, write_golden  # noqa: E402

torch.set_num_threads(1)
CONFIG = {
    "family": "opt",
    "vocabulary": 50272,
    "positions": 2048,
    "width": 768,
    "layers": 12,
    "heads": 12,
    "feedForward": 3072,
    "activation": "relu",
    "normFirst": True,
    "dropout": 0.1,
    "beginToken": 2,
    "endToken": 2,
    "padToken": 1,
}
SPREAD, EVERY = 0.04, 4999

model = model_of(CONFIG, SPREAD)
ids = tokens(CONFIG, "ids", 2, 64)
with torch.no_grad():
    result = model(input_ids=ids, labels=ids)
    logits, loss = result.logits, result.loss.item()
    exact = model.double()(input_ids=ids).logits
print("largest logit", logits.abs().max().item(), "float32 from float64", (logits - exact).abs().max().item())


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.flatten().tolist()]


write_golden(
    __file__,
    "architecture/full-shape",
    "OPTForCausalLM at the shape of facebook/opt-125m",
    config=CONFIG,
    spread=SPREAD,
    ids=ids.tolist(),
    parameters=sum(parameter.numel() for parameter in model.parameters()),
    every=EVERY,
    logits=numbers(logits.reshape(-1)[::EVERY]),
    logSums=numbers(torch.logsumexp(logits.double(), -1)),
    loss=loss,
)
