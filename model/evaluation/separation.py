"""How the training points of a document lie to each other, and how a perceptron fares."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.arrays import Bools, Integers
from model.run.document import Document, same_split
from model.separability.certificate import contradicting
from model.separability.perceptron_bound import perceptron_bound
from model.separability.verdict import Separability, separability
from model.words import number_of


@dataclass(frozen=True, eq=False)
class Separation:
    """How the training points of a document lie to each other.

    With many points each answer takes a while, so it is computed when it is first asked for, and
    kept until points or inputs change. ``is_test`` says which points, (points,), are test points.
    """

    document: Document
    is_test: Bools

    def holds_for(self, document: Document) -> bool:
        """Return whether points and inputs are the same in another document."""
        return (
            same_split(self.document, document)
            and self.document.derived == document.derived
            and self.document.scaling is document.scaling
        )

    @property
    def why_not_asked(self) -> str:
        """Why separability is not computed; "" if it is."""
        data = self.document.dataset
        if data.classes > 2:
            return f"A line tells two classes apart, and here there are {data.classes}"
        if data.features != 2:
            number = number_of(data.features, "feature")
            return f"This is answered in the plane of two features, and the points have {number}"
        return ""

    @cached_property
    def separability(self) -> Separability | None:
        """How the points of the two classes lie to each other; None if it is not computed."""
        if self.why_not_asked:
            return None
        data, trained = self.document.dataset, ~self.is_test
        return separability(data.x[trained], data.labels[trained])

    @cached_property
    def bound(self) -> float | None:
        """The largest number of mistakes that a perceptron can make from a start at zero.

        None if no line separates the points, or if the gap is lost in rounding.
        """
        data, trained = self.document.dataset, ~self.is_test
        inputs = self.document.inputs_of(data.x[trained])
        if not np.isfinite(inputs).all():
            return None
        return perceptron_bound(inputs, data.labels[trained])

    @cached_property
    def contradicting(self) -> Integers | None:
        """Training points about which no linear scores of the inputs can be right together.

        Their indices among the training points; None if no such points were found, which proves
        nothing.
        """
        data, trained = self.document.dataset, ~self.is_test
        inputs = self.document.inputs_of(data.x[trained])
        if not np.isfinite(inputs).all():
            return None
        return contradicting(inputs, data.labels[trained], data.classes)

    @cached_property
    def unavoidable(self) -> int:
        """How many training points are wrong at least, since others lie at the same place."""
        data, trained = self.document.dataset, ~self.is_test
        x, labels = data.x[trained], data.labels[trained]
        if not len(x):
            return 0
        order = np.lexsort(x.T)
        x, labels = x[order], labels[order]
        places = np.append(0, (x[1:] != x[:-1]).any(axis=1).cumsum())
        cells = np.bincount(places * data.classes + labels, minlength=0)
        counts = np.append(cells, np.zeros(-len(cells) % data.classes, dtype=np.int64))
        return len(x) - int(counts.reshape(-1, data.classes).max(axis=1).sum())


def starts_at_zero(document: Document) -> bool:
    """Return whether training starts where the bound on mistakes holds."""
    return not document.start_theta().any()
