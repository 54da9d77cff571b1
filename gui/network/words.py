"""The names of the parts of a network's diagram, and the places of their numbers in theta."""

from collections.abc import Sequence
from functools import cached_property

from gui.numbers.weight_rows import HEADING, WeightRow, rows_of
from model import Document
from model.expressions import About, figure


class DiagramWords:
    """Names the inputs, units, weights and biases of a document's classifier."""

    def __init__(self, document: Document) -> None:
        """Name the parts for this document, and for others that ``fits`` accepts."""
        self._document = document
        self._symbols = document.symbols

    def fits(self, document: Document) -> bool:
        """Return whether the parts of another document have the same names."""
        return self._symbols == document.symbols

    @property
    def columns(self) -> tuple[Sequence[str], ...]:
        """The names of the inputs, and of the units of each layer."""
        return self._symbols.columns

    @cached_property
    def _rows(self) -> list[WeightRow]:
        """The rows of the table of weights, without headings, in the order of theta."""
        return [row for row in rows_of(self._document) if row.at != HEADING]

    def place(self, number: About) -> int:
        """Return the index of a weight or bias in theta."""
        assert number.layer is not None
        assert number.unit is not None
        assert number.input is not None
        shapes = self._symbols.shapes
        before = sum(shape.outputs * (shape.inputs + 1) for shape in shapes[: number.layer])
        return before + number.unit * (shapes[number.layer].inputs + 1) + number.input

    def short(self, number: About) -> str:
        """Return the short name of a weight or bias: x₁ → h₂."""
        return self._rows[self.place(number)].text

    def name(self, number: About) -> str:
        """Return the name of a weight or bias in words: weight of h₂ from x₁."""
        return self._rows[self.place(number)].words

    def described(self, about: About, value: float | None) -> str:
        """Return a part in words, with ``value`` if it is a number."""
        if value is not None:
            return f"{self.name(about)} = {figure(value)}"
        if about.layer is None:
            assert about.input is not None
            return f"input {self.columns[0][about.input]}"
        assert about.unit is not None
        shapes, name = self._symbols.shapes, self.columns[about.layer + 1][about.unit]
        is_last = about.layer == len(shapes) - 1
        place = "output" if is_last else f"layer {about.layer + 1}, unit {about.unit + 1}"
        return f"{name} · {place} · {shapes[about.layer].activation}"
