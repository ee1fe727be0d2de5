"""Times a training step of ours, ordinary and private, beside PyTorch, Opacus and JAX on the same networks and batches.

One thread each, pinned to one core, float32: multilayer perceptrons with ReLU, softmax cross-entropy and SGD with
momentum 0.9. A step gathers its batch from 1,000 records by random rows (drawn beforehand), then loss, gradients, for a
private step clipping at 1 and noise of multiplier 1, and the update. Nothing else is timed: no data loader, no Poisson
sampling, no accountant. The peers are used in the best way found: PyTorch's fused SGD and its denormals flushed to
zero, jitted JAX steps with donated buffers, per-example gradients in microbatches if that is faster.

Ours and theirs alternate: every round runs, for each step, `glasshouse bench --only steps` and then each peer, in a
process for each peer and step that stays alive. Printed are the milliseconds of a step, medians over the rounds with
their range, and the ratios, medians of the ratios of each round. The floor is the bare matrix products of the step: ours
as the program times it, by its own loops or by its matrix library, whichever is faster; PyTorch's the same products by
`torch.mm` into buffers made before. A share of the peak is what a step multiplies over what the core can multiply and add
in registers alone in its time. "Memory kept" is Opacus with
glibc told not to give freed memory back to the system, which otherwise costs per-sample gradients most of their time.

    swift build -c release
    python3 Tests/Peers/training_step.py --binary .build/release/glasshouse     # Python 3.11, 8 GB of memory

The first run makes the virtual environment and takes minutes more; see --help for where it goes.
"""

import argparse
import functools
import itertools
import json
import os
import statistics
import sys

import peer_workers as peers

STEPS = [("mlp 784-256-128-10", 256), ("mlp 784-256-128-10", 1024), ("mlp 64-128-10", 64)]
RECORDS, BATCHES, CLASSES, RATE, MOMENTUM, CLIP, NOISE = 1000, 200, 10, 0.01, 0.9, 1.0, 1.0
# row of the table: the worker asked, and what for
PEERS = {
    "PyTorch, ordinary": ("torch", "ordinary"),
    "PyTorch, bare products": ("torch", "products"),
    "Opacus, ghost": ("opacus", "ghost"),
    "Opacus, per-sample": ("opacus", "per-sample"),
    "Opacus, per-sample, memory kept": ("opacus-kept", "per-sample"),
    "JAX, ordinary": ("jax", "ordinary"),
    "JAX, private": ("jax", "private"),
}
OURS = {
    "ours, ordinary": "ordinary_ms", "ours, private": "private_ms", "ours, floor": "floor_ms",
    "ours, the library's products": "library_ms",
}
SHARES = {"of the peak: products": "floor_share_of_peak", "ordinary": "ordinary_share_of_peak", "private": "private_share_of_peak"}
RATIOS = {  # column: (over, under)
    "over the floor: ordinary": ("ours, ordinary", "ours, floor"),
    "private": ("ours, private", "ours, floor"),
    "private, times faster than Opacus ghost": ("Opacus, ghost", "ours, private"),
    "than Opacus per-sample": ("Opacus, per-sample", "ours, private"),
    "the same, memory kept": ("Opacus, per-sample, memory kept", "ours, private"),
    "than PyTorch's ordinary step": ("PyTorch, ordinary", "ours, private"),
    "than JAX private": ("JAX, private", "ours, private"),
    "than JAX's ordinary step": ("JAX, ordinary", "ours, private"),
}


