"""The dialog that asks how to read a table: the part of each column, and scaling."""

from html import escape
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.controls.buttons import push_button
from gui.controls.restyle import restyle
from gui.controls.segmented import Segmented
from gui.controls.tab_focus import TabFocus
from gui.controls.tips import disable
from gui.files.preview_column import PreviewColumn
from gui.look.number_text import grouped
from gui.look.theme import Theme
from model.errors import brief, listed
from model.evaluation.held_back import held_back
from model.expressions.figures import apart
from model.tables.proposal import (
    Outlook,
    Role,
    advice,
    choices_of,
    classes_in,
    names_of,
    outlook,
    place_of,
    proposal,
    with_role,
)
from model.tables.survey import Column, Numbers, Survey
from model.words import number_of

ROWS = 8
NARROWEST = 360  # designed pixels of the table
WIDE, TALL = (
    620,
    480,
)  # designed pixels: the least width, and the screen height below which it is compact
FRAME = QSize(16, 36)  # logical pixels left for the window's own frame
MOST_COLUMNS = 64  # that are shown; the others keep their proposed parts
SIGNS = "■●▲◆⬟★"  # the shapes of the classes as characters
PARTS: dict[Role, str] = {
    "feature": "Feature",
    "one-hot": "One-hot",
    "left out": "Leave out",
    "label": "Label",  # last, so that arrow keys on the way to another part do not move the label
}
SCALINGS = (
    ("none", "none", "The features as they are in the file"),
    ("standard", "standard", "Each feature minus its mean, over its standard deviation"),
)
HINT = "The label is the class of a point. Features are what the classifier predicts it from."


