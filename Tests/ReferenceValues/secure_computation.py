"""Makes secure_computation.json: arithmetic on shares modulo 2^64 by whole numbers of Python and words of NumPy.

Beaver's products, fixed point, local truncation and how often it fails, the sign of a sum of two shares by a Kogge-Stone circuit,
exact truncation, and the rounds and bytes of inference and training, added up step by step. It fails where its circuit and plain
addition differ, where exact truncation is off by more than one unit, where a failure rate is not |z| / 2^64, or where the bytes are
not those of a count by hand. Reference: Mohassel and Zhang, SecureML, IEEE S&P 2017 (truncation and its bound).

    venv/bin/python Tests/ReferenceValues/secure_computation.py     # three seconds; writes secure_computation.json beside itself

Words are unsigned; a negative number is 2^64 less. Rates, means and the table of totals are printed.
"""

import json
import pathlib
import random
from fractions import Fraction

import numpy

WORD = 1 << 64
TRIALS = 4_000_000
generator = random.Random(1)
numbers = numpy.random.default_rng(1)


def word(value):
    return value % WORD


def signed(value):
    return value - WORD if value >> 63 else value


def beaver():
    x, y, a, b = 5, 7, 11, 13
    c, d, e = word(a * b), word(x - a), word(y - b)
    assert word(c + d * b + e * a + d * e) == x * y == 35
    return {"x": x, "y": y, "a": a, "b": b, "c": c, "d": d, "e": e, "z": 35}


def encoding(value, bits):
    """The nearest multiple of 2^-bits, or nothing where two are as near, since whole numbers are rounded in more than one way."""
    scaled = Fraction(value) * 2**bits
    if scaled.denominator == 2:
        return []
    return [{"value": value, "fraction_bits": bits, "word": word(round(scaled)), "decoded": round(scaled) / 2**bits}]


def fixed_point():
    values = [0.0, 1.0, -1.0, 1.5, -2.25, 0.1, -0.1, 1 / 3, -2 / 3, 3.14159265358979, -1000.7, 65535.99, -1e-5, 4e-6, -4e-6]
    made = [case for bits in (8, 10, 13, 16, 20, 24) for value in values for case in encoding(value, bits)]
    made += [case for _ in range(8) for case in encoding(numbers.uniform(-8, 8), 16)]
    product = word(word(98304) * word(-147456))
    assert signed(product) == -14495514624 and signed(product) >> 16 == -221184 and -221184 / 2**16 == -3.375
    return {"encodings": made, "product": {
        "x": word(98304), "y": word(-147456), "product": product, "truncated": word(-221184), "value": -3.375}}


def local(share_0, share_1, bits):
    """Party 0 shifts its share; party 1 shifts the negative of its own, and takes the negative. Both shifts bring in zeros."""
    f = numpy.uint64(bits)
    return share_0 >> f, -(-share_1 >> f)


def shares(values):
    share = numbers.integers(0, WORD, len(values), dtype=numpy.uint64)
    return share, values - share


def local_truncation():
    rates, bits = [], 16
    for exponent in (54, 58, 62):
        for sign in (1, -1):
            z = sign << exponent
            one, two = local(*shares(numpy.full(TRIALS, word(z), numpy.uint64)), bits)
            errors = (one + two).view(numpy.int64) - (z >> bits)
            failed = errors[abs(errors) > 1]
            sizes = sorted({int(size) for size in failed})
            # A multiple of 2^bits loses nothing by rounding, so that what is left is the wrap alone.
            assert sizes == [-sign << (64 - bits)]
            rate, expected = len(failed) / TRIALS, 2.0**(exponent - 64)
            assert abs(rate - expected) < 5 * (expected / TRIALS)**0.5, (rate, expected)
            rates.append({"z": word(z), "exponent": exponent, "sign": sign, "failures": len(failed), "rate": rate,
                          "expected": expected, "error_sizes": sizes})
            print(f"z = {'-' if sign < 0 else ' '}2^{exponent}: fails {rate:.6g}, |z| / 2^64 = {expected:.6g}; off by {sizes}")
    z = numbers.integers(-(1 << 40), 1 << 40, TRIALS)
    one, two = shares(z.view(numpy.uint64))
    exact = z / 2**bits
    right = numpy.add(*local(one, two, bits)).view(numpy.int64) - exact
    alike = (one.view(numpy.int64) >> bits) + (two.view(numpy.int64) >> bits) - exact
    # A truncation that fails is off by 2^48, and would be all of the mean.
    means = {}
    for name, errors in (("local", right), ("both_arithmetic", alike)):
        kept = errors[abs(errors) < 3]
        means[name] = {"mean": float(kept.mean()), "deviation": float(kept.std()), "left_out": int(len(errors) - len(kept))}
        print(f"bias, {name}: {means[name]['mean']:+.5f} units, deviation {means[name]['deviation']:.4f}, left out {means[name]['left_out']}")
    assert abs(means["local"]["mean"]) < 0.005 and abs(means["both_arithmetic"]["mean"] + 1) < 0.005
    return {"fraction_bits": bits, "trials": TRIALS, "rates": rates, "bias": means, "cases": local_cases(bits),
            "bounds": [{"bits": k, "bound": 2.0**(k + 1 - 64)} for k in (20, 32, 48)]}


