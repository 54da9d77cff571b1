"""What a weights file says of a place in training."""

from collections.abc import Sequence

import numpy as np

from model.arrays import freeze
from model.dataset import Dataset
from model.document import Document
from model.features import Scaling
from model.layers import Layer, forward
from model.trainer import Place
from model.weights import CHECK_POINTS, Check, Record, Weights


def weights_of(
    document: Document, place: Place, scaling: Scaling | None = None, raw: Dataset | None = None
) -> Weights:
    """The weights of a place, in raw units, with up to 16 points to check them by.

    ``scaling`` is what the document's points were scaled by, ``raw`` the same points before. Where
    nothing was trained since a file was opened, what it held is given back as it was.
    """
    opened = document.start.weights
    if opened is not None and _is_untouched(document, place, opened):
        return opened
    layers = document.classifier.layers(place.theta)
    if scaling is not None:
        layers = scaling.fold(layers)
    return described(document, place, layers, scaling, document.dataset if raw is None else raw)


def described(
    document: Document,
    place: Place,
    layers: Sequence[Layer],
    scaling: Scaling | None,
    raw: Dataset,
) -> Weights:
    """Layers in raw units with all that a file says of them.

    ``scaling`` is folded into ``layers``, and ``raw`` are the points as they were before it.
    """
    layers = tuple(
        Layer(freeze(np.array(layer.weights)), freeze(np.array(layer.biases)), layer.activation)
        for layer in layers
    )
    x = raw.x[:CHECK_POINTS]
    scores = forward(layers, x)[-1].T.astype(np.float64)
    exact = np.isfinite(scores).all(axis=1)  # no file holds the score of an overflow
    x, scores = freeze(x[exact]), freeze(scores[exact])
    return Weights(
        document.classifier_name,
        raw.feature_names,
        raw.class_names,
        layers,
        Record(place.epoch, place.updates, document.start_seed, document.training, scaling),
        Check(x, scores) if len(x) else None,
    )


def _is_untouched(document: Document, place: Place, opened: Weights) -> bool:
    record = opened.record
    return (
        np.array_equal(place.theta, opened.theta)
        and place.updates == (record.updates if record else 0)
        and (record is None or document.training == record.training)
    )
