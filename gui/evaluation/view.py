"""How wrong the classifier is: by error function, by class, by point, and why."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.paragraph import Paragraph
from gui.controls.tabs import Page
from gui.evaluation.activation_chart import ActivationChart
from gui.evaluation.blame_list import BlameList, Culprit
from gui.evaluation.card import Card
from gui.evaluation.confusion_grid import ConfusionGrid
from gui.evaluation.error_figures import ErrorFigures, Reading
from gui.evaluation.separable_card import SeparableCard
from gui.look.number_text import counted, percent
from gui.look.theme import LIGHT, SYMBOLS, Theme
from model import Document, Mark, Snapshot
from model.evaluation.error_functions import error_functions
from model.evaluation.metrics import Metrics
from model.evaluation.report import Report
from model.run.measure import Measured
from model.words import number_of

CULPRITS = 50  # the most points in the list
POINT_AT_ONE = "Point at one to see it on the plane, click to select it."
FLAT_BELOW = 1.0  # the limit of scores below which a sigmoid looks like a straight line

DISCRETE = "A step is discrete: 0 or 1, whichever side of 0 a score is on."
CONTINUOUS = "A sigmoid is continuous: it tells near from far, and its slope says which way to go."
OWN = {
    "step": f"{DISCRETE} Dashed for comparison: {CONTINUOUS[0].lower()}{CONTINUOUS[1:]}",
    "sigmoid": f"{CONTINUOUS} Dashed for comparison: {DISCRETE[0].lower()}{DISCRETE[1:]}",
}
LEAD = {  # what to add with more than two classes
    "step": " The lead is how far the score of a point's own class is ahead of the best "
    "other class.",
    "sigmoid": " The lead is how far the score of a point's own class is ahead of all others.",
}
FLAT = " So near to 0 a sigmoid looks straight."
AXES = {  # the names of the axes: for two classes, and for more
    ("step", True): ("score z", "ŷ = step(z)"),
    ("sigmoid", True): ("score z", "ŷ = σ(z)"),
    ("step", False): ("lead of its class", "1 where its class wins"),
    ("sigmoid", False): ("lead of its class", "p of its class = σ(lead)"),
}


class ErrorsView(Page):
    """Shows the errors of a snapshot, as often as figures can be read.

    Signals:
        pointed(int | None): highlight this point on the plane, or none.
        chosen(int): select this point.
        separability_shown(Separability | None): draw these hulls on the plane, or none.
    """

    pointed = Signal(object)
    chosen = Signal(int)
    separability_shown = Signal(object)

    def __init__(self) -> None:
        """Create an empty tab, to be filled by a snapshot."""
        super().__init__(is_read=True)
        self._theme = Theme(LIGHT)
        self._document: Document | None = None
        self._measured: Measured | None = None
        self._first: Mark | None = None
        self._shown_points: tuple[object, ...] = ()
        self._was_away = False
        self.figures, self.descent = ErrorFigures(), Paragraph()
        self._rights = Paragraph(), Paragraph()
        self.confusions = ConfusionGrid("training point"), ConfusionGrid("test point")
        self.shares, self.blame = Paragraph(), BlameList()
        self.chart, self._meaning = ActivationChart(), Paragraph()
        self.separable = SeparableCard()
        self._cards = (
            _card("How wrong is it?", self.figures, self.descent),
            self.separable,
            _card("Confusion matrix", *_turns(self._rights, self.confusions)),
            _card("Who is to blame?", self.shares, self.blame),
            _card("Step against sigmoid", self.chart, self._meaning),
        )
        for words in (self.descent, *self._rights, self.shares, self._meaning):
            words.setProperty("quiet", True)
        self._column = QVBoxLayout(self)
        for card in self._cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.blame.pointed.connect(self.pointed)
        self.blame.chosen.connect(self.chosen)
        self.separable.shown.connect(self.separability_shown)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours, fonts and sizes of ``theme``."""
        self._theme = theme
        for part in (*self._cards, *self.confusions, self.figures, self.blame, self.chart):
            part.apply_theme(theme)
        for words in (self.descent, *self._rights, self.shares, self._meaning):
            words.setFont(theme.font(12))
        self._column.setContentsMargins(0, theme.px(10), 0, theme.px(8))
        self._column.setSpacing(theme.px(10))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show all figures of a snapshot, unless they are shown already."""
        if snapshot.document is self._document and snapshot.measured is self._measured:
            self._was_away = False
            return
        first = next(iter(snapshot.place.curve), None)
        if first is not self._first:  # every run begins with a mark of its own
            self._first = first
            self.figures.forget()
        document = snapshot.document
        self._document, self._measured = document, snapshot.measured
        points = (document.loads, document.origin, document.classifier_name)
        if points != self._shown_points:
            self._shown_points = points
            self.blame.begin_anew()
        self._show(snapshot, snapshot.report())
        self._was_away = False

    def _show(self, snapshot: Snapshot, found: Report) -> None:
        document = snapshot.document
        classifier, training = document.classifier, document.training
        known, loss = error_functions(classifier), classifier.loss(training)
        reading = Reading(known, found.trained, found.tested, loss)
        place = snapshot.place
        self.figures.show_reading(reading, place.updates, place.curve, not self._was_away)
        self.descent.say("" if classifier.why_untrainable else classifier.descent(training))
        self._show_classes(document, found.trained, found.tested)
        self._show_blame(document, found)
        self._show_chart(snapshot, found)
        self.separable.show_snapshot(snapshot)

    def _show_classes(self, document: Document, *found: Metrics | None) -> None:
        names, has_points = document.dataset.class_names, len(document.dataset) > 0
        for words, grid, figures in zip(self._rights, self.confusions, found, strict=True):
            grid.setVisible(figures is not None and has_points)
            words.say("")
            if figures is not None and has_points:
                words.say(_right(figures, grid.point))
                grid.show_counts(figures.confusion, names)
        if not has_points:
            self._rights[0].say("There are no points.")

    def _show_blame(self, document: Document, found: Report) -> None:
        labels, names = document.dataset.labels, document.dataset.class_names
        indices = found.blame.indices[:CULPRITS].tolist()
        shares = found.blame.shares[:CULPRITS].tolist()
        self.blame.show_culprits(
            [
                Culprit(index, int(labels[index]), names[int(labels[index])], share)
                for index, share in zip(indices, shares, strict=True)
                if share > 0
            ]
        )
        trained, half = len(found.blame.indices), found.blame.half
        make = "makes" if half == 1 else "make"
        made = f"{counted(half)} of {number_of(trained, 'point', counted)} {make} half of the loss"
        words = f"{made}. {POINT_AT_ONE}"
        if not trained:
            words = "There are no points."
        elif not half:
            words = _why_no_share(document, found.trained)
        self.shares.say(words)
        self.blame.setHidden(not half)

    def _show_chart(self, snapshot: Snapshot, found: Report) -> None:
        last, dataset = found.last, snapshot.document.dataset
        which = dataset.labels[last.indices] + len(SYMBOLS) * snapshot.is_test[last.indices]
        two = dataset.classes == 2
        self.chart.show_points(last, which, AXES[last.name, two])
        words = OWN[last.name] + ("" if two else LEAD[last.name])
        self._meaning.say(words + (FLAT if self.chart.limit < FLAT_BELOW else ""))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the hulls on the plane again, if they are wanted."""
        super().showEvent(event)
        self.separable.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remove the hulls and the highlight from the plane."""
        super().hideEvent(event)
        self.separable.tell()
        self.pointed.emit(None)
        self._was_away = True


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(title)
    for part in parts:
        card.body.addWidget(part)
    return card


def _turns(first: tuple[QWidget, ...], second: tuple[QWidget, ...]) -> list[QWidget]:
    return [part for pair in zip(first, second, strict=True) for part in pair]


def _why_no_share(document: Document, figures: Metrics) -> str:
    """Say why no point has a share, and how a wrong point can lose nothing."""
    wrong = figures.misclassified
    if not wrong:
        return "The loss is 0: no point has a share."
    points = f"{number_of(wrong, 'point', counted)} {'is' if wrong == 1 else 'are'} wrong"
    red = document.dataset.class_names[1]
    reason = f"a score of 0, on the line itself, counts as {red}"
    if document.classifier.classes > 2:
        reason = "where the best scores are equal the first class wins"
    elif figures.has_no_line:
        reason = f"all weights are 0, so there is no line yet, and a score of 0 counts as {red}"
    return f"The loss is 0 and no point has a share, though {points}: {reason}."


def _right(figures: Metrics, point: str) -> str:
    """Say how many points are right; ``point`` names their kind."""
    count = int(figures.confusion.sum())
    right = count - figures.misclassified
    are = "is" if right == 1 else "are"
    of = number_of(count, point, counted)
    return f"{counted(right)} of {of} {are} right, {percent(figures.accuracy)}."
