"""Replaces photographs by noise and looks whether an inversion notices that may not.

It proves of the faces that no identifier and no public mean sees a member, and that who draws people from confidences or
labels has no photograph of them: the weights of one run are kept, photographs are overwritten, and what may not depend on
them has to be the same to the last bit, pictures of `--images` and figures. What must depend on them has to change, so that
the experiment can fail. Repeating an attack has to change nothing at all.

    swift build -c release
    python3 Tests/ReferenceValues/inversion_isolation.py --binary .build/release/glasshouse     # standard library only
"""

import argparse
import csv
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

FACES = pathlib.Path(__file__).resolve().parents[2] / "Datasets" / "Files" / "Faces"
IMAGES, LABELS = "faces46x56-images-idx3-ubyte", "faces46x56-labels-idx1-ubyte"
PIXELS, IMAGE_HEADER, LABEL_HEADER = 46 * 56, 16, 8
NETWORK = "--downsample 2 --network linear --train-size 200 --delta 1e-3 --learning-rate 0.03 --weight-decay 0.01 --seed {}"
ATTACKS = {
    "prior": "",
    "mi-face": "--method mi-face",
    "confidences": "--access confidences",
    "labels": "--access label",
}
# Members tell what is like them, and nothing else.
OF_MEMBERS = {"train_accuracy", "ssim_class_mean", "psnr_class_mean", "ssim_nearest_member"}
# Held-out photographs of those who are drawn train identifiers and are compared with.
OF_HELD_OUT = {
    "test_accuracy", "identification_top1", "identification_top5", "recognised", "second_identifier_top1", "second_identifier",
    "ssim_nearest_non_member",
}  # fmt: skip


def run(binary, *words):
    command = [binary, *words]
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {shlex.join(command)}\n{finished.stderr.strip()}")
    return json.loads(finished.stdout)


def written(folder, name, overwritten, noise):
    """The path of the photographs, those of the numbers given overwritten."""
    place = folder / name
    place.mkdir(exist_ok=True)
    content = bytearray((FACES / IMAGES).read_bytes())
    # The brightest pixel is that of the file, which inputs are scaled by.
    largest = max(content[IMAGE_HEADER:])
    for number in overwritten:
        start = IMAGE_HEADER + number * PIXELS
        content[start : start + PIXELS] = bytes([largest]) + bytes(noise.choices(range(largest + 1), k=PIXELS - 1))
    (place / IMAGES).write_bytes(content)
    (place / LABELS).write_bytes((FACES / LABELS).read_bytes())
    return str(place / IMAGES)


def differences(one, other):
    """The names of figures that differ, of the whole, the control and each picture; `pictures` for what is drawn. The ceiling is of
    class means, which are members' own."""
    (report, drawn), (second, redrawn) = one, other
    found = set() if drawn == redrawn else {"pictures"}
    pairs = [(report, second), (report["control"], second["control"]), *zip(report["pictures"], second["pictures"])]
    for first, again in pairs:
        found |= {key for key in first if key not in ("seconds", "pictures", "control", "ceiling") and first[key] != again[key]}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    network = shlex.split(NETWORK.format(options.seed))
    labels = (FACES / LABELS).read_bytes()[LABEL_HEADER:]
    noise, wrong = random.Random(options.seed), []

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        model, scores = str(folder / "model.safetensors"), folder / "scores.csv"
        as_it_is = written(folder, "as it is", [], noise)
        run(
            options.binary, "train", "--dataset", as_it_is, *network, "--steps", "1000", "--model", model, "--scores",
            str(scores), "--format", "json",
        )  # fmt: skip
        with open(scores, newline="") as file:
            members = {int(row["index"]) for row in csv.DictReader(file) if row["member"] == "1"}

        def attack(path, attacking):
            with tempfile.TemporaryDirectory() as images:
                words = ["--initial", model, "--steps", "0", *shlex.split(attacking), "--images", images, "--format", "json"]
                report = run(options.binary, "attack", "inversion", "--dataset", path, *network, *words)
                files = [file for file in pathlib.Path(images).iterdir() if not file.name.endswith("-mean.pgm")]
                return report, {file.name: file.read_bytes() for file in files}

        print("| attack | overwritten | what changes | as it must |\n|---|---|---|---|")
        for title, attacking in ATTACKS.items():
            before = attack(as_it_is, attacking)
            drawn = {picture["label"] for picture in before[0]["pictures"]}
            held_out = {number for number, label in enumerate(labels) if label in drawn} - members
            rows = [("nothing", set(), set(), set()), ("members", members, OF_MEMBERS, OF_MEMBERS)]
            if len(drawn) < len(set(labels)):
                must = {"second_identifier_top1", "ssim_nearest_non_member", "test_accuracy"}
                rows.append(("held-out photographs of those drawn", held_out, OF_HELD_OUT, must))
            for what, overwritten, may, must in rows:
                path = written(folder, "overwritten", sorted(overwritten), noise)
                changed = differences(before, attack(path, attacking))
                right = must <= changed <= may
                if not right:
                    wrong.append(f"{title}, {what}: {', '.join(sorted(changed ^ must)) or 'nothing'}")
                changes = ", ".join(sorted(changed)) or "nothing"
                print(f"| {title} | {what} | {changes} | {'yes' if right else '**no**'} |", flush=True)
    if wrong:
        sys.exit(f"Not as it must: {'; '.join(wrong)}.")


if __name__ == "__main__":
    main()
