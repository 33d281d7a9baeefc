"""Files for packages/tensor written by the safetensors package.

Run from anywhere: python3 benchmarks/peers/goldens/safetensors_files.py
Writes packages/tensor/src/state/safetensors.golden.json: files in base64, and what they hold. The tests also ask for the very
bytes of these files, so what the other side writes can be read by this package.
"""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np
import safetensors
import torch
from safetensors.numpy import load, save
from safetensors.torch import save as save_torch

TARGET = Path(__file__).resolve().parents[3] / "packages" / "tensor" / "src" / "state" / "safetensors.golden.json"
TYPES = {"float32": "F32", "int32": "I32"}

rng = np.random.default_rng(3)
FILES = [
    ({}, None),
    ({"a": np.float32([1.5])}, None),
    ({"empty": np.zeros((0, 3), np.float32), "scalar": np.array(-2.5, np.float32)}, {"step": "7"}),
    (
        {
            "parameters/w": rng.normal(size=(3, 5)).astype(np.float32),
            "counts": rng.integers(-(2**31), 2**31, size=4).astype(np.int32),
            "parameters/b": np.float32([np.inf, -0.0, 1e-45]),
            "10": np.float32([10]),
            "9": np.float32([9]),
            "\u00e9\u2603\U0001f600\"\\\n": np.int32([[1, 2]]),
            "\uffee": np.int32([3]),
        },
        {"note": "\u00fc \"quoted\"\n"},
    ),
]


def described(tensors, metadata):
    data = save(tensors, metadata)
    assert all(np.array_equal(load(data)[name], value) for name, value in tensors.items())
    return {
        "file": base64.b64encode(data).decode(),
        "metadata": metadata or {},
        "tensors": [
            {
                "name": name,
                "type": TYPES[str(value.dtype)],
                "shape": list(value.shape),
                "bytes": base64.b64encode(value.tobytes()).decode(),
            }
            for name, value in tensors.items()
        ],
    }


# Every half-precision number but those that are none, whose payloads nobody promises; bfloat16 has them all as upper halves.
halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
halves = halves[~np.isnan(halves)]
SPREAD = 191  # So many numbers apart, the golden holds one in that many; the digest holds all.


def half_precision(name, tensor):
    values = tensor.float().numpy()
    return {
        "type": name,
        "file": base64.b64encode(save_torch({"h": tensor[::SPREAD].contiguous()})).decode(),
        "float32": base64.b64encode(values[::SPREAD].tobytes()).decode(),
        "all": hashlib.sha256(values.tobytes()).hexdigest(),
    }


brain = np.arange(2**16, dtype=np.uint32) << 16
brain = torch.from_numpy(brain[~np.isnan(brain.view(np.float32))].view(np.float32)).bfloat16()
HALVES = [half_precision("F16", torch.from_numpy(halves)), half_precision("BF16", brain)]

TARGET.write_text(
    json.dumps(
        {
            "script": "benchmarks/peers/goldens/safetensors_files.py",
            "call": "safetensors.numpy.save; of halves safetensors.torch.save, and torch.Tensor.float",
            "versions": {
                "safetensors": safetensors.__version__,
                "numpy": np.__version__,
                "torch": torch.__version__.split("+")[0],
            },
            "files": [described(tensors, metadata) for tensors, metadata in FILES],
            "halves": HALVES,
        }
    )
    + "\n"
)
