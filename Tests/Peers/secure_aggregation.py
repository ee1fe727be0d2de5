"""Times a round of secure aggregation by ours and by Flower's SecAgg+, on two cores, with every client masking against every other.

Flower's own functions are called as its protocol says: those of the client's modifier (`_setup`, `_share_keys`,
`_collect_masked_vectors`, `_unmask` of `secaggplus_mod`) in two processes, and on the server what `unmask_stage` calls,
`combine_shares` and `pseudo_rand_gen`. Nothing is sent over a network, and no message is packed, by either. One client in ten drops
out before it sends its vector; a secret takes more than two thirds of the clients. The sum of each is checked. They are not the same
protocol: ours signs keys and lists with Ed25519 and checks that all saw one list, which Flower does not; keys are of X25519, shares
of 2^61 - 1, masks from 256 bits by AES, where Flower has P-384, GF(2^128) in Python, and 32 bits by the Mersenne twister.

    swift build -c release
    python3 Tests/Peers/secure_aggregation.py --binary .build/release/glasshouse [--clients 10 30]     # Python 3.11

The first run makes a virtual environment and takes a minute more. A hundred clients took Flower ten minutes on a busy machine.
"""

import argparse
import concurrent.futures
import importlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import peer_workers as peers

VERSIONS = {"flwr": "1.42.0", "numpy": "2.4.6", "pycryptodome": "3.23.0"}
PROCESSES, CLIP, LEVELS, MODULUS, WEIGHT = 2, 8.0, 1 << 22, 1 << 32, 1000.0


def client(work):
    """One stage of one client: its state before, and after with the answer."""
    import numpy
    from flwr.common import ndarrays_to_parameters

    # Its package has a function of the same name.
    mod = importlib.import_module("flwr.client.mod.secure_aggregation.secaggplus_mod")
    stage, state, request, dimension = work
    if stage == "setup":
        state = mod.SecAggPlusState()
        state.nid = request.pop("nid")
        return state, mod._setup(state, request)
    if stage == "share":
        return state, mod._share_keys(state, request)
    if stage == "mask":
        values = numpy.random.RandomState(state.nid).uniform(-1, 1, dimension)
        return state, mod._collect_masked_vectors(state, request, 1000, ndarrays_to_parameters([values]))
    return state, mod._unmask(state, request)


def truth(ids, dimension):
    import numpy

    return sum(numpy.random.RandomState(nid).uniform(-1, 1, dimension) for nid in ids) / len(ids)


