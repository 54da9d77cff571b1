"""Lays equations out in columns of characters: symbols above figures, wrapped, never cut off."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from model.expressions import Cell, Equation
from model.expressions.text import Cells, aligned, groups, of_one_shape, padded, width_of, widths_of

LEAST = 20  # columns; below that equations scroll sideways
FIRST = 3  # cells in the first row, at least: the equals sign is not left alone
WIDEST_INDENT = 0.4  # the share of the columns that a continued row may be indented


class Spot(NamedTuple):
    """The place of a cell, from the column ``start`` up to but not including ``end``."""

    start: int
    end: int
    cell: Cell


@dataclass(frozen=True)
class WrittenRow:
    """One row of an equation: symbols, and the figures below them in the same columns.

    A given number has symbol and figure together in ``figures``, and no ``symbols``.
    """

    symbols: str
    figures: str
    spots: tuple[Spot, ...]

    def at(self, column: int) -> Cell | None:
        """Return the number in a column, or None."""
        for start, end, cell in self.spots:
            if start <= column < end and cell.value is not None:
                return cell
        return None


Rows = tuple[WrittenRow, ...]


def laid_out(
    equations: Sequence[Equation], columns: int, lists_shares: Callable[[Equation], bool]
) -> list[Rows]:
    """Return the rows of every equation, at most ``columns`` wide unless a single cell is wider.

    Consecutive equations of the same shape are aligned. ``lists_shares`` tells which long means
    list the shares of their points.
    """
    columns = max(columns, LEAST)
    found = list[Rows]()
    for alike in of_one_shape(equations, lists_shares):
        found += _aligned(alike, columns)
    return found


def _aligned(equations: Sequence[Cells], columns: int) -> Iterator[Rows]:
    if len(equations[0]) == 1:
        width = max(width_of(equation[0].symbol) for equation in equations)
        yield from ((_given(equation[0], width),) for equation in equations)
        return
    widths = widths_of(equations)
    # A continued row begins below the equals sign, if that leaves room.
    indent = widths[0]
    indent = indent if indent <= WIDEST_INDENT * columns else 2
    broken = list(_broken(groups(equations[0]), widths, columns, indent))
    for equation in map(groups, equations):
        yield tuple(_row(equation, widths, places, indent if n else 0) for n, places in broken)


def _given(cell: Cell, width: int) -> WrittenRow:
    before = f"{padded(cell.symbol, width)} = "
    start = width_of(before)
    return WrittenRow("", before + cell.figure, (Spot(start, start + width_of(cell.figure), cell),))


def _broken(
    equation: Sequence[Cells], widths: Sequence[int], columns: int, indent: int
) -> Iterator[tuple[int, range]]:
    """Yield the number of each row and its cells; rows end before a sign between terms if possible.

    A number that would be alone in the last row takes the term before it along.
    """
    starts = _starts(equation, widths, columns, indent)
    if len(starts) > 1 and starts[-1] + 2 == len(equation):
        earlier = [at for at in range(starts[-2] + 1, starts[-1]) if _may_break(equation[at])]
        earlier = [at for at in earlier if at >= FIRST]
        if earlier and indent + sum(widths[earlier[-1] :]) <= columns:
            starts[-1] = earlier[-1]
    for row, (first, end) in enumerate(pairwise([*starts, len(equation)])):
        yield row, range(first, end)


def _starts(
    equation: Sequence[Cells], widths: Sequence[int], columns: int, indent: int
) -> list[int]:
    """Return the first cell of each row, with every row filled as far as possible."""
    first, found = 0, list[int]()
    while first < len(equation):
        room = columns - (indent if found else 0)
        end, filled = first, 0
        while end < len(equation) and (filled + widths[end] <= room or end == first):
            filled += widths[end]
            end += 1
        if end < len(equation):
            least = first + 1 if found else FIRST
            breaks = [at for at in range(least, end + 1) if _may_break(equation[at])]
            end = breaks[-1] if breaks else end
        found.append(first)
        first = end
    return found


def _may_break(group: Cells) -> bool:
    return group[0].value is None and group[0].symbol.startswith(" ")


def _row(
    equation: Sequence[Cells], widths: Sequence[int], places: range, indent: int
) -> WrittenRow:
    symbols, figures, spots = [" " * indent], [" " * indent], list[Spot]()
    start = indent
    for place in places:
        group, width = equation[place], widths[place]
        upper, lower = aligned(group, width)
        symbols.append(upper)
        figures.append(lower)
        end = start + width
        at = start if len(group) > 1 or group[0].before else end - width_of(group[0].lower)
        first = start
        for cell in group:
            at += width_of(cell.lower)
            spots.append(Spot(first, at if cell is not group[-1] else end, cell))
            first = at
        start = end
    return WrittenRow("".join(symbols), "".join(figures), tuple(spots))
