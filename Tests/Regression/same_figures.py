"""Two builds of the program say the same: every figure, every weight to the bit, every key, and the logs of one replay on the other.

Usage: python3 Tests/Regression/same_figures.py OLD NEW [--quick]

OLD and NEW are paths of binaries with their resources beside them, run on the same machine. What is timed is left out; a key that only
the newer one has is named and is no failure, nor are other words of a help or of a refusal.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

TIMED = {"seconds", "first_frame_ms", "frame_ms"}
NETWORKS = [
    "--dataset faces", "--dataset digits", "--dataset actg175", "--dataset affairs",
    "--dataset digits --network mlp:64-32 --activation tanh --dropout 0.3 --label-smoothing 0.1 --weight-decay 0.001",
    "--dataset digits --network mlp:128 --noise-multiplier 1.1 --clipping-norm 0.7 --steps 300",
    "--dataset actg175 --noise-multiplier 5.6 --clipping-norm 1 --steps 100 --expected-batch-size 250 --learning-rate 1 --momentum 0",
    "--dataset faces --noise-multiplier 2 --epsilon-budget 4 --steps 5000",
    "--dataset digits --label-noise 0.1 --steps 400", "--dataset digits --inclusion 1 --train-size 900 --steps 200",
    "--dataset digits --inclusion 0.3 --train-size 400 --steps 200", "--dataset actg175 --statistics members --noise-multiplier 2 --steps 100",
    "--dataset digits --learning-rate 1e30 --steps 50", "--dataset faces --downsample 1 --network mlp:32 --steps 200 --seed 7",
    "--dataset digits --clipping-norm 0.5 --steps 200 --expected-batch-size 0.5", "--dataset adult --train-size 2000 --steps 200",
    "--dataset mnist --train-size 500 --network mlp:64 --steps 100", "--dataset fashion --train-size 500 --steps 100",
]
COMMANDS = [f"train {options} --format {form}" for options in NETWORKS for form in ("json", "text")] + [
    "train --dataset digits --steps 600 --commands {knobs} --format json",
    "train --dataset digits --steps 600 --commands {knobs} --epsilon-budget 3 --format text",
    "attack membership --dataset actg175 --shadows 8 --format json", "attack membership --dataset actg175 --shadows 8 --format text",
    "attack membership --dataset digits --network mlp:32 --steps 300 --shadows 4 --commands {knobs} --format json",
    "attack membership --dataset faces --noise-multiplier 2 --shadows 4 --format json",
    "attack membership --dataset actg175 --statistics members --shadows 4 --method lira_online,gradient_features --format json",
    "attack membership --scores {scores} --format json", "attack membership --scores {scores} --format text",
    "attack membership --replay {log} --method loss_threshold,lira_online,rmia_offline --shadows 4 --format json",
    "account --noise-multiplier 1.1 --sampling-rate 0.00427 --steps 14062 --format json",
    "account --noise-multiplier 1.1 --sampling-rate 0.00427 --steps 14062",
    "account --target-epsilon 2 --sampling-rate 0.25 --steps 100 --format json", "account --target-epsilon 2 --sampling-rate 0.25 --steps 100",
    "account --phase 1,0.05,100 --phase 2,0.1,50 --group-size 3 --shuffled --train-size 1000 --format json",
    "account --phase 1,0.05,100 --phase 2,0.1,50 --group-size 3 --shuffled --train-size 1000",
    "account --noise-multiplier 0 --sampling-rate 0.1 --steps 10 --format json", "account --noise-multiplier 0 --sampling-rate 0.1 --steps 10",
    "account --noise-multiplier 2 --sampling-rate 1 --steps 5 --neighboring replace-one --format json",
    "datasets", "datasets --format json", "datasets --describe {table}", "datasets --describe {table} --format json",
    "train --help", "explore --help", "attack membership --help", "account --help", "replay --help",
    "train --dropout 2", "train --network mlp:3x", "train --expected-batch-size 9000", "train --momentum abc", "train --activation gelu",
    "train --nosuch", "train --statistics none", "train --seed -1", "train --steps -4", "train --dataset nosuch", "replay {bad}",
    "replay {unknown}", "train --dataset names", "train --clipping-norm 0", "train --epsilon-budget 0", "train --delta 1",
]
REFUSED = ["train --dropout", "train --network mlp:3x", "train --expected-batch-size", "train --momentum abc", "train --activation", "train --nosuch",
           "train --statistics none", "train --seed -1", "train --steps -4", "train --dataset nosuch", "train --dataset names", "train --clipping-norm 0",
           "train --epsilon-budget 0", "train --delta 1", "replay {"]
QUICK = {"train --dataset digits --format json", "attack membership --dataset actg175 --shadows 8 --format json", "datasets"}


def run(binary, line, places):
    words = [word.format(**places) for word in line.split()]
    result = subprocess.run([binary] + words, capture_output=True, text=True, timeout=1200)
    output = result.stdout
    if result.returncode == 0 and "--format json" in line:
        return result.returncode, without_times(json.loads(output)), result.stderr
    kept = [text for text in output.splitlines() if not (text.endswith(" s") and text[:-2].replace(".", "").isdigit())]
    return result.returncode, kept, result.stderr


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(inner) for key, inner in value.items() if key not in TIMED}
    return [without_times(inner) for inner in value] if isinstance(value, list) else value


def is_named(values):
    """Whether it is a list of attacks, which are compared by their names."""
    return isinstance(values, list) and values != [] and all(isinstance(value, dict) and "name" in value for value in values)


def differences(old, new, path=""):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            yield from differences(old[key], new[key], f"{path}.{key}") if key in new else [f"{path}.{key} is gone"]
        for key in new.keys() - old.keys():
            print(f"  new key {path}.{key}: {new[key]}")
    elif is_named(old) and is_named(new):
        yield from differences(*({value["name"]: value for value in values} for values in (old, new)), path)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new)):
            yield from differences(*pair, f"{path}[{index}]")
    elif old != new:
        yield f"{path}: {old} became {new}"


def main():
    old, new = sys.argv[1:3]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        places = {name: str(pathlib.Path(folder, name)) for name in ("knobs", "scores", "log", "table", "bad", "unknown")}
        pathlib.Path(places["knobs"]).write_text(
            '{"step":100,"set":{"noise_multiplier":1.5}}\n{"step":200,"set":{"clipping_norm":0.5,"learning_rate":0.05}}\n'
            '{"step":250,"set":{"clipping_norm":null}}\n{"step":300,"set":{"dropout":0.2,"weight_decay":0.01}}\n')
        pathlib.Path(places["table"]).write_text("age,sex,income\n" + "".join(f"{20 + i % 50},{'mf'[i % 2]},{'lh'[i % 3 == 0]}\n" for i in range(200)))
        header = '{"format":"glasshouse-log","version":2,"configuration":{"dataset":"digits"'
        pathlib.Path(places["bad"]).write_text('{"format":"glasshouse-log","version":1,"configuration":{}}\n')
        pathlib.Path(places["unknown"]).write_text(header + ',"nosuch":1}}\n')
        subprocess.run([old, "train", "--dataset", "digits", "--scores", places["scores"], "--log", places["log"]], capture_output=True, check=True)
        for line in COMMANDS:
            is_figures = "--help" not in line and not any(line.startswith(start) for start in REFUSED)
            if "--quick" in sys.argv and line not in QUICK:
                continue
            results = [run(binary, line, places) for binary in (old, new)]
            found = [text for pair in zip(*results) for text in differences(*pair)]
            if found and not is_figures and results[0][0] == results[1][0]:
                # Help and refusals are words, and may be put better.
                print(f"words   {line}", flush=True)
                continue
            print(f"{'DIFFERS' if found else 'same   '} {line}", flush=True)
            for text in found[:6]:
                print(f"  {text}"[:600])
            failures += bool(found)
        for index, options in enumerate(NETWORKS):
            log = str(pathlib.Path(folder, f"log{index}.jsonl"))
            model = [str(pathlib.Path(folder, f"model{which}")) for which in "ab"]
            subprocess.run([old, "train", *options.split(), "--log", log, "--model", model[0]], capture_output=True, check=True)
            subprocess.run([new, "train", *options.split(), "--model", model[1]], capture_output=True, check=True)
            replay = subprocess.run([new, "replay", log, "--verify"], capture_output=True, text=True)
            is_same = pathlib.Path(model[0]).read_bytes() == pathlib.Path(model[1]).read_bytes()
            print(f"{'same   ' if replay.returncode == 0 and is_same else 'DIFFERS'} replay and model of {options} {replay.stderr.strip()}", flush=True)
            failures += replay.returncode != 0 or not is_same
            if "--quick" in sys.argv:
                break
    print("the same" if failures == 0 else f"{failures} differ")
    sys.exit(failures != 0)


main()
