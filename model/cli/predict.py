"""``python -m model predict``: weights and points in, scores and classes out.

The columns are ``score`` (K > 2: ``score_NAME`` for each class), ``probability_NAME`` for each
class if the classifier has probabilities, and ``class``, the name of the predicted class.
"""

from argparse import Namespace

import numpy as np

from model.activations import ACTIVATIONS
from model.errors import FileError
from model.formats import read_table, read_weights
from model.tables.table import as_cell
from model.tables.weight_inputs import inputs_of

CHUNK = 8192  # points at a time


def run(arguments: Namespace) -> None:
    """Write a row for each point of DATA.csv.

    Raises:
        FileError: a file is refused, or a score is not finite.
    """
    weights = read_weights(arguments.weights)
    table = read_table(arguments.data, weights.inputs)
    x = inputs_of(table, weights.inputs)
    classes = weights.classes
    has_probabilities = ACTIVATIONS[weights.layers[-1].activation].gives_probabilities
    columns = ["score"] if len(classes) == 2 else [f"score_{name}" for name in classes]
    columns += [f"probability_{name}" for name in classes if has_probabilities]
    print(",".join(map(as_cell, (*columns, "class"))))
    names = [as_cell(name) for name in classes]
    for start in range(0, len(x), CHUNK):
        with np.errstate(over="ignore", invalid="ignore"):
            scores = weights.scores(x[start : start + CHUNK])
        overflown = ~np.isfinite(scores).all(axis=1)
        if overflown.any():
            line = table.lines[start + int(overflown.argmax()) + (table.header is not None)]
            raise FileError(
                f"{arguments.data}, line {line}: the score is not a finite number, for the inputs "
                "are too large: correct them"
            )
        numbers = scores
        probabilities = weights.probabilities_of(scores)
        if probabilities is not None:
            numbers = np.hstack([scores, probabilities])
        found = zip(numbers.tolist(), weights.classes_of(scores).tolist(), strict=True)
        print("\n".join(f"{','.join(map(repr, row))},{names[index]}" for row, index in found))
