"""Times a prediction on shares by ours and by CrypTen, between two processes of one machine, and compares what they send.

Two networks, 64-64-10 on digits and 784-128-10 on mnist, a record alone and a thousand at once, the logits or only the label
revealed. CrypTen runs with its defaults (16 fraction bits, a trusted first party, semi-honest) on weights that PyTorch trains for it
in a second, one thread a party, over loopback. Its converter of ONNX files no longer imports on a recent PyTorch, so an empty one
stands in its place; nothing here reads such files. Timed is from the plain record to the plain answer, the model being shared before.
Both parties in one process, which ours can, CrypTen cannot: its communicator for threads lacks an argument that its products pass.

They are not the same protocol. CrypTen opens the masked weights for every query and takes more rounds for the largest of ten; its
first party makes the triples, which is in its seconds and sends nothing. Our dealer is a third process; the seconds are those of the
report, of one query of a fresh program, where CrypTen's are the median of many after two. Bytes are those that each party sends:
CrypTen counts those received as well, so its count is halved. Its decoder is off by one near some negative whole numbers (it divides
them by 65,535), so the opened integers are divided here.

    swift build -c release
    python3 Tests/Peers/secure_inference.py --binary .build/release/glasshouse [--networks digits] [--rounds 5]     # Python 3.11

The first run makes a virtual environment, which takes minutes; a round of all settings takes CrypTen half a minute.
"""

import argparse
import json
import os
import pathlib
import statistics
import struct
import subprocess
import sys
import time
import types

import peer_workers as peers

VERSIONS = {"torch": "2.13.0", "numpy": "2.4.6", "omegaconf": "2.4.0"}
# Without what it names besides: torchvision, onnx, tensorboard, and a package that PyPI refuses to install.
CRYPTEN = "0.4.1"
FILES = pathlib.Path(__file__).resolve().parents[2] / "Datasets" / "Files"
NETWORKS = {"digits": (64, "digits8x8", 16), "mnist": (128, "mnist3k", 255)}
WARM_UP, REPEATS = 2, {1: 20, 1000: 3}


def stand_in():
    """CrypTen without its converter."""
    converter = types.ModuleType("crypten.nn.onnx_converter")
    converter.from_onnx = converter.from_pytorch = converter.from_tensorflow = None
    converter.TF_AND_TF2ONNX = False
    sys.modules[converter.__name__] = converter
    import crypten

    return crypten


def records(dataset):
    import numpy
    import torch

    _, name, largest = NETWORKS[dataset]
    images, labels = ((FILES / f"{name}-{part}-ubyte").read_bytes() for part in ("images-idx3", "labels-idx1"))
    count, = struct.unpack(">I", images[4:8])
    pixels = numpy.frombuffer(images, numpy.uint8, offset=16).reshape(count, -1) / largest
    return torch.tensor(pixels, dtype=torch.float32), torch.tensor(numpy.frombuffer(labels, numpy.uint8, offset=8).astype(int))


def trained(dataset):
    """A network and a thousand records that it has not seen."""
    import torch

    torch.manual_seed(1)
    features, labels = records(dataset)
    order = torch.randperm(len(features))
    test, train = order[:1000], order[1000:]
    hidden = NETWORKS[dataset][0]
    network = torch.nn.Sequential(torch.nn.Linear(features.shape[1], hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, 10))
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(features[train]), labels[train]).backward()
        optimizer.step()
    return network, features[test]


def shared(crypten, network):
    """The same network of CrypTen's, its weights shared by party 0."""
    first, last = network[0], network[2]
    model = crypten.nn.Sequential(
        crypten.nn.Linear(first.in_features, first.out_features), crypten.nn.ReLU(),
        crypten.nn.Linear(last.in_features, last.out_features))
    for ours, theirs in ((first, "0"), (last, "2")):
        module = model._modules[theirs]
        module.weight.data.copy_(ours.weight.data)
        module.bias.data.copy_(ours.bias.data)
    model.encrypt(src=0)
    model.eval()
    return model


def party(crypten, network, features, reveal, repeats):
    """What one of the two does: seconds of each query, its answer, and CrypTen's own count."""
    import torch
    from crypten.config import cfg

    def answer():
        output = model(crypten.cryptensor(features, src=1))
        return (output.argmax(dim=1, one_hot=False).get_plain_text() if reveal == "label" else output.reveal() / 2**16)

    torch.set_num_threads(1)
    with torch.no_grad(), crypten.no_grad():
        model, seconds = shared(crypten, network), []
        for _ in range(WARM_UP + repeats):
            crypten.comm.get().barrier()
            begun = time.perf_counter()
            result = answer()
            seconds.append(time.perf_counter() - begun)
        cfg.communicator.verbose = True
        crypten.reset_communication_stats()
        answer()
        count = crypten.comm.get().get_communication_stats()
        plain = network(features)
        labels = result.round().long() if reveal == "label" else result.argmax(1)
    return {
        "seconds": seconds[WARM_UP:], "rounds": count["rounds"], "bytes": count["bytes"],
        "agreement": (labels == plain.argmax(1)).float().mean().item(),
        "error": (result - plain).abs().max().item() if reveal == "logits" else None,
    }


