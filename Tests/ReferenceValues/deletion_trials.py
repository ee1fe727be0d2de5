"""Deletes forty members of runs on actg175 and digits (one label in ten wrong), one at a time, and trains again each time.

A model that was never trained on a record answers it as other such models do. So the margin of a deleted record must fall into
the distribution that 64 shadow models give it, 32 of which were trained without it: at least 37 of 40 within three of its standard
deviations, which are computed here from the shadows' own margins and not taken from the program's z. It proves that what is
called a deletion leaves nothing of the record behind. Ten members of each run are drawn at random, ten are the most exposed.

How far the margins of its neighbours and of the most exposed others moved is printed beside how far they move between two
trainings of the same members.

    swift build -c release
    python3 Tests/ReferenceValues/deletion_trials.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

RUNS = {
    "actg175": "--dataset actg175 --network mlp:128 --steps 3000 --train-size 1000 --expected-batch-size 64",
    "digits, 10 % wrong": "--dataset digits --network mlp:64 --steps 2000 --train-size 600 --label-noise 0.1",
}
RANDOM_MEMBERS = EXPOSED_MEMBERS = 10
NEEDED = 37


def run(command):
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {' '.join(command)}\n{finished.stderr.strip()}")
    return finished.stdout


def members(binary, options, seed, folder):
    """The rows of the members, as the scores of the run have them."""
    path = os.path.join(folder, "scores.csv")
    run([binary, "train", *options, "--seed", str(seed), "--scores", path, "--format", "json"])
    with open(path, newline="") as file:
        return [int(row["index"]) for row in csv.DictReader(file) if row["member"] == "1"]


def attack(binary, options, seed, *more):
    command = [binary, "attack", "membership", *options, "--seed", str(seed), "--method", "loss_threshold,lira_online"]
    return json.loads(run([*command, "--shadows", "64", "--format", "json", *more]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    within = trials = outside = returned = 0
    print("| run | deleted | within 3 sd | z: median, farthest | margin before, after | neighbours: change, by chance | beyond chance "
          "| exposed: change, by chance | beyond chance |")
    print("|---|---|---:|---|---|---|---:|---|---:|")
    for name, words in RUNS.items():
        words = words.split()
        with tempfile.TemporaryDirectory() as folder:
            everybody = members(options.binary, words, options.seed, folder)
        drawn = random.Random(options.seed).sample(everybody, RANDOM_MEMBERS)
        listed = attack(options.binary, words, options.seed, "--records", str(EXPOSED_MEMBERS))["records"]
        summaries = {record["index"]: record for record in listed}
        for kind, rows in (("at random", drawn), ("most exposed", list(summaries))):
            deletions = [attack(options.binary, words, options.seed, "--delete", str(row))["deletion"] for row in rows]
            zs = [(d["margin_after"] - d["out_mean"]) / d["out_sd"] for d in deletions]
            for row, deletion, z in zip(rows, deletions, zs):
                assert deletion["index"] == row and deletion["out_count"] == 32
                assert abs(deletion["z"] - z) < 1e-9
                # The list and the deletion speak of the same distribution.
                if row in summaries:
                    assert abs(summaries[row]["out_mean"] - deletion["out_mean"]) < 1e-9
                    assert abs(summaries[row]["margin"] - deletion["margin_before"]) < 1e-9
            within += sum(abs(z) <= 3 for z in zs)
            # Where a margin lay among those already, deleting its record was no trial.
            far = [z for d, z in zip(deletions, zs) if abs(d["z_before"]) > 3]
            outside += len(far)
            returned += sum(abs(z) <= 3 for z in far)
            trials += len(zs)

            def moved(key):
                changes = [change for d in deletions for change in d[key]]
                mean = statistics.fmean(abs(c["change"]) for c in changes)
                chance = statistics.fmean(c["control"] for c in changes)
                beyond = statistics.fmean(c["beyond_control"] for c in changes)
                return f"{mean:.2f}, {chance:.2f} | {100 * beyond:.0f} %"

            before, after = (statistics.fmean(d[f"margin_{when}"] for d in deletions) for when in ("before", "after"))
            print(
                f"| {name} | {kind} | {sum(abs(z) <= 3 for z in zs)} of {len(zs)} "
                f"| {statistics.median(zs):+.2f}, {max(zs, key=abs):+.2f} | {before:.1f}, {after:.1f} "
                f"| {moved('neighbours')} | {moved('exposed')} |",
                flush=True,
            )
    print(f"\n{within} of {trials} within three standard deviations; {NEEDED} are needed.")
    print(f"{outside} of them lay outside before they were deleted, and {returned} of these came back.")
    sys.exit(within < NEEDED)


if __name__ == "__main__":
    main()
