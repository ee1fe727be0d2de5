"""Makes federated_averaging.json: parameters after rounds of federated averaging, by PyTorch in double precision.

It proves that a round is McMahan's Algorithm 1 (arXiv:1602.05629): each client that takes part trains a copy of the model on its
own records, with an optimizer of its own that begins anew, and the model moves by the server's rate times the mean of what the
copies moved by, weighted by records; where updates are cut, by min(1, C / norm). Batches are all of a client's records, or of
records that are alike, so that no shuffle matters: the last batch of an epoch is as small as it is, and its gradient its mean.

    python3 -m venv venv && venv/bin/pip install torch==2.13.0 numpy==2.4.6
    venv/bin/python federated_averaging.py       # a second; writes federated_averaging.json beside itself

Weights are [outputs, inputs]. Records, weights and rates are single-precision numbers.
"""

import copy
import json
import pathlib

import torch

INPUTS, HIDDEN, CLASSES, ROUNDS = 5, 4, 3, 2
CASES = {
    "one client, one epoch": dict(sizes=[12], local_epochs=1, learning_rate=0.5, momentum=0.0),
    "by records": dict(sizes=[7, 1, 4, 0, 12], local_epochs=3, learning_rate=0.5, momentum=0.0),
    "momentum, decay and a server rate": dict(
        sizes=[7, 1, 4], local_epochs=3, learning_rate=0.2, momentum=0.875, weight_decay=0.0625, server_rate=1.5),
    "small batches of like records": dict(sizes=[5, 2, 1], local_epochs=3, learning_rate=0.25, local_batch=2, alike=True),
    "cut updates": dict(sizes=[7, 1, 4], local_epochs=3, learning_rate=0.5, clipping_norm=0.25),
}
torch.set_default_dtype(torch.float64)
torch.manual_seed(15)


def single(*shape):
    return torch.randn(*shape, dtype=torch.float32).double()


def parameters_of(model):
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def local_update(model, x, y, case):
    client = copy.deepcopy(model)
    weights = [p for p in client.parameters() if p.dim() == 2]
    biases = [p for p in client.parameters() if p.dim() == 1]
    optimizer = torch.optim.SGD(
        [{"params": weights, "weight_decay": case.get("weight_decay", 0.0)}, {"params": biases}],
        lr=case["learning_rate"], momentum=case.get("momentum", 0.0))
    size = case.get("local_batch") or max(1, len(x))
    for _ in range(case["local_epochs"]):
        for start in range(0, len(x), size):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(client(x[start:start + size]), y[start:start + size]).backward()
            optimizer.step()
    delta = parameters_of(client) - parameters_of(model)
    if "clipping_norm" in case:
        delta = delta * min(1.0, case["clipping_norm"] / max(delta.norm().item(), 1e-30))
    return delta


def trained(name, case):
    model = torch.nn.Sequential(
        torch.nn.Linear(INPUTS, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, CLASSES))
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(single(*p.shape))
    sizes = case["sizes"]
    count = sum(sizes)
    clients = torch.tensor([k for k, size in enumerate(sizes) for _ in range(size)])
    x, y = single(count, INPUTS), torch.randint(CLASSES, (count,))
    if case.get("alike"):
        first = [sum(sizes[:k]) for k in clients]
        x, y = x[first], y[first]
    # Records of a client do not lie together.
    order = torch.randperm(count)
    x, y, clients = x[order], y[order], clients[order]
    written = {
        "name": name, "clients": clients.tolist(), "client_count": len(sizes), "inputs": x.tolist(), "labels": y.tolist(),
        "hidden": HIDDEN, "class_count": CLASSES, "start": parameters_of(model).tolist(), "rounds": [],
        "weight_decay": 0.0, "momentum": 0.0, "server_rate": 1.0, **{k: v for k, v in case.items() if k not in ("sizes", "alike")},
    }
    for _ in range(ROUNDS):
        step = torch.zeros_like(parameters_of(model))
        for k, size in enumerate(sizes):
            step += size / count * local_update(model, x[clients == k], y[clients == k], case)
        moved = parameters_of(model) + case.get("server_rate", 1.0) * step
        with torch.no_grad():
            torch.nn.utils.vector_to_parameters(moved, model.parameters())
        written["rounds"].append(parameters_of(model).tolist())
    return written


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": [trained(*case) for case in CASES.items()]}, separators=(",", ":")) + "\n")
