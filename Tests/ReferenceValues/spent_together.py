"""The epsilon of two runs together, by Google's dp_accounting: the value in Tests/ExperimentsTests/SpentTogetherTests.swift.

It proves that the steps of several runs are composed as steps of one are. dp_accounting's value, by privacy loss
distributions, is itself too high, by less the narrower its discretisation interval is; what remains at the finer of two
is at most their difference.

    python3 -m venv venv && venv/bin/pip install dp-accounting==0.6.0
    venv/bin/python spent_together.py    # a few seconds
"""

from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent
from dp_accounting.pld import PLDAccountant

RATE, DELTA = 32 / 150, 1e-5
RUNS = [(1.0, 40), (2.0, 60)]


def epsilon(interval):
    accountant = PLDAccountant(value_discretization_interval=interval)
    for sigma, steps in RUNS:
        accountant.compose(PoissonSampledDpEvent(RATE, GaussianDpEvent(sigma)), steps)
    return accountant.get_epsilon(DELTA)


coarse, fine = epsilon(1e-4), epsilon(5e-5)
assert 0 <= coarse - fine < 1e-4 * fine
print(f"{fine:.6f}, at most {coarse - fine:.1e} too high")
