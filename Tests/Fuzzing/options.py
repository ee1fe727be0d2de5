"""Every option of every command with extreme values, as the commands' own help lists them: alone, and in random pairs.

Proves that each command line ends by itself, with status 0, 1 or 64 and never by a signal; that what is refused is refused
in one sentence on standard error, with nothing on standard output; and that nothing raw reaches the terminal.

    python3 Tests/Fuzzing/options.py --binary .build/release/glasshouse [--pairs 500] [--seed 1]
"""
import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

VALUES = [
    "", " ", "-1", "-0", "0", "1", "0.5", "1e-320", "1e-20", "1e-6", "1e39", "1e300", "1e308", "1e999", "inf", "-inf", "nan",
    "4611686018427387904", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551616", "0x10", "1,2", "all", "\x1b[31mred", "two\nlines", "\u202egpj", "x" * 5000,
]
# What makes a run short; the option that is tried comes later and wins.
RUN = ["--dataset", "digits", "--train-size", "20", "--network", "linear", "--expected-batch-size", "4", "--steps", "2"]
BASE = {
    "train": RUN,
    "attack membership": RUN + ["--method", "loss_threshold"],
    "account": ["--noise-multiplier", "1", "--sampling-rate", "0.1", "--steps", "10"],
    "bench": ["--step", "mlp 4-2", "--only", "steps"],
    "replay": ["/nowhere"],
    "datasets": [],
    "themes": [],
    "doctor": [],
    "explore": RUN,
}
# Steps in numbers that are allowed take as long as they take.
LONG = {("train", "--steps"), ("attack membership", "--steps")}

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--pairs", type=int, default=500)
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()
binary = os.path.abspath(options.binary)


def known(command):
    text = subprocess.run([binary, *command.split(), "--help"], capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"(--[a-z-]+) <", text)))


def attempt(command, extra):
    line = [binary, *command.split(), *BASE[command], *itertools.chain(*extra)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                line, capture_output=True, cwd=folder, timeout=120, stdin=subprocess.DEVNULL,
                env={**os.environ, "XDG_STATE_HOME": folder})
        except subprocess.TimeoutExpired:
            return command, extra, "does not end"
    output, complaint = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    wrong = None
    if done.returncode not in (0, 1, 64):
        wrong = f"ends with {done.returncode}"
    elif done.returncode == 1 and (output or not complaint.startswith("Error: ")):
        wrong = "prints something beside its sentence"
    elif done.returncode == 1 and len([l for l in complaint.splitlines() if l.startswith("Error: ")]) != 1:
        wrong = "has another number of sentences than one"
    elif re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output + complaint):
        wrong = "lets something raw through"
    return command, extra, wrong and f"{wrong}: {complaint[:300]!r}"


tries = []
for command in BASE:
    names = known(command)
    singles = [(name, value) for name in names for value in VALUES]
    # What a step count allows is not run to its end here.
    long = lambda name, value: (command, name) in LONG and re.fullmatch(r"[1-9]\d{3,}", value)
    singles = [pair for pair in singles if not long(*pair)]
    tries += [(command, [pair]) for pair in singles]
    if len(singles) > 1:
        chance = random.Random(f"{options.seed} {command}")
        tries += [(command, chance.sample(singles, 2)) for _ in range(options.pairs)]
with ThreadPoolExecutor(2) as pool:
    outcomes = list(pool.map(lambda t: attempt(*t), tries))
failures = [o for o in outcomes if o[2]]
for command, extra, wrong in failures[:40]:
    print(command, [(name, value[:40]) for name, value in extra], wrong)
print(f"{len(outcomes)} command lines, {len(failures)} wrong")
sys.exit(bool(failures))
