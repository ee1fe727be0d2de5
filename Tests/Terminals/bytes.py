#!/usr/bin/env python3
"""Counts the bytes of each frame while the explorer trains, and what the terminal is sent in a second.

    venv/bin/python Tests/Terminals/bytes.py .build/release/glasshouse [--seconds 60]

A frame ends where nothing comes for 5 ms. A typical one is to have less than 2 KB, and less than 12 KB where it is a zoomed picture in true
colour. Quiet times are no frames."""

import os
import sys

from pseudo_terminal import Program, binary, frames, is_first_frame, load, percentile

SECONDS = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 60
DIRECT = {"COLORTERM": "truecolor"}
FULL = b"+" * 20
ZOOMED = b"\t" * 5 + b"z"
CASES = [
    ("Train 80x24, 20 steps/s", 24, 80, b"", {}, 2048), ("Train 120x36, 20 steps/s", 36, 120, b"", {}, 2048),
    ("Membership 80x24, 20 steps/s", 24, 80, b"2", {}, 2048), ("Membership 120x36, 20 steps/s", 36, 120, b"2", {}, 2048),
    ("Train 120x36, full speed", 36, 120, FULL, {}, 2048), ("Membership 120x36, full speed", 36, 120, b"2" + FULL, {}, 2048),
    ("Train 120x36, true colour", 36, 120, b"", DIRECT, 2048),
    ("Train 80x24, true colour, inversion zoomed", 24, 80, ZOOMED, DIRECT, 12288),
    ("Train 120x36, true colour, inversion zoomed", 36, 120, ZOOMED, DIRECT, 12288),
    ("Train 160x50, true colour, inversion zoomed", 50, 160, ZOOMED, DIRECT, 12288),
    ("Train 120x36, true colour, inversion zoomed, full speed", 36, 120, ZOOMED + FULL, DIRECT, 12288),
    ("Train 120x36, true colour, inversion zoomed in viridis", 36, 120, ZOOMED + b"V", DIRECT, 12288),
    ("Train 120x36, 256 colours, inversion zoomed", 36, 120, ZOOMED, {}, 12288),
]


def measure(rows, columns, keys, variables):
    program = Program([binary()], rows, columns, **variables)
    try:
        program.wait(is_first_frame)
        for key in keys:
            program.press(bytes([key]), most=0.1)
        program.listen(0.3)
        begun = len(program.chunks)
        program.listen(SECONDS)
        return [size for _, _, size in frames(program.chunks[begun:])], [
            last - first for first, last, _ in frames(program.chunks[begun:])], program.show()
    finally:
        program.close()


def main():
    too_large = False
    print(f"| {SECONDS:.0f} s of | frames/s | median | p95 | max | KB/s | limit of the median |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, rows, columns, keys, variables, limit in CASES:
        sizes, _, lines = measure(rows, columns, keys, variables)
        median = percentile(sizes, 0.5)
        too_large |= median >= limit
        print(f"| {name} | {len(sizes) / SECONDS:.1f} | {median} | {percentile(sizes, 0.95)} | {max(sizes)} | "
              f"{sum(sizes) / SECONDS / 1024:.1f} | {limit} |", flush=True)
        if "-v" in sys.argv:
            print("\n".join(lines))
    print(load())
    sys.exit(1 if too_large else 0)


if __name__ == "__main__":
    main()
