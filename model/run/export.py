"""What a weights file holds of a place in training."""

from collections.abc import Sequence

import numpy as np

from model.arrays import freeze
from model.data.features import with_derived_inputs
from model.learning.layers import Layer, forward
from model.run.document import Document
from model.run.place import Place
from model.run.weights import CHECK_POINTS, Check, Record, Weights


def weights_of(document: Document, place: Place) -> Weights:
    """Return the weights of a place, in raw units, with up to 16 points to check them by.

    If nothing was trained since a file was opened, return what the file held.
    """
    opened = document.start.weights
    if opened is not None and _is_untouched(document, place, opened):
        return opened
    with np.errstate(over="ignore", invalid="ignore"):
        return described(document, place, document.raw_layers(place.theta))


def described(document: Document, place: Place, raw: Sequence[Layer]) -> Weights:
    """Return layers in raw units with everything else that a file holds about them."""
    layers = tuple(
        Layer(freeze(np.array(layer.weights)), freeze(np.array(layer.biases)), layer.activation)
        for layer in raw
    )
    x = with_derived_inputs(document.dataset.x[:CHECK_POINTS], document.derived)
    scores = forward(layers, x, decides=True)[-1].T.astype(np.float64)
    exact = np.isfinite(scores).all(axis=1)  # no file can hold a score that overflowed
    x, scores = freeze(x[exact]), freeze(scores[exact])
    return Weights(
        document.classifier_name,
        document.input_names,
        document.dataset.class_names,
        layers,
        Record(
            place.epoch, place.updates, document.start_seed, document.settings, document.scaling
        ),
        Check(x, scores) if len(x) else None,
    )


def _is_untouched(document: Document, place: Place, opened: Weights) -> bool:
    record = opened.record
    return (
        np.array_equal(place.theta, document.start_theta())
        and place.updates == (record.updates if record else 0)
        and (record is None or _is_as_recorded(document, record))
    )


def _is_as_recorded(document: Document, record: Record) -> bool:
    in_force = document.classifier.settings(record.training)
    return document.settings == in_force and document.scaling is record.scaling
