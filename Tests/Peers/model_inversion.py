"""Writes the inversions again in PyTorch and compares pictures, figures and seconds with those of the program.

It proves that the program draws what its formulas say and judges it by what it says it does. For each seed the program trains a
model of the faces and writes weights, scores and log; from the weights and the photographs of `Datasets/Files` alone
this draws the same classes: by gradients with a prior and without, by MI-Face, and from 400 questions a person or 5,000 labels in
the eigenspace of 20 public people. Pictures are judged by scikit-image's similarity and noise ratio, by
correlation with held-out means, and by a second identifier trained here on held-out photographs. What is drawn without
chance has to agree to 0.01 in similarity, 0.2 dB, one person in identification, and 0.999 in correlation with the picture
that `--images` writes.
What is drawn by chance is printed beside the mean of ten draws of this, and must lie within three of their deviations.

ART's MIFace runs on the same weights where it is installed, from grey and from its own black.

    python3 -m venv venv && venv/bin/pip install torch scikit-image safetensors adversarial-robustness-toolbox
    swift build -c release
    venv/bin/python Tests/Peers/model_inversion.py --binary .build/release/glasshouse     # three minutes
"""

import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
from safetensors import safe_open
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

FILES = pathlib.Path(__file__).resolve().parents[2] / "Datasets" / "Files" / "Faces"
WIDTH, HEIGHT, PEOPLE = 23, 28, 40
STEPS, RATE, VARIATION, PULL = 200, 0.02, 3.0, 100.0
HIDDEN = (
    "--network mlp:64 --activation tanh --optimizer adam --learning-rate 0.001 --weight-decay 0.001 --steps 940 "
    "--expected-batch-size 32"
).split()
PEER_DRAWS, QUERIES, LABELS, DIMENSIONS = 10, 400, 5000, 60
REACH = 1.4  # by how much a mean of hits is moved on from the public mean
KEYS = ["identification_top1", "identification_top5", "second_identifier_top1", "ssim_class_mean", "psnr_class_mean",
        "ssim_nearest_member", "ssim_nearest_non_member"]  # fmt: skip
TOLERANCES = dict(zip(KEYS, [0.026, 0.026, 0.051, 0.01, 0.2, 0.01, 0.01]))


def photographs():
    images = np.frombuffer((FILES / "faces46x56-images-idx3-ubyte").read_bytes(), np.uint8, offset=16)
    labels = np.frombuffer((FILES / "faces46x56-labels-idx1-ubyte").read_bytes(), np.uint8, offset=8)
    blocks = images.reshape(-1, HEIGHT, 2, WIDTH, 2).mean(axis=(2, 4)).reshape(len(labels), -1)
    return (blocks / images.max()).astype(np.float32), labels.astype(int)


