"""The one Qt object that takes edits and owns the undo stack."""

from collections.abc import Hashable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from gui.session.commands import EditCommand
from gui.session.intents import Intent
from gui.session.ticker import TRAINING_SECONDS, Ticker
from model import Document, Outcome, Place, Run, Weights
from model.arrays import Floats
from model.run.document import restarts
from model.run.edits import with_new_start, with_weights

DIVERGED = (
    "Training diverged: the numbers grew beyond all bounds. Paused at the last finite update, "
    "{updates}. Try a smaller learning rate, then Restart."
)
CONVERGED = "The {noun} made a whole epoch without a mistake: it has converged"
NO_POINTS = "There are no points to learn from: click the plane to place some"


class Session(QObject):
    """Everything a person does to a run goes through here.

    Signals: ``document_changed(Document, merge_key)`` with the key of the edit that was done, None
    when one was undone; ``changed()`` when there is something else to see;
    ``running_changed(bool)``; ``restarted(str)`` with the reason; ``said(str)`` for the status bar;
    ``troubled(str)`` for the banner, empty when the trouble is over.
    """

    document_changed = Signal(object, object)
    changed = Signal()
    running_changed = Signal(bool)
    restarted = Signal(str)
    said = Signal(str)
    troubled = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        """Stand at the start of ``document``, paused."""
        super().__init__(parent)
        self.run = Run(document)
        self._diverged, self._is_held = False, False
        self.undo_stack = QUndoStack(self)
        self.ticker = Ticker(self)
        self.ticker.ticked.connect(self.tick)

    @property
    def document(self) -> Document:
        """What is being edited and trained."""
        return self.run.document

    @property
    def place(self) -> Place:
        """Where training stands."""
        return self.run.place

    @property
    def is_running(self) -> bool:
        """Whether training runs."""
        return self.ticker.is_running

    @Slot(object)
    def perform(self, intent: Intent) -> None:
        """Apply an edit; one that the document refuses is said and changes nothing."""
        before = self.document
        try:
            after = intent.edit(before)
        except ValueError as refusal:
            self.said.emit(f"{intent.text}: {refusal}")
            return
        if after != before:
            self.said.emit("")  # what was refused before has been put right
            self._push(intent.text, after, restarts(before, after), intent.merge_key)

    def open_points(self, path: Path, document: Document) -> None:
        """Replace the document by one made from the points in ``path``; training starts afresh."""
        self.pause()
        self._push(f"Open {path.name}", document, restart=True)

    def open_weights(self, path: Path, weights: Weights) -> None:
        """Take classifier, settings and start from a weights file; training goes on from there.

        Raises:
            ValueError: the weights do not fit the points.
        """
        document = with_weights(self.document, weights)
        self.pause()
        self._push(f"Open {path.name}", document, restart=True)

    @Slot()
    def restart(self) -> None:
        """Go back to the same start."""
        self._push("Restart", self.document, restart=True)

    @Slot()
    def new_start(self) -> None:
        """Draw other starting weights."""
        self._push("New start", with_new_start(self.document), restart=True)

    def set_theta(self, text: str, theta: Floats, merge_key: Hashable = None) -> str:
        """Make these the weights, set by hand: the start if nothing was trained yet, else now.

        Training goes on from them, with what the optimizer remembers set to 0. Returns why they are
        refused, which is said too and changes nothing; "" where they are taken.
        """
        before, place = self.document, self.place
        if np.array_equal(theta, place.theta):
            return ""
        try:
            after = self.run.with_theta(theta)
        except ValueError as refusal:
            self.said.emit(f"{text}: {refusal}")
            return str(refusal)
        self.said.emit("")
        self.undo_stack.push(EditCommand(self, text, (before, place), after, merge_key))
        return ""

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Let training wait while a weight or a line is dragged by hand, and go on afterwards."""
        self._is_held = held

    @Slot()
    def toggle(self) -> None:
        """Run or pause."""
        if self.is_running:
            self.pause()
        else:
            self.resume()

    @Slot()
    def resume(self) -> None:
        """Train until paused."""
        if self.is_running:
            return
        if self.run.obstacle is not None:
            self._heed(self.run.obstacle)
            return
        self.said.emit("")
        self._forget_divergence()
        self.ticker.start()
        self.running_changed.emit(True)

    @Slot()
    def pause(self) -> None:
        """Stop training."""
        if self.is_running:
            self._stop()
            self.changed.emit()

    @Slot()
    def step_update(self) -> None:
        """Make one update."""
        self.pause()
        self._finish_step(self.run.advance(1))

    @Slot()
    def step_epoch(self) -> None:
        """Train to the end of this epoch."""
        self.pause()
        self._finish_step(self.run.finish_epoch())

    @Slot()
    def step_mistake(self) -> None:
        """Train up to and including the next update that changes the weights."""
        self.pause()
        self._finish_step(self.run.advance_to_change())

    @Slot()
    def tick(self) -> None:
        """One frame: train for a slice of time, then show where it led."""
        if self._is_held:
            return
        try:
            self._heed(self.run.run_for(TRAINING_SECONDS))
        except Exception:
            self._stop()  # a fault is told once, not at every frame
            raise
        self.ticker.note(self.run.epochs)
        self.changed.emit()

    def tell_trouble(self, sentence: str) -> None:
        """Show a sentence in the banner in place of what is there; an empty one puts it away."""
        self._diverged = False
        self.troubled.emit(sentence)

    def _stop(self) -> None:
        if self.is_running:
            self.ticker.stop()
            self.running_changed.emit(False)

    def _finish_step(self, outcome: Outcome) -> None:
        self._forget_divergence()
        if outcome is Outcome.TRAINED:
            self.said.emit("")  # what was said of other weights
        self._heed(outcome)
        self.changed.emit()

    def _heed(self, outcome: Outcome) -> None:
        if outcome is Outcome.TRAINED:
            return
        self._stop()
        if outcome is Outcome.DIVERGED:
            self.tell_trouble(DIVERGED.format(updates=self.run.place.updates))
            self._diverged = True
        elif outcome is Outcome.UNTRAINABLE:
            self.said.emit(self.document.classifier.why_untrainable)
        elif outcome is Outcome.CONVERGED:
            self.said.emit(CONVERGED.format(noun=self.document.classifier.noun))
        else:
            self.said.emit(NO_POINTS)

    def _forget_divergence(self) -> None:
        """Put that banner away, and no other."""
        if self._diverged:
            self.tell_trouble("")

    def _push(
        self, text: str, after: Document, restart: bool = False, merge_key: object = None
    ) -> None:
        before = (self.document, self.place if restart else None)
        start = Run(after).place if restart else None
        self.undo_stack.push(EditCommand(self, text, before, (after, start), merge_key))
        if restart:
            self.restarted.emit(text)

    def stand(self, document: Document, place: Place | None, merge_key: Hashable = None) -> None:
        """Make this the document; a command's undo and redo, and nothing else, call it."""
        self.run.stand(document, place)
        if place is not None:
            self.ticker.forget()
            self.said.emit("")
            self._forget_divergence()
        if self.is_running and self.run.obstacle is not None:
            self._heed(self.run.obstacle)
        self.document_changed.emit(document, merge_key)
        self.changed.emit()
