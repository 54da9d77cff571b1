"""The inputs of a classifier: features, derived inputs, and the scaling of both."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from model import Outcome, Trainer, Training, dataset, new_document
from model.data.features import FORMULAS
from model.run.document import Document
from model.run.edits import (
    add_points,
    clear_points,
    move_points,
    remove_points,
    with_classifier,
    with_derived,
    with_generated,
    with_points,
    with_preset,
    with_split,
    with_standard_scaling,
    with_training,
    without_scaling,
)
from tests.model.examples import document_of, overlapping, some_points, trained

ALL = tuple(FORMULAS)


def wide(features: int = 3) -> Document:
    """Return points whose features are of very different size."""
    x, labels = some_points(80, features)
    return document_of(x * [1e3, 1.0, 1e-3][:features] + 7, labels)


def test_inputs_are_made_of_raw_features_and_then_scaled() -> None:
    document = with_standard_scaling(with_derived(wide(), ALL))
    x = document.dataset.x
    a, b, _ = x.T
    raw = np.column_stack([x, a * a, b * b, a * b, np.sin(a), np.sin(b)])
    oracle = StandardScaler().fit(raw)
    np.testing.assert_allclose(document.inputs_of(x), oracle.transform(raw), atol=1e-9)
    assert document.input_names == ("x1", "x2", "x3", *ALL)


def test_scaling_is_of_the_training_points_alone() -> None:
    document = with_standard_scaling(with_split(wide(), 0.4, 3))
    kept = document.dataset.x[~document.test_mask()]
    assert len(kept) == 48
    oracle = StandardScaler().fit(kept)
    assert document.scaling is not None
    np.testing.assert_allclose(document.scaling.means, oracle.mean_, rtol=1e-12)
    np.testing.assert_allclose(document.scaling.deviations, oracle.scale_, rtol=1e-12)


def test_scaling_stays_as_it_was_fixed_whatever_becomes_of_the_points() -> None:
    document = with_standard_scaling(wide(2))
    trainer = trained(document, 30)
    before = trainer.measured.scores
    for edited in (
        add_points(document, [(1e6, -1e6)], [1]),
        with_split(document, 0.5, 1),
        with_training(document, Training(0.5)),
    ):
        assert edited.scaling is document.scaling
        trainer.rebase(edited)
        np.testing.assert_array_equal(trainer.measured.scores[:80], before)
    for edited in (
        move_points(document, [0], [(1e6, 1e6)]),
        remove_points(document, [0, 1]),
        clear_points(document),
    ):
        assert edited.scaling is document.scaling
    anew = with_standard_scaling(add_points(document, [(1e6, -1e6)], [1]))
    assert anew.scaling is not None
    assert abs(anew.inputs_of(anew.dataset.x).mean(axis=0)).max() < 1e-9


def test_new_points_of_a_scaled_document_are_scaled_by_themselves() -> None:
    document = with_standard_scaling(new_document("blobs", 60))
    assert document.generated is not None
    again = with_generated(document, document.generated, data_seed=5)
    opened = with_points(document, wide(2).dataset, "wide.csv", scaled=True)
    for other in (again, opened):
        assert other.scaling is not document.scaling
        np.testing.assert_allclose(other.inputs_of(other.dataset.x).std(axis=0), 1.0)
    assert with_points(document, wide(2).dataset, "wide.csv").scaling is None
    assert with_preset(document, "circle", 40).scaling is None
    assert with_preset(document, "students", 40).scaling is not None


def test_one_hot_columns_are_left_alone_and_derived_inputs_are_not() -> None:
    x = np.column_stack([np.linspace(0, 9, 10), np.arange(10) % 2, 1 - np.arange(10) % 2])
    points = dataset(x, np.arange(10) % 2, ("a", "r=1", "r=2"), one_hot=(False, True, True))
    document = with_derived(with_points(overlapping(), points, "ranks.csv", True), ("x1*x2",))
    inputs = document.inputs_of(x)
    assert np.array_equal(inputs[:, 1:3], x[:, 1:])
    np.testing.assert_allclose(inputs[:, [0, 3]].mean(axis=0), 0, atol=1e-12)
    assert document.input_names == ("a", "r=1", "r=2", "a*r=1")


def test_what_cannot_be_scaled_says_so_and_changes_nothing() -> None:
    level = document_of([[1.0, 5.0], [2.0, 5.0]], [0, 1])
    with pytest.raises(ValueError, match="feature x2 is constant: leave it out, or do not scale"):
        with_standard_scaling(level)
    signs = with_standard_scaling(document_of([[-1.0, 5.0], [1.0, 6.0]], [0, 1]))
    with pytest.raises(ValueError, match=r"feature x1\^2 is constant"):
        with_derived(signs, ("x1^2",))
    assert signs.derived == ()
    with pytest.raises(ValueError, match="no points to scale by"):
        with_standard_scaling(clear_points(level))
    empty = with_points(level, clear_points(level).dataset, "empty.csv", scaled=True)
    assert empty.scaling is None


def test_derived_inputs_keep_the_order_of_the_list_and_the_scaling() -> None:
    document = with_derived(overlapping(), ("sin(x2)", "x1^2"))
    assert document.derived == ("x1^2", "sin(x2)")
    assert with_derived(document, ()).derived == ()
    scaled = with_derived(with_standard_scaling(document), ("x1*x2",))
    assert scaled.scaling is not None
    np.testing.assert_allclose(scaled.inputs_of(scaled.dataset.x).std(axis=0), 1.0)
    with pytest.raises(ValueError, match=r"x1\*x2 cannot be made"):
        with_derived(document_of([[1.0], [2.0]], [0, 1]), ("x1*x2",))
    with pytest.raises(ValueError, match=r"x1\^3 cannot be made"):
        with_derived(document, ("x1^3",))


def test_derived_inputs_that_fewer_features_do_not_allow_are_dropped() -> None:
    document = with_preset(with_derived(overlapping("logistic"), ALL), "gate_not", 2)
    assert document.derived == ("x1^2", "sin(x1)")
    assert Trainer(document).advance(5) is Outcome.TRAINED


def test_a_circle_is_solved_by_logistic_regression_on_squares() -> None:
    document = with_classifier(new_document("circle"), "logistic")
    document = with_training(document, Training(0.5, 10))
    lines_alone = trained(document, 5000).measured.accuracy
    squares = trained(with_derived(document, ("x1^2", "x2^2")), 5000)
    assert lines_alone < 0.7
    assert squares.measured.accuracy > 0.97
    x, labels = document.dataset.x, document.dataset.labels
    oracle = LogisticRegression(C=np.inf).fit(np.hstack([x, x**2]), labels)
    assert squares.measured.accuracy == pytest.approx(
        oracle.score(np.hstack([x, x**2]), labels), abs=0.02
    )


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_training_on_scaled_inputs_is_training_on_points_scaled_beforehand(name: str) -> None:
    document = with_classifier(wide(3), name)
    x = document.dataset.x
    beforehand = document_of(StandardScaler().fit_transform(x), document.dataset.labels, name)
    scaled = trained(with_standard_scaling(document), 200)
    other = trained(beforehand, 200)
    np.testing.assert_allclose(scaled.place.theta, other.place.theta, rtol=1e-6, atol=1e-9)
    assert scaled.measured.loss == pytest.approx(other.measured.loss, rel=1e-6)


def test_turning_scaling_off_gives_back_the_inputs() -> None:
    document = with_derived(overlapping(), ("x1^2",))
    back = without_scaling(with_standard_scaling(document))
    assert back == document
    assert np.array_equal(back.inputs_of(back.dataset.x), document.inputs_of(document.dataset.x))


def test_an_input_that_is_a_feature_already_is_not_derived_once_more() -> None:
    x, labels = some_points(30, 3)
    squared = dataset(x, labels, ("x1", "x2", "x1^2"))
    opened = with_points(new_document(), squared, "squares.csv")
    assert with_derived(opened, ALL[1:]).input_names == ("x1", "x2", "x1^2", *ALL[1:])
    with pytest.raises(ValueError, match=r"x1\^2 .* is there already"):
        with_derived(opened, ALL)
