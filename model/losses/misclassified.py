"""The share of misclassified points, for classifiers that no gradient can train."""

import numpy as np

from model.arrays import Floats, Integers
from model.losses.base import ErrorFunction, Figure, Loss


class Misclassified(Loss):
    """1 for a misclassified point, 0 for any other; it has no slope to descend."""

    name = "misclassified"
    title = "share misclassified"

    @property
    def mean_title(self) -> str:
        return self.title

    def of_points(self, z: Floats, labels: Integers) -> Floats:
        predicted = z[0] >= 0 if len(z) == 1 else z.argmax(axis=0)
        return np.asarray(predicted != labels, dtype=np.float64)

    def figures(self, losses: Floats) -> dict[str, Figure]:
        return {}

    def course(self, mean_loss: float) -> dict[str, float]:
        return {}

    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        return ()