def torch_step(measure, sizes, batch):
    """PyTorch and Opacus: a function that does one step."""
    import torch

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    layers = list(zip(sizes, sizes[1:]))
    if measure == "products":
        inputs, deltas, outputs, errors = ([torch.randn(batch, n) for n in sizes] for _ in range(4))
        weights, gradients = ([torch.randn(o, i) for i, o in layers] for _ in range(2))

        def products():
            for k, weight in enumerate(weights):
                torch.mm(inputs[k], weight.t(), out=outputs[k + 1])
            for k in reversed(range(len(weights))):
                torch.mm(deltas[k + 1].t(), inputs[k], out=gradients[k])
                if k > 0:
                    torch.mm(deltas[k + 1], weights[k], out=errors[k])

        return products

    modules = [module for i, o in layers for module in (torch.nn.Linear(i, o), torch.nn.ReLU())]
    model, loss = torch.nn.Sequential(*modules[:-1]), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM, fused=True)
    noise = {"noise_multiplier": NOISE, "max_grad_norm": CLIP, "expected_batch_size": batch}
    if measure == "per-sample":
        from opacus.grad_sample import GradSampleModule
        from opacus.optimizers import DPOptimizer

        model, optimizer = GradSampleModule(model), DPOptimizer(optimizer, **noise)
    elif measure == "ghost":
        from opacus.grad_sample import GradSampleModuleFastGradientClipping
        from opacus.optimizers import DPOptimizerFastGradientClipping
        from opacus.utils.fast_gradient_clipping_utils import DPLossFastGradientClipping

        model = GradSampleModuleFastGradientClipping(model, max_grad_norm=CLIP)
        optimizer = DPOptimizerFastGradientClipping(optimizer, **noise)
        loss = DPLossFastGradientClipping(model, optimizer, loss)

    records, labels = torch.randn(RECORDS, sizes[0]), torch.randint(CLASSES, (RECORDS,))
    rows = itertools.cycle(torch.randint(RECORDS, (BATCHES, batch)))

    def step():
        row = next(rows)
        loss(model(records.index_select(0, row)), labels.index_select(0, row)).backward()
        optimizer.step()
        optimizer.zero_grad()  # here, so that no per-sample gradients are held between two measures

    return step


def jax_step(measure, sizes, batch, group=None):
    """JAX: a function that does one step, with per-example gradients of `group` examples at a time."""
    import jax
    import jax.numpy as jnp
    import numpy

    def loss(parameters, x, y):
        for weight, bias in parameters[:-1]:
            x = jax.nn.relu(x @ weight + bias)
        logits = x @ parameters[-1][0] + parameters[-1][1]
        return jnp.mean(jax.nn.logsumexp(logits, axis=-1) - jnp.take_along_axis(logits, y[..., None], -1)[..., 0])

    def clipped_sum(parameters, x, y):
        gradients = jax.vmap(jax.grad(loss), (None, 0, 0))(parameters, x, y)
        squares = sum(jnp.sum(g.reshape(len(g), -1) ** 2, axis=1) for g in jax.tree.leaves(gradients))
        factors = jnp.minimum(1, CLIP / jnp.sqrt(squares))
        return jax.tree.map(lambda g: jnp.einsum("n,n...->...", factors, g), gradients)

    def private(parameters, x, y, key):
        if group == batch:
            total = clipped_sum(parameters, x, y)
        else:
            add = lambda total, part: (jax.tree.map(jnp.add, total, clipped_sum(parameters, *part)), None)
            parts = x.reshape(-1, group, sizes[0]), y.reshape(-1, group)
            total, _ = jax.lax.scan(add, jax.tree.map(jnp.zeros_like, parameters), parts)
        leaves, tree = jax.tree.flatten(total)
        keys = jax.random.split(key, len(leaves))
        noises = [NOISE * CLIP * jax.random.normal(k, g.shape) for k, g in zip(keys, leaves)]
        return tree.unflatten([(g + noise) / batch for g, noise in zip(leaves, noises)])

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, records, labels, row):
        parameters, velocity, key = state
        key, own = jax.random.split(key)
        x, y = (matrix.at[row].get(mode="promise_in_bounds") for matrix in (records, labels))
        gradient = private(parameters, x, y, own) if measure == "private" else jax.grad(loss)(parameters, x, y)
        velocity = jax.tree.map(lambda v, g: MOMENTUM * v + g, velocity, gradient)
        return jax.tree.map(lambda p, v: p - RATE * v, parameters, velocity), velocity, key

    random = numpy.random.default_rng(1)
    normal = lambda *shape: jnp.asarray(random.standard_normal(shape, numpy.float32))
    parameters = [(normal(i, o) / i**0.5, jnp.zeros(o)) for i, o in zip(sizes, sizes[1:])]
    state = parameters, jax.tree.map(jnp.zeros_like, parameters), jax.random.key(1)
    records, labels = normal(RECORDS, sizes[0]), jnp.asarray(random.integers(CLASSES, size=RECORDS, dtype="int32"))
    rows = itertools.cycle(random.integers(RECORDS, size=(BATCHES, batch), dtype="int32"))

    def run():
        nonlocal state
        state = jax.block_until_ready(step(state, records, labels, next(rows)))

    return run


