"""What a weights file holds of a place in training."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.arrays import freeze
from model.data.features import MOST_FOLDING_ERROR, Scaling, with_derived_inputs
from model.learning.layers import Layer, forward
from model.run.document import Document
from model.run.place import Place
from model.run.weights import CHECK_POINTS, Check, Record, Weights


def weights_of(document: Document, place: Place) -> Weights:
    """Return the weights of a place, with up to 16 points to check them by.

    They take raw inputs: scaling is folded into them, unless that would cost digits.
    If nothing was trained since a file was opened, return what the file held.
    """
    opened = document.start.weights
    if opened is not None and _is_untouched(document, place, opened):
        return opened
    with np.errstate(over="ignore", invalid="ignore"):
        layers, scaling = document.classifier.layers(place.theta), document.scaling
        if scaling is None:
            return described(document, place, layers)
        if not scaling.folding_error(layers) <= MOST_FOLDING_ERROR:
            return described(document, place, layers, scaling)
        return described(document, place, scaling.fold(layers))


def described(
    document: Document, place: Place, found: Sequence[Layer], scaling: Scaling | None = None
) -> Weights:
    """Return layers, and the scaling before them, with everything else that a file holds."""
    layers = tuple(
        Layer(freeze(np.array(layer.weights)), freeze(np.array(layer.biases)), layer.activation)
        for layer in found
    )
    weights = Weights(
        document.classifier_name,
        document.input_names,
        document.dataset.class_names,
        layers,
        Record(
            place.epoch, place.updates, document.start_seed, document.settings, document.scaling
        ),
        scaling=scaling,
        one_hot=_one_hot(document),
    )
    x = with_derived_inputs(document.dataset.x[:CHECK_POINTS], document.derived)
    scores = forward(layers, weights.scaled(x), decides=True)[-1].T.astype(np.float64)
    exact = np.isfinite(scores).all(axis=1)  # no file can hold a score that overflowed
    x, scores = freeze(x[exact]), freeze(scores[exact])
    return replace(weights, check=Check(x, scores, weights.checksum)) if len(x) else weights


def _one_hot(document: Document) -> tuple[str, ...] | None:
    """Return the columns that are one-hot encoded; None where the names leave no doubt."""
    data = document.dataset
    if not any("=" in name for name in document.input_names):
        return None
    encoded = zip(data.feature_names, data.one_hot, strict=True)
    return tuple(dict.fromkeys(name.partition("=")[0] for name, is_so in encoded if is_so))


def _is_untouched(document: Document, place: Place, opened: Weights) -> bool:
    record = opened.record
    return (
        np.array_equal(place.theta, document.start_theta())
        and place.updates == (record.updates if record else 0)
        and (record is None or document.settings == document.classifier.settings(record.training))
        and (record is None or document.scaling is opened.trained_scaling)
    )
