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
from model.evaluation.held_back import held_back
from model.run.document import carries, restarts
from model.run.edits import with_new_start, with_weights
from model.run.fitting import misfit
from model.words import number_of

DIVERGED = (
    "Training diverged: the numbers grew beyond all bounds. Paused at the last finite update, "
    "{updates}. Try a smaller learning rate, then Restart."
)


class Session(QObject):
    """Takes every edit of a document, and runs and pauses its training.

    Signals:
        document_changed(Document, Hashable): the document, and the merge key of the edit that was
            done, None after an undo.
        changed(): there is something new to show.
        running_changed(bool): whether training runs.
        restarted(str): training started afresh, and why.
        refused(): training cannot start or go on, for a reason that is found in every snapshot.
        said(str): a message for the status bar.
        troubled(str): a sentence for the banner, empty when the trouble is over.
    """

    document_changed = Signal(object, object)
    changed = Signal()
    running_changed = Signal(bool)
    restarted = Signal(str)
    refused = Signal()
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
        """The document that is edited and trained."""
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
        """Apply an edit; where the document refuses it, say why and change nothing."""
        before = self.document
        try:
            after = intent.edit(before)
            # Carrying theta back would round it anew: its undo returns to the place before.
            carried = self.run.place_after(after) if carries(before, after) else None
        except ValueError as refusal:
            self.said.emit(f"{intent.text}: {refusal}")
            return
        if after == before:
            return
        self.said.emit("")  # an earlier refusal is settled
        if carried is None:
            self._push(intent.text, after, restarts(before, after), intent.merge_key)
        else:
            places = (before, self.place), (after, carried)
            self.undo_stack.push(EditCommand(self, intent.text, *places, intent.merge_key))

    def open_points(self, path: Path, document: Document) -> None:
        """Replace the document by one with the points in ``path``; training starts afresh."""
        self.pause()
        self._push(f"Open {path.name}", document, restart=True)
        kept = held_back(document.dataset.loaded, document.test_share)
        if kept:
            self.said.emit(f"{path.name}: {kept}")

    def open_weights(self, path: Path, weights: Weights) -> None:
        """Take classifier, settings and start from a weights file; training goes on from there.

        Where the weights do not fit the points, those of their check take the place of these.

        Raises:
            ValueError: If the window cannot show such weights.
        """
        reason = misfit(self.document.dataset, weights)
        document = with_weights(self.document, weights, path.name)
        self.pause()
        self._push(f"Open {path.name}", document, restart=True)
        if reason and len(document.dataset):
            points = number_of(len(document.dataset), "point")
            self.said.emit(f"{path.name} came with {points} of its own: {reason}")
        elif reason:
            self.said.emit(f"{path.name} holds no points, so the plane is empty: {reason}")

    @Slot()
    def restart(self) -> None:
        """Start training afresh from the same start."""
        self._push("Restart", self.document, restart=True)

    @Slot()
    def new_start(self) -> None:
        """Start training afresh from other random weights."""
        self._push("New start", with_new_start(self.document), restart=True)

    def set_theta(self, text: str, theta: Floats, merge_key: Hashable = None) -> str:
        """Set the weights by hand; before the first update they are the new start.

        Training goes on from them with the optimizer's moments at 0.

        Returns:
            Why the weights were refused, which is also said and changes nothing, or "".
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
        """Suspend training while a weight or a line is held by hand; go on when it is not."""
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
            self._report(self.run.obstacle)
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
        """Go on to the next update that changes the weights, and make it at the next call."""
        self.pause()
        self._finish_step(self.run.step_to_change())

    @Slot()
    def tick(self) -> None:
        """Do one frame: train for a slice of time, then announce the change."""
        if self._is_held:
            return
        try:
            self._report(self.run.run_for(TRAINING_SECONDS))
        except Exception:
            self._stop()  # report a fault once, not at every frame
            raise
        self.ticker.note(self.run.epochs)
        self.changed.emit()

    def tell_trouble(self, sentence: str) -> None:
        """Show a sentence in the banner; an empty one hides it."""
        self._diverged = False
        self.troubled.emit(sentence)

    def _stop(self) -> None:
        if self.is_running:
            self.ticker.stop()
            self.running_changed.emit(False)

    def _finish_step(self, outcome: Outcome) -> None:
        self._forget_divergence()
        if outcome is Outcome.TRAINED:
            self.said.emit("")  # the message was about other weights
        self._report(outcome)
        self.changed.emit()

    def _report(self, outcome: Outcome) -> None:
        if outcome is Outcome.TRAINED:
            return
        self._stop()
        if outcome is Outcome.DIVERGED:
            self.tell_trouble(DIVERGED.format(updates=self.run.place.updates))
            self._diverged = True
        else:
            self.refused.emit()

    def _forget_divergence(self) -> None:
        """Hide the banner if it tells of divergence."""
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
        """Set the document and its place; only the undo and redo of a command call this."""
        self.run.stand(document, place)
        if place is not None:
            self.ticker.forget()
            self.said.emit("")
            self._forget_divergence()
        if self.is_running and self.run.obstacle is not None:
            self._report(self.run.obstacle)
        self.document_changed.emit(document, merge_key)
        self.changed.emit()
