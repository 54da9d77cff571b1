"""What one frame shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import Bools, Floats, Integers
from model.evaluation.diagnosis import diagnosis
from model.evaluation.finding import Finding
from model.evaluation.report import Report, report
from model.evaluation.separation import Separation
from model.plane.arrows import Arrows, arrows
from model.plane.camera import Camera
from model.plane.field import Grid, grid
from model.plane.sketch import Sketch, coarse, sketch
from model.plane.slice import Slice, middle_slice
from model.plane.units import Units, units
from model.run.document import Document, same_split
from model.run.history import Visit
from model.run.last_step import NO_STEP, LastStep
from model.run.measure import Measured, measure
from model.run.next_update import Arithmetic, arithmetic
from model.run.place import Place, upcoming


@dataclass(frozen=True)
class Wishes:
    """What a view asks for besides the field, while it is visible.

    ``side`` is the width and height of the small pictures of units in cells, 0 for no pictures.
    ``upcoming`` asks for the points of the next update, ``trail`` for this many boundaries of
    places before.
    """

    side: int = 0
    upcoming: bool = False
    trail: int = 0


def joined(wishes: Iterable[Wishes]) -> Wishes:
    """Return the wishes that fulfil all of these: the largest side, and all that is asked for."""
    every = tuple(wishes)
    return Wishes(
        max((wish.side for wish in every), default=0),
        any(wish.upcoming for wish in every),
        max((wish.trail for wish in every), default=0),
    )


@dataclass(frozen=True)
class Verdict:
    """What a classifier says of one point: the probability of its label, and if it is right."""

    index: int
    label: int
    class_name: str
    probability: float
    has_probability: bool
    is_right: bool
    is_test: bool


@dataclass(frozen=True, eq=False)
class Snapshot(Sketch):
    """A document, a place in its training and what can be seen there; every view draws this.

    Attributes:
        place: where its training stands.
        measured: theta measured on all points.
        separation: how the training points lie to each other.
        units: the small pictures of all units, if they were wished for.
        upcoming: the points of the next update, as indices among all points, if wished for.
        step: what the last step did.
        ghost: what there was to see before the update that the step made; None if it changed
            nothing.
        trail: what there was to see at places before that, the latest first and coarsely, if wished
            for; with more classes than two their borders would be too many.
        visit: the history of the run, and where this place is in it; None if that is not known.
    """

    place: Place
    measured: Measured
    separation: Separation
    units: Units | None
    upcoming: Integers | None
    step: LastStep = NO_STEP
    ghost: "Snapshot | None" = None
    trail: tuple[Sketch, ...] = ()
    visit: Visit | None = None

    @property
    def is_past(self) -> bool:
        """Whether training went on from here once."""
        return self.visit is not None and self.visit.is_past

    @property
    def learned(self) -> tuple[int, ...]:
        """The points that the update just made looked at; none where it looked at all there are."""
        made = self.step.made
        if made is None or 1 < len(made.points) == self.measured.trained:
            return ()
        return tuple(int(point) for point in made.points)

    @property
    def is_test(self) -> Bools:
        """Which points, (points,), are test points."""
        return self.measured.is_test

    def verdict(self, index: int) -> Verdict:
        """Return what the classifier says of the point with this index."""
        document, scores = self.document, self.measured.scores[index : index + 1]
        classifier, label = document.classifier, int(document.dataset.labels[index])
        return Verdict(
            index,
            label,
            document.dataset.class_names[label],
            float(classifier.probabilities_of(scores)[0, label]),
            classifier.has_probabilities,
            int(classifier.classes_of(scores)[0]) == label,
            bool(self.is_test[index]),
        )

    def findings(self, write: Callable[[int], str] = str) -> tuple[Finding, ...]:
        """Return what is found about the run here, what matters most first; computed anew.

        ``write`` formats a count.
        """
        return diagnosis(self.document, self.place, self.measured, self.separation, write)

    def raw_theta(self) -> Floats:
        """Return theta in raw units, (parameters,), as a weights file holds it."""
        return self.document.raw_theta(self.place.theta)

    def report(self) -> Report:
        """Return how wrong the classifier is here; computed anew on each call."""
        return report(self.document, self.place.theta, self.measured, self.is_test)

    def probabilities_at(self, x: float, y: float) -> Floats:
        """Return the probability of every class at (x, y) of the plane, (classes,).

        If the classifier has no probabilities, it is 1 for the predicted class and 0 for others.
        """
        document = self.document
        inputs = document.inputs_of(self.slice.lift(np.array([[x, y]])))
        return np.asarray(document.classifier.probabilities(self.place.theta, inputs)[0])

    def arithmetic(self, point: int | None = None, is_raw: bool = False) -> Arithmetic | None:
        """Return the equations of a point, the first of the next update unless one is given.

        Computed anew on each call. None if there are no points, or if ``upcoming`` was not wished
        for.
        """
        if self.upcoming is None:
            return None
        return arithmetic(self.document, self.place, self.upcoming, point, is_raw)

    def arithmetic_made(self, is_raw: bool = False) -> Arithmetic | None:
        """Return the equations of the update that the last step made; None if it made none."""
        made = self.step.made
        if made is None:
            return None
        return arithmetic(self.document, made.before, made.points, is_raw=is_raw)

    def arrows(self, after: Floats | None = None, scale: float = 0.0) -> Arrows | None:
        """Return the weights as an arrow on the line, and what an update to ``after`` adds to it.

        Args:
            after: theta after the update; None for no update.
            scale: the scale of earlier arrows, which is kept where possible; 0 for none.
        """
        if self.field is None:
            return None
        theta = self.place.theta
        region = self.field.grid.region
        after = theta if after is None else after
        return arrows(self.document, theta, after, self.slice, region, scale)


def snapshot(
    document: Document,
    place: Place,
    camera: Camera,
    wishes: Wishes = Wishes(),
    before: Snapshot | None = None,
    measured: Measured | None = None,
    step: LastStep = NO_STEP,
    visit: Visit | None = None,
) -> Snapshot:
    """Return what there is to see at any place of any run.

    Args:
        document: what is trained there.
        place: where its training stands.
        camera: what the plane looks at; without a grid there is no field, and nothing else that
            lies on the plane.
        wishes: what else the views ask for.
        before: an earlier snapshot; what still holds is reused. The result does not depend on it.
        measured: the theta of ``place`` measured on the points, if that is known already.
        step: what the step that led to ``place`` did.
        visit: the history of the run and where ``place`` is in it, which views of time show.
    """
    if measured is None:
        measured = _measured(document, place, before)
    separation = before.separation if before is not None else None
    if separation is None or not separation.holds_for(document):
        separation = Separation(document, measured.is_test)
    shown = camera.slice or middle_slice(document.dataset)
    seen = sketch(document, place.theta, shown, camera.grid, camera.unit)
    ghost = _ghost(document, camera, step, before)
    trail = before.trail if before is not None else ()
    return Snapshot(
        **vars(seen),
        place=place,
        measured=measured,
        separation=separation,
        units=_small(document, place.theta, camera.grid, shown, wishes.side),
        upcoming=upcoming(document, place, measured.is_test) if wishes.upcoming else None,
        step=step,
        ghost=ghost,
        trail=_trail(seen, ghost.place if ghost is not None else place, visit, wishes, trail),
        visit=visit,
    )


def _ghost(
    document: Document, camera: Camera, step: LastStep, before: Snapshot | None
) -> Snapshot | None:
    """Return what there was to see before the update of a step, None if it changed nothing."""
    made = step.made
    if made is None or np.array_equal(made.before.theta, made.after):
        return None
    earlier = before.ghost or before if before is not None else None
    return snapshot(document, made.before, replace(camera, unit=None), before=earlier)


def _trail(
    seen: Sketch, latest: Place, visit: Visit | None, wishes: Wishes, before: Sequence[Sketch]
) -> tuple[Sketch, ...]:
    """Return the boundaries of places before ``latest``, reused from ``before`` where they hold."""
    document = seen.document
    if not wishes.trail or visit is None or seen.field is None or document.dataset.classes > 2:
        return ()
    over = seen.field.grid
    moment = visit.moment._replace(updates=latest.updates)
    thetas = visit.history.trail(moment, latest.theta, wishes.trail)
    if not thetas:
        return ()
    drawn = {id(one.theta): one for one in before if one.is_over(document, seen.slice, over.region)}
    rough = coarse(over)
    return tuple(
        drawn.get(id(theta)) or sketch(document, theta, seen.slice, rough) for theta in thetas
    )


def _measured(document: Document, place: Place, before: Snapshot | None) -> Measured:
    """Return theta measured on the points, reused from ``before`` if nothing has changed."""
    is_test = None
    if before is not None:
        if before.document is document and np.array_equal(before.place.theta, place.theta):
            return before.measured
        is_test = before.is_test if same_split(before.document, document) else None
    if is_test is None:
        is_test = document.test_mask()
    data = document.dataset
    x = document.inputs_of(data.x)
    training, classifier = document.training, document.classifier
    return measure(classifier, place.theta, x, data.labels, training, is_test)


def _small(
    document: Document, theta: Floats, over: Grid | None, shown: Slice, side: int
) -> Units | None:
    """Return the small pictures of all units; None without a plane or a wish for them."""
    if over is None or not side:
        return None
    coarse = grid(over.region, side, side)
    inputs = document.inputs_of(shown.lift(coarse.points))
    return units(document.classifier, theta, inputs, coarse)
