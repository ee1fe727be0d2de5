"""How often the intervals of ROC figures hold the truth, by simulation; and that the program gives the same intervals.

Written from the definitions, in NumPy and SciPy, it shares no code with the program. Without arguments it draws 2,000 sets
of members' and non-members' scores a cell, from families whose true rates are known, and counts how often a 95 % interval
holds the truth: it exits 1 if a cell is below 0.93. The intervals are

* of the area A: Clopper and Pearson's for A (1 - A) / V trials, V the variance of DeLong, DeLong and Clarke-Pearson
  (Biometrics 44, 1988), and A times as many successes (Korn and Graubard, Survey Methodology 24, 1998); each end at least
  as far out as A r and 1 - (1 - A) r, r = 0.025^(1 / the shorter list's count);
* of the true positive rate where the *true* false positive rate is the limit: with J ~ binomial(non-members, limit),
  K ~ binomial(members, R) and M(j) the members strictly above the j-th largest non-member (M(0) none, all beyond the last),
  the rates R at which P(K >= M(J)) and P(K <= M(J + 1)) are 2.5 %;
* of the precision at the threshold that was used, the lowest score whose observed false positive rate is at most the
  limit: from Clopper and Pearson's intervals of both rates, at 97.5 % each.

Beside each stand its mean width and the coverage and width of a plain method: DeLong's normal interval for the area,
Clopper and Pearson's at the threshold for the true positive rate, and that with the false positive rate held at its limit for
the precision. For the true positive rate there is a second one, which cannot fail: Clopper and Pearson's at two
thresholds that are surely (98.75 %) above and below the limit, the k-th largest of n non-members having a false positive
rate of Beta(k, n - k + 1).

    venv/bin/python Tests/ReferenceValues/interval_coverage.py [--sets 2000] [--seed 1] [--quick]
    glasshouse attack membership --scores scores.csv --method loss_threshold --format json > report.json
    venv/bin/python Tests/ReferenceValues/interval_coverage.py --scores scores.csv --report report.json   # to 1e-9
"""

import argparse
import csv
import json
import sys

import numpy as np
from scipy import optimize, special, stats

LEAST = 0.93
TAIL = 0.025
PRIORS = (0.5, 0.1, 0.01)


def area_interval(members, others):
    """The AUC and its 95 % interval, of one set of scores a row."""
    m, n = members.shape[1], others.shape[1]
    v = np.array([placements(a, b) for a, b in zip(members, others)])
    w = np.array([placements(b, a) for a, b in zip(members, others)])
    area = v.mean(axis=1)
    variance = (v.var(axis=1, ddof=1) / m if m > 1 else 0) + (w.var(axis=1, ddof=1) / n if n > 1 else 0)
    half = stats.norm.ppf(1 - TAIL) * np.sqrt(variance)
    plain = np.maximum(0, area - half), np.minimum(1, area + half)
    room = TAIL ** (1 / min(m, n))
    low, high = area * room, 1 - (1 - area) * room
    # Rounding leaves a mean of ones a little beside one.
    inner = (variance > 1e-20) & (area > 0) & (area < 1)
    trials = np.divide(area * (1 - area), variance, out=np.ones_like(area), where=inner)
    a, b = np.where(inner, area * trials, 1), np.where(inner, (1 - area) * trials, 1)
    low = np.where(inner, np.minimum(low, stats.beta.ppf(TAIL, a, b + 1)), low)
    high = np.where(inner, np.maximum(high, stats.beta.ppf(1 - TAIL, a + 1, b)), high)
    return area, (low, high), plain


def placements(scores, others):
    """For each score, the share of `others` below it, a tie counting one half."""
    others = np.sort(others)
    both = np.searchsorted(others, scores, side="left") + np.searchsorted(others, scores, side="right")
    return both / (2 * len(others))


def ranks_needed(n, limit):
    """Beyond this rank a non-member's weight is below 1e-17."""
    return min(n, int(stats.binom.isf(1e-17, n, limit)) + 1)


def members_above(members, others, last):
    """M(0) to M(last + 1), of one set of scores a row."""
    m, n = members.shape[1], others.shape[1]
    counts = np.full((len(members), last + 2), m)
    counts[:, 0] = 0
    for row, a, b in zip(counts, members, others):
        largest = np.sort(b)[::-1][: last + 1]
        row[1 : len(largest) + 1] = m - np.searchsorted(np.sort(a), largest, side="right")
    assert last + 1 <= n or np.all(counts[:, n + 1 :] == m)
    return counts


