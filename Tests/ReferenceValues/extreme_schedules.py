"""Makes extreme_schedules.json: the exact epsilon of extreme schedules of DP-SGD, and holds `glasshouse account` to them.

exact_epsilon.py, beside this, says how. Every value is found twice: by closed forms where there are any (one step, every
record in every step, so little noise that the steps that take the record in can be counted), else by the inversion with
another tilt, spacing, length and other panels; dp_accounting 0.6.0, itself an upper bound, stands beside some of them.

    python3 -m venv venv
    venv/bin/pip install python-flint==0.9.0 mpmath==1.3.0 numpy==2.4.6 scipy==1.17.1 dp-accounting==0.6.0
    venv/bin/python extreme_schedules.py                  # six minutes; writes extreme_schedules.json beside itself
    venv/bin/python extreme_schedules.py --quick          # ten seconds: finds five of them again and compares
    venv/bin/python extreme_schedules.py --binary .build/release/glasshouse

The last fails unless epsilon is never below the exact value (beyond 1e-9 of it) and at most 0.5 % above it, but for at most
three of the thirty whose bound_kind is bracket, and epsilon_lower is never above the exact value.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import time

import mpmath as mp
from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent, SelfComposedDpEvent
from dp_accounting.dp_event import MixtureOfGaussiansDpEvent
from dp_accounting.pld import PLDAccountant
from flint import arb
from scipy.optimize import brentq

from exact_epsilon import (
    DIRECTIONS, Composition, Inversion, binomial, falling_root, gaussian_delta, hits_delta, inverted,
    one_replacement_delta, one_step_delta, replacement,
)

FILE = pathlib.Path(__file__).with_name("extreme_schedules.json")
SLACK, ABOVE, EXCEPTIONS = 1e-9, 0.005, 3
TWICE = 1e-13  # by which two ways may differ, relative
OTHERWISE = {"tilt_by": 0.87, "period_by": 1.13, "length_by": 1.21, "order": 40, "narrower": 1.2}

# name, phases of (noise multiplier, sampling rate, steps), delta
SCHEDULES = [
    ("much noise, full batches", [(500, 1, 10**6)], 1e-5),
    ("little noise, one full batch", [(0.05, 1, 1)], 1e-15),
    ("full batches, rising steps", [(500, 1, 10**6), (1, 1, 1), (10, 1, 50)], 1e-12),
    ("much noise, tiny rate", [(500, 1e-6, 10**6)], 1e-15),
    ("little noise, tiny rate", [(0.05, 1e-6, 10**6)], 1e-5),
    ("knee of rare hits", [(0.5, 1e-6, 10**6)], 1e-7),
    ("one step, tiny rate", [(0.05, 1e-6, 1)], 1e-9),
    ("tiny rate, few steps", [(2, 1e-6, 1000)], 1e-10),
    ("small rate, long", [(0.7, 1e-4, 10**6)], 1e-7),
    ("nothing lost", [(500, 1e-4, 1)], 1e-3),
    ("CIFAR-10 as published", [(1.1, 0.00427, 14062)], 1e-5),
    ("small rate, small noise", [(0.4, 0.00427, 300)], 1e-10),
    ("half noise", [(0.5, 0.01, 1000)], 1e-5),
    ("ten noisy steps", [(0.3, 0.01, 10)], 1e-5),
    ("many steps at 5 %", [(0.8, 0.05, 5000)], 1e-13),
    ("three steps, little noise", [(0.05, 0.05, 3)], 1e-3),
    ("first rung of the knob", [(0.1, 0.1, 2000)], 1e-5),
    ("quarter batches", [(5.6, 0.25, 100)], 1e-6),
    ("half batches, little noise", [(0.05, 0.5, 20)], 1e-9),
    ("half batch, once", [(1, 0.5, 1)], 1e-3),
    ("nearly full, small noise", [(0.2, 0.9, 60)], 1e-12),
    ("rare hits, frequent hits, nearly full", [(0.5, 1e-6, 10**6), (1, 0.01, 1000), (100, 0.9, 10)], 1e-6),
    ("rare large losses over many small", [(0.05, 1e-6, 1000), (2, 0.05, 500), (0.7, 1e-4, 10**5)], 1e-5),
    ("nearly full, long", [(300, 0.9, 10**6), (20, 0.5, 100), (0.9, 1e-4, 10)], 1e-8),
    ("six rates", [
        (0.6, 0.00427, 500), (1.2, 0.01, 2000), (5, 0.25, 200), (50, 0.5, 10**4), (500, 1, 10**5), (300, 0.9, 10**5)], 1e-5),
    ("noise that falls", [(sigma, 0.05, 100) for sigma in (10, 5, 2, 1, 0.5, 0.3)], 1e-15),
    ("rates that rise", [
        (1, 1e-6, 10**6), (1, 1e-4, 10**5), (1, 0.00427, 1000), (1, 0.01, 100), (1, 0.05, 10), (1, 0.25, 1)], 1e-7),
    ("twelve orders mixed", [
        (500, 1e-6, 10**6), (200, 1e-4, 10**5), (100, 0.00427, 10**4), (50, 0.01, 1000), (20, 0.05, 100), (10, 0.25, 10),
        (5, 0.5, 3), (2, 0.9, 1), (1, 0.01, 30), (0.5, 0.00427, 100), (0.2, 1e-4, 10), (0.1, 1e-6, 1)], 1e-6),
    ("twelve steps", [
        (0.2, 1e-6, 1), (0.4, 1e-4, 1), (0.6, 0.00427, 1), (0.8, 0.01, 1), (1, 0.05, 1), (1.5, 0.25, 1),
        (2, 0.5, 1), (3, 0.9, 1), (5, 1, 1), (10, 0.5, 1), (20, 0.9, 1), (50, 1, 1)], 1e-9),
    ("twelve of little noise", [
        (0.05, 1e-6, 1000), (0.06, 1e-6, 2000), (0.08, 1e-4, 10), (0.1, 1e-4, 20), (0.12, 1e-6, 3000), (0.15, 0.00427, 2),
        (0.2, 1e-4, 40), (0.25, 0.01, 1), (0.3, 1e-4, 100), (0.5, 0.05, 4), (1, 0.25, 20), (10, 0.9, 300)], 1e-3),
]
EXTRA = [
    ("beyond ten deviations", [(1, 1, 1)], 1e-25),
    ("a thousand million full batches", [(1, 1, 10**9)], 1e-5),
    ("a thousand million steps", [(1, 0.01, 10**9)], 1e-5),
    ("ten thousand million steps", [(1, 0.01, 10**10)], 1e-5),
    ("much noise, full batches, small delta", [(500, 1, 10**6)], 1e-7),
]
INTERVALS = {  # of dp_accounting, where its excess and its rounding leave a comparison
    "small rate, long": 5e-6, "CIFAR-10 as published": 2e-5, "half noise": 1e-4, "ten noisy steps": 1e-4,
    "quarter batches": 2e-5, "half batch, once": 1e-5, "rare hits, frequent hits, nearly full": 2e-5,
    "rare large losses over many small": 1e-3, "six rates": 4e-5, "rates that rise": 2e-5, "twelve orders mixed": 1e-3,
    "twelve steps": 1e-4, "twelve of little noise": 1e-3,
}
# tensorflow_privacy's compute_dp_sgd_privacy_test.py, its 2.0 halved by microbatches, at most two examples a user
PUBLISHED = "2.532"
QUICK = ["much noise, tiny rate", "little noise, tiny rate", "small rate, long", "half batch, once", "nearly full, small noise"]


def digits(value, count=12):
    """Decimal digits of a ball's middle or of mpmath."""
    value = value.mid().str(30, radius=False) if isinstance(value, arb) else value
    return mp.nstr(mp.mpf(value), count, min_fixed=-6, max_fixed=16) if value else "0"


