"""How the indices of a symbol are written."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def below(number: int | str) -> str:
    """A number in subscript digits."""
    return str(number).translate(SUBSCRIPTS)


def above(number: int | str) -> str:
    """A number, which may stand in brackets, in superscript digits."""
    return str(number).translate(SUPERSCRIPTS)


def share_symbol(parameter: str, point: int) -> str:
    """The slope of the loss of one point of a batch, counted from 0, by a parameter."""
    return f"∂E{below(point + 1)}/∂{parameter}"