def tails(counts, m, n, limit, rate):
    """P(K >= M(J)) and P(K <= M(J + 1)), of one row of counts a set, at one rate or at one a row."""
    weights = stats.binom.pmf(np.arange(counts.shape[1] - 1), n, limit)
    if np.ndim(rate) == 0:
        # One rate for all: a table of the binomial's tails is looked up.
        every = np.arange(m + 1)
        above, below = at_least(every, m, rate)[counts[:, :-1]], at_most(every, m, rate)[counts[:, 1:]]
    else:
        above, below = at_least(counts[:, :-1], m, rate), at_most(counts[:, 1:], m, rate)
    return (weights * above).sum(axis=1), (weights * below).sum(axis=1)


def at_least(count, m, rate):
    """The probability that so many of m, or more, succeed."""
    return np.where(count <= 0, 1, special.betainc(np.maximum(count, 1), m - np.maximum(count, 1) + 1, rate))


def at_most(count, m, rate):
    return np.where(count >= m, 1, special.betainc(np.maximum(m - count, 1), count + 1, 1 - rate))


def rate_interval(counts, m, n, limit):
    """The ends by bisection, of one row of counts a set."""
    weights = stats.binom.pmf(np.arange(counts.shape[1] - 1), n, limit)
    ends = []
    for side in (0, 1):
        low, high = np.zeros(len(counts)), np.ones(len(counts))
        for _ in range(45):
            middle = (low + high) / 2
            tail = at_most(counts[:, 1:], m, middle[:, None]) if side else at_least(counts[:, :-1], m, middle[:, None])
            tail = (weights * tail).sum(axis=1)
            is_above = tail < TAIL if side else tail >= TAIL
            low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
        ends.append(high)
    # Where the condition holds at 0 already, or nowhere, bisection ends beside 0 or 1.
    ends[0][tails(counts, m, n, limit, 0.0)[0] >= TAIL] = 0
    ends[1][tails(counts, m, n, limit, 1.0)[1] >= TAIL] = 1
    return ends


def clopper_pearson(successes, trials, confidence=0.95):
    tail = (1 - confidence) / 2
    successes = np.asarray(successes)
    low = stats.beta.ppf(tail, np.maximum(successes, 1), trials - successes + 1)
    high = stats.beta.ppf(1 - tail, successes + 1, np.maximum(trials - successes, 1))
    return np.where(successes == 0, 0, low), np.where(successes == trials, 1, high)


def sure_interval(counts, m, n, limit):
    """Two thresholds, surely above and below the limit, and Clopper and Pearson's bound at each: 1.25 % for each risk."""
    ranks = np.arange(n + 2)
    above = ranks[stats.binom.sf(ranks - 1, n, limit) >= 1 - TAIL / 2].max()
    below = ranks[stats.binom.cdf(ranks, n, limit) >= 1 - TAIL / 2].min()
    low = clopper_pearson(counts[:, above], m, 1 - TAIL)[0]
    return low, clopper_pearson(counts[:, min(below + 1, counts.shape[1] - 1)], m, 1 - TAIL)[1]


def share(prior, hits, alarms):
    return prior * hits / (prior * hits + (1 - prior) * alarms)


def precision_interval(found, alarms, m, n, prior):
    hits, false = clopper_pearson(found, m, 0.975), clopper_pearson(alarms, n, 0.975)
    return share(prior, hits[0], false[1]), share(prior, hits[1], false[0])


class Family:
    """Members' and non-members' scores with a given area under the curve."""

    def __init__(self, name, area):
        self.name, self.area, self.weight, normal = name, area, 1.0, stats.norm
        if name == "binormal":
            self.members, self.others = normal(np.sqrt(2) * normal.ppf(area)), normal()
        elif name == "members spread":
            self.members, self.others = normal(np.sqrt(10) * normal.ppf(area), 3), normal()
        elif name == "others spread":
            self.members, self.others = normal(np.sqrt(10) * normal.ppf(area)), normal(0, 3)
        elif name == "Cauchy":
            self.members, self.others = stats.cauchy(2 * stats.cauchy.ppf(area)), stats.cauchy()
        elif name == "a share found":
            # That share of members lies far above all others, the rest looks like non-members.
            self.members, self.others, self.weight = normal(100), normal(), 2 * area - 1

    def draw(self, random, sets, m, n):
        members = self.members.rvs((sets, m), random_state=random)
        if self.weight < 1:
            members = np.where(random.random((sets, m)) < self.weight, members, random.normal(size=(sets, m)))
        return members, self.others.rvs((sets, n), random_state=random)

    def found(self, threshold):
        rest = 0 if self.weight == 1 else (1 - self.weight) * self.others.sf(threshold)
        return self.weight * self.members.sf(threshold) + rest

    def accused(self, threshold):
        return self.others.sf(threshold)

    def threshold(self, limit):
        return self.others.isf(limit)


