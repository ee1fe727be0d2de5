#!/usr/bin/env python3
"""Uses the explorer under every TERM and locale, on a pseudo-terminal and inside tmux.

    python3 -m venv venv && venv/bin/pip install pyte
    venv/bin/python Tests/Terminals/matrix.py .build/release/glasshouse [--only WORD] [--verbose]

For each: start at 80x24, every key of the footer and every other bound key, on all screens, a typed command and a search, five
sizes, ^Z and SIGCONT, then q. It has to end with status 0, the terminal's modes as before, the second screen left, the cursor
shown, the mouse and the marks of pastes off, and no trap; in LC_ALL=C no byte over 0x7F is written, and nothing but printable
ASCII and sequences of control. A type that places no cursor, or is unknown, is refused in one sentence with the status of an error.
Types that the database of terminals lacks are skipped, and named; but xterm-direct is compiled from its source in ncurses. About twelve seconds each."""

import re
import shutil
import subprocess
import sys
import time

from pseudo_terminal import (CTRL_Z, DOWN, ENTER, ESC, LEFT, RIGHT, UP, Program, binary, environment, folder, is_first_frame,
                             last_modes, load, quit, signal, text_of)

TYPES = ["xterm-256color", "tmux-256color", "screen-256color", "xterm", "linux", "vt100", "vt220", "xterm-direct", "ansi"]
REFUSED = {"dumb": {"TERM": "dumb"}, "unknown": {"TERM": "no-such-terminal"}, "unset": {"TERM": None}, "empty": {"TERM": ""}}
LOCALES = {"LC_ALL=C": {"LC_ALL": "C"}, "LC_ALL=C.UTF-8": {"LC_ALL": "C.UTF-8"},
           "LC_ALL=en_US.UTF-8, not installed": {"LC_ALL": "en_US.UTF-8"}, "no LANG": {"LANG": None},
           "LC_ALL=zh_CN.UTF-8, not installed": {"LC_ALL": "zh_CN.UTF-8"}}
COLOURS = {"truecolor": {"COLORTERM": "truecolor"}, "NO_COLOR": {"NO_COLOR": "1"},
           "truecolor NO_COLOR": {"COLORTERM": "truecolor", "NO_COLOR": "1"}}
DIRECT = r"""xterm-direct|xterm with direct-color indexing,
	RGB, CO#8, colors#0x1000000, pairs#0x7FFFF, initc@, op=\E[39;49m, setb@, setf@,
	setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m, use=xterm-256color,
"""
SIZES = [(5, 20), (16, 60), (50, 160), (1, 1), (24, 80)]

# Keys of all screens, then of one. What opens a box is followed by Esc; what writes does so in a temporary folder.
SHELL = [b" ", b" ", b".", b">", b"+", b"=", b"-", b"p", b"\t", b"\t", b"\x1b[Z", b"z", b"\t", b"z", b"u", b"U", b"\x12",
         UP, DOWN, DOWN, b"j", b"k", RIGHT, LEFT, b"l", b"h", b"\x1b[1;2C", b"\x1b[1;2D", b"\x1b[1;2A", b"\x1b[1;2B",
         b"\x1b[3~", b" ", b"(", b")", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b" ", b"{", b"}", b"\x0e", b"\x02", b"V", b"V",
         b"G", b"G", b"G", b"M", b"M", b"B", b"B", b"F", b"F", b"P", b"P", b"y", ESC, b"\x0c", b"#", b"9", b"\x1b[15~"]
BOXES = [b"?", b"x", b"o", b"H", b"T", b"e", b"K", b",", b":", b"/", b"\x10", ENTER]
TYPED = [b":set noise_multiplier 2" + ENTER, b":noise 3" + ENTER, b"/noise" + ENTER, b"/acc" + ESC, b":frobnicate" + ENTER,
         b":theme chalk" + ENTER, b":theme terminal" + ENTER]
TRAIN = [b"1", b"c", b"v", b"g", b"g", b"w", b"w"]
MEMBERSHIP = [b"2", b"a", b"b", b"s", b"g", b"g", b"w"]
RECORDS = [b"3", b"n", b"m", b"a", b"s", b"c", b"i", DOWN, RIGHT, b"5", b" ", b"\x1b[3~", b"u", b"U", ESC, b"t", b"t"]
INVERSION = [b"4", b"c", b"v", b"g", b"g", b"d", b"d", b"a", b"a", b"n", b"m", b"a"]
ATTRIBUTES = [b"5", b"a", b"b", b"s", b"f"]


def press_all(program):
    """Every key; the first after which the program was gone, or None."""
    for group in (TRAIN, SHELL, MEMBERSHIP, SHELL, RECORDS, INVERSION, SHELL, ATTRIBUTES):
        for key in group:
            program.press(key, 0.015, 0.05)
            if program.has_ended():
                return key
    for key in BOXES:
        program.press(key, 0.04, 0.12)
        program.press(DOWN, 0.015, 0.05)
        program.press(ESC, 0.04, 0.12)
        program.press(ESC, 0.04, 0.12)
        if program.has_ended():
            return key
    for typed in TYPED:
        for byte in typed:
            program.press(bytes([byte]), 0.005, 0.01)
        program.press(ESC, 0.04, 0.12)
        program.press(ESC, 0.04, 0.12)
        if program.has_ended():
            return typed
    # Writes the first of what can be exported, chooses a theme, and begins anew.
    for key in (b"e", ENTER, ESC, b"T", DOWN, ENTER, b"R", b"u"):
        program.press(key, 0.05, 0.3)
        if program.has_ended():
            return key
    return None


