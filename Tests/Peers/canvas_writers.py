"""What a canvas is written as, read by others: asciinema plays the recording, pyte shows it, and expat reads the SVG.

It proves that every frame of the recording shows the canvas it was made of, to the character, after a resize too; that
`asciinema cat` sends the same bytes; that the ANSI text shows the screen; and that the SVG is well formed, refers to nothing
outside itself, and has every word of the screen. It says how many bytes a frame took.

    python3 -m venv venv && venv/bin/pip install asciinema==2.4.0 pyte
    mkdir samples && CANVAS_SAMPLES=$PWD/samples swift test -c release --disable-testable-imports --filter SampleTests
    venv/bin/python Tests/Peers/canvas_writers.py samples
"""
import json
import pathlib
import statistics
import subprocess
import sys
import xml.etree.ElementTree

import pyte

folder = pathlib.Path(sys.argv[1])
lines = (folder / "run.cast").read_text().splitlines()
header, events = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
screens = json.loads((folder / "run.json").read_text())


def shown(screen):
    """As text; pyte has an empty cell behind a wide character."""
    rows = ["".join(screen.buffer[y][x].data for x in range(screen.columns)).rstrip() for y in range(screen.lines)]
    return "\n".join(rows)


assert header["version"] == 2, header
assert {kind for _, kind, _ in events} == {"o", "m", "r"}
assert [time for time, _, _ in events] == sorted(time for time, _, _ in events)

screen = pyte.Screen(header["width"], header["height"])
stream = pyte.Stream(screen)
sizes, position = [], 0
for frame in screens:
    while position < len(events) and events[position][0] <= frame["time"] + 1e-9:
        _, kind, data = events[position]
        if kind == "r":
            columns, rows = map(int, data.split("x"))
            screen.resize(rows, columns)
        elif kind == "o":
            stream.feed(data)
            sizes.append(len(data.encode()))
        position += 1
    assert shown(screen) == frame["text"], f"at {frame['time']}:\n{shown(screen)}\n---\n{frame['text']}"
assert position == len(events)

# Markers and sizes are not for the terminal; all else is, byte for byte.
played = subprocess.run(
    [str(pathlib.Path(sys.executable).parent / "asciinema"), "cat", str(folder / "run.cast")],
    capture_output=True, check=True).stdout.decode()
assert played == "".join(data for _, kind, data in events if kind == "o")

screen = pyte.Screen(header["width"], header["height"])
pyte.Stream(screen).feed((folder / "run.ansi").read_text().replace("\n", "\r\n"))
assert shown(screen).rstrip() == (folder / "run.txt").read_text().rstrip()

picture = xml.etree.ElementTree.parse(folder / "run.svg").getroot()
written = "".join(picture.itertext())
text = (folder / "run.txt").read_text()
words = [word for word in text.split() if word.isascii()]
assert words and all(word in written for word in words)
assert not any("href" in name for element in picture.iter() for name in element.attrib)
assert not any("\u2580" <= character <= "\u259f" or "\u2800" <= character <= "\u28ff" for character in written)

print(f"{len(screens)} frames as recorded; first {sizes[0]} bytes, then {min(sizes[1:])} to {max(sizes[1:])},"
      f" a median of {statistics.median(sizes[1:]):.0f}; SVG {(folder / 'run.svg').stat().st_size} bytes")
