"""How far a sum of rounded Gaussian draws is from the noisy sum rounded by lot, in 60-digit arithmetic.

It proves what `RoundAggregation+Secure.swift` and `SecureSumLimits.isFine` say of noise in shares. Each of n clients sends its value x
and a draw of N(0, s^2), rounded to a whole number (s in steps of the grid); the server gets their sum modulo M. In steps:

  1. P(client sends k) = f(k), f the density of x + N(0, s^2) + U(-1/2, 1/2): rounding reads a dithered density at whole numbers.
  2. g, the density of all n together, read at whole numbers, is the noisy sum sent through a channel: to k with the probability
     b(k - y), b the density of n such uniforms, a B-spline, whose values at whole distances add up to one. By post-processing it
     tells no more than the noisy sum.
  3. By Poisson's summation the law of the rounded sum has the transform prod_u sum_j F_u(w + 2 pi j), and that of step 2 has
     sum_j prod_u F_u(w + 2 pi j), with |F_u(w)| = exp(-s^2 w^2 / 2) |sinc(w / 2)|. Left out are products of unequal j, of which
     the largest, one client at another j than the rest, is at most exp(-2 pi^2 s^2 (1 - 1/n)), at w = 2 pi / n. So the laws differ, in total
     variation over M values, by less than BOUND = M/2 * 2n * exp(-2 pi^2 s^2 (1 - 1/n)) * (1 + what is next, less than one).

The transforms are checked against laws that are convolved directly, and the bound against both, where s is small enough to see it.
Then: at s = 8, M = 2^32, for any n from 2 to 10,000, the bound is below 10^-260.

    python3 -m venv venv && venv/bin/pip install mpmath==1.3.0
    venv/bin/python rounded_noise.py    # ten seconds
"""

from mpmath import erfc, exp, log, log10, mp, mpf, pi, sin, sqrt

mp.dps = 60
WIDE = 14  # of s on either side, where a Gaussian is below 10^-40


def rounded(x, s):
    """The law of one client's whole number."""
    below = lambda v: erfc((x - v) / (s * sqrt(2))) / 2
    span = int(WIDE * s) + 3
    return {k: below(k + mpf("0.5")) - below(k - mpf("0.5")) for k in range(int(x) - span, int(x) + span + 1)}


def convolved(xs, s, modulus):
    total = [mpf(0)] * modulus
    total[0] = mpf(1)
    for x in xs:
        law = rounded(x, s)
        after = [mpf(0)] * modulus
        for place, mass in enumerate(total):
            if mass:
                for k, p in law.items():
                    after[(place + k) % modulus] += mass * p
        total = after
    return total


def transform(x, s, w):
    """F of x + N(0, s^2) + U at w: e^{i w x} times a real factor."""
    dither = mpf(1) if w == 0 else sin(w / 2) / (w / 2)
    return mp.expj(w * x) * exp(-(s * w) ** 2 / 2) * dither


def transforms(xs, s, w, reach=6):
    """Of the rounded sum, and of the noisy sum rounded by lot, at w."""
    product, mixed = mpf(1), mpf(0)
    shifts = range(-reach, reach + 1)
    for x in xs:
        product *= sum(transform(x, s, w + 2 * pi * j) for j in shifts)
    for j in shifts:
        term = mpf(1)
        for x in xs:
            term *= transform(x, s, w + 2 * pi * j)
        mixed += term
    return product, mixed


def laws(xs, s, modulus):
    """Both laws modulo M, by inverting the transforms at the M frequencies."""
    pairs = []
    for index in range(modulus):
        w = 2 * pi * index / modulus
        pairs.append(transforms(xs, s, w - 2 * pi if w > pi else w))
    invert = lambda values: [
        sum((v * mp.expj(-2 * pi * k * i / modulus) for i, v in enumerate(values)), mpf(0)).real / modulus
        for k in range(modulus)
    ]
    return invert([p for p, _ in pairs]), invert([m for _, m in pairs])


def bound(n, s, modulus):
    s = mpf(s)
    # Of k clients at one j and the rest at another, nearest first: n over k of them, on both sides.
    terms = mpf(0)
    choose = mpf(1)
    for k in range(1, n // 2 + 1):
        choose *= mpf(n - k + 1) / k
        term = 2 * choose * exp(-2 * pi**2 * s**2 * mpf(k) * (n - k) / n)
        terms += term
        if term < terms * mpf(10) ** -20:
            break
    return modulus * terms  # M / 2, and twice for whatever lies further


found = {}
print("  n    s   total variation   bound   (transforms beside direct convolution)")
for n, s in [(2, "0.3"), (2, "0.5"), (2, "0.8"), (2, "1.2"), (3, "0.5"), (3, "0.8"), (3, "1.2"), (5, "0.5"), (5, "0.8"), (5, "1.2")]:
    s, modulus = mpf(s), 32
    worst = mpf(0)
    for shift in ("0", "0.25", "0.5", "0.37"):
        xs = [mpf(shift) * (u + 1) for u in range(n)]
        direct = convolved(xs, s, modulus)
        product, mixed = laws(xs, s, modulus)
        assert abs(sum(direct) - 1) < mpf(10) ** -30 and abs(sum(mixed) - 1) < mpf(10) ** -30
        if s >= mpf("0.5"):
            assert max(abs(a - b) for a, b in zip(direct, product)) < mpf(10) ** -20
            assert min(mixed) > -mpf(10) ** -20
        worst = max(worst, sum(abs(a - b) for a, b in zip(product, mixed)) / 2)
    limit = bound(n, s, modulus)
    print(f"{n:3d} {mp.nstr(s, 3):>5}   {mp.nstr(worst, 4):>12}   {mp.nstr(limit, 4):>10}")
    assert worst <= limit
    found[n, s] = worst

# And the exponent is the right one: as s grows the logarithm falls by it.
for n in (2, 3, 5):
    low, high = mpf("0.8"), mpf("1.2")
    slope = log(found[n, low] / found[n, high]) / (2 * pi**2 * (high**2 - low**2) * (1 - mpf(1) / n))
    print(f"{n} clients: the logarithm falls {mp.nstr(slope, 5)} times as fast as the exponent says")
    assert abs(slope - 1) < mpf("0.02")

worst = max((log10(bound(n, 8, 2**32)), n) for n in [*range(2, 200), 1000, 10_000])
print(f"at s = 8 modulo 2^32 the most is 10^{mp.nstr(worst[0], 6)}, of {worst[1]} clients")
assert worst[0] < -260
print("of three clients 10^" + mp.nstr(log10(bound(3, 8, 2**32)), 6) + ", of thirty 10^" + mp.nstr(log10(bound(30, 8, 2**32)), 6))
