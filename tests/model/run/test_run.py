"""A run: a document in training."""

from dataclasses import replace

import numpy as np
import pytest

from model import Place, Run, Trainer, dataset, new_document, weights_of
from model.run.document import Start
from model.run.edits import with_classifier, with_points, with_split
from model.run.place import order_of_pass, upcoming
from tests.model.examples import document_of, some_points


def assert_same_place(found: Place, expected: Place) -> None:
    np.testing.assert_array_equal(found.theta, expected.theta)
    np.testing.assert_array_equal(found.memory, expected.memory)
    for name in ("epoch", "position", "updates", "curve"):
        assert getattr(found, name) == getattr(expected, name), name


def test_it_goes_on_from_any_place_as_if_never_interrupted() -> None:
    run = Run(new_document("circle", 60))
    run.advance(4)
    then = run.place
    run.finish_epoch()
    later = run.place
    run.stand(run.document, then)
    assert_same_place(run.place, then)
    run.advance(later.updates - then.updates)
    assert_same_place(run.place, later)
    assert run.epochs == 1.0
    run.advance(run.updates_per_epoch // 2)
    assert run.epochs == 1.5


def test_its_weights_are_those_of_its_place() -> None:
    run = Run(new_document("circle", 60))
    run.advance(7)
    expected = weights_of(run.document, run.place)
    for found, layer in zip(run.weights().layers, expected.layers, strict=True):
        np.testing.assert_array_equal(found.weights, layer.weights)


def test_weights_set_before_the_first_update_are_the_start() -> None:
    run = Run(with_classifier(new_document(), "logistic"))
    before, theta = run.document, np.array([1.0, 2.0, 3.0])
    document, place = run.with_theta(theta)
    assert document.start == Start(theta=(1.0, 2.0, 3.0))
    np.testing.assert_array_equal(place.theta, theta)
    assert run.document is before, "nothing was done yet"
    run.stand(document, place)
    np.testing.assert_array_equal(run.place.theta, theta)


def test_weights_set_later_are_a_place() -> None:
    run = Run(with_classifier(new_document(), "logistic"))
    run.advance(3)
    document, place = run.with_theta(np.array([1.0, 2.0, 3.0]))
    assert document is run.document
    assert place.updates == 3


@pytest.mark.parametrize("number", [1e308, np.inf, np.nan])
def test_numbers_beyond_all_bounds_are_refused_and_change_nothing(number: float) -> None:
    points = with_points(new_document(), dataset([[9.0, 9.0], [-9.0, 9.0]], [0, 1]), "two")
    run = Run(with_classifier(points, "logistic"))
    run.advance(3)
    before = run.place
    with pytest.raises(ValueError, match="beyond all bounds"):
        run.with_theta(np.array([number, 1.0, 1.0]))
    assert_same_place(run.place, before)


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("order", ["shuffled", "file"])
def test_what_is_upcoming_is_what_a_trainer_without_other_points_would_learn(
    name: str, order: str
) -> None:
    document = with_split(document_of(*some_points(23), name), 0.3, 1)
    training = replace(document.training, order=order, batch_size=5)
    document = replace(document, training=training)
    trainer, is_test = Trainer(document), document.test_mask()
    for _ in range(9):
        place = trainer.place
        visited = upcoming(document, place, is_test)
        assert not is_test[visited].any()
        data = document.dataset
        alone = replace(training, order="file", batch_size=None)
        engine = document.classifier.engine(
            place.theta, document.inputs_of(data.x[visited]), data.labels[visited], alone
        )
        engine.run(0, len(visited) if name == "perceptron" else 1, lambda: False)
        trainer.advance(1)
        np.testing.assert_allclose(trainer.place.theta, engine.theta, rtol=1e-12)


def test_the_order_of_a_pass_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        order_of_pass(1, 2, 5)[0] = 3
