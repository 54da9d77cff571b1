"""Where numbers lie on sliders."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.numbers.scales import (
    ALL,
    BATCH,
    CLASSES,
    COUNT,
    NOISE,
    ONE_HOT,
    PENALTY,
    RATE,
    SHARE,
    between,
)
from gui.numbers.slider_row import STEPS, Scale

SCALES = {
    "rate": RATE,
    "penalty": PENALTY,
    "batch": BATCH,
    "count": COUNT,
    "noise": NOISE,
    "classes": CLASSES,
    "share": SHARE,
    "one-hot": ONE_HOT,
    "feature": between(-3.0, 7.25),
    "income": between(12_000.0, 98_000.0),
    "tiny": between(1e-7, 3e-7),
    "constant": between(5.0, 5.0),
}


def numbers(scale: Scale) -> list[float]:
    return [scale.to_number(step / STEPS) for step in range(STEPS + 1)]


@pytest.mark.parametrize("name", SCALES)
def test_a_slider_never_goes_back(name: str) -> None:
    found = numbers(SCALES[name])
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("rate", 1e-4, 10.0),
        ("penalty", 1e-5, 1.0),
        ("batch", 1.0, ALL),
        ("count", 4.0, 10_000.0),
        ("noise", 0.0, 0.5),
        ("classes", 2.0, 6.0),
        ("share", 0.0, 0.9),
        ("one-hot", 0.0, 1.0),
        ("feature", -3.0, 7.25),
        ("income", 12_000.0, 98_000.0),
        ("tiny", 1e-7, 3e-7),
        ("constant", 4.0, 6.0),
    ],
)
def test_a_slider_reaches_both_ends(name: str, lowest: float, highest: float) -> None:
    assert (numbers(SCALES[name])[0], numbers(SCALES[name])[-1]) == (lowest, highest)


@pytest.mark.parametrize("name", SCALES)
def test_what_a_slider_writes_can_be_typed(name: str) -> None:
    scale = SCALES[name]
    for number in set(numbers(scale)):
        assert scale.read(scale.write(number)) == pytest.approx(number)


@pytest.mark.parametrize("name", SCALES)
def test_a_number_of_the_slider_lies_where_it_was_found(name: str) -> None:
    scale = SCALES[name]
    for number in set(numbers(scale)):
        assert scale.to_number(scale.to_share(number)) == pytest.approx(number)


@pytest.mark.parametrize("name", SCALES)
def test_what_a_slider_writes_fits_its_field(name: str) -> None:
    assert max(len(SCALES[name].write(number)) for number in numbers(SCALES[name])) <= 7


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_digits_do_not_jump_while_a_feature_is_slid(low: float, span: float) -> None:
    scale = between(low, low + span)
    written = [scale.write(scale.to_number(share)) for share in np.linspace(0, 1, 21)]
    assert len(set(written)) >= 20, "each place has a number of its own"
    if len(f"{low:.0f}") <= 4 and 0.1 < span < 1e3:
        assert len({len(text.partition(".")[2]) for text in written}) == 1


@given(st.sampled_from(sorted(SCALES)), st.floats(1e-6, 1e6))
def test_any_number_has_a_place_on_the_slider(name: str, number: float) -> None:
    assert 0 <= SCALES[name].to_share(number) <= 1


def test_the_rate_is_logarithmic_and_round() -> None:
    found = sorted(set(numbers(RATE)))
    for number in found:
        assert len(f"{number:.0e}".split("e")[0]) == 1
        assert float(f"{number:.1e}") == number
    assert np.median(found) == pytest.approx(math.sqrt(1e-4 * 10), rel=0.2)