def flower(count, dimension, pool):
    """A round: seconds of clients and of the server."""
    import numpy
    from flwr.common import bytes_to_ndarray
    from flwr.common.secure_aggregation.crypto.shamir import combine_shares
    from flwr.common.secure_aggregation.crypto.symmetric_encryption import generate_shared_key
    from flwr.common.secure_aggregation.quantization import dequantize
    from flwr.common.secure_aggregation.secaggplus_constants import Key
    from flwr.common.secure_aggregation.secaggplus_utils import pseudo_rand_gen
    from flwr.supercore.primitives.asymmetric import bytes_to_private_key, bytes_to_public_key

    ids, threshold = list(range(1, count + 1)), 2 * count // 3 + 1
    alive, dead = ids[: count - count // 10], ids[count - count // 10:]
    states = {nid: None for nid in ids}

    def stage(name, requests):
        nids = list(requests)
        answers = pool.map(client, [(name, states[nid], requests[nid], dimension) for nid in nids])
        answers = dict(zip(nids, answers))
        states.update({nid: state for nid, (state, _) in answers.items()})
        return {nid: answer for nid, (_, answer) in answers.items()}

    start = time.perf_counter()
    parameters = {Key.SAMPLE_NUMBER: count, Key.SHARE_NUMBER: count, Key.THRESHOLD: threshold, Key.CLIPPING_RANGE: CLIP,
                  Key.TARGET_RANGE: LEVELS, Key.MOD_RANGE: MODULUS, Key.MAX_WEIGHT: WEIGHT}
    keys = stage("setup", {nid: {**parameters, "nid": nid} for nid in ids})
    public = {str(nid): [key[Key.PUBLIC_KEY_1], key[Key.PUBLIC_KEY_2]] for nid, key in keys.items()}
    shares = stage("share", {nid: dict(public) for nid in ids})
    forward = {nid: {Key.CIPHERTEXT_LIST: [], Key.SOURCE_LIST: []} for nid in ids}
    for nid, answer in shares.items():
        for to, text in zip(answer[Key.DESTINATION_LIST], answer[Key.CIPHERTEXT_LIST]):
            forward[to][Key.CIPHERTEXT_LIST].append(text)
            forward[to][Key.SOURCE_LIST].append(nid)
    masked = stage("mask", {nid: forward[nid] for nid in alive})
    vectors = [[bytes_to_ndarray(part) for part in answer[Key.MASKED_PARAMETERS]] for answer in masked.values()]
    total = [sum(parts) & (MODULUS - 1) for parts in zip(*vectors)]
    answers = stage("unmask", {nid: {Key.ACTIVE_NODE_ID_LIST: alive, Key.DEAD_NODE_ID_LIST: dead} for nid in alive})
    server = time.perf_counter()
    shapes = [part.shape for part in total]
    collected = {nid: [] for nid in ids}
    for answer in answers.values():
        for nid, share in zip(answer[Key.NODE_ID_LIST], answer[Key.SHARE_LIST]):
            collected[nid].append(share)
    for nid, parts in collected.items():
        secret = combine_shares(parts)
        if nid in alive:
            total = [a - b for a, b in zip(total, pseudo_rand_gen(secret, MODULUS, shapes))]
            continue
        for other in ids:
            if other == nid:
                continue
            key = generate_shared_key(bytes_to_private_key(secret), bytes_to_public_key(public[str(other)][0]))
            mask = pseudo_rand_gen(key, MODULUS, shapes)
            total = [a + b if nid > other else a - b for a, b in zip(total, mask)]
    ratio, *words = [part & (MODULUS - 1) for part in total]
    # As unmask_stage ends: every vector but one brought another offset.
    mean = (dequantize(words, CLIP, LEVELS)[0] - (len(alive) - 1) * CLIP) * (LEVELS / float(ratio[0]))
    end = time.perf_counter()
    error = float(numpy.abs(mean - truth(alive, dimension)).max())
    if error > 1e-4:
        sys.exit(f"Flower's mean of {count} clients is off by {error:.3g}, so its time means nothing.")
    return end - start, end - server


def worker(count, dimension):
    with concurrent.futures.ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(client, [("setup", None, {"nid": 1, "sample_num": 2, "share_num": 2, "threshold": 2,
                                                "clipping_range": 1.0, "target_range": 2, "mod_range": 4,
                                                "max_weight": 1.0}, 1)] * 4))
        return dict(zip(("seconds", "server_seconds"), flower(count, dimension, pool)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    peers.add_options(parser, rounds=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[10, 30], help="default: %(default)s")
    parser.add_argument("--dimension", type=int, default=101770, help="default: %(default)s")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return peers.serve(worker)

    peers.VERSIONS.clear()
    peers.VERSIONS.update(VERSIONS)
    options.venv = options.venv.with_name(options.venv.name + "-flower")
    python, facts = peers.environment(options.venv), peers.machine("flwr", "numpy")
    flower_worker = peers.Worker(python, __file__, "flower")
    results = []
    for count in options.clients:
        seconds = {"ours": [], "flower": [], "flower_server": []}
        for number in range(1, options.rounds + 1):
            print(f"{count} clients, round {number} of {options.rounds}.", file=sys.stderr)
            if not options.peers_only:
                report = peers.ours(options.binary, "--only", "aggregation", "--clients", str(count), "--dimension", str(options.dimension))
                seconds["ours"].append(report["aggregation"]["seconds"])
            answer = flower_worker.ask(count=count, dimension=options.dimension)
            seconds["flower"].append(answer["seconds"])
            seconds["flower_server"].append(answer["server_seconds"])
        ratios = [a / b for a, b in zip(seconds["flower"], seconds["ours"])]
        results.append({"clients": count, **seconds, "median_ratio": statistics.median(ratios) if ratios else None})
    flower_worker.stop()
    facts["load_after"] = os.getloadavg()[0]
    if options.json:
        return print(json.dumps({**facts, "dimension": options.dimension, "results": results}))
    print(peers.heading(facts, options.rounds))
    rows = [[result["clients"], peers.spread(result["ours"]) if result["ours"] else "", peers.spread(result["flower"]),
             peers.spread(result["flower_server"]), f"{result['median_ratio']:.0f}" if result["median_ratio"] else ""]
            for result in results]
    print(peers.table([f"clients, {options.dimension} parameters", "ours, s", "Flower, s", "of it the server", "ours is faster by"], rows))


if __name__ == "__main__":
    main()
