"""Runs a saved model in NumPy on the bundled data and compares its margins with those of a --scores file.

It proves that a .safetensors file is complete: weights, activation and the scaling of every input are read from it by
PyPI's safetensors, and give the program's own margins ln p_y - ln sum_{i != y} p_i to 1e-4. It also checks that the
file's losses and predictions follow from the same outputs. Labels are those of the scores file.

    python3 -m venv venv && venv/bin/pip install numpy safetensors
    glasshouse train --dataset digits --scores scores.csv --model model.safetensors
    venv/bin/python model_margins.py model.safetensors scores.csv --dataset Datasets/Files
"""

import argparse
import csv
import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open

TOLERANCE = 1e-4
IMAGES = {"faces": "Faces/faces46x56", "digits": "digits8x8", "mnist": "mnist3k", "fashion": "fashion3k"}
TABLES = {"adult": "adult12k.csv", "affairs": "affairs.csv", "actg175": "actg175.csv"}


def read_model(path):
    with safe_open(path, framework="numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        metadata = file.metadata()
    layers = []
    while f"layers.{len(layers)}.weight" in tensors:
        name = f"layers.{len(layers)}"
        layers.append((tensors.pop(f"{name}.weight"), tensors.pop(f"{name}.bias")))
    if tensors or not layers:
        sys.exit(f"Unexpected tensors in {path}: {sorted(tensors)}.")
    return layers, metadata


def image_inputs(stem, scaling, downsample):
    """Row-major means over `downsample` x `downsample` pixels, scaled."""
    content = pathlib.Path(f"{stem}-images-idx3-ubyte").read_bytes()
    magic, count, height, width = np.frombuffer(content, ">u4", 4)
    assert magic == 0x803, stem
    pixels = np.frombuffer(content, np.uint8, offset=16).astype(float)
    blocks = pixels.reshape(count, height // downsample, downsample, width // downsample, downsample)
    rows = blocks.mean(axis=(2, 4)).reshape(count, -1)
    [only] = scaling
    assert only["pixels"] == rows.shape[1], f"the model has {only['pixels']} pixels, the file {rows.shape[1]}"
    return (rows - only["subtract"]) / only["divide"]


def table_inputs(path, scaling):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    columns = []
    for item in scaling:
        texts = [row[item["column"]] for row in rows]
        if item.get("category") is None:
            raw = np.array([float(text) for text in texts])
        else:
            raw = np.array([float(text == item["category"]) for text in texts])
        columns.append((raw - item["subtract"]) / item["divide"])
    return np.stack(columns, axis=1)


def read_inputs(directory, metadata):
    name, scaling = metadata["dataset"], json.loads(metadata["inputs"])
    if name in IMAGES:
        return image_inputs(directory / IMAGES[name], scaling, int(metadata["downsample"]))
    if name in TABLES:
        return table_inputs(directory / TABLES[name], scaling)
    sys.exit(f"This script does not know the dataset {name}.")


def forward(layers, activation, x):
    functions = {"relu": lambda v: np.maximum(v, 0), "tanh": np.tanh}
    for number, (weight, bias) in enumerate(layers):
        if number > 0:
            x = functions[activation](x)
        x = x @ weight.T.astype(float) + bias
    return x


def margins_of(logits, labels):
    """z_y - ln sum_{i != y} exp z_i, which is the margin of the probabilities, without forming them."""
    own = np.take_along_axis(logits, labels[:, None], axis=1)
    others = logits.copy()
    np.put_along_axis(others, labels[:, None], -np.inf, axis=1)
    top = others.max(axis=1, keepdims=True)
    return (own - top - np.log(np.exp(others - top).sum(axis=1, keepdims=True)))[:, 0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("scores")
    parser.add_argument("--dataset", required=True, type=pathlib.Path, metavar="DIR", help="the folder Datasets/Files")
    options = parser.parse_args()

    layers, metadata = read_model(options.model)
    with open(options.scores, newline="") as file:
        rows = list(csv.DictReader(file))
    index, label, predicted = (np.array([int(row[key]) for row in rows]) for key in ("index", "label", "predicted"))
    margin, loss = (np.array([float(row[key]) for row in rows]) for key in ("margin", "loss"))

    logits = forward(layers, metadata["activation"], read_inputs(options.dataset, metadata)[index])
    if logits.shape[1] != len(json.loads(metadata["class_names"])):
        sys.exit(f"The model has {logits.shape[1]} outputs, but the file names another number of classes.")
    expected = margins_of(logits, label)
    ordered = np.sort(logits, axis=1)
    clear = ordered[:, -1] - ordered[:, -2] > TOLERANCE  # elsewhere either class may be called the prediction

    print(f"{metadata['dataset']}: {len(rows)} records, layers {[list(w.shape) for w, _ in layers]}")
    checks = {
        "margin": np.abs(margin - expected),
        "loss": np.abs(loss - np.logaddexp(0, -expected)),  # -ln p_y = ln(1 + exp(-margin))
        "predicted": ((predicted != logits.argmax(axis=1)) & clear).astype(float),
    }
    for key, differences in checks.items():
        print(f"{key:9} largest difference {differences.max():.1e}")
    wrong = [key for key, differences in checks.items() if not differences.max() <= TOLERANCE]
    if wrong:
        sys.exit(f"The model and the scores disagree in {', '.join(wrong)}.")


if __name__ == "__main__":
    main()
