#!/usr/bin/env python3
"""Drives the explorer without a screen, line by line through pipes.

    venv/bin/python Tests/Terminals/plain.py .build/release/glasshouse [--show]

Proves that no escape is ever written, that in LC_ALL=C every byte is printable ASCII or a newline, that two sessions say the same
but for paths and times, that each verb says something, that an end of input ends it with status 0, and that neither a line of a million
characters, nor bytes that are no UTF-8, nor a reader that goes away upset it."""

import os
import re
import subprocess
import sys
import time

from pseudo_terminal import Program, binary, environment, folder

VERBS = ["set noise_multiplier 2", "step", "step 20", "epoch", "describe", "describe roc", "explain auc", "pin", "noise 3",
         "theme chalk", "goto membership", "describe", "runs", "state", "export csv", "undo", "restart", "quit"]
failures = 0


def check(name, is_true, detail=""):
    global failures
    failures += not is_true
    print(("ok    " if is_true else "FAILS ") + name + (": " + detail if detail else ""), flush=True)


def session(text, home=None, flags=("--plain",), timeout=30, **changes):
    home = home or folder()
    text = text.encode() if isinstance(text, str) else text
    try:
        run = subprocess.run([binary(), *flags], input=text, capture_output=True, cwd=home, timeout=timeout,
                             env=environment(home, **changes))
    except subprocess.TimeoutExpired as late:
        return None, late.stdout or b"", late.stderr or b""
    return run.returncode, run.stdout, run.stderr


