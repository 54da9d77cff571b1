"""The figures of a run as arrays, ready to be drawn."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, freeze
from model.run.history import Curve

LOSS, ACCURACY = "loss", "accuracy"


@dataclass(frozen=True, eq=False)
class Track:
    """Figures by update: of the training points, and of the test points (nan without any).

    Attributes:
        updates: after which updates they were measured, (marks,).
        train: those of the training points, (marks,).
        test: those of the test points, (marks,).
    """

    updates: Floats
    train: Floats
    test: Floats

    @property
    def top(self) -> float:
        """The largest figure, 0 for none."""
        both = np.concatenate([self.train, self.test])
        return float(both[np.isfinite(both)].max(initial=0.0))

    def nearest(self, updates: float) -> int | None:
        """Return the number of the last mark that is not after this many updates."""
        found = int(np.searchsorted(self.updates, updates, side="right")) - 1
        return found if found >= 0 else None


def track_of(curve: Curve, kind: str, figure: str = LOSS) -> Track:
    """Return the track that a curve tells.

    Losses of another ``kind`` than this one are left out: they cannot be compared.
    """
    marks = [mark for mark in curve if mark.kind == kind or figure == ACCURACY]
    names = ("accuracy", "test_accuracy") if figure == ACCURACY else ("loss", "test_loss")
    columns = ([getattr(mark, name) for mark in marks] for name in ("update", *names))
    return Track(*(freeze(np.array(column, dtype=np.float64)) for column in columns))
