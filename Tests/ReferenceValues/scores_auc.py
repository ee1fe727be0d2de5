"""Recomputes the AUC of the loss attack from a --scores file, and its DeLong interval, and compares with the report.

It proves `membership.loss_threshold`: the AUC against scikit-learn's, and the 95 % interval against this file's own
reading of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), both to 1e-9. It fails if either disagrees.

    python3 -m venv venv && venv/bin/pip install numpy scipy scikit-learn
    glasshouse train --dataset digits --format json --scores scores.csv > report.json
    venv/bin/python scores_auc.py scores.csv --report report.json
"""

import argparse
import csv
import json
import sys

import numpy as np
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

TOLERANCE = 1e-9


def read_scores(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    member = np.array([row["member"].lower() in ("1", "true") for row in rows])
    loss = np.array([float(row["loss"]) for row in rows])
    return member, loss


def placements(scores, others):
    """For each score, the fraction of `others` below it, a tie counting one half."""
    others = np.sort(others)
    below = np.searchsorted(others, scores, side="left")
    not_above = np.searchsorted(others, scores, side="right")
    return (below + not_above) / (2 * len(others))


def delong(members, others, level=0.95):
    """The AUC and its interval. DeLong's V10 belongs to each member, his V01 to each non-member."""
    v10 = placements(members, others)
    v01 = 1 - placements(others, members)
    auc = v10.mean()
    variance = v10.var(ddof=1) / len(members) + v01.var(ddof=1) / len(others)
    half = norm.ppf((1 + level) / 2) * np.sqrt(variance)
    return auc, max(0.0, auc - half), min(1.0, auc + half)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores")
    parser.add_argument("--report", help="what `train --format json` wrote for the same run")
    options = parser.parse_args()

    member, loss = read_scores(options.scores)
    auc, low, high = delong(-loss[member], -loss[~member])
    computed = {"auc": roc_auc_score(member, -loss), "auc_low": low, "auc_high": high}
    print(f"{member.sum()} members, {(~member).sum()} others")
    if abs(auc - computed["auc"]) > TOLERANCE:
        sys.exit(f"This script's AUC {auc!r} is not scikit-learn's {computed['auc']!r}.")

    reported = {}
    if options.report:
        with open(options.report) as file:
            reported = json.load(file)["membership"]["loss_threshold"]
    wrong = []
    for key, value in computed.items():
        line = f"{key:8} {value:.12f}"
        if key in reported:
            difference = reported[key] - value
            line += f"   reported {reported[key]:.12f}   difference {difference:+.1e}"
            if not abs(difference) <= TOLERANCE:
                wrong.append(key)
        elif options.report:
            wrong.append(key)
        print(line)
    if wrong:
        sys.exit(f"The report disagrees in {', '.join(wrong)}.")


if __name__ == "__main__":
    main()
