#!/usr/bin/env python3
"""Federated averaging, its noise and its prices over five seeds, against an independent implementation in NumPy.

Trains digits, ACTG 175 and Adult by clients with `train`, prices 50 rounds with `train` too, attacks runs with clients and
without with `attack membership`, and fails where a statement below does not hold. The bounds are those that the independent
implementation's own five seeds allowed (mean ± 1.9 deviations ± .01), or, where it says so, theory.

    python3 federated_findings.py --binary .build/release/glasshouse [--seeds 5]    # three minutes on two cores
"""

import argparse
import json
import math
import statistics
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--binary", default=".build/release/glasshouse")
parser.add_argument("--seeds", type=int, default=5)
arguments = parser.parse_args()
failures = []
DATA = {
    "digits": ["--dataset", "digits", "--train-size", "1200", "--inclusion", "1"],
    "adult": ["--dataset", "adult", "--train-size", "8000", "--inclusion", "1"],
    "actg175": ["--dataset", "actg175", "--train-size", "1600", "--inclusion", "1"],
}


def run(*options, status=0):
    done = subprocess.run(
        [arguments.binary, *map(str, options), "--format", "json"], capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout) if status == 0 else done.stderr


def check(text, value, low=None, high=None):
    holds = (low is None or value >= low) and (high is None or value <= high)
    wanted = " and ".join(([f">= {low}"] if low is not None else []) + ([f"<= {high}"] if high is not None else []))
    print(f"{'holds' if holds else 'FAILS'} {text}: {value:.4g} ({wanted})", flush=True)
    if not holds:
        failures.append(text)


def options(**named):
    return [word for name, value in named.items() for word in ("--" + name.replace("_", "-"), value)]


def trained(data, **settings):
    return [run("train", *DATA[data], *options(seed=seed, **settings)) for seed in range(1, arguments.seeds + 1)]


def mean(values):
    return statistics.mean(values)


def curves(data, **settings):
    """Mean of the last ten rounds, median round to .90, accuracy after round 10, mean jump between the last rounds."""
    all = [report["accuracy_by_round"] for report in trained(data, **settings)]
    reached = lambda a: next((i + 1 for i, x in enumerate(a) if x >= 0.9), math.inf)
    return (
        mean(mean(a[-10:]) for a in all), statistics.median(map(reached, all)), mean(a[9] for a in all),
        mean(mean(abs(y - x) for x, y in zip(a[-20:], a[-19:])) for a in all))


print("federated averaging: digits, mlp:64, E=5, B=10, 80 rounds")
fedavg = dict(network="mlp:64", learning_rate=0.1, steps=80, local_epochs=5, local_batch=10)
even = curves("digits", clients=30, participation=0.3, partition="iid", **fedavg)
skew = curves("digits", clients=30, participation=0.3, partition="dirichlet:0.1", **fedavg)
check("F1 iid, mean of the last 10 rounds", even[0], 0.936, 0.982)
check("F1 iid, rounds to .90", even[1], 3, 9)
check("F2 Dirichlet .1, mean of the last 10 rounds", skew[0], 0.908, 0.958)
check("F2 Dirichlet .1, rounds to .90", skew[1], 15, 40)
check("F1 - F2 after round 10", even[2] - skew[2], 0.08)
half = curves("digits", clients=30, participation=0.3, partition="dirichlet:0.5", **fedavg)
check("the default, Dirichlet .5, after round 10 (.89 there)", half[2], 0.84, 0.94)
few = curves("digits", clients=30, participation=0.1, partition="dirichlet:0.1", **fedavg)
all = curves("digits", clients=30, participation=1, partition="dirichlet:0.1", **fedavg)
check("few participants and skew: the curve jumps, over all taking part (.023 to .001 there)", few[3] / all[3], 4)
check("few participants and skew: mean of the last 10 rounds, below all's by (.035 there)", all[0] - few[0], 0.01)
many = curves("digits", clients=100, participation=1, partition="iid", **fedavg)
ten = curves("digits", clients=10, participation=1, partition="iid", **fedavg)
check("many clients are slow: rounds to .90 of 100 over those of 10 (10 to 2 there)", many[1] / ten[1], 2)
once = curves("digits", clients=30, participation=0.3, partition="iid", **{**fedavg, "local_epochs": 1})
check("E=1 needs more rounds to .90 than E=5, times (23 to 5 there)", once[1] / even[1], 2.5)

print("noise of the server's: linear, iid, E=1, full batch, everybody takes part, 50 rounds")
noisy = dict(
    network="linear", partition="iid", participation=1, local_epochs=1, local_batch="full", steps=50, delta=1e-5)
Z = {8: 4.245, 2: 14.099}


def private(data, clients, norm, epsilon, rate=1, server=1, **more):
    reports = trained(
        data, clients=clients, clipping_norm=norm, noise_multiplier=Z[epsilon], learning_rate=rate, server_rate=server,
        **noisy, **more)
    assert all_equal(r["epsilon"] for r in reports)
    return mean(r["test_accuracy"] for r in reports), reports


def all_equal(values):
    return len(set(values)) == 1


