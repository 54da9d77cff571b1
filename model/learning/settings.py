"""The settings of training."""

import math
from dataclasses import dataclass

from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES

ORDERS = ("shuffled", "file")
ALL = "all"
LARGEST_BATCH = 10**9
PENALTY_RATE = 0.001  # where a penalty is switched on and no rate was set before


@dataclass(frozen=True)
class Training:
    """How a classifier is trained.

    ``batch_size`` is the number of points in one update, None for all of them. A classifier may fix
    some settings, whatever these say: ``Classifier.settings`` gives those that are in force.

    Raises:
        ValueError: a setting is out of its range; the sentence names it.
    """

    learning_rate: float = 0.1
    batch_size: int | None = 10
    order: str = "shuffled"
    loss: str = "cross-entropy"
    optimizer: str = "sgd"
    penalty: str = "none"
    penalty_rate: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be trained with."""
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
        """Return how many of so many training points make one update, at least 1."""
        return min(self.batch_size or points, points) or 1
