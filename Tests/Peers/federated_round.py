"""Times a round of the default federation by ours, by PyTorch and by Flower's simulation, on one core and on two.

Digits of 1,200 records at 30 clients, nine of them a round, five epochs of batches of ten at the rate 0.1, mlp 64-64-10: 180 steps
of SGD a round, and a mean weighted by records. Ours is `train`, every round of which is also judged on 597 records and counted in
the ledger: the difference of two runs of 100 and 500 rounds, so that start and end cancel. PyTorch trains the clients one after
another in a process of its own, records in memory, batches by index, its optimizer fused, denormals flushed, on one thread (two are
slower at this size); and all nine at once as stacked matrices, which equal numbers of records allow. Nothing else is timed. Flower simulates the same clients (run_simulation, FedAvg, Ray's processes, one a core), which
train by the same PyTorch code, from the end of one round to the end of the next; each has a thread of its own. Nothing is judged
there.

All three take turns, several times; printed are medians of the milliseconds of a round with their range, and the ratios to ours.

    swift build -c release
    python3 Tests/Peers/federated_round.py --binary .build/release/glasshouse [--no-flower]     # Python 3.11, three minutes

The first run makes a virtual environment and takes minutes more; see --help for where it goes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import peer_workers as peers

peers.VERSIONS = {"torch": "2.13.0", "flwr": "1.42.0", "ray": "2.55.1", "numpy": "2.4.6"}
CLIENTS, CHOSEN, RECORDS, EPOCHS, BATCH, RATE, SIZES = 30, 9, 40, 5, 10, 0.1, (64, 64, 10)


def model():
    import torch

    return torch.nn.Sequential(
        torch.nn.Linear(SIZES[0], SIZES[1]), torch.nn.ReLU(), torch.nn.Linear(SIZES[1], SIZES[2]))


def records(client):
    import torch

    generator = torch.Generator().manual_seed(client)
    return (torch.rand(RECORDS, SIZES[0], generator=generator),
            torch.randint(SIZES[2], (RECORDS,), generator=generator))


def descend(net, x, y):
    """A client's epochs."""
    import torch

    optimizer = torch.optim.SGD(net.parameters(), lr=RATE, fused=True)
    for _ in range(EPOCHS):
        order = torch.randperm(len(x))
        for start in range(0, len(x), BATCH):
            rows = order[start:start + BATCH]
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
            optimizer.step()


def serve_torch():
    import torch

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    data, server, client = [records(k) for k in range(CLIENTS)], model(), model()
    inputs, labels = torch.stack([x for x, _ in data]), torch.stack([y for _, y in data])

    def one_by_one():
        with torch.no_grad():
            start = torch.nn.utils.parameters_to_vector(server.parameters())
            total = torch.zeros_like(start)
        for k in torch.randperm(CLIENTS)[:CHOSEN].tolist():
            client.load_state_dict(server.state_dict())
            descend(client, *data[k])
            with torch.no_grad():
                total += len(data[k][0]) * (torch.nn.utils.parameters_to_vector(client.parameters()) - start)
        with torch.no_grad():
            torch.nn.utils.vector_to_parameters(start + total / (CHOSEN * RECORDS), server.parameters())

    def stacked():
        chosen = torch.randperm(CLIENTS)[:CHOSEN]
        x, y = inputs[chosen], labels[chosen]
        copies = [p.detach().expand(CHOSEN, *p.shape).clone().requires_grad_() for p in server.parameters()]
        optimizer = torch.optim.SGD(copies, lr=RATE, fused=True)
        places = torch.arange(CHOSEN)[:, None]
        for _ in range(EPOCHS):
            order = torch.rand(CHOSEN, RECORDS).argsort(dim=1)
            for start in range(0, RECORDS, BATCH):
                rows = order[:, start:start + BATCH]
                hidden = torch.baddbmm(copies[1][:, None], x[places, rows], copies[0].transpose(1, 2)).relu()
                logits = torch.baddbmm(copies[3][:, None], hidden, copies[2].transpose(1, 2))
                optimizer.zero_grad()
                # The sum of the clients' mean losses.
                (CHOSEN * torch.nn.functional.cross_entropy(logits.flatten(0, 1), y[places, rows].flatten())).backward()
                optimizer.step()
        with torch.no_grad():
            for parameter, copy in zip(server.parameters(), copies):
                parameter.copy_(copy.mean(dim=0))

    rounds = {"one by one": one_by_one, "stacked": stacked}
    peers.serve(lambda how, seconds: peers.time_steps(rounds[how], seconds))


