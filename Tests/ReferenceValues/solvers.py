"""Makes solvers.json: systems solved by SciPy's Cholesky factor, and minima that its optimisers find.

It proves `Cholesky` (factor, solution, ln det), `SymmetricEigensystem` and `LBFGS`. Matrices are G Gᵀ + n I / 10 of random G. The minima are those of
Rosenbrock's function in ten dimensions, the global one and the local one near (-1, 1, …, 1), and of a logistic regression with
a ridge; each is found by trust-exact with the Hessian and by BFGS, which must agree, and the former is kept. Every number is
written so that it reads back as the same double.

    venv/bin/python Tests/ReferenceValues/solvers.py       # a second; writes solvers.json beside itself
"""

import json
import pathlib

import numpy as np
from scipy import linalg, optimize
from scipy.special import expit

SIZES = [1, 2, 5, 12]
ROSENBROCK_STARTS = [[1.3, 0.7, 0.8, 1.9, 1.2, 0.9, 1.1, 0.6, 1.4, 1.0], [-1.0] + [1.0] * 9]
EXAMPLES, FEATURES, RIDGE = 40, 4, 0.5


def system(generator, size):
    root = generator.standard_normal((size, size))
    matrix = root @ root.T + size * np.eye(size) / 10
    right = generator.standard_normal(size)
    factor = linalg.cholesky(matrix, lower=True)
    sign, log_determinant = np.linalg.slogdet(matrix)
    assert sign == 1
    solution = linalg.cho_solve((factor, True), right)
    assert np.allclose(solution, np.linalg.solve(matrix, right), rtol=1e-9)
    return {"matrix": matrix.ravel().tolist(), "right": right.tolist(), "factor": factor.ravel().tolist(),
            "solution": solution.tolist(), "log_determinant": float(log_determinant),
            "eigenvalues": linalg.eigvalsh(matrix)[::-1].tolist()}


def minimum(function, gradient, hessian, start):
    exact = optimize.minimize(function, start, jac=gradient, hess=hessian, method="trust-exact",
                              options={"gtol": 1e-12, "maxiter": 10000})
    other = optimize.minimize(function, start, jac=gradient, method="BFGS", options={"gtol": 1e-7})
    assert np.abs(exact.x - other.x).max() < 1e-5, (exact.x, other.x)
    # Newton's own last steps: no further to go in double precision.
    point = exact.x
    for _ in range(3):
        point = point - np.linalg.solve(hessian(point), gradient(point))
    return {"start": list(map(float, start)), "point": point.tolist(), "value": float(function(point))}


def regression(generator):
    inputs = generator.standard_normal((EXAMPLES, FEATURES))
    outcomes = (generator.random(EXAMPLES) < expit(inputs @ np.array([1.0, -2.0, 0.5, 0.0]))).astype(float)

    def function(w):
        odds = inputs @ w
        return float(np.sum(np.logaddexp(0, odds) - outcomes * odds) + RIDGE / 2 * w @ w)

    def gradient(w):
        return inputs.T @ (expit(inputs @ w) - outcomes) + RIDGE * w

    def hessian(w):
        p = expit(inputs @ w)
        return (inputs * (p * (1 - p))[:, None]).T @ inputs + RIDGE * np.eye(FEATURES)

    found = minimum(function, gradient, hessian, np.zeros(FEATURES))
    return {"inputs": inputs.ravel().tolist(), "outcomes": outcomes.tolist(), "ridge": RIDGE, **found}


def main():
    generator = np.random.default_rng(1)
    values = {
        "systems": [system(generator, size) for size in SIZES],
        "rosenbrock": [minimum(optimize.rosen, optimize.rosen_der, optimize.rosen_hess, np.array(start))
                       for start in ROSENBROCK_STARTS],
        "regression": regression(generator),
    }
    path = pathlib.Path(__file__).with_name("solvers.json")
    path.write_text(json.dumps(values, indent=1) + "\n")
    for found in values["rosenbrock"]:
        print(found["value"], found["point"][:3])
    print(values["regression"]["value"], values["regression"]["point"], path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
