"""Three mistakes with shares on real faces, in NumPy: what a party sees that reuses a triple, or shares with too small a mask.

The faces are the bundled ones, averaged over 2 x 2 pixels to 23 x 28, as fractions of the brightest pixel of all, at 16 fraction bits
modulo 2^64. A figure is the mean over the 400 of them, its deviation in brackets. Proves the figures of the README, and the values
that the tests of the mistakes compare with.

Reused: two records opened under one mask a, d = x - a and d' = x' - a. Their difference is x - x'; who knows x' has x; who guesses x'
by a public face, the mean of the twenty people that x is not among, has x and the guess's error. Small mask: the share is x + r, r
uniform below 2^m. Correlated is the share, as a signed number, with the face, over the pixels of one face; a hundred fresh sharings
of one face are averaged, and the mean of r subtracted. PSNR is of a peak of 1, what lies outside 0 to 1 being cut off first.

    venv/bin/python Tests/ReferenceValues/secure_mistakes.py     # two seconds; prints two tables
"""

import pathlib

import numpy

BITS, SHARINGS = 16, 100
FACES = pathlib.Path(__file__).resolve().parents[2] / "Datasets" / "Files" / "Faces"
generator = numpy.random.default_rng(1)


def faces():
    pixels = numpy.frombuffer((FACES / "faces46x56-images-idx3-ubyte").read_bytes(), numpy.uint8, offset=16)
    people = numpy.frombuffer((FACES / "faces46x56-labels-idx1-ubyte").read_bytes(), numpy.uint8, offset=8)
    pictures = pixels.reshape(400, 28, 2, 23, 2).mean((2, 4)).reshape(400, -1) / pixels.max()
    return pictures, people


def encode(values):
    return numpy.rint(values * 2**BITS).astype(numpy.int64).view(numpy.uint64)


def decode(words):
    return words.view(numpy.int64) / 2**BITS


def correlation(one, two):
    return numpy.array([numpy.corrcoef(a, b)[0, 1] for a, b in zip(one, two)])


def psnr(guess, truth):
    return -10 * numpy.log10(((numpy.clip(guess, 0, 1) - truth) ** 2).mean(1))


def spread(values):
    return f"{values.mean():.3f} ({values.std():.3f})"


def words(shape):
    return generator.integers(0, 1 << 64, shape, dtype=numpy.uint64)


pictures, people = faces()
secret = encode(pictures)

print("| a triple reused | |\n|---|---:|")
# The other record is another person's.
other = (numpy.arange(400) + 200) % 400
assert (people[other] != people).all()
mask = words(secret.shape)
difference = decode((secret - mask) - (secret[other] - mask))
print(f"| largest error of d - d' as x - x' | {abs(difference - (pictures - pictures[other])).max():.2g} |")
known = decode((secret - mask) - (secret[other] - mask) + secret[other])
print(f"| largest error of x, x' known | {abs(known - pictures).max():.2g} |")
first = (people < numpy.unique(people)[20])[:, None]
public = numpy.where(first, pictures[~first[:, 0]].mean(0), pictures[first[:, 0]].mean(0))
guess = difference + public
print(f"| PSNR of x, x' guessed by a public mean, dB | {spread(psnr(guess, pictures))} |")
print(f"| its correlation with the face | {spread(correlation(guess, pictures))} |")
print(f"| correlation of one d with the face | {spread(correlation(decode(secret - mask), pictures))} |")

print("\n| bits of the mask | correlation of one share | of the mean of a hundred | its PSNR, dB |\n|---|---:|---:|---:|")
for bits in (16, 17, 18, 20, 22, 24, 64):
    shares = lambda: decode(secret + (words(secret.shape) >> numpy.uint64(64 - bits)))
    one = correlation(shares(), pictures)
    centre = (2**bits - 1) / 2 / 2**BITS if bits < 64 else 0
    mean = sum(shares() for _ in range(SHARINGS)) / SHARINGS - centre
    print(f"| {bits} | {spread(one)} | {spread(correlation(mean, pictures))} | {spread(psnr(mean, pictures))} |")
