"""Makes pytorch_forward.json: PyTorch's logits, losses, per-example gradient norms, gradients and one SGD trajectory.

It proves the forward and backward passes, the label smoothing, the per-example norms and the optimiser's update rule.
Weights and inputs are float32 numbers; everything computed from them is float64, so a float32 implementation can be
held to about 1e-6 and a float64 one to about 1e-12. Every number is written so that it reads back as the same double.

    python3 -m venv venv && venv/bin/pip install torch==2.13.0 numpy==2.4.6
    venv/bin/python pytorch_forward.py       # a second; writes pytorch_forward.json beside itself

Weights are [outputs, inputs]; those of a layer normalisation, which stands between a dense layer and its activation, are its
gains, [units]. A loss with smoothing e over K classes is (1 - e) (-ln p_y) + e/K sum_i (-ln p_i).
`gradients` are those of the SUM of the losses. A trajectory's step, over all B examples:
    g = (sum of gradients) / B, plus weight_decay * w for weights but not for biases and gains;   v = momentum * v + g;   w -= learning_rate * v
"""

import json
import pathlib

import numpy as np
import torch
from torch.nn.functional import cross_entropy, layer_norm

EXAMPLES = 7
NETWORKS = [
    ("mlp-relu", "relu", [5, 4, 3], False), ("mlp-tanh", "tanh", [6, 5, 4, 3], False), ("linear", "relu", [5, 3], False),
    ("mlp-norm", "tanh", [6, 5, 4, 3], True),
]
SGD = {"steps": 5, "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 0.01, "label_smoothing": 0.0}


def forward(parameters, activation, x):
    """`parameters` is weight, bias, weight, bias, ...; the activation stands before every dense layer but the first."""
    for layer in range(0, len(parameters), 2):
        weight, bias = parameters[layer:layer + 2]
        if weight.dim() == 1:
            x = layer_norm(x, weight.shape, weight, bias)
            continue
        if layer > 0:
            x = getattr(torch, activation)(x)
        x = x @ weight.T + bias
    return x


def decayed(parameter):
    return parameter.dim() == 2


def layers(tensors):
    values = [t.detach().tolist() for t in tensors]
    return [{"weight": w, "bias": b} for w, b in zip(values[::2], values[1::2])]


def losses_and_gradients(parameters, activation, x, y, smoothing):
    losses = cross_entropy(forward(parameters, activation, x), y, reduction="none", label_smoothing=smoothing)
    norms = []
    for loss in losses:
        gradient = torch.autograd.grad(loss, parameters, retain_graph=True)
        norms.append(sum(g.square().sum() for g in gradient).item())
    total = torch.autograd.grad(losses.sum(), parameters)
    return {
        "label_smoothing": smoothing,
        "losses": losses.tolist(),
        "squared_gradient_norms": norms,
        "gradients": layers(total),
    }


def trajectory(parameters, activation, x, y):
    parameters = [p.detach().clone().requires_grad_() for p in parameters]
    groups = [
        {"params": [p for p in parameters if decayed(p)], "weight_decay": SGD["weight_decay"]},
        {"params": [p for p in parameters if not decayed(p)], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.SGD(groups, lr=SGD["learning_rate"], momentum=SGD["momentum"])
    for _ in range(SGD["steps"]):
        optimizer.zero_grad()
        loss = cross_entropy(forward(parameters, activation, x), y, label_smoothing=SGD["label_smoothing"])
        loss.backward()  # the mean loss: the sum of gradients over B
        optimizer.step()
    return {**SGD, "layers": layers(parameters)}


def by_hand(parameters, activation, x, y):
    """The same trajectory by the formula in the docstring, without torch.optim."""
    w = [p.detach().clone().requires_grad_() for p in parameters]
    v = [torch.zeros_like(p) for p in w]
    for _ in range(SGD["steps"]):
        losses = cross_entropy(forward(w, activation, x), y, reduction="none", label_smoothing=SGD["label_smoothing"])
        g = [t / len(x) for t in torch.autograd.grad(losses.sum(), w)]
        with torch.no_grad():
            for i in range(len(w)):
                decay = SGD["weight_decay"] if decayed(w[i]) else 0.0
                v[i] = SGD["momentum"] * v[i] + g[i] + decay * w[i]
                w[i] -= SGD["learning_rate"] * v[i]
    return w


def reference(name, activation, sizes, normalized, random):
    def draw(*shape):
        return torch.from_numpy(random.standard_normal(shape).astype(np.float32).astype(np.float64))

    parameters = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        parameters += [draw(outputs, inputs), draw(outputs)]
        if normalized and outputs != sizes[-1]:
            parameters += [draw(outputs), draw(outputs)]
    parameters = [p.requires_grad_() for p in parameters]
    x = draw(EXAMPLES, sizes[0])
    y = torch.from_numpy(random.integers(0, sizes[-1], EXAMPLES))

    logits = forward(parameters, activation, x)
    single = forward([p.float() for p in parameters], activation, x.float())
    path = trajectory(parameters, activation, x, y)
    final = torch.cat([p.flatten() for p in by_hand(parameters, activation, x, y)])
    theirs = torch.cat([torch.tensor(part).flatten() for layer in path["layers"] for part in layer.values()])
    print(f"{name}: float32 logits differ by {(single - logits).abs().max():.1e}, "
          f"torch.optim from the formula by {(final - theirs).abs().max():.1e}")
    return {
        "name": name, "activation": activation, "sizes": sizes,
        "layers": layers(parameters),
        "inputs": x.tolist(), "labels": y.tolist(), "logits": logits.tolist(),
        "losses": [losses_and_gradients(parameters, activation, x, y, e) for e in (0.0, 0.1)],
        "trajectory": path,
    }


def main():
    torch.set_default_dtype(torch.float64)
    random = np.random.default_rng(2024)
    document = {
        "about": "Made by pytorch_forward.py. Weights and inputs are float32 numbers, results float64.",
        "torch": torch.__version__,
        "networks": [reference(*network, random) for network in NETWORKS],
    }
    text = json.dumps(document, separators=(",", ":"))
    pathlib.Path(__file__).with_name("pytorch_forward.json").write_text(text + "\n")
    print(f"{len(text)} bytes")


if __name__ == "__main__":
    main()
