import numpy as np

from model.randomness import Purpose, generator


def test_seed_purpose_and_epoch_give_the_same_numbers_every_time() -> None:
    first, again = (generator(3, Purpose.ORDER, 7).random(4) for _ in range(2))
    assert np.array_equal(first, again)
    assert np.array_equal(first, np.random.default_rng([3, 2, 7]).random(4))


def test_another_seed_purpose_or_epoch_gives_others() -> None:
    numbers = [
        generator(seed, purpose, epoch).random()
        for seed in range(3)
        for purpose in Purpose
        for epoch in range(3)
    ]
    assert len(set(numbers)) == 3 * len(Purpose) * 3