def serve_flower():
    """One simulation, whose rounds are timed on the server."""
    os.environ.update(RAY_DISABLE_IMPORT_WARNING="1", FLWR_TELEMETRY_ENABLED="0", RAY_DEDUP_LOGS="0")
    import logging

    from flwr.app import ArrayRecord, Message, MetricRecord, RecordDict
    from flwr.clientapp import ClientApp
    from flwr.serverapp import ServerApp
    from flwr.serverapp.strategy import FedAvg
    from flwr.simulation import run_simulation

    logging.getLogger("flwr").setLevel(logging.ERROR)
    client_app, server_app = ClientApp(), ServerApp()

    @client_app.train()
    def train(message, context):
        import torch

        torch.set_num_threads(1)
        torch.set_flush_denormal(True)
        net = model()
        net.load_state_dict(message.content["arrays"].to_torch_state_dict())
        descend(net, *records(context.node_config["partition-id"]))
        content = {
            "arrays": ArrayRecord(net.state_dict()), "metrics": MetricRecord({"num-examples": RECORDS})}
        return Message(content=RecordDict(content), reply_to=message)

    def answer(rounds):
        ends = []

        class Timed(FedAvg):
            def aggregate_train(self, *given):
                result = super().aggregate_train(*given)
                ends.append(time.perf_counter())
                return result

        @server_app.main()
        def main(grid, context):
            strategy = Timed(fraction_train=CHOSEN / CLIENTS, fraction_evaluate=0, min_available_nodes=CLIENTS)
            strategy.start(grid=grid, initial_arrays=ArrayRecord(model().state_dict()), num_rounds=rounds)

        cores = len(os.sched_getaffinity(0))
        backend = {"init_args": {"num_cpus": cores, "logging_level": "ERROR"}, "client_resources": {"num_cpus": 1, "num_gpus": 0.0}}
        run_simulation(server_app, client_app, CLIENTS, backend_config=backend)
        times = [after - before for before, after in zip(ends[2:], ends[3:])]
        return {"ms": 1000 * statistics.median(times), "steps": len(times)}

    peers.serve(answer)


def ours(binary, cores):
    """Milliseconds of a round."""
    def seconds(rounds):
        begun = time.perf_counter()
        subprocess.run(
            [binary, "train", "--dataset", "digits", "--network", "mlp:64", "--train-size", "1200", "--inclusion", "1",
             "--clients", str(CLIENTS), "--steps", str(rounds), "--format", "json"],
            check=True, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, cores))
        return time.perf_counter() - begun

    return (seconds(500) - seconds(100)) / 400 * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    peers.add_options(parser, rounds=5)
    parser.add_argument("--no-flower", action="store_true", help="leave Flower out")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return {"torch": serve_torch, "flower": serve_flower}[options.worker]()
    python = peers.environment(options.venv)
    facts = peers.machine(*peers.VERSIONS)
    every = sorted(os.sched_getaffinity(0))
    rows = {}
    for count in sorted({1, min(2, len(every))}):
        cores = set(every[:count])
        found = {name: [] for name in ("ours", "PyTorch, one by one", "PyTorch, stacked", "Flower's simulation")}

        def worker(name):
            before = os.sched_getaffinity(0)
            os.sched_setaffinity(0, cores)
            try:
                return peers.Worker(python, __file__, name)
            finally:
                os.sched_setaffinity(0, before)

        torch_worker = worker("torch")
        for index in range(options.rounds):
            if not options.peers_only:
                found["ours"].append(ours(options.binary, cores))
            for how in ("one by one", "stacked"):
                found["PyTorch, " + how].append(torch_worker.ask(how=how, seconds=2)["ms"])
            # It begins anew each time, which takes ten seconds.
            if not options.no_flower and index < 3:
                flower = worker("flower")
                found["Flower's simulation"].append(flower.ask(rounds=13)["ms"])
                flower.stop()
        torch_worker.stop()
        rows[count] = {name: values for name, values in found.items() if values}
    facts["load_after"] = os.getloadavg()[0]
    if options.json:
        return print(json.dumps({**facts, "milliseconds": rows}))
    print(peers.heading(facts, options.rounds))
    print("| cores | | ms a round | times ours |\n|---|---|---|---|")
    for count, found in rows.items():
        for name, values in found.items():
            ratio = statistics.median(values) / statistics.median(found["ours"]) if "ours" in found else float("nan")
            print(f"| {count} | {name} | {peers.spread(values)} | {ratio:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