class Talk:
    """A session in which each line waits for the answer to the one before, as a person's would."""

    def __init__(self, **changes):
        self.home = folder()
        self.process = subprocess.Popen([binary(), "--plain"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        cwd=self.home, env=environment(self.home, **changes))
        os.set_blocking(self.process.stdout.fileno(), False)

    def hear(self, quiet=0.6, most=20):
        said, last, start = b"", None, time.monotonic()
        while time.monotonic() - start < most and not (last and time.monotonic() - last > quiet):
            data = self.process.stdout.read()
            if data:
                said, last = said + data, time.monotonic()
            elif data == b"":
                break
            elif last is None and time.monotonic() - start > 3:
                break
            time.sleep(0.02)
        return said.decode()

    def status(self, seconds):
        """The exit status; ends it and gives None where it does not end by itself."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return self.hear()


def without_paths(text):
    return re.sub(rb"/tmp/\S+|\d{4}-\d\d-\d\d[-T]\d+\S*|\d+(\.\d+)? (ms|s|steps/s)\b", b"~", text)


def is_plain(out, ascii_only):
    return b"\x1b" not in out and (not ascii_only or all(byte == 10 or 0x20 <= byte < 0x7F for byte in out))


def main():
    shows = "--show" in sys.argv
    hanging = set()
    for verb in ("restart", "preset digits", "open 1", "branch"):
        code, out, _ = session(f"step\n{verb}\nquit\n", timeout=10, LC_ALL="C")
        check(f"`{verb}` comes back", code == 0, f"{code}: {out.decode().splitlines()[-1:]}")
        if code is None:
            hanging.add(verb)
    VERBS[:] = [verb for verb in VERBS if verb not in hanging]
    script = "\n".join(VERBS) + "\n"
    for name, changes in (("LC_ALL=C", {"LC_ALL": "C"}), ("C.UTF-8", {}), ("en_US.UTF-8, not installed", {"LC_ALL": "en_US.UTF-8"}),
                          ("no TERM", {"TERM": None}), ("TERM=dumb", {"TERM": "dumb"})):
        code, out, err = session(script, **changes)
        check(f"{name}: status 0, nothing on standard error", code == 0 and not err, f"{code} {err.decode()!r}")
        odd = sorted({byte for byte in out if byte != 10 and not 0x20 <= byte < 0x7F})
        check(f"{name}: no escape" + (", printable ASCII alone" if name == "LC_ALL=C" else ""), is_plain(out, name == "LC_ALL=C"),
              f"{len(out.splitlines())} lines, other bytes {odd[:8]}")
    code, again, _ = session(script, LC_ALL="C")
    code, once, _ = session(script, LC_ALL="C")
    check("two sessions say the same", without_paths(once) == without_paths(again))
    code, accessible, _ = session(script, flags=(), LC_ALL="C", ACCESSIBLE="1")
    check("ACCESSIBLE=1 says the same", without_paths(accessible) == without_paths(once))
    steps = re.findall(rb"step (\d+)", once)
    check("the steps that were asked for through a pipe are taken", b"step 21" in once or b"step 27" in once, f"steps named: {sorted(set(map(int, steps)))}")
    if shows:
        print(once.decode())

    talk = Talk(LC_ALL="C")
    talk.hear()
    silent = []
    for verb in VERBS[:-1]:
        said = talk.say(verb)
        if shows:
            print(f"> {verb}\n{said}", end="")
        if not said.strip():
            silent.append(verb)
    check("said one by one, every verb is answered", not silent, ", ".join(silent))
    talk.say("quit")
    check("and quit leaves with status 0 while the input stays open", talk.status(3) == 0)

    for name, text in (("an empty input", ""), ("no newline at the end", "step"), ("only newlines", "\n\n\n")):
        code, out, err = session(text)
        check(f"{name}: status 0", code == 0, err.decode())
    code, out, err = session("step")
    check("the last line counts without a newline", b"step 1" in out, out.decode()[-300:])
    code, out, err = session("step 30\n")
    check("steps are taken although the input has ended", b"step 30" in out, out.decode()[-300:])
    for words in ("frobnicate", "set nonsense 3", "set noise_multiplier minus", "describe nothing", "explain nothing", "goto nowhere",
                  "theme nope", "step many", "step -3", "step 0", "step 99999999999999999999", "export", "preset nope", "state gh0:x", "open /nowhere", "set", "noise",
                  "hide", "layout nope", "pace fast", "suspend", "presenter", "knob-up", "épsilon"):
        code, out, err = session(words + "\nquit\n", LC_ALL="C")
        said = out.decode().splitlines()[1:-1]
        check(f"`{words}` gets one line", code == 0 and len(said) == 1 and is_plain(out, True), " / ".join(said)[:300] or "nothing was said")
    code, out, err = session("x" * 1_000_000 + "\nquit\n", LC_ALL="C")
    check("a line of a million characters", code == 0 and max(map(len, out.splitlines())) < 2000, f"longest answer {max(map(len, out.splitlines()))}")
    code, out, err = session(b"\xff\xfe\x00\x1b[31m\nset \x1b]0;x\x07 3\ndescribe \x9b31m\nquit\n", LC_ALL="C")
    check("bytes that are no text", code == 0 and is_plain(out, True), repr(out.splitlines()[1:-1])[:300])
    code, out, err = session(b"set \x1b]0;x\x07 3\ndescribe \xc2\x9b31m\nquit\n")
    check("escapes are not given back in UTF-8 either", code == 0 and b"\x1b" not in out and b"\xc2\x9b" not in out)

    for name, count in (("head -1", 1), ("head -3", 3)):
        home = folder()
        line = f"(yes 'step 1' | head -400; echo describe) | '{binary()}' --plain | head -{count}; echo ${{PIPESTATUS[@]}}"
        run = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, cwd=home, env=environment(home))
        check(f"{name} ends it quietly", not run.stderr, f"{run.stdout.decode().splitlines()[-1]} {run.stderr.decode()!r}")

    talk = Talk()
    talk.hear()
    talk.process.stdin.write(b"run\n")
    talk.process.stdin.flush()
    time.sleep(1.5)
    going = talk.hear(quiet=0.05, most=0.5)
    answer = talk.say("describe accuracy")
    check("`run` goes on until a line comes", going.count("epoch") > 1 and "Accuracy:" in answer, f"{going.count('epoch')} epochs were said; then {answer.splitlines()[-1:]}")
    step = re.findall(r"step (\d[\d,]*)", answer)
    later = talk.say("describe accuracy")
    check("and rests then", re.findall(r"tep (\d[\d,]*)", later)[-1:] == re.findall(r"tep (\d[\d,]*)", answer)[-1:])
    talk.process.stdin.close()
    check("an end of input ends it", talk.status(5) == 0)
    talk = Talk()
    talk.process.stdin.write(b"run\n")
    talk.process.stdin.close()
    time.sleep(2)
    check("`run` before the end of the input goes on", talk.process.poll() is None)
    talk.process.terminate()
    check("SIGTERM ends it", talk.status(5) in (-15, 143), str(talk.process.returncode))
    program = Program([binary(), "--plain"])
    program.listen(1)
    program.press(b"step\n", 0.3, 2)
    program.press(b"\x04", 0.3, 1)
    ended = program.report(5)
    check("on a terminal: ^D ends it, no escape", ended == "ended" and program.status == 0 and b"\x1b" not in program.output
          and program.modes == program.modes_after, repr(program.output.decode())[-200:])
    program.close()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