class Grouped(Family):
    """Binormal scores rounded to steps of 1: many are equal."""

    def __init__(self, name, area):
        self.name, self.weight = name, 1.0
        values = np.arange(-40, 60)
        others = stats.norm.cdf(values + 0.5) - stats.norm.cdf(values - 0.5)

        def mass(shift):
            return stats.norm.cdf(values + 0.5 - shift) - stats.norm.cdf(values - 0.5 - shift)

        def area_of(shift):
            return np.sum(mass(shift) * (np.cumsum(others) - others / 2))

        self.shift = optimize.brentq(lambda shift: area_of(shift) - area, -1, 20, xtol=1e-14)
        self.area = area_of(self.shift)

    def draw(self, random, sets, m, n):
        return np.round(random.normal(self.shift, 1, (sets, m))), np.round(random.normal(0, 1, (sets, n)))

    def found(self, threshold):
        return stats.norm.sf(np.ceil(threshold) - 0.5 - self.shift)

    def accused(self, threshold):
        return stats.norm.sf(np.ceil(threshold) - 0.5)

    def threshold(self, limit):
        values = np.arange(-40, 60)
        return values[self.accused(values) <= limit].min()


def holds(interval, truth):
    return np.mean((interval[0] <= truth + 1e-12) & (truth - 1e-12 <= interval[1]))


def width(interval):
    return np.mean(interval[1] - interval[0])


def simulate(options):
    random = np.random.default_rng(options.seed)
    names = ["binormal", "members spread", "others spread", "Cauchy", "a share found", "grouped"]
    sizes = [(100, 100), (200, 200), (1000, 1000), (90, 1000), (1000, 110)]
    rows = {"AUC": [], "TPR": [], "precision": []}
    for name in names[:1] if options.quick else names:
        for m, n in sizes[:3] if options.quick else sizes:
            for area in (0.5, 0.7, 0.95, 0.999):
                family = (Grouped if name == "grouped" else Family)(name, area)
                members, others = family.draw(random, options.sets, m, n)
                value, interval, plain = area_interval(members, others)
                assert np.all(interval[0] < interval[1]) and np.all(interval[0] >= 0) and np.all(interval[1] <= 1)
                assert np.all((interval[0] <= value) & (value <= interval[1]))
                place = (name, m, n, area)
                rows["AUC"].append((place, holds(interval, family.area), width(interval), holds(plain, family.area),
                                    width(plain), None, None))
                for limit in (0.1, 0.01, 0.001):
                    if limit * n >= 1 - 1e-12:
                        rates(rows, place + (limit,), family, members, others)
    return rows


def rates(rows, place, family, members, others):
    (sets, m), n, limit = members.shape, others.shape[1], place[-1]
    truth = family.found(family.threshold(limit))
    counts = members_above(members, others, ranks_needed(n, limit))
    above, below = tails(counts, m, n, limit, truth)
    # The ends themselves, which take longer, are found for some sets; that they hold the truth is known of all.
    some = slice(0, 40)
    interval = rate_interval(counts[some], m, n, limit)
    agree = (interval[0] <= truth) & (truth <= interval[1]) == ((above >= TAIL) & (below >= TAIL))[some]
    assert np.mean(agree) > 0.98, "the ends and the tails disagree"
    rank = int(n * limit + 1e-9) + 1
    found = counts[:, rank]
    value = found[some] / m
    assert np.all((interval[0] <= value) & (value <= interval[1]))
    plain, sure = clopper_pearson(found, m), sure_interval(counts, m, n, limit)
    rows["TPR"].append((place, np.mean((above >= TAIL) & (below >= TAIL)), width(interval), holds(plain, truth),
                        width(plain), holds(sure, truth), width(sure)))

    next_other = -np.sort(-others, axis=1)[:, rank - 1 : rank]
    accused = np.concatenate([members, others], axis=1)
    threshold = np.where(accused > next_other, accused, np.inf).min(axis=1)
    alarms = np.sum(others > next_other, axis=1)
    someone = found + alarms > 0
    if np.mean(someone) < 0.1:
        return
    found, alarms, threshold = found[someone], alarms[someone], threshold[someone]
    for prior in PRIORS:
        truth = share(prior, family.found(threshold), family.accused(threshold))
        interval = precision_interval(found, alarms, m, n, prior)
        hits = clopper_pearson(found, m)
        plain = share(prior, hits[0], limit), share(prior, hits[1], limit)
        rows["precision"].append((place + (prior,), holds(interval, truth), width(interval), holds(plain, truth),
                                  width(plain), None, None))


