"""How much of its cell each printable ASCII character inks, in a font that terminals use: the table of GlyphDensity.swift.

It takes the letters whose ink lies about the middle of the cell and, for each of seventeen even steps from none to the
most, the one nearest; prints them in Swift; and fails if GlyphDensity.swift has others.

    apt-get install fonts-dejavu-core; pip install pillow numpy
    python3 Tests/ReferenceValues/glyph_density.py
"""
import pathlib
import re
import sys

import numpy
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
SIZE = 64
STEPS = 16
MIDDLE = 0.44, 0.64  # of the cell's height, where the centre of the ink may lie

font = ImageFont.truetype(FONT, SIZE)
ascent, descent = font.getmetrics()
height, width = ascent + descent, round(font.getlength("M"))
glyphs = []
for code in range(0x20, 0x7F):
    picture = Image.new("L", (width, height))
    ImageDraw.Draw(picture).text((0, 0), chr(code), font=font, fill=255)
    ink = numpy.asarray(picture, float) / 255
    middle = (ink.sum(1) @ (numpy.arange(height) + 0.5)) / max(ink.sum(), 1e-9) / height
    if code == 0x20 or MIDDLE[0] <= middle <= MIDDLE[1]:
        glyphs.append((round(ink.mean(), 4), chr(code)))

most = max(glyphs)[0]
table = []
for step in range(STEPS + 1):
    nearest = min(glyphs, key=lambda glyph: (abs(glyph[0] - step / STEPS * most), glyph[1]))
    if nearest not in table:
        table.append(nearest)
print("\n".join(f'    ("{glyph}", {coverage}),' for coverage, glyph in table))

source = pathlib.Path(__file__).parents[2] / "Sources/TerminalCanvas/GlyphDensity.swift"
found = [(float(coverage), glyph) for glyph, coverage in re.findall(r'\("(.)", ([0-9.]+)\)', source.read_text())]
if found != table:
    sys.exit(f"{source} has another table.")
