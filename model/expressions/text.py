"""An explanation as plain text, to copy: symbols above figures, nothing cut off."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.expressions.cells import Cell, cells
from model.expressions.lines import Block, Explanation, Line

INDENT = "  "
Cells = tuple[Cell, ...]
ACCENTS = re.compile("[\u0300-\u036f]")


def as_text(explanation: Explanation) -> str:
    """All of an explanation. Lines of one shape that follow each other are aligned in columns."""
    parts = list[str]()
    for phase, blocks in groupby(explanation.blocks, key=lambda block: block.phase):
        parts.append(phase.value.upper())
        parts += map(_block, blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    only_given = block.lines and all(line.expression is None for line in block.lines)
    lines = [block.title if only_given else f"{block.title}: {block.summary}"]
    for alike in of_one_shape(block.lines):
        lines += _aligned(alike)
    return "\n".join(lines)


def _aligned(lines: Sequence[Cells]) -> list[str]:
    """Lines of one shape, a row of symbols and a row of figures each, all as wide as the widest.

    A number that is given takes one row.
    """
    if len(lines[0]) == 1:
        width = max(width_of(line[0].symbol) for line in lines)
        return [f"{INDENT}{padded(one.symbol, width)} = {one.figure}" for (one,) in lines]
    widths = widths_of(lines)
    found = list[str]()
    for line in lines:
        for texts in ([cell.symbol for cell in line], [cell.figure for cell in line]):
            found.append(INDENT + "".join(map(padded, texts, widths)))
    return found


def of_one_shape(lines: Sequence[Line]) -> Iterator[list[Cells]]:
    """The cells of lines, those together that follow each other and have the same shape.

    The shape is the signs of a line and where its numbers are.
    """
    for _, alike in groupby(map(cells, lines), key=_shape):
        yield list(alike)


def _shape(line: Cells) -> tuple[str, ...]:
    return tuple("" if cell.value is not None else cell.symbol for cell in line)


def widths_of(lines: Sequence[Cells]) -> list[int]:
    """How many columns each cell takes where lines of one shape are aligned."""
    return [
        max(max(width_of(cell.symbol), width_of(cell.figure)) for cell in column)
        for column in zip(*lines, strict=True)
    ]


def width_of(text: str) -> int:
    """How many columns a text takes: an accent above a letter takes none."""
    return len(text) - len(ACCENTS.findall(text))


def padded(text: str, width: int) -> str:
    """A text with spaces before it, so that it takes ``width`` columns."""
    return " " * (width - width_of(text)) + text
