"""Measures the explorer on a pseudo-terminal: first frame, key to screen while it trains and attacks at full speed, and
silence when paused.

It proves that the screen answers (50 ms at the 99th percentile while every core trains), starts at once (150 ms to the
first complete frame) and costs nothing when paused: no byte written and at most one clock tick of CPU in 5 s. Times are
taken when the bytes are read from the terminal, before they are interpreted. It fails if a limit is exceeded.

    python3 -m venv venv && venv/bin/pip install pyte
    swift build -c release
    venv/bin/python Tests/Peers/screen_latency.py --binary .build/release/glasshouse     # about a minute, Linux
    venv/bin/python Tests/Peers/screen_latency.py --binary .build/release/glasshouse --screen membership
    venv/bin/python Tests/Peers/screen_latency.py --binary .build/release/glasshouse --screen inversion   # and how often it redraws
    venv/bin/python Tests/Peers/screen_latency.py --binary .build/release/glasshouse --screen compare
"""

import argparse
import fcntl
import os
import random
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Terminals"))
from pseudo_terminal import Screen, Stream  # noqa: E402

COLUMNS, ROWS = 120, 36
FIRST_FRAME_RUNS, FIRST_FRAME_LIMIT = 10, 0.150
KEYS, KEY_LIMIT = 300, 0.050
IDLE_SECONDS, IDLE_TICKS = 5, 1
REFRESH_SECONDS, LEAST_RATE = 8, 4
BUSY = 0.2  # of one core, at least: less is no training at full speed, even beside other work
MARK = "▸"
DOWN, UP = b"\x1bOB", b"\x1bOA"  # as xterm sends them in application mode, which ncurses asks for


