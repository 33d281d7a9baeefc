"""Numbers for packages/tensor from PyTorch: optimizers, clipping, schedule, losses, layers and whole training runs.

Run from anywhere: python3 benchmarks/peers/goldens/training.py
Writes packages/tensor/src/**/*.golden.json. Everything is PyTorch's own: torch.optim, torch.nn.functional, autograd. Optimizers
and runs are float32, as the other side's; losses and layers are float64.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

torch.set_num_threads(1)
SOURCE = Path(__file__).resolve().parents[3] / "packages" / "tensor" / "src"
SCRIPT = "benchmarks/peers/goldens/training.py"


def write(name, call, **content):
    head = {"script": SCRIPT, "call": call, "versions": {"torch": torch.__version__.split("+")[0], "numpy": np.__version__}}
    (SOURCE / f"{name}.golden.json").write_text(json.dumps({**head, **content}) + "\n")


def numbers(tensor):
    return tensor.detach().flatten().tolist()


# Optimizers -------------------------------------------------------------------------------------------------------------

SIZE, STEPS = 6, 8
rng = np.random.default_rng(1)
start = torch.tensor(rng.normal(size=SIZE), dtype=torch.float32)
# From 1e-4 to 10, so that eps matters for some elements.
gradients = torch.tensor(rng.normal(size=(STEPS, SIZE)) * np.logspace(-4, 1, SIZE), dtype=torch.float32)
rates = [0.1, 0.05, 0.02, 0.1, 0.01, 0.0, 0.03, 0.01]
CASES = [
    ("sgd", {}, torch.optim.SGD, {}),
    ("sgd", {"momentum": 0.9}, torch.optim.SGD, {"momentum": 0.9}),
    (
        "sgd",
        {"momentum": 0.8, "nesterov": True, "weightDecay": 0.1},
        torch.optim.SGD,
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.1},
    ),
    ("adam", {}, torch.optim.Adam, {}),
    ("adam", {"epsilon": 1e-3, "weightDecay": 0.1}, torch.optim.Adam, {"eps": 1e-3, "weight_decay": 0.1}),
    ("adamW", {}, torch.optim.AdamW, {}),
    (
        "adamW",
        {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-2, "weightDecay": 0.3},
        torch.optim.AdamW,
        {"betas": (0.8, 0.95), "eps": 1e-2, "weight_decay": 0.3},
    ),
    ("adamW", {"weightDecay": 0}, torch.optim.AdamW, {"weight_decay": 0}),
]


def optimized(make, options):
    parameter = start.clone().requires_grad_()
    optimizer = make([parameter], lr=0.1, **options)
    parameters = []
    for gradient, rate in zip(gradients, rates):
        optimizer.param_groups[0]["lr"] = rate
        parameter.grad = gradient.clone()
        optimizer.step()
        parameters.append(numbers(parameter))
    state = {name: numbers(value) for name, value in optimizer.state[parameter].items() if name != "step" and value is not None}
    return {"parameters": parameters, "state": state}


write(
    "optimizers/optimizers",
    "torch.optim.SGD, Adam, AdamW: the parameter after each step, the state after the last",
    start=numbers(start),
    gradients=gradients.tolist(),
    rates=rates,
    cases=[{"optimizer": id, "options": options, **optimized(make, theirs)} for id, options, make, theirs in CASES],
)


def clipped(scale, most):
    parts = [torch.zeros(3), torch.zeros(2, 2)]
    values = [torch.tensor([1.0, -2.0, 0.5]) * scale, torch.tensor([[0.25, -1.5], [3.0, 0.125]]) * scale]
    for part, value in zip(parts, values):
        part.requires_grad_()
        part.grad = value.clone()
    norm = torch.nn.utils.clip_grad_norm_(parts, most)
    return {
        "gradients": [numbers(value) for value in values],
        "maxNorm": most,
        "norm": norm.item(),
        "clipped": [numbers(part.grad) for part in parts],
    }


write(
    "optimizers/clip-norm",
    "torch.nn.utils.clip_grad_norm_",
    cases=[clipped(1, 1.0), clipped(1, 100.0), clipped(1e-6, 3e-6), clipped(0, 1.0), clipped(1e4, 0.5)],
)


def scheduled(peak, final, warm_up, steps, count):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=peak)
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps - warm_up, eta_min=final)
    schedule = cosine
    if warm_up > 0:
        linear = lr_scheduler.LinearLR(optimizer, start_factor=1 / (warm_up + 1), total_iters=warm_up)
        schedule = lr_scheduler.SequentialLR(optimizer, [linear, cosine], milestones=[warm_up])
    rates = []
    for _ in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return {"schedule": {"peak": peak, "final": final, "warmUp": warm_up, "steps": steps}, "rates": rates}


write(
    "optimizers/cosine-schedule",
    "torch.optim.lr_scheduler.SequentialLR of LinearLR and CosineAnnealingLR",
    cases=[scheduled(0.1, 0.01, 5, 20, 21), scheduled(3e-4, 0, 0, 7, 8), scheduled(1, 0.1, 1, 3, 4)],
)


# Losses and layers ------------------------------------------------------------------------------------------------------

rng = np.random.default_rng(2)


def case(function, inputs, given):
    """Value and gradients by the inputs of the sum of function's value times fixed weights."""
    leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in inputs]
    value = function(*leaves)
    weights = torch.tensor(rng.normal(size=tuple(value.shape)), dtype=torch.float64)
    (value * weights).sum().backward()
    return {
        "inputs": [{"shape": list(leaf.shape), "values": numbers(leaf)} for leaf in leaves],
        **given,
        "value": {"shape": list(value.shape), "values": numbers(value)},
        "weights": numbers(weights),
        "gradients": [numbers(leaf.grad) for leaf in leaves],
    }