table = dict(rate=0.5, server=3)
check("F3 digits, 100 clients, ε 8", private("digits", 100, 1, 8)[0], 0.885, 0.947)
check("F3 digits, 100 clients, ε 2", private("digits", 100, 0.3, 2)[0], 0.794, 0.878)
check("F3 digits, 30 clients, ε 8", private("digits", 30, 0.3, 8)[0], 0.840, 0.928)
check("F3 digits, 30 clients, ε 2", private("digits", 30, 0.3, 2)[0], 0.25, 0.53)
check("F3 adult, 30 clients, ε 8", private("adult", 30, 0.1, 8, **table)[0], 0.817, 0.849)
check("F3 actg175, 100 clients, ε 8", private("actg175", 100, 0.1, 8, **table)[0], 0.747, 0.817)
check("digits, 300 clients, ε 2 (.833 there)", private("digits", 300, 0.3, 2)[0], 0.79, 0.89)
check("adult, 100 clients, ε 8 (.840 there)", private("adult", 100, 0.1, 8, **table)[0], 0.822, 0.858)

print("a clipping norm that follows the median, from .1")
accuracy, reports = private("digits", 100, 0.1, 8, adaptive_clipping=0.5)
check("adaptive clipping, digits, 100 clients, ε 8 (.905 there)", accuracy, 0.87, 0.95)
check("adaptive clipping, final norm (.54 there)", mean(r["clipping_norm_last"] for r in reports), 0.4, 0.7)
check("adaptive clipping costs no ε", reports[0]["epsilon"] / 8, 0.995, 1.005)
complaint = run(
    "train", *DATA["digits"],
    *options(clients=100, noise_multiplier=14.099, clipping_norm=0.1, adaptive_clipping=0.5, **noisy), status=1)
check("adaptive clipping at z 14.1 of 100 clients is refused in a sentence", complaint.count("Error: "), 1, 1)
assert "one below 10" in complaint, complaint

print("ε of 50 rounds at the noise multipliers of theory, which may be off by half a percent")
multipliers = {
    1: (26.381, 14.099, 7.646, 4.245), 0.5: (13.32, 7.19, 3.97, 2.27), 0.1: (2.93, 1.75, 1.145, 0.803)}


def priced(z, q, **more):
    return run(
        "train", "--dataset", "digits", "--train-size", 20, "--clients", 20,
        *options(**{**noisy, "participation": q, "noise_multiplier": z, **more}))


for q, row in multipliers.items():
    for epsilon, z in zip((1, 2, 4, 8), row):
        # The multiplier whose ε it is lies within half a percent: ε falls as z rises.
        low, high = (priced(z * factor, q)["epsilon"] for factor in (1.005, 0.995))
        check(f"q {q}, z {z}: ε {epsilon} lies among those of z ± .5 %", epsilon, low, high)
distributed = priced(2.27, 0.5, privacy="distributed", aggregation="secure", steps=1)
full = priced(2.27, 1, steps=1)
check("distributed noise pays for everybody who takes part: ε at q .5 over that at q 1", distributed["epsilon"] / full["epsilon"], 1, 1)

print("the same z added by others: digits, linear, 30 clients, C .3, ε 8")
central, _ = private("digits", 30, 0.3, 8)
shares, [report, *_] = private("digits", 30, 0.3, 8, privacy="distributed", aggregation="secure")
own, _ = private("digits", 30, 0.3, 8, privacy="local")
check("central less distributed, whose survivors are more than must be (√(30/21) of the noise)", central - shares, -0.01, 0.08)
check("local, 2 √30 of the noise", own, 0.05, 0.3)
check("distributed sums are exact", report["aggregation"]["exact"], 1, 1)

print("membership by loss and by LiRA, 600 members, beside a run in one place")


def attacked(*more):
    found = []
    for seed in range(1, arguments.seeds + 1):
        report = run(
            "attack", "membership", "--dataset", "digits", "--method", "loss_threshold,lira_offline,lira_online",
            "--shadows", 16, "--seed", seed, *more)
        found.append({method["name"]: method["auc"] for method in report["methods"]} | {"test": report["test_accuracy"]})
    print("      " + " ".join(map(str, more)) + ":", {key: round(mean(f[key] for f in found), 3) for key in found[0]})
    return {key: mean(f[key] for f in found) for key in found[0]}


single = attacked()
federated = attacked("--clients", 30)
longer = attacked("--clients", 30, "--steps", 300)
check("in one place, LiRA AUC", single["lira_offline"], 0.6)
for method in ["loss_threshold", "lira_offline", "lira_online"]:
    check(f"80 rounds leak no more than one place, {method} AUC", federated[method] - single[method], high=0.01)
check("LiRA finds members of a federation", federated["lira_offline"], 0.55)
check("LiRA finds more than the loss in a federation", federated["lira_offline"] - federated["loss_threshold"], 0.02)
check("more rounds leak more, LiRA AUC", longer["lira_offline"] - federated["lira_offline"], 0.01)

print("all hold" if not failures else f"{len(failures)} do not hold")
sys.exit(bool(failures))
