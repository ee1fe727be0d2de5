"""Exact epsilon of composed Gaussian mechanisms, by inverting the transform of the privacy loss.

A step is a pair of densities, each a Gaussian N(0, s^2) times a sum of exponentials; its loss is the logarithm of their
ratio. For the sum L of the losses of all steps and K(z) = sum of steps * ln E[e^(zL)], with a real tilt > 0,
    delta(eps) = E (1 - e^(eps - L))+  =  1/(2 pi i)  integral over Re z = tilt of  e^(K(z) - z eps) / (z (z + 1)) dz.
The steps are composed exactly: e^K is a product of moments, and neither the losses nor their sum is put on a grid.

* E[e^(zL)] of a step: Gauss-Legendre panels, as wide as the oscillation, the Gaussian and the zeros of the sums of
  exponentials (pi s^2 off the real line) let them be for 30 digits. Equally spaced z make it a product of two matrices.
* The line: the trapezoidal rule. Its error is e^(tilt eps) delta(eps) one period to either side, e^-40 of it or less.
* Where the integrand has not vanished at the end of the line (few steps, or few that take the record in) it is damped by
  w(t) = Q(31, h^2 t^2 / 2), Q being the incomplete gamma function: this smooths delta over a width h with a kernel of
  order 62. The line is lengthened, and h shortened with it, until epsilon stands still twice.

All is done in python-flint's ball arithmetic, which bounds the rounding errors; parameters are the doubles nearest to the
decimals. Floats only choose the tilt, the panels and the length of the line: they cannot make the answer wrong unseen.
"""

import itertools
import math

import mpmath as mp
import numpy as np
from flint import acb, acb_mat, arb, ctx
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaincc, logsumexp

ctx.prec = 128
mp.mp.dps = 60

FLOOR = 88  # heights e^-88 below the largest are left out of a moment
FILTER = 30  # the smoothing kernel has order 2 FILTER + 2
VANISHED = 1e-28  # of the integrand, beside its value on the real line
END = brentq(lambda u: math.log(gammaincc(FILTER + 1, u) / VANISHED), 40, 300)  # w(t) vanishes where h^2 t^2 / 2 is this
ROWS, ENTRIES = 64, 500000  # of the matrices, to bound memory


