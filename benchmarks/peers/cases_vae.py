"""Autoencoders as a PyTorch user would train and sample them, on the images of comparisons/vae.ts; begun at random."""

import torch
import torch.nn.functional as F
from autoencoders import LATENTS, Conv, Mlp

BATCH = 256
NETWORKS = {"mlp": Mlp, "conv": Conv}


def given_images(count):
    return (torch.arange(count * 784, dtype=torch.int64) * 7919 % 10_007 % 256).to(torch.uint8).reshape(count, 784)


def epoch(network, count):
    data = given_images(count)

    def run():
        torch.set_num_threads(1)
        model = NETWORKS[network]()
        optimizer = torch.optim.Adam(model.parameters(), 1e-3, weight_decay=1e-5)
        total = 0.0
        for places in torch.randperm(count).split(BATCH):
            x = data[places].float() / 255
            mean, log_variance = model.encode(x)
            logits = model.decode(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))
            divergence = 0.5 * torch.sum(log_variance.exp() + mean**2 - 1 - log_variance)
            loss = (F.binary_cross_entropy_with_logits(logits, x, reduction="sum") + divergence) / len(x)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x)
        return total / count

    return run, float


def sampling(network, count, decoding):
    model = NETWORKS[network]()

    @torch.no_grad()
    def run():
        torch.set_num_threads(1)
        out = torch.empty(count, 784, dtype=torch.uint8)
        for begin in range(0, count, BATCH):
            rows = min(BATCH, count - begin)
            means = torch.sigmoid(model.decode(torch.randn(rows, LATENTS)))
            pixels = (means * 255).round() if decoding == "means" else torch.bernoulli(means) * 255
            out[begin : begin + rows] = pixels.to(torch.uint8)
        return out

    return run, lambda out: out.float().mean().item()
