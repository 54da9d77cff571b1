"""Whether weights of a file fit the points on the plane, and the points that they bring along."""

from collections.abc import Sequence

import numpy as np

from model.classifiers.base import Classifier
from model.data.dataset import (
    FURTHEST,
    FURTHEST_SCALED,
    MOST_CLASSES,
    Dataset,
    dataset,
)
from model.data.features import derived_behind, split_inputs, with_derived_inputs
from model.errors import listed
from model.run.weights import Weights


def shown_rule(weights: Weights) -> Classifier:
    """Return the classifier of weights, if the window can show it.

    Raises:
        ValueError: it cannot; the sentence says why and what to do.
    """
    if len(weights.classes) > MOST_CLASSES:
        raise ValueError(
            f"these weights tell {len(weights.classes)} classes apart, and no more than "
            f"{MOST_CLASSES} can be shown: import points of at most {MOST_CLASSES} classes and "
            "train a classifier of your own"
        )
    try:
        return weights.rule()
    except ValueError:
        used = listed([layer.activation for layer in weights.layers])
        raise ValueError(
            f"the layers of these weights have the activations {used}, but here all hidden layers "
            "have one, and steps end in a step: import their points, choose hidden layers and "
            "activation under Training, and run"
        ) from None


def fitted(data: Dataset, weights: Weights) -> Dataset:
    """Return the points with the classes that the weights tell apart.

    Features fit by name, and inputs x1, x2, ... of weights fit any. Classes fit by name, even if
    the points are of some of them only; else by position, if no name is known and there are
    equally many.

    Raises:
        ValueError: the weights do not fit these points; the sentence says why.
    """
    if not len(data):
        raise ValueError("there are no points")
    features, inputs = data.feature_names, weights.inputs[: data.features]
    unnamed = tuple(f"x{j + 1}" for j in range(data.features))
    if derived_behind(weights.inputs, data.features) is None or inputs not in (features, unnamed):
        raise ValueError(
            f"the weights take {listed(weights.inputs, 6)}, the points hold {listed(features, 6)}"
        )
    with_points = [n for n, c in zip(data.class_names, data.counts(), strict=True) if c]
    if set(with_points) <= set(weights.classes):
        return _ordered(data, weights.classes)
    is_known = any(name in weights.classes for name in with_points)
    if is_known or data.classes != len(weights.classes):
        raise ValueError(
            f"the weights tell {listed(weights.classes)} apart, the points are of "
            f"{listed(with_points)}"
        )
    return data


def misfit(data: Dataset, weights: Weights) -> str:
    """Return why weights do not fit these points, "" if they do; see ``fitted``."""
    try:
        fitted(data, weights)
    except ValueError as reason:
        return str(reason)
    return ""


def points_of_check(weights: Weights) -> Dataset:
    """Return the points of the check, in the classes that the weights predict for them.

    Without a check there are none, but the names of features and classes.
    """
    features, derived = split_inputs(weights.inputs)
    points = np.empty((0, len(features)))
    if weights.check is not None:
        points = weights.check.points[:, : len(features)]
        furthest = FURTHEST if weights.trained_scaling is None else FURTHEST_SCALED
        points = points[(np.abs(points) <= furthest).all(axis=1)]
    labels = weights.classes_of(weights.scores(with_derived_inputs(points, derived)))
    one_hot = [pair is not None for pair in weights.encoded]
    return _ordered(dataset(points, labels, features, weights.classes, one_hot), weights.classes)


def _ordered(data: Dataset, names: Sequence[str]) -> Dataset:
    """Return points with these classes, of which the outputs of the weights are in this order.

    With two classes there is one output, which cannot be put in another order; the outputs of more
    are, see ``Weights.in_order``.
    """
    if len(names) == 2:
        return data.with_classes(names)
    same = set(names) == set(data.class_names)
    return data if same else data.with_classes(names).in_drawing_order()
