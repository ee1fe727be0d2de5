"""Every option of every command with extreme values, as the commands' own help lists them: alone, and in random pairs.

Proves that each command line ends by itself, with status 0, 1 or 64, an audit also with 2 or 3, and never by a signal; that what is refused is refused
in one sentence on standard error, with nothing on standard output; and that nothing raw reaches the terminal. Flags are among the
options, and paths that cannot be read or written among the values.

    python3 Tests/Fuzzing/options.py --binary .build/release/glasshouse [--pairs 500] [--seed 1] [--only attack\ inversion …]
"""
import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

VALUES = [
    "", " ", "-1", "-0", "0", "1", "0.5", "1e-320", "1e-20", "1e-6", "1e39", "1e300", "1e308", "1e999", "inf", "-inf", "nan",
    "4611686018427387904", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551616", "0x10", "1,2", "all", "\x1b[31mred", "two\nlines", "\u202egpj", "x" * 5000,
    "1e-308", "1e-400", "-nan", "東京", "é\u0301\u200b", ",", ",,", "1,1", "full", "rounded:0", "rounded:nan", "rounded:1e-308", "rounded:1e308",
    "rounded:-1", "rounded:", "decimals:3", "decimals:0", "decimals:-1", "decimals:16", "decimals:", "top:0", "top:-1", "top:9223372036854775808", "top:", "label", "labels", "prior", "evolution",
    "mi-face", "fredrikson,fredrikson", "all,yeom", "confidences", "affairs", "gender", "age",
    "age,wtkg", "cd420", "age:10", "age:10,age:5", "arms:2", "cens:1", "age:-1", "age:1e-320", "5", "5:age", "5:age,age", "5:", "3000", "2:arms",
    "iid", "dirichlet:0.5", "dirichlet:1e-3", "dirichlet:nan", "dirichlet:", "plain", "secure", "central", "distributed", "local", "2", "20", "30",
    "exact", "logits", "memory", "processes", "vertical", "horizontal", "28", "1000", "1001",
]
# Of options that name files. What may be written is written in the folder of its own that each try has.
PATHS = ["nowhere/deep/file", ".", "/dev/full", "/dev/null", "/proc/self/nothing", "/proc/version/file", "file/below", "file", "fifo/",
         "unwritable/file", "a\nb", "東京.pgm", "x" * 300, "y/" * 2500 + "z", "dangling", "loop", "~", "-"]
# What makes a run short; the option that is tried comes later and wins.
RUN = ["--dataset", "digits", "--train-size", "20", "--network", "linear", "--expected-batch-size", "4", "--steps", "2"]
FEDERATION = ["--dataset", "digits", "--train-size", "20", "--network", "linear", "--clients", "5", "--participation", "0.8", "--steps", "2"]
BASE = {
    "train": RUN,
    "federate serve": ["--clients", "2", "--listen", "unix:/nowhere/s"],
    "federate join": ["--connect", "8.8.8.8:1", "--dimension", "2"],
    "train # clients": FEDERATION,
    "train # secure sums": FEDERATION + ["--aggregation", "secure", "--dropouts", "0.2"],
    "train # noise of clients": FEDERATION + ["--aggregation", "secure", "--noise-multiplier", "2", "--privacy", "distributed"],
    "attack membership # clients": FEDERATION + ["--method", "loss_threshold"],
    "federate keys": ["--clients", "2", "--output", "keys"],
    "compute inference": RUN + ["--records", "3"],
    "compute training": ["--dataset", "actg175", "--train-size", "60", "--expected-batch-size", "10", "--steps", "3"],
    "party run": ["--role", "data", "--dataset", "digits", "--key-file", "nowhere", "--listen", "unix:/nowhere/s"],
    "attack membership": RUN + ["--method", "loss_threshold"],
    "attack membership # labels": RUN + ["--method", "loss_threshold", "--answers", "label"],
    "attack inversion": RUN + ["--class", "3"],
    # What stands after # is a name alone.
    "attack inversion # confidences": RUN + ["--class", "3", "--access", "confidences"],
    "attack inversion # label": RUN + ["--class", "3", "--access", "label", "--queries", "100"],
    "attack attributes": ["--dataset", "actg175", "--sensitive", "gender", *RUN[2:], "--method", "yeom"],
    "attack attributes # planted coin": ["--dataset", "affairs", "--coin", *RUN[2:]],
    "audit": RUN + ["--canary-count", "20", "--noise-multiplier", "2"],
    "audit # pool": RUN + ["--canaries", "none", "--noise-multiplier", "2"],
    "account": ["--noise-multiplier", "1", "--sampling-rate", "0.1", "--steps", "10"],
    "bench": ["--step", "mlp 4-2", "--only", "steps"],
    "replay": ["/nowhere"],
    "datasets": [],
    "themes": [],
    "doctor": [],
    "explore": RUN,
}
# Steps in numbers that are allowed take as long as they take.
LONG = {(command, "--steps") for command in BASE if command.startswith(("train", "attack", "audit"))}
# What a build is failed by.
REFUTED = {0, 1, 2, 3, 64}

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--pairs", type=int, default=500)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--only", nargs="*", help="these commands alone")
arguments.add_argument("--options", help="these options alone, with commas, as class,method")
options = arguments.parse_args()
binary = os.path.abspath(options.binary)
# Folders in folders in folders are removed again.
sys.setrecursionlimit(20_000)