def closed_form(phases, delta, direction, high):
    """(name, value) where there is one."""
    if all(rate == 1 for _, rate, _ in phases):
        mu = mp.sqrt(sum(mp.mpf(steps) / mp.mpf(sigma) ** 2 for sigma, _, steps in phases))
        return "closed form of the Gaussian mechanism", falling_root(gaussian_delta(mu), mp.mpf(delta), high)
    [(sigma, rate, steps), *more] = phases
    if not more and steps == 1:
        return "closed form of one step", falling_root(one_step_delta(sigma, rate, direction), mp.mpf(delta), high)
    if not more and sigma <= 0.05 and direction == "removal":
        counted = hits_delta(sigma, rate, steps)
        return "sum over the number of steps with the record", falling_root(counted, mp.mpf(delta), high)
    return None


def exact(phases, delta):
    """The row of a schedule."""
    compositions = {name: Composition.of(phases, name) for name in DIRECTIONS}
    bounds = {name: composition.chernoff(delta) for name, composition in compositions.items()}
    results = {}
    for name in sorted(bounds, key=bounds.get, reverse=True):
        if any(float(value) > bounds[name] for value, _, _, _ in results.values()):
            continue  # it cannot decide
        closed = closed_form(phases, delta, name, bounds[name] + 1)
        if closed and closed[1] == 0:
            results[name] = closed[1], closed[0], 0.0, None
        else:
            value, error = inverted(compositions[name], delta)
            results[name] = value, "inversion", error, closed
    decides = max(results, key=lambda name: float(results[name][0]))
    value, method, error, closed = results[decides]
    row = {"phases": [list(phase) for phase in phases], "delta": delta, "epsilon": digits(value), "direction": decides}
    [other] = set(DIRECTIONS) - {decides}
    if all(rate == 1 for _, rate, _ in phases):
        row["direction"] = "both"
    elif other in results:
        row["other_direction"] = digits(results[other][0])
    else:
        row["other_direction_at_most"] = float(f"{bounds[other]:.6g}")
    row["method"], row["error_estimate"] = method, float(f"{error:.1e}")
    if value == 0:
        [(sigma, rate, _)] = phases
        row["delta_at_0"] = digits(max(one_step_delta(sigma, rate, name)(mp.mpf(0)) for name in DIRECTIONS))
        value = inverted(compositions[decides], float(row["delta_at_0"]) / 2)[0]
        closed = ("closed form at half of delta_at_0", falling_root(
            one_step_delta(sigma, rate, decides), mp.mpf(float(row["delta_at_0"]) / 2), 1))
    if closed:
        method, confirmed = closed
    else:
        method, confirmed = "inversion otherwise", inverted(compositions[decides], delta, **OTHERWISE)[0]
    difference = abs(mp.mpf(value.mid().str(30, radius=False)) / mp.mpf(digits(confirmed, 30)) - 1)
    row["confirmed_by"], row["confirmed"] = method, digits(confirmed)
    row["relative_difference"] = float(mp.nstr(difference, 2))
    if difference > TWICE:
        sys.exit(f"{phases}: two ways differ, {digits(value)} and {digits(confirmed)}")
    return row


