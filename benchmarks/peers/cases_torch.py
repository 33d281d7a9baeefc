"""Training steps as a PyTorch user would write them, from the same weights and batches as ours (tensor/*.ts)."""

import math

import torch
import torch.nn.functional as F
from torch import nn

STRIDE, SHIFT, PERIOD = 7919, 104_729, 10_007


def fractions(size, place):
    return ((torch.arange(size, dtype=torch.int64) * STRIDE + place * SHIFT) % PERIOD).double() / PERIOD


# How ours lie: filters [height, width, in, out] (transposed: out, in), images with channels last.
MAPS = {
    "filter": lambda t: ((4, 4, t.shape[1], t.shape[0]), (3, 2, 0, 1)),
    "from-maps": lambda t: ((7, 7, 128, t.shape[0]), (3, 2, 0, 1)),
    "to-maps": lambda t: ((t.shape[1], 7, 7, 128), (3, 1, 2, 0)),
}


def first_values(parameters):
    """Matrices in (-0.05, 0.05), weights of norms 1, biases 0. `parameters` in the order of ours, linear maps transposed."""
    with torch.no_grad():
        for place, (kind, tensor) in enumerate(parameters):
            if kind in MAPS:
                shape, order = MAPS[kind](tensor)
                values = 0.1 * (fractions(tensor.numel(), place) - 0.5)
                tensor.copy_(values.reshape(shape).permute(order).reshape(tensor.shape))
            elif tensor.dim() == 1:
                tensor.fill_(1.0 if kind == "gain" else 0.0)
            elif kind == "linear":
                values = 0.1 * (fractions(tensor.numel(), place) - 0.5)
                tensor.copy_(values.reshape(tensor.shape[1], tensor.shape[0]).t())
            else:
                tensor.copy_((0.1 * (fractions(tensor.numel(), place) - 0.5)).reshape(tensor.shape))


def training(model, loss, rate, threads, weight_decay=0):
    optimizer = torch.optim.Adam(model.parameters(), rate, weight_decay=weight_decay)
    seen = []

    def step():
        value = loss()
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        return value

    def run():
        torch.set_num_threads(threads)
        if not seen:
            seen.append(step().item())
            seen.append(step().item())
        return step()

    return run, lambda _: seen[1]


def linear(layer):
    return [("linear", layer.weight), ("bias", layer.bias)]


def gain(layer):
    return [("gain", layer.weight), ("bias", layer.bias)]


def vae(threads):
    batch, pixels, hidden, latent = 128, 784, 400, 20
    names = {"w1": (pixels, hidden), "wm": (hidden, latent), "wv": (hidden, latent), "w2": (latent, hidden), "w3": (hidden, pixels)}
    layers = nn.ModuleDict({name: nn.Linear(*shape) for name, shape in names.items()})
    first_values([pair for name in names for pair in linear(layers[name])])
    images = fractions(batch * pixels, 0).float().reshape(batch, pixels)
    draws = fractions(batch * latent, 1).float().reshape(batch, latent)

    def loss():
        h = F.relu(layers["w1"](images))
        mean, log_variance = layers["wm"](h), layers["wv"](h)
        z = mean + draws * torch.exp(0.5 * log_variance)
        logits = layers["w3"](F.relu(layers["w2"](z)))
        divergence = 0.5 * torch.sum(log_variance.exp() + mean**2 - 1 - log_variance)
        return (F.binary_cross_entropy_with_logits(logits, images, reduction="sum") + divergence) / batch

    return training(layers, loss, 1e-3, threads)


def conv_vae(threads):
    batch, latent, maps = 256, 20, 128 * 7 * 7
    layers = nn.ModuleDict(
        {
            "conv1": nn.Conv2d(1, 64, 4, 2, 1),
            "conv2": nn.Conv2d(64, 128, 4, 2, 1),
            "mean": nn.Linear(maps, latent),
            "log_variance": nn.Linear(maps, latent),
            "maps": nn.Linear(latent, maps),
            "back2": nn.ConvTranspose2d(128, 64, 4, 2, 1),
            "back1": nn.ConvTranspose2d(64, 1, 4, 2, 1),
        }
    )
    kinds = ["filter", "filter", "from-maps", "from-maps", "to-maps", "filter", "filter"]
    pairs = zip(kinds, layers.values())
    first_values([pair for kind, layer in pairs for pair in ((kind, layer.weight), ("bias", layer.bias))])
    images = fractions(batch * 784, 0).float().reshape(batch, 1, 28, 28)
    draws = fractions(batch * latent, 1).float().reshape(batch, latent)

    def loss():
        h = F.relu(layers["conv2"](F.relu(layers["conv1"](images)))).flatten(1)
        mean, log_variance = layers["mean"](h), layers["log_variance"](h)
        z = mean + draws * torch.exp(0.5 * log_variance)
        back = F.relu(layers["back2"](layers["maps"](z).reshape(batch, 128, 7, 7)))
        logits = layers["back1"](back)
        divergence = 0.5 * torch.sum(log_variance.exp() + mean**2 - 1 - log_variance)
        return (F.binary_cross_entropy_with_logits(logits, images, reduction="sum") + divergence) / batch

    return training(layers, loss, 1e-3, threads, weight_decay=1e-5)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        batch, context, width = x.shape
        split = [t.view(batch, context, self.heads, -1).transpose(1, 2) for t in self.qkv(self.norm1(x)).split(width, 2)]
        q, k, v = split
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + mask, -1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(batch, context, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))

    def values(self):
        layers = gain(self.norm1) + linear(self.qkv) + linear(self.out)
        return layers + gain(self.norm2) + linear(self.up) + linear(self.down)


class Transformer(nn.Module):
    def __init__(self, width, layers, heads, vocabulary, context):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.zeros(context, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.register_buffer("mask", torch.triu(torch.full((context, context), -1e9), 1))
        first = [("table", self.tokens.weight), ("table", self.places)]
        first_values(first + [pair for block in self.blocks for pair in block.values()] + gain(self.norm))

    def forward(self, ids):
        x = self.tokens(ids) + self.places
        for block in self.blocks:
            x = block(x, self.mask)
        return self.norm(x) @ self.tokens.weight.t()


def transformer(threads, width, layers, heads, vocabulary=2048, context=64, batch=16):
    model = Transformer(width, layers, heads, vocabulary, context)
    size = batch * context
    ids = (torch.arange(size) * STRIDE % vocabulary).reshape(batch, context)
    targets = (torch.arange(size) + 1) * STRIDE % vocabulary

    def loss():
        return F.cross_entropy(model(ids).view(-1, vocabulary), targets)

    return training(model, loss, 1e-4, threads)


if __name__ == "__main__":
    # A process of its own for peak memory in MB, as peak-memory.ts.
    import re
    from pathlib import Path

    step, _ = transformer(1, width=384, layers=5, heads=6)
    for _ in range(3):
        step()
    print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
