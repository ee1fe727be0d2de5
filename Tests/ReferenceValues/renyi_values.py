"""Makes renyi_values.json: what the Poisson-sampled Gaussian mechanism costs, found in two independent ways.

It proves (or disproves) the Rényi accountant: the `rdp` grid is a quadrature of the definition in 50-digit arithmetic,
written from the formula below and sharing no code with any accountant; at whole orders it must equal the binomial sum
to 20 digits. The `epsilon` rows set published values beside it and beside Google's dp_accounting, and the tables
printed show where these disagree.

    python3 -m venv venv && venv/bin/pip install dp-accounting==0.6.0 mpmath==1.3.0
    venv/bin/python renyi_values.py          # about ten minutes on two cores; writes renyi_values.json beside itself

With sampling rate q, noise multiplier s and order a (each the double nearest to the decimal written here):
    A = E_{z ~ N(0, s^2)} (1 + u)^a,   u = q (exp((2z - 1) / (2 s^2)) - 1),   RDP = ln A / (a - 1).
As E u = 0, A - 1 = E ((1 + u)^a - 1 - a u), whose integrand is never negative: nothing cancels, however small A - 1 is.
epsilon = min over a of  T RDP + ln(1 - 1/a) - ln(delta a) / (a - 1)   (Canonne, Kamath and Steinke 2020);
the classic conversion is  T RDP - ln(delta) / (a - 1)                 (Mironov 2017).
"""

import json
import math
import multiprocessing
import pathlib

import dp_accounting
import mpmath as mp
from absl import logging
from dp_accounting import rdp

mp.mp.dps = 50
logging.set_verbosity(logging.ERROR)  # dp_accounting warns where its series does not converge; counted below

RATES = [1e-4, 64 / 15000, 0.01, 0.04, 0.25, 0.9]
SIGMAS = [0.3, 0.5, 1.0, 1.5, 5.149, 20.0, 1000.0]
ORDERS = [1.1, 1.5, 2.0, 2.5, 3.9, 10.5, 19.0, 32.0, 63.0, 256.0]
FINE = [i / 10 for i in range(11, 110)] + [float(i) for i in range(12, 64)]

OPACUS = "https://github.com/meta-pytorch/opacus/blob/main/opacus/tests/accountants_test.py"
TFP = "https://github.com/tensorflow/privacy/blob/master/tensorflow_privacy/privacy/analysis/compute_dp_sgd_privacy_test.py"
DPA = "https://github.com/google/differential-privacy/blob/main/python/dp_accounting/dp_accounting/rdp/rdp_privacy_accountant_test.py"
ABADI = "https://arxiv.org/abs/1607.00133"

# name, q, s, T, delta, published value, conversion it uses, where it is published, how q, s and T come about
EPSILONS = [
    ("opacus", 0.04, 1.5, 2250, 1e-5, "7.32911117143", "improved", OPACUS, "90 epochs of 25 batches"),
    ("mnist", 150 / 60000, 1.3, 6000, 1e-5, "0.7242234026109595", "improved", TFP, "n 60000, B 150, 15 epochs"),
    ("small-rate", 100 / 1e5, 1.0, 30000, 1e-7, "1.4154988495444842", "improved", TFP, "n 1e5, B 100, 30 epochs"),
    ("little-noise", 0.01, 0.7, 120, 1e-5, "3.2392676", "improved", TFP, "1.2 epochs"),
    ("microbatch", 64 / 10000, 1.0, 782, 1e-6, "1.616", "improved", TFP, "n 10000, B 64, 5 epochs; 2 halved by microbatches"),
    ("abadi-100", 0.01, 4.0, 10000, 1e-5, "1.26", "classic", ABADI, "Abadi et al. 2016, 100 epochs"),
    ("abadi-400", 0.01, 4.0, 40000, 1e-5, "2.55", "classic", ABADI, "Abadi et al. 2016, 400 epochs"),
]
# 50 steps at q .01, s 2.5: published RDP at each order
COMPOSED = [(1.5, "6.70579741e-4"), (2.5, "1.08548710e-3"), (5.0, "2.18075656e-3"), (50.0, "2.38460375e-2"), (100.0, "1.67416308e2")]


def moment_excess(q, s, a):
    """A - 1 by Gauss-Legendre quadrature over short panels, and the relative error that mpmath estimates."""
    q, s, a = mp.mpf(q), mp.mpf(s), mp.mpf(a)

    def integrand(z):
        u = q * mp.expm1((2 * z - 1) / (2 * s * s))
        return ((1 + u) ** a - 1 - a * u) * mp.exp(-z * z / (2 * s * s))

    width = min(s, 2 * s * s)  # the noise varies over s, the density ratio over s^2
    panels = int((a + 32 * s) / width) + 1  # the bumps lie at 0 and a; 16 standard deviations beyond each
    points = [-16 * s + width * i for i in range(panels + 1)]
    heights = [integrand(z) for z in points]
    floor = max(heights) * mp.exp(-90)
    total = error = mp.mpf(0)
    for i in range(panels):
        if max(heights[i], heights[i + 1]) > floor:
            value, estimate = mp.quad(integrand, points[i : i + 2], method="gauss-legendre", error=True)
            total, error = total + value, error + estimate
    return total / (s * mp.sqrt(2 * mp.pi)), error / total


