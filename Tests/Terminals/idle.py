#!/usr/bin/env python3
"""Says what the explorer costs while nothing happens: bytes written, ticks of CPU and wakings in two seconds, paused.

    venv/bin/python Tests/Terminals/idle.py .build/release/glasshouse

It has to be nothing in each case: plainly, blanked, frozen, presented, with each box open, at three sizes, with direct colours, and on the
Membership screen once the attacks are done. Wakings are the voluntary switches of all its threads, and are told, not judged."""

import glob
import os
import sys
import time

from pseudo_terminal import ENTER, ESC, Program, binary, is_first_frame, load

SECONDS = 2
CASES = [
    ("Train", [], {}), ("Train, 120x36", [], {"size": (36, 120)}), ("Train, 160x50, true colour", [], {"size": (50, 160), "COLORTERM": "truecolor"}),
    ("blanked", [b"B"], {}), ("frozen", [b"F"], {}), ("presented", [b"P"], {}),
    ("help", [b"?"], {}), ("explanation", [b"x"], {}), ("presets", [b"o"], {}), ("runs", [b"H"], {}), ("themes", [b"T"], {}),
    ("export", [b"e"], {}), ("knobs", [b"K"], {}), ("palette, typed", [b":", b"noise"], {}), ("search", [b"/"], {}), ("screens", [b","], {}),
    ("a value typed", [ENTER], {}), ("Membership, 16 reference models", [b"2"], {"attacks": True}),
    ("Membership zoomed, 120x36", [b"2", b"z"], {"attacks": True, "size": (36, 120)}),
    ("left again for Train while attacks ran", [b"2", b"1"], {"attacks": True}),
]


def wakings(program):
    total = 0
    for path in glob.glob(f"/proc/{program.pid}/task/*/status"):
        with open(path) as file:
            total += next(int(line.split()[1]) for line in file if line.startswith("voluntary"))
    return total


def rest(program, seconds):
    """Waits until nothing is written and no CPU used for half a second; whether that came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ticks = program.ticks()
        if program.listen(0.5) == 0 and program.ticks() == ticks:
            return True
    return False


def main():
    failures = 0
    print("| paused | came to rest after | bytes | ticks of 1/%d s | wakings |\n|---|---:|---:|---:|---:|" % os.sysconf("SC_CLK_TCK"))
    for name, keys, how in CASES:
        rows, columns = how.get("size", (24, 80))
        variables = {key: value for key, value in how.items() if key.isupper()}
        program = Program([binary()], rows, columns, **variables)
        try:
            program.wait(is_first_frame)
            program.listen(1)
            program.press(b" ")
            for key in keys:
                program.press(key, 0.05, 0.3)
            start = time.monotonic()
            if not rest(program, 120 if how.get("attacks") else 20):
                print(f"| {name} | never | | | |", flush=True)
                failures += 1
                continue
            waited = time.monotonic() - start - 0.5
            woken, ticks = wakings(program), program.ticks()
            written = program.listen(SECONDS)
            ticks = program.ticks() - ticks
            woken = wakings(program) - woken
            failures += written > 0 or ticks > 0
            print(f"| {name} | {waited:.1f} s | {written} | {ticks} | {woken} |", flush=True)
        finally:
            program.close()
    for name, key in (("running, blanked", b"B"), ("running, frozen", b"F")):
        program = Program([binary()])
        try:
            program.wait(is_first_frame)
            program.listen(1)
            program.press(key, 0.1, 0.5)
            written = program.listen(SECONDS)
            failures += written > 0
            print(f"| {name} | | {written} | trains on | |", flush=True)
        finally:
            program.close()
    print(load())
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
