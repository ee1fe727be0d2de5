#!/usr/bin/env python3
"""Times keys while every core is busy: from writing a key to the first and the last byte of the frame that shows what it did.

    venv/bin/python Tests/Terminals/latency.py .build/release/glasshouse [--calm] [--keys 300]

The Membership screen trains at full speed with 64 reference models, beside two Python loops that do nothing else (`--calm`: without
them). Keys choose knobs and attacks; bytes are kept with their times and interpreted afterwards. This script reads with the real-time
scheduler where it may, so that what is timed is the program. The limit is 20 ms at the 99th percentile to the last byte; a frame ends
where nothing comes for 4 ms."""

import os
import random
import subprocess
import sys
import time

from pseudo_terminal import DOWN, UP, Program, binary, is_first_frame, load, percentile

KEYS = int(sys.argv[sys.argv.index("--keys") + 1]) if "--keys" in sys.argv else 300
LIMIT, GAP = 0.020, 0.004
CASES = [("80x24, 256 colours", 24, 80, {}), ("120x36, 256 colours", 36, 120, {}),
         ("80x24, true colour", 24, 80, {"COLORTERM": "truecolor"}), ("120x36, true colour", 36, 120, {"COLORTERM": "truecolor"})]


def scheduled(program):
    """Seconds for which the main thread ran, and for which it waited for a core."""
    with open(f"/proc/{program.pid}/task/{program.pid}/schedstat") as file:
        ran, waited = file.read().split()[:2]
    return int(ran) / 1e9, int(waited) / 1e9


def started(rows, columns, variables, membership=True):
    program = Program([binary()], rows, columns, **variables)
    program.wait(is_first_frame)
    if membership:
        program.press(b"2", most=0.5)
        program.press(b"s", most=0.3)
        program.press(b"s", most=0.3)
    for _ in range(20):
        program.press(b"+", most=0.05)
    program.listen(1)
    if not any("full speed" in line for line in program.show()[:4]):
        sys.exit("Not at full speed:\n" + "\n".join(program.show()))
    return program


def knob_mark(lines, columns):
    """The place of the mark of the chosen knob: in the column of knobs, or on their line."""
    if columns >= 110:
        return next((y for y, line in enumerate(lines) if line.startswith("▸")), None)
    line = lines[2] if len(lines) > 2 else ""
    place = line.find("▸")
    return line[place + 1 : place + 6] if place >= 0 else None


def measure(rows, columns, variables):
    program = started(rows, columns, variables)
    try:
        chance = random.Random(1)
        pressed, costs, place = [], [], 0
        begun = len(program.chunks)
        program.show()
        knob = knob_mark(program.screen.texts(), columns)
        for index in range(KEYS):
            key = DOWN if place < 3 and (place == 0 or chance.random() < 0.5) else UP
            place += 1 if key == DOWN else -1
            until = time.monotonic() + chance.uniform(0.05, 0.15)
            before = scheduled(program)
            os.write(program.master, key)
            pressed.append(time.monotonic())
            # News is shown 33 ms after a frame at the earliest, so what comes at once is the key's.
            program.read(until)
            while program.read(min(until, time.monotonic() + GAP)):
                pass
            costs.append([after - earlier for after, earlier in zip(scheduled(program), before)])
            while program.read(until):
                pass
        ticks = program.ticks()
        program.listen(1)
        cores = (program.ticks() - ticks) / os.sysconf("SC_CLK_TCK")
        chunks = program.chunks[begun:]
        first, last, effect, missed = [], [], [], 0
        position = 0
        for index, at in enumerate(pressed):
            end = pressed[index + 1] if index + 1 < len(pressed) else at + 1
            shown_at = None
            burst = None
            while position < len(chunks) and chunks[position][0] < at:
                program.stream.feed(chunks[position][1])
                position += 1
            knob = knob_mark(program.screen.texts(), columns)
            start = position
            while position < len(chunks) and chunks[position][0] < end:
                program.stream.feed(chunks[position][1])
                now = knob_mark(program.screen.texts(), columns)
                position += 1
                if now is not None and now != knob:
                    shown_at = position - 1
                    break
            if shown_at is None:
                missed += 1
                continue
            begin = shown_at
            while begin > start and chunks[begin][0] - chunks[begin - 1][0] < GAP:
                begin -= 1
            finish = shown_at
            while finish + 1 < len(chunks) and chunks[finish + 1][0] - chunks[finish][0] < GAP:
                finish += 1
            first.append(chunks[begin][0] - at)
            effect.append(chunks[shown_at][0] - at)
            last.append(chunks[finish][0] - at)
        program.fed = len(program.chunks)
        return first, effect, last, costs, missed, cores, "  ".join(program.screen.texts()[:2])
    finally:
        program.close()


def main():
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(10))
        how = "read in real time"
    except OSError:
        how = "read at the usual priority"
    busy = [] if "--calm" in sys.argv else [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    late = False
    try:
        print("| keys | | p50 | p95 | p99 | longest |\n|---|---|---:|---:|---:|---:|")
        for name, rows, columns, variables in CASES:
            first, effect, last, costs, missed, cores, header = measure(rows, columns, variables)
            for what, values in (("first byte", first), ("the mark", effect), ("last byte", last)):
                print(f"| {name} | {what} | " + " | ".join(
                    f"{1000 * percentile(values, share):.1f}" for share in (0.5, 0.95, 0.99, 1)) + " ms |", flush=True)
            for what, place in (("main thread ran", 0), ("main thread waited for a core", 1)):
                print(f"| {name} | {what} | " + " | ".join(
                    f"{1000 * percentile([cost[place] for cost in costs], share):.1f}" for share in (0.5, 0.95, 0.99, 1)) + " ms |")
            print(f"  {len(last)} keys seen, {missed} not; {cores:.2f} cores used afterwards; {load()}; {header}", flush=True)
            late |= percentile(last, 0.99) > LIMIT or missed > 0
    finally:
        for process in busy:
            process.kill()
    print(how)
    sys.exit(1 if late else 0)


if __name__ == "__main__":
    main()
