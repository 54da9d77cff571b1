"""Asks how a table is to be read: the part of each column, and scaling."""

from base64 import b64encode
from html import escape
from itertools import pairwise

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme
from gui.widgets.point_icon import SIDE, point_icon
from gui.widgets.preview_column import PreviewColumn
from gui.widgets.restyle import set_mark
from gui.widgets.segmented import Segmented
from model.errors import brief, listed
from model.preview import (
    Outlook,
    Role,
    advice,
    choices_of,
    names_of,
    outlook,
    place_of,
    proposal,
    with_role,
)
from model.survey import Column, Numbers, Survey

ROWS = 8
NARROWEST = 400  # designed pixels of the table
MOST_COLUMNS = 100  # that are shown; what is proposed for others stays
PARTS: dict[Role, str] = {
    "feature": "Feature",
    "one-hot": "One-hot",
    "left out": "Leave out",
    "label": "Label",  # the last, so that keys that walk to another part do not move it
}
SCALINGS = (
    ("none", "none", "The features as they are in the file"),
    ("standard", "standard", "Each feature minus its mean, over its standard deviation"),
)
HINT = "The label is the class of a point. Features are what the classifier tells it by."


class ImportDialog(QDialog):
    """Emits ``chosen(Choices, scaled)``; whoever hears it accepts the dialog or refuses."""

    chosen = Signal(object, bool)

    def __init__(self, survey: Survey, name: str, theme: Theme, parent: QWidget) -> None:
        """For the table in a file of this name, with what is proposed for it."""
        super().__init__(parent)
        self.setWindowTitle(f"Import points — {name}")
        proposed = proposal(survey)
        self._survey, self._theme = survey, theme
        self._roles, self._scaled = proposed.roles, proposed.scaled
        self._follows_advice = True
        self.outlook = outlook(survey, self._roles, self._scaled)
        columns = _counted(len(survey.columns), "column")
        self._title = QLabel(f"{_counted(survey.points, 'point')} in {columns}")
        self._hint, self._reason, self._words = QLabel(HINT), QLabel(), QLabel()
        self._columns = {j: self._column(j) for j in _shown(self._roles)}
        self._table, self._scroll = QFrame(), QScrollArea()
        self._scaling, self._scaling_label = Segmented(SCALINGS), QLabel("Scaling")
        self._verdict = QFrame()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = QPushButton("Import")
        self._lay_out()
        self._scaling.chosen.connect(self._choose_scaling)
        self._import.clicked.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)
        self._show_choices()
        self.apply_theme(theme)
        room = self.screen().availableSize() - QSize(40, 80)
        self.resize(self.sizeHint().boundedTo(room))

    def _column(self, column: int) -> PreviewColumn:
        known = self._survey.columns[column]
        cells = [" ".join(brief(row[column]).split()) for row in self._survey.table.body[:ROWS]]
        shown = PreviewColumn(column, list(PARTS.items()), _facts(known), cells, not known.is_text)
        shown.chosen.connect(self._choose_part)
        return shown

    def _lay_out(self) -> None:
        self._preview = QFrame()
        self._preview.setObjectName("preview")
        self._preview_layout = QVBoxLayout(self._preview)
        self._preview_layout.addWidget(self._scroll)
        self._scroll.setWidget(self._table)
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
        for label in (self._hint, self._reason, self._words):
            label.setWordWrap(True)
        for label in (self._hint, self._reason, self._scaling_label):
            label.setProperty("quiet", True)
        self._verdict.setObjectName("verdict")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._verdict_layout = QHBoxLayout(self._verdict)
        self._verdict_layout.addWidget(self._words)
        self._import.setObjectName("primary")
        self._import.setDefault(True)
        self._buttons.addButton(self._import, QDialogButtonBox.ButtonRole.ActionRole)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._hint)
        self._layout.addWidget(self._preview, 1)
        self._layout.addLayout(self._scaling_row)
        self._layout.addWidget(self._verdict)
        self._layout.addWidget(self._buttons)

    @Slot(object)
    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme = theme
        margin = theme.px(16)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(theme.px(10))
        self._scaling_row.setSpacing(theme.px(10))
        padding = theme.px(10)
        self._verdict_layout.setContentsMargins(padding, padding, padding, padding)
        gap = theme.px(4)
        self._preview_layout.setContentsMargins(gap, gap, gap, gap)
        self._title.setFont(theme.font(16, bold=True))
        self._words.setFont(theme.font())
        self._words.setMinimumHeight(2 * self._words.fontMetrics().lineSpacing())
        for column in self._columns.values():
            column.apply_theme(theme)
        bar = self._scroll.horizontalScrollBar().sizeHint().height()
        self._scroll.setMinimumHeight(self._table.minimumSizeHint().height() + bar)
        self._scroll.setMaximumHeight(self._table.sizeHint().height() + bar)
        self._scroll.setMinimumWidth(theme.px(NARROWEST))
        self._show_words()

    def refuse(self, sentence: str) -> None:
        """Say in place why the points cannot be had so; another choice may do."""
        self.outlook = Outlook(0, (), (), sentence)
        self._show_words()

    @property
    def words(self) -> str:
        """The line that says what will come of the choices, or what is wrong with them."""
        return self._words.accessibleName()

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
        self._import.setEnabled(False)
        self.chosen.emit(choices_of(self._survey, self._roles), self._scaled)

    def _show_choices(self) -> None:
        advised, reason = advice(self._survey, self._roles)
        if self._follows_advice:
            self._scaled = advised
        self.outlook = outlook(self._survey, self._roles, self._scaled)
        self._reason.setText(reason)
        self._scaling.select("standard" if self._scaled else "none")
        names = names_of(self._survey, self._roles)
        classes = self.outlook.classes
        for j, shown in self._columns.items():
            cells = [row[j] for row in self._survey.table.body[:ROWS]]
            is_label = self._roles[j] == "label"
            places = [place_of(self._survey, classes, cell) if is_label else None for cell in cells]
            shown.show_part(self._roles[j], names[j], places)
        self._show_words()

    def _show_words(self) -> None:
        found = self.outlook
        features = f"{_counted(len(found.features), 'feature')}: {listed(found.features)}"
        words = f"{_counted(found.points, 'point')} · {features} · {len(found.classes)} classes: "
        classes = ((c, f"{brief(c.name)} ({c.points})") for c in found.classes)
        if found.trouble:
            self._words.setTextFormat(Qt.TextFormat.PlainText)
            self._words.setText(found.trouble)
        else:
            signs = (f"{self._sign(c.place)}&nbsp;{escape(text)}" for c, text in classes)
            self._words.setTextFormat(Qt.TextFormat.RichText)
            self._words.setText(escape(words) + " &nbsp;".join(signs))
        plain = words + ", ".join(f"{brief(c.name)} ({c.points})" for c in found.classes)
        self._words.setAccessibleName(found.trouble or plain)
        set_mark(self._verdict, "wrong", bool(found.trouble))
        self._import.setEnabled(not found.trouble)

    def _sign(self, label: int) -> str:
        """The sign of a class within a text."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        point_icon(label, self._theme).pixmap(SIDE, SIDE).save(buffer, "PNG")
        data, side = b64encode(buffer.data().data()).decode(), self._theme.px(13)
        return f'<img src="data:image/png;base64,{data}" width="{side}" height="{side}">'


def _shown(roles: tuple[Role, ...]) -> list[int]:
    """The columns that are shown: the first, the last, and the label wherever it is."""
    label = [roles.index("label")] if "label" in roles else []
    first = range(min(len(roles), MOST_COLUMNS - 2))
    return sorted({*first, *label, len(roles) - 1})


def _gap(columns: int) -> QLabel:
    gap = QLabel(f"… {_counted(columns, 'more column')}")
    gap.setProperty("quiet", True)
    gap.setMargin(12)
    return gap


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _facts(column: Column) -> str:
    """A few words on all cells of a column."""
    if column.is_empty:
        return "empty"
    if isinstance(column.numbers, Numbers) and column.values > 6:
        return f"{column.numbers.low:.4g} to {column.numbers.high:.4g}"
    return _counted(column.values, "value") if column.values else "some cells missing"
