"""What is not trained on: the test points, and classes without a training point."""

from collections.abc import Callable

import numpy as np

from model.arrays import Bools
from model.data.dataset import Dataset, test_count
from model.errors import listed
from model.words import number_of


def held_back(points: int, share: float, write: Callable[[int], str] = str) -> str:
    """Say how many of the points that are loaded together are test points; "" if none is.

    ``write`` formats the counts.
    """
    tests = test_count(points, share)
    if not tests:
        return ""
    are = "is a test point" if tests == 1 else "are test points"
    of = f"{write(tests)} of {number_of(points, 'point', write)}"
    return f"{of} {are} and not trained on (test share {100 * share:.4g}%)"


def unseen(data: Dataset, is_test: Bools) -> str:
    """Say which classes have no training point, of which nothing can be learned; "" if all have.

    ``is_test`` says which points, (points,), are test points. Of no points at all nothing is said.
    """
    trained = np.bincount(data.labels[~is_test], minlength=data.classes)
    missing = [k for k in range(data.classes) if not trained[k]]
    if not missing or not trained.any():
        return ""
    names = listed([data.class_names[k] for k in missing])
    what = "No point of class" if len(missing) == 1 else "No points of the classes"
    said = f"{what} {names} can be learned from"
    if any(data.counts()[k] for k in missing):
        return f"{said}, as all are test points: lower the test share, or draw another split"
    return f"{said}, as there are none yet: add some"
