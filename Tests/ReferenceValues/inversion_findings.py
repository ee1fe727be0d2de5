"""Inverts the published configurations over five seeds and compares the means with their acceptance intervals.

It proves that the inversions, their judges and their controls behave as an independent implementation did: each interval
is that implementation's mean, widened for other random numbers and, where members are drawn by coins, for these. The private
rows replay a schedule that `train --log` wrote down. Rounded answers are held to the exact ones of the same seeds. The
ten-class rows are printed beside the published figures and hold nothing. The table printed is Markdown; a mean outside its
interval, a count of queries other than was asked for or an unequal control makes the script fail.

    swift build -c release
    python3 Tests/ReferenceValues/inversion_findings.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile

SEEDS = range(1, 6)
FACES = "--dataset faces"
BARE = "--pull 0 --total-variation 0"
# Zero weights, all members in every batch, fifty steps: the noise is that of one Gaussian, sqrt(50) times smaller.
PRIVATE = (
    "--dataset faces --network linear --optimizer sgd --steps 50 --expected-batch-size 200 --learning-rate 0.5 --momentum 0.9 "
    "--weight-decay 0 --clipping-norm 1 --delta 1e-3 --noise-multiplier "
)
HIDDEN = (
    "--dataset faces --network mlp:64 --activation tanh --optimizer adam --learning-rate 0.001 --weight-decay 0.001 "
    "--steps 940 --expected-batch-size 32"
)
# Half of all records, softmax regression; fifteen epochs of Adam where it is private.
TEN = "--dataset {} --network linear --optimizer adam --learning-rate 0.002 --expected-batch-size 64 "
TEN_HIDDEN = "--dataset {} --network mlp:64 --activation tanh --optimizer adam --learning-rate 0.001 --weight-decay 0.01"
PEOPLE, DRAWN, ALL_LABELS = 40, 20, 5000


def ten_private(name, size, noise):
    steps = round(15 * size / 64)
    return TEN.format(name) + (
        f"--train-size {size} --steps {steps} --weight-decay 0 --clipping-norm 1 --delta 1e-5 --noise-multiplier {noise}"
    )


# Of `account --target-epsilon 8` and `1`, at 64 of 898 and of 1500 records.
NOISE = {898: {8: 0.941, 1: 4.022}, 1500: {8: 0.824, 1: 3.152}}
TOP1, TOP5, SECOND = "identification_top1", "identification_top5", "second_identifier_top1"
SSIM, PSNR = "ssim_class_mean", "psnr_class_mean"
MEMBER, HELD_OUT, TEST = "ssim_nearest_member", "ssim_nearest_non_member", "test_accuracy"
CONTROL = {"control " + TOP1: (0.025, 0.025), "control " + SSIM: (0.56, 0.61)}

# name: (training options, attack options, {figure: (low, high)})
CONFIGURATIONS = {
    "I1 faces": (
        FACES, "",
        {TEST: (0.84, 0.91), PSNR: (23.3, 25), SSIM: (0.88, 0.93), SECOND: (0.95, 1), TOP1: (0.90, 1), MEMBER: (0.75, 0.81),
         HELD_OUT: (0.70, 0.76)} | CONTROL,
    ),
    # As published: with less decay a confidence is high sooner, and ascent without a prior rests nearer to the public mean.
    "I1 no prior": (FACES + " --weight-decay 0.03", BARE, {SSIM: (0.28, 0.42), PSNR: (8.5, 11.5)}),
    "I1 no prior at decay 0.01": (FACES, BARE, {}),
    "I2 epsilon 1": (
        PRIVATE + "18.2056", "", {"epsilon": (0.999, 1.001), TEST: (0, 0.15), TOP1: (0, 0.075), SSIM: (0.54, 0.59)},
    ),
    "I2 epsilon 8": (PRIVATE + "3.3942", "", {"epsilon": (7.99, 8.01), TEST: (0.45, 0.66), SECOND: (0.08, 0.45)}),
    "I2 epsilon 20": (PRIVATE + "1.745", "", {"epsilon": (19.9, 20.1), SECOND: (0.5, 0.92)}),
    "I2 epsilon 100": (
        PRIVATE + "0.61775", "", {"epsilon": (99.9, 100.1), TEST: (0.73, 0.85), TOP1: (0.56, 0.77), SSIM: (0.70, 0.77)},
    ),
    "I3 white box": (HIDDEN, "", {}),
    "I3 confidences": (HIDDEN, "--access confidences --queries 400", {TOP5: (0.85, 1), TOP1: (0.3, 0.75)}),
    "I3 rounded to 0.1": (HIDDEN, "--access confidences --answers rounded:0.1 --queries 400", {}),
    "I3 rounded to 0.5": (HIDDEN, "--access confidences --answers rounded:0.5 --queries 400", {TOP5: (0, 0.85)}),
    "I3 top 3": (HIDDEN, "--access confidences --answers top:3 --queries 400", {}),
    "I3 labels": (HIDDEN, f"--access label --queries {ALL_LABELS}", {TOP5: (0.82, 1), SSIM: (0.68, 0.76)}),
}  # fmt: skip
# Rounded answers: how far from the exact ones.
BESIDE_EXACT = {"I3 rounded to 0.1": 0.12}

# name: (training options, published second identifier, published SSIM). Of the catalog's defaults, without decay, none is published.
TEN_CLASSES = {
    "digits": ("--dataset digits", None, None),
    "digits mlp wd 1e-2": (TEN_HIDDEN.format("digits"), 1.00, 0.90),
    "digits wd 3e-2": (TEN.format("digits") + "--train-size 898 --weight-decay 0.03 --steps 1000", 1.00, 0.91),
    "digits epsilon 8": (ten_private("digits", 898, NOISE[898][8]), 1.00, 0.89),
    "digits epsilon 1": (ten_private("digits", 898, NOISE[898][1]), 0.40, 0.74),
    "mnist": ("--dataset mnist", None, None),
    "mnist mlp wd 1e-2": (TEN_HIDDEN.format("mnist"), None, 0.75),
    "mnist wd 3e-2": (TEN.format("mnist") + "--train-size 1500 --weight-decay 0.03 --steps 1000", 1.00, 0.84),
    "mnist epsilon 8": (ten_private("mnist", 1500, NOISE[1500][8]), 1.00, 0.74),
    "mnist epsilon 1": (ten_private("mnist", 1500, NOISE[1500][1]), 0.85, 0.60),
    "fashion": ("--dataset fashion", None, None),
    "fashion mlp wd 1e-2": (TEN_HIDDEN.format("fashion"), None, 0.60),
    "fashion wd 3e-2": (TEN.format("fashion") + "--train-size 1500 --weight-decay 0.03 --steps 1000", 1.00, 0.66),
    "fashion epsilon 8": (ten_private("fashion", 1500, NOISE[1500][8]), 0.70, 0.57),
    "fashion epsilon 1": (ten_private("fashion", 1500, NOISE[1500][1]), 0.35, 0.46),
}


def run(binary, *words):
    command = [binary, *words]
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {shlex.join(command)}\n{finished.stderr.strip()}")
    return json.loads(finished.stdout)


def attack(binary, training, attacking, seed, folder):
    """The report of the attack on the run that the log of a training replays."""
    log = os.path.join(folder, f"{hash(training):x}-{seed}.log")
    words = [*shlex.split(training), "--seed", str(seed)]
    if not os.path.exists(log):
        run(binary, "train", *words, "--log", log, "--format", "json")
    return run(binary, "attack", "inversion", "--replay", log, *shlex.split(attacking), "--format", "json")


def figure(report, name):
    return report["control"][name.removeprefix("control ")] if name.startswith("control ") else report[name]


def faults(name, report, attacking):
    """What holds of every report, whatever the seed."""
    found = []
    black_box = "--access" in attacking
    pictures = report["pictures"]
    if len(pictures) != (DRAWN if black_box else PEOPLE):
        found.append(f"{name}: {len(pictures)} people are drawn")
    asked = int(attacking.split()[-1]) if "--queries" in attacking else 0
    if report["queries"] != asked:
        found.append(f"{name}: {report['queries']} queries, and {asked} were asked for")
    for key, share in (("recognised", TOP1), ("second_identifier", SECOND)):
        judged = [picture[key] for picture in pictures if picture[key] is not None]
        if abs(sum(judged) / len(judged) - report[share]) > 1e-9:
            found.append(f"{name}: {share} is not the mean of the pictures")
    similar = [picture[SSIM] for picture in pictures if picture[SSIM] is not None]
    if abs(statistics.fmean(similar) - report[SSIM]) > 1e-9:
        found.append(f"{name}: {SSIM} is not the mean of the pictures")
    if black_box and report["control"][TOP1] > 1 / DRAWN:
        found.append(f"{name}: the control is recognised as {report['control'][TOP1] * DRAWN:.0f} people")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--only", help="names of configurations with commas between")
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else [*CONFIGURATIONS, *TEN_CLASSES]

    lines, ten, wrong, means = [], [], [], {}
    columns = [TEST, TOP1, TOP5, SECOND, SSIM, PSNR, MEMBER, HELD_OUT, "seconds"]
    overview = []
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            training, attacking, intervals = CONFIGURATIONS.get(name) or (TEN_CLASSES[name][0], "", {})
            reports = [attack(options.binary, training, attacking, seed, folder) for seed in SEEDS]
            print(f"{name}: {statistics.median(report['seconds'] for report in reports):.3f} s", file=sys.stderr, flush=True)
            cells = []
            for column in columns:
                values = [report[column] for report in reports if report[column] is not None]
                means[name, column] = statistics.fmean(values) if values else None
                cells.append(f"{means[name, column]:.3f}" if values else "")
            overview.append(f"| {name} | {' | '.join(cells)} |")
            for quantity, (low, high) in intervals.items():
                values = [figure(report, quantity) for report in reports]
                mean = statistics.fmean(values)
                inside = low - 1e-9 <= mean <= high + 1e-9
                if quantity == "control " + TOP1:
                    inside = all(abs(value - low) < 1e-9 for value in values)
                if not inside:
                    wrong.append(f"{name} {quantity}")
                lines.append(
                    f"| {name} | {quantity} | {mean:.3f} | {statistics.stdev(values):.3f} | [{low:.3f}, {high:.3f}] "
                    f"| {'yes' if inside else '**no**'} |"
                )
            if name in CONFIGURATIONS:
                for report in reports:
                    wrong += faults(f"{name} seed {report['seed']}", report, attacking)
            else:
                _, second, similarity = TEN_CLASSES[name]
                published, like = ("" if value is None else f"{value:.2f}" for value in (second, similarity))
                epsilon = reports[0]["epsilon"]
                ten.append(
                    f"| {name} | {'' if epsilon is None else f'{epsilon:.2f}'} | {means[name, TEST]:.3f} "
                    f"| {means[name, SECOND]:.2f} | {published} | {means[name, TOP1]:.2f} | {means[name, SSIM]:.3f} | {like} |"
                )
    for name, distance in BESIDE_EXACT.items():
        if name in chosen and "I3 confidences" in chosen:
            for quantity in (TOP1, TOP5):
                exact, mean = means["I3 confidences", quantity], means[name, quantity]
                inside = abs(mean - exact) <= distance
                if not inside:
                    wrong.append(f"{name} {quantity}")
                lines.append(
                    f"| {name} | {quantity} | {mean:.3f} | | [{exact - distance:.3f}, {exact + distance:.3f}] "
                    f"| {'yes' if inside else '**no**'} |"
                )
    print(f"| run | quantity | mean of {len(SEEDS)} seeds | sd | interval | inside |")
    print("|---|---|---:|---:|---|---|")
    print("\n".join(lines))
    print(f"\n| run | {' | '.join(columns)} |")
    print(f"|---|{'---:|' * len(columns)}")
    print("\n".join(overview))
    if ten:
        print("\n| ten classes | epsilon | test accuracy | second identifier | published | first identifier | SSIM | published |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        print("\n".join(ten))
    if wrong:
        sys.exit(f"Outside: {', '.join(wrong)}.")


if __name__ == "__main__":
    main()
