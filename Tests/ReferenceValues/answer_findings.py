"""Attacks one model through fifteen doors, with sixteen shadow models that answer through the same one, and compares online
LiRA's AUC with those of an independent PyTorch implementation (16 targets each): within 0.04 of it, which is three
deviations of a mean over two targets of ours and 16 of theirs, and 0.01 for how the two write a confidence that is not shown.

It proves that the door is one for target and shadows, and what a way of answering buys: two decimals and top-1
nothing, temperature and constant confidences a little, labels alone and noise on answers what questions buy back. Ten
noisy copies a record must find more than one question, and a hundred more than ten, in the mean of the data sets; so must
averaged answers. Test accuracy must be the same behind every door that keeps labels, for none has a part in training. The
table printed is Markdown; anything outside makes the script fail.

    swift build -c release
    python3 Tests/ReferenceValues/answer_findings.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import json
import statistics
import subprocess
import sys

DATASETS = {"actg": ["--dataset", "actg175"], "digits": ["--dataset", "digits", "--label-noise", "0.1"]}
METHODS = ["lira_online", "lira_online_squashed"]
NOISE = ["--answer-noise", "0.2", "--queries-per-record"]

# door: options, {data set: theirs}; none where they have none.
DOORS = {
    "full": ([], {"actg": 0.762, "digits": 0.743}),
    "decimals:3": (["--answers", "decimals:3"], {"actg": 0.788, "digits": 0.758}),
    "decimals:2": (["--answers", "decimals:2"], {"actg": 0.790, "digits": 0.759}),
    "decimals:1": (["--answers", "decimals:1"], {"actg": 0.775, "digits": 0.739}),
    "top:1": (["--answers", "top:1"], {"actg": 0.783, "digits": 0.746}),
    "temperature 5": (["--temperature", "5"], {"actg": 0.769, "digits": 0.722}),
    "memguard 0.2": (["--memguard", "0.2"], {"actg": 0.760, "digits": 0.720}),
    "memguard 0.5": (["--memguard", "0.5"], {"actg": 0.736, "digits": 0.692}),
    "memguard 1": (["--memguard", "1"], {"actg": 0.714, "digits": 0.670}),
    "label, 1 question": (["--answers", "label"], {"actg": 0.713, "digits": 0.667}),
    "label, 10 copies": (["--answers", "label", "--queries-per-record", "10"], {"actg": 0.736, "digits": 0.722}),
    "label, 100 copies": (["--answers", "label", "--queries-per-record", "100"], {"actg": 0.752, "digits": 0.746}),
    "noise 0.2, 1 answer": (NOISE + ["1"], {"actg": 0.721, "digits": 0.679}),
    "noise 0.2, 10 answers": (NOISE + ["10"], {"actg": 0.751, "digits": 0.714}),
    "noise 0.2, 100 answers": (NOISE + ["100"], {"actg": 0.772, "digits": 0.741}),
}

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--seeds", type=int, default=2)
options = arguments.parse_args()


def attack(dataset, door, seed):
    """The report of an attack on one run."""
    line = [options.binary, "attack", "membership", *DATASETS[dataset], "--shadows", "16", "--seed", str(seed)]
    line += ["--method", ",".join(METHODS), *DOORS[door][0], "--format", "json"]
    return json.loads(subprocess.run(line, capture_output=True, check=True, text=True).stdout)


failures = []
means = {}
print("| door | " + " | ".join(f"{dataset}: theirs | ours | squashed" for dataset in DATASETS) + " | questions a record |")
print("|---|" + "---:|" * (3 * len(DATASETS) + 1))
for door, (given, theirs) in DOORS.items():
    cells = []
    asked = None
    for dataset in DATASETS:
        reports = [attack(dataset, door, seed) for seed in range(1, options.seeds + 1)]
        for method in METHODS:
            found = [[m["auc"] for m in report["methods"] if m["name"] == method][0] for report in reports]
            means[dataset, door, method] = statistics.mean(found)
        means[dataset, door, "accuracy"] = [report["test_accuracy"] for report in reports]
        ours = means[dataset, door, "lira_online"]
        if abs(ours - theirs[dataset]) > 0.04:
            failures.append(f"{dataset}, {door}: {ours:.3f}, and {theirs[dataset]:.3f} is theirs")
        if means[dataset, door, "accuracy"] != means[dataset, "full", "accuracy"]:
            failures.append(f"{dataset}, {door}: another test accuracy")
        asked = max(m["threat_model"]["answers_per_record"] for m in reports[0]["methods"])
        cells.append(f"{theirs[dataset]:.3f} | {ours:.3f} | {means[dataset, door, METHODS[1]]:.3f}")
    print(f"| {door} | " + " | ".join(cells) + f" | {asked} |", flush=True)


def mean(door):
    """Over the data sets, by the stronger of the two attacks."""
    return statistics.mean(max(means[dataset, door, method] for method in METHODS) for dataset in DATASETS)


for fewer, more in [
    ("label, 1 question", "label, 10 copies"), ("label, 10 copies", "label, 100 copies"),
    ("noise 0.2, 1 answer", "noise 0.2, 10 answers"), ("noise 0.2, 10 answers", "noise 0.2, 100 answers"),
    ("memguard 1", "memguard 0.5"), ("memguard 0.5", "memguard 0.2"), ("label, 1 question", "full"),
]:
    if mean(fewer) >= mean(more):
        failures.append(f"{fewer} gives {mean(fewer):.3f}, and {more} no more: {mean(more):.3f}")
print("\n".join(failures) if failures else "all inside")
sys.exit(bool(failures))
