"""The error functions as large figures, each with its course over the run."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.restyle import restyle
from gui.evaluation.course import Course, Figures, thinned
from gui.evaluation.sparkline import Sparkline
from gui.look.number_text import counted, four_digits, grouped, percent
from gui.look.theme import LIGHT, Theme
from model import Mark
from model.evaluation.error_functions import ACCURACY, MISCLASSIFIED
from model.evaluation.metrics import Metrics
from model.expressions import full
from model.losses.base import ErrorFunction, Loss
from model.losses.likelihood import Likelihood

WIDEST = "test 9.999e−999"  # the longest text in the small font
MOST_COLUMNS = 3
GAP = 8  # designed pixels between two columns
DESCENDED = "↓ "
LEAST_FLOAT = -300  # the exponent below which a likelihood may leave the range of floats
MOST_POWER = 1_000_000  # from here on the exponent itself is written with an exponent


@dataclass(frozen=True)
class Reading:
    """The figures of one place in training.

    Attributes:
        formulas: the error functions that the classifier has.
        trained: the figures of training points.
        tested: the figures of test points, None without any.
        loss: the loss that training makes small.
    """

    formulas: tuple[ErrorFunction, ...]
    trained: Metrics
    tested: Metrics | None
    loss: Loss


def figure_text(figures: Metrics, name: str) -> str:
    """Return the figure of an error function as it is written."""
    value = figures.figures[name]
    if name == MISCLASSIFIED.name:
        return counted(figures.misclassified)
    if name == ACCURACY.name:
        return percent(figures.accuracy)
    return likelihood_text(value) if isinstance(value, Likelihood) else four_digits(value)


def likelihood_text(value: Likelihood) -> str:
    """Return 0.008400 or 3.200e−10, and beyond the range of a float 10^−3010 or 10^−7.8e10."""
    number = _number(value)
    if number is not None:
        return four_digits(number)
    power = -_power(value)
    digits, _, exponent = f"{power:.1e}".partition("e")
    return f"10^−{power:.0f}" if power < MOST_POWER else f"10^−{digits}e{int(exponent)}"


def full_text(figures: Metrics, name: str) -> str:
    """Return the figure of an error function in all its digits."""
    value = figures.figures[name]
    if name == MISCLASSIFIED.name:
        return grouped(figures.misclassified)
    if isinstance(value, Likelihood):
        number = _number(value)
        return f"10^{full(_power(value))}" if number is None else full(number)
    return full(value)


def _number(value: Likelihood) -> float | None:
    """Return a likelihood as a float, None if it is too small for one."""
    mantissa, exponent = value
    is_plain = not math.isfinite(mantissa) or mantissa == 0 or exponent >= LEAST_FLOAT
    return mantissa * 10.0**exponent if is_plain else None


def _power(value: Likelihood) -> float:
    """Return the k of a likelihood 10^k, nan if that is not a number."""
    is_above = math.isfinite(value.mantissa) and value.mantissa > 0
    return value.exponent + math.log10(value.mantissa) if is_above else math.nan


def numbers_of(reading: Reading) -> Figures:
    """Return the figures of training points as numbers to draw, likelihoods as logarithms."""
    figures = reading.trained.figures
    return {
        name: _power(figure) if isinstance(figure, Likelihood) else figure
        for name, figure in figures.items()
    }


def run_of(curve: Sequence[Mark], loss: Loss) -> list[tuple[int, Figures]]:
    """Return the figures, by update, that a loss curve tells about a whole run.

    Marks made while another loss was descended tell only what does not depend on the loss.
    """
    run: list[tuple[int, Figures]] = []
    for mark in thinned(curve):
        figures = {ACCURACY.name: mark.accuracy, MISCLASSIFIED.name: 1 - mark.accuracy}
        if mark.kind == curve[-1].kind:
            figures |= loss.course(mark.loss)
        run.append((mark.update, figures))
    return run


class ErrorFigure(QWidget):
    """One error function: its figures of training and test points, its name, and its course."""

    def __init__(self, formula: ErrorFunction) -> None:
        super().__init__()
        self.formula = formula
        self.figure, self.test = QLabel("–"), QLabel()
        self.caption, self.sparkline = QLabel(), Sparkline()
        for label in (self.caption, self.test):
            label.setProperty("caption", True)
        for label in (self.figure, self.caption, self.test):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.figure.setAccessibleName(formula.title)
        self.test.setAccessibleName(f"{formula.title} of test points")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.figure, self.caption, self.test, self.sparkline):
            layout.addWidget(widget)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the fonts, colours and sizes of a theme."""
        self.figure.setFont(theme.font(14, mono=True, bold=True))
        self.caption.setFont(theme.font(11))
        self.test.setFont(theme.font(11, mono=True))
        self.sparkline.apply_theme(theme)

    def show_reading(self, reading: Reading, course: Course) -> None:
        """Show the figures of a place in training, and their course up to there."""
        name, is_descended = self.formula.name, self.formula.name == reading.loss.measure
        text = figure_text(reading.trained, name)
        self.figure.setText(text)
        said = f"{text}. {self.formula.formula}. {self._sentence(reading)}"
        if is_descended:
            said += " Training makes this one smaller."
        self.figure.setAccessibleDescription(said)
        self.setToolTip(self._tip(reading, course))
        self.caption.setText((DESCENDED if is_descended else "") + self.formula.title.lower())
        restyle(self.caption, "fresh", is_descended)
        self.test.setHidden(reading.tested is None)
        if reading.tested is not None:
            self.test.setText(f"test {figure_text(reading.tested, name)}")
        self.sparkline.show_course(course.of(name), is_descended)

    def _sentence(self, reading: Reading) -> str:
        """Return the sentence about the figure, or about why there is none."""
        value = reading.trained.figures[self.formula.name]
        is_number = isinstance(value, Likelihood) or math.isfinite(value)
        return self.formula.sentence if is_number else self.formula.missing

    def _tip(self, reading: Reading, course: Course) -> str:
        """Return the formula, its meaning, the figures in full, and what of the course is drawn."""
        name, title = self.formula.name, self.formula.title
        lines = [f"{title}: {self.formula.formula}", self._sentence(reading)]
        lines.append(f"Training points: {full_text(reading.trained, name)}")
        if reading.tested is not None:
            lines.append(f"Test points: {full_text(reading.tested, name)}")
        since = course.first_seen(name)
        if since is not None:
            lines.append(
                f"Its course is drawn only while this tab is open, from update {grouped(since)}"
            )
        return "\n".join(lines)


