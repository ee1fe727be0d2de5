"""The epsilon of a client and of a client's record after 80 rounds, by Google's dp_accounting: the values in
Tests/ExperimentsTests/FederatedAccountTests.swift.

It proves what a round of a federation costs. A client more or fewer: the Gaussian mechanism, on a Poisson sample where who
takes part is hidden. A record replaced within a client: dp_accounting's own replace-one relation, under which the client's update
goes from one that is C long to another; at the full batch the closed form of Balle and Wang with twice the sensitivity, and
wherever clients add the noise, for then nothing is sampled. Of the sampled values the discretisation of both is at most what the
finer of two intervals changed.

    python3 -m venv venv && venv/bin/pip install dp-accounting==0.6.0 scipy==1.17.1
    venv/bin/python federated_prices.py    # a few seconds
"""

import math

from dp_accounting import GaussianDpEvent, NeighboringRelation, PoissonSampledDpEvent
from dp_accounting.pld import PLDAccountant
from scipy.optimize import brentq
from scipy.special import log_ndtr

ROUNDS, DELTA = 80, 1e-5
CLIENTS, RECORDS = NeighboringRelation.ADD_OR_REMOVE_ONE, NeighboringRelation.REPLACE_ONE


def sampled(relation, rate, multiplier, interval):
    accountant = PLDAccountant(relation, value_discretization_interval=interval)
    accountant.compose(PoissonSampledDpEvent(rate, GaussianDpEvent(multiplier)), ROUNDS)
    return accountant.get_epsilon(DELTA)


def whole(sensitivity, multiplier):
    """Of a Gaussian of mean sqrt(T) times the sensitivity over the deviation."""
    mean = sensitivity * math.sqrt(ROUNDS) / multiplier
    delta = lambda e: math.exp(log_ndtr(mean / 2 - e / mean)) - math.exp(e + log_ndtr(-mean / 2 - e / mean))
    return brentq(lambda e: delta(e) / DELTA - 1, 0, 1000, xtol=1e-12)


for rate, multiplier in [(0.3, 2.0), (0.3, 4.0), (0.5, 3.0)]:
    row = []
    for relation in (CLIENTS, RECORDS):
        coarse, fine = (sampled(relation, rate, multiplier, interval) for interval in (1e-4, 5e-5))
        assert 0 <= coarse - fine < 1e-5 * fine
        row.append(fine)
    print(f"q {rate}, z {multiplier}: client {row[0]:.6f}, record {row[1]:.6f}")
for multiplier in (4.0, 9.0):
    print(f"q 1, z {multiplier}: client {whole(1, multiplier):.6f}, record {whole(2, multiplier):.6f}")
