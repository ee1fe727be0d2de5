"""Attribute attacks on made-up records, by NumPy, scikit-learn and SciPy: makes attribute_scores.json.

It proves the formulas: what a linear model answers about records completed with each value, the imputers (scikit-learn's logistic
regression; of two values its penalty falls on the difference of two rows of weights, so that C is 2 there), Fredrikson's, Yeom's
and the combined scores, modified entropy, the comparison with a second model, what labels alone tell by a confusion matrix, and
accuracies with their intervals (SciPy), AUCs (scikit-learn) and the interval of a paired gain.

    python3 Tests/ReferenceValues/attribute_scores.py     # NumPy, SciPy and scikit-learn
"""

import json
import pathlib

import numpy
from scipy.stats import beta, norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

CLASSES = 3
PUBLIC, ASKED = 80, 40


def logs_of(logits):
    logits = logits - logits.max(1, keepdims=True)
    return logits - numpy.log(numpy.exp(logits).sum(1, keepdims=True))


def completed(records, start, values, value):
    records = records.copy()
    records[:, start : start + values] = numpy.eye(values)[value]
    return records


def regression(inputs, targets, values, about):
    model = LogisticRegression(C=2.0 if values == 2 else 1.0, tol=1e-10, max_iter=100_000).fit(inputs, targets)
    return model.predict_log_proba(about)


def modified_entropy(logs, label):
    p = numpy.exp(logs)
    others = [i for i in range(CLASSES) if i != label]
    return -(1 - p[label]) * logs[label] - sum(p[i] * numpy.log1p(-p[i]) for i in others)


def judged(scores, truth, chosen):
    guesses = scores.argmax(1)
    right, count = int((guesses[chosen] == truth[chosen]).sum()), len(chosen)
    low = beta.ppf(0.025, right, count - right + 1) if right else 0.0
    high = beta.ppf(0.975, right + 1, count - right) if right < count else 1.0
    area = roc_auc_score(truth[chosen], (scores[:, 1] - scores[:, 0])[chosen]) if scores.shape[1] == 2 else None
    return {"right": right, "low": low, "high": high, "auc": area}


def gain(scores, others, truth, chosen):
    own, other = (s.argmax(1)[chosen] == truth[chosen] for s in (scores, others))
    won, lost, n = int((own & ~other).sum()), int((~own & other).sum()), len(chosen)
    p, q = (won + 1) / (n + 2), (lost + 1) / (n + 2)
    reach = norm.ppf(0.975) * numpy.sqrt((p + q - (p - q) ** 2) / (n + 2))
    return {"value": (won - lost) / n, "low": p - q - reach, "high": p - q + reach}


def case(values, seed):
    random = numpy.random.default_rng(seed)
    start, width = 1, values + 3
    count = PUBLIC + ASKED
    truth = random.integers(0, values, count)
    records = random.normal(size=(count, width)).round(3)
    records[:, 0] += 0.8 * truth
    records = completed(records, start, values, 0)
    records[:, start : start + values] = numpy.eye(values)[truth]
    weights, constants = random.normal(size=(CLASSES, width)).round(3), random.normal(size=CLASSES).round(3)
    other = random.normal(size=(CLASSES, width)).round(3)
    labels = (records @ weights.T + random.gumbel(size=(count, CLASSES))).argmax(1)
    public, asked = slice(0, PUBLIC), slice(PUBLIC, count)
    known = numpy.delete(records, range(start, start + values), 1)
    labelled = numpy.hstack([known, numpy.eye(CLASSES)[labels]])
    prior = numpy.log((numpy.bincount(truth[public], minlength=values) + 1) / (PUBLIC + values))
    without = regression(known[public], truth[public], values, known[asked])
    imputed = regression(labelled[public], truth[public], values, labelled[asked])
    y = labels[asked]

    def answers(matrix, bias, value):
        return logs_of(completed(records[asked], start, values, value) @ matrix.T + bias)

    own = [answers(weights, constants, value) for value in range(values)]
    likelihoods = numpy.stack([a[numpy.arange(ASKED), y] for a in own], 1)
    compared = numpy.stack([answers(other, 0, v)[numpy.arange(ASKED), y] for v in range(values)], 1)
    counts = numpy.ones((CLASSES, CLASSES))
    for prediction, label in zip((records[public] @ weights.T + constants).argmax(1), labels[public]):
        counts[prediction, label] += 1
    confusion = numpy.log(counts / counts.sum(1, keepdims=True))
    by_label = numpy.stack([confusion[a.argmax(1), y] for a in own], 1)
    entropy = numpy.array([[-numpy.log(modified_entropy(a[i], y[i])) for a in own] for i in range(ASKED)])
    scores = {
        "yeom": likelihoods,
        "fredrikson": likelihoods + prior,
        "model_times_imputer": likelihoods + without,
        "membership_times_imputation": likelihoods - compared + imputed,
        "modified_entropy": entropy,
    }
    chosen = numpy.arange(ASKED)[::2]
    return {
        "values": values,
        "records": records.tolist(),
        "labels": labels.tolist(),
        "truth": truth.tolist(),
        "public": PUBLIC,
        "weights": weights.tolist(),
        "constants": constants.tolist(),
        "other": other.tolist(),
        "imputation": imputed.tolist(),
        "scores": {name: matrix.tolist() for name, matrix in scores.items()},
        "scores_by_label": {"yeom": by_label.tolist(), "fredrikson": (by_label + prior).tolist()},
        "judged": judged(scores["fredrikson"], truth[asked], chosen),
        "gain": gain(scores["model_times_imputer"], imputed, truth[asked], chosen),
    }


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps([case(2, 17), case(3, 18)]) + "\n")
    print(path.name, path.stat().st_size, "bytes")
