#!/usr/bin/env python3
"""Checks by hand that direct colours reach a terminal: on a plain pseudo-terminal, as pyte reads it, and inside tmux.

    Tests/Terminals/truecolour.py [--keys KEYS] PROGRAM [ARGUMENT ...]

PROGRAM has to show a picture, by itself or once KEYS are typed, for example
`--keys 3 .build/release/glasshouse explore --preset inversion`, and to end when q is typed, or by itself. What a pseudo-terminal is
asked is answered in pieces, as a slow line brings it. pyte (PyPI) and tmux are used where they are there."""

import argparse, fcntl, os, pty, re, select, shutil, struct, subprocess, sys, tempfile, termios, time

ROWS, COLUMNS = 36, 120
ANSWER = b"\033]11;rgb:1e1e/2e2e/3e3e\033\\\033[?62;22c"
DIRECT = re.compile(rb"[34]8;2;\d+;\d+;\d+")
LEAVING = b"\033[?1049l"


def environment(**changes):
    values = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8",
              "TERM": "xterm-256color", "XDG_STATE_HOME": tempfile.gettempdir() + "/glasshouse-truecolour"}
    values.update({name: value for name, value in changes.items() if value is not None})
    return values


def run(command, keys, seconds, **changes):
    """All that the program writes on a terminal of its own."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment(**changes))
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    out, start, typed, asked, has_ended = b"", time.time(), False, False, False
    while time.time() - start < seconds + 5:
        now = time.time() - start
        if not typed and now > 1:
            typed = True
            os.write(fd, keys.encode())
        if now > seconds and not has_ended:
            has_ended = True
            os.write(fd, b"q")
        if not select.select([fd], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
        if b"\033]11;?" in out and not asked:
            asked = True
            for byte in ANSWER:
                os.write(fd, bytes([byte]))
                time.sleep(0.03)
    os.waitpid(pid, 0)
    return out


def check(name, is_true, detail=""):
    print(("ok    " if is_true else "FAILS ") + name + (": " + detail if detail else ""))
    return is_true


def read_by_pyte(out):
    try:
        import pyte
    except ImportError:
        return None
    screen = pyte.Screen(COLUMNS, ROWS)
    # The screen as it was before the program left it.
    pyte.ByteStream(screen).feed(out.split(LEAVING)[0])
    cells = [screen.buffer[row][column] for row in range(ROWS) for column in range(COLUMNS)]
    return sum(bool(re.fullmatch("[0-9a-f]{6}", cell.bg)) for cell in cells)


def inside_tmux(command, keys, seconds):
    tmux = ["tmux", "-L", "glasshouse-truecolour", "-f", "/dev/null"]
    values = environment(COLORTERM="truecolor")
    values.pop("TERM")
    line = " ".join(["env"] + [f"{name}={value}" for name, value in values.items()] + command)
    subprocess.run(tmux + ["new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), line + "; sleep 3"], check=True)
    try:
        time.sleep(1)
        if keys:
            subprocess.run(tmux + ["send-keys", "-l", keys], check=True)
        time.sleep(seconds)
        shown = subprocess.run(tmux + ["capture-pane", "-e", "-p"], capture_output=True, check=True).stdout
        subprocess.run(tmux + ["send-keys", "q"], check=True)
        return shown
    finally:
        subprocess.run(tmux + ["kill-server"], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", default="")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.error("name a program")
    ask = lambda **changes: run(options.command, options.keys, options.seconds, **changes)
    results = []
    direct = ask(COLORTERM="truecolor")
    results.append(check("COLORTERM=truecolor sends colours by their parts", bool(DIRECT.search(direct)),
                         f"{len(DIRECT.findall(direct))} times"))
    results.append(check("the palette stays in use beside them", bool(re.search(rb"[34]8;5;\d+m|\033\[3[0-7]m", direct))))
    cells = read_by_pyte(direct)
    if cells is not None:
        results.append(check("pyte shows them", cells > 0, f"{cells} cells"))
    for name, changes in [("without COLORTERM", {}), ("with NO_COLOR", {"COLORTERM": "truecolor", "NO_COLOR": "1"}),
                          ("on the console", {"COLORTERM": "truecolor", "TERM": "linux"}),
                          ("in screen", {"COLORTERM": "truecolor", "TERM": "screen-256color", "STY": "1.x"})]:
        results.append(check(f"{name} none is sent", not DIRECT.search(ask(**changes))))
    if shutil.which("tmux"):
        shown = inside_tmux(options.command, options.keys, options.seconds)
        results.append(check("inside tmux they arrive", bool(DIRECT.search(shown)), f"{len(DIRECT.findall(shown))} cells"))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
