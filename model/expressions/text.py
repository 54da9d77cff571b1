"""An explanation as plain text: symbols above figures, in full."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.expressions.cells import Cell, cells
from model.expressions.equations import Block, Equation, Explanation

INDENT = "  "
Cells = tuple[Cell, ...]
ACCENTS = re.compile("[\u0300-\u036f]")


def as_text(explanation: Explanation) -> str:
    """Write an explanation; consecutive equations of one shape are aligned in columns."""
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
    """Write equations of one shape in aligned columns: a row of symbols, then a row of figures.

    A given number takes one row.
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
    """Group the cells of consecutive equations that have the same shape.

    The shape of an equation is its signs and the positions of its numbers.
    """
    for _, alike in groupby(map(cells, equations), key=_shape):
        yield list(alike)


def _shape(equation: Cells) -> tuple[str, ...]:
    return tuple("" if cell.value is not None else cell.symbol for cell in equation)


def widths_of(equations: Sequence[Cells]) -> list[int]:
    """Return the width of each cell, in characters, for aligned equations of one shape."""
    return [
        max(max(width_of(cell.symbol), width_of(cell.figure)) for cell in column)
        for column in zip(*equations, strict=True)
    ]


def width_of(text: str) -> int:
    """Return the width of a text in characters; combining accents take no width."""
    return len(text) - len(ACCENTS.findall(text))


def padded(text: str, width: int) -> str:
    """Pad a text on the left to ``width`` characters."""
    return " " * (width - width_of(text)) + text
