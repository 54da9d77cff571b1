import numpy as np
import pytest

from model import Camera, Run, Snapshot, Trainer, Training, Wishes, new_document, snapshot
from model.learning.layers import Layer
from model.plane.field import Region, borders, field, grid, lines
from model.plane.slice import Slice, middle_slice
from model.run.document import Document, Start
from model.run.edits import (
    with_classifier,
    with_derived,
    with_network,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
)
from tests.model.examples import document_of, seen_at, some_points, trained

PLANE = Region(-5.0, 5.0, -5.0, 5.0)
CELLS = grid(PLANE, 20, 20)
NAMES = ("perceptron", "logistic", "network")


def four(classes: int = 2, name: str = "logistic") -> Document:
    """Return a document of points with four features."""
    return document_of(*some_points(50, 4, classes), name, classes=classes)


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_the_boundary_of_a_linear_classifier_is_its_exact_line(name: str) -> None:
    trainer = trained(with_classifier(new_document("blobs"), name), 60)
    shown = seen_at(trainer, CELLS)
    layer = trainer.document.classifier.layers(trainer.place.theta)[0]
    assert shown.boundary == lines(layer, PLANE)
    assert len(shown.boundary) == 1
    assert shown.hidden_lines == ()
    assert shown.has_straight_boundary


@pytest.mark.parametrize("classes", range(3, 7))
def test_many_classes_have_the_borders_between_them(classes: int) -> None:
    document = document_of(*some_points(120, 2, classes), classes=classes)
    trainer = trained(document, 400)
    shown = seen_at(trainer, CELLS)
    layer = document.classifier.layers(trainer.place.theta)[0]
    assert shown.borders == borders(layer, PLANE)
    assert shown.boundary == tuple(border.segment for border in shown.borders)
    assert len(shown.boundary) >= 2
    assert shown.field is not None
    assert shown.field.probabilities.shape == (classes, 20, 20)


def test_a_network_shows_the_lines_of_its_first_hidden_layer() -> None:
    shown = seen_at(trained(new_document(), 60), CELLS)
    assert shown.boundary == ()
    assert len(shown.hidden_lines) == 4
    assert any(shown.hidden_lines)
    assert not shown.has_straight_boundary


