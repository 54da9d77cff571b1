"""Weights as the plain values that files of every form hold, in the order of docs/files.md."""

import numpy as np

from model.arrays import AnyFloats
from model.data.features import Scaling
from model.errors import FileError
from model.learning.settings import ALL, Training
from model.run.weights import Check, Record, Weights

FORMAT = "dividing-line/weights"
VERSION = 1
SCALED_VERSION = 2  # of files with scaling before the layers, which older readers would overlook


def content_of(weights: Weights) -> dict[str, object]:
    """Return weights as lists, strings and numbers; a missing record or check is left out.

    Raises:
        FileError: a number is not finite.
    """
    content: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION if weights.scaling is None else SCALED_VERSION,
        "classifier": weights.classifier,
        "inputs": list(weights.inputs),
    }
    if weights.one_hot is not None:
        content["one_hot"] = list(weights.one_hot)
    content["classes"] = list(weights.classes)
    if weights.scaling is not None:
        content["scaling"] = _scaling(weights.scaling)
    content["layers"] = [
        {
            "weights": _finite(layer.weights, "a weight"),
            "biases": _finite(layer.biases, "a bias"),
            "activation": layer.activation,
        }
        for layer in weights.layers
    ]
    if weights.record is not None:
        content["training"] = training_of(weights.record)
    if weights.check is not None:
        content["check"] = _check(weights.check)
    return content


def _check(check: Check) -> dict[str, object]:
    content = {
        "points": _finite(check.points, "a point"),
        "scores": _finite(check.scores, "a score"),
    }
    return content | ({"checksum": check.checksum} if check.checksum else {})


def _scaling(scaling: Scaling) -> dict[str, object]:
    return {
        "means": _finite(scaling.means, "a mean"),
        "deviations": _finite(scaling.deviations, "a deviation"),
    }


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
        content["scaling"] = _scaling(record.scaling)
    for key in ("optimizer", "penalty", "penalty_rate"):
        if getattr(training, key) != getattr(usual, key):
            content[key] = getattr(training, key)
    return content


def _finite(values: AnyFloats, what: str) -> object:
    if not np.isfinite(values).all():
        raise FileError(f"{what} is not a finite number, which no file can hold: scale the inputs")
    return values.astype(np.float64).tolist()
