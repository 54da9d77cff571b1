"""The settings of training."""

import math
from dataclasses import dataclass

from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES

ORDERS = ("shuffled", "file")
ALL = "all"
LARGEST_BATCH = 10**9
PENALTY_RATE = 0.001  # the default when a penalty is first switched on


@dataclass(frozen=True)
class Training:
    """The settings of training.

    A classifier may fix some of them: ``Classifier.settings`` returns those in force.

    Attributes:
        learning_rate: the step size, above 0.
        batch_size: the number of points in one update, None for all of them.
        order: "shuffled" in every epoch, or as in the "file".
        loss: the name of the loss.
        optimizer: the name of the optimizer.
        penalty: the name of the penalty.
        penalty_rate: the rate λ of the penalty, 0 for none.

    Raises:
        ValueError: a setting is out of range; the sentence names it.
    """

    learning_rate: float = 0.1
    batch_size: int | None = 10
    order: str = "shuffled"
    loss: str = "cross-entropy"
    optimizer: str = "sgd"
    penalty: str = "none"
    penalty_rate: float = 0.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.learning_rate) and self.learning_rate > 0):
            raise ValueError(f"learning rate {self.learning_rate!r}: expected a number above 0")
        if self.batch_size is not None and not 1 <= self.batch_size <= LARGEST_BATCH:
            raise ValueError(f"batch size {self.batch_size}: expected 1 to {LARGEST_BATCH}, or all")
        if not (math.isfinite(self.penalty_rate) and self.penalty_rate >= 0):
            raise ValueError(f"penalty rate {self.penalty_rate!r}: expected 0 or more")
        for what, value, known in (
            ("order", self.order, ORDERS),
            ("loss", self.loss, LOSSES),
            ("optimizer", self.optimizer, OPTIMIZERS),
            ("penalty", self.penalty, PENALTIES),
        ):
            if value not in known:
                raise ValueError(f"{what} {value!r}: expected {', '.join(known)}")

    def points_per_update(self, points: int) -> int:
        """Return how many of this many training points make one update, at least 1."""
        return min(self.batch_size or points, points) or 1
