"""Presses keys, pastes, resizes and stops the explorer on a pseudo-terminal, at random and at full speed.

Proves that nothing of it ends the program but what is asked of it, that its memory stays flat, and that the terminal is given
back as it was. What quits is left out; where the program ends with status 0 all the same, by choosing that from a list, the keys
before it are printed and it is started again. Between the keys it must answer: every 250 events it is given a size and Ctrl-L, and
has ten seconds to draw.

    python3 Tests/Fuzzing/monkey.py --binary .build/release/glasshouse [--seconds 900] [--events 25000] [--seed 1] [--preset adult]
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
arguments.add_argument("--preset", help="begin with this one, instead of digits with noise")
arguments.add_argument("--keys", help="write every event to this file, with its time")
options = arguments.parse_args()
binary = os.path.abspath(options.binary)
chance = random.Random(options.seed)
folder = tempfile.mkdtemp()

KEYS = list("333444555") + list("iitnmascdf\r\r  uU") + list("RRpp") + list(" ?12abcgswvzZ.>+-=Rxou:/KUjkhlGV(),.0123456789eynm") + [
    "\t", "\r", "\r", "\r", "\x1b", "\x1b", "\x7f", "\x0c", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOA", "\x1b[1;2C",
    "\x1b[1;2A", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[Z", "\x1b[1;5A", "é", "東",
]
REPORTS = ["\x1b]11;rgb:1e1e/qqqq/2e2e\x1b\\", "\x1bP>|XTerm(397)q\x1b\\", "\x1b[?62;1;4c", "\x1b]4;1;rgb:qq/qq/qq\x07", "\x1b[I"]
TEXTS = ["set noise_multiplier 2", "q\nR\r1\x03", "\x1b[31mq", "noise 1e39", "mlp:64", "9" * 300, "set steps", "q.csv",
         "field age 1e308", "field age", "field Coin 1", "nan", "-1", "goto Inversion", "preset attributes"]
# What is pressed in a row: a data set or preset of the list, a field or pixels filled in, a knob typed, a run of before.
ROWS = [
    lambda: ["o", *["\x1b[B"] * chance.randint(0, 13), "\r"],
    lambda: ["3", "i", *chance.choices(["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "0", "1", "7", "9", " ", "\x1b[3~", "\x7f", "u", "U",
                                        "-", ".", "a", "t", "c", "é"], k=chance.randint(2, 25)), chance.choice(["\x1b", "\x1b\x1b", "\r"])],
    lambda: ["3", chance.choice("anmc"), "t", *chance.choice([["R"], [], ["R", "3", "t"], ["t"], ["u", "U"]])],
    lambda: ["4", *chance.choices("anmcvdgbzw", k=chance.randint(1, 8))],
    lambda: ["5", *chance.choices("aabsf", k=chance.randint(1, 6)), *chance.choice([["R"], []])],
    lambda: ["\r", *chance.choice(["0", "1", "1e308", "1e-308", "nan", "-1", "7", "mlp:9-9", "0.5"]), "\r"],
    lambda: ["H", *["\x1b[B"] * chance.randint(0, 5), "\r"],
]


def wait_between(reports):
    """Does as a shell does: the program in a process group of its own, so that ^Z really stops it, and `fg` at once."""
    start = ["--preset", options.preset] if options.preset else ["--dataset", "digits", "--train-size", "200", "--noise-multiplier", "1"]
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.write(reports, f"{os.getpid()}\n".encode())
        os.close(reports)
        os.execv(binary, [binary, *start])
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            # Ends as it ended, an end by a signal as a shell says it.
            os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
        echo = termios.tcgetattr(0)[3] & termios.ECHO
        os.write(reports, b"stopped\n" if echo else b"stopped without echo\n")
        time.sleep(0.05)
        os.tcsetpgrp(0, pid)
        os.killpg(pid, signal.SIGCONT)


class Explorer:
    def __init__(self):
        reading, writing = os.pipe()
        self.between, self.master = pty.fork()
        if self.between == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder)
            os.chdir(folder)
            wait_between(writing)
        os.close(writing)
        self.reports = os.fdopen(reading)
        self.pid = int(self.reports.readline())
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
                self.count += len(data)
        return True

    count = 0

    def answers(self):
        """Seconds until something is drawn after a new size and Ctrl-L; None when nothing is."""
        self.read(0.05)
        count, begun = self.count, time.monotonic()
        self.resize(chance.randint(30, 40), chance.randint(100, 130))
        self.send("\x0c")
        while time.monotonic() < begun + 10:
            if not self.read(0.01) or self.count > count:
                return time.monotonic() - begun
        return None

    def send(self, text):
        try:
            os.write(self.master, text.encode())
        except OSError:
            pass

    def memory(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)

    def status(self):
        self.read(2)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pid, status = os.waitpid(self.between, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            self.read(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.between, 0)
        return "none: it had to be killed"

    def is_given_back(self):
        leaves = [b"\x1b[?1049l", b"\x1b[?2004l"]
        return all(mark in self.tail for mark in leaves) and termios.tcgetattr(self.master)[3] & termios.ECHO


def event(explorer):
    """One thing that a person or a terminal does, and what it is called."""
    draw = chance.random()
    if draw < 0.80:
        key = chance.choice(KEYS)
        explorer.send(key)
        return key
    if draw < 0.90:
        keys = chance.choice(ROWS)()
        at_once = chance.random() < 0.3
        for key in keys:
            explorer.send(key)
            if not at_once and not explorer.read(0.02):
                break
        return "".join(keys)
    if draw < 0.93:
        text = chance.choice(TEXTS)
        explorer.send(f"\x1b[200~{text}\x1b[201~")
        return f"<paste {text[:20]}>"
    if draw < 0.95:
        report = chance.choice(REPORTS)
        explorer.send(report)
        return "<report>"
    if draw < 0.955:
        explorer.send("\x1a")
        # What is typed while it is stopped is typed at a shell, and a Ctrl-C would end it.
        explorer.read(0.2)
        return "<stop>"
    size = chance.choice([(chance.randint(1, 80), chance.randint(1, 250)), (24, 80), (36, 120), (16, 60), (1, 1), (60, 200)])
    explorer.resize(*size)
    return f"<{size[1]}x{size[0]}>"


explorer = Explorer()
explorer.read(2)
explorer.send("++++++++")
last = collections.deque(maxlen=80)
memory, wrong, leavings, slowest, stops = [], 0, 0, 0.0, []
trace = open(options.keys, "w") if options.keys else None
start = time.monotonic()


def farewell(explorer):
    global wrong
    status, given_back = explorer.status(), explorer.is_given_back()
    said = explorer.reports.read().splitlines()
    stops.extend(said)
    if status != 0 or not given_back or "stopped without echo" in said:
        wrong += 1
        print(f"WRONG: status {status}, terminal {'as before' if given_back else 'NOT as before'}, {set(said)}; "
              f"written last {explorer.tail[-1500:]!r}", flush=True)
    explorer.reports.close()
    os.close(explorer.master)
    return status, given_back


for index in range(options.events):
    last.append(event(explorer))
    if trace:
        print(f"{time.monotonic() - start:.2f} {last[-1]!r}", file=trace, flush=True)
    due = start + options.seconds * (index + 1) / options.events
    alive = explorer.read(max(0.001, due - time.monotonic()))
    if index % 25 == 0 and alive:
        memory.append((time.monotonic() - explorer.started, time.monotonic() - start, explorer.memory()))
    if index % 250 == 0 and alive:
        seconds = explorer.answers()
        if seconds is None:
            wrong += 1
            print(f"WRONG: nothing drawn for 10 s after {index} events, keys before {''.join(last)!r}", flush=True)
        slowest = max(slowest, seconds or 10)
    if alive:
        if time.monotonic() > start + options.seconds:
            break
        continue
    print(f"after {time.monotonic() - start:.0f} s and {index} events: it left, keys before {''.join(last)!r}", flush=True)
    leavings += 1
    farewell(explorer)
    explorer = Explorer()
    explorer.read(1)
    explorer.send("++++++++")

resident = explorer.memory()
# Where nothing can be drawn no key does anything but quit.
explorer.resize(24, 80)
explorer.read(0.5)
explorer.send("\x1b\x1b\x1b\x1b")
explorer.read(1)
for _ in range(8):
    # In an editor or a list the first of them only goes back.
    explorer.send("\x03" if options.seed % 2 else "q")
    # Until the modes are back that make Ctrl-C a signal: a second one would end what is leaving.
    if not explorer.read(1) or b"\x1b[?1049l" in explorer.tail[-200:]:
        break
status, given_back = farewell(explorer)
early = [size for age, _, size in memory if 20 < age < 120]
late = [size for age, _, size in memory if age > 0][-20:]
minutes = [[size for _, at, size in memory if minute * 60 <= at < minute * 60 + 60] for minute in range(int(options.seconds // 60) + 1)]
print(
    f"{index + 1} events in {time.monotonic() - start:.0f} s, left {leavings} times by a list, stopped {len(stops)} times, the slowest of its "
    f"answers after {slowest:.2f} s; at the end status {status}, "
    f"terminal {'as before' if given_back else 'NOT as before'}; memory {min(early, default=0)} to {max(early, default=0)} kB in the "
    f"first two minutes, {min(late, default=0)} to {max(late, default=0)} at the end, {resident} before quitting; by minutes "
    + ", ".join(f"{min(m) // 1024} to {max(m) // 1024} MB" for m in minutes if m))
if late and max(late) > 1.5 * max(early, default=max(late)):
    print("the memory grows")
    wrong += 1
sys.exit(bool(wrong))
