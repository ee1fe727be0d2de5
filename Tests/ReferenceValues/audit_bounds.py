"""Lower bounds on epsilon that an audit prints, by NumPy, SciPy and jax_privacy.

Proves: the bounds of `Sources/Auditing` at random counts. Steinke's is written here from the binomial distribution, and both it
and f-DP are also found by jax_privacy's `CanaryScoreAuditor`; so are the bounds over all thresholds, of scores of which the
shift is known. Clopper and Pearson's, that of Gaussian differential privacy and the Bayesian one are written with SciPy's beta
and normal distributions; the last by adaptive quadrature in the other variable than the program's, and held to draws here.

Makes `audit_bounds.json`. jax_privacy's file `auditing.py` is loaded by itself, so that JAX is not needed:

    pip install numpy==2.4.6 scipy==1.17.1 dp-accounting==0.6.0 && pip install --no-deps jax-privacy==2.0.0
"""

import importlib.metadata
import importlib.util
import json
import pathlib
import sys

import numpy as np
from scipy import integrate, optimize, stats


def jax_privacy_auditing():
    path = importlib.metadata.distribution("jax-privacy").locate_file("jax_privacy/auditing.py")
    spec = importlib.util.spec_from_file_location("auditing", path)
    module = sys.modules["auditing"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


auditing = jax_privacy_auditing()


def steinke(m, r, v, delta, alpha):
    def excess(epsilon):
        law = stats.binom(r, 1 / (1 + np.exp(-epsilon)))
        tail = law.sf(v - 1)
        below = np.cumsum(law.pmf(np.arange(v - 1, -1, -1)))
        worst = np.max(below / np.arange(1, v + 1)) if v else 0
        return (tail if v else 1) + 2 * m * delta * worst - alpha

    return 0.0 if excess(0) > 0 else optimize.brentq(excess, 0, 60, xtol=1e-13, rtol=1e-14)


def gaussian_epsilon(mu, delta):
    """Balle and Wang's delta(epsilon) of mu-GDP, inverted."""
    if mu <= 0:
        return 0.0

    def gap(epsilon):
        first = stats.norm.logcdf(mu / 2 - epsilon / mu)
        second = epsilon + stats.norm.logcdf(-mu / 2 - epsilon / mu)
        return first + np.log1p(-np.exp(second - first)) - np.log(delta)

    high = mu * (mu / 2 + np.sqrt(-2 * np.log(delta)) + 1)
    return 0.0 if gap(0) <= 0 else optimize.brentq(gap, 0, high, xtol=1e-13, rtol=1e-14)


def f_dp(m, r, v, delta, alpha):
    """The recursion of Mahloujifar and others in mu; jax_privacy has it in epsilon, by a coarser search."""

    def excess(mu):
        hits, misses = alpha * v / m, alpha * (r - v) / m
        for i in range(v - 1, -1, -1):
            least = max(misses, stats.norm.cdf(stats.norm.ppf(hits) - mu))
            hits = min(1.0, hits + i / (r - i) * (least - misses))
            misses = least
        return hits + misses - r / m

    if excess(0) <= 0:
        return 0.0
    return gaussian_epsilon(optimize.bisect(excess, 0, 20, xtol=1e-12, rtol=1e-13), delta)


def limits(tp, p, fp, n, alpha):
    low = stats.beta.ppf(alpha / 2, tp, p - tp + 1) if tp else 0.0
    high = stats.beta.ppf(1 - alpha / 2, fp + 1, n - fp) if fp < n else 1.0
    return low, high


def clopper_pearson(tp, p, fp, n, delta, alpha):
    tpr, fpr = limits(tp, p, fp, n, alpha)
    directions = [(tpr, fpr), (1 - fpr, 1 - tpr)]
    return max([0.0] + [float(np.log((a - delta) / b)) for a, b in directions if a > delta])


def gdp(tp, p, fp, n, delta, alpha):
    tpr, fpr = limits(tp, p, fp, n, alpha)
    return gaussian_epsilon(float(stats.norm.ppf(tpr) - stats.norm.ppf(fpr)), delta)


def bayesian(tp, p, fp, n, delta, alpha):
    positives = stats.beta(fp + 0.5, n - fp + 0.5)
    negatives = stats.beta(p - tp + 0.5, tp + 0.5)

    def probability(epsilon):
        """Over FNR, by its quantiles, which makes every density constant."""

        def inner(u):
            y = negatives.ppf(u)
            return positives.sf(max((1 - delta - y) * np.exp(-epsilon), 1 - delta - y * np.exp(epsilon)))

        # Where the inner probability turns: at a few quantiles of the other rate.
        turns = [0.5]
        for x in positives.ppf([1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6]):
            turns += [negatives.cdf((1 - delta - x) * np.exp(-epsilon)), negatives.cdf(1 - delta - x * np.exp(epsilon))]
        turns = np.unique(np.clip(turns, 0, 1))
        edges = np.unique(np.concatenate([[0], turns, [1]]))
        return sum(integrate.quad(inner, a, b, epsabs=1e-9, epsrel=1e-8, limit=200)[0] for a, b in zip(edges, edges[1:]))

    if probability(0) > alpha:
        return 0.0
    epsilon = optimize.brentq(lambda e: probability(e) - alpha, 0, 30, xtol=1e-8)
    random = np.random.default_rng(1)
    x, y = positives.rvs(1_000_000, random_state=random), negatives.rvs(1_000_000, random_state=random)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.fmax(0, np.fmax(np.log((1 - delta - x) / y), np.log((1 - delta - y) / x)))
    assert abs(np.mean(drawn <= epsilon) - alpha) < 5 * np.sqrt(alpha * (1 - alpha) / 1e6), (tp, p, fp, n, epsilon)
    return epsilon


def one_run_cases(random):
    cases = [(10_000, 10_000, 8_000, 1e-5, 0.001), (10_000, 2_000, 1_999, 1e-6, 0.001), (1_000, 200, 190, 1e-3, 0.05)]
    for _ in range(40):
        m = int(np.exp(random.uniform(np.log(20), np.log(10_000))))
        r = int(random.integers(1, m + 1))
        v = int(np.round(r * random.uniform(0.45, 1)))
        cases.append((m, r, v, float(random.choice([0.0, 1e-8, 1e-6, 1e-5, 1e-4])), float(random.choice([0.001, 0.01, 0.05, 0.2]))))
    for m, r, v, delta, alpha in cases:
        ours, theirs = steinke(m, r, v, delta, alpha), auditing._epsilon_one_run(0, m, r, v, alpha, delta)
        assert abs(ours - theirs) < 3e-6, (m, r, v, delta, alpha, ours, theirs)
        case = {"canaries": m, "guesses": r, "right": v, "delta": delta, "alpha": alpha, "steinke": ours}
        if delta > 0:
            case["fDP"] = f_dp(m, r, v, delta, alpha)
            theirs = auditing._epsilon_one_run_fdp(0, m, r, v, alpha, delta)
            # dp_accounting searches a sigma for each epsilon, to its own tolerance.
            assert abs(case["fDP"] - theirs) < 1e-4 * max(1, theirs), (m, r, v, delta, alpha, case["fDP"], theirs)
        yield case


def many_run_cases(random):
    cases = [(500, 500, 0, 500, 0.0, 0.01), (10_000, 10_000, 0, 10_000, 1e-5, 0.001), (10, 20, 10, 20, 1e-5, 0.05)]
    for _ in range(27):
        p, n = (int(np.exp(random.uniform(np.log(10), np.log(10_000)))) for _ in range(2))
        tp, fp = int(random.integers(0, p + 1)), int(n * random.uniform(0, 1) ** 3)
        cases.append((tp, p, fp, n, float(random.choice([0.0, 1e-5, 1e-3])), float(random.choice([0.001, 0.05, 0.2]))))
    for tp, p, fp, n, delta, alpha in cases:
        counts = (tp, p, fp, n, delta, alpha)
        case = {
            "truePositives": tp, "positives": p, "falsePositives": fp, "negatives": n, "delta": delta, "alpha": alpha,
            "clopperPearson": clopper_pearson(*counts), "bayesian": bayesian(*counts),
        }
        if delta > 0:
            case["gdp"] = gdp(*counts)
        yield case


def hull_cases():
    """As in jax_privacy's own test: scores that are the quantiles of normal distributions."""
    count = 10_000
    grid = stats.norm.ppf((np.arange(count) + 0.5) / count)
    for shift in (0, 1, 2, 4):
        auditor = auditing.CanaryScoreAuditor(grid + shift, grid)
        yield {
            "shift": shift, "corners": len(auditor._fn_counts), "area": float(auditor.attack_auroc()),
            "steinke": float(auditor.epsilon_one_run(0.05, 1e-6)), "fDP": float(auditor.epsilon_one_run_fdp(0.05, 1e-6)),
        }


def main():
    random = np.random.default_rng(2305)
    values = {
        "oneRun": list(one_run_cases(random)),
        "manyRuns": list(many_run_cases(random)),
        "hulls": list(hull_cases()),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(values, indent=1) + "\n")
    print(f"{len(values['oneRun'])} audits of one run, {len(values['manyRuns'])} of many, {len(values['hulls'])} hulls: {path.name}")


if __name__ == "__main__":
    main()
