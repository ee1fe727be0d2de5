"""State strings with a true check and false contents, through `explore --plain --state` and typed after `state`.

    python3 Tests/Fuzzing/states.py --binary .build/release/glasshouse [--count 300] [--seed 1] [--seconds 150]
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--count", type=int, default=300)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--seconds", type=float, default=150)
options = arguments.parse_args()
binary = os.path.abspath(options.binary)
chance = random.Random(options.seed)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
DATA = ["faces", "digits", "mnist", "adult", "affairs", "actg175", "alice", "", "nowhere.csv", "%2f%tmp", "%110000%", "%", "%d800%", "東"]
KNOBS = ["sensitive", "coin", "planted", "unit", "statistics", "inclusion", "train-size", "network", "seed", "noise-multiplier", "learning-rate", "drop", "categorical", "label",
         "downsample", "missing", "steps", "clipping-norm", "adaptive-clipping", "secure-noise", "initial", "optimizer", "dropout", "delta", "dataset", "nothing", ""]
VALUES = ["", "0", "1", "-1", "nan", "inf", "1e308", "1e-308", "9223372036854775807", "9223372036854775808", "true", "false", "on", "off", "gender", "age", "rate_marriage", "planted%20%coin",
          "person", "record", "linear", "mlp%3a%4", "mlp%3a%0", "%1b%%5b%31mred", "%0%", "%a%", "x" * 3000, "%22%", "%22%a%22%%22%,b", ",", "gender,age", "東京", "=", "a=b", "@", "@3", "2@-1", "2@x"]
TAILS = ["screen=records", "screen=inversion", "screen=attributes", "screen=nowhere", "screen=", "hide=coin", "hide=sensitive+coin+seed", "hide=", "hide=planted", "at=3", "at=0", "at=-1", "at=x",
         "at=9223372036854775808", "at=1e3", "=", "", ":", "coin=true@2", "sensitive=gender@1", "noise-multiplier=nan@1", "noise-multiplier=2@1"]


def check(text):
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return "".join(LETTERS[(value >> (8 * n) & 0xFF) % len(LETTERS)] for n in range(4))


def state():
    parts = ["gh1", chance.choice(DATA[:6] if chance.random() < 0.7 else DATA)]
    if chance.random() < 0.5:
        parts += ["train-size=40", "network=linear", "expected-batch-size=4"]
    for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
        parts.append(f"{chance.choice(KNOBS)}={chance.choice(VALUES)}" + (f"@{chance.choice(['0', '2', '-1', '9223372036854775807'])}" if chance.random() < 0.2 else ""))
    parts += chance.sample(TAILS, chance.choice([0, 1, 1, 2]))
    text = ":".join(parts)
    return f"{text}:{check(text)}"


def attempt(text, typed):
    if time.monotonic() > deadline:
        return None
    with tempfile.TemporaryDirectory() as folder:
        line = [binary, "explore", "--plain"] + ([] if typed else ["--state", text])
        try:
            done = subprocess.run(line, input=((f"state {text}\n" if typed else "") + "step 1\ndescribe\nquit\n").encode(), capture_output=True, cwd=folder, timeout=60,
                                  env={**os.environ, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "SWIFT_BACKTRACE": "enable=no"})
        except subprocess.TimeoutExpired:
            return text, typed, "does not end in a minute"
    output, complaint = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    said.add((done.returncode, re.sub(r"\d+", "N", complaint)[:90], complaint[:300], text[:80]))
    wrong = None
    if done.returncode not in (0, 1, 64):
        wrong = f"ends with {done.returncode}"
    elif done.returncode and len([l for l in complaint.splitlines() if l.startswith("Error: ")]) != 1:
        wrong = "has another number of sentences than one"
    elif re.search(r"NSError|Domain=|Fatal|Optional\(|UserInfo|\.swift", complaint + output):
        wrong = "speaks in the words of a library"
    elif re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output + complaint):
        wrong = "lets something raw through"
    return text, typed, wrong and f"{wrong}: {complaint[:300]!r} {output[-200:]!r}"


said = set()
deadline = time.monotonic() + options.seconds
with ThreadPoolExecutor(2) as pool:
    outcomes = [o for o in pool.map(lambda n: attempt(state(), n % 3 == 0), range(options.count)) if o]
for text, typed, wrong in outcomes:
    if wrong:
        print(text[:300], "typed" if typed else "--state", wrong)
seen = set()
for status, key, complaint, text in sorted(said):
    if status and key not in seen:
        seen.add(key)
        print("SAID", status, complaint.strip(), "|", text)
print(f"{len(outcomes)} of {options.count} states, {sum(bool(o[2]) for o in outcomes)} wrong")
sys.exit(any(o[2] for o in outcomes))