def peer(phases, delta, interval):
    """The epsilon of dp_accounting, discretised to an interval, an upper bound but for its rounding."""
    accountant = PLDAccountant(value_discretization_interval=interval)
    for sigma, rate, steps in phases:
        step = GaussianDpEvent(sigma)
        accountant.compose(SelfComposedDpEvent(step if rate == 1 else PoissonSampledDpEvent(rate, step), steps))
    return accountant.get_epsilon(delta)


def trade_off(phases, false_positive_rates=(0.001, 0.01, 0.1)):
    """The largest true positive rate: min over all real eps of e^eps alpha + delta(eps)."""
    spacing, rows = 2 * math.pi / 80, []
    curves = {name: {} for name in DIRECTIONS}
    for name in DIRECTIONS:
        composition = Composition.of(phases, name)
        for tilt, order in ((2.0, 32), (1.5, 40)):
            count = 512
            while (inversion := Inversion(composition, tilt, spacing, count, order)).damped:
                count *= 2
            curves[name][tilt] = inversion

    def least(inversion, alpha):
        slope = lambda e: float((arb(e).exp() * alpha + inversion(arb(e))[1]).mid())
        epsilon = brentq(slope, -8, 12, xtol=1e-13)
        return epsilon, arb(epsilon).exp() * alpha + inversion(arb(epsilon))[0]

    for alpha in false_positive_rates:
        row = {"fpr": alpha}
        found = {name: least(curves[name][2.0], alpha) for name in DIRECTIONS}
        for name, (epsilon, rate) in found.items():
            row[name] = digits(rate)
            again = least(curves[name][1.5], alpha)[1]
            if abs(float((again / rate - 1).mid())) > TWICE:
                sys.exit(f"{phases}: two ways differ at {alpha}")
        # The larger of two functions has its least value where the larger one has it, or else where they meet.
        for name, (epsilon, rate) in found.items():
            [other] = set(DIRECTIONS) - {name}
            if curves[name][2.0](arb(epsilon))[0] >= curves[other][2.0](arb(epsilon))[0]:
                row["larger_of_both"], row["epsilon"] = digits(rate), float(f"{epsilon:.9g}")
        rows.append(row)
    meaning = {"removal_is": "in = P, out = Q", "addition_is": "in = Q, out = P"}
    return {"phases": [list(phase) for phase in phases]} | meaning | {"limits": rows}


