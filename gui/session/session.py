"""The one Qt object that owns document, trainer and undo stack."""

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from gui.session.commands import EditCommand
from gui.session.intents import Intent
from gui.session.ticker import TRAINING_SECONDS, Ticker
from model import Document, Outcome, Place, Snapshot, Trainer, Weights, snapshot, weights_of
from model.arrays import Floats
from model.plane.field import Grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.run.document import Start, restarts
from model.run.edits import with_new_start, with_weights
from model.run.measure import is_finite
from model.snapshot import Wanted

DIVERGED = (
    "Training diverged: the numbers grew beyond all bounds. Paused at the last finite update, "
    "{updates}. Try a smaller learning rate, then Restart."
)
CONVERGED = "The perceptron made a whole epoch without a mistake: it has converged"
NO_POINTS = "There are no points to learn from: click the plane to place some"


class Session(QObject):
    """Everything a person does goes through here, and every frame comes from here.

    Signals: ``document_changed(Document)``, ``snapshot_changed(Snapshot)``,
    ``running_changed(bool)``, ``restarted(str)`` with the reason, ``said(str)`` for the status bar,
    ``troubled(str)`` for the banner, empty when the trouble is over.
    """

    document_changed = Signal(object)
    snapshot_changed = Signal(object)
    running_changed = Signal(bool)
    restarted = Signal(str)
    said = Signal(str)
    troubled = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        """Stand at the start of ``document``, paused."""
        super().__init__(parent)
        self._trainer = Trainer(document)
        self._grid: Grid | None = None
        self._slice = _middle(document)
        self._wanted = Wanted()
        self._diverged, self._is_held = False, False
        self._is_showing, self._is_outdated = False, False
        self.undo_stack = QUndoStack(self)
        self.ticker = Ticker(self)
        self.ticker.ticked.connect(self.tick)

    @property
    def document(self) -> Document:
        """What is being edited and trained."""
        return self._trainer.document

    @property
    def place(self) -> Place:
        """Where training stands."""
        return self._trainer.place

    @property
    def is_running(self) -> bool:
        """Whether training runs."""
        return self.ticker.is_running

    def snapshot(self) -> Snapshot:
        """What there is to see now."""
        return snapshot(self._trainer, self._grid, self._slice, self._wanted)

    def weights(self) -> Weights:
        """What an export of this moment holds."""
        return weights_of(self.document, self.place)

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

    def set_theta(self, text: str, theta: Floats, merge_key: Hashable = None) -> None:
        """Make these the weights, set by hand: the start if nothing was trained yet, else now.

        Training goes on from them, with what the optimizer remembers set to 0. Weights that give a
        loss, a score or a weight in raw units that is not finite are refused, and nothing changes.
        """
        document, place = self.document, self.place
        if np.array_equal(theta, place.theta):
            return
        self._trainer.set_theta(theta)
        measured, there = self._trainer.measured, self._trainer.place
        self._trainer.go_to(place)
        if not is_finite(document, theta, measured):
            self.said.emit(f"{text}: the numbers would grow beyond all bounds; type a smaller one")
            return
        after = document
        if place.updates == 0:
            after = replace(document, start=Start(theta=tuple(theta.tolist())))
        self.said.emit("")
        command = EditCommand(self, text, (document, place), (after, there), merge_key)
        self.undo_stack.push(command)

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
            self.run()

    @Slot()
    def run(self) -> None:
        """Train until paused."""
        if not len(self.document.dataset):
            self.said.emit(NO_POINTS)
        elif self.document.classifier.why_untrainable:
            self.said.emit(self.document.classifier.why_untrainable)
        elif not self.is_running:
            self.said.emit("")
            self._forget_divergence()
            self.ticker.start()
            self.running_changed.emit(True)

    @Slot()
    def pause(self) -> None:
        """Stop training."""
        if self.is_running:
            self._stop()
            self.refresh()

    @Slot()
    def step_update(self) -> None:
        """Make one update."""
        self.pause()
        self._finish_step(self._trainer.advance(1))

    @Slot()
    def step_epoch(self) -> None:
        """Train to the end of this epoch."""
        self.pause()
        self._finish_step(self._trainer.finish_epoch())

    @Slot()
    def step_mistake(self) -> None:
        """Train up to and including the next update that changes the weights."""
        self.pause()
        self._finish_step(self._trainer.advance_to_change())

    @Slot()
    def tick(self) -> None:
        """One frame: train for a slice of time, then show where it led."""
        if self._is_held:
            return
        try:
            self._heed(self._trainer.run_for(TRAINING_SECONDS))
        except Exception:
            self._stop()  # a fault is told once, not at every frame
            raise
        place = self._trainer.place
        self.ticker.note(place.epoch + place.position / max(self._trainer.updates_per_epoch, 1))
        self.refresh()

    def tell_trouble(self, sentence: str) -> None:
        """Show a sentence in the banner in place of what is there; an empty one puts it away."""
        self._diverged = False
        self.troubled.emit(sentence)

    def look_at(self, grid: Grid) -> None:
        """Say which part of the plane is visible, and how finely it is to be coloured."""
        self._grid = grid
        self.refresh()

    def show_slice(self, shown: Slice) -> None:
        """Say which features the plane shows, and where the others are fixed."""
        self._slice = shown
        self.refresh()

    def show_units(self, side: int) -> None:
        """Say how many cells wide and high the pictures of units are; 0 while none is visible."""
        self._wanted = replace(self._wanted, side=side)
        self.refresh()

    def show_upcoming(self, wanted: bool) -> None:
        """Say whether the points of the next update are looked at."""
        self._wanted = replace(self._wanted, upcoming=wanted)
        self.refresh()

    def focus_on(self, unit: UnitId | None) -> None:
        """Say which unit fills the plane."""
        self._wanted = replace(self._wanted, unit=unit)
        self.refresh()

    def refresh(self) -> None:
        """Show where things stand; asked for by a view that is being shown it, once more after."""
        self._is_outdated = True
        if self._is_showing:
            return  # else views that come later would be left with the older snapshot
        self._is_showing = True
        try:
            while self._is_outdated:
                self._is_outdated = False
                self.snapshot_changed.emit(self.snapshot())
        finally:
            self._is_showing = False

    def _stop(self) -> None:
        if self.is_running:
            self.ticker.stop()
            self.running_changed.emit(False)

    def _finish_step(self, outcome: Outcome) -> None:
        self._forget_divergence()
        if outcome is Outcome.TRAINED:
            self.said.emit("")  # what was said of other weights
        self._heed(outcome)
        self.refresh()

    def _heed(self, outcome: Outcome) -> None:
        if outcome is Outcome.TRAINED:
            return
        self._stop()
        if outcome is Outcome.DIVERGED:
            self.tell_trouble(DIVERGED.format(updates=self._trainer.place.updates))
            self._diverged = True
        elif outcome is Outcome.UNTRAINABLE:
            self.said.emit(self.document.classifier.why_untrainable)
        else:
            self.said.emit(CONVERGED if outcome is Outcome.CONVERGED else NO_POINTS)

    def _forget_divergence(self) -> None:
        """Put that banner away, and no other."""
        if self._diverged:
            self.tell_trouble("")

    def _push(
        self, text: str, after: Document, restart: bool = False, merge_key: object = None
    ) -> None:
        before = (self.document, self.place if restart else None)
        start = Trainer(after).place if restart else None
        self.undo_stack.push(EditCommand(self, text, before, (after, start), merge_key))
        if restart:
            self.restarted.emit(text)

    def stand(self, document: Document, place: Place | None) -> None:
        """Make this the document; a command's undo and redo, and nothing else, call it."""
        if _are_elsewhere(self.document, document):
            self._slice = _middle(document)
        self._trainer.rebase(document)
        if place is not None:
            self._trainer.go_to(place)
            self.ticker.forget()
            self.said.emit("")
            self._forget_divergence()
        if self.is_running and not len(document.dataset):
            self._stop()
            self.said.emit(NO_POINTS)
        elif self.is_running and document.classifier.why_untrainable:
            self._stop()
            self.said.emit(document.classifier.why_untrainable)
        self.document_changed.emit(document)
        self.refresh()


def _middle(document: Document) -> Slice:
    return middle_slice(document.dataset)


def _are_elsewhere(before: Document, after: Document) -> bool:
    """Whether there are other features, or other points than the same preset made once more."""
    if before.dataset.feature_names != after.dataset.feature_names:
        return True
    there, here = (made.preset if (made := d.generated) else "" for d in (before, after))
    return before.loads != after.loads and (not here or here != there)
