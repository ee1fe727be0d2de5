"""Prints the radii of Gaussian noise that forced words must give, and what lies beyond the last: for GaussianTailTests.

It proves the far tail of Box and Muller's method, where tests by sampling see nothing. A radius is sqrt(-2 ln u), here in
50-digit arithmetic from the definition of u below, and must agree to 1e-12 with SciPy's quantile of the law it has to
have, Rayleigh's. It shares no code with the program.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1 mpmath==1.3.0
    venv/bin/python noise_tail.py            # at once

A word has 32 bits, the first one counts with its upper 31. From the first number L that is not zero on, u continues in one
more word w:  u = (L + (w + 1/2) 2^-32) 2^-bits, where bits are those read up to and with L.
Where L is the first word's and at least 2^20, no word follows: u = (L + 1/2) 2^-31.
"""

import mpmath as mp
from scipy.stats import rayleigh

mp.mp.dps = 50
ONES = 2**32 - 1
WORDS = [
    [2**31],
    [2**21],
    [2**21 - 1, ONES],
    [2**21 - 1, 0],
    [2, 2**31],
    [0, ONES, ONES],
    [0, 1, 0],
    [0, 0, 2**31, 0],
    [0, 0, 0, 1, 0],
    [0] * 8 + [1, 12345],
    [0] * 9 + [2**19, 0],
    [0] * 66,
]


def uniform(words):
    first, bits = words[0] >> 1, 31
    if first >= 2**20:
        return (first + mp.mpf(1) / 2) * mp.mpf(2) ** -31
    *zeros, lead, last = [first, *words[1:]]
    assert not any(zeros)
    bits += 32 * len(zeros)
    return (lead + (last + mp.mpf(1) / 2) * mp.mpf(2) ** -32) * mp.mpf(2) ** -bits


for words in WORDS:
    u = uniform(words)
    radius = mp.sqrt(-2 * mp.log(u))
    if u > 1e-300:
        assert abs(rayleigh.isf(float(u)) / radius - 1) < 1e-12
    shown = ", ".join(f"0x{word:x}" for word in words) if len(words) < 12 else f"{len(words)} words of 0"
    print(f"{mp.nstr(radius, 17):>20}  2^{mp.nstr(mp.log(u, 2), 8):<12} {shown}")

end = uniform(WORDS[-1])
print(f"beyond {mp.nstr(mp.sqrt(-2 * mp.log(end)), 6)}: {mp.nstr(end, 3)} of a pair of draws")
