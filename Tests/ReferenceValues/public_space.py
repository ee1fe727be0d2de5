"""Makes public_space.json: the principal directions of some records, by scikit-learn.

It proves `PublicSpace`: mean, number of directions, and each direction times the standard deviation along it, up to its sign.
There are more inputs than records, as with faces, and the records lie in a space of fewer dimensions than either.

    pip install numpy scikit-learn
    python public_space.py       # writes public_space.json beside itself
"""

import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA

RECORDS, INPUTS, DIMENSIONS = 9, 14, 6

generator = np.random.default_rng(3)
records = generator.standard_normal((RECORDS, DIMENSIONS)) @ generator.standard_normal((DIMENSIONS, INPUTS))
records = (records + generator.standard_normal(INPUTS)).astype(np.float32)
pca = PCA().fit(records.astype(np.float64))
kept = DIMENSIONS
assert pca.explained_variance_[kept - 1] > 1e3 * pca.explained_variance_[kept]
directions = pca.components_[:kept] * np.sqrt(pca.explained_variance_[:kept])[:, None]
values = {"records": records.ravel().tolist(), "record_count": RECORDS, "mean": pca.mean_.tolist(),
          "directions": directions.ravel().tolist(), "direction_count": kept}
path = pathlib.Path(__file__).with_name("public_space.json")
path.write_text(json.dumps(values, indent=1) + "\n")
print(pca.explained_variance_)