logits = rng.normal(size=(4, 6)) * 4
logits[0, :3] = [-60, 60, 0]
pixels = rng.uniform(size=(4, 6))
pixels[0, :3] = [0, 1, 0.5]
bce = lambda l: F.binary_cross_entropy_with_logits(l, torch.tensor(pixels), reduction="none")
classes = np.array([2, 0, 5, 1])
wide = rng.normal(size=(4, 6)) * 3
wide[1] = [-200, 100, 50, 0, 1, 2]
kl = lambda m, v: torch.distributions.kl_divergence(
    torch.distributions.Normal(m, torch.exp(0.5 * v)), torch.distributions.Normal(torch.zeros_like(m), 1.0)
)
line = np.concatenate([np.linspace(-6, 6, 17), [0.0, -30.0, 30.0]])
mask = rng.uniform(size=(3, 5))
write(
    "losses/losses",
    "torch.nn.functional, torch.distributions.kl_divergence; gradients by autograd",
    cases=[
        {"function": "sigmoidCrossEntropy", **case(lambda l: bce(l).sum(), [logits], {"targets": pixels.flatten().tolist()})},
        {
            "function": "sigmoidCrossEntropy",
            **case(lambda l: bce(l).sum(1), [logits], {"targets": pixels.flatten().tolist(), "axes": [1]}),
        },
        {"function": "gaussianKl", **case(lambda m, v: kl(m, v).sum(), list(rng.normal(size=(2, 3, 4))), {})},
        {"function": "gaussianKl", **case(lambda m, v: kl(m, v).sum(0), list(rng.normal(size=(2, 3, 4))), {"axes": [0]})},
        {
            "function": "softmaxCrossEntropy",
            **case(
                lambda l: F.cross_entropy(l, torch.tensor(classes), reduction="none"), [wide], {"targets": classes.tolist()}
            ),
        },
        {"function": "gelu", **case(F.gelu, [line], {})},
        {"function": "geluTanh", **case(lambda x: F.gelu(x, approximate="tanh"), [line], {})},
        {
            "function": "layerNorm",
            **case(
                lambda x, w, b: F.layer_norm(x, (5,), w, b, 1e-5),
                [rng.normal(size=(2, 3, 5)) * 2 + 1, rng.normal(size=5), rng.normal(size=5)],
                {},
            ),
        },
        {
            "function": "layerNorm",
            **case(
                lambda x, w, b: F.layer_norm(x, (4,), w, b, 0.1),
                [rng.normal(size=(3, 4)) * 0.2, rng.normal(size=4), rng.normal(size=4)],
                {"epsilon": 0.1},
            ),
        },
        {
            "function": "dropout",
            **case(
                lambda x: x * torch.tensor((mask >= 0.3) / 0.7), [rng.normal(size=(3, 5))], {"draws": mask.flatten().tolist(), "rate": 0.3}
            ),
        },
    ],
)


# Training runs ----------------------------------------------------------------------------------------------------------

TRAINING_STEPS = 20


