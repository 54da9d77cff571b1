import numpy as np
import pytest

from model import Trainer, Training, new_document, snapshot
from model.edits import with_classifier
from model.field import Region, field, grid, lines
from tests.model.examples import document_of, some_points, trained

PLANE = Region(-5.0, 5.0, -5.0, 5.0)
CELLS = grid(PLANE, 20, 20)


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_the_boundary_of_a_linear_classifier_is_its_exact_line(name: str) -> None:
    trainer = trained(with_classifier(new_document("blobs"), name), 60)
    shown = snapshot(trainer, CELLS)
    layer = trainer.document.classifier.layers(trainer.place.theta)[0]
    assert shown.boundary == lines(layer, PLANE)
    assert len(shown.boundary) == 1
    assert shown.hidden_lines == ()


def test_a_network_shows_the_lines_of_its_first_hidden_layer() -> None:
    shown = snapshot(trained(new_document(), 60), CELLS)
    assert shown.boundary == ()
    assert 0 < len(shown.hidden_lines) <= 4


def test_a_snapshot_agrees_with_itself() -> None:
    trainer = trained(new_document(), 60)
    shown = snapshot(trainer, CELLS)
    assert shown.document is trainer.document
    assert shown.place.updates == 60
    assert shown.field is not None
    again = field(shown.document.classifier, shown.place.theta, CELLS)
    assert np.array_equal(shown.field.scores, again.scores)
    scores = shown.document.classifier.scores(shown.place.theta, shown.document.dataset.x)
    assert np.array_equal(shown.measured.scores, scores)


def test_a_snapshot_stays_what_it_was_while_training_goes_on() -> None:
    trainer = trained(new_document(), 60)
    shown = snapshot(trainer, CELLS)
    loss, theta = shown.measured.loss, shown.place.theta.copy()
    trainer.advance(100)
    assert np.array_equal(shown.place.theta, theta)
    assert shown.measured.loss == loss
    assert trainer.measured.loss != loss


def test_looking_changes_nothing() -> None:
    looked_at, alone = Trainer(new_document()), Trainer(new_document())
    for _ in range(20):
        looked_at.advance(3)
        shown = snapshot(looked_at, CELLS)
        shown.probability(1.0, 2.0)
    alone.advance(60)
    assert np.array_equal(looked_at.place.theta, alone.place.theta)


def test_without_a_grid_there_is_no_field_and_any_number_of_features_will_do() -> None:
    x, labels = some_points(30, 5, 3)
    shown = snapshot(trained(document_of(x, labels, "network", classes=3), 10), None)
    assert shown.field is None
    assert shown.boundary == shown.hidden_lines == ()
    assert len(shown.measured.scores) == 30


@pytest.mark.parametrize(
    ("name", "expected"), [("logistic", 1 / (1 + np.exp(-1))), ("perceptron", 1)]
)
def test_the_probability_under_the_cursor_is_that_of_red(name: str, expected: float) -> None:
    document = document_of([[1.0, 0.0]], [1], name, Training())
    trainer = Trainer(document)
    place = trainer.place
    layers = np.array([1.0, 2.0, -4.0])
    trainer.go_to(type(place)(layers, place.memory, 0, 0, 0, 0, 0, ()))
    shown = snapshot(trainer, CELLS)
    assert shown.probability(1.0, 2.0) == pytest.approx(expected)
    assert shown.probability(-100.0, 0.0) == pytest.approx(0.0, abs=1e-12)


def test_an_empty_plane_can_be_shown() -> None:
    shown = snapshot(Trainer(document_of(np.empty((0, 2)), [], "network")), CELLS)
    assert shown.field is not None
    assert len(shown.measured.scores) == 0
