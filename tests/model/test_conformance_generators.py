"""What holds for every preset. One that is added to the list is tested by it at once."""

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from model import CLASSIFIERS, PRESETS, Trainer, new_document
from model.document import Generated, with_classifier, with_generated

every_preset = pytest.mark.parametrize("name", PRESETS)
SEEDS = range(4)


@every_preset
def test_it_is_listed_by_its_name_and_says_what_it_is(name: str) -> None:
    preset = PRESETS[name]
    assert preset.name == name
    assert preset.title.strip()
    assert preset.description.strip()
    assert 0 < preset.noise <= 0.5


@every_preset
def test_its_network_can_be_made(name: str) -> None:
    document = new_document(name, 20)
    for classifier in CLASSIFIERS:
        assert Trainer(with_classifier(document, classifier)).place.theta.size > 0
    assert document.training == PRESETS[name].training
    assert document.classifier.shapes[0].outputs == PRESETS[name].hidden[0]


@every_preset
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 50, 251])
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_it_makes_as_many_points_as_asked_half_of_them_red(
    name: str, count: int, noise: float
) -> None:
    x, labels = PRESETS[name].generate(count, noise, np.random.default_rng(5))
    assert x.shape == (count, 2)
    assert labels.shape == (count,)
    assert np.isfinite(x).all()
    assert set(labels.tolist()) <= {0, 1}
    assert abs(2 * int(labels.sum()) - count) <= 1


@every_preset
def test_the_same_seed_makes_the_same_points(name: str) -> None:
    wanted = Generated(name, 60, 0.2)
    one, same, other = (with_generated(new_document(), wanted, seed) for seed in (3, 3, 4))
    assert np.array_equal(one.dataset.x, same.dataset.x)
    assert np.array_equal(one.dataset.labels, same.dataset.labels)
    assert not np.array_equal(one.dataset.x, other.dataset.x)


@every_preset
def test_its_points_fill_the_plane_that_is_shown_first(name: str) -> None:
    x, _ = PRESETS[name].generate(1000, PRESETS[name].noise, np.random.default_rng(0))
    assert 2.5 < np.abs(x).max() < 6.0
    assert np.abs(x.mean(axis=0)).max() < 0.5


@every_preset
def test_at_its_default_noise_97_percent_can_be_attained(name: str) -> None:
    preset = PRESETS[name]
    train, test = (preset.generate(4000, preset.noise, np.random.default_rng(s)) for s in (0, 1))
    oracle = KNeighborsClassifier(25).fit(*train)
    assert oracle.score(*test) >= 0.97


@pytest.mark.parametrize("seed", SEEDS)
@every_preset
def test_its_own_network_ends_at_95_percent_within_1000_epochs(name: str, seed: int) -> None:
    trainer = Trainer(new_document(name, seed=seed))
    trainer.advance(1000 * trainer.updates_per_epoch)
    assert trainer.measured.accuracy >= 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_logistic_regression_ends_at_95_percent_on_blobs(seed: int) -> None:
    trainer = Trainer(with_classifier(new_document("blobs", seed=seed), "logistic"))
    trainer.advance(1000 * trainer.updates_per_epoch)
    assert trainer.measured.accuracy >= 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_a_perceptron_is_right_at_93_percent_of_blobs_over_an_epoch(seed: int) -> None:
    trainer = Trainer(with_classifier(new_document("blobs", seed=seed), "perceptron"))
    trainer.advance(999 * trainer.updates_per_epoch)
    accuracies = []
    for _ in range(trainer.updates_per_epoch):
        trainer.advance(1)
        accuracies.append(trainer.measured.accuracy)
    assert np.mean(accuracies) >= 0.93
