"""A table of text cells, as a CSV file holds it, before anything is made of it."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from model.errors import FileError, brief, shown, twice
from model.files import decode
from model.words import number_of

if TYPE_CHECKING:
    from _csv import Reader  # the csv module has no name for it

SEPARATORS = ("\t", ";", ",")
_LOOKED_AT = 200  # lines that the separator and the header are told by
_HEAD = 1 << 16


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of equally many stripped cells, all of them with the line they begin in.

    ``has_header`` is None where the first row is neither: a cell of it is a name and another a
    number, both above numbers. ``dataclasses.replace`` it where a person says which it is.
    """

    source: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    separator: str
    has_header: bool | None

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.rows[0])

    @cached_property
    def header(self) -> tuple[str, ...] | None:
        """The names of the columns, where the file gives any; an empty one is ``column 3``.

        Raises:
            FileError: two columns have one name.
        """
        if not self.has_header:
            return None
        names = [name or f"column {i + 1}" for i, name in enumerate(self.rows[0])]
        double = twice(names)
        if double is not None:
            first = names.index(double)
            second = names.index(double, first + 1)
            raise FileError(
                f"{self.source}, line {self.lines[0]}: columns {first + 1} and {second + 1} are "
                f"both named {shown(double)}: rename one"
            )
        return tuple(names)

    @cached_property
    def body(self) -> Sequence[Sequence[str]]:
        """The rows below the header; all rows where there is none."""
        return self.rows[1:] if self.has_header else self.rows

    @cached_property
    def _columns(self) -> Sequence[Sequence[str]]:
        """The body turned over, once: cells of one column are asked for several times."""
        return list(zip(*self.body, strict=True))

    def cells(self, column: int) -> Sequence[str]:
        """The cells of a column, without its name."""
        return self._columns[column] if self.body else ()

    def number(self, cell: str) -> float | None:
        """The number in a cell, which may be infinite or nan; None where there is none."""
        return number(cell, self.separator)

    def where(self, row: int, column: int) -> str:
        """What a message calls the cell in row ``row`` of the body: file, line and column."""
        header = self.header
        line = self.lines[row + (header is not None)]
        name = f" ({brief(header[column])})" if header else ""
        return f"{self.source}, line {line}, column {column + 1}{name}"


def number(cell: str, separator: str) -> float | None:
    """The number in a cell, which may be infinite or nan; None where there is none.

    Decimal commas are understood where they do not separate cells.
    """
    if separator != ",":
        cell = cell.replace(",", ".")
    if not cell.isascii() or "_" in cell:  # float() takes 1_000 and digits of other scripts
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def parse_table(data: bytes, source: str, names: Collection[str] = ()) -> Table:
    """The table in the bytes of a CSV file that messages call ``source``.

    The separator is a tab, a semicolon or a comma, the first of these that gives every row the
    same number of cells. The first row is a header where none of its cells is a number and there
    are numbers below, or where one of ``names`` is in it. A first row of numbers is never a header.

    Raises:
        FileError: it is not UTF-8, is empty, has a quote that is not closed, or rows that differ
            in length.
    """
    text = decode(data, source)
    separator = _separator(text)
    rows, lines = _rows(text, separator, source)
    if not rows:
        raise FileError(f"{source} is empty: expected a line for each point")
    for row, line in zip(rows, lines, strict=True):
        if len(row) != len(rows[0]):
            raise FileError(
                f"{source}, line {line}: {number_of(len(row), 'column')}, but line {lines[0]} has "
                f"{len(rows[0])}: expected equally many in each line"
            )
    return Table(source, rows, lines, separator, _has_header(rows, separator, names))


def _separator(text: str) -> str:
    """The first separator that gives all rows one width; else the first that the first row has."""
    head = text[:_HEAD]
    occurring = []
    for separator in SEPARATORS:
        widths, is_readable = _widths(head, separator, is_cut=len(text) > len(head))
        if not widths or widths[0] == 1:
            continue
        if is_readable and widths.count(widths[0]) == len(widths):
            return separator
        occurring.append(separator)
    return occurring[0] if occurring else ","


def _widths(head: str, separator: str, is_cut: bool) -> tuple[list[int], bool]:
    """How many cells each of the first rows has, and whether the quotes in them match."""
    widths, is_readable = list[int](), True
    try:
        for row in islice(_reader(head, separator), _LOOKED_AT):
            if not _is_blank(row):
                widths.append(len(row))
    except csv.Error:
        is_readable = is_cut  # then it may be the cut that opens a quote
    if is_cut and len(widths) > 1:
        widths.pop()  # the row that is cut
    return widths, is_readable


def _is_blank(row: Sequence[str]) -> bool:
    return not row or (len(row) == 1 and not row[0].strip())


def _reader(text: str, separator: str) -> "Reader":
    lines = StringIO(text, newline="")  # quoted cells keep the ends of their lines
    return csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)


def _rows(text: str, separator: str, source: str) -> tuple[list[list[str]], list[int]]:
    """All rows that are not blank, their cells stripped, and the lines they begin in."""
    rows, lines, line = [], [], 1
    reader = _reader(text, separator)
    try:
        for row in reader:
            if not _is_blank(row):
                rows.append([cell.strip() for cell in row])
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"{source}, line {line}: quotes that do not match ({error}): close every quoted cell, "
            "and double a quote inside it"
        ) from None
    return rows, lines


def _has_header(
    rows: Sequence[Sequence[str]], separator: str, names: Collection[str]
) -> bool | None:
    first, below = rows[0], rows[1 : 1 + _LOOKED_AT]
    is_number = [number(cell, separator) is not None for cell in first]
    if any(name in first for name in names if number(name, separator) is None):
        return True
    if not below:
        return not any(is_number)
    above = []
    for column, cell_is_number in enumerate(is_number):
        numbers = sum(number(row[column], separator) is not None for row in below)
        if numbers > len(below) / 2:
            above.append(cell_is_number)
    if not above:  # text alone: names are not among the cells below them
        return not any(first[j] in (row[j] for row in below) for j in range(len(first)))
    if all(above):
        return False
    return None if any(above) else True


def refuse_mixed_first_row(table: Table) -> None:
    """Refuse a table whose first row is neither a header nor a point.

    Raises:
        FileError: it is; the sentence names the first cell that is not a number.
    """
    if table.has_header is not None:
        return
    for column, cell in enumerate(table.rows[0]):
        below = [table.number(row[column]) is not None for row in table.rows[1 : 1 + _LOOKED_AT]]
        if table.number(cell) is None and sum(below) > len(below) / 2:
            raise FileError(
                f"{table.where(0, column)}: {shown(cell)} is not a number: expected a point, or "
                "a header in which no name is a number"
            )


def as_cell(text: str) -> str:
    """A text as a cell of a CSV file, quoted where it could be taken for more or for less."""
    if any(c in text for c in '",;\t\r\n') or text != text.strip() or not text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
