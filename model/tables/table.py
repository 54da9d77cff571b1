"""A table of text cells, as read from a CSV file."""

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
_SAMPLE = 200  # rows by which the separator and the header are told
_HEAD = 1 << 16  # characters by which the separator is told


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of equally many stripped cells.

    Attributes:
        source: what messages call the file.
        rows: all rows, the header included.
        lines: the line of the file that each row begins in, counted from 1.
        separator: the character between cells.
        has_header: whether the first row is a header. None if it is neither header nor point: one
            of its cells is a name and another a number, both above numbers. Use
            ``dataclasses.replace`` to set what a person decides.
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
        """The names of the columns, None without a header; an empty one becomes ``column 3``.

        Raises:
            FileError: two columns have the same name.
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
        """The rows below the header; all rows if there is none."""
        return self.rows[1:] if self.has_header else self.rows

    @cached_property
    def _columns(self) -> Sequence[Sequence[str]]:
        """The transposed body, kept since columns are read several times."""
        return list(zip(*self.body, strict=True))

    def cells(self, column: int) -> Sequence[str]:
        """Return the cells of a column, without its name."""
        return self._columns[column] if self.body else ()

    def number(self, cell: str) -> float | None:
        """Return the number in a cell, which may be infinite or nan; None if there is none."""
        return number(cell, self.separator)

    def where(self, row: int, column: int) -> str:
        """Return what messages call the cell in row ``row`` of the body: file, line and column."""
        header = self.header
        line = self.lines[row + (header is not None)]
        name = f" ({brief(header[column])})" if header else ""
        return f"{self.source}, line {line}, column {column + 1}{name}"


def number(cell: str, separator: str) -> float | None:
    """Return the number in a cell, which may be infinite or nan; None if there is none.

    A comma is a decimal comma unless commas separate cells.
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
    """Return the table in the bytes of a CSV file that messages call ``source``.

    The separator is a tab, a semicolon or a comma, the first of these that gives every row the
    same number of cells. The first row is a header if none of its cells above numbers is a number,
    or if one of ``names`` is in it. A first row of numbers is never a header.

    Raises:
        FileError: it is not UTF-8, is empty, has a quote that is not closed, or has rows of
            different lengths.
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
    """Return the first separator that gives all rows one width, or else that splits the first."""
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
    """Return how many cells each of the first rows has, and whether their quotes match."""
    widths, is_readable = list[int](), True
    try:
        for row in islice(_reader(head, separator), _SAMPLE):
            if not _is_blank(row):
                widths.append(len(row))
    except csv.Error:
        is_readable = is_cut  # the cut itself may leave a quote open
    if is_cut and len(widths) > 1:
        widths.pop()  # the last row is cut off
    return widths, is_readable


def _is_blank(row: Sequence[str]) -> bool:
    return not row or (len(row) == 1 and not row[0].strip())


def _reader(text: str, separator: str) -> "Reader":
    lines = StringIO(text, newline="")  # keeps the line ends inside quoted cells
    return csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)


def _rows(text: str, separator: str, source: str) -> tuple[list[list[str]], list[int]]:
    """Return all rows that are not blank, with cells stripped, and the lines they begin in."""
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
    first, below = rows[0], rows[1 : 1 + _SAMPLE]
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
    if not above:  # all is text: the names of a header do not recur below them
        return not any(first[j] in (row[j] for row in below) for j in range(len(first)))
    if all(above):
        return False
    return None if any(above) else True


def refuse_mixed_first_row(table: Table) -> None:
    """Refuse a table whose first row is neither a header nor a point.

    Raises:
        FileError: it is neither; the message names the first cell that is not a number.
    """
    if table.has_header is not None:
        return
    for column, cell in enumerate(table.rows[0]):
        below = [table.number(row[column]) is not None for row in table.rows[1 : 1 + _SAMPLE]]
        if table.number(cell) is None and sum(below) > len(below) / 2:
            raise FileError(
                f"{table.where(0, column)}: {shown(cell)} is not a number: expected a point, or "
                "a header in which no name is a number"
            )


def as_cell(text: str) -> str:
    """Return text as a cell of a CSV file, quoted if it could be misread otherwise."""
    if any(c in text for c in '",;\t\r\n') or text != text.strip() or not text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
