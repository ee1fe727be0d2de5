"""Times the training of 64 shadow models of the digits by ours and by PyTorch, on two cores.

A model is mlp 64-128-10 (ReLU, float32) trained for 2,000 steps of SGD (rate 0.1, momentum 0.9) at batch 32 on a random
half of a pool of 1,200 records. PyTorch has two processes of one thread with 32 models each, started and warm before
the clock starts, and trains them

* plain: one model after the other, with modules, autograd and the fused optimizer;
* batched, autograd: 32 at once by `torch.baddbmm`, with autograd and the fused optimizer;
* batched, by hand: 32 at once by `torch.baddbmm`, forward and backward written out, into buffers made before.

Ours and theirs alternate. Printed are the seconds for all 64 models, medians over the rounds with their range, the loss
and accuracy on their training records that show the training to be real, and how many times faster ours is (medians of
the ratios of each round).

    swift build -c release
    python3 Tests/Peers/shadow_models.py --binary .build/release/glasshouse     # Python 3.11

The first run makes the virtual environment and takes minutes more; see --help for where it goes.
"""

import argparse
import functools
import json
import os
import pathlib
import statistics
import sys
import time

import peer_workers as peers

FILES = pathlib.Path(__file__).resolve().parents[2] / "Datasets" / "Files"
MODELS, PROCESSES, POOL, STEPS, BATCH, RATE, MOMENTUM = 64, 2, 1200, 2000, 32, 0.1, 0.9
INPUTS, HIDDEN, CLASSES = 64, 128, 10
WAYS = ["plain", "batched, autograd", "batched, by hand"]
OURS = "ours"


@functools.cache
def pool():
    """The records and labels of the pool, the same in every process."""
    import numpy
    import torch

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    images, labels = (
        numpy.frombuffer((FILES / f"digits8x8-{name}-ubyte").read_bytes(), numpy.uint8)[header:]
        for name, header in (("images-idx3", 16), ("labels-idx1", 8))
    )
    chosen = torch.randperm(len(labels), generator=torch.Generator().manual_seed(1))[:POOL]
    images = torch.tensor(images.reshape(-1, INPUTS) / images.max(), dtype=torch.float32)
    return images[chosen], torch.tensor(labels, dtype=torch.int64)[chosen]


