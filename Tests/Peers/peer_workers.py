"""What the timing scripts beside this file share: a virtual environment with the peers, workers that stay alive and
answer on their standard output, and the figures of `glasshouse bench`. Python 3.11 or later, standard library only.
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time
import venv

VERSIONS = {"torch": "2.15.0", "opacus": "1.6.0", "jax": "0.10.2", "numpy": "2.4.6"}
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}
# glibc gives blocks past 32 MB back to the system when they are freed, and Opacus asks for a gigabyte every step. This
# makes it keep them, as a user may who has read PyTorch's tuning guide.
KEEP_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 34)}


def add_options(parser, rounds):
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--peers-only", action="store_true", help="leave the program out")
    parser.add_argument("--venv", type=pathlib.Path, default=cache / "glasshouse-peers", help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=rounds, help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of Markdown")


def environment(directory):
    """The interpreter of the virtual environment, which is made or completed with the pinned versions if need be."""
    python = directory / "bin" / "python"
    if not python.exists():
        print(f"Making a virtual environment in {directory}.", file=sys.stderr)
        venv.create(directory, with_pip=True)
    wanted = [f"{name}=={version}" for name, version in VERSIONS.items()]
    check = f"import importlib.metadata as m; assert all(m.version(n) == v for n, v in {VERSIONS}.items())"
    if subprocess.run([python, "-c", check], stderr=subprocess.DEVNULL).returncode != 0:
        size = " (with CUDA's libraries some 6 GB on Linux)" if "torch" in VERSIONS else ""
        print(f"Installing {', '.join(wanted)}{size}.", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], stdout=sys.stderr, check=True)
    return python


def pinned(core):
    """What a new process is to do before it starts: stay on one core, where the system can do that."""
    if core is None or not hasattr(os, "sched_setaffinity"):
        return None
    return lambda: os.sched_setaffinity(0, {core})


class Worker:
    """A script of this folder run as `--worker NAME`: a line of JSON in, a line of JSON out."""

    def __init__(self, python, script, name, core=None, variables=None):
        self.name = name
        self.process = subprocess.Popen(
            [python, "-W", "ignore", script, "--worker", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **ONE_THREAD, **(variables or {})}, preexec_fn=pinned(core),
        )

    def tell(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"The worker {self.name} ended by itself.")
        return json.loads(line)

    def ask(self, **request):
        self.tell(**request)
        return self.answer()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def serve(answer):
    """The other end: answers every line until there is none left."""
    channel, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints must not come between the answers
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), file=channel, flush=True)


def time_steps(step, seconds, warm_up=2, least=3):
    """The median milliseconds of a step, over as many as fit into the time but at least a few, and their number."""
    for _ in range(warm_up):
        step()
    times, until = [], time.perf_counter() + seconds
    while len(times) < least or time.perf_counter() < until:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return {"ms": 1000 * statistics.median(times), "steps": len(times)}


def ours(binary, *options, core=None):
    """What `glasshouse bench` prints."""
    command = [binary, "bench", *options, "--format", "json"]
    finished = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=pinned(core)
    )
    if finished.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {finished.returncode}: {finished.stderr.strip()}")
    return json.loads(finished.stdout)


def machine(*packages):
    """Date, processor, cores, load and versions, without which no figure means anything."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        values = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        processor = f"{values['model name']} (family {values['cpu family']}, model {values['model']})"
    except (OSError, KeyError):
        processor = platform.processor() or platform.machine()
    return {
        "date": time.strftime("%Y-%m-%d"), "processor": processor, "cores": os.cpu_count(), "load": os.getloadavg()[0],
        "versions": {"python": platform.python_version(), **{name: VERSIONS[name] for name in packages}},
    }


def heading(facts, rounds):
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    return (
        f"{facts['date']}, {facts['processor']}, {facts['cores']} cores, float32. Medians of {rounds} rounds (lowest "
        f"to highest). {versions}. Load before {facts['load']:.1f}, after {facts['load_after']:.1f}.\n"
    )


def spread(values):
    """A median with its range, in three digits or more: 4.12 (4.01 to 4.5)."""
    short = lambda value: f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return f"{short(statistics.median(values))} ({short(min(values))} to {short(max(values))})"


def table(header, rows):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"
