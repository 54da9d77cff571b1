"""Whether a line tells the training points of a document apart, and what a perceptron makes of it.

Both take a while with many points, and change with the points alone.
"""

import numpy as np

from model.arrays import Bools
from model.run.document import Document
from model.separability.perceptron_bound import perceptron_bound
from model.separability.verdict import Separability, separability
from model.words import number_of


def why_not_asked(document: Document) -> str:
    """Why separability is not looked at in a document; "" where it is."""
    data = document.dataset
    if data.classes > 2:
        return f"A line tells two classes apart, and here there are {data.classes}"
    if data.features != 2:
        number = number_of(data.features, "feature")
        return f"This is answered in the plane of two features, and the points have {number}"
    return ""


def separation(document: Document, held_back: Bools) -> Separability | None:
    """How the training points of the two classes lie to each other; None where it is not asked."""
    if why_not_asked(document):
        return None
    return separability(document.dataset.x[~held_back], document.dataset.labels[~held_back])


def starts_at_zero(document: Document) -> bool:
    """Whether training starts where the bound on mistakes holds."""
    return not document.start_theta().any()


def bound(document: Document, held_back: Bools) -> float | None:
    """The number of mistakes that a perceptron cannot exceed from a start at zero.

    None where no line separates the training points, or by so little that rounding hides it.
    """
    data = document.dataset
    inputs = document.inputs_of(data.x[~held_back])
    if not np.isfinite(inputs).all():
        return None
    return perceptron_bound(inputs, data.labels[~held_back])