def group(sigma, rate, steps, delta, size, interval, published=None):
    """A person's records are sampled independently of each other."""
    phases = [(sigma, rate, steps)]
    compositions = {name: Composition.of(phases, name, size=size) for name in DIRECTIONS}
    values = {name: inverted(composition, delta) for name, composition in compositions.items()}
    decides = max(values, key=lambda name: float(values[name][0]))
    again = inverted(compositions[decides], delta, **OTHERWISE)[0]
    difference = abs(float((again / values[decides][0] - 1).mid()))
    if difference > TWICE:
        sys.exit(f"group of {size}: two ways differ")
    chances, numbers = zip(*binomial(rate, size))
    accountant = PLDAccountant(value_discretization_interval=interval)
    step = MixtureOfGaussiansDpEvent(sigma, list(numbers), [float(p) for p in chances])
    accountant.compose(SelfComposedDpEvent(step, steps))
    value, error = values[decides]
    row = {"noise_multiplier": sigma, "sampling_rate": rate, "steps": steps, "delta": delta, "size": size,
           "epsilon": digits(value), "direction": decides, "error_estimate": float(f"{error:.1e}"),
           "relative_difference": float(f"{difference:.1e}"),
           "dp_accounting": float(accountant.get_epsilon(delta)), "interval": interval}
    return row | ({"published": published} if published else {})


def replaced(sigma, rate, steps, delta):
    """One record replaced by another: sigma is the noise over the distance of the two, 2C at most."""
    composition = Composition([(replacement(sigma, rate), steps)])
    value, error = inverted(composition, delta)
    if steps == 1:
        method, high = "closed form of one step", composition.chernoff(delta) + 1
        again = falling_root(one_replacement_delta(sigma, rate), mp.mpf(delta), high)
    else:
        method, again = "inversion otherwise", inverted(composition, delta, **OTHERWISE)[0]
    difference = float(abs(mp.mpf(digits(value, 30)) / mp.mpf(digits(again, 30)) - 1))
    if difference > TWICE:
        sys.exit(f"replacement {sigma}: two ways differ, {digits(value)} and {digits(again)}")
    return {"noise_multiplier": sigma, "sampling_rate": rate, "steps": steps, "delta": delta, "epsilon": digits(value),
            "error_estimate": float(f"{error:.1e}"), "confirmed_by": method, "relative_difference": float(f"{difference:.1e}")}


def named(table, chosen=None):
    rows = []
    for name, phases, delta in table:
        if chosen is None or name in chosen:
            start = time.time()
            rows.append({"name": name} | exact(phases, delta))
            if chosen is None and name in INTERVALS:
                theirs = float(peer(phases, delta, INTERVALS[name]))
                rows[-1] |= {"dp_accounting": theirs, "interval": INTERVALS[name]}
            print(f"{time.time() - start:6.1f} s  {json.dumps(rows[-1])}", file=sys.stderr, flush=True)
    return rows


