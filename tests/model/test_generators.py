"""What holds for every preset is in test_conformance_generators.py."""

import numpy as np

from model import PRESETS
from model.generators.circle import DISC, RING_FROM, RING_TO


def test_the_disc_is_red_and_the_ring_blue() -> None:
    x, labels = PRESETS["circle"].generate(1000, 0.0, np.random.default_rng(0))
    radius = np.linalg.norm(x, axis=1)
    assert (radius[labels == 1] <= DISC).all()
    assert (radius[labels == 0] >= RING_FROM - 1e-9).all()
    assert (radius <= RING_TO + 1e-9).all()


def test_xor_is_red_where_the_signs_agree() -> None:
    x, labels = PRESETS["xor"].generate(1000, 0.0, np.random.default_rng(0))
    assert np.array_equal(labels == 1, x[:, 0] * x[:, 1] > 0)


def test_two_arms_of_the_spiral_are_half_a_turn_apart() -> None:
    x, labels = PRESETS["spiral"].generate(1000, 0.0, np.random.default_rng(0))
    radius = np.linalg.norm(x, axis=1)
    turn = np.arctan2(x[:, 0], x[:, 1]) - 2 * np.pi * 1.25 * radius / 4.5
    np.testing.assert_allclose(np.cos(turn), np.where(labels == 1, -1, 1), atol=1e-9)


def test_noise_moves_points_after_they_are_labelled() -> None:
    for preset in PRESETS.values():
        still, labels = preset.generate(400, 0.0, np.random.default_rng(3))
        noisy, same_labels = preset.generate(400, 0.3, np.random.default_rng(3))
        assert np.array_equal(labels, same_labels), preset.name
        assert 0.05 < np.abs(noisy - still).mean() < 3, preset.name