class Step:
    """N(0, s^2) times `above` against N(0, s^2) times `below`, sums of p exp((2 d x - d^2) / (2 s^2)) over (p, d)."""

    def __init__(self, sigma, above, below):
        self.sigma, self.above, self.below = sigma, above, below
        self.shift = max(abs(d) for _, d in above + below)
        # Neighbouring terms of a sum are equal about where it has its zeros, pi s^2 / d off the real line.
        self.crossings = [
            sigma**2 * float((p / r).log()) / (e - d) + (e + d) / 2
            for part in (above, below)
            for (p, d), (r, e) in zip(part, part[1:])
        ]
        side = np.geomspace(sigma / 100, 1e9, 8001)
        self.overview = np.unique(np.concatenate([np.linspace(-60 * sigma, 60 * sigma, 4001), side, -side]))
        self.overview_heights, self.known = self.floats(self.overview), {}

    def floats(self, x):
        """The logarithm of the upper density, and the loss."""
        above, below = (
            logsumexp([float(p.log()) + (2 * d * x - d * d) / (2 * self.sigma**2) for p, d in part], axis=0)
            for part in (self.above, self.below)
        )
        return above - x * x / (2 * self.sigma**2) - math.log(self.sigma * math.sqrt(2 * math.pi)), above - below

    def balls(self, x):
        """The upper density and the loss."""
        s = arb(self.sigma)
        above, below = (
            sum((p * ((2 * arb(d) * x - arb(d) ** 2) / (2 * s * s)).exp() for p, d in part), arb(0))
            for part in (self.above, self.below)
        )
        return above * (-x * x / (2 * s * s)).exp() / (s * (2 * arb.pi()).sqrt()), (above / below).log()

    def support(self, tilt, floor=FLOOR):
        """Where e^(tilt L) times the upper density is not negligible, and the logarithm of its largest value."""
        x, (density, loss) = self.overview, self.overview_heights
        for _ in range(2):
            heights = density + tilt * loss
            kept = np.flatnonzero(heights > heights.max() - floor)
            x = np.linspace(x[max(kept[0] - 1, 0)], x[min(kept[-1] + 1, len(x) - 1)], 3001)
            density, loss = self.floats(x)
        return x[0], x[-1], (density + tilt * loss).max()

    def cumulants(self, tilt):
        """ln E[e^(tilt L)], and the variance of the loss under that tilt, in floats."""
        if tilt not in self.known:
            x, dx = np.linspace(*self.support(tilt, 50)[:2], 4001, retstep=True)
            density, loss = self.floats(x)
            heights = density + tilt * loss
            if np.abs(tilt * loss).max() < 30:
                value = math.log1p(np.sum(np.exp(density) * np.expm1(tilt * loss)) * dx)
            else:
                value = logsumexp(heights) + math.log(dx)
            weights = np.exp(heights - logsumexp(heights))
            self.known[tilt] = value, np.sum(weights * (loss - np.sum(weights * loss)) ** 2)
        return self.known[tilt]

    def quadrature(self, tilt, top, order, narrower):
        """(weight times density, loss) at the nodes of panels that serve every moment from tilt to tilt + i top."""
        low, high, peak = self.support(tilt)
        first, last = min(self.crossings), max(self.crossings)
        size, zeros = math.hypot(tilt, top), math.pi * self.sigma**2 / self.shift
        edges = [low]
        while edges[-1] < high:
            x = edges[-1]
            width = min(max(zeros, (first - x) / 2, x - last), 2 * self.sigma) / narrower
            while True:
                density, loss = self.floats(np.linspace(x, x + width, 9))
                # On [-1, 1] the rule with n nodes misses e^(icx) by (ec / 4n)^2n.
                negligible = max(0, peak - (density + tilt * loss).max())
                most = 4 * order / math.e * math.exp(min(0, negligible - 84) / (2 * order)) / narrower
                if size * np.ptp(loss) <= 2 * most:
                    break
                width *= max(0.5, 1.8 * most / (size * np.ptp(loss)))
            edges.append(x + width)
        rule, nodes = [arb.legendre_p_root(order, k, True) for k in range(order)], []
        for a, b in zip(map(arb, edges), map(arb, edges[1:])):
            for root, weight in rule:
                density, loss = self.balls((a + b) / 2 + (b - a) / 2 * root)
                nodes.append((density * weight * (b - a) / 2, loss))
        return nodes

    def moments(self, tilt, spacing, count, order, narrower):
        """E[e^((tilt + i j spacing) L)] for j below count."""
        blocks = -(-count // ROWS)
        nodes = self.quadrature(tilt, spacing * blocks * ROWS, order, narrower)
        total = acb_mat(blocks, ROWS)
        at_once = max(50, ENTRIES // (blocks + ROWS))
        for first in range(0, len(nodes), at_once):
            weights = [density * (arb(tilt) * loss).exp() for density, loss in nodes[first : first + at_once]]
            turns = [acb(0, arb(spacing) * loss) for _, loss in nodes[first : first + at_once]]
            left = [(u * (b * ROWS)).exp() * w for b in range(blocks) for w, u in zip(weights, turns)]
            right = [(u * j).exp() for u in turns for j in range(ROWS)]
            total += acb_mat(blocks, len(turns), left) * acb_mat(len(turns), ROWS, right)
        return [total[j // ROWS, j % ROWS] for j in range(count)]


def binomial(rate, size):
    """How many of the records of a person one step takes in: (probability, number). Balls, for 1 - q rounds in doubles."""
    q = arb(rate)
    return [(math.comb(size, j) * q**j * (1 - q) ** (size - j), float(j)) for j in range(size + 1)]


def removal(sigma, rate, size=1):
    return Step(sigma, binomial(rate, size), [(arb(1), 0.0)])


def addition(sigma, rate, size=1):
    return Step(sigma, [(arb(1), 0.0)], binomial(rate, size))


def replacement(sigma, rate):
    """Noise of sigma times the distance between the two records, which lie at either side of zero."""
    q = arb(rate)
    return Step(sigma, [(1 - q, 0.0), (q, 0.5)], [(1 - q, 0.0), (q, -0.5)])


DIRECTIONS = {"removal": removal, "addition": addition}


class Composition:
    """The sum of the losses of (step, number of times), and of a Gaussian loss of mean mu^2 / 2 and variance mu^2."""

    def __init__(self, steps, mu_squared=arb(0)):
        self.steps, self.mu_squared = steps, arb(mu_squared)

    @classmethod
    def of(cls, phases, direction, **options):
        """Phases of (sigma, rate, steps); at rate 1 both directions are Gaussian."""
        full = sum((arb(steps) / arb(sigma) ** 2 for sigma, rate, steps in phases if rate == 1), arb(0))
        return cls([(DIRECTIONS[direction](s, q, **options), n) for s, q, n in phases if q < 1], full)

    def K(self, tilt):
        return float(self.mu_squared) * tilt * (tilt + 1) / 2 + sum(n * step.cumulants(tilt)[0] for step, n in self.steps)

    def variance(self, tilt):
        return float(self.mu_squared) + sum(n * step.cumulants(tilt)[1] for step, n in self.steps)

    def saddle(self, delta):
        """The tilt where the integrand of the epsilon at delta is least on the real line; quasi-convex in the tilt."""
        objective = lambda tilt: (self.K(tilt) - math.log(tilt) - math.log1p(tilt) - math.log(delta)) / tilt
        tilts, values = [], []
        for tilt in np.geomspace(1e-6, 1e9, 61):
            tilts.append(float(tilt))
            values.append(objective(tilts[-1]))
            if len(values) > 2 and values[-1] > values[-2]:
                break
        bounds = math.log(tilts[max(len(tilts) - 3, 0)]), math.log(tilts[-1])
        least = minimize_scalar(lambda u: objective(math.exp(u)), bounds=bounds, method="bounded", options={"xatol": 1e-3})
        return math.exp(least.x)

    def chernoff(self, delta):
        """An epsilon that is large enough: delta(eps) <= e^(K(t) - t eps) t^t / (1 + t)^(1 + t) for any t."""
        bound = lambda t: (self.K(t) + t * math.log(t) - (1 + t) * math.log1p(t) - math.log(delta)) / t
        return min(bound(factor * self.saddle(delta)) for factor in (0.8, 1, 1.25))

    def period(self, tilt, epsilon, delta, least=42):
        """How far to either side e^(tilt eps) delta(eps) has fallen by e^-least: delta is at most 1, and Chernoff's bound."""
        least -= math.log(delta)
        others = [tilt * factor for factor in (1.05, 1.2, 1.5, 2, 3, 5)]
        return max(least / tilt, min((least + self.K(t) - t * epsilon) / (t - tilt) for t in others))

    def line(self, delta, epsilon):
        """The tilt that needs the shortest period, without losing more than e^25 to cancellation; and the period."""
        saddle, lines = self.saddle(delta), []
        for tilt in (saddle * factor for factor in [0.02, 0.05, 0.1, 0.2, *(k / 10 for k in range(3, 13))]):
            if self.K(tilt) - math.log(tilt) - math.log1p(tilt) - tilt * epsilon - math.log(delta) < 25:
                lines.append((self.period(tilt, epsilon, delta), tilt))
        return min(lines)


class Inversion:
    """delta(eps) and its slope from `count` points of the line, `spacing` apart."""

    def __init__(self, composition, tilt, spacing, count, order=32, narrower=1.0):
        self.points = [acb(tilt, arb(spacing) * j) for j in range(count)]
        values = [(composition.mu_squared * z * (z + 1) / 2).exp() for z in self.points]
        for step, n in composition.steps:
            moments = step.moments(tilt, spacing, count, order, narrower)
            values = [v * (m**n if m.contains(0) else (m.log() * n).exp()) for v, m in zip(values, moments)]
        terms = [v / (z * (z + 1)) * arb(spacing) / arb.pi() for v, z in zip(values, self.points)]
        terms[0] = terms[0] / 2
        self.rest = max(float(abs(term / terms[0]).upper()) for term in terms[-8:])
        self.damped = self.rest > VANISHED
        if self.damped:
            terms = [term * weight(arb(j) / count) for j, term in enumerate(terms)]
        self.terms = terms

    def __call__(self, epsilon):
        parts = [term * (-z * epsilon).exp() for term, z in zip(self.terms, self.points)]
        return sum((p.real for p in parts), arb(0)), -sum(((p * z).real for p, z in zip(parts, self.points)), arb(0))

    def epsilon(self, delta, low, high):
        """Newton's method on ln delta, kept in brackets."""
        low, high, log_delta = arb(low), arb(high), arb(delta).log()
        epsilon = high
        for _ in range(80):
            value, slope = self(epsilon)
            above = value > arb(delta)
            low, high = (epsilon, high) if above else (low, epsilon)
            move = (value.log() - log_delta) * value / slope if value > 0 and slope < 0 else None
            if move is None or not (low <= epsilon - move.mid() <= high):
                move = epsilon - (low + high) / 2
            epsilon = (epsilon - move).mid()
            if abs(move) < 1e-22 * abs(epsilon) or high - low < 1e-22 * high:
                break
        return epsilon


def weight(fraction):
    """The damping at a fraction of the line: the incomplete gamma function Q(FILTER + 1, u)."""
    u = arb(END) * fraction * fraction
    term = total = arb(1)
    for k in range(1, FILTER + 1):
        term = term * u / k
        total = total + term
    return total * (-u).exp()


def inverted(composition, delta, tilt_by=1.0, period_by=1.0, length_by=1.0, order=32, narrower=1.0, most=400000):
    """The epsilon at delta, and an estimate of its error. Other factors give other tilts, spacings, lengths and panels."""
    high = composition.chernoff(delta) * (1 + 1e-6)
    period, tilt = composition.line(delta, high)
    period, tilt = period * period_by, tilt * tilt_by
    length, found = 11 / math.sqrt(composition.variance(tilt)) * length_by, []
    while (count := int(length * period / (2 * math.pi)) + 2) <= most:
        inversion = Inversion(composition, tilt, 2 * math.pi / period, count, order, narrower)
        found.append(inversion.epsilon(delta, 0, high))
        changes = [float(abs(a - b).upper()) for a, b in itertools.pairwise(found[-3:])]
        if not inversion.damped or (len(changes) == 2 and max(changes) < 1e-15 * float(found[-1])):
            # The line was chosen for a larger epsilon, where a shorter period may do.
            needed = composition.period(tilt, float(found[-1]), delta, 40)
            if needed <= period:
                return found[-1], max(changes[-1] if inversion.damped else 0, 1e-17 * float(found[-1]))
            period, found = 1.05 * needed * period_by, []
        else:
            length *= 1.6
    raise ArithmeticError(f"no convergence: {[float(e) for e in found]}, {count} points needed")


def falling_root(delta_of, delta, high):
    """The epsilon of a falling delta(eps) of mpmath between 0 and high, or 0."""
    if delta_of(mp.mpf(0)) <= delta:
        return mp.mpf(0)
    excess = lambda epsilon: mp.log(max(delta_of(epsilon), mp.mpf(10) ** -400)) - mp.log(delta)
    return mp.findroot(excess, (mp.mpf(0), mp.mpf(high)), solver="anderson", tol=mp.mpf(10) ** -40, maxsteps=400)


def upper_tail(x):
    return mp.erfc(x / mp.sqrt(2)) / 2


def gaussian_delta(mu):
    """Every record in every step (Balle and Wang, arXiv:1805.06530)."""
    return lambda e: upper_tail(e / mu - mu / 2) - mp.exp(e) * upper_tail(e / mu + mu / 2)


def one_step_delta(sigma, rate, direction):
    """A single step: the loss rises with the output, so that delta is a difference of two tails."""
    s, q = mp.mpf(sigma), mp.mpf(rate)

    def removed(e):
        cut = s * s * mp.log((mp.expm1(e) + q) / q) + mp.mpf(1) / 2
        return q * upper_tail((cut - 1) / s) - (mp.expm1(e) + q) * upper_tail(cut / s)

    def added(e):
        share = (mp.expm1(-e) + q) / q
        if share <= 0:
            return mp.mpf(0)
        cut = s * s * mp.log(share) + mp.mpf(1) / 2
        return upper_tail(-cut / s) * (1 - mp.exp(e) * (1 - q)) - mp.exp(e) * q * upper_tail((1 - cut) / s)

    return {"removal": removed, "addition": added}[direction]


def one_replacement_delta(sigma, rate):
    """A single step with one record replaced by another at distance 1; the loss rises with the output here too."""
    s, q = mp.mpf(sigma), mp.mpf(rate)
    half = mp.mpf(1) / 2
    ratio = lambda x, d: 1 - q + q * mp.exp((2 * d * x - d * d) / (2 * s * s))

    def delta(e):
        loss = lambda x: mp.log(ratio(x, half)) - mp.log(ratio(x, -half)) - e
        cut = mp.findroot(loss, (mp.mpf(0), 2 * s * s * (e + 1) + 2), solver="anderson", tol=mp.mpf(10) ** -40, maxsteps=400)
        tail = lambda d: (1 - q) * upper_tail(cut / s) + q * upper_tail((cut - d) / s)
        return tail(half) - mp.exp(e) * tail(-half)

    return delta


def hits_delta(sigma, rate, steps):
    """Little noise, by the number of steps that take the record in (removal).

    A step that does loses ln q + N(1/(2 s^2), 1/s^2), one that does not ln(1 - q), but for e^-(the distance of the two
    in noise)^2 / 2; given the number, the sum is Gaussian and delta has Balle and Wang's form.
    """
    s, q = mp.mpf(sigma), mp.mpf(rate)

    def delta(e):
        total = mp.mpf(0)
        for k in range(1, min(steps, int(40 + 20 * steps * rate)) + 1):
            fixed, mu = k * mp.log(q) + (steps - k) * mp.log1p(-q), mp.sqrt(k) / s
            chance = mp.binomial(steps, k) * q**k * (1 - q) ** (steps - k)
            total += chance * upper_tail((e - fixed) / mu - mu / 2) - mp.binomial(steps, k) * mp.exp(e) * upper_tail(
                (e - fixed) / mu + mu / 2)
        return total

    return delta
