"""Exported modules, as a program imports them."""

from typing import Any

import numpy as np

from model.arrays import Floats
from model.data.features import split_inputs, with_derived_inputs
from model.formats.weights_python import PYTHON
from model.run.weights import Weights


def module_of(weights: Weights) -> dict[str, Any]:
    """Return the names of the module that these weights are written as."""
    module: dict[str, Any] = {"__name__": "exported"}
    exec(compile(PYTHON.write(weights), "out.py", "exec"), module)
    return module


def some_rows(weights: Weights, module: dict[str, Any], count: int) -> tuple[list[Any], Floats]:
    """Return random raw rows that a module takes, and the inputs (count, inputs) they stand for."""
    rng = np.random.default_rng(1)
    columns, known = module.get("COLUMNS", weights.inputs), module.get("CATEGORIES", {})
    rows = [
        [str(rng.choice(known[c])) if c in known else rng.normal(0, 3) for c in columns]
        for _ in range(count)
    ]
    features, derived = split_inputs(weights.inputs)
    x = np.empty((count, len(features)))
    for j, name in enumerate(features):
        for i, row in enumerate(rows):
            cell = dict(zip(columns, row, strict=True))
            column, _, value = name.partition("=")
            x[i, j] = cell[name] if name in cell else float(cell[column] == value)
    return rows, with_derived_inputs(x, derived)