def in_two_processes(crypten, *work):
    # What they return must be small: CrypTen waits for them to end before it empties their pipe.
    @crypten.mpc.run_multiprocess(world_size=2)
    def run():
        return party(crypten, *work)

    return run()


NETS = {}


def worker(dataset, records, reveal):
    import torch

    torch.set_num_threads(1)
    crypten = stand_in()
    if dataset not in NETS:
        NETS[dataset] = trained(dataset)
    network, features = NETS[dataset]
    model, data = in_two_processes(crypten, network, features[:records], reveal, REPEATS[records])
    seconds = [max(pair) for pair in zip(model["seconds"], data["seconds"])]
    return {**data, "seconds": seconds, "bytes": data["bytes"] / 2}


def ours(binary, dataset, records, reveal, parties):
    """A report of `glasshouse compute inference`."""
    command = [
        binary, "compute", "inference", "--dataset", dataset, "--train-size", "300", "--network", f"mlp:{NETWORKS[dataset][0]}", "--records", str(records),
        "--parties", parties, "--reveal", reveal, "--format", "json"]
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {finished.returncode}: {finished.stderr.strip()}")
    return json.loads(finished.stdout)


def environment(directory):
    peers.VERSIONS.clear()
    peers.VERSIONS.update(VERSIONS)
    python = peers.environment(directory)
    peers.VERSIONS["crypten"] = CRYPTEN
    check = f"import importlib.metadata as m; assert m.version('crypten') == '{CRYPTEN}'"
    if subprocess.run([python, "-c", check], stderr=subprocess.DEVNULL).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", f"crypten=={CRYPTEN}"], stdout=sys.stderr, check=True)
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    peers.add_options(parser, rounds=3)
    parser.add_argument("--networks", nargs="+", choices=list(NETWORKS), default=list(NETWORKS), help="default: both")
    parser.add_argument("--records", type=int, nargs="+", choices=[1, 1000], default=[1, 1000], help="default: both")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return peers.serve(worker)

    options.venv = options.venv.with_name(options.venv.name + "-crypten")
    python, facts = environment(options.venv), peers.machine("crypten", "torch")
    crypten_worker = peers.Worker(python, __file__, "crypten")
    settings = [
        {"dataset": dataset, "records": records, "reveal": reveal}
        for dataset in options.networks for records in options.records for reveal in ("logits", "label")]
    results = [{**setting, "ours": [], "ours_in_memory": [], "crypten": []} for setting in settings]
    for number in range(1, options.rounds + 1):
        print(f"Round {number} of {options.rounds}.", file=sys.stderr)
        for setting, result in zip(settings, results):
            if not options.peers_only:
                result["ours_in_memory"].append(ours(options.binary, parties="memory", **setting)["seconds"])
                result["report"] = ours(options.binary, parties="processes", **setting)
                result["ours"].append(result["report"]["seconds"])
            answer = crypten_worker.ask(**setting)
            result["crypten"].append(statistics.median(answer["seconds"]))
            result["answer"] = answer
    crypten_worker.stop()
    for result in results:
        ratios = [a / b for a, b in zip(result["crypten"], result["ours"])]
        result["median_ratio"] = statistics.median(ratios) if ratios else None
    facts["load_after"] = os.getloadavg()[0]
    if options.json:
        return print(json.dumps({**facts, "results": results}))

    print(peers.heading(facts, options.rounds).replace("float32", "64-bit shares"))
    milliseconds = lambda values: peers.spread([1000 * value for value in values]) if values else ""
    number = lambda value, form: "" if value is None else format(value, form)
    print(peers.table(
        ["network, records, revealed", "ours, ms", "in one process", "CrypTen, ms", "ours is faster by", "rounds", "CrypTen", "bytes sent",
         "CrypTen", "agreement", "CrypTen", "largest error", "CrypTen"],
        [[f"{result['dataset']}, {result['records']}, {result['reveal']}", milliseconds(result["ours"]),
          milliseconds(result["ours_in_memory"]), milliseconds(result["crypten"]), number(result["median_ratio"], ".1f"),
          number(report.get("rounds"), "d"), number(answer["rounds"], "d"),
          number(report.get("bytes_sent_per_party"), ",.0f"), number(answer["bytes"], ",.0f"),
          number(report.get("agreement"), ".4f"), number(answer["agreement"], ".4f"),
          number(report.get("max_logit_error"), ".1e"), number(answer["error"], ".1e")]
         for result in results for report, answer in [(result.get("report", {}), result["answer"])]]))


if __name__ == "__main__":
    main()