def spread(salt, size):
    """Integers of [0, 10007), the same on the other side."""
    i = np.arange(size, dtype=np.int64)
    return (31 * i * i + 7919 * i + 104729 * salt + i * i // 97) % 10007


def floats(salt, shape, scale):
    values = (spread(salt, int(np.prod(shape))) / 10007 * 2 - 1) * scale
    return torch.tensor(values.reshape(shape), dtype=torch.float32)


def integers(salt, shape, below):
    return torch.tensor((spread(salt, int(np.prod(shape))) % below).reshape(shape))


def train(name, shapes, loss, make, rate, clip):
    """shapes: name -> (shape, scale), in the order of the salts; a scale of None stands for ones."""
    parameters = {
        key: (torch.ones(shape) if scale is None else floats(salt, shape, scale)).requires_grad_()
        for salt, (key, (shape, scale)) in enumerate(shapes.items())
    }
    optimizer = make(parameters.values())
    losses, norms = [], []
    for step in range(TRAINING_STEPS):
        for group in optimizer.param_groups:
            group["lr"] = rate(step)
        optimizer.zero_grad()
        value = loss(parameters, step)
        value.backward()
        if clip is not None:
            norms.append(torch.nn.utils.clip_grad_norm_(parameters.values(), clip).item())
        optimizer.step()
        losses.append(value.item())
    return {
        "name": name,
        "parameters": {key: {"shape": shape, "scale": scale} for key, (shape, scale) in shapes.items()},
        "losses": losses,
        "gradientNorms": norms,
        "sums": {key: value.double().sum().item() for key, value in parameters.items()},
        "firsts": {key: numbers(value)[:4] for key, value in parameters.items()},
    }


def cosine(peak, final, warm_up, steps):
    rates = scheduled(peak, final, warm_up, steps, TRAINING_STEPS)["rates"]
    return lambda step: rates[step]


MLP = {"w1": ([10, 32], 0.3), "b1": ([32], 0.1), "w2": ([32, 32], 0.2), "b2": ([32], 0.1), "w3": ([32, 4], 0.2), "b3": ([4], 0.1)}


def mlp_loss(p, step):
    x, y = floats(100 + step, [16, 10], 1.0), integers(200 + step, [16], 4)
    hidden = torch.relu(x @ p["w1"] + p["b1"])
    hidden = torch.tanh(hidden @ p["w2"] + p["b2"])
    return F.cross_entropy(hidden @ p["w3"] + p["b3"], y)


CONV = {"k1": ([3, 3, 1, 8], 0.4), "c1": ([8], 0.1), "k2": ([4, 4, 8, 12], 0.15), "c2": ([12], 0.1), "w": ([192, 5], 0.1), "b": ([5], 0.1)}


def conv_loss(p, step):
    x, y = floats(100 + step, [8, 8, 8, 1], 1.0), integers(200 + step, [8], 5)
    # Images and filters lie as the other side has them: channels last.
    filters = lambda k: k.permute(3, 2, 0, 1)
    hidden = torch.relu(F.conv2d(x.permute(0, 3, 1, 2), filters(p["k1"]), p["c1"], padding=1))
    hidden = torch.relu(F.conv2d(hidden, filters(p["k2"]), p["c2"], stride=2, padding=1))
    return F.cross_entropy(hidden.permute(0, 2, 3, 1).reshape(8, -1) @ p["w"] + p["b"], y)


TOKENS, WIDTH, HEADS, LENGTH, BATCH, LAYERS = 50, 32, 2, 16, 4, 2
GPT = {"embedding": ([TOKENS, WIDTH], 0.3), "positions": ([LENGTH, WIDTH], 0.1)}
for layer in range(LAYERS):
    GPT |= {
        f"{layer}.norm1.weight": ([WIDTH], None),
        f"{layer}.norm1.bias": ([WIDTH], 0.05),
        f"{layer}.qkv": ([WIDTH, 3 * WIDTH], 0.2),
        f"{layer}.out": ([WIDTH, WIDTH], 0.2),
        f"{layer}.norm2.weight": ([WIDTH], None),
        f"{layer}.norm2.bias": ([WIDTH], 0.05),
        f"{layer}.up": ([WIDTH, 4 * WIDTH], 0.2),
        f"{layer}.up.bias": ([4 * WIDTH], 0.05),
        f"{layer}.down": ([4 * WIDTH, WIDTH], 0.1),
        f"{layer}.down.bias": ([WIDTH], 0.05),
    }
GPT |= {"norm.weight": ([WIDTH], None), "norm.bias": ([WIDTH], 0.05), "head": ([WIDTH, TOKENS], 0.2)}


def gpt_loss(p, step):
    tokens, targets = integers(100 + step, [BATCH, LENGTH], TOKENS), integers(200 + step, [BATCH * LENGTH], TOKENS)
    x = F.embedding(tokens, p["embedding"]) + p["positions"]
    for layer in range(LAYERS):
        part = lambda name: p[f"{layer}.{name}"]
        normal = F.layer_norm(x, (WIDTH,), part("norm1.weight"), part("norm1.bias"))
        heads = (normal @ part("qkv")).reshape(BATCH, LENGTH, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_causal=True)
        x = x + attended.permute(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH) @ part("out")
        normal = F.layer_norm(x, (WIDTH,), part("norm2.weight"), part("norm2.bias"))
        x = x + F.gelu(normal @ part("up") + part("up.bias")) @ part("down") + part("down.bias")
    x = F.layer_norm(x, (WIDTH,), p["norm.weight"], p["norm.bias"])
    return F.cross_entropy((x @ p["head"]).reshape(-1, TOKENS), targets)


write(
    "training/runs",
    "torch.autograd and torch.optim, float32: losses before each step, gradient norms before clipping, parameters after the last",
    runs=[
        train("mlp", MLP, mlp_loss, lambda ps: torch.optim.Adam(ps, weight_decay=0.01), lambda _: 0.01, None),
        train("convolutions", CONV, conv_loss, lambda ps: torch.optim.SGD(ps, momentum=0.9, nesterov=True, lr=1), lambda _: 0.05, None),
        train("transformer", GPT, gpt_loss, lambda ps: torch.optim.AdamW(ps, betas=(0.9, 0.95), weight_decay=0.1), cosine(3e-3, 3e-4, 4, 20), 1.0),
    ],
)