class Program:
    """The explorer on a terminal of its own."""

    def __init__(self, binary, state):
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": state, "XDG_STATE_HOME": state,
            "TERM": "xterm-256color", "LANG": "C.UTF-8",
        }
        self.screen = Screen(COLUMNS, ROWS)
        self.stream = Stream(self.screen)
        self.started = time.monotonic()
        self.pid, self.terminal = os.forkpty()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(binary, [binary], environment)

    def read(self, until):
        """The next bytes and when they came, or None at the time `until`."""
        if not select.select([self.terminal], [], [], max(0, until - time.monotonic()))[0]:
            return None
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # the program closed the terminal
            data = b""
        if not data:
            sys.exit("The program ended by itself. Its screen:\n" + "\n".join(self.lines()))
        return time.monotonic(), data

    def wait(self, condition, seconds):
        """Shows what is written until the condition holds; the time at which it did, or None."""
        until = time.monotonic() + seconds
        while True:
            arrival = self.read(until)
            if arrival is None:
                return None
            self.stream.feed(arrival[1])
            if condition():
                return arrival[0]

    def settle(self, seconds):
        self.wait(lambda: False, seconds)

    def press(self, keys):
        os.write(self.terminal, keys)

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def marks(self):
        return {(y, x) for y, line in enumerate(self.screen.display) for x, cell in enumerate(line) if cell == MARK}

    def ticks(self):
        """User and system time of all threads, in clock ticks."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def stop(self):
        os.close(self.terminal)  # as when the window is closed
        for number in (signal.SIGTERM, signal.SIGKILL):
            for _ in range(100):
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return
                time.sleep(0.01)
            os.kill(self.pid, number)
        os.waitpid(self.pid, 0)


def first_frame(binary, state):
    program = Program(binary, state)

    def complete():
        lines = [line for line in program.lines() if line]
        return any("Train" in line for line in lines) and any("quit" in line for line in lines[-2:])

    arrived = program.wait(complete, 10)
    if arrived is None:
        sys.exit("No complete frame within 10 s. The screen:\n" + "\n".join(program.lines()))
    return program, arrived - program.started


def raise_pace(program):
    def header():
        return "full speed" in " ".join(program.lines()[:4])

    for _ in range(40):
        if header():
            return
        program.press(b"+")
        program.settle(0.1)
    sys.exit("The header never showed 'full speed'. The screen:\n" + "\n".join(program.lines()))


def selectable_rows(program):
    """Walks down from the top of the knobs: the column of the mark, and the rows it can stand on."""
    for _ in range(40):
        program.press(UP)
        program.settle(0.05)
    program.settle(2)
    before = program.marks()
    program.press(DOWN)
    program.settle(0.3)
    gone, came = before - program.marks(), program.marks() - before
    moved = [(old, new) for old in gone for new in came if old[1] == new[1]]
    if len(moved) != 1:
        sys.exit(f"No single {MARK} moved on Down. The screen:\n" + "\n".join(program.lines()))
    (top, column), (second, _) = moved[0]
    rows = [top, second]
    while len(rows) < 8:
        before = program.marks()
        program.press(DOWN)
        program.settle(0.3)
        new = [y for y, x in program.marks() - before if x == column and y > rows[-1]]
        if len(new) != 1:
            break
        rows += new
    if len(rows) < 4:
        sys.exit(f"Only {len(rows)} rows can be selected. The screen:\n" + "\n".join(program.lines()))
    return column, rows


def key_latencies(program):
    """Seconds from each key to the bytes that move the mark, the keys coming at their own pace."""
    column, rows = selectable_rows(program)
    randomness = random.Random(1)
    place, direction = len(rows) - 1, -1
    pressed, arrivals = [], []
    # The bytes are kept and interpreted afterwards: interpreting takes longer than what is measured.
    for _ in range(KEYS):
        if randomness.random() < 0.2:
            direction = -direction
        if not 0 <= place + direction < len(rows):
            direction = -direction
        place += direction
        pressed.append((time.monotonic(), rows[place]))
        program.press(DOWN if direction > 0 else UP)
        pause = time.monotonic() + randomness.uniform(0.030, 0.150)
        while arrival := program.read(pause):
            arrivals.append(arrival)
    end = time.monotonic() + 1
    while arrival := program.read(end):
        arrivals.append(arrival)

    def selected():
        return {y for y, x in program.marks() if x == column and y in rows}

    latencies = []
    shown = selected()
    for arrived, data in arrivals:
        program.stream.feed(data)
        now = selected()
        if len(now) != 1 or now == shown:
            continue
        shown = now
        waiting = [(i, t) for i, (t, row) in enumerate(pressed) if i >= len(latencies) and t <= arrived and {row} == now]
        if waiting:  # answers this key, and any before it that never showed
            latencies += [arrived - t for t, _ in pressed[len(latencies) : waiting[0][0] + 1]]
    if len(latencies) < KEYS:
        sys.exit(f"Only {len(latencies)} of {KEYS} keys moved the mark.")
    return latencies


def open_membership(program):
    """The Membership screen with 64 reference models, which train on every core beside the run."""
    program.press(b"2")
    program.settle(1)
    for _ in range(2):
        program.press(b"s")
        program.settle(0.5)
    if not any("64 reference models" in line for line in program.lines()):
        sys.exit("There are no 64 reference models. The screen:\n" + "\n".join(program.lines()))


def open_inversion(program):
    """The Inversion screen, where all classes are drawn again and again."""
    program.press(b"4")
    program.settle(2)
    if not any("gradients and a prior" in line for line in program.lines()):
        sys.exit("Nothing is drawn. The screen:\n" + "\n".join(program.lines()))


def open_computation(program):
    """The Computation screen, where a prediction is computed on shares again and again."""
    program.press(b"8")
    program.settle(2)
    if not any("The record, shared" in line for line in program.lines()):
        sys.exit("Nothing is computed. The screen:\n" + "\n".join(program.lines()))


def open_compare(program):
    """The Compare screen while it trains and attacks thirteen defences with five seeds each."""
    program.press(b"6")
    program.settle(1)
    program.press(b"nns")
    program.settle(2)
    if not any("of 65 runs" in line for line in program.lines()):
        sys.exit("Nothing is compared. The screen:\n" + "\n".join(program.lines()))


def refreshes(program):
    """How often in a second another step's drawing is shown, over some seconds of training."""
    end = time.monotonic() + REFRESH_SECONDS
    arrivals = []
    while arrival := program.read(end):
        arrivals.append(arrival)
    shown = []
    for _, data in arrivals:
        program.stream.feed(data)
        step = next((m[1] for line in program.lines() if (m := re.search(r"Inversion .* step ([\d,]+)", line))), None)
        if step and shown[-1:] != [step]:
            shown.append(step)
    return (len(shown) - 1) / REFRESH_SECONDS


