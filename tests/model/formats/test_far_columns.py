"""Scaled columns far from 0, which no weights in raw units could hold to the last digits."""

import json
from pathlib import Path

import numpy as np
import pytest

from model import Document, Run, Trainer
from model.formats import WEIGHTS_FORMATS, read_weights, write_weights
from model.run.edits import with_derived, with_standard_scaling, with_weights, without_scaling
from model.run.export import weights_of
from model.run.weights import Weights
from tests.model.examples import document_of, some_points, trained
from tests.model.formats.examples import inputs_for
from tests.model.formats.module import module_of

FAR = [(1e8, 1e-6), (1.7e9, 60.0), (-3e6, 1.0), (1e15, 1e3)]
READABLE = [suffix for suffix, form in WEIGHTS_FORMATS.items() if form.read is not None]
each_far = pytest.mark.parametrize(("mean", "deviation"), FAR)
each_name = pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])


def far_document(name: str, mean: float, deviation: float, classes: int = 2) -> Document:
    x, labels = some_points(80, 2, classes)
    x = np.column_stack([mean + x[:, 0] * deviation, x[:, 1]])
    document = document_of(x, labels, name, classes=classes, hidden=(3,))
    return with_standard_scaling(document)


def trained_far(document: Document) -> tuple[Trainer, Weights]:
    trainer = trained(document, 200)
    return trainer, weights_of(document, trainer.place)


@each_far
@each_name
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("suffix", READABLE)
def test_a_file_gives_the_scores_that_were_seen(
    tmp_path: Path, suffix: str, name: str, mean: float, deviation: float, classes: int
) -> None:
    trainer, weights = trained_far(far_document(name, mean, deviation, classes))
    path = tmp_path / f"w{suffix}"
    write_weights(path, weights)
    found = read_weights(path)
    seen, x = trainer.measured.scores, trainer.document.dataset.x
    np.testing.assert_allclose(found.scores(x), seen, rtol=1e-9, atol=1e-9)
    again = tmp_path / f"again{suffix}"
    write_weights(again, found)
    assert again.read_bytes() == path.read_bytes()


@each_far
@each_name
def test_a_module_gives_the_scores_that_were_seen(name: str, mean: float, deviation: float) -> None:
    trainer, weights = trained_far(far_document(name, mean, deviation))
    module = module_of(weights)
    seen, x = trainer.measured.scores, trainer.document.dataset.x
    np.testing.assert_allclose(module["scores"](x), seen, rtol=1e-9, atol=1e-9)
    assert module["check"]()


@each_name
def test_training_goes_on_from_a_file_to_the_last_bit(name: str) -> None:
    document = far_document(name, 1e8, 1e-6)
    trainer, weights = trained_far(document)
    opened = Trainer(with_weights(document, weights))
    assert np.array_equal(opened.place.theta, trainer.place.theta)
    assert weights_of(opened.document, opened.place) is weights, "written back as it was"
    with pytest.raises(ValueError, match="rounding would change what was learned"):
        without_scaling(opened.document)
    # Another scaling keeps what the weights say, as far as the digits of the points allow.
    scaling = with_standard_scaling(far_document(name, 1e8, 2e-6)).scaling
    other = Document(document.dataset, name, (3,), start=opened.document.start, scaling=scaling)
    theta = other.start_theta()
    seen = other.classifier.scores(theta, other.inputs_of(document.dataset.x))
    np.testing.assert_allclose(seen, trainer.measured.scores, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_scaling_stays_where_raw_units_would_change_what_was_learned(name: str) -> None:
    run = Run(far_document(name, 1e8, 1e-4))
    run.advance(2000)
    before, accuracy = run.place, run.measured.accuracy
    without = without_scaling(run.document)
    with pytest.raises(ValueError, match="keep the scaling, or Restart first"):
        run.place_after(without)
    assert np.array_equal(run.place.theta, before.theta)
    assert run.measured.accuracy == accuracy
    at_start = Run(far_document(name, 1e8, 1e-4))
    at_start.stand(without)
    assert np.array_equal(at_start.place.theta, without.start_theta()), "nothing to lose yet"


def test_derived_inputs_far_from_0_are_kept_apart_too() -> None:
    x, labels = some_points(60)
    document = with_derived(document_of(x + 1e5, labels), ("x1^2", "x1*x2"))
    trainer, weights = trained_far(with_standard_scaling(document))
    raw = inputs_for(weights.inputs, x + 1e5)
    np.testing.assert_allclose(weights.scores(raw), trainer.measured.scores, rtol=1e-9, atol=1e-9)


def test_a_version_that_older_programs_do_not_know_keeps_them_from_reading_it_wrongly() -> None:
    _, near = trained_far(far_document("logistic", 500.0, 100.0))
    _, far = trained_far(far_document("logistic", 1e8, 1e-6))
    write = WEIGHTS_FORMATS[".json"].write
    assert json.loads(write(near))["version"] == 1
    assert "scaling" not in json.loads(write(near))
    content = json.loads(write(far))
    assert content["version"] == 2
    x = np.array(content["check"]["points"])
    scaled = (x - content["scaling"]["means"]) / content["scaling"]["deviations"]
    layer = content["layers"][0]
    scores = scaled @ np.transpose(layer["weights"]) + layer["biases"]
    np.testing.assert_allclose(scores, content["check"]["scores"], rtol=1e-12)
