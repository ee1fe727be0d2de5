#!/usr/bin/env python3
"""Clicks and turns the wheel on a pseudo-terminal, in the form of SGR, and sends what is no report.

    venv/bin/python Tests/Terminals/mouse.py .build/release/glasshouse

A click chooses a tab, a pane, a knob, a key of the footer and a line of a list; the wheel turns a knob, and scrolls a list. `M` off writes the
sequences that end reports, and clicks do nothing then. Broken reports, and those of buttons and places that there are not, do nothing."""

import os
import sys

from pseudo_terminal import ESC, Program, binary, folder, is_first_frame, quit

failures = 0


def check(name, is_true, detail=""):
    global failures
    failures += not is_true
    print(("ok    " if is_true else "FAILS ") + name + (": " + detail if detail else ""), flush=True)


def click(program, row, column, button=0):
    program.press(b"\x1b[<%d;%d;%dM" % (button, column + 1, row + 1), 0.05, 0.3)
    program.press(b"\x1b[<%d;%d;%dm" % (button, column + 1, row + 1), 0.05, 0.3)
    return program.show()


def wheel(program, row, column, way):
    program.press(b"\x1b[<%d;%d;%dM" % (64 if way < 0 else 65, column + 1, row + 1), 0.05, 0.3)
    return program.show()


def place(lines, text, below=0):
    for row, line in enumerate(lines[below:], below):
        if text in line:
            return row, line.index(text)
    return None


def opened(rows, columns, **variables):
    program = Program([binary()], rows, columns, **variables)
    program.wait(is_first_frame)
    program.listen(1)
    program.press(b" ", 0.3, 2)
    program.listen(1)
    return program


def main():
    for rows, columns in ((24, 80), (36, 120)):
        size = f"{columns}x{rows}"
        program = opened(rows, columns)
        check(f"{size}: reports are asked for", b"\x1b[?1000h" in program.output and b"\x1b[?1006h" in program.output)
        lines = program.show()
        lines = click(program, 0, lines[0].index("Membership") + 2)
        check(f"{size}: a click on a tab shows its screen", any("ROC log-log" in line for line in lines))
        lines = click(program, 0, lines[0].index("Train"))
        check(f"{size}: and back", any("Accuracy" in line for line in lines))
        program.listen(0.5)
        lines = program.show()
        row, column = place(lines, "Inversion")
        lines = click(program, row + 3, column + 5)
        check(f"{size}: a click on a pane focuses it", "▸ Inversion" in "\n".join(lines))
        before = lines
        knob = "momentum" if columns >= 110 else "mom"
        row, column = place(lines, knob)
        lines = click(program, row, column)
        check(f"{size}: a click on a knob chooses it", "▸" in lines[row][max(0, column - 2) : column], lines[row][:60])
        value = lines[row]
        lines = wheel(program, row, column, 1)
        turned = lines[row]
        lines = wheel(program, row, column, -1)
        check(f"{size}: the wheel turns it, and back", value != turned and lines[row] == value, f"{value[:50]!r} {turned[:50]!r} {lines[row][:50]!r}")
        click(program, row, column)
        lines = program.show()
        check(f"{size}: a second click asks for its value", any("momentum" in line.lower() for line in lines) and lines != before)
        program.press(ESC, 0.3, 0.6)
        program.press(ESC, 0.3, 0.6)
        lines = program.show()
        row, column = place(lines, "? help")
        lines = click(program, row, column)
        check(f"{size}: a click on a key of the footer gives it", any("Keys and words" in line for line in lines))
        before = lines
        row, column = place(lines, "Space")
        for _ in range(3):
            lines = wheel(program, row + 3, column, 1)
        check(f"{size}: the wheel walks through a list", lines != before)
        lines = click(program, 0, 0)
        check(f"{size}: a click beside the box closes it", not any("Keys and words" in line for line in lines))
        program.press(b"M", 0.2, 0.5)
        tail = program.output[-400:]
        check(f"{size}: M writes what ends reports", b"\x1b[?1006l" in tail and b"\x1b[?1000l" in tail)
        program.listen(0.3)
        before = program.show()
        lines = click(program, 0, before[0].index("Membership") + 2)
        print(f"      {size}: a click that comes all the same " + ("does nothing" if lines == before else "still counts"))
        program.press(b"1", 0.2, 0.5)
        program.press(b"M", 0.2, 0.5)
        check(f"{size}: M again asks for them", b"\x1b[?1000h" in program.output[-400:])
        program.listen(0.3)
        program.press(ESC, 0.3, 0.6)
        before = program.show()
        for rubbish in (b"\x1b[<", b"\x1b[<0;M", b"\x1b[<0;0;0M", b"\x1b[<0;999;999M", b"\x1b[<3;5;5M", b"\x1b[<35;40;1M", b"\x1b[<0;99999999999999999999;1M",
                        b"\x1b[<-1;-1;-1M", b"\x1b[<128;5;5M", b"\x1b[<2;20;1M", b"\x1b[<1;20;1M", b"\x1b[M", b"\x1b[M !!", b"\x1b[<0;20", b"\x1b[0;20;1M",
                        b"\x1b[<0;20;1;7M", b"\x1b[I", b"\x1b[O", b"\x1b[?62;4c", b"\x1b]11;rgb:zz/zz/zz\x07", b"\x1bP1$r0m\x1b\\"):
            program.press(rubbish, 0.25, 0.4)
            lines = program.show()
            if program.has_ended() or lines != before:
                changed = next((f"{a!r} became {b!r}" for a, b in zip(before, lines) if a != b), "")
                check(f"{size}: {rubbish!r} does nothing", False, changed[:200])
                program.press(ESC, 0.3, 0.6)
                program.press(b"1", 0.3, 0.6)
                before = program.show()
        check(f"{size}: it ends with 0, reports off", quit(program) == 0 and program.output.rfind(b"?1000l") > program.output.rfind(b"?1000h"))
        program.close()
    for name, variables, config in (("TERM=vt220", {"TERM": "vt220"}, None), ("mouse: false", {}, "mouse: false\n")):
        home = folder()
        os.makedirs(home + "/config/glasshouse")
        if config:
            with open(home + "/config/glasshouse/config.yaml", "w") as file:
                file.write(config)
        program = opened(24, 80, home=home, **variables)
        check(f"{name}: no reports are asked for", b"\x1b[?1000h" not in program.output)
        program.close()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
