"""Rounds of secure aggregation between processes, in which clients are killed at any time, and what the server learned checked.

Each federation has its own numbers of clients, threshold, roster or none and rounds. Clients drop out before a message of their own
accord, or are killed by SIGKILL at a moment that nobody chose. Values are such that 8 bits hold them exactly, so every sum has to
be the sum of exactly the clients that the server names, to the last bit; those must be as many as the threshold; and where a round
is aborted, there must be no sum, exit status 1 and a sentence.

    swift build -c release
    python3 Tests/Regression/federations.py --binary .build/release/glasshouse [--rounds 50] [--seed 1]

Ten thousand rounds in memory are held by a test:

    GLASSHOUSE_ROUNDS=10000 swift test -c release --disable-testable-imports --filter sumsAreExactWhoeverDropsOut
"""

import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

PHASES = ["advertise", "share", "mask", "consistency", "unmask"]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--binary", default=".build/release/glasshouse")
parser.add_argument("--rounds", type=int, default=50, help="to hold at least (default: %(default)s)")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
generator = random.Random(options.seed)
counts = {"rounds": 0, "sums": 0, "aborted": 0, "dropped": 0, "killed": 0, "never began": 0}


def fail(sentence, *details):
    print(sentence, *details, sep="\n")
    sys.exit(1)


def federation(folder):
    clients = generator.randint(3, 8)
    has_roster = generator.random() < 0.5
    # With a roster a threshold below two thirds is refused.
    threshold = generator.choice([None, generator.randint(2 * clients // 3 + 1 if has_roster else 2, clients)])
    needed = threshold or 2 * clients // 3 + 1
    rounds, dimension = generator.randint(1, 3), generator.choice([1, 7, 300, 20000])
    common, keys = [], [[] for _ in range(clients)]
    if has_roster:
        subprocess.run([options.binary, "federate", "keys", "--clients", str(clients), "--output", folder / "keys"],
                       check=True, stdout=subprocess.DEVNULL)
        common = ["--roster", folder / "keys" / "roster.json"]
        keys = [["--key-file", folder / "keys" / f"client-{client}.json"] for client in range(clients)]
    address = f"unix:{folder}/s"
    server = subprocess.Popen(
        [options.binary, "federate", "serve", "--clients", str(clients), "--listen", address, "--rounds", str(rounds),
         "--bits", "8", "--clip", "127.5", "--timeout", "20", "--wait", "20", "--format", "json", *common]
        + (["--threshold", str(threshold)] if threshold else []),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    values, joined, killers = {}, [], []
    for client in range(clients):
        # Without a roster numbers are given as they come, so one joins after the other.
        own = [generator.randrange(256) - 127.5 for _ in range(dimension)]
        (folder / f"v{client}").write_text("\n".join(map(str, own)))
        chance = generator.random()
        stops = ["--stop-before", generator.choice(PHASES)] if chance < 0.15 else []
        process = subprocess.Popen(
            [options.binary, "federate", "join", "--connect", address, "--values", folder / f"v{client}", "--threshold", "2",
             *common, *keys[client], *stops], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = process.stderr.readline()
        if not said.startswith(f"This is client {client} of {clients}."):
            fail(f"client {client} was not let in", said, server.stderr.read() if server.poll() is not None else "")
        values[client] = own
        joined.append(process)
        counts["dropped"] += bool(stops)
        if chance > 0.9:
            delay = generator.random() * 0.03
            killers.append(threading.Timer(delay, process.send_signal, [signal.SIGKILL]))
            counts["killed"] += 1
        if client == clients - 1:
            for killer in killers:
                killer.start()
    output, complaint = server.communicate(timeout=120)
    for process in joined:
        process.communicate(timeout=60)
    if not output:
        counts["never began"] += 1
        if server.returncode != 1 or "joined in time" not in complaint:
            fail("a server ended without a report", complaint)
        return
    report = json.loads(output)
    aborted = 0
    for number, held in enumerate(report["rounds"], 1):
        counts["rounds"] += 1
        if held["aborted"] is not None:
            aborted += 1
            if held["sum"] is not None or held["words"] is not None or held["survivors"]:
                fail("an aborted round shows something", held)
            continue
        counts["sums"] += 1
        if len(held["survivors"]) < needed:
            fail("a sum of fewer than the threshold", held["survivors"])
        expected = [sum(column) for column in zip(*(values[client] for client in held["survivors"]))]
        if held["sum"] != expected:
            fail(f"round {number} of {held['survivors']} is not their sum")
    counts["aborted"] += aborted
    held = len(report["rounds"])
    reason = "did not come to a sum" if aborted else None
    if held < rounds:
        # Fewer than the threshold were left.
        reason = f"after round {held} of {rounds}, and {needed} are needed, so no other round was held"
    if (server.returncode == 1) != (reason is not None) or reason and reason not in complaint:
        fail(f"exit {server.returncode} with {held} of {rounds} rounds held and {aborted} aborted", complaint)


start = time.time()
while counts["rounds"] < options.rounds:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        federation(pathlib.Path(name))
print(f"{', '.join(f'{count} {what}' for what, count in counts.items())}: every sum exact, in {time.time() - start:.0f} s")
