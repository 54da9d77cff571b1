"""An explanation as plain text, to copy: symbols above figures, nothing cut off."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.expressions.cells import Cell, cells
from model.expressions.equations import Block, Equation, Explanation

INDENT = "  "
Cells = tuple[Cell, ...]
ACCENTS = re.compile("[\u0300-\u036f]")


def as_text(explanation: Explanation) -> str:
    """All of an explanation; consecutive equations of one shape are aligned in columns."""
    parts = list[str]()
    for phase, blocks in groupby(explanation.blocks, key=lambda block: block.phase):
        parts.append(phase.value.upper())
        parts += map(_block, blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    only_given = block.equations and all(
        equation.expression is None for equation in block.equations
    )
    rows = [block.title if only_given else f"{block.title}: {block.summary}"]
    for alike in of_one_shape(block.equations):
        rows += _aligned(alike)
    return "\n".join(rows)


def _aligned(equations: Sequence[Cells]) -> list[str]:
    """Equations of one shape, a row of symbols and one of figures each, as wide as the widest.

    A number that is given takes one row.
    """
    if len(equations[0]) == 1:
        width = max(width_of(equation[0].symbol) for equation in equations)
        return [f"{INDENT}{padded(one.symbol, width)} = {one.figure}" for (one,) in equations]
    widths = widths_of(equations)
    found = list[str]()
    for equation in equations:
        for texts in ([cell.symbol for cell in equation], [cell.figure for cell in equation]):
            found.append(INDENT + "".join(map(padded, texts, widths)))
    return found


def of_one_shape(equations: Sequence[Equation]) -> Iterator[list[Cells]]:
    """The cells of equations, those together that follow each other and have the same shape.

    The shape is the signs of an equation and where its numbers are.
    """
    for _, alike in groupby(map(cells, equations), key=_shape):
        yield list(alike)


def _shape(equation: Cells) -> tuple[str, ...]:
    return tuple("" if cell.value is not None else cell.symbol for cell in equation)


def widths_of(equations: Sequence[Cells]) -> list[int]:
    """How many columns each cell takes where equations of one shape are aligned."""
    return [
        max(max(width_of(cell.symbol), width_of(cell.figure)) for cell in column)
        for column in zip(*equations, strict=True)
    ]


def width_of(text: str) -> int:
    """How many columns a text takes: an accent above a letter takes none."""
    return len(text) - len(ACCENTS.findall(text))


def padded(text: str, width: int) -> str:
    """A text with spaces before it, so that it takes ``width`` columns."""
    return " " * (width - width_of(text)) + text