class Model(torch.nn.Module):
    """A saved network, of pixels in [0, 1]."""

    def __init__(self, path):
        super().__init__()
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}
        self.layers = [(tensors[f"layers.{i}.weight"], tensors[f"layers.{i}.bias"]) for i in range(len(tensors) // 2)]

    def forward(self, pixels):
        values = pixels.reshape(len(pixels), -1) - 0.5
        for number, (weight, bias) in enumerate(self.layers):
            values = torch.nn.functional.linear(torch.tanh(values) if number else values, weight, bias)
        return values


class Judge:
    """Judges pictures by members and by held-out photographs, which nothing else here is trained on."""

    def __init__(self, photographs, labels, is_member, seed):
        self.members, self.held_out = photographs[is_member], photographs[~is_member]
        own, other = labels[is_member], labels[~is_member]
        self.means = {c: self.members[own == c].mean(axis=0) for c in range(PEOPLE) if (own == c).any()}
        self.candidates = sorted(set(other))
        self.centroids = self.standard(np.stack([self.held_out[other == c].mean(axis=0) for c in self.candidates]))
        torch.manual_seed(seed)
        self.second = torch.nn.Sequential(torch.nn.Linear(WIDTH * HEIGHT, 100), torch.nn.Tanh(), torch.nn.Linear(100, PEOPLE))
        records, targets = torch.tensor(self.standard(self.held_out) * 20).float(), torch.tensor(other)
        optimizer = torch.optim.Adam(self.second.parameters(), lr=0.002)
        for step in range(800):
            batch = torch.randint(len(targets), (32,))
            optimizer.param_groups[0]["lr"] = 0.002 * (1 - step / 800)
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(self.second(records[batch]), targets[batch]).backward()
            optimizer.step()

    @staticmethod
    def standard(pictures):
        centred = pictures.astype(float) - pictures.mean(axis=1, keepdims=True, dtype=float)
        return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)

    def judge(self, classes, pictures):
        correlations = self.standard(pictures) @ self.centroids.T
        named = self.second(torch.tensor(self.standard(pictures) * 20).float()).argmax(dim=1).numpy()
        first, five, second, similar, noise, member, held_out = ([] for _ in KEYS)
        for wanted, picture, row, name in zip(classes, pictures, correlations, named):
            if wanted in self.candidates:
                nearer = (row > row[self.candidates.index(wanted)]).sum()
                first.append(nearer < 1)
                five.append(nearer < 5)
                second.append(name == wanted)
            if wanted in self.means:
                similar.append(alike(picture, self.means[wanted]))
                noise.append(min(100, peak_signal_noise_ratio(self.means[wanted], picture, data_range=1)))
            member.append(max(alike(picture, other) for other in self.members))
            held_out.append(max(alike(picture, other) for other in self.held_out))
        figures = (first, five, second, similar, noise, member, held_out)
        return {key: float(np.mean(values)) for key, values in zip(KEYS, figures)}


def alike(one, other):
    shape = (HEIGHT, WIDTH)
    return structural_similarity(one.reshape(shape), other.reshape(shape), data_range=1)


def by_prior(model, classes, start, total_variation=VARIATION, pull=PULL):
    """Minimises cross-entropy, total variation and distance to the public mean."""
    pictures = torch.tensor(np.repeat(start[None], len(classes), axis=0)).requires_grad_()
    targets, mean = torch.tensor(classes), torch.tensor(start)
    optimizer = torch.optim.Adam([pictures], lr=RATE)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        optimizer.zero_grad()
        grid = pictures.reshape(-1, HEIGHT, WIDTH)
        variation = sum(((d * d + 1e-6).sqrt()).mean(dim=(1, 2)) for d in (grid.diff(dim=1), grid.diff(dim=2)))
        loss = torch.nn.functional.cross_entropy(model(pictures), targets, reduction="sum")
        (loss + total_variation * variation.sum() + pull * ((pictures - mean) ** 2).mean(dim=1).sum()).backward()
        optimizer.step()
        with torch.no_grad():
            pictures.clamp_(0, 1)
    return pictures.detach().numpy()


def by_mi_face(model, classes, most=5000, patience=100, good=0.01, rate=0.1):
    """Fredrikson's Algorithm 1 from grey: the best pictures, and the steps."""
    best, steps = [], []
    for wanted in classes:
        picture, costs = torch.full((1, WIDTH * HEIGHT), 0.5), []
        least = (float("inf"), picture)
        for step in range(most):
            picture = picture.detach().requires_grad_()
            cost = 1 - model(picture).softmax(dim=1)[0, wanted]
            value = cost.item()
            if value < least[0]:
                least = (value, picture.detach())
            if value <= good or (len(costs) >= patience and value >= max(costs[-patience:])):
                break
            costs.append(value)
            cost.backward()
            picture = (picture.detach() - rate * picture.grad).clamp(0, 1)
        best.append(least[1].numpy()[0])
        steps.append(len(costs))
    return np.stack(best), steps


def public_space(records):
    mean = records.mean(axis=0, dtype=float)
    _, lengths, directions = np.linalg.svd(records - mean, full_matrices=False)
    kept = min(DIMENSIONS, len(records) - 1)
    scale = lengths[:kept, None] / np.sqrt(len(records) - 1)
    return torch.tensor(mean).float(), torch.tensor(directions[:kept] * scale).float()


def by_evolution(model, classes, space, seed, deviation=0.5, pairs=2, rate=0.3, pull=0.1):
    """Natural evolution strategies from exact confidences; counts what it asks."""
    generator = torch.Generator().manual_seed(seed)
    mean, directions = space
    points = torch.zeros(len(classes), len(directions), requires_grad=True)
    optimizer, targets, asked = torch.optim.Adam([points], lr=rate), torch.tensor(classes), 0
    rounds = QUERIES // (2 * pairs)
    for number in range(rounds):
        noise = torch.randn(len(classes), pairs, len(directions), generator=generator)
        sides = []
        with torch.no_grad():
            for side in (deviation, -deviation):
                asking = (mean + (points[:, None] + side * noise) @ directions).reshape(-1, len(mean))
                answers = model(asking).log_softmax(dim=1).reshape(len(classes), pairs, PEOPLE)
                sides.append(answers[torch.arange(len(classes)), :, targets])
                asked += pairs
            slope = (sides[0] - sides[1]) / (2 * deviation)
            points.grad = pull * points - (slope[..., None] * noise).mean(dim=1)
        optimizer.param_groups[0]["lr"] = rate * (1 - number / rounds)
        optimizer.step()
    assert asked == QUERIES
    return (mean + points.detach() @ directions).clamp(0, 1).numpy()


def by_labels(model, classes, space, seed):
    mean, directions = space
    points = torch.randn(LABELS, len(directions), generator=torch.Generator().manual_seed(seed))
    answers = model(mean + points @ directions).argmax(dim=1)
    means = [points[answers == c].mean(dim=0) if (answers == c).any() else torch.zeros(len(directions)) for c in classes]
    return (mean + REACH * torch.stack(means) @ directions).clamp(0, 1).numpy()


def by_art(model, classes, start, most):
    """ART's MIFace: the pictures; None where it is not installed."""
    try:
        from art.attacks.inference.model_inversion.mi_face import MIFace
        from art.estimators.classification import PyTorchClassifier
    except ImportError:
        return None
    confident = torch.nn.Sequential(model, torch.nn.Softmax(dim=1))
    classifier = PyTorchClassifier(
        confident, torch.nn.NLLLoss(), input_shape=(WIDTH * HEIGHT,), nb_classes=PEOPLE, clip_values=(0.0, 1.0), device_type="cpu"
    )
    begin = None if start is None else np.full((len(classes), WIDTH * HEIGHT), start, dtype=np.float32)
    attack = MIFace(classifier, max_iter=most, learning_rate=0.1, batch_size=len(classes), verbose=False)
    return attack.infer(begin, np.array(classes))


def run(command):
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"exit {finished.returncode}: {' '.join(command)}\n{finished.stderr.strip()}")
    return json.loads(finished.stdout)