def tables(rows):
    below = []
    for figure, cells in rows.items():
        groups = {}
        for place, *values in cells:
            key = place[:3] if figure == "AUC" else place[:3] + place[4:]
            groups.setdefault(key, []).append((place[3], values))
            if values[0] < LEAST:
                below.append((figure, place, values[0]))
        print(f"\n{figure}: coverage, mean width; (plain: coverage, width) [sure: coverage, width], by the true AUC")
        for key, group in groups.items():
            cells_text = []
            for area, (c, w, pc, pw, sc, sw) in group:
                text = f"{area}: {c:.3f} {w:.4f} ({pc:.3f} {pw:.4f})"
                cells_text.append(text + (f" [{sc:.3f} {sw:.4f}]" if sc is not None else ""))
            print("  ".join([" ".join(str(part) for part in key).ljust(30), *cells_text]))
    print()
    for figure, cells in rows.items():
        values = np.array([[v if v is not None else np.nan for v in cell[1:]] for cell in cells])
        text = f"{figure}: {len(cells)} cells, coverage at least {values[:, 0].min():.4f} (plain {values[:, 2].min():.4f}"
        text += f"), mean width {values[:, 1].mean():.4f} (plain {values[:, 3].mean():.4f})"
        if figure == "TPR":
            text += f", sure: at least {values[:, 4].min():.4f}, mean width {values[:, 5].mean():.4f}"
        print(text)
    if below:
        sys.exit("\n".join(f"{figure} {place}: coverage {value:.4f} is below {LEAST}" for figure, place, value in below))


def figures(members, others, prior):
    """What a report states of one attack: None where a limit is below one non-member, or where nobody is accused."""
    m, n = len(members), len(others)
    area, interval, _ = area_interval(members[None], others[None])
    rates, precisions = {}, {}
    for name in ("0.001", "0.01", "0.1"):
        limit = float(name)
        rates[name] = precisions[name] = None
        if limit < 1 / n:
            continue
        counts = members_above(members[None], others[None], ranks_needed(n, limit))
        low, high = rate_interval(counts, m, n, limit)
        rank = int(n * limit + 1e-9) + 1
        found = int(counts[0, rank])
        alarms = int(np.sum(others > np.sort(others)[::-1][rank - 1])) if rank <= n else n
        rates[name] = {"value": found / m, "low": float(low[0]), "high": float(high[0])}
        if found + alarms > 0:
            low, high = precision_interval(found, alarms, m, n, prior)
            value = share(prior, found / m, min(limit, (alarms + 1) / (n + 1)))
            precisions[name] = {"value": float(value), "low": float(low), "high": float(high)}
    return {"auc": float(area[0]), "auc_low": float(interval[0][0]), "auc_high": float(interval[1][0]),
            "tpr_at_fpr": rates, "precision_at_fpr": precisions}  # fmt: skip


def compare(options):
    with open(options.scores, newline="") as file:
        lines = list(csv.DictReader(file))
    member = np.array([line["member"].lower() in ("1", "true") for line in lines])
    if "margin" in lines[0]:
        scores = special.log_expit(np.array([float(line["margin"]) for line in lines]))
    else:
        scores = -np.array([float(line["loss"]) for line in lines])
    with open(options.report) as file:
        report = json.load(file)
    method = next(method for method in report["methods"] if method["name"] == "loss_threshold")
    computed = figures(scores[member], scores[~member], report["prior"])
    pairs = [(key, computed[key], method[key]) for key in ("auc", "auc_low", "auc_high")]
    for figure in ("tpr_at_fpr", "precision_at_fpr"):
        for limit, ours in computed[figure].items():
            theirs = method[figure][limit]
            if ours is None or theirs is None:
                pairs.append((f"{figure} {limit}", ours, theirs))
            else:
                pairs += [(f"{figure} {limit} {key}", value, theirs[key]) for key, value in ours.items()]
    wrong = []
    for key, ours, theirs in pairs:
        print(f"{key:28} {ours}   reported {theirs}")
        if not (ours is theirs if ours is None or theirs is None else abs(ours - theirs) < 1e-9):
            wrong.append(key)
    if wrong:
        sys.exit(f"The report disagrees in {', '.join(wrong)}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="binormal scores and equal counts alone")
    parser.add_argument("--scores", help="a file with the columns member and margin, or member and loss")
    parser.add_argument("--report", help="what `attack membership --format json` wrote for it")
    options = parser.parse_args()
    if options.scores:
        compare(options)
    else:
        tables(simulate(options))


if __name__ == "__main__":
    main()
