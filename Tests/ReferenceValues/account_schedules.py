"""Compares `glasshouse account` with Google's dp_accounting on random schedules of private steps.

It proves that the tight epsilon is never below the exact one and at most 0.5 % or 0.002 above it, that epsilon_lower is
not above it, and that RDP is never looser than dp_accounting's at whole orders, the only ones where that is exact.

dp_accounting's value, by privacy loss distributions, is itself too high. Halving its discretisation interval divides
the excess by two (interval wider than the losses of a step) to four (narrower), so what remains at the finer of two
intervals is at most their difference, and what rounding adds to its probabilities: their sum tells how much. Its delta
is inverted here, as its own inversion drops a term where e^-loss underflows, above epsilon 700. Where every step has
the full batch the closed form of Balle and Wang (arXiv:1805.06530) takes its place, with no excess. Its RDP is converted
here too: besides the orders it has a rule of its own, epsilon 0 where delta^2 > 1 - e^-RDP; this is only counted.

    python3 -m venv venv && venv/bin/pip install dp-accounting==0.6.0 numpy==2.4.6 scipy==1.17.1
    swift build -c release
    venv/bin/python account_schedules.py --binary .build/release/glasshouse    # about ten minutes on two cores
"""

import argparse
import json
import math
import multiprocessing
import subprocess
import sys

import numpy as np
from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent, SelfComposedDpEvent
from dp_accounting.pld import PLDAccountant
from dp_accounting.rdp import RdpAccountant
from scipy.optimize import brentq
from scipy.special import log_ndtr, logsumexp

SEED = 20240817
ORDERS = [*range(2, 64), 80, 96, 128, 192, 256, 512, 1024]
LARGEST = 1000  # schedules with a larger epsilon are drawn again
RELATIVE, ABSOLUTE = 0.005, 0.002  # either may be the excess of the tight epsilon
ROUNDING = 1e-6  # relative: of Fourier transforms and of RDP
NARROWEST = 2e-6  # below this dp_accounting's probabilities are mostly rounding errors


def draw(generator):
    log_uniform = lambda low, high: float(f"{math.exp(generator.uniform(math.log(low), math.log(high))):.4g}")
    phases = []
    for _ in range(generator.integers(1, 4)):
        rate = 1.0 if generator.random() < 0.1 else log_uniform(1e-3, 1)
        phases.append((log_uniform(0.5, 20), rate, round(log_uniform(1, 5000))))
    return phases, float(generator.choice([1e-3, 1e-5, 1e-6, 1e-9]))


def chernoff(phases):
    """A function that bounds the total loss, but for a mass at either end, and the range of one step's losses."""
    tilts = np.logspace(-3, 6, 91)
    up, down, width = 0, 0, 0
    for sigma, rate, steps in phases:
        z, dz = np.linspace(-10 * sigma, 1 + 10 * sigma, 3000, retstep=True)
        with np.errstate(divide="ignore"):
            loss = np.logaddexp(np.log1p(-rate), math.log(rate) + (2 * z - 1) / (2 * sigma**2))
        log_mass = loss - z**2 / (2 * sigma**2) + math.log(dz / sigma) - math.log(2 * math.pi) / 2
        up = up + steps * logsumexp(log_mass + tilts[:, None] * loss, axis=1)
        down = down + steps * logsumexp(log_mass - tilts[:, None] * loss, axis=1)
        width = max(width, loss[-1] - loss[0])
    return lambda mass: (max((math.log(mass) - down) / tilts), min((up - math.log(mass)) / tilts)), width


def compose(accountant, phases):
    for sigma, rate, steps in phases:
        step = GaussianDpEvent(sigma)
        accountant.compose(SelfComposedDpEvent(step if rate == 1 else PoissonSampledDpEvent(rate, step), steps))
    return accountant


def solve(delta_of, delta, top):
    """The epsilon of a falling delta(epsilon)."""
    excess = lambda epsilon: math.log(max(delta_of(epsilon), 1e-300) / delta)
    return brentq(excess, 0.0, top, xtol=1e-11, rtol=1e-13) if excess(0.0) > 0 else 0.0


def discretised(phases, delta, top, interval):
    """The epsilon of dp_accounting, and what the probabilities being more than one in sum adds to it."""
    composed = compose(PLDAccountant(value_discretization_interval=interval), phases)._pld
    directions = [part.get_delta_for_epsilon for part in (composed._pmf_remove, composed._pmf_add)]
    epsilon, delta_of = max(((solve(part, delta, top), part) for part in directions), key=lambda pair: pair[0])
    return epsilon, epsilon - solve(delta_of, delta * (1 + 2 * abs(delta_of(-math.inf) - 1)), top)