def session(program_path, changes):
    """What is wrong, a phrase each, and notes."""
    wrong, notes = [], []
    program = Program([program_path], **changes)
    try:
        if not program.wait(is_first_frame, 15):
            return ["no first frame: " + repr(program.output[-200:])], notes
        first = list(program.show())
        if gone := press_all(program):
            return [f"ended after {gone!r}: {text_of(program.output)[-300:]!r}"], notes
        for rows, columns in SIZES:
            program.resize(rows, columns)
            program.settle(0.05, 0.3)
            program.press(b"\t")
        if program.has_ended():
            return ["ended on a new size"], notes
        program.press(CTRL_Z, 0.05, 0.2)
        if program.report(3) != "stopped":
            wrong.append("^Z did not stop it")
        else:
            stopped = last_modes(program.output)
            if stopped.get(1049) == "h" or stopped.get(25) == "l" or stopped.get(1000) == "h" or stopped.get(2004) == "h":
                wrong.append(f"modes while stopped: {stopped}")
            program.signal(signal.SIGCONT)
            before = len(program.output)
            program.settle(0.1, 1)
            if len(program.output) == before:
                wrong.append("nothing drawn after SIGCONT")
        code = quit(program)
        if code != 0:
            wrong.append(f"status {code}")
        if program.status is not None and program.modes_after != program.modes:
            wrong.append("the terminal's modes differ")
        wrong += faults(program.output, changes)
        if changes.get("LC_ALL", "").endswith("UTF-8") and b"\xe2" not in program.output and changes.get("TERM") != "x":
            notes.append("no character beyond ASCII")
        if any("?" * 4 in line for line in first):
            wrong.append("question marks on the first frame")
        return wrong, notes
    finally:
        program.close()


def faults(output, changes):
    wrong = []
    modes = last_modes(output)
    for mode, name in ((1049, "second screen"), (47, "second screen"), (1000, "mouse"), (1002, "mouse"), (1003, "mouse"),
                       (1006, "mouse"), (2004, "marks of pastes"), (1, "cursor keys"), (2026, "held output")):
        if modes.get(mode) == "h":
            wrong.append(f"{name} ({mode}) left on")
    if modes.get(25) == "l":
        wrong.append("the cursor is hidden")
    keypad = max(output.rfind(b"\x1b="), output.rfind(b"\x1b>"))
    if keypad >= 0 and output[keypad : keypad + 2] == b"\x1b=":
        wrong.append("keypad left in application mode")
    for word in (b"Fatal error", b"Traceback", b"Sanitizer", b"Thread 0", b"Crash", b"Segmentation"):
        if word in output:
            wrong.append(word.decode())
    if b"\x1b[38;2;" in output and ("NO_COLOR" in changes or changes.get("COLORTERM") != "truecolor") and changes.get("TERM") != "xterm-direct":
        wrong.append("direct colours that nobody asked for")
    if "NO_COLOR" in changes and re.search(rb"\x1b\[[0-9;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m", output):
        wrong.append("colour in spite of NO_COLOR")
    if changes.get("LC_ALL") == "C":
        high = [place for place, byte in enumerate(output) if byte > 0x7F]
        if high:
            wrong.append(f"{len(high)} bytes over 0x7F: {output[high[0] - 40 : high[0] + 20]!r}")
        rest = set(text_of(output)) - set(range(0x20, 0x7F)) - set(b"\r\n\b\t\x0e\x0f")
        if changes.get("TERM", "").startswith("vt"):
            rest -= {0}  # padding
        if rest:
            wrong.append(f"bytes that are neither ASCII nor control: {sorted(rest)}")
    return wrong


def refused(program_path, changes):
    program = Program([program_path], **changes)
    try:
        if program.report(5) != "ended":
            return ["did not end"], []
        program.settle(0.05, 0.3)
        wrong = [] if program.modes_after == program.modes else ["the terminal's modes differ"]
        if b"\x1b" in program.output:
            wrong.append("sequences of control on a terminal that has none")
        text = program.output.decode().strip()
        if program.status == 0 or len(text.splitlines()) != 1:
            wrong.append("no refusal in one line")
        return wrong, [f"status {program.status}: {text}"]
    finally:
        program.close()