def words(command):
    return command.partition("#")[0].split()


def known(command):
    """The options with a value and those without, from the command's own help."""
    text = subprocess.run([binary, *words(command), "--help"], capture_output=True, text=True).stdout
    names = sorted(set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)( <)?", text, re.M)))
    paths = {name for name in re.findall(r"^  (--[a-z-]+) <(?:file|log|folder|scores|model|commands|dataset|replay|record|initial|images|csv|json)>", text, re.M)}
    return [n for n, value in names if value], [n for n, value in names if not value and n not in ("--help", "--version")], paths


def furnish(folder):
    """What paths run into."""
    open(folder + "/file", "w").close()
    os.mkdir(folder + "/unwritable")
    os.chmod(folder + "/unwritable", 0o500)
    os.symlink("nowhere/else", folder + "/dangling")
    os.symlink("loop", folder + "/loop")


def attempt(command, extra):
    line = [binary, *words(command), *BASE[command], *itertools.chain(*extra)]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        furnish(folder)
        try:
            done = subprocess.run(
                line, capture_output=True, cwd=folder, timeout=120, stdin=subprocess.DEVNULL,
                env={**os.environ, "XDG_STATE_HOME": folder})
        except subprocess.TimeoutExpired:
            return command, extra, "does not end"
    output, complaint = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    wrong = None
    if done.returncode not in (REFUTED if command.startswith("audit") else {0, 1, 64}):
        wrong = f"ends with {done.returncode}"
    elif done.returncode != 0 and re.search(r"NSError|Domain=|Fatal error|Backtrac|\.swift|Optional\(|UserInfo|Code=", complaint):
        wrong = "complains in the words of a library"
    elif done.returncode == 64 and output:
        wrong = "prints something beside its sentence"
    elif done.returncode == 64 and len([l for l in complaint.splitlines() if l.startswith("Error: ")]) != 1:
        wrong = "has another number of sentences than one"
    elif done.returncode == 0 and "Error" in complaint:
        wrong = "ends with 0 in spite of an error"
    elif time.monotonic() - begun > 60:
        wrong = "takes more than a minute"
    elif done.returncode == 1 and done.stdout and any(pair[1:] == ("/dev/full",) for pair in extra) and len(complaint.splitlines()) == 1:
        # The figures are not lost with the file that does not fit on a disk.
        pass
    elif done.returncode == 1 and (output or not complaint.startswith("Error: ")):
        wrong = "prints something beside its sentence"
    elif done.returncode == 1 and len([l for l in complaint.splitlines() if l.startswith("Error: ")]) != 1:
        wrong = "has another number of sentences than one"
    elif re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output + complaint):
        wrong = "lets something raw through"
    return command, extra, wrong and f"{wrong}: {complaint[:300]!r}"


tries = []
for command in options.only or BASE:
    names, flags, paths = known(command)
    singles = [(name, value) for name in names for value in VALUES + (PATHS if name in paths else [])] + [(flag,) for flag in flags]
    if options.options:
        singles = [pair for pair in singles if pair[0][2:] in options.options.split(",")]
    # What a step count allows is not run to its end here.
    long = lambda name, value="": (command, name) in LONG and re.fullmatch(r"[1-9]\d{3,}", value)
    singles = [pair for pair in singles if not long(*pair)]
    tries += [(command, [pair]) for pair in singles]
    if len(singles) > 1:
        chance = random.Random(f"{options.seed} {command}")
        tries += [(command, chance.sample(singles, 2)) for _ in range(options.pairs)]
with ThreadPoolExecutor(2) as pool:
    outcomes = list(pool.map(lambda t: attempt(*t), tries))
failures = [o for o in outcomes if o[2]]
for command, extra, wrong in failures[:40]:
    print(command, [tuple(word[:40] for word in pair) for pair in extra], wrong)
print(f"{len(outcomes)} command lines, {len(failures)} wrong")
sys.exit(bool(failures))
