#!/usr/bin/env python3
"""Gives the explorer what it cannot take: on the command line, in files of themes and of preferences, and as states and logs.

    venv/bin/python Tests/Terminals/bad_input.py .build/release/glasshouse

What the command line names is refused in exactly one sentence on standard error, with status 1 (64 where the command line itself is
wrong), before the screen is touched. What is wrong in a file of preferences is said on the screen, once, and nothing is lost by it: the
explorer runs, and the file stays as it is."""

import os
import sys

from pseudo_terminal import Program, binary, folder, is_first_frame, quit

failures = 0
SCHEME = "system: base16\nname: Mine\npalette:\n" + "".join(f'  base{n:02X}: "#{n:02x}{n:02x}{n * 16:02x}"\n' for n in range(16))


def check(name, is_true, detail=""):
    global failures
    failures += not is_true
    print(("ok    " if is_true else "FAILS ") + name + (": " + detail if detail else ""), flush=True)


def refused(name, arguments, code, home, wanted=""):
    program = Program([binary(), "explore", *arguments], home=home)
    try:
        if program.report(10) != "ended":
            program.listen(0.2)
            return check(name, False, "it started: " + " / ".join(line for line in program.show() if line)[:200])
        program.settle(0.05, 0.3)
        text = program.output.decode(errors="replace").replace("\r\n", "\n")
        sentences = [line for line in text.splitlines() if line and not line.startswith(("Usage:", "  See ", "Help:"))]
        said = text[text.rfind("Error:"):].strip() if "Error:" in text else text[-200:]
        check(name, program.status == code and len(sentences) == 1 and wanted.lower() in text.lower() and "\x1b" not in text,
              f"status {program.status}" + ("; the screen was opened before" if "\x1b" in text else "") + f"; {said}")
    finally:
        program.close()


def said_on_screen(name, files, words, home=None):
    home = home or folder()
    os.makedirs(home + "/config/glasshouse", exist_ok=True)
    for file, text in files.items():
        with open(f"{home}/config/glasshouse/{file}", "w") as stream:
            stream.write(text)
    program = Program([binary()], 24, 120, home=home)
    try:
        is_open = program.wait(is_first_frame)
        program.listen(0.5)
        lines = program.show()
        below = " ".join(line.strip() for line in lines[-3:-1])
        found = [word for word in words if word.replace(" ", "") in below.replace(" ", "")]
        code = quit(program)
        kept = all(open(f"{home}/config/glasshouse/{file}").read() == text for file, text in files.items())
        check(name, is_open and len(found) == len(words) and code == 0 and kept,
              f"status {code}; the screen says: {below}" + ("" if len(found) == len(words) else f"; lacks {set(words) - set(found)}"))
    finally:
        program.close()


def main():
    home = folder()
    write = lambda name, text: open(f"{home}/{name}", "w" if isinstance(text, str) else "wb").write(text) and f"{home}/{name}"
    refused("a theme that there is not", ["--theme", "nope"], 1, home)
    refused("a theme nearly named", ["--theme", "chalc"], 1, home, "chalk")
    refused("a theme of tinted8", ["--theme", write("tinted.yaml", SCHEME.replace("base16", "tinted8", 1))], 1, home, "tinted8")
    refused("a theme without an entry", ["--theme", write("missing.yaml", SCHEME.replace('  base0A', '  baseXX'))], 1, home, "base0A")
    refused("a theme with no colour", ["--theme", write("colour.yaml", SCHEME.replace('"#0a0aa0"', '"#zzzzzz"'))], 1, home, "base0A")
    refused("a theme that is no YAML", ["--theme", write("broken.yaml", "a: [1,\n")], 1, home)
    refused("a theme that is a picture", ["--theme", write("picture.yaml", bytes(range(256)))], 1, home)
    refused("a theme file that there is not", ["--theme", home + "/none.yaml"], 1, home)
    refused("a theme that is a folder", ["--theme", home + "/"], 1, home)
    good = "gh1:faces:noise-multiplier=2@0:noise-multiplier=3@0:screen=membership:ecs5"
    for name, text in (("of another version", good.replace("gh1", "gh2")), ("altered", good.replace("=3@", "=4@")),
                       ("cut", good[:-8]), ("empty", ""), ("rubbish", "hello world"), ("with an escape", "gh1:\x1b[31m:aaaa")):
        refused(f"a state {name}", ["--state", text], 1, home)
    refused("a replay of rubbish", ["--replay", write("rubbish.jsonl", "rubbish\n")], 1, home)
    refused("a replay of an empty file", ["--replay", (open(home + "/empty.jsonl", "w").close(), home + "/empty.jsonl")[1]], 1, home)
    refused("a replay of JSON that is no log", ["--replay", write("other.jsonl", '{"a": 1}\n')], 1, home)
    refused("a replay of no file", ["--replay", home + "/none.jsonl"], 1, home)
    refused("a replay of a folder", ["--replay", home], 1, home)
    refused("a replay of a picture", ["--replay", write("bytes.jsonl", bytes(range(256)) * 10)], 1, home)
    refused("glyphs that there are not", ["--glyphs", "nope"], 64, home)
    refused("a colour choice that there is not", ["--color", "sometimes"], 64, home)
    refused("an unknown option", ["--frobnicate"], 64, home)
    refused("a preset that there is not", ["--preset", "nope"], 1, home)
    refused("two beginnings", ["--preset", "faces", "--replay", home + "/none.jsonl"], 1, home)
    refused("a recording in a missing folder", ["--record", home + "/none/x.cast"], 1, home)
    refused("a recording over a folder", ["--record", home], 1, home)
    refused("a recording without a screen", ["--plain", "--record", home + "/x.cast"], 1, home)
    said_on_screen("config.yaml: a bad line", {"config.yaml": "theme: chalk\nglyphs: [\n"}, ["config.yaml"])
    said_on_screen("config.yaml: a bad value", {"config.yaml": "theme: chalk\nglyphs: sparkles\n"}, ["Line 2", "glyphs"])
    said_on_screen("config.yaml: an unknown setting", {"config.yaml": "theme: chalk\ncolour: always\n"}, ["Line 2", "colour"])
    said_on_screen("config.yaml: a theme that there is not", {"config.yaml": "theme: nope\n"}, ["nope"])
    said_on_screen("config.yaml: bytes", {"config.yaml": "\x00\x01\x02"}, ["config.yaml"])
    said_on_screen("config.yaml: a layout of no screen", {"config.yaml": "layouts:\n  a:\n    screen: Nowhere\n"}, ["Nowhere"])
    said_on_screen("keys.yaml: an unknown command", {"keys.yaml": "frobnicate: f\n"}, ["Line 1", "frobnicate"])
    said_on_screen("keys.yaml: a double binding", {"keys.yaml": "zoom: x\n"}, ["zoom", "explain"])
    said_on_screen("keys.yaml: an unknown key", {"keys.yaml": "zoom: Hyper-Z\n"}, ["Line 1", "Hyper-Z"])
    said_on_screen("keys.yaml: a command twice", {"keys.yaml": "zoom: Z\nzoom: Y\n"}, ["keys.yaml"])
    said_on_screen("both files wrong: the first is said", {"config.yaml": "colour: 1\n", "keys.yaml": "frobnicate: f\n"}, ["Line 1"])
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
