"""A prediction between three programs, in which each of them is killed, stopped, or made to speak garbage at every message it sends.

Between each two stands a proxy that takes the frames apart. It first counts what a computation that goes well says, both ways of every
pair. Then, once for every message, it kills the sender (SIGKILL) before the message goes on, stops it (SIGSTOP), or garbles the message:
a bit is turned, all of it is noise, a length is announced that nothing can have, the frame before it comes again, or the receiver's own
last frame comes back. Every other program has to end within five seconds of that, by exit status 1 and one sentence, without a value
printed; where the message is the `done` of the records' owner, which both others wait for last, the third may have been told and be
done. A sender that was garbled is held to the same, unless it was done.

    swift build -c release
    python3 Tests/Regression/parties.py --binary .build/release/glasshouse [--every 1] [--seed 1] [--reveal label]
"""

import argparse
import collections
import concurrent.futures
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

LIMIT = 5.0
ROLES = ["dealer", "model", "data"]
# Who opens a channel to whom.
PAIRS = [("model", "dealer"), ("data", "dealer"), ("data", "model")]
GARBAGE = ["bit", "noise", "length", "repeated", "reflected"]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--binary", default=".build/release/glasshouse")
parser.add_argument("--every", type=int, default=1, help="take every so many messages (default: %(default)s)")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--reveal", default="label")
parser.add_argument("--workers", type=int, default=6, help="computations beside each other (default: %(default)s)")
options = parser.parse_args()


def whole(connection, count):
    parts = b""
    while len(parts) < count:
        more = connection.recv(min(1 << 16, count - len(parts)))
        if not more:
            raise EOFError
        parts += more
    return parts


class Computation:
    """Three programs with proxies between them, and at most one fault."""

    def __init__(self, inputs, folder, fault=None, generator=None):
        self.inputs, self.folder, self.fault, self.generator = inputs, folder, fault, generator
        self.counts = collections.Counter()
        self.last = {}
        self.struck = None
        self.barrier = threading.Barrier(len(PAIRS))
        self.processes = {}

    def address(self, name):
        return f"{self.folder}/{name}"

    def run(self):
        listeners = {}
        for pair in PAIRS:
            listeners[pair] = socket.socket(socket.AF_UNIX)
            listeners[pair].bind(self.address("-".join(pair)))
            listeners[pair].listen()
            threading.Thread(target=self.proxy, args=(pair, listeners[pair]), daemon=True).start()
        for role in ROLES:
            peers = [f"--peer=unix:{self.address('-'.join(pair))}" for pair in PAIRS if pair[0] == role]
            listen = [] if role == "data" else [f"--listen=unix:{self.address(role)}"]
            own = {"model": ["--model", self.inputs / "m.safetensors", "--reveal", options.reveal],
                   "data": ["--values", self.inputs / "records.csv"], "dealer": []}[role]
            self.processes[role] = subprocess.Popen(
                [options.binary, "party", "--role", role, "--key-file", self.inputs / "key", "--wait", "20", "--format", "json",
                 *listen, *peers, *own],
                stdout=open(self.address(role + ".out"), "w"), stderr=open(self.address(role + ".err"), "w"))
        ends, start = {}, time.monotonic()
        # Who stands still has no end of its own.
        still = {self.fault[0][0]} if self.fault and self.fault[2] == "stall" else set()
        while not set(ROLES) - still <= set(ends) and time.monotonic() - start < 40:
            for role, process in self.processes.items():
                if role not in ends and process.poll() is not None:
                    ends[role] = time.monotonic()
            if self.struck and time.monotonic() - self.struck > LIMIT + 3:
                break
            time.sleep(0.01)
        for role, process in self.processes.items():
            if process.poll() is None:
                process.kill()
            process.wait()
        for listener in listeners.values():
            listener.close()
        read = lambda role, kind: pathlib.Path(self.address(f"{role}.{kind}")).read_text()
        return {role: (self.processes[role].returncode, ends.get(role), read(role, "out"), read(role, "err")) for role in ROLES}

    def proxy(self, pair, listener):
        try:
            near, _ = listener.accept()
            far = socket.socket(socket.AF_UNIX)
            while True:
                try:
                    far.connect(self.address(pair[1]))
                    break
                except OSError:
                    time.sleep(0.005)
            # Nobody hears anything before all have come: a program that never met the others would wait for them.
            self.barrier.wait(20)
        except (OSError, threading.BrokenBarrierError):
            return
        for way, come, go in [(pair, near, far), (pair[::-1], far, near)]:
            threading.Thread(target=self.carry, args=(way, come, go), daemon=True).start()

    def carry(self, way, come, go):
        try:
            while True:
                header = whole(come, 4)
                frame = header + whole(come, int.from_bytes(header, "little"))
                number = self.counts[way]
                self.counts[way] += 1
                if self.fault and self.fault[:2] == (way, number):
                    frame = self.strike(way, frame)
                self.last[way] = frame
                if frame:
                    go.sendall(frame)
                elif self.fault[2] == "stall":
                    time.sleep(60)
        except (OSError, EOFError):
            pass
        try:
            go.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def strike(self, way, frame):
        what = self.fault[2]
        process = self.processes[way[0]]
        if what in ("kill", "stall"):
            process.send_signal(signal.SIGKILL if what == "kill" else signal.SIGSTOP)
            self.struck = time.monotonic()
            return b""
        self.struck = time.monotonic()
        if what == "bit":
            place = self.generator.randrange(5, len(frame))
            return frame[:place] + bytes([frame[place] ^ 1 << self.generator.randrange(8)]) + frame[place + 1:]
        if what == "noise":
            return self.generator.randbytes(len(frame))
        if what == "length":
            return b"\xff\xff\xff\x7f" + frame[4:]
        if what == "repeated":
            return self.last.get(way) or self.generator.randbytes(40)
        return self.last.get(way[::-1]) or self.generator.randbytes(40)


