"""Recomputes the AUC and the TPR of the loss attack from a --scores file, with their intervals, and compares with the report.

It proves `membership.loss_threshold`: the AUC against scikit-learn's, and the 95 % intervals against those of
`interval_coverage.py`, all to 1e-9. It fails if one disagrees.

    python3 -m venv venv && venv/bin/pip install numpy scipy scikit-learn
    glasshouse train --dataset digits --format json --scores scores.csv > report.json
    venv/bin/python scores_auc.py scores.csv --report report.json
"""

import argparse
import csv
import json
import sys

import numpy as np
from sklearn.metrics import roc_auc_score

from interval_coverage import figures

TOLERANCE = 1e-9


def read_scores(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    member = np.array([row["member"].lower() in ("1", "true") for row in rows])
    loss = np.array([float(row["loss"]) for row in rows])
    return member, loss


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores")
    parser.add_argument("--report", help="what `train --format json` wrote for the same run")
    options = parser.parse_args()

    member, loss = read_scores(options.scores)
    found = figures(-loss[member], -loss[~member], prior=0.5)
    computed = {"auc": roc_auc_score(member, -loss), "auc_low": found["auc_low"], "auc_high": found["auc_high"]}
    rate = found["tpr_at_fpr"]["0.01"] or {"value": None, "low": None, "high": None}
    computed |= {f"tpr_at_1_percent_fpr{end}": rate[key] for end, key in (("", "value"), ("_low", "low"), ("_high", "high"))}
    print(f"{member.sum()} members, {(~member).sum()} others")
    if abs(found["auc"] - computed["auc"]) > TOLERANCE:
        sys.exit(f"This script's AUC {found['auc']!r} is not scikit-learn's {computed['auc']!r}.")

    reported = {}
    if options.report:
        with open(options.report) as file:
            reported = json.load(file)["membership"]["loss_threshold"]
    wrong = []
    for key, value in computed.items():
        line = f"{key:25} {value}"
        if value is None or reported.get(key, 0) is None:
            if options.report and reported.get(key, 0) is not value:
                wrong.append(key)
        elif key in reported:
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