def idle(program):
    program.press(b" ")
    program.settle(1)
    before, written, end = program.ticks(), 0, time.monotonic() + IDLE_SECONDS
    while arrival := program.read(end):
        written += len(arrival[1])
        program.stream.feed(arrival[1])
    return written, program.ticks() - before


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--screen", choices=["train", "membership", "inversion", "compare", "computation"], default="train",
                        help="membership: with 64 reference models; compare: while defences are compared")
    arguments = parser.parse_args()
    binary = os.path.abspath(arguments.binary)

    with tempfile.TemporaryDirectory() as state:
        starts = []
        for _ in range(FIRST_FRAME_RUNS):
            program, seconds = first_frame(binary, state)
            starts.append(seconds)
            program.stop()

        program, _ = first_frame(binary, state)
        try:
            raise_pace(program)
            if arguments.screen == "membership":
                open_membership(program)
            if arguments.screen == "compare":
                open_compare(program)
            if arguments.screen == "computation":
                open_computation(program)
            if arguments.screen == "inversion":
                open_inversion(program)
                rate = refreshes(program)
            latencies = key_latencies(program)
            header = program.lines()[:2]
            trained = program.ticks()
            program.settle(1)
            cores = (program.ticks() - trained) / os.sysconf("SC_CLK_TCK")
            # Reference models go on until they are where the run paused, and a comparison until it is done.
            written, ticks = (0, 0) if arguments.screen in ("membership", "compare") else idle(program)
        finally:
            program.stop()

    hertz = os.sysconf("SC_CLK_TCK")
    median, p99 = statistics.median(starts), percentile(latencies, 0.99)
    print("Keys were pressed while the header said:\n  " + "\n  ".join(header))
    print(f"In the second after the last key the program used {cores:.2f} s of CPU.\n")
    print("| what | value | limit |")
    print("|---|---:|---:|")
    print(f"| first frame, median of {len(starts)} | {1000 * median:.0f} ms | {1000 * FIRST_FRAME_LIMIT:.0f} ms |")
    print(f"| first frame, longest | {1000 * max(starts):.0f} ms | |")
    for name, share in (("p50", 0.50), ("p95", 0.95)):
        print(f"| key to screen, {name} of {len(latencies)} | {1000 * percentile(latencies, share):.1f} ms | |")
    print(f"| key to screen, p99 | {1000 * p99:.1f} ms | {1000 * KEY_LIMIT:.0f} ms |")
    print(f"| key to screen, longest | {1000 * max(latencies):.1f} ms | |")
    if arguments.screen == "inversion":
        print(f"| drawings a second | {rate:.1f} | at least {LEAST_RATE} |")
    if arguments.screen not in ("membership", "compare"):
        print(f"| paused {IDLE_SECONDS} s, bytes written | {written} | 0 |")
        print(f"| paused {IDLE_SECONDS} s, CPU ticks of 1/{hertz} s | {ticks} | {IDLE_TICKS} |")
    late = [
        message
        for message, wrong in (
            ("the first frame is late", median > FIRST_FRAME_LIMIT),
            ("keys are answered late", p99 > KEY_LIMIT),
            ("it was not training at full speed while keys were pressed", cores < BUSY),
            ("too few drawings a second", arguments.screen == "inversion" and rate < LEAST_RATE),
            ("it is not silent when paused", written > 0 or ticks > IDLE_TICKS),
        )
        if wrong
    ]
    if late:
        sys.exit("Failed: " + "; ".join(late) + ".")


if __name__ == "__main__":
    main()