def local_cases(bits):
    """Shares before and after. It fails where they do not wrap as almost all shares of a number do: two such are among them."""
    small = [0, 1, -1, 98304 << 16, -98304 << 16, -14495514624] + [generator.randrange(-(1 << 46), 1 << 46) for _ in range(10)]
    pairs = [(x, generator.randrange(WORD), False) for x in small]
    pairs += [(1 << 54, 12345 << bits, True), (-(1 << 54), WORD - (54321 << bits), True)]
    cases = []
    for x, share, fails in pairs:
        one, two = share >> bits, word(-(word(share - x) >> bits))
        error = signed(word(one + two)) - (x >> bits)
        assert (abs(error) > 1) == fails, (x, share, error)
        cases.append({"shares": [share, word(x - share)], "truncated": [one, two], "fails": fails})
    return cases


def kogge_stone(one, two):
    """The sign of the sum by the circuit, and how many ANDs of words and rounds it takes."""
    g, p, ands, rounds = one & two, one ^ two, 1, 1
    for level in range(6):
        shift = 1 << level
        g, ands = g ^ (p & word(g << shift)), ands + 1
        if level < 5:
            p, ands = p & word(p << shift), ands + 1
        rounds += 1
    return (one ^ two ^ word(g << 1)) >> 63, g, ands, rounds


def signs():
    top, full = 1 << 63, WORD - 1
    alternating = 0x5555555555555555
    pairs = [(0, 0), (1, 0), (0, full), (full, 1), (1, full), (full, full), (top, 0), (0, top), (top, top), (top - 1, 1), (top - 1, 0),
             (top - 1, top - 1), (top, full), (full, top), (top - 1, top), (top, top - 1), (alternating, alternating),
             (alternating, 2 * alternating), (alternating, 2 * alternating + 1), (top + 1, full), (top, full - top + 1),
             (1, top - 2), (2, top - 2), (1 << 62, 1 << 62), (1 << 62, (1 << 62) - 1), (0xFFFFFFFF, 1), (0xFFFFFFFF00000000, 1 << 32)]
    for value in (0, 1, -1, 2**62, -2**62, 2**63 - 1, -2**63):
        share = generator.randrange(WORD)
        pairs.append((share, word(value - share)))
    pairs += [(generator.randrange(WORD), generator.randrange(WORD)) for _ in range(24)]
    made = []
    for one, two in pairs:
        negative, carries, ands, rounds = kogge_stone(one, two)
        assert negative == word(one + two) >> 63 and (ands, rounds) == (12, 7)
        made.append({"shares": [one, two], "negative": negative, "drelu": 1 - negative, "carries": carries})
    return made


def exact(x, r, bits):
    """From the dealer's r, and x + 2^62 + r opened, where |x| < 2^62."""
    c = word(x + (1 << 62) + r)
    wrapped = (r >> 63) * (1 - (c >> 63))
    result = (c >> bits) - (r >> bits) + (wrapped << (64 - bits)) - (1 << (62 - bits))
    assert result - (x >> bits) in (0, 1), (x, r, bits)
    return {"x": word(x), "r": r, "fraction_bits": bits, "opened": c, "result": word(result)}