def train(binary, folder, seed, options=()):
    """The peer's model, who is a member, and where the log is."""
    log, model, scores = (os.path.join(folder, name) for name in ("log", "model.safetensors", "scores.csv"))
    command = [binary, "train", "--dataset", "faces", *options, "--seed", str(seed), "--format", "json"]
    run([*command, "--log", log, "--model", model, "--scores", scores])
    is_member = np.zeros(10 * PEOPLE, bool)
    with open(scores, newline="") as file:
        for row in csv.DictReader(file):
            is_member[int(row["index"])] = row["member"] == "1"
    return Model(model), is_member, log


def ours(binary, log, *options, images=None):
    """The report, and the pictures of a run whose log is there: on one core."""
    command = ["taskset", "-c", "0", binary, "attack", "inversion", "--replay", log, *options, "--format", "json"]
    report = run(command + (["--images", images] if images else []))
    pictures = []
    for picture in report["pictures"] if images else []:
        content = (pathlib.Path(images) / f"class-{picture['name']}-drawn.pgm").read_bytes()
        pictures.append(np.frombuffer(content[-WIDTH * HEIGHT :], np.uint8).astype(float))
    return report, np.stack(pictures) if pictures else None


def row(name, seed, figures, extra=""):
    print(f"| {name} | {seed} | {' | '.join(f'{figures[key]:.3f}' for key in KEYS)} | {extra} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=".build/release/glasshouse")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--art-steps", type=int, default=500)
    options = parser.parse_args()
    torch.set_num_threads(1)
    everything, labels = photographs()
    people, wrong, seconds = list(range(PEOPLE)), [], {"ours": [], "PyTorch": []}

    print(f"| drawn by | seed | {' | '.join(KEYS)} | |\n|---|---:|{'---:|' * len(KEYS)}---|")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, options.seeds + 1):
            model, is_member, log = train(options.binary, folder, seed)
            judge = Judge(everything, labels, is_member, seed)
            mean = everything[~is_member].mean(axis=0)

            def compare(name, report, pictures, drawn, extra=""):
                judged = judge.judge(people, drawn)
                same = (judge.standard(pictures) * judge.standard(drawn)).sum(axis=1).min()
                row(f"ours, {name}", seed, report, f"{report['seconds']:.3f} s")
                row(f"PyTorch, {name}", seed, judged, f"least correlation {same:.5f}{extra}")
                far = [key for key in KEYS if abs(report[key] - judged[key]) > TOLERANCES[key]]
                wrong.extend(f"{name} seed {seed}: {key}" for key in far + (["pictures"] if same < 0.999 else []))

            report, pictures = ours(options.binary, log, images=os.path.join(folder, f"prior-{seed}"))
            start = time.perf_counter()
            drawn = by_prior(model, people, mean)
            seconds["PyTorch"].append(time.perf_counter() - start)
            seconds["ours"] += [ours(options.binary, log)[0]["seconds"] for _ in range(5)]
            compare("prior", report, pictures, drawn)
            bare = ("--pull", "0", "--total-variation", "0")
            report, pictures = ours(options.binary, log, *bare, images=os.path.join(folder, f"bare-{seed}"))
            compare("no prior", report, pictures, by_prior(model, people, mean, total_variation=0, pull=0))
            control = judge.judge(people, np.repeat(mean[None], PEOPLE, axis=0))
            row("ours, control", seed, report["control"])
            row("PyTorch, control", seed, control)
            # The second identifier is another network here: whom it takes the public mean for is chance.
            wrong += [
                f"control seed {seed}: {key}" for key in KEYS
                if key != "second_identifier_top1" and abs(report["control"][key] - control[key]) > TOLERANCES[key]
            ]  # fmt: skip

            report, pictures = ours(options.binary, log, "--method", "mi-face", images=os.path.join(folder, f"face-{seed}"))
            best, steps = by_mi_face(model, people)
            compare("MI-Face", report, pictures, best, f", {min(steps)} to {max(steps)} steps")
            for name, begin in (("grey", 0.5), ("black", None)):
                began = time.perf_counter()
                drawn = by_art(model, people, begin, options.art_steps)
                if drawn is not None:
                    took = time.perf_counter() - began
                    with torch.no_grad():
                        held = model(torch.tensor(drawn)).softmax(dim=1)[range(PEOPLE), people]
                    moved = int((np.abs(drawn - (0 if begin is None else begin)).max(axis=1) > 0.2).sum())
                    row(f"ART from {name}", seed, judge.judge(people, drawn),
                        f"{took:.1f} s, {moved} moved by 0.2, least confidence {held.min():.3f}")  # fmt: skip

        for seed in range(1, options.seeds + 1):
            model, is_member, log = train(options.binary, folder, seed, HIDDEN)
            judge = Judge(everything, labels, is_member, seed)
            for name, access, count, draw in (
                ("confidences", "confidences", QUERIES, by_evolution), ("labels", "label", LABELS, by_labels),
            ):  # fmt: skip
                report, _ = ours(options.binary, log, "--access", access, "--queries", str(count))
                private = [picture["label"] for picture in report["pictures"]]
                public = ~is_member & ~np.isin(labels, private)
                space = public_space(everything[public])
                judged = [judge.judge(private, draw(model, private, space, number)) for number in range(PEER_DRAWS)]
                middle = {key: statistics.fmean(each[key] for each in judged) for key in KEYS}
                spread = {key: statistics.stdev(each[key] for each in judged) for key in KEYS}
                row(f"ours, {name}", seed, report, f"{report['seconds']:.3f} s, {report['queries']} queries")
                row(f"PyTorch, {name}", seed, middle, f"mean of {PEER_DRAWS}")
                row("their deviation", seed, spread, f"{public.sum()} public photographs")
                # The second identifier is trained anew for each judge, and differs by more than pictures do.
                far = [
                    key for key in KEYS if key != "second_identifier_top1"
                    and abs(report[key] - middle[key]) > max(3 * spread[key], TOLERANCES[key])
                ]  # fmt: skip
                wrong += [f"{name} seed {seed}: {key}" for key in far]

    for name, values in seconds.items():
        print(f"{name}: {statistics.median(values):.3f} s for all {PEOPLE} faces by the prior, on one core")
    if wrong:
        sys.exit(f"They disagree: {', '.join(wrong)}.")


if __name__ == "__main__":
    main()
