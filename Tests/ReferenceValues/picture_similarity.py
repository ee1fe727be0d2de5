"""The structural similarity of faces as the screen shows them with the smooth pictures, by scikit-image.

Twenty faces, each as a photograph of 46 x 56 and as the model knows it, 23 x 28. The smooth picture is the file that
`Heatmap.pgm` writes, enlarged by Pillow's bicubic; the cells are painted with flat rectangles, letters by the part of the
cell that they ink. `24 greys` has the greys of the 256-colour palette, `64 levels` the shades themselves. It fails if a mode
falls more than 0.02 below what stands here.

    pip install numpy pillow scikit-image
    mkdir samples && CANVAS_SAMPLES=$PWD/samples swift test -c release --disable-testable-imports --filter SampleTests
    python3 Tests/ReferenceValues/picture_similarity.py samples
"""
import pathlib
import re
import sys
import unicodedata

import numpy
from PIL import Image
from skimage.metrics import structural_similarity

WIDTH, HEIGHT = 552, 672  # 6 x 12 to a cell where there are 92 columns: halves and thirds are whole
EXPECTED = {  # the mode and its columns: the photograph, and what the model knows
    ("halves-23", "24 greys"): (0.666, 0.717),
    ("halves-23", "64 levels"): (0.686, 0.74),
    ("halves-46", "24 greys"): (0.726, 0.755),
    ("halves-46", "64 levels"): (0.758, 0.792),
    ("halves-92", "24 greys"): (0.823, 0.846),
    ("halves-92", "64 levels"): (0.879, 0.908),
    ("letters-46", "64 levels"): (0.682, 0.723),
    ("sextants-23", "24 greys"): (0.696, 0.731),
    ("sextants-23", "64 levels"): (0.718, 0.755),
    ("sextants-46", "24 greys"): (0.761, 0.8),
    ("sextants-46", "64 levels"): (0.799, 0.842),
    ("sextants-92", "24 greys"): (0.851, 0.857),
    ("sextants-92", "64 levels"): (0.913, 0.922),
}
folder = pathlib.Path(sys.argv[1])
source = pathlib.Path(__file__).parents[2] / "Sources/TerminalCanvas/GlyphDensity.swift"
COVERAGE = {g: float(c) for g, c in re.findall(r'\("(.)", ([0-9.]+)\)', source.read_text())}
MOST = max(COVERAGE.values())
# Of the 256-colour palette, black, the 24 greys and white, each for equally many shades: as `HeatmapRamp.grey`.
GREYS = numpy.array([0] + [8 + 10 * step for step in range(24)] + [255])


def mask(code):
    """Which of 2 x 6 parts of a cell the glyph inks, row by row."""
    whole = numpy.zeros((6, 2), bool)
    if code == 0x2580:
        whole[:3] = True
    elif code == 0x2588:
        whole[:] = True
    elif code == 0x258C:
        whole[:, 0] = True
    elif code == 0x2590:
        whole[:, 1] = True
    elif 0x1FB00 <= code <= 0x1FB3B:
        for digit in unicodedata.name(chr(code)).split("-")[1]:
            row, column = divmod(int(digit) - 1, 2)
            whole[2 * row:2 * row + 2, column] = True
    return whole


def painted(path, greys):
    lines = path.read_text().splitlines()
    columns, rows = map(int, lines[0].split())
    picture = numpy.zeros((rows * 6, columns * 2))
    for index, line in enumerate(lines[1:]):
        code, ink, field = map(int, line.split())
        y, x = index // columns * 6, index % columns * 2
        if code < 0x7F and "letters" in path.name:
            picture[y:y + 6, x:x + 2] = 255 * COVERAGE[chr(code)] / MOST
            continue
        if greys:
            ink, field = GREYS[ink * 26 // 256], GREYS[field * 26 // 256]
        picture[y:y + 6, x:x + 2] = numpy.where(mask(code), ink, field)
    return numpy.asarray(Image.fromarray(picture.astype(numpy.float32)).resize((WIDTH, HEIGHT), Image.NEAREST))


results = {}
for kind in ["photo", "known"]:
    for picture in sorted(folder.glob(f"{kind}-*.pgm")):
        smooth = Image.open(picture).resize((WIDTH, HEIGHT), Image.BICUBIC)
        smooth = numpy.asarray(smooth, numpy.float32)
        for path in folder.glob(picture.stem + "-*.cells"):
            mode = path.stem[len(picture.stem) + 1:]
            for greys in [True, False]:
                if greys and "letters" in mode:
                    continue
                shown = painted(path, greys)
                value = structural_similarity(smooth, shown, data_range=255)
                results.setdefault((mode, "24 greys" if greys else "64 levels"), {}).setdefault(kind, []).append(value)

failed = False
for (mode, shades), kinds in sorted(results.items()):
    means = [round(float(numpy.mean(kinds[kind])), 3) for kind in ["photo", "known"]]
    expected = EXPECTED.get((mode, shades))
    print(f"{mode:12} {shades:9}  {means[0]:.3f}  {means[1]:.3f}  (expected {expected})")
    failed = failed or expected is None or any(m < e - 0.02 for m, e in zip(means, expected))
sys.exit("A mode is worse than it was." if failed else 0)
