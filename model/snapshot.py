"""What one frame shows."""

from dataclasses import dataclass

import numpy as np

from model.document import Document
from model.field import Field, Grid, Segment, field, lines
from model.measure import Measured
from model.trainer import Place, Trainer


@dataclass(frozen=True)
class Verdict:
    """What a classifier says of a point: how probable its own class is, and whether it is right."""

    index: int
    label: int
    class_name: str
    probability: float
    has_probability: bool
    is_right: bool


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A document, a place in its training and what can be seen there; every view draws this.

    ``boundary`` are the exact lines of a linear classifier; for others the boundary is where the
    field's scores are 0. ``hidden_lines`` are those of the units of the first hidden layer.
    """

    document: Document
    place: Place
    measured: Measured
    field: Field | None
    boundary: tuple[Segment, ...]
    hidden_lines: tuple[Segment, ...]

    def verdict(self, index: int) -> Verdict:
        """What the classifier says of one of the points."""
        document, scores = self.document, self.measured.scores[index : index + 1]
        classifier, label = document.classifier, int(document.dataset.labels[index])
        return Verdict(
            index,
            label,
            document.dataset.class_names[label],
            float(classifier.probabilities_of(scores)[0, label]),
            classifier.has_probabilities,
            int(classifier.classes_of(scores)[0]) == label,
        )

    def probability(self, x: float, y: float) -> float:
        """P(red) at a point of the plane; 0 or 1 where the classifier has no probabilities."""
        classifier = self.document.classifier
        return float(classifier.probabilities(self.place.theta, np.array([[x, y]]))[0, 1])


def snapshot(trainer: Trainer, over: Grid | None) -> Snapshot:
    """What there is to see where the trainer stands, with a field over a grid if one is given."""
    document, place = trainer.document, trainer.place
    classifier = document.classifier
    boundary: tuple[Segment, ...] = ()
    hidden_lines: tuple[Segment, ...] = ()
    seen = None
    if over is not None:
        seen = field(classifier, place.theta, over)
        first = lines(classifier.layers(place.theta)[0], over.region)
        boundary, hidden_lines = (first, ()) if classifier.is_linear else ((), first)
    return Snapshot(document, place, trainer.measured, seen, boundary, hidden_lines)
