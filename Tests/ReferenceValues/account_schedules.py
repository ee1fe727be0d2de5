"""Compares `glasshouse account` with Google's dp_accounting on random schedules of private steps.

It proves that the tight epsilon is never below the exact one and at most 0.5 % or 0.002 above it, that epsilon_lower
is no upper bound by mistake, and that Rényi accounting is never looser than dp_accounting's at whole orders, the only
ones where that is exact. A schedule has one to three phases of noise multiplier, sampling rate and steps.

dp_accounting's own value, by privacy loss distributions, lies above the exact one. Halving its discretisation interval
divides the excess by two (interval wider than a step's losses) to four (narrower), so the excess left at the finer of
two intervals is at most the difference between them, and about a third of it where it falls by four. Its delta
is inverted here: its own inversion forgets half of delta's formula where e^-loss underflows, above epsilon 700.
Where every step is on a full batch, the closed form of Balle and Wang (arXiv:1805.06530) takes its place: no error.

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

DELTAS = [1e-3, 1e-5, 1e-6, 1e-9]
ORDERS = [*range(2, 64), 80, 96, 128, 192, 256, 512, 1024]
LARGEST = 1000  # schedules with a larger epsilon are drawn again
RELATIVE, ABSOLUTE = 0.005, 0.002  # either may be the excess of the tight epsilon
ROUNDING = 1e-6  # relative: of Fourier transforms, and of RDP
SEED = 20240817
TAIL = 1e-15  # what dp_accounting cuts off


def draw(generator):
    def log_uniform(low, high):
        return float(f"{math.exp(generator.uniform(math.log(low), math.log(high))):.4g}")

    phases = []
    for _ in range(generator.integers(1, 4)):
        rate = 1.0 if generator.random() < 0.1 else log_uniform(1e-3, 1)
        phases.append((log_uniform(0.5, 20), rate, round(log_uniform(1, 5000))))
    return phases, float(generator.choice(DELTAS))


def chernoff(phases):
    """A function that bounds the total loss but for a mass, at either end, and the range of one step's losses."""
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
    if delta_of(0.0) <= delta:
        return 0.0
    return brentq(lambda e: math.log(max(delta_of(e), 1e-300) / delta), 0.0, top, xtol=1e-11, rtol=1e-13)


def exact_gaussian(phases, delta, top):
    mu = math.sqrt(sum(steps / sigma**2 for sigma, _, steps in phases))
    return solve(lambda e: math.exp(log_ndtr(mu / 2 - e / mu)) - math.exp(e + log_ndtr(-mu / 2 - e / mu)), delta, top)


def reference(phases, delta, halvings=0):
    """The epsilon of dp_accounting or the closed form, a bound on its excess over the exact one, and the interval."""
    bounds, width = chernoff(phases)
    top = 1.01 * bounds(delta / 2)[1] + 0.01
    if all(rate == 1 for _, rate, _ in phases):
        return exact_gaussian(phases, delta, top), 0.0, 0.0
    low, high = bounds(TAIL)
    fine = max((high - low) / 2**18, width / 2**20) / 2**halvings
    coarse_epsilon, epsilon = (
        solve(compose(PLDAccountant(value_discretization_interval=interval), phases).get_delta, delta, top)
        for interval in (2 * fine, fine)
    )
    return epsilon, abs(coarse_epsilon - epsilon), fine


def compare(job):
    binary, phases, delta = job
    options = [f"--phase={sigma!r},{rate!r},{steps}" for sigma, rate, steps in phases]
    command = [binary, "account", *options, "--delta", repr(delta), "--format", "json"]
    ours = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
    epsilon, lower, rdp = (
        math.inf if value is None else value
        for value in (ours["epsilon"], ours["epsilon_lower"], ours["accountants"]["rdp"]["epsilon"])
    )
    order = ours["accountants"]["rdp"]["order"]
    theirs, excess, interval = reference(phases, delta)
    their_rdp, whole_rdp = (
        compose(RdpAccountant(orders), phases).get_epsilon(delta) for orders in (ORDERS, [max(2, round(order))])
    )
    whole_rdp = whole_rdp if order == round(order) else rdp  # nothing to compare
    return argparse.Namespace(**{name: value for name, value in locals().items() if name not in ("ours", "job")})


