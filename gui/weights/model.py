"""The Qt model of the table of weights, in the units of the classifier and in raw units."""

from collections.abc import Hashable, Sequence
from enum import IntEnum

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.numbers.weight_rows import (
    HEADING,
    WeightRow,
    limit_of,
    read_weight,
    rows_of,
    weight_text,
)
from gui.session.intents import SetTheta
from model import Document
from model.arrays import Floats

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class WeightColumn(IntEnum):
    """The columns; RAW exists only where inputs are scaled."""

    NAME = 0
    SLIDER = 1
    NUMBER = 2
    RAW = 3


TITLES = ("", "", "scaled", "raw")
TIPS = (
    "The {words}",
    "The {words}: drag the slider, or press + and −",
    "The {words}: type a number and press Enter",
    "The {words} for inputs as they are, as a weights file holds it",
)


class WeightsModel(QAbstractTableModel):
    """Holds the rows and numbers of a theta.

    Sliders go from -``limit`` to ``limit``, which is fixed while ``is_held``.
    """

    def __init__(self, set_theta: SetTheta, parent: QObject) -> None:
        """Create an empty model; ``set_theta`` takes weights that are set by hand."""
        super().__init__(parent)
        self._set_theta = set_theta
        self.rows: tuple[WeightRow, ...] = ()
        self.limit, self.is_held = 1.0, False
        self._document: Document | None = None
        self._shape: Hashable = None
        self._theta: Floats = np.empty(0)
        self._raw: Floats | None = None
        self._numbers: dict[int, list[float]] = {}

    def show(self, document: Document, theta: Floats, raw: Floats | None) -> None:
        """Show a theta, (parameters,), of this document's classifier.

        ``raw`` is the same theta in raw units, None where inputs are not scaled.
        """
        before = self._document
        self._document, self._theta, self._raw = document, theta, raw
        if document is before:
            self._take_numbers()
            return
        names = (document.input_names, document.dataset.class_names)
        shape = (document.classifier, names, document.scaling)
        if shape != self._shape:
            self.beginResetModel()
            self._shape, self.rows, self.is_held = shape, rows_of(document), False
            self._take_numbers()
            self.endResetModel()
        else:
            self._take_numbers()
        if before is None or document.start != before.start:
            self.fit_limit()

    def _take_numbers(self) -> None:
        self._numbers = {WeightColumn.NUMBER: self._theta.tolist()}
        if self._raw is not None:
            self._numbers[WeightColumn.RAW] = self._raw.tolist()
        wanted = self._wanted_limit()
        # Grow at once, shrink only from four times too large: the limit must not flicker.
        if wanted > self.limit or wanted * 4 < self.limit:
            self.fit_limit()

    def _wanted_limit(self) -> float:
        return limit_of(float(np.abs(self._theta).max(initial=0.0)))

    def fit_limit(self) -> None:
        """Fit the limit of sliders to the weights, unless a slider is held."""
        if not self.is_held:
            self.limit = self._wanted_limit()

    def number(self, row: int, column: int) -> float:
        """Return the number that this column shows; a slider shows the classifier's own."""
        return self._numbers[max(column, WeightColumn.NUMBER)][self.rows[row].at]

    def set_text(self, row: int, column: int, text: str) -> str:
        """Set the number that was typed; return why it was refused, "" if it was taken.

        Raises:
            ValueError: it is not a number; the message begins with the name of the weight.
        """
        try:
            value = read_weight(text)
        except ValueError as refusal:
            raise ValueError(f"{self.rows[row].text}: {refusal}") from None
        return self.set_number(row, column, value)

    def set_number(self, row: int, column: int, value: float, merge_key: Hashable = None) -> str:
        """Set another number; return why it was refused, "" if it was taken."""
        if self._document is None or value == self.number(row, column):
            return ""
        theta = self._with(self._document, self.rows[row], column, value)
        return self._set_theta(f"Set {self.rows[row].text} to {value:.6g}", theta, merge_key)

    def _with(self, document: Document, place: WeightRow, column: int, value: float) -> Floats:
        if column == WeightColumn.RAW and self._raw is not None:
            return document.with_raw_number(self._theta, place.at, value)
        theta = np.array(self._theta)
        theta[place.at] = value
        return theta

    def as_text(self, rows: Sequence[int]) -> str:
        """Return rows for the clipboard: names and exact numbers, separated by tabs."""
        lines = []
        for row in rows:
            numbers = [repr(values[self.rows[row].at]) for values in self._numbers.values()]
            lines.append("\t".join([self.rows[row].text, *numbers]))
        return "\n".join(lines)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of weights, biases and headings of layers."""
        return len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns, one more with raw numbers."""
        return len(WeightColumn) if WeightColumn.RAW in self._numbers else len(WeightColumn) - 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done to a cell: numbers can be edited, headings not even selected."""
        if not index.isValid() or self.rows[index.row()].at == HEADING:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return (
            usual | Qt.ItemFlag.ItemIsEditable if index.column() >= WeightColumn.NUMBER else usual
        )

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        """Return the text of a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if column == WeightColumn.NAME or self.rows[row].at == HEADING:
            return self._name(row, column, role)
        return self._figure(row, column, role)

    def _name(self, row: int, column: int, role: int) -> str | None:
        if column != WeightColumn.NAME:
            return None
        if role == Role.ToolTipRole:
            return TIPS[column].format(words=self.rows[row].words)
        if role == Role.AccessibleTextRole:
            return self.rows[row].words
        return self.rows[row].text if role == Role.DisplayRole else None

    def _figure(self, row: int, column: int, role: int) -> str | None:
        words, number = self.rows[row].words, self.number(row, column)
        if role == Role.ToolTipRole:
            return TIPS[column].format(words=words)
        if role == Role.AccessibleTextRole:
            return f"{words}, {number:.6g}"
        if role == Role.EditRole:
            return f"{number:.12g}"
        return weight_text(number) if role == Role.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | int | None:
        """Return the units of the numbers."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
        return TITLES[section] if role == Role.DisplayRole else None
