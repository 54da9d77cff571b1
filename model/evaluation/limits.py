"""Sentences that say when a classifier cannot do what is asked of it."""

from model.activations import ACTIVATIONS
from model.classifiers.base import Classifier
from model.learning.layers import LayerShape

CURVED = (
    "No line tells these classes apart: pick a network with hidden layers, or add derived inputs"
)
LINEAR_UNITS = (
    "Layers of linear units make one line in the end, and no line tells these classes apart: "
    "pick another activation, or add derived inputs"
)


def limitation(classifier: Classifier, curved: bool, derived: bool, separable: bool | None) -> str:
    """Return why a classifier cannot tell the points apart, in one sentence; "" if it may.

    Args:
        classifier: what is to be trained.
        curved: whether the points come from a preset whose classes no line tells apart.
        derived: whether the classifier takes in derived inputs.
        separable: whether a line (with derived inputs, a plane in all of them) separates the
            points; None if that is not known, as for more than two classes.
    """
    if classifier.why_untrainable:
        return classifier.why_untrainable
    if separable:
        return ""
    if curved and not derived and classifier.is_linear:
        return CURVED
    if curved and not derived and all(_is_linear(shape) for shape in classifier.shapes[:-1]):
        return LINEAR_UNITS
    return classifier.restless if separable is False else ""


def _is_linear(shape: LayerShape) -> bool:
    return ACTIVATIONS[shape.activation].is_linear
