"""Structural similarity, signal to noise and correlation of two small pictures, by scikit-image and NumPy.

Prints the values that `Tests/AttacksTests/ImageSimilarityTests.swift` holds. The pictures are made by a formula, so
that both sides can make them: first[i] = (7 i mod 23) / 22, second[i] = (5 i mod 19) / 18 + first[i] / 2, over 1.5.

    pip install numpy scikit-image
    python image_similarity.py
"""

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

WIDTH, HEIGHT = 11, 9
i = np.arange(WIDTH * HEIGHT)
first = (7 * i % 23) / 22
second = ((5 * i % 19) / 18 + first / 2) / 1.5

similarity = structural_similarity(
    first.reshape(HEIGHT, WIDTH), second.reshape(HEIGHT, WIDTH), win_size=7, data_range=1.0
)
print("structural similarity", repr(float(similarity)))
print("peak signal to noise", repr(float(peak_signal_noise_ratio(first, second, data_range=1.0))))
print("correlation", repr(float(np.corrcoef(first, second)[0, 1])))
