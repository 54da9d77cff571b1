"""The text of numbers."""

import math

import pytest

from gui.look.number_text import (
    class_text,
    coordinate,
    counted,
    four_digits,
    grouped,
    percent,
    share_text,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.613, "61.3%"), (0.0725, "7.2%"), (0.004, "0.40%"), (0.00012, "0.012%"), (1e-7, "<0.001%"),
     (1.0, "100.0%"), (0.0, "0.0%")],
)  # fmt: skip
def test_a_share_has_two_digits_at_least(share: float, text: str) -> None:
    assert share_text(share) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1284, "1 284"), (12_345_678, "12 345 678")]
)
def test_digits_are_grouped_by_three(number: int, text: str) -> None:
    assert grouped(number).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.5, "0.5000"), (226.0, "226.0"), (9999.4, "9999"), (9999.6, "1.000e4"),
     (0.0012, "0.001200"), (0.00099996, "0.001000"), (1.75e-4, "1.750e−4"), (9.29e-6, "9.290e−6"),
     (1e-300, "1.000e−300"), (math.inf, "∞"), (math.nan, "–")],
)  # fmt: skip
def test_a_figure_has_four_digits_however_small(value: float, text: str) -> None:
    assert four_digits(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0.0%"), (0.972, "97.2%"), (1.0, "100.0%"), (0.99999, "99.9%"), (math.nan, "–")],
)
def test_a_share_is_never_rounded_up_to_all(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize("right", range(0, 1001, 7))
def test_every_share_of_a_thousand_is_written_as_it_is(right: int) -> None:
    assert percent(right / 1000) == f"{right // 10}.{right % 10}%"


@pytest.mark.parametrize(
    ("value", "pixel", "text"),
    [
        (1.25, 0.01, "1.25"),
        (-0.5, 0.01, "−0.50"),
        (0.0012, 0.01, "0.00"),
        (-0.0012, 0.01, "0.00"),
        (123456.0, 500.0, "123456"),
        (0.000123, 1e-5, "0.00012"),
        (-1e9, 1e6, "−1000000000"),
    ],
)
def test_a_coordinate_is_as_exact_as_a_pixel(value: float, pixel: float, text: str) -> None:
    assert coordinate(value, pixel) == text


@pytest.mark.parametrize(
    ("number", "text"), [(9_999_999, "9 999 999"), (10_000_000, "10.00 M"), (12_345_678, "12.35 M")]
)
def test_what_has_no_room_is_counted_in_millions(number: int, text: str) -> None:
    assert counted(number).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(("name", "text"), [("red", "red 1"), ("7", "class 7"), ("b2", "class b2")])
def test_a_class_is_called_by_its_name(name: str, text: str) -> None:
    assert class_text(name, 1) == text
