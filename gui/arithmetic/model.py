"""The Qt model of an explanation: phases, their blocks, and the equations of each block."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.arithmetic.layout import Rows, laid_out
from model.expressions import About, Block, Equation, Explanation, Phase, cells
from model.expressions.cells import is_listable

Index = QModelIndex | QPersistentModelIndex
Content: TypeAlias = Phase | Block | Equation
Path = tuple[int, ...]
TOP = -1  # the parent of the phases
Role = Qt.ItemDataRole


class Node(NamedTuple):
    """A phase, block or equation: row ``row`` of its parent, its ``children`` from ``first`` on."""

    content: Content
    parent: int
    row: int
    first: int = 0
    children: int = 0


class EquationModel(QAbstractItemModel):
    """The rows of an explanation; equations are laid out on demand, a block at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._phases = 0
        self._columns = 0
        self._rows: dict[int, list[Rows]] = {}
        self._listed: set[About] = set()  # the parameters whose shares are listed

    def show(self, explanation: Explanation) -> bool:
        """Show an explanation; return whether its rows differ from those before."""
        nodes = nodes_of(explanation)
        shape = [(node.parent, node.children) for node in nodes]
        differs = shape != [(node.parent, node.children) for node in self._nodes]
        if differs:
            self.beginResetModel()
        self._nodes, self._rows = nodes, {}
        self._phases = len(explanation.phases)
        if differs:
            self.endResetModel()
        return differs

    def set_columns(self, columns: int) -> None:
        """Wrap equations at this many characters."""
        if columns != self._columns:
            self._columns, self._rows = columns, {}

    def content(self, index: Index) -> Content:
        """Return the phase, block or equation in a row."""
        return self._nodes[index.internalId()].content

    def rows(self, index: Index) -> Rows:
        """Return the written rows of an equation."""
        node = self._nodes[index.internalId()]
        if node.parent not in self._rows:
            block = self._nodes[node.parent].content
            assert isinstance(block, Block)
            self._rows[node.parent] = laid_out(block.equations, self._columns, self._lists_shares)
        return self._rows[node.parent][node.row]

    def toggle_shares(self, index: Index) -> bool:
        """List the shares of a mean over many points, or no longer; return whether it is one."""
        content = self.content(index)
        if not isinstance(content, Equation) or not is_listable(content.expression):
            return False
        self._listed ^= {content.about}
        self._rows.clear()
        return True

    def _lists_shares(self, equation: Equation) -> bool:
        return equation.about in self._listed

    def phases(self) -> Iterator[tuple[Phase, QModelIndex]]:
        """Yield each phase with its row."""
        for row in range(self._phases):
            content = self._nodes[row].content
            assert isinstance(content, Phase)
            yield content, self.createIndex(row, 0, row)

    def path(self, index: Index) -> Path:
        """Return the row numbers that lead to a row from the top."""
        found: list[int] = []
        at = _id(index)
        while at != TOP:
            found.insert(0, self._nodes[at].row)
            at = self._nodes[at].parent
        return tuple(found)

    def at(self, path: Path) -> QModelIndex:
        """Return the row at a path, or its nearest ancestor that exists."""
        found = QModelIndex()
        for row in path:
            if row >= self.rowCount(found):
                break
            found = self.index(row, 0, found)
        return found

    # QAbstractItemModel.

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Return the child number ``row`` of a row."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        above = _id(parent)
        first = 0 if above == TOP else self._nodes[above].first
        return self.createIndex(row, column, first + row)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the row that this one belongs to."""
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return QModelIndex() if above == TOP else self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows belong to this one."""
        above = _id(parent)
        return self._phases if above == TOP else self._nodes[above].children

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        """Return a row in words, for screen readers."""
        if not index.isValid() or role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        return words(self.content(index))


def nodes_of(explanation: Explanation) -> list[Node]:
    """Return all rows: first the phases, then all blocks, then all equations."""
    phases, blocks = explanation.phases, explanation.blocks
    first, next_equation = len(phases), len(phases) + len(blocks)
    above, middle, below = list[Node](), list[Node](), list[Node]()
    for row, phase in enumerate(phases):
        of_phase = [block for block in blocks if block.phase is phase]
        above.append(Node(phase, TOP, row, first, len(of_phase)))
        for place, block in enumerate(of_phase):
            middle.append(Node(block, row, place, next_equation, len(block.equations)))
            below += [
                Node(equation, first + place, at) for at, equation in enumerate(block.equations)
            ]
            next_equation += len(block.equations)
        first += len(of_phase)
    return [*above, *middle, *below]


def words(content: Content) -> str:
    """Return a phase, a block or an equation in words: its symbols, then its figures."""
    if isinstance(content, Phase):
        return content.value
    if isinstance(content, Block):
        return f"{content.title}: {content.summary}"
    columns = cells(content)
    figures = "".join(cell.lower for cell in columns)
    if len(columns) == 1:
        return f"{columns[0].symbol} = {figures}"
    return f"{''.join(cell.upper for cell in columns)}: {figures}"


def _id(index: Index | None) -> int:
    return TOP if index is None or not index.isValid() else index.internalId()