def exact_truncation():
    top, made = 1 << 63, []
    for bits in (8, 16, 20, 28):
        for x in (0, 1, -1, (1 << bits) - 1, -(1 << bits), (1 << 62) - 1, -(1 << 62), 1 << 61, -(1 << 61) + 12345):
            for r in (0, 1, top - 1, top, WORD - 1, generator.randrange(WORD)):
                made.append(exact(x, r, bits))
    made += [exact(generator.randrange(-(1 << 62), 1 << 62), generator.randrange(WORD), generator.choice((16, 28))) for _ in range(24)]
    return made


def packed(bits):
    """Bytes of a message of single bits."""
    return -(-bits // 8)


def tournament(classes):
    """Comparisons of each level; an odd one out goes on without."""
    levels = []
    while classes > 1:
        levels.append(classes // 2)
        classes -= classes // 2
    return levels


def inference(widths, reveal, truncation, batch):
    """Rounds, and bytes that each party sends, step by step."""
    steps = []
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:]), 1):
        steps.append({"step": f"product {layer}", "rounds": 1, "bytes": 8 * batch * inputs})
        if truncation == "exact":
            steps.append({"step": f"truncation {layer}", "rounds": 1, "bytes": 8 * batch * outputs})
        if layer < len(widths) - 1:
            count = batch * outputs
            steps.append({"step": f"relu {layer}", "rounds": 7 + 1 + 1, "bytes": 192 * count + packed(count) + 16 * count})
    if reveal == "label":
        for level, comparisons in enumerate(tournament(widths[-1]), 1):
            count = batch * comparisons
            steps.append({"step": f"argmax {level}", "rounds": 7 + 1 + 1, "bytes": 192 * count + packed(count) + 2 * 16 * count})
    steps.append({"step": "opening", "rounds": 1, "bytes": 8 * batch * (1 if reveal == "label" else widths[-1])})
    return {"widths": widths, "reveal": reveal, "truncation": truncation, "batch": batch, "steps": steps,
            "rounds": sum(step["rounds"] for step in steps), "bytes": sum(step["bytes"] for step in steps),
            "setup_bytes": sum(8 * inputs * outputs for inputs, outputs in zip(widths, widths[1:]))}


def training(columns, records, batch, steps):
    """Logistic regression with the sigmoid clip(x + 1/2, 0, 1): the masked records are opened once, the weights every step.

    The bias is a column of ones. A step opens the masked weights, compares with both ends (two DReLUs, bits to numbers, products) and opens the masked residuals.
    """
    step = [8 * columns, 2 * 192 * batch, packed(2 * batch), 2 * 16 * batch, 8 * batch]
    return {"columns": columns, "records": records, "batch": batch, "steps": steps, "rounds": 11 * steps,
            "bytes": steps * sum(step), "setup_bytes": 8 * records * columns}


def costs():
    made = [inference(list(widths), reveal, truncation, batch)
            for widths in ((64, 64, 10), (784, 128, 10), (30, 10), (20, 16, 8, 3)) for reveal in ("label", "logits")
            for truncation in ("local", "exact") for batch in (1, 7)]
    known = {(64, "label"): (48, 16372, 37888), (64, "logits"): (12, 14424, 37888),
             (784, "label"): (48, 35964, 813056), (784, "logits"): (12, 34016, 813056)}
    for cost in made:
        key = (cost["widths"][0], cost["reveal"])
        if key in known and cost["truncation"] == "local" and cost["batch"] == 1:
            assert (cost["rounds"], cost["bytes"], cost["setup_bytes"]) == known[key], cost
        shape = "-".join(map(str, cost["widths"]))
        print(f"{shape}, {cost['reveal']}, {cost['truncation']}, batch {cost['batch']}: {cost['rounds']} rounds, "
              f"{cost['bytes']:,} bytes, setup {cost['setup_bytes']:,}")
    return made


values = {
    "beaver": beaver(), **fixed_point(), "local_truncation": local_truncation(), "signs": signs(),
    "exact_truncation": exact_truncation(), "inference": costs(), "training": [training(102, 8000, 128, 200), training(24, 1600, 128, 200)],
}
path = pathlib.Path(__file__).with_name("secure_computation.json")
path.write_text(json.dumps(values, indent=None, separators=(",", ":")).replace("},{", "},\n{") + "\n")
