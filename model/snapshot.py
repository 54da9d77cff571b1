"""What one frame shows."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats, Integers, freeze
from model.evaluation.report import Account, account
from model.plane.arrows import Arrows, arrows
from model.plane.field import Border, Field, Grid, Segment, borders, field, grid, lines, on_plane
from model.plane.slice import Slice, middle_slice
from model.plane.units import Focus, UnitId, Units, focus, units
from model.run.document import Document
from model.run.measure import Measured
from model.run.next_update import Arithmetic, arithmetic
from model.run.trainer import Place, Trainer


@dataclass(frozen=True)
class Wanted:
    """What the views that are visible ask for, besides the field.

    ``side`` is how many cells wide and high the small pictures of units are, 0 for none; ``unit``
    is the one that fills the plane. ``upcoming`` asks for the points of the next update.
    """

    side: int = 0
    unit: UnitId | None = None
    upcoming: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a classifier says of a point: how probable its own class is, and whether it is right."""

    index: int
    label: int
    class_name: str
    probability: float
    has_probability: bool
    is_right: bool
    is_test: bool


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A document, a place in its training and what can be seen there; every view draws this.

    ``slice`` is the part of the features that the plane shows, ``held_back`` says which points are
    test points. ``boundary`` are the exact lines of a linear classifier, ``borders`` the same with
    the classes between which they are, of more than two; for others the boundary is where the
    field's sides are 0. ``hidden_lines`` has one for each unit of the first hidden layer,
    None where it is not visible; with derived inputs there is none, and they are curves, where the
    field's hidden scores are 0. ``units``,
    ``focus`` and ``upcoming``, which count among all points, are there where they were wanted.
    """

    document: Document
    place: Place
    measured: Measured
    slice: Slice
    held_back: Bools
    field: Field | None
    boundary: tuple[Segment, ...]
    borders: tuple[Border, ...]
    hidden_lines: tuple[Segment | None, ...]
    units: Units | None
    focus: Focus | None
    upcoming: Integers | None

    @property
    def has_straight_boundary(self) -> bool:
        """Whether ``boundary`` is all of the boundary."""
        return self.document.classifier.is_linear and not self.document.derived

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
            bool(self.held_back[index]),
        )

    def account(self) -> Account:
        """How wrong the classifier is here; computed anew on each call."""
        return account(self.document, self.place.theta, self.measured, self.held_back)

    def probabilities_at(self, x: float, y: float) -> Floats:
        """The probability of every class at a place of the plane, (classes,).

        Where the classifier has none: 1 for the predicted class, else 0.
        """
        document = self.document
        inputs = document.inputs_of(self.slice.lift(np.array([[x, y]])))
        return np.asarray(document.classifier.probabilities(self.place.theta, inputs)[0])

    def arithmetic(self, point: int | None = None) -> Arithmetic | None:
        """One point in lines, that of the next update unless one is given; computed on each call.

        None where there are no points, or where nobody wanted those of the next update.
        """
        if self.upcoming is None:
            return None
        return arithmetic(self.document, self.place, self.upcoming, point)

    def arrows(
        self, after: Floats | None = None, scale: float = 0.0, ghost: Floats | None = None
    ) -> Arrows | None:
        """The weights as an arrow on the line, and what an update to ``after`` adds to them.

        ``scale`` is that of the arrows before, which is kept where that is possible, ``ghost`` is
        theta before the update that was made last.
        """
        if self.field is None:
            return None
        theta = self.place.theta
        region = self.field.grid.region
        after = theta if after is None else after
        return arrows(self.document, theta, after, self.slice, region, scale, ghost)


def snapshot(
    trainer: Trainer, over: Grid | None, shown: Slice | None = None, wanted: Wanted = Wanted()
) -> Snapshot:
    """What there is to see where the trainer stands, with a field over a grid if one is given.

    ``shown`` is the slice of the features; None: the first two features, at the points' middle.
    """
    document, place = trainer.document, trainer.place
    if shown is None:
        shown = middle_slice(document.dataset)
    straight: tuple[Segment, ...] = ()
    between: tuple[Border, ...] = ()
    hidden_lines: tuple[Segment | None, ...] = ()
    seen, small, large = None, None, None
    if over is not None:
        inputs = document.inputs_of(shown.lift(over.points))
        seen = field(document.classifier, place.theta, inputs, over, bool(document.derived))
        if not document.derived:
            straight, between, hidden_lines = _straight(document, place.theta, over, shown)
        if wanted.side:
            coarse = grid(over.region, wanted.side, wanted.side)
            cells = document.inputs_of(shown.lift(coarse.points))
            small = units(document.classifier, place.theta, cells, coarse)
        if wanted.unit is not None and _is_there(document, wanted.unit):
            large = focus(document.classifier, place.theta, inputs, over, wanted.unit)
    return Snapshot(
        document,
        place,
        trainer.measured,
        shown,
        trainer.held_back,
        seen,
        straight,
        between,
        hidden_lines,
        small,
        large,
        freeze(trainer.upcoming()) if wanted.upcoming else None,
    )


def _is_there(document: Document, of: UnitId) -> bool:
    shapes = document.classifier.shapes
    return of.layer < len(shapes) and of.unit < shapes[of.layer].outputs


def _straight(
    document: Document, theta: Floats, over: Grid, shown: Slice
) -> tuple[tuple[Segment, ...], tuple[Border, ...], tuple[Segment | None, ...]]:
    """The lines of a linear classifier's boundary, between whom, and those of a hidden layer."""
    with np.errstate(over="ignore", invalid="ignore"):
        first = on_plane(document.raw_layers(theta)[0], shown)
        if not document.classifier.is_linear:
            return (), (), lines(first, over.region)
        if document.classifier.outputs > 1:
            between = borders(first, over.region)
            return tuple(border.segment for border in between), between, ()
        return tuple(filter(None, lines(first, over.region))), (), ()
