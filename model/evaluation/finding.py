"""What is found about a run: a claim with its figures, and what to try."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from model.arrays import Bools, Floats, Integers
from model.classifiers.base import Classifier
from model.evaluation.separation import Separation
from model.run.document import Document
from model.run.measure import Measured
from model.run.place import Mark, Place
from model.words import number_of

ERRORS, NETWORK = "Errors", "Network"  # views that show why


@dataclass(frozen=True)
class Finding:
    """Something true of a run at a place, that its watcher should know.

    Attributes:
        id: what kind of finding it is.
        claim: what is true, in one sentence with its figure, without a full stop.
        advice: what to try, "" if there is nothing to do.
        view: the title of the view that shows why, "" if that is the plane itself.
        figures: the figures of the claim, by name.
    """

    id: str
    claim: str
    advice: str = ""
    view: str = ""
    figures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def sentence(self) -> str:
        """The claim and the advice."""
        return f"{self.claim}. {self.advice}." if self.advice else f"{self.claim}."


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that findings are drawn from; ``write`` formats a count."""

    document: Document
    place: Place
    measured: Measured
    separation: Separation
    write: Callable[[int], str] = str

    @property
    def classifier(self) -> Classifier:
        """The classifier that is trained."""
        return self.document.classifier

    @property
    def wrong(self) -> int:
        """How many training points are misclassified."""
        return self.measured.trained - self.measured.right

    @property
    def is_trained(self) -> Bools:
        """Which points, (points,), are training points."""
        return ~self.measured.is_test

    @cached_property
    def scores(self) -> Floats:
        """The scores of the training points, (n, outputs)."""
        return (
            self.measured.scores[self.is_trained] if self.measured.tests else self.measured.scores
        )

    @cached_property
    def labels(self) -> Integers:
        """The labels of the training points, (n,)."""
        labels = self.document.dataset.labels
        return labels[self.is_trained] if self.measured.tests else labels

    @cached_property
    def course(self) -> tuple[Mark, ...]:
        """The last marks of the curve that are of the loss in force."""
        marks, kind = self.place.curve, self.document.settings.loss
        first = len(marks)
        while first and marks[first - 1].kind == kind:
            first -= 1
        return marks[first:]

    @property
    def updates_per_epoch(self) -> int:
        """How many updates one pass over the training points takes."""
        points = self.measured.trained
        return -(-points // self.document.settings.points_per_update(points))

    def points(self) -> str:
        """Return the number of training points in words."""
        word = "training point" if self.measured.tests else "point"
        return number_of(self.measured.trained, word, self.write)
