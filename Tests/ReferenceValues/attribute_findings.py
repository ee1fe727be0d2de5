"""Attacks attributes over five seeds and compares the means with their acceptance intervals.

It proves that training and the attacks together find of a sensitive column, and of a planted coin, what an independent
implementation in PyTorch and scikit-learn found (which had exactly n members and 500 epochs of shuffled batches; here a coin
decides for each record, and 300 epochs of Poisson samples learn as much by heart). The runs are the catalogue's; the private
ones take a schedule that was written beforehand. The table printed is Markdown; a mean outside its interval makes the script
fail.

    swift build -c release
    python3 Tests/ReferenceValues/attribute_findings.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys

SEEDS = range(1, 6)
# Thirty epochs of 64 expected records out of 300.
PRIVATE = " --expected-batch-size 64 --steps 150 --learning-rate 3e-3 --clipping-norm 1 --delta 1e-3 --noise-multiplier "

# name, options, {quantity: (low, high)}
CONFIGURATIONS = [
    (
        "E1",
        "--dataset affairs",
        {
            "members, Fredrikson AUC": (0.80, 0.90),
            "imputation": (0.68, 0.78),
            "member gain": (0.04, 0.11),
            "non-member gain": (-0.08, 0.01),
        },
    ),
    ("E1, ε 8", "--dataset affairs" + PRIVATE, {"member gain": (-1, 0.01), "ε": (7.9, 8.0)}),
    (
        "E2",
        "--dataset adult --label occupation",
        {"coin, members": (0.62, 0.73), "coin, members AUC": (0.70, 0.80), "coin, non-members": (0.47, 0.56)},
    ),
    ("E2, ε 8", "--dataset adult --label occupation" + PRIVATE, {"coin, members": (0.52, 0.60), "ε": (7.9, 8.0)}),
]
QUANTITIES = {
    "members, Fredrikson AUC": lambda report: report["methods"]["fredrikson"]["members"]["auc"],
    "imputation": lambda report: report["imputation"]["accuracy"],
    "member gain": lambda report: report["member_gain"]["value"],
    "non-member gain": lambda report: report["non_member_gain"]["value"],
    "coin, members": lambda report: report["coin"]["members"]["accuracy"],
    "coin, members AUC": lambda report: report["coin"]["members"]["auc"],
    "coin, non-members": lambda report: report["coin"]["non_members"]["accuracy"],
    "ε": lambda report: report["epsilon"],
}


def noise_multiplier(binary):
    """Of 150 steps at q = 64 / 300 for ε 8 at δ 1e-3."""
    options = "--sampling-rate 0.21333333333333335 --steps 150 --delta 1e-3 --target-epsilon 8"
    return json.loads(run([binary, "account", *shlex.split(options), "--format", "json"]))["noise_multiplier"]


def run(command):
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"{shlex.join(command)}: exit {finished.returncode}: {finished.stderr.strip()}")
    return finished.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    binary = parser.parse_args().binary
    multiplier = str(noise_multiplier(binary))
    print("| run | quantity | mean of 5 seeds | deviation | interval |\n|---|---|---:|---:|---|")
    failures = 0
    for name, options, expected in CONFIGURATIONS:
        words = shlex.split(options + (multiplier if options.endswith(" ") else ""))
        reports = [
            json.loads(run([binary, "attack", "attributes", *words, "--method", "fredrikson", "--seed", str(seed), "--format", "json"]))
            for seed in SEEDS
        ]
        for quantity, (low, high) in expected.items():
            values = [QUANTITIES[quantity](report) for report in reports]
            mean = statistics.mean(values)
            within = low <= mean <= high
            failures += not within
            mark = "" if within else " **outside**"
            print(f"| {name} | {quantity} | {mean:.3f}{mark} | {statistics.stdev(values):.3f} | [{low}, {high}] |", flush=True)
    sys.exit(failures)


if __name__ == "__main__":
    main()
