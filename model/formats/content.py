"""Weights as the plain values that files of every form hold, in the order of docs/files.md."""

import numpy as np

from model.arrays import AnyFloats
from model.errors import FileError
from model.learning.settings import ALL, Training
from model.run.weights import Record, Weights

FORMAT = "dividing-line/weights"
VERSION = 1


def content_of(weights: Weights) -> dict[str, object]:
    """Return weights as lists, strings and numbers; a missing record or check is left out.

    Raises:
        FileError: a number is not finite.
    """
    content: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "classifier": weights.classifier,
        "inputs": list(weights.inputs),
        "classes": list(weights.classes),
        "layers": [
            {
                "weights": _finite(layer.weights, "a weight"),
                "biases": _finite(layer.biases, "a bias"),
                "activation": layer.activation,
            }
            for layer in weights.layers
        ],
    }
    if weights.record is not None:
        content["training"] = training_of(weights.record)
    if weights.check is not None:
        content["check"] = {
            "points": _finite(weights.check.points, "a point"),
            "scores": _finite(weights.check.scores, "a score"),
        }
    return content


def training_of(record: Record) -> dict[str, object]:
    """Return the record of training; scaling, optimizer and penalty unless they are defaults."""
    training, usual = record.training, Training()
    content: dict[str, object] = {
        "epoch": record.epoch,
        "updates": record.updates,
        "learning_rate": training.learning_rate,
        "batch_size": ALL if training.batch_size is None else training.batch_size,
        "order": training.order,
        "loss": training.loss,
        "seed": record.seed,
    }
    if record.scaling is not None:
        content["scaling"] = {
            "means": _finite(record.scaling.means, "a mean"),
            "deviations": _finite(record.scaling.deviations, "a deviation"),
        }
    for key in ("optimizer", "penalty", "penalty_rate"):
        if getattr(training, key) != getattr(usual, key):
            content[key] = getattr(training, key)
    return content


def _finite(values: AnyFloats, what: str) -> object:
    if not np.isfinite(values).all():
        raise FileError(f"{what} is not a finite number, which no file can hold: scale the inputs")
    return values.astype(np.float64).tolist()