def reference(phases, delta, halvings=0):
    """The epsilon of dp_accounting or the closed form, the most it exceeds the exact one by, and the interval."""
    bounds, width = chernoff(phases)
    top = 1.01 * bounds(delta / 2)[1] + 0.01
    if all(rate == 1 for _, rate, _ in phases):
        mu = math.sqrt(sum(steps / sigma**2 for sigma, _, steps in phases))
        gaussian = lambda e: math.exp(log_ndtr(mu / 2 - e / mu)) - math.exp(e + log_ndtr(-mu / 2 - e / mu))
        return solve(gaussian, delta, top), 0.0, 0.0
    fine = max(float(max(np.ptp(bounds(1e-15)) / 2**18, width / 2**20)) / 2**halvings, NARROWEST)
    epsilon, rounding = discretised(phases, delta, top, fine)
    return epsilon, abs(discretised(phases, delta, top, 2 * fine)[0] - epsilon) + rounding, fine


def compare(job):
    binary, phases, delta = job
    options = [f"--phase={sigma!r},{rate!r},{steps}" for sigma, rate, steps in phases]
    command = [binary, "account", *options, "--delta", repr(delta), "--format", "json"]
    ours = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
    row = {"phases": phases, "delta": delta, "ours": ours["epsilon"], "lower": ours["epsilon_lower"]}
    row["rdp"], row["order"] = (ours["accountants"]["rdp"][key] for key in ("epsilon", "order"))
    row["theirs"], row["excess"], row["interval"] = reference(phases, delta)
    moments, orders = compose(RdpAccountant(ORDERS), phases), np.array(ORDERS)
    row["their_rdp"] = max(0, min(moments.rdp + np.log1p(-1 / orders) - np.log(delta * orders) / (orders - 1)))
    row["shortcut"] = moments.get_epsilon(delta) < row["their_rdp"] - 1e-6
    return argparse.Namespace(**{key: math.inf if value is None else value for key, value in row.items()})


slack = lambda r: ROUNDING * r.theirs + 1e-9
RULES = {  # above zero is outside
    "tight epsilon below the exact one": lambda r: (r.theirs - r.excess - slack(r) - r.ours) / max(r.theirs, ABSOLUTE),
    "tight epsilon too far above": lambda r: (r.ours - r.theirs) / max(RELATIVE * r.theirs, ABSOLUTE) - 1,
    "epsilon_lower above theirs": lambda r: (r.lower - r.theirs - slack(r)) / max(r.theirs, ABSOLUTE),
    "RDP looser than theirs": lambda r: (r.rdp - r.their_rdp - 1e-9) / max(r.their_rdp, ABSOLUTE) - ROUNDING,
    "RDP below the exact epsilon": lambda r: (r.theirs - r.excess - slack(r) - r.rdp) / max(r.theirs, ABSOLUTE),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    binary, generator, draws, jobs = parser.parse_args().binary, np.random.default_rng(SEED), 0, []
    while len(jobs) < 200:
        (phases, delta), draws = draw(generator), draws + 1
        if chernoff(phases)[0](delta)[1] <= LARGEST:
            jobs.append((binary, phases, delta))
    with multiprocessing.Pool(2) as pool:
        rows = pool.map(compare, jobs, chunksize=1)
        worst = [max((row for row in rows if row.theirs > 0), key=measure) for measure in RULES.values()]
        finer = pool.starmap(reference, [(row.phases, row.delta, 2) for row in worst], chunksize=1)
    above = [row.ours - row.theirs for row in rows]
    print(f"{len(rows)} of {draws} draws compared, {sum(row.interval == 0 for row in rows)} with the closed form; epsilon "
          f"{min(row.theirs for row in rows):.3g} to {max(row.theirs for row in rows):.4g}; ours - theirs {min(above):.2e} "
          f"to {max(above):.2e}; dp_accounting's own rule gives RDP epsilon 0 {sum(row.shortcut for row in rows)} times")
    outside = [sum(measure(row) > 0 for row in rows) for measure in RULES.values()]
    for (name, measure), row, value, count in zip(RULES.items(), worst, finer, outside):
        print(f"{name}: {count} outside, the nearest or farthest by {measure(row):+.3g}\n"
              f"    {' '.join('--phase ' + ','.join(map(str, phase)) for phase in row.phases)} --delta {row.delta}\n"
              f"    ours {row.lower:.9g} to {row.ours:.9g}; theirs {row.theirs:.9g} - {row.excess:.1e} at interval "
              f"{row.interval:.1e}, {value[0]:.9g} - {value[1]:.1e} at {value[2]:.1e}: {row.ours - value[0]:+.1e}, ours "
              f"is {'too low' if row.ours < value[0] - value[1] - slack(row) else 'not below the exact one'}; "
              f"RDP ours {row.rdp:.9g} at order {row.order}, theirs {row.their_rdp:.9g}")
    sys.exit(any(outside))


if __name__ == "__main__":
    main()
