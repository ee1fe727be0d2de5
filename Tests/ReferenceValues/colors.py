"""Colours as others see them: contrast by wcag-contrast-ratio, CIE L*a*b* and CIEDE2000 by scikit-image, what colour-blind people
see by colour-science's matrices of Machado et al. (2009), and the nearest colour of the 256-colour palette by NumPy: makes
`colors.json`."""

import json
import pathlib

import colour
import numpy
import wcag_contrast_ratio
from skimage.color import deltaE_ciede2000, rgb2lab

KINDS = {"protanopia": "Protanomaly", "deuteranopia": "Deuteranomaly", "tritanopia": "Tritanomaly"}
generator = numpy.random.default_rng(12)
colors = generator.integers(0, 256, (40, 3))
colors[:6] = [[0, 0, 0], [255, 255, 255], [119, 119, 119], [118, 118, 118], [0, 0, 255], [8, 8, 8]]


def text(color):
    return "#%02x%02x%02x" % tuple(int(part) for part in color)


def lab(color):
    return rgb2lab(numpy.array(color, float)[None, None] / 255)[0, 0]


def seen(color, kind):
    light = colour.cctf_decoding(numpy.array(color) / 255, function="sRGB")
    light = colour.blindness.CVD_MATRICES_MACHADO2010[KINDS[kind]][1.0] @ light
    return numpy.round(255 * colour.cctf_encoding(light.clip(0, 1), function="sRGB"))


levels = [0, 95, 135, 175, 215, 255]
palette = [(r, g, b) for r in levels for g in levels for b in levels] + [(8 + 10 * k,) * 3 for k in range(24)]
places = numpy.array([lab(color) for color in palette])
rows = []
for color, other in zip(colors, numpy.roll(colors, -1, 0)):
    one, two = lab(color), lab(other)
    rows.append({
        "color": text(color),
        "other": text(other),
        "contrast": wcag_contrast_ratio.rgb(tuple(color / 255), tuple(other / 255)),
        "lab": [round(float(part), 6) for part in one],
        "difference": round(float(deltaE_ciede2000(one, two)), 6),
        "seen": {kind: text(seen(color, kind)) for kind in KINDS},
        # Twice the same colour is in it: the first of them.
        "palette": 16 + int(numpy.linalg.norm(places - one, axis=1).argmin()),
    })
pathlib.Path(__file__).with_name("colors.json").write_text(json.dumps(rows, indent=1) + "\n")
