"""Scores of the reference-model attacks, figures of ROC curves and their intervals, from NumPy and SciPy.

It makes `membership_scores.json`, which the tests of Attacks and Statistics hold the program to: scores to 1e-9, ROC
figures (scikit-learn's) to 1e-12, intervals (those of `interval_coverage.py`, and Clopper and Pearson's by SciPy) to 1e-9.
The formulas are written from the papers:

* LiRA (Carlini et al., arXiv:2112.03570) on margins phi = ln p_y - ln sum of the other p. Online: ln N(phi; mu_in, v_in)
  - ln N(phi; mu_out, v_out). Offline: (phi - mu_out) / sd_out, the argument of the one-sided tail. A variance is a
  candidate's own, or pooled *within* candidates: all squared deviations from their own candidate's mean / sum of
  (count - 1), one for the models with the candidate and one for those without. A candidate's own is s2 = sum of squared
  deviations / nu, nu = count - 1, drawn towards a common one, (nu0 s0 + nu s2) / (nu0 + nu), with s0 and nu0 by the
  moments of ln s2 (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004, section 6.2). Squashed: pooled, on tanh(phi / 4).
* RMIA (Zarifzadeh et al., arXiv:2312.03262): ln p_y - ln p(x). Offline p(x) = ((1 + a) pbar_out + 1 - a) / 2, a = 0.3;
  online p(x) = (pbar_in + pbar_out) / 2; pbar over all models of a side.
* Difficulty calibration (Watson et al., arXiv:2111.08440) of the loss, by the mean over models without the candidate.
* Attack R (Ye et al., arXiv:2111.09679): the share of models without the candidate whose margin is lower, ties one half.

Margins go from -60 to 800, where confidences round to 0 and 1 in double precision.

    venv/bin/python Tests/ReferenceValues/membership_scores.py                       # writes the file beside it
    venv/bin/python Tests/ReferenceValues/membership_scores.py --scores scores.csv --reference-margins margins.csv \\
        --reference-inclusion inclusion.csv --report report.json                     # compares a report with its files
"""

import argparse
import csv
import json
import pathlib
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, log_expit, logsumexp, polygamma
from scipy.stats import beta, norm
from sklearn.metrics import roc_auc_score, roc_curve

from interval_coverage import figures

FLOOR = 1e-12
A = 0.3
SCALE = 4
PRIOR = 0.1


def sides(references, includes):
    """For each candidate the margins of the models with it, and of those without, in the order of the models."""
    with_it = [references[includes[:, i], i] for i in range(references.shape[1])]
    without = [references[~includes[:, i], i] for i in range(references.shape[1])]
    return with_it, without


def means(side):
    return np.array([np.mean(values) for values in side])