def slack(row):
    return ROUNDING * row.theirs + 1e-9


def share(row):
    """The excess over dp_accounting, in parts of what is allowed."""
    return (row.epsilon - row.theirs) / max(RELATIVE * row.theirs, ABSOLUTE)


RULES = {
    "tight epsilon below the exact one": lambda r: r.epsilon < r.theirs - r.excess - slack(r),
    "tight epsilon too far above": lambda r: share(r) > 1,
    "epsilon_lower above dp_accounting": lambda r: r.lower > r.theirs + slack(r),
    "RDP looser than dp_accounting's": lambda r: r.rdp > r.their_rdp * (1 + ROUNDING) + 1e-9,
    "RDP not dp_accounting's at the same whole order": lambda r: abs(r.rdp - r.whole_rdp) > ROUNDING * r.rdp + 1e-9,
    "RDP below the exact epsilon": lambda r: r.rdp < r.theirs - r.excess - slack(r),
}
EXTREMES = {
    "tight epsilon, highest above theirs": lambda r: r.epsilon - r.theirs,
    "tight epsilon, nearest to what is allowed": share,
    "tight epsilon, lowest against theirs": lambda r: (r.theirs - r.epsilon) / max(r.theirs, ABSOLUTE),
    "epsilon_lower, nearest to theirs": lambda r: (r.lower - r.theirs) / max(r.theirs, ABSOLUTE),
    "RDP, loosest against theirs": lambda r: r.rdp / max(r.their_rdp, 1e-9),
    "RDP, tightest against theirs": lambda r: -r.rdp / max(r.their_rdp, 1e-9),
}


def describe(title, row, finer=None):
    """`finer` is the reference at a quarter of the interval."""
    schedule = " ".join(f"--phase {sigma},{rate},{steps}" for sigma, rate, steps in row.phases)
    print(f"{title}:\n    {schedule} --delta {row.delta}\n    ours {row.lower:.9g} to {row.epsilon:.9g}, "
          f"theirs {row.theirs:.9g} (excess at most {row.excess:.1e}); RDP ours {row.rdp:.9g} at order {row.order}, "
          f"theirs {row.their_rdp:.9g}")
    if finer:
        theirs, excess, _ = finer
        verdict = "is too low" if row.epsilon < theirs - excess - slack(row) else "is an upper bound"
        print(f"    finer: theirs {theirs:.9g}, exact from {theirs - excess:.9g}; ours {verdict}, "
              f"{row.epsilon - theirs:+.1e} ({(row.epsilon - theirs) / max(theirs, 1e-9):+.4%})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    generator = np.random.default_rng(SEED)
    jobs, skipped = [], 0
    while len(jobs) < options.count:
        phases, delta = draw(generator)
        if chernoff(phases)[0](delta)[1] > LARGEST:
            skipped += 1
        else:
            jobs.append((options.binary, phases, delta))
    with multiprocessing.Pool(2) as pool:
        rows = pool.map(compare, jobs, chunksize=1)
        worst = [max(rows, key=measure) for measure in EXTREMES.values()]
        finer = pool.starmap(reference, [(row.phases, row.delta, 2) for row in worst], chunksize=1)
    intervals = [row.interval for row in rows if row.interval]
    print(f"{len(rows)} compared, {len(rows) - len(intervals)} of them with the closed form; {skipped} draws skipped\n"
          f"epsilon {min(r.theirs for r in rows):.3g} to {max(r.theirs for r in rows):.4g}; "
          f"intervals {min(intervals):.1e} to {max(intervals):.1e}; "
          f"excess of theirs at most {max(r.excess / max(r.theirs, ABSOLUTE) for r in rows):.1e} of epsilon")
    for title, row, value in zip(EXTREMES, worst, finer):
        describe(title, row, value)
    outside = 0
    for rule, broken in RULES.items():
        found = [row for row in rows if broken(row)]
        outside += len(found)
        print(f"{rule}: {len(found)}")
        for row in found:
            describe("    outside", row)
    if outside:
        sys.exit(f"{outside} outside.")


if __name__ == "__main__":
    main()
