"""A program on a pseudo-terminal of its own, as the scripts beside this file drive it: keys, sizes, stops, and what was written when.

The program runs in a process group of its own, as a shell starts it, so that ^Z really stops it; a process between waits for it.
Nothing outside a temporary folder is read or written. pyte comes from PyPI, all else from Python; Linux."""

import contextlib
import fcntl
import os
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

import pyte

UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
QUERY, ANSWER = b"\x1b]11;?", b"\x1b]11;rgb:1e1e/2e2e/3e3e\x1b\\\x1b[?62;22c"
ESC, ENTER, CTRL_Z = b"\x1b", b"\r", b"\x1a"


class Screen(pyte.Screen):
    """pyte's screen, with the sequences of xterm-256color that it lacks and ncurses uses."""

    last = " "

    def draw(self, data):
        self.last = data[-1:] or self.last
        super().draw(data)

    def repeat_character(self, count=None):
        self.draw(self.last * (count or 1))

    def scroll_up(self, count=None):
        self.at_top(self.delete_lines, count)

    def scroll_down(self, count=None):
        self.at_top(self.insert_lines, count)

    def at_top(self, change, count):
        place = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        change(count or 1)
        self.cursor.x, self.cursor.y = place

    def texts(self):
        return [line.rstrip() for line in self.display]


class Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "b": "repeat_character", "S": "scroll_up", "T": "scroll_down"}
    events = pyte.ByteStream.events | {"repeat_character", "scroll_up", "scroll_down"}


def folder():
    """A new temporary folder, removed at the end."""
    path = tempfile.mkdtemp(prefix="glasshouse-")
    import atexit

    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def environment(home, **changes):
    """What the program sees; a value of None leaves the variable out."""
    values = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": home, "XDG_STATE_HOME": home + "/state",
              "XDG_CONFIG_HOME": home + "/config", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    values.update(changes)
    return {name: value for name, value in values.items() if value is not None}


class Program:
    """A command on a terminal of its own. What it writes is kept in `chunks`, each with the time at which it was read."""

    def __init__(self, command, rows=24, columns=80, home=None, cwd=None, answers=True, **changes):
        self.answers = answers
        self.home = home or folder()
        self.chunks = []
        self.fed = 0
        self.master, slave = os.openpty()
        self.resize(rows, columns, tells=False)
        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.modes = termios.tcgetattr(slave)
        reading, writing = os.pipe()
        self.between = os.fork()
        if self.between == 0:
            self._wait_between(command, slave, writing, environment(self.home, **changes), cwd or self.home)
        os.close(writing)
        os.close(slave)
        self.reports = os.fdopen(reading, "r")
        self.pid, started = self.reports.readline().split()
        self.pid, self.started = int(self.pid), float(started)
        self.status = None

    def _wait_between(self, command, slave, writing, values, cwd):
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            os.close(self.master)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.chdir(cwd)
            ready, go = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.setpgid(0, 0)
                os.tcsetpgrp(slave, os.getpid())
                signal.signal(signal.SIGTTOU, signal.SIG_DFL)
                for fd in (0, 1, 2):
                    os.dup2(slave, fd)
                os.write(writing, f"{os.getpid()} {time.monotonic()}\n".encode())
                os.closerange(3, 64)
                os.execvpe(command[0], command, values)
            while True:
                _, status = os.waitpid(pid, os.WUNTRACED)
                if os.WIFSTOPPED(status):
                    os.write(writing, b"stopped\n")
                else:
                    code = os.waitstatus_to_exitcode(status)
                    # The modes as a shell finds them, and before the last open end is closed.
                    modes = termios.tcgetattr(slave)
                    os.write(writing, f"ended {code} {modes!r}\n".encode())
                    signal.pause()
        finally:
            os._exit(0)

    # What it writes

    def read(self, until):
        """Keeps the next bytes; False at the time `until`, or when all ends are closed."""
        wait = until - time.monotonic()
        if wait < 0 or not select.select([self.master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.chunks.append((time.monotonic(), data))
        if self.answers and QUERY in data:
            os.write(self.master, ANSWER)
        return bool(data)

    def settle(self, quiet=0.03, most=0.2):
        """Reads until nothing came for `quiet` seconds, at most for `most`."""
        end = time.monotonic() + most
        while self.read(min(end, time.monotonic() + quiet)):
            pass

    def listen(self, seconds):
        """Reads for so long; how many bytes came."""
        before, end = len(self.chunks), time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(end)
        return sum(len(data) for _, data in self.chunks[before:])

    def show(self):
        """The screen after all that was read."""
        for _, data in self.chunks[self.fed :]:
            self.stream.feed(data)
        self.fed = len(self.chunks)
        return self.screen.texts()

    def wait(self, condition, seconds=10):
        """Reads until the lines of the screen fulfil the condition; whether they did."""
        end = time.monotonic() + seconds
        while not condition(self.show()):
            if time.monotonic() > end or self.has_ended():
                return condition(self.show())
            self.read(min(end, time.monotonic() + 0.05))
        return True

    @property
    def output(self):
        return b"".join(data for _, data in self.chunks)

    # What is done to it

    def press(self, keys, quiet=0.03, most=0.2):
        try:
            os.write(self.master, keys)
        except OSError:
            return
        self.settle(quiet, most)

    def resize(self, rows, columns, tells=True):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tells:
            self.show()
            self.screen.resize(rows, columns)

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    # How it is

    def report(self, seconds):
        """`stopped`, or `ended` with `status` and `modes_after` set; None when neither came in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.reports], [], [], 0)[0]:
                words = self.reports.readline().split(" ", 2)
                if words[0] == "ended":
                    self.status, self.modes_after = int(words[1]), eval(words[2])
                return words[0].strip() or None
            self.read(min(end, time.monotonic() + 0.02))
        return None

    def has_ended(self):
        return self.status is not None or not os.path.exists(f"/proc/{self.pid}/stat")

    def ticks(self):
        """User and system time of all threads, in clock ticks."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def close(self):
        """Ends it, if it has not by itself."""
        if self.status is None:
            self.signal(signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.between, signal.SIGKILL)
        os.waitpid(self.between, 0)
        os.close(self.master)
        self.reports.close()


def is_first_frame(lines):
    """Whether the explorer's first frame is whole: its tabs at the top, its keys at the bottom."""
    shown = [line for line in lines if line]
    return len(shown) > 5 and "Train" in shown[0] and "quit" in shown[-1] and "reading" not in shown[1]


def quit(program, seconds=5):
    """Leaves by q, and by the second key where it asks; the exit status, or None."""
    for _ in range(4):
        program.press(b"q", quiet=0.1, most=0.4)
        if program.report(seconds / 4) == "ended":
            program.settle(0.05, 0.3)
            return program.status
    return None


CONTROL = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]+[0-~]|\x1b[0-~]")


def text_of(output):
    """What is left without sequences of control."""
    return CONTROL.sub(b"", output)


def last_modes(output):
    """The private modes as they were left: number to h or l."""
    left = {}
    for numbers, way in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", output):
        for number in numbers.split(b";"):
            left[int(number)] = way.decode()
    return left


def frames(chunks, gap=0.005):
    """The bursts of bytes: (time of the first, time of the last, how many bytes)."""
    found = []
    for arrived, data in chunks:
        if found and arrived - found[-1][1] < gap:
            found[-1][1] = arrived
            found[-1][2] += len(data)
        else:
            found.append([arrived, arrived, len(data)])
    return found


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def load():
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def binary(arguments=sys.argv):
    return os.path.abspath(arguments[1] if len(arguments) > 1 else ".build/release/glasshouse")
