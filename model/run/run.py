"""A run: a document in training, with its past."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from model.arrays import Floats, Integers
from model.run.document import Document, Start, restarts
from model.run.export import weights_of
from model.run.history import BUDGET, History, Moment, Visit, begun
from model.run.last_step import NO_STEP, LastStep, Made
from model.run.measure import Measured, is_finite
from model.run.place import Place, upcoming
from model.run.trainer import Outcome, Trainer
from model.run.until import Watch
from model.run.weights import Weights

UNBOUNDED = "the numbers would grow beyond all bounds; type a smaller one"
BETWEEN = 2048  # updates after which the place is recorded, however many are asked for


@dataclass(frozen=True, eq=False)
class Standing:
    """Everything that a run is: what is trained, where it stands, and its past."""

    document: Document
    place: Place
    history: History
    moment: Moment

    def is_at(self, other: "Standing") -> bool:
        """Return whether nothing was trained or edited between the two."""
        return self.history is other.history and self.moment == other.moment


class Run:
    """A document, the place where its training stands and how it got there; knows no window.

    It may stand in its past. Training goes on from there: what came after is dropped.
    """

    def __init__(self, document: Document, budget: int = BUDGET) -> None:
        """Stand at the start of ``document``; keyframes take at most ``budget`` bytes."""
        self._trainer = Trainer(document)
        self._history = History((begun("", document, self._trainer.place),), budget=budget)
        self._stretch = 0
        self._step = NO_STEP

    @property
    def document(self) -> Document:
        """What is being trained."""
        return self._trainer.document

    @property
    def place(self) -> Place:
        """Where training stands."""
        return self._trainer.place

    @property
    def measured(self) -> Measured:
        """The current theta measured on all points."""
        return self._trainer.measured

    @property
    def obstacle(self) -> Outcome | None:
        """What keeps this document from being trained; None if it can be."""
        return self._trainer.obstacle

    @property
    def step(self) -> LastStep:
        """What the last step did, forgotten when training or an edit goes on from there."""
        return self._step

    @property
    def upcoming(self) -> Integers:
        """The points of the next update, as indices among all points."""
        return upcoming(self.document, self.place, self.measured.is_test)

    @property
    def epochs(self) -> float:
        """How many epochs have been made, including the fraction of the current one."""
        place = self.place
        return place.epoch + place.position / max(self._trainer.updates_per_epoch, 1)

    @property
    def updates_per_epoch(self) -> int:
        """How many updates one pass over the points takes."""
        return self._trainer.updates_per_epoch

    @property
    def declines(self) -> bool:
        """Whether an update changes theta only at a mistake."""
        return self._trainer.declines

    def weights(self) -> Weights:
        """Return the weights that an export of this place holds."""
        return weights_of(self.document, self.place)

    # The past.

    @property
    def history(self) -> History:
        """The past of this run, and what comes after where it stands in it."""
        return self._history

    @property
    def moment(self) -> Moment:
        """Where it stands in its history."""
        return Moment(self._stretch, self._trainer.updates)

    @property
    def is_past(self) -> bool:
        """Whether it stands before the end of its history."""
        return self.moment < self._history.last

    @property
    def visit(self) -> Visit:
        """Its history, and where it stands in it."""
        return Visit(self._history, self.moment)

    @property
    def standing(self) -> Standing:
        """Where it stands, to return to."""
        self._history.stretches[-1].keyframes.keep()
        return Standing(self.document, self.place, self._history, self.moment)

    def return_to(self, standing: Standing) -> None:
        """Stand where it once stood, with the past it had there."""
        self._step = NO_STEP
        self._history, self._stretch = standing.history, standing.moment.stretch
        self._stand_at(standing.document, standing.place)

    def go_to(self, moment: Moment) -> None:
        """Stand at a moment of its history, exactly as training stood there."""
        self.approach(moment, inf)

    def go_to_last(self) -> None:
        """Stand at the end of its history, if it does not."""
        if self.is_past:
            stretch = self._history.stretches[-1]
            self._step, self._stretch = NO_STEP, self._history.last.stretch
            self._stand_at(stretch.document, stretch.end)

    def approach(self, moment: Moment, seconds: float) -> bool:
        """Train again towards a moment of its history for this many seconds.

        Where it is reached, ``step`` is the update that led there. Until then it stands at places
        on the way.

        Returns:
            Whether it is reached.
        """
        stretch = self._history.stretches[moment.stretch]
        before = max(moment.updates - 1, stretch.first)
        origin = stretch.keyframes[stretch.keyframes.at(before)]
        is_on_way = self._stretch == moment.stretch and (
            origin.updates <= self._trainer.updates <= before
        )
        self._step = NO_STEP
        if not is_on_way:
            self._stretch = moment.stretch
            curve = self._history.curve_until(Moment(moment.stretch, origin.updates))
            self._stand_at(stretch.document, replace(origin, curve=curve))
        if not self._trainer.replay(before, seconds):
            return False
        if moment.updates > before:
            place, points = self.place, self.upcoming
            self._trainer.replay(moment.updates)
            self._step = LastStep(Made(place, points, self.place.theta))
        self._trainer.continue_curve(self._history.curve_until(moment))
        return True

    def await_mistake(self) -> None:
        """Say of the next update, which is a mistake, that the last step waits before it."""
        self._step = replace(self._step, mistake=int(self.upcoming[0]))

    def replay_to_change(self) -> None:
        """Go on in the past as ``step_to_change`` does, at most to the next edit or the end."""
        end = self._history.stretches[self._stretch].end.updates
        if self._trainer.updates == end:
            self.go_to(self._history.after(self.moment))
            return
        self._to_change()
        if self._trainer.updates > end:
            self.go_to(Moment(self._stretch, end))
        else:
            self._trainer.continue_curve(self._history.curve_until(self.moment))

    def note_stop(self, reason: str) -> None:
        """Keep in the history why training stopped here of itself."""
        self._history = self._history.stopped(self._trainer.updates, reason)

    def clear_earlier(self) -> None:
        """Forget the curves of earlier runs."""
        self._history = self._history.cleared()

    def _stand_at(self, document: Document, place: Place) -> None:
        if document is self.document:
            self._trainer.go_to(place)  # spares another engine
        else:
            self._trainer.stand_at(document, place)

    def branch(self) -> None:
        """Drop what comes after where it stands; its curve is kept."""
        if self.is_past:
            self._history = self._history.until(self.moment, self.place)

    def _record(self) -> None:
        self._history = self._history.recorded(self._trainer.place)

    # Edits.

    def stand(self, document: Document, place: Place | None = None, text: str = "") -> None:
        """Go on with another document, at a place of its training, after an edit named ``text``.

        Without a place, theta is kept or carried over if the edit allows it, and starts afresh if
        not; see ``Trainer.rebase``.
        """
        self._step = NO_STEP
        self.branch()
        is_fresh = restarts(self.document, document)
        if place is None:
            self._trainer.rebase(document)
        else:
            self._trainer.stand_at(document, place)
        if is_fresh:
            self._history = self._history.followed_by(document, self.place, text)
        else:
            self._history = self._history.edited(text, document, self.place)
        self._stretch = self._history.last.stretch

    def restart(self, document: Document, text: str = "") -> None:
        """Start ``document`` afresh; of the run before, the curve is kept."""
        self._step = NO_STEP
        self._trainer = Trainer(document)
        self._history = self._history.followed_by(document, self.place, text)
        self._stretch = 0

    def place_after(self, document: Document) -> Place:
        """Return where the run would stand with another document; the run stays where it is.

        Raises:
            ValueError: theta cannot be carried over to the units of ``document``.
        """
        trainer = Trainer(self.document)
        trainer.go_to(self.place)
        trainer.rebase(document)
        return trainer.place

    def with_theta(self, theta: Floats) -> tuple[Document, Place]:
        """Return where the run would stand with weights set by hand; the run stays where it is.

        Before the first update they become the start. What the optimizer remembers is set to 0.

        Raises:
            ValueError: training could not go on from them; see ``is_finite``.
        """
        document, place = self.document, self.place
        self._trainer.set_theta(theta)
        measured, there = self.measured, self.place
        self._trainer.go_to(place)
        if not is_finite(document, theta, measured):
            raise ValueError(UNBOUNDED)
        if place.updates == 0:
            document = replace(document, start=Start(theta=tuple(theta.tolist())))
        return document, there

    # Training.

    def advance(self, updates: int) -> Outcome:
        """Make this many updates."""
        self.branch()
        return self._noted(lambda: self._advance(updates))

    def finish_epoch(self) -> Outcome:
        """Train to the end of this epoch."""
        return self.advance(self._trainer.updates_left)

    def step_to_change(self) -> Outcome:
        """Go on to the next update that will change theta, and wait before it.

        If the last step waits before such an update, make it first. Where every update changes
        theta, make one.
        """
        if not self.declines:
            return self.advance(1)
        self.branch()
        outcome = self._to_change()
        self._record()
        return outcome

    def _to_change(self) -> Outcome:
        made = None
        if self._step.waits:
            outcome = self._noted(lambda: self._trainer.advance(1))
            made = self._step.made
            if outcome is not Outcome.TRAINED:
                return outcome
        before = self._trainer.updates
        outcome = self._trainer.advance_to_change()
        passed = self._trainer.updates - before
        mistake = int(self.upcoming[0]) if outcome is Outcome.TRAINED else None
        self._step = LastStep(made, passed, mistake)
        return outcome

    def run_for(
        self, seconds: float, updates: float = inf, watch: Watch | None = None
    ) -> tuple[Outcome, str]:
        """Train for this many seconds, for at most this many updates.

        Returns:
            How it ended, and why a ``watch`` ended it, "" if none did.
        """
        clock = self._trainer.clock
        deadline, last = clock() + seconds, self._trainer.updates + updates
        if updates == 1 and watch is None:
            return self.advance(1), ""
        self._step = NO_STEP
        self.branch()
        outcome, reason = Outcome.TRAINED, ""
        while outcome is Outcome.TRAINED and not reason and self._trainer.updates < last:
            some = last - self._trainer.updates
            if watch is not None:
                some = min(some, watch.updates_to_look(self.place, self._trainer.updates_left))
            outcome = self._trainer.run_for(deadline - clock(), some)
            self._record()
            if watch is not None and outcome is Outcome.TRAINED:
                reason = watch.look(self.place, self.measured, self.upcoming)
            if clock() >= deadline:
                break
        return outcome, reason

    def _noted(self, train: Callable[[], Outcome]) -> Outcome:
        """Train, and note the update if it was exactly one."""
        before, points = self.place, self.upcoming
        outcome, after = train(), self.place
        is_one = after.updates == before.updates + 1
        self._step = LastStep(Made(before, points, after.theta)) if is_one else NO_STEP
        return outcome

    def _advance(self, updates: int) -> Outcome:
        last = self._trainer.updates + updates
        while True:
            outcome = self._trainer.advance(min(last - self._trainer.updates, BETWEEN))
            self._record()
            if outcome is not Outcome.TRAINED or self._trainer.updates >= last:
                return outcome