class ErrorFigures(QWidget):
    """All error functions of a classifier, in as many columns as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = Theme(LIGHT)
        self.cells: list[ErrorFigure] = []
        self.course = Course()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the fonts, colours and sizes of a theme."""
        self._theme = theme
        for cell in self.cells:
            cell.apply_theme(theme)
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(theme.px(8))
        self._arrange()

    def forget(self) -> None:
        """Begin another course: training has started afresh."""
        self.course.clear()

    def show_reading(
        self, reading: Reading, update: int, curve: Sequence[Mark] = (), is_joined: bool = True
    ) -> None:
        """Show the figures after an update, and add them to their course.

        ``curve`` is the loss curve of the whole run; ``is_joined`` is False if training went on out
        of sight since the last call.
        """
        if tuple(cell.formula for cell in self.cells) != reading.formulas:
            self._make(reading.formulas)
        self.course.show_run(run_of(curve, reading.loss))
        self.course.note(update, numbers_of(reading), is_joined)
        for cell in self.cells:
            cell.show_reading(reading, self.course)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _make(self, formulas: tuple[ErrorFunction, ...]) -> None:
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.setParent(None)
        self.cells = [ErrorFigure(formula) for formula in formulas]
        for cell in self.cells:
            cell.apply_theme(self._theme)
        self._arrange()
        for cell in self.cells:
            cell.show()  # a layout would wait until events are handled

    def _arrange(self) -> None:
        theme = self._theme
        titles = [DESCENDED + cell.formula.title.lower() for cell in self.cells]
        captions = [QFontMetrics(theme.font(11)).horizontalAdvance(title) for title in titles]
        test = QFontMetrics(theme.font(11, mono=True)).horizontalAdvance(WIDEST)
        wanted = max([test, *captions]) + theme.px(GAP)
        columns = min(max((self.width() + theme.px(GAP)) // wanted, 1), MOST_COLUMNS)
        for place, cell in enumerate(self.cells):
            self._grid.addWidget(cell, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
