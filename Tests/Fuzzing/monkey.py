"""Presses keys, pastes, resizes and stops the explorer on a pseudo-terminal, at random and at full speed.

Proves that nothing of it ends the program but what is asked of it, that its memory stays flat, and that the terminal is given
back as it was. What quits is left out; where the program ends with status 0 all the same, by choosing that from a list, the keys
before it are printed and it is started again.

    python3 Tests/Fuzzing/monkey.py --binary .build/release/glasshouse [--seconds 900] [--events 25000] [--seed 1]
"""
import argparse
import collections
import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import termios
import time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--seconds", type=float, default=900)
arguments.add_argument("--events", type=int, default=25_000)
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()
binary = os.path.abspath(options.binary)
chance = random.Random(options.seed)
folder = tempfile.mkdtemp()

KEYS = list(" ?12abcgswvzZ.>+-=Rxou:/KUjkhlGV(),.0123456789eynm") + [
    "\t", "\r", "\r", "\r", "\x1b", "\x1b", "\x7f", "\x0c", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOA", "\x1b[1;2C",
    "\x1b[1;2A", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[Z", "\x1b[1;5A", "é", "東",
]
REPORTS = ["\x1b]11;rgb:1e1e/qqqq/2e2e\x1b\\", "\x1bP>|XTerm(397)q\x1b\\", "\x1b[?62;1;4c", "\x1b]4;1;rgb:qq/qq/qq\x07", "\x1b[I"]
TEXTS = ["set noise_multiplier 2", "q\nR\r1\x03", "\x1b[31mq", "noise 1e39", "mlp:64", "9" * 300, "set steps", "/tmp/q.csv"]


class Explorer:
    def __init__(self):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", XDG_STATE_HOME=folder)
            os.execv(binary, [binary, "--dataset", "digits", "--train-size", "200", "--noise-multiplier", "1"])
        self.before = termios.tcgetattr(self.master)
        self.resize(36, 120)
        self.tail = b""
        self.started = time.monotonic()

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Takes what is written; False when the program has left."""
        end = time.monotonic() + seconds
        while (wait := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], wait)[0]:
                try:
                    data = os.read(self.master, 1 << 16)
                except OSError:
                    return False
                if not data:
                    return False
                self.tail = (self.tail + data)[-20_000:]
        return True

    def send(self, text):
        try:
            os.write(self.master, text.encode())
        except OSError:
            pass

    def memory(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def status(self):
        self.read(2)
        return os.waitpid(self.pid, 0)[1]

    def is_given_back(self):
        leaves = [b"\x1b[?1049l", b"\x1b[?2004l"]
        return all(mark in self.tail for mark in leaves) and termios.tcgetattr(self.master)[3] & termios.ECHO


def event(explorer):
    """One thing that a person or a terminal does, and what it is called."""
    draw = chance.random()
    if draw < 0.90:
        key = chance.choice(KEYS)
        explorer.send(key)
        return key
    if draw < 0.93:
        text = chance.choice(TEXTS)
        explorer.send(f"\x1b[200~{text}\x1b[201~")
        return f"<paste {text[:20]}>"
    if draw < 0.95:
        report = chance.choice(REPORTS)
        explorer.send(report)
        return "<report>"
    if draw < 0.951:
        explorer.send("\x1a")
        time.sleep(0.05)
        os.kill(explorer.pid, signal.SIGCONT)
        return "<stop>"
    size = chance.choice([(chance.randint(1, 80), chance.randint(1, 250)), (24, 80), (36, 120), (16, 60), (1, 1), (60, 200)])
    explorer.resize(*size)
    return f"<{size[1]}x{size[0]}>"


explorer = Explorer()
explorer.read(2)
explorer.send("++++++++")
last = collections.deque(maxlen=60)
memory, wrong, leavings = [], 0, 0
start = time.monotonic()
for index in range(options.events):
    last.append(event(explorer))
    due = start + options.seconds * (index + 1) / options.events
    alive = explorer.read(max(0.001, due - time.monotonic()))
    if index % 100 == 0 and alive:
        memory.append((time.monotonic() - explorer.started, explorer.memory()))
    if alive:
        continue
    status = explorer.status()
    print(f"after {time.monotonic() - start:.0f} s and {index} events: status {status}, keys before {''.join(last)!r}", flush=True)
    leavings += 1
    if status != 0 or not explorer.is_given_back():
        wrong += 1
    explorer = Explorer()
    explorer.read(1)
    explorer.send("++++++++")

explorer.send("\x1b\x1b\x1b\x1b")
explorer.resize(24, 80)
explorer.read(1)
explorer.send("qqqqqq")
status = explorer.status()
given_back = explorer.is_given_back()
if status != 0 or not given_back:
    wrong += 1
early = [size for age, size in memory if 20 < age < 120]
late = [size for age, size in memory if age > 0][-20:]
print(
    f"{options.events} events in {time.monotonic() - start:.0f} s, left {leavings} times by a list; at the end status {status}, "
    f"terminal {'as before' if given_back else 'NOT as before'}; memory {min(early, default=0)} to {max(early, default=0)} kB in the "
    f"first two minutes, {min(late, default=0)} to {max(late, default=0)} at the end")
if late and max(late) > 1.5 * max(early, default=max(late)):
    print("the memory grows")
    wrong += 1
sys.exit(bool(wrong))
