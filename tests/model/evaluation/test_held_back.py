"""What is said of test points, and of classes without a training point."""

import numpy as np
import pytest

from model import Document, dataset, new_document
from model.evaluation.held_back import held_back, unseen
from model.run.edits import add_class, add_points, with_points, with_split


@pytest.mark.parametrize(
    ("points", "share", "said"),
    [
        (150, 0.25, "38 of 150 points are test points and not trained on (test share 25%)"),
        (4, 0.25, "1 of 4 points is a test point and not trained on (test share 25%)"),
        (1, 0.9, ""),
        (150, 0.0, ""),
        (0, 0.5, ""),
    ],
)
def test_what_is_held_back_is_said_as_it_is(points: int, share: float, said: str) -> None:
    assert held_back(points, share) == said
    data = dataset(np.zeros((points, 2)), np.zeros(points))
    document = with_split(with_points(new_document("blank"), data, "points.csv"), share, 1)
    tests = int(document.test_mask().sum())
    assert said.startswith(f"{tests} of ") if said else not tests


def said_of(document: Document) -> str:
    return unseen(document.dataset, document.test_mask())


def test_a_class_of_test_points_only_is_said() -> None:
    data = dataset(np.arange(20.0).reshape(10, 2), [0] * 8 + [1, 2], class_names=("a", "b", "c"))
    opened = with_points(new_document("blank"), data, "points.csv")
    assert said_of(opened) == ""
    seen = set()
    for seed in range(30):
        document = with_split(opened, 0.6, seed)
        labels = data.labels[~document.test_mask()].tolist()
        missing = [name for k, name in enumerate("abc") if k not in labels]
        said = said_of(document)
        assert bool(said) == bool(missing)
        assert all(f" {name}" in said.split(" can be")[0] for name in missing)
        assert not said or "lower the test share" in said
        seen.add(len(missing))
    assert {0, 1, 2} <= seen


def test_a_class_without_points_is_said_once_there_are_others() -> None:
    blank = new_document("blank")
    assert said_of(blank) == "", "nothing is wrong with an empty plane"
    one = add_points(blank, [(1.0, 1.0)], [0])
    said = "No point of class red can be learned from, as there are none yet: add some"
    assert said_of(one) == said
    assert said_of(add_points(one, [(2.0, 1.0)], [1])) == ""
    assert "class amber" in said_of(add_class(add_points(one, [(2.0, 1.0)], [1])))
