"""Round numbers are 1, 2 or 5 times a power of ten, and the nearest ones are found."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.rounding import nearest_multiple, round_down, round_up

ROUND = sorted(float(f"{digit}e{power}") for digit in (1, 2, 5) for power in range(-300, 301))
NUMBERS = st.floats(1e-290, 1e290)


@given(NUMBERS)
def test_rounding_finds_the_neighbours_among_all_round_numbers(number: float) -> None:
    # A number within rounding errors of a round one counts as round.
    up, down = round_up(number), round_down(number)
    assert up == next(r for r in ROUND if r >= number * (1 - 1e-9)) or math.isclose(up, number)
    assert down == max(r for r in ROUND if r <= number * (1 + 1e-9)) or math.isclose(down, number)


@pytest.mark.parametrize("number", ROUND[::37])
def test_a_round_number_stays_as_it_is(number: float) -> None:
    assert round_up(number) == round_down(number) == number


def test_rounding_errors_do_not_count() -> None:
    assert round_up(0.1 + 0.1 + 1e-17) == 0.2
    assert round_up(5.000000000000001) == 5
    assert round_down(1.9999999999999998) == 2


def test_the_largest_numbers_have_a_round_one_above() -> None:
    assert round_up(7e307) == 1e308
    assert round_down(1.7e308) == 1e308


@given(st.integers(-10_000, 10_000), st.sampled_from((0.1, 0.2, 0.5, 0.01, 20.0)))
def test_multiples_have_no_tail(count: int, step: float) -> None:
    exact = float(count * Decimal(str(step)))
    assert nearest_multiple(count * step, step) == exact
    assert nearest_multiple((count + 0.3) * step, step) == exact