def make():
    document = {"about": "Made by extreme_schedules.py; exact_epsilon.py has the method. Phases are noise multiplier, "
                         "sampling rate, steps. Strings are exact to their last digit, parameters the doubles nearest to them. "
                         "Otherwise is " + ", ".join(f"{key} {value}" for key, value in OTHERWISE.items()) + "."}
    document["schedules"] = named(SCHEDULES)
    document["extra"] = named(EXTRA)
    write(document)
    document["trade_off"] = [trade_off([(1.1, 0.00427, 14062)]), trade_off([(5.6, 0.25, 100)])]
    document["replace_one"] = [replaced(*row) for row in [
        (0.028, 0.9, 1, 1e-9), (1, 0.01, 10**4, 1e-5), (0.5, 0.1, 200, 1e-6), (0.3, 0.05, 20, 1e-9)]]
    document["groups"] = [group(*row) for row in [
        (1, 0.0064, 782, 1e-6, 2, 1e-4, PUBLISHED), (1, 0.0064, 782, 1e-6, 3, 1e-4), (1, 0.0064, 782, 1e-6, 5, 1e-3),
        (2, 0.0064, 782, 1e-6, 2, 1e-4), (2, 0.0064, 782, 1e-6, 3, 1e-4), (2, 0.0064, 782, 1e-6, 5, 1e-4),
        (1.1, 0.00427, 14062, 1e-5, 2, 2e-4), (1.1, 0.00427, 14062, 1e-5, 3, 2e-4), (1.1, 0.00427, 14062, 1e-5, 5, 1e-3),
        (5.6, 0.25, 100, 1e-6, 2, 1e-4), (5.6, 0.25, 100, 1e-6, 5, 1e-3), (0.7, 0.05, 60, 1e-7, 3, 1e-3)]]
    write(document)


def write(document):
    def written(value):
        if isinstance(value, list):
            return "[\n" + ",\n".join(json.dumps(row) for row in value) + "\n]"
        return json.dumps(value)

    FILE.write_text("{\n" + ",\n".join(f"{json.dumps(key)}: {written(value)}" for key, value in document.items()) + "\n}\n")


def quick():
    kept = {row["name"]: row["epsilon"] for row in json.loads(FILE.read_text())["schedules"]}
    wrong = [row for row in named(SCHEDULES, QUICK) if row["epsilon"] != kept[row["name"]]]
    print(f"{len(QUICK)} of {len(kept)} found again, {len(wrong)} differ")
    return bool(wrong)


def compare(binary):
    """Ours beside the exact values; true when outside."""
    failures, exceptions, document = [], [], json.loads(FILE.read_text())
    print("| schedule | delta | exact | ours - exact | exact - lower | kind | seconds |\n|---|---|---|---:|---:|---|---:|")
    for place in ("schedules", "extra"):
        for row in document[place]:
            options = [f"--phase={sigma!r},{rate!r},{steps}" for sigma, rate, steps in row["phases"]]
            command, start = [binary, "account", *options, "--delta", repr(row["delta"]), "--format", "json"], time.time()
            run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            seconds = time.time() - start
            if run.returncode:
                failures.append(f"{row['name']}: ended with {run.returncode}")
                continue
            ours, value = json.loads(run.stdout), float(row["epsilon"])
            upper = math.inf if ours["epsilon"] is None else ours["epsilon"]
            lower = ours["epsilon_lower"] or 0.0
            kind = ours.get("bound_kind", "")
            if upper < value - SLACK * value:
                failures.append(f"{row['name']}: epsilon {upper!r} is below the exact {row['epsilon']}")
            if lower > value + SLACK * value:
                failures.append(f"{row['name']}: epsilon_lower {lower!r} is above the exact {row['epsilon']}")
            if upper > value * (1 + ABOVE) + 1e-12:
                if kind == "bracket":
                    exceptions += [row["name"]] if place == "schedules" else []
                else:
                    failures.append(f"{row['name']}: epsilon {upper!r} is too far above the exact {row['epsilon']}")
            relative = lambda gap: f"{gap / value:.1e}" if value else f"{gap:.1e} (absolute)"
            print(f"| {row['name']} | {row['delta']} | {row['epsilon']} | {relative(upper - value)} "
                  f"| {relative(value - lower)} | {kind} | {seconds:.2f} |", flush=True)
    if len(exceptions) > EXCEPTIONS:
        failures.append(f"{len(exceptions)} coarser bounds, at most {EXCEPTIONS} are allowed")
    print(f"\n{len(failures)} failures; coarser bounds: {', '.join(exceptions) or 'none'}")
    print("\n".join(failures))
    return bool(failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        sys.exit(quick())
    if options.binary:
        sys.exit(compare(options.binary))
    make()


if __name__ == "__main__":
    main()
