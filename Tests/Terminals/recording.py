#!/usr/bin/env python3
"""Records a session and plays it with the real asciinema, read by pyte beside what was on the terminal itself.

    venv/bin/pip install pyte asciinema==2.4.0
    venv/bin/python Tests/Terminals/recording.py .build/release/glasshouse

The last screen that is played has to be the last that was shown, glyph by glyph, with the colours of the foreground; the header has to
be of version 2; a path that cannot be written is refused in one sentence before anything is begun; after SIGKILL the file plays."""

import json
import os
import subprocess
import sys

from pseudo_terminal import DOWN, ESC, RIGHT, Program, Screen, Stream, binary, folder, is_first_frame, quit, signal

ASCIINEMA = os.path.join(os.path.dirname(sys.executable), "asciinema")
LEAVING = b"\x1b[?1049l"
failures = 0


def check(name, is_true, detail=""):
    global failures
    failures += not is_true
    print(("ok    " if is_true else "FAILS ") + name + (": " + detail if detail else ""), flush=True)


def played(path, home):
    run = subprocess.run([ASCIINEMA, "cat", path], capture_output=True,
                         env={"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "ASCIINEMA_CONFIG_HOME": home})
    return run.returncode, run.stdout, run.stderr.decode()


def cells(screen):
    return [[(screen.buffer[row][column].data, screen.buffer[row][column].fg, screen.buffer[row][column].bg, screen.buffer[row][column].reverse)
             for column in range(screen.columns)] for row in range(screen.lines)]


def shown(output, rows, columns):
    """What stands on the screen before it is left."""
    screen = Screen(columns, rows)
    Stream(screen).feed(output.rpartition(LEAVING)[0] if LEAVING in output else output.removesuffix(b"\r\n"))
    return screen


def is_alike(one, other):
    """Whether two cells look alike; black by its parts is one step beside black, for its number would be the palette's."""
    parts = lambda color: [int(color[at : at + 2], 16) for at in (0, 2, 4)] if len(color) == 6 and set(color) <= set("0123456789abcdef") else color
    return one[3] == other[3] and all(
        a == b or (isinstance(a, list) and isinstance(b, list) and all(abs(x - y) <= 1 for x, y in zip(a, b)))
        for a, b in ((parts(one[1]), parts(other[1])), (parts(one[2]), parts(other[2]))))


def differences(one, other):
    glyphs = sum(a[0] != b[0] for x, y in zip(cells(one), cells(other)) for a, b in zip(x, y))
    looks = sum(not is_alike(a, b) for x, y in zip(cells(one), cells(other)) for a, b in zip(x, y) if a[0] == b[0] != " ")
    return glyphs, looks


def drive(program, size):
    program.wait(is_first_frame)
    program.listen(0.5)
    for key in (b"2", b"a", b"z", b"z", DOWN, RIGHT, b"?", ESC, b"P", b"P", b"G", b"G", b"G", b"1", b"c"):
        # What follows an escape at once would be a sequence with it.
        program.press(key, quiet=0.3 if key == ESC else 0.03, most=0.4 if key == ESC else 0.15)
    program.resize(30, 100)
    program.listen(0.3)
    program.resize(*size)
    program.listen(0.3)
    program.press(b" ")
    program.listen(1)


def session(name, size, **variables):
    home = folder()
    path = home + "/session.cast"
    program = Program([binary(), "explore", "--record", path], *size, home=home, **variables)
    try:
        drive(program, size)
        on_terminal = shown(program.output, *size)
        code = quit(program)
        check(f"{name}: ends with status 0", code == 0, str(code))
    finally:
        program.close()
    lines = open(path).read().splitlines()
    header = json.loads(lines[0])
    events = [json.loads(line) for line in lines[1:]]
    check(f"{name}: header of version 2", header.get("version") == 2 and (header["width"], header["height"]) == (size[1], size[0]), lines[0])
    times = [event[0] for event in events]
    check(f"{name}: events in order of time, and of known kinds", times == sorted(times) and {event[1] for event in events} <= {"o", "r", "m"},
          f"{len(events)} events, {times[-1]:.1f} s, {os.path.getsize(path) / 1024:.0f} KB, kinds {sorted({event[1] for event in events})}")
    code, out, said = played(path, home)
    check(f"{name}: asciinema cat plays it", code == 0, said.strip())
    glyphs, looks = differences(shown(out, *size), on_terminal)
    check(f"{name}: the last screen is the terminal's", glyphs == 0, f"{glyphs} of {size[0] * size[1]} glyphs differ")
    check(f"{name}: and its looks", looks == 0, f"{looks} differ")
    check(f"{name}: the screen is left at the end", LEAVING in out[-200:] or b"\x1b[?25h" in out[-200:], repr(out[-60:]))
    if glyphs:
        for row, (one, other) in enumerate(zip(shown(out, *size).texts(), on_terminal.texts())):
            if one != other and row < 40:
                print(f"        {row:2} played |{one}\n        {row:2} shown  |{other}")


def refused(name, path, home):
    program = Program([binary(), "explore", "--record", path], home=home)
    try:
        has_ended = program.report(5) == "ended"
        program.settle(0.05, 0.3)
        text = program.output.decode().strip()
        check(f"{name} is refused", has_ended and program.status == 1 and b"\x1b" not in program.output
              and len(text.splitlines()) == 1, f"{program.status}: {text[-300:]!r}")
        runs = home + "/state/glasshouse/runs"
        check(f"{name}: nothing was begun", not os.path.exists(runs) or not os.listdir(runs))
    finally:
        program.close()


def main():
    session("80x24", (24, 80))
    session("120x36, true colour", (36, 120), COLORTERM="truecolor")
    session("LC_ALL=C, xterm", (24, 80), LC_ALL="C", TERM="xterm")
    home = folder()
    os.mkdir(home + "/folder.cast")
    refused("a missing folder", home + "/missing/session.cast", home)
    refused("a folder", home + "/folder.cast", home)
    refused("a file system that takes no files", "/proc/session.cast", home)
    path = home + "/killed.cast"
    program = Program([binary(), "explore", "--record", path], home=home)
    program.wait(is_first_frame)
    program.listen(2)
    program.signal(signal.SIGKILL)
    program.report(3)
    program.listen(0.2)
    on_terminal = shown(program.output, 24, 80)
    program.close()
    code, out, said = played(path, home)
    check("after SIGKILL it plays", code == 0 and len(out) > 1000, f"{len(out)} bytes {said}")
    glyphs, _ = differences(shown(out, 24, 80), on_terminal)
    print(f"        {glyphs} glyphs of its last screen are not those shown last")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
