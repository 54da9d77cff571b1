"""The error functions of a classifier, in the order of the lessons."""

from model.classifiers.base import Classifier
from model.losses.base import ErrorFunction

MISCLASSIFIED = ErrorFunction(
    "misclassified",
    "Misclassified",
    "how many ŷ ≠ y",
    "Points on the wrong side. A line that moves a little changes no count: nothing to descend.",
)
ACCURACY = ErrorFunction(
    "accuracy",
    "Accuracy",
    "how many ŷ = y, over n",
    "The share of points on the right side.",
)
DISTANCE = ErrorFunction(
    "distance",
    "Distance",
    "Σ |w·x + b| / ‖w‖ over misclassified points",
    "How far the misclassified points are from the line, all together.",
    "There is no line to be far from: all weights are 0, or beyond all bounds.",
)


def error_functions(classifier: Classifier) -> tuple[ErrorFunction, ...]:
    """Return the error functions of a classifier, in the order of ``Metrics.figures``."""
    found = [MISCLASSIFIED, ACCURACY]
    if has_line(classifier):
        found.append(DISTANCE)
    for loss in classifier.measured_losses:
        found += loss.error_functions(classifier.classes)
    return tuple(found)


def has_line(classifier: Classifier) -> bool:
    """Return whether the boundary is one line, to which a point has a distance."""
    return classifier.is_linear and classifier.classes == 2