def closed_form(q, s, a):
    """ln A / (a - 1) for a whole order a, by the binomial theorem: the check on the quadrature."""
    q, s = mp.mpf(q), mp.mpf(s)
    terms = (mp.binomial(a, k) * (1 - q) ** (a - k) * q**k * mp.exp(k * (k - 1) / (2 * s * s)) for k in range(a + 1))
    return mp.log(mp.fsum(terms)) / (a - 1)


def quadrature(setting):
    """The RDP at one (q, s, a), or None where fewer than 20 digits can be trusted."""
    q, s, a = setting
    excess, error = moment_excess(q, s, a)
    value = mp.log1p(excess) / (mp.mpf(a) - 1)
    trusted = error < mp.mpf(10) ** -20
    if a == int(a):
        trusted = trusted and abs(value / closed_form(q, s, int(a)) - 1) < mp.mpf(10) ** -20
    return value if trusted else None


def accountant(orders, q, s, steps):
    result = rdp.RdpAccountant(orders)
    step = dp_accounting.PoissonSampledDpEvent(q, dp_accounting.GaussianDpEvent(s))
    return result.compose(dp_accounting.SelfComposedDpEvent(step, steps))


def least(candidates):
    """The smallest epsilon among (epsilon, order), with 15 significant digits."""
    epsilon, order = min(candidates)
    return {"epsilon": mp.nstr(epsilon, 15), "order": order}


def epsilon_row(pool, name, q, s, steps, delta, published, conversion, source, setting):
    values = [(steps * value, a) for a, value in zip(FINE, pool.map(quadrature, [(q, s, a) for a in FINE]))]
    log_delta = mp.log(mp.mpf(delta))
    improved = [(r + mp.log1p(-1 / mp.mpf(a)) - (log_delta + mp.log(mp.mpf(a))) / (mp.mpf(a) - 1), a) for r, a in values]
    classic = [(r - log_delta / (mp.mpf(a) - 1), a) for r, a in values]
    theirs, order = accountant(FINE, q, s, steps).get_epsilon_and_optimal_order(delta)
    return {
        "name": name, "sampling_rate": q, "noise_multiplier": s, "steps": steps, "delta": delta, "setting": setting,
        "published": published, "conversion": conversion, "source": source,
        "dp_accounting": {"epsilon": float(theirs), "order": float(order)},
        "improved": least(improved), "classic": least(classic),
    }


def main():
    grid = [(q, s, a) for q in RATES for s in SIGMAS for a in ORDERS]
    with multiprocessing.Pool() as pool:
        values = pool.map(quadrature, grid, chunksize=1)
        epsilons = [epsilon_row(pool, *row) for row in EPSILONS]
    composed = [(a, published, 50 * quadrature((0.01, 2.5, a))) for a, published in COMPOSED]
    theirs = accountant([a for a, _ in COMPOSED], 0.01, 2.5, 50).rdp

    document = {
        "about": "Made by renyi_values.py. Decimal strings are the quadrature's first 15 significant digits.",
        "orders": FINE,
        "epsilon": epsilons,
        "composed": {
            "sampling_rate": 0.01, "noise_multiplier": 2.5, "steps": 50, "source": DPA,
            "values": [
                {"order": a, "rdp": mp.nstr(value, 15), "published": published, "dp_accounting": float(other)}
                for (a, published, value), other in zip(composed, theirs)
            ],
        },
        "skipped": [setting for setting, value in zip(grid, values) if value is None],
        "rdp_columns": ["sampling_rate", "noise_multiplier", "order", "rdp"],
        "rdp": [[*setting, mp.nstr(value, 15)] for setting, value in zip(grid, values) if value is not None],
    }
    pathlib.Path(__file__).with_name("renyi_values.json").write_text(one_row_a_line(document))
    print_comparison(document)


def one_row_a_line(document):
    def written(value):
        if isinstance(value, list) and value and isinstance(value[0], (list, dict)):
            return "[\n" + ",\n".join(json.dumps(row) for row in value) + "\n]"
        return json.dumps(value)

    return "{\n" + ",\n".join(f"{json.dumps(key)}: {written(value)}" for key, value in document.items()) + "\n}\n"


def print_comparison(document):
    print(f"{len(document['rdp'])} settings of the grid, {len(document['skipped'])} skipped\n")
    print("| epsilon | published | conversion | quadrature | order | dp_accounting |")
    print("|---|---|---|---|---:|---|")
    for row in document["epsilon"]:
        best = row[row["conversion"]]
        theirs = repr(row["dp_accounting"]["epsilon"]) if row["conversion"] == "improved" else ""
        print(f"| {row['name']} | {row['published']} | {row['conversion']} | {best['epsilon']} | {best['order']} | {theirs} |")
    print("\n| RDP of 50 steps, order | published | quadrature |\n|---:|---|---|")
    for row in document["composed"]["values"]:
        print(f"| {row['order']} | {row['published']} | {row['rdp']} |")
    print("\n| order | dp_accounting: largest relative difference, s up to 20 | s 1000 | no convergence |\n|---:|---:|---:|---:|")
    for order in ORDERS:
        moderate, large, failures = [], [], 0
        for q, s, a, value in document["rdp"]:
            if a == order:
                other = float(accountant([a], q, s, 1).rdp[0])
                if math.isfinite(other):
                    (moderate if s <= 20 else large).append(abs(other / float(value) - 1))
                else:
                    failures += 1
        print(f"| {order} | {max(moderate):.1e} | {max(large):.1e} | {failures} |")


if __name__ == "__main__":
    main()
