"""What holds for every preset; a new one is tested as soon as it is listed."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from model import CLASSIFIERS, PRESETS, Trainer, new_document
from model.arrays import Floats, Integers
from model.data.preset import Preset
from model.run.document import Document, Generated
from model.run.edits import with_classifier, with_generated, with_learner

FILLED = [name for name, preset in PRESETS.items() if preset.fixed_count != 0]
BY_COUNT = [name for name, preset in PRESETS.items() if preset.fixed_count is None]
FLAT = [name for name in FILLED if not PRESETS[name].curved]
CLASSES = [(name, k) for name in FILLED for k in range(2, PRESETS[name].most_classes + 1)]
every_preset = pytest.mark.parametrize("name", PRESETS)
every_filled_preset = pytest.mark.parametrize("name", FILLED)
SEEDS = range(2)


def made(preset: Preset, count: int, seed: int) -> tuple[Floats, Integers]:
    """Return points of two classes with the noise of the preset, as many as it makes."""
    count = count if preset.fixed_count is None else preset.fixed_count
    return preset.generate(count, preset.noise, 2, np.random.default_rng(seed))


def best_accuracy_within_1000_epochs(document: Document) -> float:
    """Train until the accuracy, measured every 50 epochs, is enough; return the best."""
    trainer, best = Trainer(document), 0.0
    while trainer.place.epoch < 1000 and best < 0.95:
        trainer.advance(50 * trainer.updates_per_epoch)
        best = max(best, trainer.measured.accuracy)
    return best


@every_preset
def test_it_is_listed_by_its_name_and_says_what_it_is(name: str) -> None:
    preset = PRESETS[name]
    assert preset.name == name
    assert preset.title.strip()
    assert preset.description.strip()
    assert 0 <= preset.noise <= 0.5
    assert preset.learner in ("", *CLASSIFIERS)


def test_no_two_have_the_same_title() -> None:
    assert len({preset.title for preset in PRESETS.values()}) == len(PRESETS)


@every_preset
def test_every_classifier_can_be_made_of_it(name: str) -> None:
    preset = PRESETS[name]
    document = new_document(name, 20)
    assert document.training == preset.training
    assert document.dataset.feature_names == preset.feature_names
    assert (document.scaling is not None) == preset.scaled
    for classifier in CLASSIFIERS:
        assert Trainer(with_classifier(document, classifier)).place.theta.size > 0
    assert document.classifier.shapes[0].outputs == preset.hidden[0]


@pytest.mark.parametrize(("name", "classes"), CLASSES)
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("count", [0, 1, 4, 5, 10_000])
def test_it_makes_as_many_points_as_asked_of_every_class(
    name: str, classes: int, noise: float, count: int
) -> None:
    preset = PRESETS[name]
    x, labels = preset.generate(count, noise, classes, np.random.default_rng(5))
    assert x.shape == (count, len(preset.feature_names))
    assert labels.shape == (count,)
    assert labels.dtype == np.int64
    assert np.isfinite(x).all()
    counts = np.bincount(labels, minlength=classes)
    assert len(counts) == classes
    if count >= max(classes, preset.fixed_count or 0):
        assert counts.min() > 0
    if preset.fixed_count is None:
        assert counts.max() - counts.min() <= 1


@every_preset
@pytest.mark.parametrize("count", [4, 250])
def test_a_document_holds_as_many_points_as_it_says(name: str, count: int) -> None:
    fixed = PRESETS[name].fixed_count
    assert len(new_document(name, count).dataset) == (count if fixed is None else fixed)


@every_filled_preset
def test_the_same_seed_makes_the_same_points(name: str) -> None:
    wanted = Generated(name, 60, 0.2)
    one, same, other = (with_generated(new_document(), wanted, seed) for seed in (3, 3, 4))
    assert np.array_equal(one.dataset.x, same.dataset.x)
    assert np.array_equal(one.dataset.labels, same.dataset.labels)
    assert not np.array_equal(one.dataset.x, other.dataset.x)


@every_filled_preset
def test_noise_moves_points_after_they_are_labelled(name: str) -> None:
    generate = PRESETS[name].generate
    still, labels = generate(400, 0.0, 2, np.random.default_rng(3))
    noisy, same_labels = generate(400, 0.3, 2, np.random.default_rng(3))
    assert np.array_equal(labels, same_labels)
    assert 0.05 < np.abs(noisy - still).mean() < 3


@pytest.mark.parametrize("name", BY_COUNT)
def test_its_points_fill_the_plane_that_is_shown_first(name: str) -> None:
    x, _ = made(PRESETS[name], 1000, 0)
    if PRESETS[name].scaled:  # as the classifier sees them
        x = (x - x.mean(axis=0)) / x.std(axis=0) * 3
    assert 2.5 < np.abs(x).max() < 6.0
    assert np.abs(x.mean(axis=0)).max() < 0.75


@every_filled_preset
def test_at_its_default_noise_97_percent_can_be_attained(name: str) -> None:
    preset = PRESETS[name]
    train, test = (made(preset, 2000, seed) for seed in (0, 1))
    oracle = make_pipeline(StandardScaler(), SVC(C=100.0, gamma=0.5)).fit(*train)
    assert oracle.score(*test) >= 0.97


@every_filled_preset
def test_a_line_tells_its_classes_apart_unless_it_says_no_line_does(name: str) -> None:
    preset = PRESETS[name]
    x, labels = made(preset, 2000, 0)
    line = make_pipeline(StandardScaler(), LogisticRegression(C=1e4)).fit(x, labels)
    accuracy = line.score(x, labels)
    assert accuracy < 0.9 if preset.curved else accuracy >= 0.97


@pytest.mark.parametrize("seed", SEEDS)
@every_filled_preset
def test_its_own_network_reaches_95_percent_within_1000_epochs(name: str, seed: int) -> None:
    document = with_learner(with_classifier(new_document(name, seed=seed), "network"))
    assert best_accuracy_within_1000_epochs(document) >= 0.95


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FLAT)
def test_logistic_regression_reaches_95_percent_where_a_line_will_do(name: str, seed: int) -> None:
    document = with_classifier(new_document(name, seed=seed), "logistic")
    assert best_accuracy_within_1000_epochs(document) >= 0.95


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FLAT)
def test_a_perceptron_is_right_at_93_percent_over_an_epoch_where_a_line_will_do(
    name: str, seed: int
) -> None:
    trainer = Trainer(with_classifier(new_document(name, seed=seed), "perceptron"))
    trainer.advance(999 * trainer.updates_per_epoch)
    accuracies = []
    for _ in range(trainer.updates_per_epoch):  # it never rests on points that overlap
        trainer.advance(1)
        accuracies.append(trainer.measured.accuracy)
    assert np.mean(accuracies) >= 0.93