def own_variance(side):
    variance = np.maximum(FLOOR, [np.var(values, ddof=1) for values in side])
    freedom = np.array([len(values) - 1 for values in side])
    logs = np.log(np.maximum(variance, 1e-5 * np.sort(variance)[len(side) // 2]))
    logs += np.log(freedom / 2) - digamma(freedom / 2)
    excess = np.var(logs, ddof=1) - np.mean(polygamma(1, freedom / 2))
    if excess <= 0:
        return pooled_variance(side)
    half = brentq(lambda x: polygamma(1, x) - excess, 1e-6, 1e9, xtol=1e-14, rtol=1e-15)
    scale = np.exp(np.mean(logs) + digamma(half) - np.log(half))
    return (2 * half * scale + freedom * variance) / (2 * half + freedom)


def squashed(side):
    return [np.tanh(values / SCALE) for values in side]


def pooled_variance(side):
    squares = sum(np.sum((values - np.mean(values)) ** 2) for values in side)
    return np.full(len(side), max(FLOOR, squares / sum(len(values) - 1 for values in side)))


def lira_online(target, with_it, without, variance):
    inside = norm.logpdf(target, means(with_it), np.sqrt(variance(with_it)))
    return inside - norm.logpdf(target, means(without), np.sqrt(variance(without)))


def lira_offline(target, without, variance):
    return (target - means(without)) / np.sqrt(variance(without))


def log_mean_confidence(side):
    return np.array([logsumexp(log_expit(values)) - np.log(len(values)) for values in side])


def rmia_offline(target, without):
    confidence = np.exp(log_mean_confidence(without))
    return log_expit(target) - np.log(((1 + A) * confidence + 1 - A) / 2)


def rmia_online(target, with_it, without):
    both = np.logaddexp(log_mean_confidence(with_it), log_mean_confidence(without)) - np.log(2)
    return log_expit(target) - both


def calibration(target, without):
    return log_expit(target) - np.array([np.mean(log_expit(values)) for values in without])


def reference(target, without):
    return np.array([np.mean(v < t) + np.mean(v == t) / 2 for t, v in zip(target, without)])


def attack_scores(target, references, includes):
    with_it, without = sides(references, includes)
    return {
        "loss_threshold": log_expit(target),
        "reference": reference(target, without),
        "calibration": calibration(target, without),
        "lira_offline": lira_offline(target, without, pooled_variance),
        "lira_online": lira_online(target, with_it, without, pooled_variance),
        "lira_offline_squashed": lira_offline(np.tanh(target / SCALE), squashed(without), pooled_variance),
        "lira_online_squashed": lira_online(
            np.tanh(target / SCALE), squashed(with_it), squashed(without), pooled_variance
        ),
        "lira_offline_per_example": lira_offline(target, without, own_variance),
        "lira_online_per_example": lira_online(target, with_it, without, own_variance),
        "rmia_offline": rmia_offline(target, without),
        "rmia_online": rmia_online(target, with_it, without),
    }


def clopper_pearson(successes, trials, confidence=0.95):
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else beta.ppf(tail, successes, trials - successes + 1)
    high = 1.0 if successes == trials else beta.ppf(1 - tail, successes + 1, trials - successes)
    return float(low), float(high)


def roc(scores, member, prior=0.5):
    """The figures of `interval_coverage.py`, after scikit-learn's area and rates; and its points."""
    computed = figures(scores[member], scores[~member], prior)
    false_rates, true_rates, _ = roc_curve(member, scores, drop_intermediate=False)
    assert abs(computed["auc"] - roc_auc_score(member, scores)) < 1e-12
    for limit, rate in computed["tpr_at_fpr"].items():
        assert rate is None or abs(rate["value"] - true_rates[false_rates <= float(limit) + 1e-15].max()) < 1e-12
    return computed | {"points": [[float(f), float(t)] for f, t in zip(false_rates, true_rates)]}


def fixture():
    random = np.random.default_rng(1508)
    candidates, models = 40, 12
    includes = np.zeros((models, candidates), dtype=bool)
    for candidate in range(candidates):
        # Mostly halves, and some candidates with as few as two models on a side.
        count = models // 2 if candidate % 4 else [2, 3, 10, 9][candidate // 4 % 4]
        includes[random.choice(models, count, replace=False), candidate] = True
    hardness = random.normal(2, 3, candidates)
    references = hardness + 2.5 * includes + random.normal(0, 1.3, (models, candidates))
    member = np.arange(candidates) % 2 == 0
    target = hardness + 2.5 * member + random.normal(0, 1.3, candidates)
    # Confidences that round to one and to zero; margins that are equal.
    target[:4], references[:, :4] = [800, -60, 40, 36.5], references[:, :4] * 10
    references[:, 4] = np.round(references[:, 4])
    target[4] = references[0, 4]
    target, references = np.round(target, 6), np.round(references, 6)

    curves = []
    noisy = np.random.default_rng(77)
    for members, others, levels in [(1000, 1000, None), (1000, 1000, 7), (600, 600, None), (37, 1203, 25), (3, 5, 2)]:
        scores = np.concatenate([noisy.normal(0.8, 1, members), noisy.normal(0, 1, others)])
        # Four digits each keep the file short.
        scores = np.round(scores, 4) if levels is None else np.round(scores * levels / 4) / levels
        is_member = np.arange(members + others) < members
        expected = roc(scores, is_member, PRIOR)
        points = expected.pop("points")
        expected["point_count"] = len(points)
        expected["points"] = points[:: max(1, len(points) // 12)]
        curves.append({"members": scores[:members].tolist(), "others": scores[members:].tolist(), "figures": expected})
    intervals = []
    for successes, trials, confidence in [
        (5, 100, 0.95), (50, 100, 0.95), (0, 1000, 0.95), (1, 1000, 0.95), (1000, 1000, 0.95), (7, 10, 0.95), (1, 1, 0.95),
        (0, 1, 0.95), (3, 4000, 0.99), (99999, 100000, 0.95), (123, 600, 0.9), (500, 1000000, 0.95), (2, 3, 0.5),
        (999999, 2000000, 0.999),
    ]:  # fmt: skip
        low, high = clopper_pearson(successes, trials, confidence)
        intervals.append({"successes": successes, "trials": trials, "confidence": confidence, "low": low, "high": high})
    return {
        "target": target.tolist(),
        "member": member.astype(int).tolist(),
        "references": references.tolist(),
        "includes": includes.astype(int).tolist(),
        "scores": {name: values.tolist() for name, values in attack_scores(target, references, includes).items()},
        "curves": curves,
        "intervals": intervals,
    }


def read_matrix(path):
    with open(path, newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    try:
        [float(cell) for cell in rows[0]]
    except ValueError:
        rows = rows[1:]
    return np.array([[float(cell) for cell in row] for row in rows])


def compare(options):
    with open(options.scores, newline="") as file:
        rows = list(csv.DictReader(file))
    member = np.array([row["member"].lower() in ("1", "true") for row in rows])
    target = np.array([float(row["margin"]) for row in rows])
    if options.reference_margins:
        references = read_matrix(options.reference_margins)
        scores = attack_scores(target, references, read_matrix(options.reference_inclusion) > 0.5)
    else:
        scores = {"loss_threshold": log_expit(target)}
    with open(options.report) as file:
        report = json.load(file)
    methods = {method["name"]: method for method in report["methods"]}
    wrong = []
    for name, values in scores.items():
        if name not in methods:
            continue
        computed, reported = roc(values, member, report["prior"]), methods[name]
        pairs = [(key, computed[key], reported[key]) for key in ("auc", "auc_low", "auc_high")]
        for figure in ("tpr_at_fpr", "precision_at_fpr"):
            for limit, rate in computed[figure].items():
                found = reported[figure][limit]
                if (rate is None) != (found is None):
                    wrong.append(f"{name} {figure} {limit}")
                elif rate:
                    pairs += [(f"{figure} {limit} {key}", rate[key], found[key]) for key in rate]
        largest = max(abs(a - b) for _, a, b in pairs)
        print(f"{name:26} AUC {computed['auc']:.6f}   largest difference {largest:.1e}")
        wrong += [f"{name} {key}" for key, a, b in pairs if not abs(a - b) < 1e-9]
    if wrong:
        sys.exit(f"The report disagrees in {', '.join(wrong)}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scores")
    parser.add_argument("--reference-margins")
    parser.add_argument("--reference-inclusion")
    parser.add_argument("--report", help="what `attack membership --format json` wrote for the same files")
    options = parser.parse_args()
    if options.scores:
        compare(options)
    else:
        path = pathlib.Path(__file__).with_suffix(".json")
        path.write_text(json.dumps(fixture(), separators=(",", ":")) + "\n")
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
