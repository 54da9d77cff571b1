"""Whether a line separates the two classes, and how many mistakes a perceptron makes."""

import math

from PySide6.QtCore import Signal, Slot

from gui.controls.buttons import tool_button
from gui.controls.paragraph import Paragraph
from gui.evaluation.card import Card
from gui.look.number_text import counted, four_digits
from gui.look.theme import Theme
from model import Snapshot
from model.evaluation.separation import Separation, starts_at_zero
from model.separability.verdict import Separability
from model.words import number_of

BOUND_TIP = (
    "From a start at zero, at any rate and in any order, a perceptron makes at most (R/γ)² "
    "mistakes. R is the largest length of (x, 1), γ the widest margin of a line through 0 among "
    "them"
)
SHOW_TIP = "Draw the hull of each class, and the widest gap between them or where they overlap"
ROUNDING = 1e-6  # the relative error by which a bound may be too low


class SeparableCard(Card):
    """Emits ``shown(Separability | None)`` with what the plane should draw."""

    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__("Separable?")
        self._found: Separability | None = None
        self._separation: Separation | None = None
        self._drawn: Separability | None = None
        self.words, self.mistakes = Paragraph(), Paragraph()
        self.words.setAccessibleName("Separable by a line")
        self.mistakes.setAccessibleName("Mistakes of the perceptron")
        self.mistakes.setToolTip(BOUND_TIP)
        self.show_button = tool_button("Show on the plane", SHOW_TIP, "Show the hulls on the plane")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self.tell)
        for widget in (self.words, self.show_button, self.mistakes):
            self.body.addWidget(widget)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the fonts and sizes of ``theme``."""
        super().apply_theme(theme)
        for label in (self.words, self.mistakes, self.show_button):
            label.setFont(theme.font(12))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say whether the classes are separable, and how many mistakes were made."""
        document = snapshot.document
        if snapshot.separation is not self._separation:
            self._separation = snapshot.separation
            self._found = snapshot.separation.separability
            self._say(snapshot)
        classifier, has_points = document.classifier, len(document.dataset) > 0
        is_bound = classifier.learns_from_mistakes and classifier.classes == 2
        if has_points and is_bound:
            self.mistakes.say(self._mistakes(snapshot))
        else:
            self.mistakes.say("")
        self.tell()

    def _say(self, snapshot: Snapshot) -> None:
        document, tests = snapshot.document, int(snapshot.is_test.sum())
        words = snapshot.separation.why_not_asked
        if self._found is not None:
            words = self._found.sentence(document.dataset.class_names, counted)
            if tests:
                words += f". {_set_aside(tests)}"
        self.words.say(f"{words}.")
        self.show_button.setHidden(self._found is None or not len(document.dataset))

    def _mistakes(self, snapshot: Snapshot) -> str:
        document, place = snapshot.document, snapshot.place
        made = f"{number_of(place.mistakes, 'mistake', counted)} made so far"
        if self._found is not None and not self._found.separable and not document.derived:
            return f"{made}, and there is no bound: no line separates the points."
        bound = snapshot.separation.bound
        if bound is None and self._found is not None and not document.derived:
            bound = math.inf  # a line separates the points: its margin is lost in rounding
        if bound == math.inf:
            return f"{made}. The bound (R/γ)² is beyond 10¹²: the gap is that narrow."
        if bound is None:
            return (
                f"{made}. No line with a margin was found for these inputs, so there is no bound."
            )
        most = f"(R/γ)² = {_bound_text(bound)}"
        if not starts_at_zero(document):
            return f"{made}. From a start at zero there would be a bound, {most}."
        if not place.unbroken:
            return (
                f"{made}. Points, rate or weights were changed on the way: Restart, and the bound "
                f"{most} holds."
            )
        return f"{made}, of at most {most}."

    @Slot()
    def tell(self) -> None:
        """Report what the plane should draw: nothing while the card is out of sight."""
        wanted = self.isVisible() and self.show_button.isChecked()
        drawn = self._found if wanted else None
        if drawn is not self._drawn:
            self._drawn = drawn
            self.shown.emit(drawn)


def _set_aside(tests: int) -> str:
    if tests == 1:
        return "The test point does not count"
    return f"The {counted(tests)} test points do not count"


def _bound_text(bound: float) -> str:
    """Return a bound on a number of mistakes as a whole number, never too low."""
    return counted(int(bound * (1 + ROUNDING))) if bound < 1e7 else four_digits(bound)
