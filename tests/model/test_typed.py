"""Numbers as a person types them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.typed import LARGEST, SMALLEST, read_number, read_whole

LETTERS = st.text("0123456789+-−.,eE_ xnaif٣²\t", max_size=8)
NOT_NUMBERS = (
    "",
    " ",
    "abc",
    "1_0",
    "٣",
    "²",
    "1\N{FULLWIDTH DIGIT TWO}",
    "nan",
    "inf",
    "-Infinity",
    "0x10",
    "1e",
    "1 2",
)


def python(text: str) -> float | None:
    """The number in a text by Python's own reader, less what it takes beyond plain notation."""
    plain = text.strip().replace("−", "-")
    if not plain.isascii() or set(plain) & set("_nN"):
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@given(LETTERS)
def test_a_number_is_read_as_python_reads_it_in_plain_notation(text: str) -> None:
    expected = python(text)
    if expected is None:
        with pytest.raises(ValueError, match="expected a number"):
            read_number(text, "a number")
    else:
        assert read_number(text, "a number") == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_written_is_read_to_the_last_bit(number: float) -> None:
    text = f"  {repr(number).replace('-', '−')}\N{NO-BREAK SPACE}"
    assert read_number(text, "a number") == number


@given(LETTERS, st.integers(-20, 20), st.integers(0, 40))
def test_a_whole_number_is_a_number_without_a_fraction(text: str, low: int, span: int) -> None:
    found = python(text)
    if found is not None and found.is_integer() and low <= found <= low + span:
        assert read_whole(text, "a count", low, low + span) == found
    else:
        with pytest.raises(ValueError, match="expected a count"):
            read_whole(text, "a count", low, low + span)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_is_refused_in_one_kind_of_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="expected") as refusal:
        read_number(text, "a number")
    assert str(refusal.value) == f"{text!r}: expected a number"
    with pytest.raises(ValueError, match="expected") as refusal:
        read_whole(text, "a number", 0, 9)
    assert str(refusal.value) == f"{text!r}: expected a number"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("0,3", "use a point, not a comma"),
        ("−1,5e3", "use a point, not a comma"),
        (" 12,25 ", "use a point, not a comma"),
        ("1,2,3", ""),
        (",", ""),
    ],
)
def test_a_decimal_comma_is_answered(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="expected") as refusal:
        read_number(text, "a share")
    assert str(refusal.value) == f"{text!r}: {f'{advice}; ' * bool(advice)}expected a share"


def test_a_comma_between_thousands_is_not_taken_for_a_point() -> None:
    with pytest.raises(ValueError, match="'10,000': leave out the comma; expected a count"):
        read_whole("10,000", "a count", 0, 10**6)


def test_bounds_belong_to_the_range() -> None:
    assert read_number("5e-324", "a rate", SMALLEST) == SMALLEST
    assert read_number(repr(LARGEST), "a rate") == LARGEST
    assert read_whole(str(10**18 - 1), "a seed", 0, 10**18 - 1) == 10**18 - 1
    for refused in ("0", "1e-400", "-1"):
        with pytest.raises(ValueError, match="expected a rate"):
            read_number(refused, "a rate", SMALLEST)
    for refused in (str(10**18), "1e18", "9" * 5000):
        with pytest.raises(ValueError, match="expected a seed"):
            read_whole(refused, "a seed", 0, 10**18 - 1)


@pytest.mark.parametrize("text", ["1e-400", "−2.4E-324", "0.0001e-9999", f"0.{'0' * 400}1"])
def test_a_number_that_would_become_0_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too close to 0 to be told from it; expected a rate"):
        read_number(text, "a rate")


@pytest.mark.parametrize("text", ["0", "-0.00", "0e5", ".0E-400"])
def test_0_may_be_written_in_any_way(text: str) -> None:
    assert read_number(text, "a rate") == 0


def test_no_number_is_minus_zero() -> None:
    assert math.copysign(1, read_number("-0", "a number")) == 1


def test_a_long_text_is_shortened_in_the_sentence() -> None:
    with pytest.raises(ValueError, match="expected") as refusal:
        read_number("x" * 1000, "a number")
    assert len(str(refusal.value)) < 80
