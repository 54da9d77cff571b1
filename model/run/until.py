"""What training can go on until, looked for at the end of each epoch or before each update."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from model.arrays import Integers
from model.run.measure import Measured
from model.run.place import Place
from model.words import number_of


@dataclass(frozen=True)
class Until:
    """A condition that ends training.

    Attributes:
        name: its key among ``CONDITIONS``.
        value: the number in it; not used by a condition that has none.
    """

    name: str
    value: float = 0.0


class Seen(NamedTuple):
    """What a condition looks at.

    Attributes:
        place: where training stands.
        measured: its theta measured on all points.
        upcoming: the points of the next update, as indices among all points.
        stale: how many epochs have been made since the least test loss at the end of one.
    """

    place: Place
    measured: Measured
    upcoming: Integers
    stale: int = 0


@dataclass(frozen=True)
class Condition:
    """A kind of condition.

    Attributes:
        title: its name on screen, before its number.
        tip: one sentence about when it holds.
        holds: whether it holds of what is seen, with its number.
        reason: what is said when it does.
        default: the number that is offered first; None for a condition without one.
        is_whole: whether the number is a whole one.
        is_share: whether the number is a share, shown in per cent.
        is_of_now: whether training begins where it holds already, since it is about the next
            update.
        to_look: after how many updates to look at a place; None for the end of each epoch.
        tests: whether it needs test points.
    """

    title: str
    tip: str
    holds: Callable[[Seen, float], bool]
    reason: Callable[[Seen, float], str]
    default: float | None = None
    is_whole: bool = False
    is_share: bool = False
    is_of_now: bool = False
    to_look: Callable[[Place, float], int] | None = None
    tests: bool = False


CONDITIONS: dict[str, Condition] = {
    "epochs": Condition(
        "epoch",
        "Train until this many epochs are done",
        lambda seen, value: seen.place.epoch >= value,
        lambda seen, value: f"{number_of(seen.place.epoch, 'epoch')} done",
        100,
        is_whole=True,
    ),
    "updates": Condition(
        "update",
        "Train until this many updates are made",
        lambda seen, value: seen.place.updates >= value,
        lambda seen, value: f"{number_of(seen.place.updates, 'update')} made",
        1000,
        is_whole=True,
        to_look=lambda place, value: max(int(value) - place.updates, 1),
    ),
    "loss": Condition(
        "loss",
        "Train until the loss of the training points is this small at the end of an epoch",
        lambda seen, value: seen.measured.loss <= value,
        lambda seen, value: f"the loss is at most {value:g}",
        0.1,
    ),
    "test_loss": Condition(
        "test loss",
        "Train until the loss of the test points is this small at the end of an epoch",
        lambda seen, value: seen.measured.test_loss <= value,
        lambda seen, value: f"the loss of the test points is at most {value:g}",
        0.1,
        tests=True,
    ),
    "accuracy": Condition(
        "accuracy",
        "Train until this share of the training points is right at the end of an epoch",
        lambda seen, value: seen.measured.accuracy >= value,
        lambda seen, value: f"{seen.measured.right} of {seen.measured.trained} are right",
        0.95,
        is_share=True,
    ),
    "test_accuracy": Condition(
        "test accuracy",
        "Train until this share of the test points is right at the end of an epoch",
        lambda seen, value: seen.measured.test_accuracy >= value,
        lambda seen, value: (
            f"{seen.measured.test_right} of {number_of(seen.measured.tests, 'test point')} "
            "are right"
        ),
        0.95,
        is_share=True,
        tests=True,
    ),
    "flawless": Condition(
        "no mistake",
        "Train until no training point is misclassified at the end of an epoch",
        lambda seen, value: seen.measured.right == seen.measured.trained,
        lambda seen, value: "no training point is misclassified",
    ),
    "stale": Condition(
        "no better test for",
        "Train until the loss of the test points has not improved for this many epochs",
        lambda seen, value: seen.stale >= value,
        lambda seen, value: (
            f"the loss of the test points has not improved for {number_of(seen.stale, 'epoch')}"
        ),
        20,
        is_whole=True,
        tests=True,
    ),
    "mistake": Condition(
        "a mistake",
        "Train until the next update is of a misclassified point",
        lambda seen, value: bool(set(seen.upcoming.tolist()) & set(seen.measured.wrong.tolist())),
        lambda seen, value: "the next update is of a misclassified point",
        is_of_now=True,
        to_look=lambda place, value: 1,
    ),
}


class Watch:
    """Looks while training goes on whether a condition holds."""

    def __init__(self, until: Until) -> None:
        """Begin to look; a test loss is the best one of those seen from now on."""
        self.until = until
        self._condition = CONDITIONS[until.name]
        self._best, self._epoch = inf, 0

    def updates_to_look(self, place: Place, left: int) -> int:
        """Return after how many updates to look next, ``left`` updates before an epoch ends."""
        to_look = self._condition.to_look
        return left if to_look is None else to_look(place, self.until.value)

    def first_look(self, place: Place, measured: Measured, upcoming: Integers) -> str:
        """Return why training is not to begin here, "" if it is."""
        reason = self.look(place, measured, upcoming)
        return "" if self._condition.is_of_now else reason

    def look(self, place: Place, measured: Measured, upcoming: Integers) -> str:
        """Return why training is to end here, "" if it is to go on."""
        if place.position == 0 and measured.test_loss < self._best:
            self._best, self._epoch = measured.test_loss, place.epoch
        stale = place.epoch - self._epoch if self._best < inf else 0
        seen = Seen(place, measured, upcoming, stale)
        is_due = self._condition.to_look is not None or place.position == 0
        if is_due and self._condition.holds(seen, self.until.value):
            return self._condition.reason(seen, self.until.value)
        return ""
