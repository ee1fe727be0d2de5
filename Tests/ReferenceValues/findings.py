"""Trains the published configurations over five seeds and compares the means with their acceptance intervals.

It proves that training, sampling, noise and the loss attack together behave as an independent PyTorch implementation
did: each interval is that implementation's mean +- 3 standard deviations of a mean over five targets, widened by 0.003.
The faces run as they come from the catalogue; they are held to the interval of softmax regression without weight
decay, and at least 90 % of the inverted faces must be identified. The table printed is Markdown; a mean outside its
interval makes the script fail.

    swift build -c release
    python3 Tests/ReferenceValues/findings.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys

SEEDS = range(1, 6)
PLAIN = "--activation relu --weight-decay 0 --dropout 0 --label-smoothing 0 --label-noise 0 "
OVERFITTING = PLAIN + "--learning-rate 0.1 --momentum 0.9 --noise-multiplier 0 "
PRIVATE = (
    PLAIN + "--network mlp:128 --steps 100 --train-size 1000 --expected-batch-size 250 --learning-rate 1 --momentum 0 "
    "--noise-multiplier 5.149 --clipping-norm 1 --delta 1e-5"
)

# name, options, {quantity: (mean, low, high)} of the independent implementation
CONFIGURATIONS = [
    (
        "A1",
        "--dataset actg175 " + OVERFITTING + "--network mlp:128 --steps 3000 --train-size 1000 --expected-batch-size 64",
        {"test accuracy": (0.715, 0.689, 0.741), "loss AUC": (0.659, 0.633, 0.685)},
    ),
    ("A2", "--dataset actg175 " + PRIVATE, {"test accuracy": (0.769, 0.746, 0.791), "loss AUC": (0.510, 0.489, 0.530)}),
    (
        "A3",
        "--dataset digits --downsample 1 " + OVERFITTING + "--network mlp:64 --steps 2000 --train-size 600 --expected-batch-size 32",
        {"test accuracy": (0.961, 0.943, 0.978), "loss AUC": (0.531, 0.502, 0.559)},
    ),
    ("A16", "--dataset adult " + PRIVATE, {"test accuracy": (0.818, 0.800, 0.837), "loss AUC": (0.510, 0.487, 0.532)}),
    (
        "faces",  # as it comes
        "--dataset faces",
        {"test accuracy": (0.887, 0.831, 0.943), "loss AUC": (0.797, 0.765, 0.828), "identified": (None, 0.90, 1.0)},
    ),
]
QUANTITIES = {
    "test accuracy": lambda report: report["test_accuracy"],
    "loss AUC": lambda report: report["membership"]["loss_threshold"]["auc"],
    "identified": lambda report: report["inversion"]["identification_top1"],
}


def train(binary, options, seed):
    command = [binary, "train", *shlex.split(options), "--seed", str(seed), "--format", "json"]
    print(shlex.join(command), flush=True)
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {finished.stderr.strip()}")
    report = json.loads(finished.stdout)
    # What was asked for is what ran, and clipping is off unless asked for.
    words = shlex.split(options)
    asked = {key: value for key, value in zip(words, words[1:]) if key.startswith("--")}
    expected = {"seed": seed, "clipping_norm": float(asked["--clipping-norm"]) if "--clipping-norm" in asked else None}
    for option, key in (("--steps", "steps"), ("--train-size", "train_size"), ("--noise-multiplier", "noise_multiplier")):
        if option in asked:
            expected[key] = float(asked[option])
    for key, value in expected.items():
        if report[key] != value and (report[key] or value):  # null stands for zero, too
            sys.exit(f"The report says {key} = {report[key]}, but {value} was asked for.")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    options = parser.parse_args()

    lines, outside = [], []
    for name, arguments, intervals in CONFIGURATIONS:
        reports = [train(options.binary, arguments, seed) for seed in SEEDS]
        for quantity, (published, low, high) in intervals.items():
            values = [QUANTITIES[quantity](report) for report in reports]
            mean = statistics.fmean(values)
            inside = low <= mean <= high
            if not inside:
                outside.append(f"{name} {quantity}")
            reference = "" if published is None else f"{published:.3f}"
            lines.append(
                f"| {name} | {quantity} | {mean:.3f} | {statistics.stdev(values):.3f} | {reference} | [{low:.3f}, {high:.3f}] "
                f"| {'yes' if inside else '**no**'} |"
            )
    print()
    print(f"| run | quantity | mean of {len(SEEDS)} seeds | sd | reference | interval | inside |")
    print("|---|---|---:|---:|---:|---|---|")
    print("\n".join(lines))
    if outside:
        sys.exit(f"Outside the interval: {', '.join(outside)}.")


if __name__ == "__main__":
    main()