def complaints(fault, ends, struck, counts):
    """What is wrong with how the others ended."""
    way, number, what = fault
    if struck is None:
        return ["the message never came"]
    found = []
    is_last = way[0] == "data" and number == counts[way] - 1
    for role in ROLES:
        status, ended, output, said = ends[role]
        if role == way[0] and (what in ("kill", "stall") or is_last):
            continue
        if ended is None or ended - struck > LIMIT:
            found.append(f"{role} did not end within {LIMIT} s")
            continue
        if status == 0 and is_last and role != way[1]:
            continue
        lines = [line for line in said.splitlines() if not line.startswith("Listening on ")]
        if status != 1 or output or len(lines) != 1 or not lines[0].startswith("Error: "):
            found.append(f"{role} ended by {status}, printed {output[:60]!r} and said {lines}")
    return found


def main():
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        inputs = pathlib.Path(name)
        subprocess.run([options.binary, "party", "keys", inputs / "key"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([options.binary, "train", "--dataset", "digits", "--network", "mlp:8", "--steps", "5", "--model",
                        inputs / "m.safetensors"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (inputs / "records.csv").write_text(",".join(["0.5"] * 64) + "\n")

        def computation(fault=None):
            generator = random.Random(f"{options.seed} {fault}")
            with tempfile.TemporaryDirectory(dir="/tmp") as folder:
                held = Computation(inputs, folder, fault, generator)
                return held, held.run()

        held, ends = computation()
        if any(ends[role][0] != 0 for role in ROLES):
            sys.exit(f"a computation without a fault failed: {ends}")
        counts = held.counts
        faults = []
        for way in sorted(counts):
            for number in range(0, counts[way], options.every):
                for what in ("kill", "stall", GARBAGE[number % len(GARBAGE)]):
                    faults.append((way, number, what))
        start, wrong, table = time.time(), [], collections.defaultdict(lambda: [0, 0.0])
        said = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            for fault, (held, ends) in zip(faults, pool.map(computation, faults)):
                found = complaints(fault, ends, held.struck, counts)
                wrong += [f"{' to '.join(fault[0])}, message {fault[1]}, {fault[2]}: {line}" for line in found]
                row = table[fault[0], fault[2] if fault[2] in ("kill", "stall") else "garbage"]
                row[0] += 1
                for role in ROLES:
                    if ends[role][1] and held.struck and role != fault[0][0]:
                        row[1] = max(row[1], ends[role][1] - held.struck)
                    said[" ".join(ends[role][3].splitlines()[-1:])[:70]] += 1
        print(f"{'from':8}{'to':8}{'messages':>9}{'fault':>10}{'cases':>7}{'longest to end':>16}")
        for (way, what), (cases, longest) in sorted(table.items()):
            print(f"{way[0]:8}{way[1]:8}{counts[way]:9}{what:>10}{cases:7}{longest:14.2f} s")
        for sentence, count in said.most_common(20):
            print(f"{count:6}  {sentence}…")
        print(*wrong, sep="\n")
        print(f"{len(faults)} faults in {time.time() - start:.0f} s, {len(wrong)} of them not as they should be")
        sys.exit(1 if wrong else 0)


main()
