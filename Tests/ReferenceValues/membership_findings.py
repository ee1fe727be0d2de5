"""Attacks the published configurations over five seeds with sixteen shadow models each, and compares the mean AUCs with
the acceptance intervals of an independent PyTorch implementation: its mean +- 3 standard deviations of a mean over five
targets, widened by 0.003.

It proves that shadow models are trained like the target, that they have members of their own, and that the loss, LiRA and RMIA
attacks are those of the papers. The orderings of the attacks are checked too, and that under DP at epsilon 2 every
attack's interval, averaged over the seeds, holds or lies within 0.03 of one half, and that no rate's interval lies above
the accountant's bound. The tables printed are Markdown; anything outside makes the script fail.

    swift build -c release
    python3 Tests/ReferenceValues/membership_findings.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import csv
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile

SEEDS = range(1, 6)
PLAIN = "--activation relu --weight-decay 0 --dropout 0 "
OVERFITTING = PLAIN + "--momentum 0.9 --noise-multiplier 0 "
DIGITS = "--dataset digits --downsample 1 --train-size 600 --network mlp:64 "
DIGITS_LONG = DIGITS + OVERFITTING + "--steps 2000 --expected-batch-size 32 --learning-rate 0.1 "
PRIVATE = (
    PLAIN + "--steps 100 --learning-rate 1 --momentum 0 --noise-multiplier 5.149 --clipping-norm 1 --delta 1e-5 "
)

# name: options, {quantity: (mean, low, high)}
CONFIGURATIONS = {
    "A1": (
        "--dataset actg175 " + OVERFITTING
        + "--network mlp:128 --steps 3000 --train-size 1000 --expected-batch-size 64 --learning-rate 0.1",
        {
            "train accuracy": (1.000, 0.991, 1.000), "test accuracy": (0.715, 0.689, 0.741), "loss": (0.659, 0.633, 0.685),
            "LiRA offline": (0.697, 0.672, 0.723), "LiRA online": (0.762, 0.738, 0.785), "RMIA offline": (0.751, 0.728, 0.775),
            "TPR at 1 %": (0.102, 0.066, 0.138),
        },
    ),
    "A2": (
        "--dataset actg175 " + PRIVATE + "--network mlp:128 --train-size 1000 --expected-batch-size 250",
        {
            "train accuracy": (0.783, 0.762, 0.804), "test accuracy": (0.769, 0.746, 0.791), "loss": (0.510, 0.489, 0.530),
            "LiRA offline": (0.528, 0.508, 0.548), "LiRA online": (0.510, 0.492, 0.529), "RMIA offline": (0.523, 0.502, 0.544),
            "TPR at 1 %": (0.012, 0.000, 0.023),
        },
    ),
    "A3": (
        DIGITS_LONG,
        {
            "train accuracy": (1.000, 0.997, 1.000), "test accuracy": (0.961, 0.943, 0.978), "loss": (0.531, 0.502, 0.559),
            "LiRA offline": (0.596, 0.566, 0.627), "LiRA online": (0.619, 0.594, 0.644), "RMIA offline": (0.606, 0.578, 0.635),
            "TPR at 1 %": (0.074, 0.051, 0.096),
        },
    ),
    "A4": (
        DIGITS_LONG + "--label-smoothing 0.1",
        {
            "train accuracy": (1.000, 0.997, 1.000), "test accuracy": (0.976, 0.961, 0.991), "loss": (0.589, 0.555, 0.623),
            "LiRA offline": (0.636, 0.602, 0.669), "LiRA online": (0.776, 0.744, 0.808), "RMIA offline": (0.687, 0.654, 0.720),
            "TPR at 1 %": (0.140, 0.093, 0.187),
        },
    ),
    "A5": (
        DIGITS_LONG + "--label-noise 0.1",
        {
            "train accuracy": (1.000, 0.996, 1.000), "test accuracy": (0.882, 0.853, 0.911), "loss": (0.627, 0.598, 0.656),
            "LiRA offline": (0.682, 0.653, 0.711), "LiRA online": (0.744, 0.719, 0.769), "RMIA offline": (0.728, 0.701, 0.756),
            "TPR at 1 %": (0.154, 0.126, 0.182), "mislabelled: LiRA online": (0.999, 0.993, 1.000),
            "mislabelled: LiRA offline": (0.995, 0.984, 1.000), "mislabelled: loss": (0.997, 0.983, 1.000),
        },
    ),
    "A6": (
        DIGITS + PRIVATE + "--expected-batch-size 150 --label-noise 0.1",
        {
            "train accuracy": (0.759, 0.715, 0.803), "test accuracy": (0.814, 0.772, 0.855), "loss": (0.521, 0.491, 0.552),
            "LiRA offline": (0.540, 0.513, 0.568), "LiRA online": (0.514, 0.489, 0.540), "RMIA offline": (0.530, 0.501, 0.559),
            "TPR at 1 %": (0.014, 0.002, 0.027), "mislabelled: LiRA online": (0.525, 0.445, 0.605),
            "mislabelled: LiRA offline": (0.547, 0.460, 0.633), "mislabelled: loss": (0.532, 0.449, 0.614),
        },
    ),
    "A15": (
        "--dataset faces " + OVERFITTING
        + "--network linear --steps 1000 --train-size 200 --expected-batch-size 32 --learning-rate 0.01",
        {
            "train accuracy": (1.000, 0.994, 1.000), "test accuracy": (0.887, 0.831, 0.943), "loss": (0.797, 0.765, 0.828),
            "LiRA offline": (0.854, 0.823, 0.884), "LiRA online": (0.872, 0.845, 0.899), "RMIA offline": (0.863, 0.838, 0.887),
            "TPR at 1 %": (0.200, 0.060, 0.339),
        },
    ),
    "A16": (
        "--dataset adult " + PRIVATE + "--network mlp:128 --train-size 1000 --expected-batch-size 250",
        {
            "train accuracy": (0.838, 0.805, 0.872), "test accuracy": (0.818, 0.800, 0.837), "loss": (0.510, 0.487, 0.532),
            "LiRA offline": (0.525, 0.505, 0.545), "LiRA online": (0.509, 0.482, 0.536), "RMIA offline": (0.524, 0.503, 0.545),
            "TPR at 1 %": (0.011, 0.001, 0.021),
        },
    ),
}  # fmt: skip
METHODS = {
    "loss": "loss_threshold", "LiRA offline": "lira_offline", "LiRA online": "lira_online", "RMIA offline": "rmia_offline",
}  # fmt: skip


def run(command):
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {shlex.join(command)}\n{finished.stderr.strip()}")
    return finished.stdout


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def area(members, others):
    """The share of pairs in which the member is above, ties one half."""
    pairs = [(m > o) + (m == o) / 2 for m in members for o in others]
    return sum(pairs) / len(pairs)


def mislabelled(binary, options, seed, folder):
    """The records whose label of the run differs from the one without label noise; no step is needed to know them."""
    words = shlex.split(options)
    noise = words.index("--label-noise")
    labels = []
    for name, arguments in (("noisy", words), ("clean", words[:noise] + words[noise + 2 :])):
        path = os.path.join(folder, name)
        steps = arguments.index("--steps")
        arguments = arguments[: steps + 1] + ["1"] + arguments[steps + 2 :]
        run([binary, "train", *arguments, "--seed", str(seed), "--scores", path, "--format", "json"])
        labels.append({row["index"]: row["label"] for row in rows(path)})
    return {index for index, label in labels[0].items() if label != labels[1][index]}


def attack(binary, options, seed, shadows, folder):
    """The quantities of one run, and its report."""
    table = os.path.join(folder, "candidates.csv")
    command = [binary, "attack", "membership", *shlex.split(options), "--seed", str(seed), "--shadows", str(shadows)]
    report = json.loads(run([*command, "--candidates", table, "--format", "json"]))
    methods = {method["name"]: method for method in report["methods"]}
    found = {name: methods[method]["auc"] for name, method in METHODS.items()}
    found["train accuracy"], found["test accuracy"] = report["train_accuracy"], report["test_accuracy"]
    found["TPR at 1 %"] = methods["lira_online"]["tpr_at_fpr"]["0.01"]["value"]
    if "--label-noise" in options:
        wrong = mislabelled(binary, options, seed, folder)
        chosen = [row for row in rows(table) if row["index"] in wrong]
        for name in ("LiRA online", "LiRA offline", "loss"):
            scores = [(float(row[METHODS[name]]), row["member"] == "1") for row in chosen]
            found["mislabelled: " + name] = area([s for s, m in scores if m], [s for s, m in scores if not m])
    return found, report


def far_from_one_half(reports):
    """Attacks whose interval, averaged over the reports, neither holds nor nears one half."""
    wrong = []
    for methods in zip(*(report["methods"] for report in reports)):
        low, high = (statistics.fmean(method[key] for method in methods) for key in ("auc_low", "auc_high"))
        if not (low <= 0.53 and high >= 0.47):
            wrong.append(f"{methods[0]['name']} AUC [{low:.3f}, {high:.3f}]")
    return wrong


def beyond_the_bound(report):
    """Rates whose interval lies above the bound."""
    return [
        f"{method['name']} finds {found['value']:.3f} at {rate}"
        for method in report["methods"]
        for rate, found in method["tpr_at_fpr"].items()
        if found and found["low"] > report["max_tpr_at_fpr"][rate]
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--shadows", type=int, default=16)
    parser.add_argument("--only", help="names of configurations with commas between")
    options = parser.parse_args()

    lines, wrong, means, areas, controls = [], [], {}, {}, []
    chosen = options.only.split(",") if options.only else list(CONFIGURATIONS)
    for name in chosen:
        arguments, intervals = CONFIGURATIONS[name]
        results, reports = [], []
        with tempfile.TemporaryDirectory() as folder:
            for seed in SEEDS:
                found, report = attack(options.binary, arguments, seed, options.shadows, folder)
                results.append(found)
                reports.append(report)
                if report["epsilon"] is not None:
                    wrong += [f"{name} seed {seed}: {what}" for what in beyond_the_bound(report)]
                for method in report["methods"]:
                    areas.setdefault(method["name"], {}).setdefault(name, []).append(method["auc"])
                controls.append((name, seed, report["controls"]))
                print(f"{name} seed {seed}: {report['seconds']:.1f} s", file=sys.stderr, flush=True)
        if all(report["epsilon"] is not None for report in reports):
            wrong += [f"{name}: {what}" for what in far_from_one_half(reports)]
        for quantity, (reference, low, high) in intervals.items():
            values = [found[quantity] for found in results]
            mean = means[name, quantity] = statistics.fmean(values)
            if not low <= mean <= high:
                wrong.append(f"{name} {quantity} {mean:.3f}")
            lines.append(
                f"| {name} | {quantity} | {mean:.3f} | {statistics.stdev(values):.3f} | {reference:.3f} | [{low:.3f}, {high:.3f}] "
                f"| {'yes' if low <= mean <= high else '**no**'} |"
            )
    print(f"| run | quantity | mean of {len(SEEDS)} seeds | sd | reference | interval | inside |")
    print("|---|---|---:|---:|---:|---|---|")
    print("\n".join(lines))
    print(f"\n| attack | {' | '.join(chosen)} |\n|---|{'---:|' * len(chosen)}")
    for method, columns in areas.items():
        cells = [f"{statistics.fmean(columns[name]):.3f}" if name in columns else "" for name in chosen]
        print(f"| {method} | {' | '.join(cells)} |")
    blind = [control["blind"] for _, _, control in controls]
    missed = sum(not control["auc_low"] <= 0.5 <= control["auc_high"] for control in blind)
    print(f"\nblind: mean AUC {statistics.fmean(c['auc'] for c in blind):.3f}, {missed} of {len(blind)} intervals miss one half")
    for name, seed, control in controls:
        # The largest area of all attacks: above one half, but never far.
        if not 0.5 <= control["null"]["auc"] <= control["null"]["auc_high"] <= 0.6:
            wrong.append(f"{name} seed {seed}: the null control's interval")
    if "A3" in chosen and "A4" in chosen and not means["A4", "LiRA online"] - means["A3", "LiRA online"] > 0.10:
        wrong.append("label smoothing does not raise LiRA online by 0.10")
    if "A1" in chosen and not means["A1", "LiRA online"] - means["A1", "loss"] > 0.06:
        wrong.append("A1: LiRA online is not 0.06 above the loss")
    if "A1" in chosen and "A2" in chosen and not means["A2", "test accuracy"] > means["A1", "test accuracy"]:
        wrong.append("A2 does not predict better than A1")
    if wrong:
        sys.exit(f"Not as it should be: {'; '.join(wrong)}.")


if __name__ == "__main__":
    main()