def test_a_network_without_hidden_layers_shows_its_line() -> None:
    shown = seen_at(trained(with_network(new_document("blobs"), (), "tanh"), 60), CELLS)
    assert len(shown.boundary) == 1
    assert shown.hidden_lines == ()
    assert shown.has_straight_boundary


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_where_scores_of_scaled_inputs_are_0(name: str) -> None:
    document = with_standard_scaling(with_classifier(new_document("blobs"), name))
    trainer = trained(document, 300)
    shown = seen_at(trainer, CELLS)
    found = [one for one in shown.boundary or shown.hidden_lines if one]
    layer = document.classifier.layers(trainer.place.theta)[0]
    ends = np.array(found).reshape(-1, 2)
    z = document.inputs_of(ends) @ layer.weights.T + layer.biases
    assert len(ends) >= 2
    np.testing.assert_allclose(np.abs(z).min(axis=1), 0, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_with_derived_inputs_all_lines_are_curves_of_the_field(name: str) -> None:
    document = with_derived(with_classifier(new_document("circle"), name), ("x1^2", "x2^2"))
    trainer = trained(with_standard_scaling(document), 300)
    shown = seen_at(trainer, CELLS)
    assert shown.boundary == shown.hidden_lines == ()
    assert not shown.has_straight_boundary
    assert shown.field is not None
    x, classifier = trainer.document.inputs_of(CELLS.points), trainer.document.classifier
    red = classifier.classes_of(classifier.scores(trainer.place.theta, x)).reshape(20, 20)
    assert np.array_equal(shown.field.sides()[0] >= 0, red == 1)
    assert 0 < red.sum() < red.size
    layer = classifier.layers(trainer.place.theta)[0]
    units = 4 if name == "network" else 0
    assert shown.field.hidden.shape == (units, 20, 20)
    expected = (x @ layer.weights.T + layer.biases).T.reshape(-1, 20, 20)[:units]
    np.testing.assert_allclose(shown.field.hidden, expected, atol=1e-4)


def test_a_snapshot_agrees_with_itself() -> None:
    trainer = trained(with_split(new_document(), 0.3, 1), 60)
    shown = seen_at(trainer, CELLS)
    assert shown.document is trainer.document
    assert shown.place.updates == 60
    assert shown.field is not None
    again = field(shown.document.classifier, shown.place.theta, CELLS.points, CELLS)
    assert np.array_equal(shown.field.scores, again.scores)
    scores = shown.document.classifier.scores(shown.place.theta, shown.document.dataset.x)
    assert np.array_equal(shown.measured.scores, scores)
    assert np.array_equal(shown.is_test, shown.document.test_mask())
    assert shown.is_test.sum() == shown.measured.tests == 75


def test_a_snapshot_stays_what_it_was_while_training_goes_on() -> None:
    trainer = trained(new_document(), 60)
    shown = seen_at(trainer, CELLS)
    loss, theta = shown.measured.loss, shown.place.theta.copy()
    trainer.advance(100)
    assert np.array_equal(shown.place.theta, theta)
    assert shown.measured.loss == loss
    assert trainer.measured.loss != loss


def test_looking_changes_nothing() -> None:
    looked_at, alone = Trainer(new_document()), Trainer(new_document())
    for _ in range(20):
        looked_at.advance(3)
        shown = seen_at(looked_at, CELLS)
        shown.probabilities_at(1.0, 2.0)
        shown.verdict(3)
    alone.advance(60)
    assert np.array_equal(looked_at.place.theta, alone.place.theta)


def test_without_a_grid_there_is_no_field_and_any_number_of_features_will_do() -> None:
    x, labels = some_points(30, 5, 3)
    shown = seen_at(trained(document_of(x, labels, "network", classes=3), 10), None)
    assert shown.field is None
    assert shown.boundary == shown.hidden_lines == ()
    assert len(shown.measured.scores) == 30


# ----------------------------------------------------------------------------------------- slices


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("axes", [(0, 1), (3, 1), (2,)])
def test_the_field_of_a_slice_holds_what_points_on_it_are_told(
    axes: tuple[int, ...], classes: int, name: str
) -> None:
    document = with_derived(with_standard_scaling(four(classes, name)), ("x1*x2",))
    trainer = trained(document, 100)
    shown = Slice(axes, (1.0, -0.5, 2.0, 0.25))
    seen = seen_at(trainer, CELLS, shown)
    assert seen.slice is shown
    assert seen.field is not None
    classifier, theta = document.classifier, trainer.place.theta
    scores = classifier.scores(theta, document.inputs_of(shown.lift(CELLS.points)))
    np.testing.assert_allclose(seen.field.scores.reshape(400, -1), scores, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("axes", [(0, 1), (3, 1), (2,)])
@pytest.mark.parametrize("name", NAMES)
def test_lines_on_a_slice_are_where_its_scores_are_0(name: str, axes: tuple[int, ...]) -> None:
    trainer = trained(with_standard_scaling(four(2, name)), 200)
    document, shown = trainer.document, Slice(axes, (0.3, -0.5, 0.4, 0.25))
    seen = seen_at(trainer, grid(Region(-90.0, 90.0, -90.0, 90.0), 9, 9), shown)
    found = seen.boundary or seen.hidden_lines
    layer = document.classifier.layers(trainer.place.theta)[0]
    ends = shown.lift(np.array(found).reshape(-1, 2))
    z = document.inputs_of(ends) @ layer.weights.T + layer.biases
    assert len(ends) >= 2
    np.testing.assert_allclose(np.abs(z).min(axis=1), 0, atol=1e-9)


def test_the_slice_goes_through_the_middle_unless_another_is_asked_for() -> None:
    document = four()
    seen = seen_at(Trainer(document), CELLS)
    assert seen.slice == middle_slice(document.dataset)


# ---------------------------------------------------------------------------------- single points


@pytest.mark.parametrize(
    ("name", "expected"), [("logistic", 1 / (1 + np.exp(-1))), ("perceptron", 1)]
)
def test_the_probabilities_under_the_cursor(name: str, expected: float) -> None:
    document = document_of([[1.0, 0.0]], [1], name, Training())
    trainer = Trainer(with_start(document, Start(theta=(1.0, 2.0, -4.0))))
    shown = seen_at(trainer, CELLS)
    assert shown.probabilities_at(1.0, 2.0).tolist() == pytest.approx([1 - expected, expected])
    assert shown.probabilities_at(-100.0, 0.0)[1] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("classes", [2, 6])
def test_the_probabilities_under_the_cursor_are_those_of_the_slice(classes: int) -> None:
    document = with_standard_scaling(with_derived(four(classes), ("sin(x1)",)))
    trainer = trained(document, 50)
    shown = Slice((2, 0), (0.0, 5.0, 0.0, -1.0))
    seen = seen_at(trainer, None, shown)
    inputs = document.inputs_of(np.array([[-3.0, 5.0, 0.7, -1.0]]))
    expected = document.classifier.probabilities(trainer.place.theta, inputs)[0]
    np.testing.assert_allclose(seen.probabilities_at(0.7, -3.0), expected, rtol=1e-12)
    assert expected.shape == (classes,)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("classes", [2, 5])
def test_the_verdict_on_a_point_agrees_with_what_is_measured(name: str, classes: int) -> None:
    x, labels = some_points(40, 2, classes)
    document = with_split(document_of(x, labels, name, classes=classes), 0.4, 0)
    shown = seen_at(trained(document, 30), None)
    p = document.classifier.probabilities(shown.place.theta, x)
    for index in range(40):
        verdict = shown.verdict(index)
        assert (verdict.index, verdict.label) == (index, labels[index])
        assert verdict.class_name == document.dataset.class_names[labels[index]]
        assert verdict.probability == pytest.approx(p[index, labels[index]])
        assert verdict.has_probability == (name != "perceptron")
        assert verdict.is_right == (index not in shown.measured.wrong)
        assert verdict.is_test == document.test_mask()[index]


# -------------------------------------------------------------------------------------- everything


def everything(name: str) -> dict[str, Document]:
    """Return documents of all kinds, including extreme ones."""
    x, labels = some_points(40, 1)
    wide = [(1000 * a, 0.001 * b) for a, b in some_points(40)[0]]
    return {
        "one feature": document_of(x, labels, name),
        "one feature, derived": with_derived(document_of(x, labels, name), ("x1^2", "sin(x1)")),
        "four features": four(2, name),
        "four features, six classes": four(6, name),
        "scaled": with_standard_scaling(document_of(wide, labels, name)),
        "scaled and derived": with_standard_scaling(
            with_derived(document_of(wide, labels, name), ("x1*x2", "sin(x2)"))
        ),
        "six classes": document_of(*some_points(60, 2, 6), name, classes=6),
        "classes without points": document_of(*some_points(20), name, classes=6),
        "test points": with_split(document_of(*some_points(20), name), 0.9, 0),
        "no point": document_of(np.empty((0, 2)), [], name),
        "no point of four features": document_of(np.empty((0, 4)), [], name, classes=3),
        "one point": document_of([[1.0, 2.0]], [1], name),
        "one point of one feature": document_of([[1.0]], [0], name),
        "equal points": document_of([[1.0, 1.0]] * 4, [0, 1, 0, 1], name),
        "start at zero": document_of(*some_points(20), name, start=Start(zero=True)),
    }


def networks() -> dict[str, Document]:
    plain = document_of(*some_points(30, 2, 3), "network", classes=3)
    return {
        "no hidden layer": with_network(plain, (), "tanh"),
        "six hidden layers": with_network(plain, (2,) * 6, "relu"),
        "steps": with_network(plain, (3, 2), "step"),
        "steps alone": with_network(plain, (), "step"),
        "a solved gate": with_solution(with_preset(plain, "gate_xor", 4)),
        "a gate of one input": with_solution(with_preset(plain, "gate_not", 2)),
    }


EVERYTHING = {f"{n}, {what}": d for n in NAMES for what, d in everything(n).items()} | networks()


@pytest.mark.parametrize("document", EVERYTHING.values(), ids=EVERYTHING)
def test_a_snapshot_of_anything_can_be_taken(document: Document) -> None:
    trainer = trained(document, 25)
    for step in range(2):
        assert_complete(seen_at(trainer, CELLS))
        if step == 0:
            trainer.set_theta(np.zeros_like(trainer.place.theta))


def assert_complete(seen: Snapshot) -> None:
    document, classes = seen.document, seen.document.dataset.classes
    points = len(document.dataset)
    assert seen.field is not None
    assert seen.field.probabilities.shape == (classes, 20, 20)
    assert np.isfinite(seen.field.probabilities).all()
    np.testing.assert_allclose(seen.field.probabilities.sum(axis=0), 1.0, atol=1e-5)
    assert len(seen.field.sides()) < max(classes, 2)
    assert seen.measured.scores.shape == (points, document.classifier.outputs)
    assert seen.is_test.shape == (points,)
    assert seen.measured.trained + seen.measured.tests == points
    assert seen.probabilities_at(0.5, -0.5).sum() == pytest.approx(1)
    for index in range(points):
        assert 0 <= seen.verdict(index).probability <= 1
    segments = filter(None, (*seen.boundary, *seen.hidden_lines))
    assert all(np.isfinite(segment).all() for segment in segments)


def test_where_every_boundary_of_one_feature_stands_upright() -> None:
    document = with_solution(with_preset(new_document(), "gate_not", 2), lesson=True)
    (segment,) = seen_at(Trainer(document), CELLS).boundary
    assert (segment.x1, segment.x2) == (0.0, 0.0)
    assert {segment.y1, segment.y2} == {-5.0, 5.0}
    layer = Layer(np.array([[-1.0, 0.0]]), np.array([0.0]), "step")
    assert lines(layer, PLANE) == (segment,)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_the_boundary_before_the_last_update_is_left_behind(name: str, classes: int) -> None:
    run = Run(document_of(*some_points(60, 2, classes), name, classes=classes))
    assert run.measured.wrong.any()
    camera = Camera(CELLS)
    before = snapshot(run.document, run.place, camera)
    while run.step.made is None or (run.step.made.after == before.place.theta).all():
        before = snapshot(run.document, run.place, camera)
        run.advance(1)
    now = snapshot(run.document, run.place, camera, Wishes(), before, None, run.step)
    alone = snapshot(run.document, run.place, camera, step=run.step)
    for ghost in (now.ghost, alone.ghost):
        assert ghost is not None
        assert ghost.boundary == before.boundary
        assert ghost.field is not None
        assert before.field is not None
        np.testing.assert_array_equal(ghost.field.probabilities, before.field.probabilities)
    run.advance(5)
    assert snapshot(run.document, run.place, camera, step=run.step).ghost is None
