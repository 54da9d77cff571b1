"""A run: a document in training."""

from collections.abc import Callable
from dataclasses import replace

from model.arrays import Floats, Integers
from model.run.document import Document, Start
from model.run.export import weights_of
from model.run.last_step import NO_STEP, LastStep, Made
from model.run.measure import Measured, is_finite
from model.run.place import Place, upcoming
from model.run.trainer import Outcome, Trainer
from model.run.weights import Weights

UNBOUNDED = "the numbers would grow beyond all bounds; type a smaller one"


class Run:
    """A document and the place where its training stands; independent of windows."""

    def __init__(self, document: Document) -> None:
        self._trainer = Trainer(document)
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

    def weights(self) -> Weights:
        """Return the weights that an export of this place holds."""
        return weights_of(self.document, self.place)

    def stand(self, document: Document, place: Place | None = None) -> None:
        """Go on with another document, at a place of its training.

        Without a place, theta is kept or carried over if the edit allows it, and starts afresh if
        not; see ``Trainer.rebase``.
        """
        self._step = NO_STEP
        if place is None:
            self._trainer.rebase(document)
        else:
            self._trainer.stand_at(document, place)

    def place_after(self, document: Document) -> Place:
        """Return where the run would stand with another document; the run stays where it is.

        Raises:
            ValueError: theta cannot be carried over to the units of ``document``.
        """
        trainer = Trainer(self.document)
        trainer.go_to(self.place)
        trainer.rebase(document)
        return trainer.place

    def advance(self, updates: int) -> Outcome:
        """Make this many updates."""
        return self._noted(lambda: self._trainer.advance(updates))

    def finish_epoch(self) -> Outcome:
        """Train to the end of this epoch."""
        return self._noted(self._trainer.finish_epoch)

    def step_to_change(self) -> Outcome:
        """Go on to the next update that will change theta, and wait before it.

        If the last step waits before such an update, make it first. Where every update changes
        theta, make one.
        """
        if not self._trainer.declines:
            return self.advance(1)
        made = None
        if self._step.waits:
            outcome = self.advance(1)
            made = self._step.made
            if outcome is not Outcome.TRAINED:
                return outcome
        before = self.place.updates
        outcome = self._trainer.advance_to_change()
        passed = self.place.updates - before
        mistake = int(self.upcoming[0]) if outcome is Outcome.TRAINED else None
        self._step = LastStep(made, passed, mistake)
        return outcome

    def _noted(self, train: Callable[[], Outcome]) -> Outcome:
        """Train, and note the update if it was exactly one."""
        before, points = self.place, self.upcoming
        outcome, after = train(), self.place
        is_one = after.updates == before.updates + 1
        self._step = LastStep(Made(before, points, after.theta)) if is_one else NO_STEP
        return outcome

    def run_for(self, seconds: float) -> Outcome:
        """Train for this many seconds."""
        self._step = NO_STEP
        return self._trainer.run_for(seconds)

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
