"""What the last step did, in words."""

from dataclasses import replace

import numpy as np
import pytest

from model import Run, Training, new_document
from model.run.edits import with_classifier, with_standard_scaling
from model.run.last_step import changes_text
from tests.model.examples import document_of, trick_run


def test_old_and_new_numbers_of_a_line() -> None:
    run = trick_run()
    run.advance(1)
    assert run.step.made is not None
    assert changes_text(run.document, run.step.made) == "w₁ 3 → 2.6, w₂ 4 → 3.5, b −10 → −10.1"


def test_numbers_that_differ_look_different() -> None:
    run = trick_run(rate=1e-7)
    run.advance(1)
    assert run.step.made is not None
    said = changes_text(run.document, run.step.made)
    for pair in said.split(", "):
        old, new = pair.split(" ", 1)[1].split(" → ")
        assert old != new
        assert float(old.replace("−", "-")) != float(new.replace("−", "-"))


def test_an_update_that_was_declined_changes_nothing() -> None:
    points = document_of([[1.0, 1.0]], [1], "perceptron")
    run = Run(replace(points, start=replace(points.start, zero=True)))
    run.advance(1)
    assert run.step.made is not None
    assert changes_text(run.document, run.step.made) == "nothing changed"


def test_of_many_numbers_their_count_and_the_greatest_change_are_said() -> None:
    run = Run(new_document("circle", 60))
    run.advance(1)
    assert run.step.made is not None
    said = changes_text(run.document, run.step.made)
    count, comma, most = said.partition(", most of all ")
    assert count == "17 of 17 weights and biases changed"
    assert comma
    old, new = (float(text.replace("−", "-")) for text in most.split(" ", 1)[1].split(" → "))
    change = np.abs(run.place.theta - run.step.made.before.theta).max()
    assert abs(new - old) == pytest.approx(change, rel=0.02)


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_scaled_numbers_say_so(name: str) -> None:
    document = with_standard_scaling(with_classifier(new_document("blobs", 40), name))
    run = Run(replace(document, training=Training(0.1)))
    while run.step.made is None or "nothing" in changes_text(run.document, run.step.made):
        run.advance(1)
    assert changes_text(run.document, run.step.made).endswith(" (for scaled inputs)")
