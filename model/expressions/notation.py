"""Indices of symbols."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def below(number: int | str) -> str:
    """Write a number in subscript digits."""
    return str(number).translate(SUBSCRIPTS)


def above(number: int | str) -> str:
    """Write a number, with or without brackets, in superscript digits."""
    return str(number).translate(SUPERSCRIPTS)


def share_symbol(parameter: str, point: int) -> str:
    """Return the symbol of a point's share of a gradient; ``point`` counts from 0."""
    return f"∂E{below(point + 1)}/∂{parameter}"
