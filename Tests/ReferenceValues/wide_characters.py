"""The code points that take two columns, as wcwidth (PyPI) has them: the table of DisplayWidth.swift.

Prints the ranges in Swift; with a directory, writes `widths.txt` there too: a line `first last width` for each run of code
points with the same width, which the test of display widths reads.
"""
import sys
import unicodedata

import wcwidth

ranges = []
for code in range(0x1100, 0x110000):
    if wcwidth.wcwidth(chr(code)) == 2:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
print("\n".join(f"    0x{a:X}...0x{b:X}," for a, b in ranges))

if len(sys.argv) > 1:
    runs = []
    for code in range(0x20, 0x110000):
        # What is not assigned, or is private, is as wide as each program likes; controls are never shown.
        if unicodedata.category(chr(code)) in ("Cn", "Co", "Cs", "Cc", "Cf", "Zl", "Zp", "Mc"):
            continue
        width = wcwidth.wcwidth(chr(code))
        if runs and runs[-1][2] == width and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code, width])
    with open(f"{sys.argv[1]}/widths.txt", "w") as file:
        file.writelines(f"{a} {b} {w}\n" for a, b, w in runs)