def inside_tmux(program_path, changes):
    """The same keys by tmux, in an interactive shell, which says the status and the modes."""
    home = folder()
    tmux = ["tmux", "-L", f"glasshouse-matrix-{time.monotonic_ns()}", "-f", "/dev/null"]
    values = environment(home, **changes)
    values.pop("TERM")
    line = ["env", "-i"] + [f"{name}={value}" for name, value in values.items()]
    start = ["TERM=tmux-256color", "PS1='ready>'", "bash", "--norc", "--noprofile", "-i"]
    run = lambda *words: subprocess.run(tmux + list(words), capture_output=True, text=True, check=True, cwd=home).stdout
    send = lambda *keys, pause=0.08: (run("send-keys", *keys), time.sleep(pause))
    shown = lambda: run("capture-pane", "-p")

    def wait(word, seconds=10):
        end = time.monotonic() + seconds
        while word not in shown() and time.monotonic() < end:
            time.sleep(0.1)
        return word in shown()

    wrong, notes = [], []
    # -u as tmux's own client would have a UTF-8 terminal; the server is started in the program's locale.
    subprocess.run(tmux + ["-u", "new-session", "-d", "-x", "80", "-y", "24", " ".join(line) + f" TMUX=$TMUX {' '.join(start)}"],
                   check=True, cwd=home, env={**values, "TERM": "xterm-256color"})
    run("set-option", "-g", "default-terminal", "tmux-256color")
    try:
        wait("ready>")
        send("stty -g > before; clear", "Enter")
        send(program_path, "Enter", pause=0.5)
        if not wait("quit"):
            return ["no first frame: " + shown()], notes
        for key in (*"  .>+-p", "Tab", "BTab", "z", "z", "u", "Up", "Down", "Right", "Left", "S-Right", *"cvgww", "2", *"absgw1",
                    *"GGGVVMMBBFFPPy", "Escape", "PPage", "NPage", "Home", "End", "C-l", "DC"):
            send("Space" if key == " " else key, pause=0.05)
        for key in "?xoHTeK,:/":
            send(key)
            send("Down")
            send("Escape")
            send("Escape")
        send("-l", ":noise 3")
        send("Enter", "Escape")
        for rows, columns in SIZES:
            run("resize-window", "-x", str(columns), "-y", str(rows))
            time.sleep(0.2)
        if not wait("quit", 3):
            wrong.append("no footer after the sizes: " + shown())
        send("C-z", pause=0.5)
        if not wait("Stopped", 3):
            wrong.append("^Z did not stop it: " + shown())
        send("fg", "Enter", pause=0.5)
        if not wait("quit", 3):
            wrong.append("nothing drawn after fg: " + shown())
        for _ in range(3):
            send("q", pause=0.6)
            if "The log" in shown():
                break
        send("echo ended $?; stty -g > after", "Enter", pause=0.3)
        if not wait("ended 0", 3):
            wrong.append("did not end with 0: " + shown())
        time.sleep(0.5)
        if open(home + "/before").read() != open(home + "/after").read():
            wrong.append("the terminal's modes differ")
        flags = run("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}").strip()
        if flags != "0 1 0 0":
            wrong.append(f"tmux says alternate, cursor, mouse, keypad: {flags}")
        return wrong, notes
    finally:
        subprocess.run(tmux + ["kill-server"], check=False, capture_output=True)


def combinations():
    for kind in TYPES:
        for name, locale in LOCALES.items():
            yield f"{kind}, {name}", session, {"TERM": kind, **locale}
        for name, colours in COLOURS.items():
            if kind.endswith("256color") or name == "NO_COLOR":
                yield f"{kind}, LC_ALL=C.UTF-8, {name}", session, {"TERM": kind, "LC_ALL": "C.UTF-8", **colours}
    yield "xterm-256color, LC_ALL=C, truecolor", session, {"TERM": "xterm-256color", "LC_ALL": "C", "COLORTERM": "truecolor"}
    for name, changes in REFUSED.items():
        for place, locale in LOCALES.items():
            if place in ("LC_ALL=C", "LC_ALL=C.UTF-8"):
                yield f"TERM {name}, {place}", refused, {**changes, **locale}
    if shutil.which("tmux"):
        for name, changes in (("LC_ALL=C.UTF-8", {"LC_ALL": "C.UTF-8"}), ("LC_ALL=C", {"LC_ALL": "C"}),
                              ("LC_ALL=C.UTF-8, truecolor", {"LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"})):
            yield f"inside tmux, {name}", inside_tmux, changes


def main():
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    known = {kind: subprocess.run(["infocmp", kind], capture_output=True).returncode == 0 for kind in TYPES}
    if not known["xterm-direct"] and shutil.which("tic"):
        database = folder()
        made = subprocess.run(["tic", "-x", "-o", database, "-"], input=DIRECT, text=True, capture_output=True)
        known["xterm-direct"] = made.returncode == 0
    else:
        database = None
    lacking = [kind for kind in TYPES if not known[kind]]
    if lacking:
        print("skipped, for the database lacks them: " + ", ".join(lacking))
    failures = count = 0
    for name, check, changes in combinations():
        if only not in name or changes.get("TERM") in lacking:
            continue
        if database and changes.get("TERM") == "xterm-direct":
            changes = {**changes, "TERMINFO": database}
        wrong, notes = check(binary(), changes)
        count += 1
        failures += bool(wrong)
        print(("FAILS " if wrong else "ok    ") + name + "".join(f"\n        {word}" for word in wrong + notes), flush=True)
    print(f"{count} combinations, {failures} with faults; {load()}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
