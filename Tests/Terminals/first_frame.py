#!/usr/bin/env python3
"""Times the first frame: from exec to its last byte, with a theme and files of configuration read, and without, in turns.

    venv/bin/python Tests/Terminals/first_frame.py .build/release/glasshouse [--runs 15]

The first frame is whole once its tabs and its line of keys are on the screen; beside it, when the run's first figures are. The median is to be
under 60 ms. This script reads with the real-time scheduler where it may."""

import os
import sys

from pseudo_terminal import Program, Screen, Stream, binary, folder, load, percentile

RUNS = int(sys.argv[sys.argv.index("--runs") + 1]) if "--runs" in sys.argv else 15
LIMIT = 0.060
CONFIGURATION = "theme: chalk\nramp: viridis\nmouse: true\nlayouts:\n  look:\n    screen: Train\n    pane: Inversion\n    zoom: true\n"
KEYS_FILE = "next-pane: [n, Tab]\nzoom: Z\n"


def home(has_files):
    path = folder()
    os.makedirs(path + "/config/glasshouse")
    if has_files:
        with open(path + "/config/glasshouse/config.yaml", "w") as file:
            file.write(CONFIGURATION)
        with open(path + "/config/glasshouse/keys.yaml", "w") as file:
            file.write(KEYS_FILE)
    return path





def once(path, rows, columns, variables):
    """Seconds to the frame of tabs and keys, and to the first one of the run; and the last screen."""
    program = Program([binary()], rows, columns, home=path, **variables)
    try:
        program.listen(0.6)
        screen = Screen(columns, rows)
        stream = Stream(screen)
        frame = figures = None
        for arrived, data in program.chunks:
            stream.feed(data)
            lines = [line for line in screen.texts() if line]
            if frame is None and len(lines) > 3 and "Train" in lines[0] and "quit" in lines[-1]:
                frame = arrived - program.started
            if frame is not None and figures is None and "step" in lines[1]:
                figures = arrived - program.started
        return frame, figures, screen.texts()
    finally:
        program.close()


def main():
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(10))
    except OSError:
        pass
    late = False
    for name, rows, columns, variables in (("80x24, 256 colours", 24, 80, {}), ("120x36, true colour", 36, 120, {"COLORTERM": "truecolor"})):
        homes = {"without files": home(False), "theme chalk, config.yaml, keys.yaml": home(True)}
        times = {how: ([], []) for how in homes}
        for _ in range(RUNS):
            for how, path in homes.items():
                frame, figures, lines = once(path, rows, columns, variables)
                if frame is None:
                    sys.exit("No first frame:\n" + "\n".join(lines))
                times[how][0].append(frame)
                times[how][1].append(figures or 9)
        for how, (frame, figures) in times.items():
            late |= percentile(frame, 0.5) > LIMIT
            print(f"| {name}, {how} | " + " | ".join(
                f"{1000 * percentile(values, 0.5):.0f} ({1000 * min(values):.0f} to {1000 * max(values):.0f}) ms" for values in (frame, figures)) + " |")
    print(f"medians of {RUNS}, least and greatest: tabs and keys, the run's first figures; {load()}")
    sys.exit(1 if late else 0)


if __name__ == "__main__":
    main()