class ImportDialog(QDialog):
    """Asks for the part of each column and whether to scale.

    The receiver of ``chosen`` calls ``accept`` or ``refuse``.

    Signals:
        chosen(Choices, bool): how to read the table, and whether features are scaled.
    """

    chosen = Signal(object, bool)

    def __init__(
        self, survey: Survey, name: str, theme: Theme, parent: QWidget, share: float = 0.0
    ) -> None:
        """Ask about the table ``survey`` of the file ``name``, starting from its proposal.

        A ``share`` of its points will be test points.
        """
        super().__init__(parent)
        self.setWindowTitle(f"Import points — {name}")
        proposed = proposal(survey)
        self._survey, self._theme = survey, theme
        self._roles, self._scaled = proposed.roles, proposed.scaled
        self._follows_advice = True
        self.outlook = outlook(survey, self._roles, self._scaled)
        columns = number_of(len(survey.columns), "column", grouped)
        self._title = QLabel(f"{number_of(survey.points, 'point', grouped)} in {columns}")
        self._share = share
        self._hint, self._reason, self.outlook_label = QLabel(HINT), QLabel(), QLabel()
        self.split_label = QLabel()
        self._preview = QFrame(self)  # made with its parent, so that it is styled only once
        self._scroll = QScrollArea(self._preview)
        self._table = QFrame()
        self._scroll.setWidget(self._table)
        self._columns = {j: self._column(j) for j in _shown(self._roles)}
        self._scaling, self._scaling_label = Segmented(SCALINGS), QLabel("Scaling")
        self._verdict = QFrame()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = push_button("Import", "Replace the points by those of this file")
        self._focus = TabFocus(self)
        self._lay_out()
        self._scaling.chosen.connect(self._choose_scaling)
        self._import.clicked.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._show_choices()
        self.apply_theme(theme)
        missing = self._table.sizeHint() + QSize(0, self._bar()) - self._scroll.sizeHint()
        wanted = self.sizeHint() + missing.expandedTo(QSize(0, 0))
        self.resize(wanted.expandedTo(QSize(theme.px(WIDE), 0)).boundedTo(self._room()))

    def _column(self, column: int) -> PreviewColumn:
        known = self._survey.columns[column]
        cells = [" ".join(brief(row[column]).split()) for row in self._survey.table.body[:ROWS]]
        shown = PreviewColumn(
            column, list(PARTS.items()), _facts(known), cells, not known.is_text, self._table
        )
        shown.chosen.connect(self._choose_part)
        return shown

    def _lay_out(self) -> None:
        self._preview.setObjectName("preview")
        self._preview_layout = QVBoxLayout(self._preview)
        self._preview_layout.addWidget(self._scroll)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns = QHBoxLayout(self._table)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2)
        for before, column in pairwise([-1, *self._columns]):
            if column > before + 1:
                columns.addWidget(_gap(column - before - 1))
            columns.addWidget(self._columns[column])
        self._scaling_row = QHBoxLayout()
        self._scaling_row.addWidget(self._scaling_label)
        self._scaling_row.addWidget(self._scaling)
        self._scaling_row.addWidget(self._reason, 1)
        for label in (self._hint, self._reason, self.outlook_label, self.split_label):
            label.setWordWrap(True)
        for label in (self._hint, self._reason, self._scaling_label, self.split_label):
            label.setProperty("quiet", True)
        self._verdict.setObjectName("verdict")
        self.outlook_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._verdict_layout = QHBoxLayout(self._verdict)
        self._verdict_layout.addWidget(self.outlook_label)
        self._import.setObjectName("primary")
        self._import.setDefault(True)
        self._buttons.addButton(self._import, QDialogButtonBox.ButtonRole.ActionRole)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._hint)
        self._layout.addWidget(self._preview, 1)
        self._layout.addLayout(self._scaling_row)
        self._layout.addWidget(self._verdict)
        self._layout.addWidget(self.split_label)
        self._layout.addWidget(self._buttons)

    @Slot(object)
    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        tight = self._room().height() < theme.px(TALL)
        margin, spacing = theme.px(8 if tight else 16), theme.px(6 if tight else 10)
        padding = theme.px(8 if tight else 10)
        self._hint.setHidden(tight)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(spacing)
        self._scaling_row.setSpacing(theme.px(10))
        self._verdict_layout.setContentsMargins(padding, padding, padding, padding)
        gap = theme.px(4)
        self._preview_layout.setContentsMargins(gap, gap, gap, gap)
        self._title.setFont(theme.font(16, bold=True))
        self.outlook_label.setFont(theme.font())
        two_lines = 2 * self.outlook_label.fontMetrics().lineSpacing() + theme.px(4)
        self.outlook_label.setMinimumHeight(two_lines)
        for column in self._columns.values():
            column.apply_theme(theme)
        bar = self._bar()
        self._scroll.setMinimumHeight(self._table.minimumSizeHint().height() + bar)
        self._scroll.setMaximumHeight(self._table.sizeHint().height() + bar)
        self._scroll.setMinimumWidth(theme.px(NARROWEST))
        self._show_words()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Move the focus in the order as read."""
        return self._focus.step(forwards)

    def _bar(self) -> int:
        """Return the height of the scroll bar, which is reserved even where it is hidden."""
        return self._scroll.horizontalScrollBar().sizeHint().height()

    def _room(self) -> QSize:
        return self.screen().availableSize() - FRAME

    def refuse(self, sentence: str) -> None:
        """Show why the points cannot be read this way; the person may choose again."""
        self.outlook = Outlook(0, (), (), sentence)
        self._show_words()

    @property
    def words(self) -> str:
        """What the choices lead to, or what is wrong with them."""
        return self.outlook_label.accessibleName()

    @Slot(int, str)
    def _choose_part(self, column: int, part: Role) -> None:
        self._roles = with_role(self._survey, self._roles, column, part)
        self._show_choices()

    @Slot(str)
    def _choose_scaling(self, scaling: str) -> None:
        self._scaled, self._follows_advice = scaling == "standard", False
        self._show_choices()

    @Slot()
    def _confirm(self) -> None:
        self.chosen.emit(choices_of(self._survey, self._roles), self._scaled)

    def _show_choices(self) -> None:
        advised, reason = advice(self._survey, self._roles)
        if self._follows_advice:
            self._scaled = advised
        self.outlook = outlook(self._survey, self._roles, self._scaled)
        self._reason.setText(reason)
        self._scaling.select("standard" if self._scaled else "none")
        names = names_of(self._survey, self._roles)
        classes = classes_in(self._survey, self._roles)
        for j, shown in self._columns.items():
            cells = [row[j] for row in self._survey.table.body[:ROWS]]
            is_label = self._roles[j] == "label"
            places = [place_of(self._survey, classes, cell) if is_label else None for cell in cells]
            shown.show_part(self._roles[j], names[j], places)
        self._show_words()

    def _show_words(self) -> None:
        found = self.outlook
        self._show_split(found.points)
        points = number_of(found.points, "point", grouped)
        classes = number_of(len(found.classes), "class")
        features = f"{number_of(len(found.features), 'feature', grouped)}: {listed(found.features)}"
        words = f"{points} · {features} · {classes}: "
        named = [f"{brief(c.name)} ({grouped(c.points)})" for c in found.classes]
        if found.trouble:
            self.outlook_label.setTextFormat(Qt.TextFormat.PlainText)
            self.outlook_label.setText(found.trouble)
        else:
            signs = zip(found.classes, named, strict=True)
            parts = (self._signed(c.place, text) for c, text in signs)
            self.outlook_label.setTextFormat(Qt.TextFormat.RichText)
            self.outlook_label.setText(escape(words) + "&nbsp; ".join(parts))
        self.outlook_label.setAccessibleName(found.trouble or words + ", ".join(named))
        restyle(self._verdict, "wrong", bool(found.trouble))
        disable(self._import, found.trouble)

    def _show_split(self, points: int) -> None:
        """Say how many of the points will be test points, if the test share is not 0."""
        kept = held_back(points, self._share, grouped)
        self.split_label.setText(f"{kept}; the panel Data sets it" if kept else "")
        self.split_label.setHidden(not kept)

    def _signed(self, label: int, text: str) -> str:
        """Return rich text: the sign of a class, then ``text``, on one line."""
        color, whole = self._theme.palette.points[label], escape(text).replace(" ", "&nbsp;")
        return f'<span style="color: {color}">{SIGNS[label]}</span>&nbsp;{whole}'


def _shown(roles: tuple[Role, ...]) -> list[int]:
    """Return the columns to show: the first ones, the last, and the label."""
    label = [roles.index("label")] if "label" in roles else []
    first = range(min(len(roles), MOST_COLUMNS - 2))
    return sorted({*first, *label, len(roles) - 1})


def _gap(columns: int) -> QLabel:
    gap = QLabel(f"… {number_of(columns, 'more column', grouped)}")
    gap.setProperty("quiet", True)
    gap.setMargin(12)
    return gap


def _facts(column: Column) -> str:
    """Return a few words about all cells of a column."""
    if column.is_empty:
        return "empty"
    if isinstance(column.numbers, Numbers) and column.values > 6:
        return " to ".join(apart(column.numbers.low, column.numbers.high))
    return number_of(column.values, "value", grouped) if column.values else "some cells missing"
