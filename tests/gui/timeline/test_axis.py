"""Numbers along an axis."""

from itertools import pairwise

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from gui.timeline.axis import Axis, base_of

APART, LENGTH = 16.0, 200.0


@given(st.floats(1e-6, 1e4), st.floats(1.05, 1e6))
def test_a_logarithmic_axis_has_numbers_however_short_it_is(low: float, factor: float) -> None:
    high = low * factor
    axis = Axis(low, high, LENGTH, 0.0, base_of(np.array([low, high])))
    ticks = axis.ticks(APART)
    assert len(ticks) >= 2
    assert all(low * (1 - 1e-6) <= tick <= high * (1 + 1e-6) for tick in ticks)
    assert all(abs(axis.pixel(a) - axis.pixel(b)) >= APART - 1e-6 for a, b in pairwise(ticks))


def test_whole_decades_are_preferred_and_0_has_a_line_of_its_own() -> None:
    assert Axis(0.0, 10.0, LENGTH, 0.0, 0.01).ticks(APART) == [0.0, 0.01, 0.1, 1.0, 10.0]


@given(st.integers(1, 5000), st.booleans())
def test_there_is_no_part_of_an_update(last: int, is_log: bool) -> None:
    across = Axis(0.0, float(last), 0.0, 700.0, 1.0 if is_log else 0.0)
    ticks = across.ticks(74.0, least=1.0)
    assert ticks
    assert all(tick == round(tick) for tick in ticks)


@example([5e-324], False, 100.0, 0.5)
@example([0.0, 0.0], True, 100.0, 0.5)
@given(
    st.lists(st.floats(0.0, 1e300), min_size=1, max_size=8),
    st.booleans(),
    st.floats(1.0, 900.0),
    st.floats(0.0, 1.0),
)
def test_whatever_the_figures_are_their_ticks_lie_between_them(
    losses: list[float], is_log: bool, length: float, apart: float
) -> None:
    values = np.array(losses)
    top = float(values.max()) or 1.0
    least = float(values.min()) if is_log else 0.0
    axis = Axis(least, top, length, 0.0, base_of(values) if is_log else 0.0)
    pixels = axis.pixels(values)
    assert np.isfinite(pixels).all()
    for tick in axis.ticks(8.0 + apart * length):
        assert least * (1 - 1e-9) <= tick <= top * (1 + 1e-9)
        assert -1e-6 * length <= axis.pixel(tick) <= length * (1 + 1e-6)
