"""The two autoencoders of packages/vae in PyTorch: the dense one, and the one of the paper's released code."""

import torch.nn.functional as F
from torch import nn

LATENTS = 20


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.mean, self.logVariance = nn.Linear(784, 400), nn.Linear(400, LATENTS), nn.Linear(400, LATENTS)
        self.back, self.pixels = nn.Linear(LATENTS, 400), nn.Linear(400, 784)

    def encode(self, x):
        h = F.relu(self.hidden(x))
        return self.mean(h), self.logVariance(h)

    def decode(self, z):
        return self.pixels(F.relu(self.back(z)))


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 64, 4, 2, 1), nn.Conv2d(64, 128, 4, 2, 1)
        self.mean, self.logVariance = nn.Linear(6272, LATENTS), nn.Linear(6272, LATENTS)
        self.maps = nn.Linear(LATENTS, 6272)
        self.back2, self.back1 = nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.ConvTranspose2d(64, 1, 4, 2, 1)

    def encode(self, x):
        h = F.relu(self.conv2(F.relu(self.conv1(x.view(-1, 1, 28, 28))))).flatten(1)
        return self.mean(h), self.logVariance(h)

    def decode(self, z):
        return self.back1(F.relu(self.back2(self.maps(z).view(-1, 128, 7, 7)))).flatten(1)