@functools.cache
def prepared(peer, measure, architecture, batch):
    sizes = [int(size) for size in architecture.removeprefix("mlp ").split("-")]
    if peer != "jax":
        return torch_step(measure, sizes, batch)
    if measure == "ordinary":
        return jax_step(measure, sizes, batch)
    candidates = [jax_step(measure, sizes, batch, group) for group in (4, 16, batch)]
    return min(candidates, key=lambda step: peers.time_steps(step, 0.3)["ms"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    peers.add_options(parser, rounds=7)
    parser.add_argument("--seconds", type=float, default=0.5, help="for each measure of a round; default: %(default)s")
    parser.add_argument("--core", type=int, help="to run on; default: the last")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if name := options.worker:
        return peers.serve(lambda seconds, **what: peers.time_steps(prepared(name, **what), seconds))

    python, facts = peers.environment(options.venv), peers.machine("torch", "opacus", "jax", "numpy")
    core = options.core if options.core is not None else (os.cpu_count() or 1) - 1
    kept = {"opacus-kept": peers.KEEP_MEMORY}
    names = dict.fromkeys(name for name, _ in PEERS.values())
    workers = {
        (step, name): peers.Worker(python, __file__, name, core, kept.get(name, {})) for step in STEPS for name in names
    }
    times = {step: {} for step in STEPS}  # step: {row: a time for each round}
    shares = {step: {} for step in STEPS}
    for number in range(options.rounds + 1):  # the first compiles, touches memory and is not counted
        print("Warming up." if number == 0 else f"Round {number} of {options.rounds}.", file=sys.stderr)
        for step in STEPS:
            found = {}
            if number > 0 and not options.peers_only:  # just before the peers of this step: the machine may be shared
                reports = peers.ours(options.binary, "--step", step[0], "--batch", str(step[1]), core=core)["steps"]
                own = next(report for report in reports if (report["architecture"], report["batch"]) == step)
                found = {row: own[key] for row, key in OURS.items()}
                for column, key in SHARES.items():
                    shares[step].setdefault(column, []).append(own[key])
            for row, (name, measure) in PEERS.items():
                request = {"measure": measure, "architecture": step[0], "batch": step[1]}
                found[row] = workers[step, name].ask(seconds=options.seconds if number > 0 else 0, **request)["ms"]
            for row, value in found.items() if number > 0 else ():
                times[step].setdefault(row, []).append(value)
    for worker in workers.values():
        worker.stop()
    facts["load_after"] = os.getloadavg()[0]

    ratios = {
        step: {
            column: [a / b for a, b in zip(rows[over], rows[under])]
            for column, (over, under) in RATIOS.items() if over in rows and under in rows
        }
        for step, rows in times.items()
    }
    if options.json:
        steps = [
            {"architecture": step[0], "batch": step[1], "ms": times[step], "ratios": ratios[step],
             "median_ratios": {column: statistics.median(values) for column, values in ratios[step].items()},
             "median_shares": {column: statistics.median(values) for column, values in shares[step].items()}}
            for step in STEPS
        ]
        return print(json.dumps({**facts, "rounds": options.rounds, "steps": steps}))
    label = lambda step: f"{step[0]}, batch {step[1]}"
    print(peers.heading(facts, options.rounds))
    rows = [row for row in (*OURS, *PEERS) if row in times[STEPS[0]]]
    rows = [[row, *(peers.spread(times[step][row]) for step in STEPS)] for row in rows]
    print(peers.table(["ms per step, one thread", *map(label, STEPS)], rows))
    if not options.peers_only:
        columns = [[f"{statistics.median(ratios[step][column]):.2f}" for column in RATIOS] for step in STEPS]
        print(peers.table(["step", *RATIOS], [[label(step), *row] for step, row in zip(STEPS, columns)]))
        columns = [[f"{100 * statistics.median(values):.0f} %" for values in shares[step].values()] for step in STEPS]
        print(peers.table(["step", *SHARES], [[label(step), *row] for step, row in zip(STEPS, columns)]))


if __name__ == "__main__":
    main()
