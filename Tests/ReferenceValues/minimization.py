"""Minimised tables by NumPy: the values in Tests/RecordsTests/MinimizationTests.swift and MondrianTests.swift.

It proves how many records stand alone, how many twins there are, how many categories are left when rare ones are merged, and
what strict Mondrian partitioning (LeFevre, DeWitt and Ramakrishnan 2006) makes of the columns: the number of groups, the
sum of squares of the numbers that are left, and how many records lost their category. It shares no code with the program.

    python3 Tests/ReferenceValues/minimization.py     # NumPy
"""

import csv
import pathlib

import numpy as np

FILES = pathlib.Path(__file__).resolve().parents[2] / "Datasets/Files"


def read(name, label, categorical, dropped=()):
    """The columns in their order, each an array of numbers or of the places of its sorted categories."""
    with open(FILES / name) as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for column in rows[0]:
        texts = [row[column] for row in rows]
        if column == label or column in dropped:
            continue
        if column in categorical:
            number = all(t.replace(".", "").isdigit() for t in texts)
            order = sorted(set(texts), key=float if number else None)
            columns[column] = np.array([order.index(t) for t in texts])
        else:
            columns[column] = np.array([float(t) for t in texts])
    return columns, np.array([row[label] for row in rows])


def unique(columns):
    """Groups of equal rows, and rows that are alone."""
    rows = np.column_stack(list(columns.values()))
    _, counts = np.unique(rows, axis=0, return_counts=True)
    return len(rows), len(counts), int((counts == 1).sum())


def mondrian(columns, k):
    """Groups of records: each is cut at the value nearest to its median in the widest column that allows it."""
    table = np.column_stack(list(columns.values()))
    spans = np.ptp(table, axis=0)

    def groups(members):
        part = table[members]
        widths = np.divide(np.ptp(part, axis=0), spans, out=np.zeros(len(spans)), where=spans > 0)
        for dimension in np.argsort(-widths, kind="stable"):
            values, counts = np.unique(part[:, dimension], return_counts=True)
            if len(values) < 2:
                continue
            upto = counts.cumsum()[:-1]
            best = np.argmin(np.abs(2 * upto - len(members)))
            if min(upto[best], len(members) - upto[best]) >= k:
                low = part[:, dimension] <= values[best]
                return groups(members[low]) + groups(members[~low])
        return [members]

    return groups(np.arange(len(table)))


def anonymous(columns, categorical, k):
    parts = mondrian(columns, k)
    squares, changed = {}, {}
    for name, values in columns.items():
        result = values.astype(float).copy()
        for part in parts:
            if name in categorical:
                found, counts = np.unique(values[part], return_counts=True)
                result[part] = found[np.argmax(counts)]
            else:
                result[part] = values[part].mean()
        if name in categorical:
            changed[name] = int((result != values).sum())
        else:
            squares[name] = float((result**2).sum())
    return len(parts), min(map(len, parts)), squares, changed


ACTG = ("strat", "arms")
actg, _ = read("actg175.csv", "cens", ACTG, ("treat",))
distinct = ["cd80", "cd820", "preanti", "wtkg", "cd420", "cd40", "age"]
coarse = dict(actg, age=np.floor(actg["age"] / 10), wtkg=np.floor(actg["wtkg"] / 10), cd40=np.floor(actg["cd40"] / 100),
              cd420=np.floor(actg["cd420"] / 100), cd80=np.floor(actg["cd80"] / 500), cd820=np.floor(actg["cd820"] / 500),
              preanti=np.floor(actg["preanti"] / 365))
print("actg175, all: records, groups, alone", unique(actg))
print("  without the seven most distinct", unique({c: v for c, v in actg.items() if c not in distinct}))
print("  cd420, cd820", unique({c: actg[c] for c in ("cd420", "cd820")}))
print("  coarse", unique(coarse))
for k in (2, 5, 20):
    groups, least, squares, changed = anonymous(actg, ACTG, k)
    print(f"  k {k}: groups {groups}, the least of {least}; squares of age {squares['age']:.6f}, of cd420 {squares['cd420']:.3f}; changed {changed}")
groups, least, squares, _ = anonymous({c: actg[c] for c in ("age", "wtkg", "gender", "race")}, (), 5)
print(f"  k 5 of age, wtkg, gender, race: groups {groups}, the least of {least}; squares of age {squares['age']:.6f}")

affairs, had = read("affairs.csv", "affairs", ("occupation", "occupation_husb"))
print("affairs: records, groups, alone", unique(affairs))
print("  without twins of the same label", unique(dict(affairs, label=(had.astype(float) > 0).astype(float)))[1])
print("  without twins of the same figure", unique(dict(affairs, label=had.astype(float)))[1])

ADULT = ("workclass", "education", "marital_status", "occupation", "relationship", "race", "sex", "native_country")
adult, _ = read("adult12k.csv", "income", ADULT)
before, after = {}, {}
for name in ADULT:
    counts = np.bincount(adult[name])
    rare = counts < 0.01 * len(adult[name])
    before[name], after[name] = len(counts), int((~rare).sum() + rare.any())
print("adult: categories", before, sum(before.values()))
print("  merged below 1 %", after, sum(after.values()))
