"""The trainer: theta through time."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from math import inf
from time import perf_counter

import numpy as np

from model.arrays import Floats, freeze
from model.learning.engine import Engine
from model.run.document import Document, carried_theta, carries, restarts, same_split
from model.run.measure import Measured, is_finite, measure
from model.run.place import MOST_MARKS, Mark, Place, order_of_pass, thinned

STRIDE = 256  # updates between two checks for a mistake


class Outcome(Enum):
    """How a stretch of training ended."""

    TRAINED = "trained"
    CONVERGED = "converged"  # a whole epoch in which every update was declined
    DIVERGED = "diverged"  # theta or the loss was no longer finite; back at the last finite update
    NO_POINTS = "no points"
    UNTRAINABLE = "untrainable"  # the classifier says why


def _never() -> bool:
    return False


class Trainer:
    """Trains a document; owns the engine and is independent of windows.

    The same document and the same number of updates always give the same theta, bit for bit
    on one kind of processor, however the updates were sliced.
    """

    def __init__(self, document: Document, clock: Callable[[], float] = perf_counter) -> None:
        """Stand at the start of ``document``; ``clock`` returns seconds."""
        self.clock = clock
        self._measured: Measured | None = None
        self._set(document)
        self.restart()

    @property
    def document(self) -> Document:
        """What is being trained."""
        return self._document

    @property
    def updates(self) -> int:
        """How many updates have been made in all."""
        return self._updates

    @property
    def updates_per_epoch(self) -> int:
        """How many updates one pass over the points takes."""
        return self._engine.updates_per_epoch

    @property
    def updates_left(self) -> int:
        """How many updates are left of this epoch."""
        return self._engine.updates_per_epoch - self._position

    @property
    def declines(self) -> bool:
        """Whether an update changes theta only at a mistake."""
        return self._engine.declines

    @property
    def place(self) -> Place:
        """Where training stands; holds copies of everything that changes."""
        engine = self._engine
        return Place(
            freeze(engine.theta.copy()),
            freeze(engine.memory.copy()),
            self._epoch,
            self._position,
            self._updates,
            engine.mistakes,
            self._mistakes_before_epoch,
            self._curve,
            self._unbroken,
        )

    @property
    def measured(self) -> Measured:
        """The current theta measured on all points."""
        if self._measured is None:
            document = self._document
            self._measured = measure(
                document.classifier,
                self._engine.theta,
                self._x,
                self._labels,
                document.training,
                self._is_test,
            )
        return self._measured

    @property
    def obstacle(self) -> Outcome | None:
        """What keeps this document from being trained; None if it can be."""
        if self._document.classifier.why_untrainable:
            return Outcome.UNTRAINABLE
        return None if self._trained else Outcome.NO_POINTS

    def restart(self) -> None:
        """Go to the start of the document."""
        weights = self._document.start.weights
        record = weights.record if weights else None
        epoch, updates = (record.epoch, record.updates) if record else (0, 0)
        position = updates - epoch * self.updates_per_epoch
        # A file written in mid-epoch goes on there, if the number of points is the same.
        position = position if 0 <= position < self.updates_per_epoch else 0
        theta = self._document.start_theta()
        memory = np.zeros_like(self._engine.memory)
        # How many mistakes a resumed pass has had is unknown, but it does not count as flawless.
        before_epoch = -1 if position else 0
        self.go_to(Place(theta, memory, epoch, position, updates, 0, before_epoch, (), True))
        self._note_loss()

    def rebase(self, document: Document) -> bool:
        """Go on with another document, and return whether training starts afresh.

        Raises:
            ValueError: theta cannot be carried over to the units of ``document``.
        """
        before, place = self._document, self.place
        if restarts(before, document):
            self._set(document)
            self.restart()
            return True
        if carries(before, document):
            place = _carried(before, place, document)
        self._set(document)
        same_points = same_split(before, document)
        same_pass = (
            same_points
            and before.training.batch_size == document.training.batch_size
            and before.training.order == document.training.order
        )
        same_rate = before.training.learning_rate == document.training.learning_rate
        same_memory = place.memory.size == self._engine.memory.size and (
            before.training.optimizer == document.training.optimizer
        )
        self.go_to(
            Place(
                place.theta,
                place.memory if same_memory else np.zeros_like(self._engine.memory),
                place.epoch,
                place.position if same_pass else 0,
                place.updates,
                place.mistakes,
                place.mistakes_before_epoch,
                place.curve,
                place.unbroken and (place.mistakes == 0 or (same_points and same_rate)),
            )
        )
        self._note_loss()
        return False

    def stand_at(self, document: Document, place: Place) -> None:
        """Stand at a place of another document's training."""
        self._set(document)
        self.go_to(place)

    def set_theta(self, theta: Floats) -> None:
        """Go on with this theta; what the optimizer remembers is set to 0."""
        memory = np.zeros_like(self._engine.memory)
        self.go_to(
            replace(
                self.place,
                theta=freeze(np.array(theta)),
                memory=freeze(memory),
                mistakes_before_epoch=-1,  # what was right in this pass may be wrong now
                unbroken=False,
            )
        )
        self._note_loss()

    def go_to(self, place: Place) -> None:
        """Stand at a place of this document's training."""
        self._engine.load(place.theta, place.memory, place.mistakes)
        self._epoch, self._position, self._updates = place.epoch, place.position, place.updates
        self._mistakes_before_epoch = place.mistakes_before_epoch
        self._curve, self._unbroken = place.curve, place.unbroken
        self._arranged = False
        self._measured = None

    def continue_curve(self, curve: tuple[Mark, ...]) -> None:
        """Take this for the curve up to here, with the loss here."""
        self._curve = curve
        if not curve or curve[-1].update != self._updates:
            self._note_loss()

    def advance(self, updates: int, expired: Callable[[], bool] = _never) -> Outcome:
        """Make this many updates, or fewer once ``expired()``.

        A large batch may be interrupted between two chunks; the next call goes on inside it.
        """
        obstacle = self.obstacle
        if obstacle is not None:
            return obstacle
        before = self.place
        return self._settle(before, self._make_updates(updates, expired))

    def finish_epoch(self) -> Outcome:
        """Train to the end of this epoch."""
        return self.advance(self.updates_left)

    def advance_to_change(self) -> Outcome:
        """Train up to the next update that will change theta, and stop before it.

        Without one left training ends as converged, after a whole pass without a mistake.
        """
        obstacle = self.obstacle
        if obstacle is not None:
            return obstacle
        if not self.declines:
            return Outcome.TRAINED
        if not self._position and self.measured.right == self._trained:
            return Outcome.CONVERGED
        start, mistakes, converged = self.place, self._engine.mistakes, False
        while self._engine.mistakes == mistakes and not converged:
            before = self.place
            converged = self._make_updates(STRIDE, _never)
        if self._engine.mistakes > mistakes:
            self.go_to(before)
            while self._engine.mistakes == mistakes:
                before = self.place
                converged = self._make_updates(1, _never)
            self.go_to(before)
        return self._settle(start, converged)

    def run_for(self, seconds: float, updates: float = inf) -> Outcome:
        """Train for this many seconds, or until this many updates are made.

        The loss is noted at the end, and whenever the updates have grown by an eighth, so that
        the curve of a run that is over in a moment has its shape.
        """
        deadline, last = self.clock() + seconds, self._updates + updates

        def expired() -> bool:
            return self.clock() >= deadline

        outcome = Outcome.TRAINED
        while outcome is Outcome.TRAINED and self._updates < last:
            growth = max(self._updates // 8, 1)
            outcome = self.advance(int(min(growth, last - self._updates)), expired)
            if expired():
                break
        return outcome

    def replay(self, updates: int, seconds: float = inf) -> bool:
        """Train again up to this many updates in all, or for this many seconds.

        Losses are not noted, and a pass without a mistake is no end.

        Returns:
            Whether they are all made.
        """
        deadline = self.clock() + seconds

        def expired() -> bool:
            return self.clock() >= deadline

        while self._updates < updates:
            self._make_updates(updates - self._updates, expired)
            if expired():
                break
        return self._updates == updates

    def _set(self, document: Document) -> None:
        self._document = document
        self._is_test = document.test_mask()
        self._x, self._labels = document.inputs_of(document.dataset.x), document.dataset.labels
        x, labels = self._x, self._labels
        if self._is_test.any():
            x, labels = x[~self._is_test], labels[~self._is_test]
        self._trained = len(labels)
        self._engine: Engine = document.classifier.engine(
            document.start_theta(), x, labels, document.training
        )

    def _settle(self, before: Place, converged: bool) -> Outcome:
        """Return how the stretch since ``before`` ended; one that diverged is taken back."""
        if not self._finite():
            self._return_to_last_finite(before, self._updates - before.updates)
            return Outcome.DIVERGED
        self._note_loss()
        return Outcome.CONVERGED if converged else Outcome.TRAINED

    def _make_updates(self, updates: int, expired: Callable[[], bool]) -> bool:
        """Make updates until enough are made or the time is over; return whether it converged."""
        with np.errstate(all="ignore"):  # overflow is looked for after the stretch
            return self._run_engine(updates, expired)

    def _run_engine(self, updates: int, expired: Callable[[], bool]) -> bool:
        engine, per_epoch = self._engine, self._engine.updates_per_epoch
        last = self._updates + updates
        while self._updates < last:
            self._arrange()
            stop = min(per_epoch, self._position + last - self._updates)
            reached = engine.run(self._position, stop, expired)
            if reached > self._position:
                self._measured = None
            self._updates += reached - self._position
            self._position = reached
            if reached == per_epoch and self._end_epoch():
                return True
            if expired():
                break
        return False

    def _arrange(self) -> None:
        """Draw the order of this pass, unless it is drawn already."""
        if self._arranged:
            return
        self._arranged = True
        if self._position == 0:
            self._mistakes_before_epoch = self._engine.mistakes
        # A batch of all points is never shuffled; an engine begins in the order of the file.
        if self._document.training.order == "shuffled" and self.updates_per_epoch > 1:
            seed = self._document.start_seed
            self._engine.arrange(order_of_pass(seed, self._epoch, self._trained))

    def _end_epoch(self) -> bool:
        """Count a completed pass, and return whether every update of it was declined."""
        self._epoch += 1
        self._position = 0
        self._arranged = False
        flawless = self._engine.mistakes == self._mistakes_before_epoch
        return flawless and self.declines

    def _finite(self) -> bool:
        return is_finite(self._document, self._engine.theta, self.measured)

    def _return_to_last_finite(self, before: Place, updates: int) -> None:
        """Replay the last stretch to its last finite update, found by halving."""
        while updates > 1:
            half = updates // 2
            self.go_to(before)
            self._make_updates(half, _never)
            if self._finite():
                before, updates = self.place, updates - half
            else:
                updates = half
        self.go_to(before)
        self._note_loss()

    def _note_loss(self) -> None:
        """Add the loss to the curve, at most once per update; a long curve is thinned."""
        if not self._trained:
            return
        seen, kind = self.measured, self._document.settings.loss
        losses = self._updates, seen.loss, seen.test_loss, seen.accuracy, kind
        now = Mark(*losses, seen.test_accuracy)
        again = self._curve and self._curve[-1].update == now.update
        before = self._curve[:-1] if again else self._curve
        self._curve = (*before, now)
        if len(self._curve) > MOST_MARKS:
            self._curve = thinned(self._curve)


def _carried(before: Document, place: Place, after: Document) -> Place:
    """Return the place with its theta carried over to ``after``, and no optimizer memory."""
    is_at_start = not place.updates and np.array_equal(place.theta, before.start_theta())
    if is_at_start and after.start.is_given:
        theta = after.start_theta()
    else:
        try:
            theta = carried_theta(before, after, place.theta)
        except ValueError:
            if not is_at_start:
                raise
            theta = after.start_theta()  # nothing was learned yet that could be lost
    return replace(
        place,
        theta=theta,
        memory=np.zeros(0),
        mistakes_before_epoch=-1,
        unbroken=not place.updates and np.array_equal(theta, after.start_theta()),
    )