def plain(steps):
    """Trains one model: the first loss, the loss and the accuracy on its members."""
    import torch

    records, labels = pool()
    model = torch.nn.Sequential(torch.nn.Linear(INPUTS, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, CLASSES))
    optimizer, criterion = torch.optim.SGD(model.parameters(), RATE, MOMENTUM, fused=True), torch.nn.CrossEntropyLoss()
    members = torch.randperm(POOL)[: POOL // 2]
    with torch.no_grad():
        first = criterion(model(records[members]), labels[members])
    for rows in members[torch.randint(len(members), (steps, BATCH))]:
        loss = criterion(model(records[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        logits = model(records[members])
        accuracy = (logits.argmax(1) == labels[members]).float().mean()
        return first.item(), criterion(logits, labels[members]).item(), accuracy.item()


def forward(inputs, weight1, bias1, weight2, bias2):
    import torch

    return torch.baddbmm(bias2, torch.baddbmm(bias1, inputs, weight1).relu_(), weight2)


def batched(count, steps, by_hand):
    """Trains `count` models at once: the means of what `plain` answers."""
    import torch

    records, labels = pool()
    shapes = [(count, INPUTS, HIDDEN), (count, 1, HIDDEN), (count, HIDDEN, CLASSES), (count, 1, CLASSES)]
    parameters = [torch.empty(s).uniform_(-1, 1) / n**0.5 for s, n in zip(shapes, (INPUTS, INPUTS, HIDDEN, HIDDEN))]
    members = torch.stack([torch.randperm(POOL)[: POOL // 2] for _ in range(count)])

    def losses():
        logits, wanted = forward(records[members], *parameters), labels[members]
        loss = torch.nn.functional.cross_entropy(logits.view(-1, CLASSES), wanted.view(-1)).item()
        return loss, (logits.argmax(2) == wanted).float().mean().item()

    with torch.no_grad():
        first, _ = losses()
    picks = members.gather(1, torch.randint(POOL // 2, (count, steps * BATCH)))
    batches = picks.view(count, steps, BATCH).transpose(0, 1).reshape(steps, -1)
    if by_hand:
        parameters = train_by_hand(parameters, batches, count)
    else:
        optimizer = torch.optim.SGD([p.requires_grad_() for p in parameters], RATE, MOMENTUM, fused=True)
        for rows in batches:
            logits = forward(records[rows].view(count, BATCH, INPUTS), *parameters)
            loss = torch.nn.functional.cross_entropy(logits.view(-1, CLASSES), labels[rows], reduction="sum") / BATCH
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        return first, *losses()


def train_by_hand(parameters, batches, count):
    import torch

    records, labels = pool()
    targets = torch.eye(CLASSES)[labels] / BATCH
    flat = torch.cat([p.flatten() for p in parameters])  # all in one row, so that the update is one call
    velocity = torch.zeros_like(flat)
    (weight1, bias1, weight2, bias2), (weight1_v, bias1_v, weight2_v, bias2_v) = (
        [part.view(p.shape) for part, p in zip(row.split([p.numel() for p in parameters]), parameters)]
        for row in (flat, velocity)
    )
    inputs, wanted = torch.empty(count * BATCH, INPUTS), torch.empty(count * BATCH, CLASSES)
    x, t = inputs.view(count, BATCH, INPUTS), wanted.view(count, BATCH, CLASSES)
    hidden, error = torch.empty(count, BATCH, HIDDEN), torch.empty(count, BATCH, HIDDEN)
    logits, delta = torch.empty(count, BATCH, CLASSES), torch.empty(count, BATCH, CLASSES)
    for rows in batches:
        torch.index_select(records, 0, rows, out=inputs)
        torch.index_select(targets, 0, rows, out=wanted)
        torch.baddbmm(bias1, x, weight1, out=hidden).relu_()
        torch.baddbmm(bias2, hidden, weight2, out=logits)
        torch.softmax(logits, 2, out=delta).div_(BATCH).sub_(t)
        torch.bmm(delta, weight2.transpose(1, 2), out=error)
        masked = torch.ops.aten.threshold_backward(error, hidden, 0)
        weight2_v.baddbmm_(hidden.transpose(1, 2), delta, beta=MOMENTUM)
        weight1_v.baddbmm_(x.transpose(1, 2), masked, beta=MOMENTUM)
        bias2_v.mul_(MOMENTUM).add_(delta.sum(1, keepdim=True))
        bias1_v.mul_(MOMENTUM).add_(masked.sum(1, keepdim=True))
        flat.add_(velocity, alpha=-RATE)
    return weight1, bias1, weight2, bias2


def train(way, seed, steps, count):
    import torch

    torch.manual_seed(seed)
    models = [plain(steps) for _ in range(count)] if way == "plain" else [batched(count, steps, way == WAYS[2])]
    return [statistics.mean(values) for values in zip(*models)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    peers.add_options(parser, rounds=5)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return peers.serve(train)

    python, facts = peers.environment(options.venv), peers.machine("torch", "numpy")
    workers = [peers.Worker(python, __file__, "torch") for _ in range(PROCESSES)]

    def together(way, seed, **size):
        start = time.perf_counter()
        for number, worker in enumerate(workers):
            worker.tell(way=way, seed=seed * PROCESSES + number, **size)
        answers = [worker.answer() for worker in workers]
        return time.perf_counter() - start, [statistics.mean(values) for values in zip(*answers)]

    seconds, checks = {}, {}
    for way in WAYS:
        together(way, 0, steps=50, count=4)
    for number in range(1, options.rounds + 1):
        print(f"Round {number} of {options.rounds}.", file=sys.stderr)
        if not options.peers_only:
            report = peers.ours(options.binary, "--only", "shadows")
            seconds.setdefault(OURS, []).append(report["shadow_seconds"])
        for way in WAYS:
            taken, checks[way] = together(way, number, steps=STEPS, count=MODELS // PROCESSES)
            seconds.setdefault(way, []).append(taken)
            if not checks[way][1] < checks[way][0] / 10:
                sys.exit(f"{way}: the loss went from {checks[way][0]:.3g} to {checks[way][1]:.3g}, no training.")
    for worker in workers:
        worker.stop()
    facts["load_after"] = os.getloadavg()[0]

    ratios = {way: [a / b for a, b in zip(seconds[way], seconds.get(OURS, []))] for way in WAYS}
    if options.json:
        ways = {way: dict(zip(("first_loss", "loss", "accuracy"), checks[way]), seconds=seconds[way]) for way in WAYS}
        own = {"shadow_seconds": seconds.get(OURS)}
        medians = {way: statistics.median(ratios[way]) for way in WAYS if ratios[way]}
        return print(json.dumps({**facts, "rounds": options.rounds, **own, "ways": ways, "median_ratios": medians}))
    print(peers.heading(facts, options.rounds))
    rows = []
    for way, values in seconds.items():
        own = way == OURS
        faster = f"{statistics.median(ratios[way]):.2f}" if ratios.get(way) else ""
        check = [""] * 3 if own else [f"{value:.4f}" for value in checks[way]]
        rate = f"{60 * MODELS / statistics.median(values):.0f}"
        rows.append([way if own else f"PyTorch, {way}", peers.spread(values), rate, faster, *check])
    header = [f"{MODELS} models, {PROCESSES} cores", "s", "models a minute", "ours is faster by"]
    header += ["first loss", "last loss", "accuracy"]
    print(peers.table(header, rows))


if __name__ == "__main__":
    main()
