"""The colour maps of matplotlib at all of their 256 places, and the fewest places between which straight lines stay within 2.5
of 255 of them: makes `color_maps.json`, and prints the places for `Sources/TerminalCanvas/HeatmapRamp.swift`."""

import json
import pathlib

import numpy
from matplotlib import colormaps

LARGEST_DEVIATION = 2.5


def deviation(table, first, last):
    places = numpy.arange(first, last + 1)
    parts = [numpy.interp(places, [first, last], table[[first, last], part].round()) for part in range(3)]
    return abs(numpy.stack(parts, 1) - table[first : last + 1]).max()


def knots(table):
    count, before = [0] + [1000] * 255, [0] * 256
    for last in range(1, 256):
        for first in range(last):
            if count[first] + 1 < count[last] and deviation(table, first, last) <= LARGEST_DEVIATION:
                count[last], before[last] = count[first] + 1, first
    places = [255]
    while places[-1]:
        places.append(before[places[-1]])
    return places[::-1]


tables = {}
for name in ["cividis", "viridis", "magma"]:
    table = numpy.array(colormaps[name].colors) * 255
    print(name, ", ".join("({}, 0x{:02X}{:02X}{:02X})".format(k, *table[k].round().astype(int)) for k in knots(table)))
    tables[name] = ["{:02x}{:02x}{:02x}".format(*row.round().astype(int)) for row in table]
path = pathlib.Path(__file__).with_name("color_maps.json")
path.write_text(json.dumps(tables, indent=1).replace('",\n  "', '", "') + "\n")
