"""The share of points on the wrong side: what is left to look at where nothing can be descended."""

import numpy as np

from model.arrays import Floats, Integers
from model.losses.base import ErrorFunction, Figure, Loss


class Misclassified(Loss):
    """1 for a point on the wrong side, 0 for any other; it has no slope, so nothing descends it."""

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
