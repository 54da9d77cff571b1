"""The one Qt object that takes edits and owns the undo stack."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from gui.session.commands import EditCommand
from gui.session.intents import Intent
from gui.session.pacing import Pacing
from gui.session.ticker import FRAME_SECONDS, TRAINING_SECONDS, Ticker
from model import Document, Outcome, Place, Run, Weights
from model.arrays import Floats
from model.evaluation.held_back import held_back
from model.run.document import carries, restarts
from model.run.edits import with_new_start, with_weights
from model.run.fitting import misfit
from model.run.history import BUDGET
from model.run.run import Standing
from model.run.travel import EPOCH, MISTAKE, UPDATE
from model.run.until import Until, Watch
from model.words import number_of

Result = TypeVar("Result")
DIVERGED = (
    "Training diverged: the numbers grew beyond all bounds. Paused at the last finite update, "
    "{updates}. Try a smaller learning rate, then Restart."
)
STOPS = {Outcome.DIVERGED: "diverged", Outcome.CONVERGED: "converged"}


class Session(QObject):
    """Takes every edit of a document, and runs and pauses its training.

    Signals:
        document_changed(Document, Hashable): the document, and the merge key of the edit that was
            done, None after an undo.
        changed(): there is something new to show.
        edited(): an edit was done, undone or done again.
        running_changed(bool): whether training runs.
        restarted(str): training started afresh, and why.
        refused(): training cannot start or go on, for a reason that is found in every snapshot.
        until_changed(Until | None): training is to end at another condition.
        stopped(str): training ended as it was asked to, and why.
        said(str): a message for the status bar.
        troubled(str): a sentence for the banner, empty when the trouble is over.
    """

    document_changed = Signal(object, object)
    changed = Signal()
    edited = Signal()
    running_changed = Signal(bool)
    restarted = Signal(str)
    refused = Signal()
    until_changed = Signal(object)
    stopped = Signal(str)
    said = Signal(str)
    troubled = Signal(str)

    def __init__(
        self, document: Document, parent: QObject | None = None, budget: int = BUDGET
    ) -> None:
        """Stand at the start of ``document``, paused; ``budget`` is the bytes of its history."""
        super().__init__(parent)
        self.run = Run(document, budget)
        self.pacing = Pacing(self.run, self)
        self.until: Until | None = None
        self._watch: Watch | None = None
        self._diverged = self._is_held = self._is_hidden = False
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
        if carried is None and restarts(before, after):
            self._restart(intent.text, after, intent.merge_key)
        else:
            self._edit(intent.text, after, carried, intent.merge_key)

    def open_points(self, path: Path, document: Document) -> None:
        """Replace the document by one with the points in ``path``; training starts afresh."""
        self.pause()
        self._restart(f"Open {path.name}", document)
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
        self._restart(f"Open {path.name}", document)
        if reason and len(document.dataset):
            points = number_of(len(document.dataset), "point")
            self.said.emit(f"{path.name} came with {points} of its own: {reason}")
        elif reason:
            self.said.emit(f"{path.name} holds no points, so the plane is empty: {reason}")

    @Slot()
    def restart(self) -> None:
        """Start training afresh from the same start."""
        self._restart("Restart", self.document)

    @Slot()
    def new_start(self) -> None:
        """Start training afresh from other random weights."""
        self._restart("New start", with_new_start(self.document))

    def set_theta(self, text: str, theta: Floats, merge_key: Hashable = None) -> str:
        """Set the weights by hand; before the first update they are the new start.

        Training goes on from them with the optimizer's moments at 0.

        Returns:
            Why the weights were refused, which is also said and changes nothing, or "".
        """
        if np.array_equal(theta, self.place.theta):
            return ""
        try:
            document, place = self.run.with_theta(theta)
        except ValueError as refusal:
            self.said.emit(f"{text}: {refusal}")
            return str(refusal)
        self.said.emit("")
        self._edit(text, document, place, merge_key)
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
        self._watch = None if self.until is None else Watch(self.until)
        run = self.run
        if self._watch and (why := self._watch.first_look(run.place, run.measured, run.upcoming)):
            self._stop_at(why)
            return
        self.said.emit("")
        self._forget_divergence()
        self.branch()
        self.pacing.begin()
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
        self.train_by(UPDATE)

    @Slot()
    def step_epoch(self) -> None:
        """Train to the end of this epoch."""
        self.train_by(EPOCH)

    @Slot()
    def step_mistake(self) -> None:
        """Go on to the next update that changes the weights, and make it at the next call."""
        self.train_by(MISTAKE)

    def train_by(self, unit: str) -> None:
        """Train by one update, to the end of this epoch, or to the next mistake."""
        run = self.run
        self.pause()
        if run.obstacle is None:
            self.branch()
        outcome = {UPDATE: self._update, EPOCH: run.finish_epoch, MISTAKE: run.step_to_change}[
            unit
        ]()
        self._forget_divergence()
        if outcome is Outcome.TRAINED:
            self.said.emit("")  # the message was about other weights
        self._report(outcome)
        self.changed.emit()

    def _update(self) -> Outcome:
        return self.run.advance(1)

    @Slot()
    def clear_earlier(self) -> None:
        """Forget the curves of earlier runs."""
        self.run.clear_earlier()
        self.changed.emit()

    def visit(self, go: Callable[[], Result]) -> Result:
        """Let the run stand elsewhere in its history, and show it there."""
        before = self.document
        result = go()
        self.said.emit("")
        self._forget_divergence()
        if self.document is not before:
            self.document_changed.emit(self.document, None)
        self.changed.emit()
        return result

    def set_until(self, until: Until | None) -> None:
        """Train until a condition holds, or for None until paused."""
        self.until = until
        self._watch = Watch(until) if until is not None and self.is_running else None
        self.until_changed.emit(until)

    def hide(self, is_hidden: bool, trains: bool) -> None:
        """Show nothing while the window is hidden, and train on only if ``trains``."""
        was_hidden, self._is_hidden = self._is_hidden, is_hidden
        self.ticker.suspend(is_hidden and not trains)
        if was_hidden and not is_hidden:
            self.changed.emit()

    def tick(self, seconds: float = FRAME_SECONDS) -> None:
        """Do one frame, ``seconds`` after the last: train, then announce the change."""
        if self._is_held:
            return
        due = self.pacing.due(seconds)
        if not due:
            return
        try:
            outcome, why = self.run.run_for(TRAINING_SECONDS, due, self._watch)
        except Exception:
            self._stop()  # report a fault once, not at every frame
            raise
        self._report(outcome)
        self.ticker.note(self.run.epochs)
        if why:
            self._stop_at(why)
        elif not self._is_hidden:
            self.changed.emit()

    def branch(self) -> None:
        """Make the past place where the run stands its end; Undo brings back what is dropped."""
        if self.run.is_past:
            self._branch()

    def _branch(self) -> None:
        first, last = self.run.moment.updates, self.run.history.last.updates
        text = f"Run on from update {first}"
        self.undo_stack.push(EditCommand(self, text, self.run.branch, moves=True))
        if last > first:
            gone = number_of(last - first, "update")
            self.said.emit(f"{gone} dropped, kept as a grey curve: Undo brings them back")

    def tell_trouble(self, sentence: str) -> None:
        """Show a sentence in the banner; an empty one hides it."""
        self._diverged = False
        self.troubled.emit(sentence)

    def _stop(self) -> None:
        if self.is_running:
            self.ticker.stop()
            self.running_changed.emit(False)

    def _stop_at(self, why: str) -> None:
        """Stop since the condition that was chosen holds."""
        self._stop()
        self.run.note_stop(why)
        self.stopped.emit(why)
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
        if outcome in STOPS:
            self.run.note_stop(STOPS[outcome])

    def _forget_divergence(self) -> None:
        """Hide the banner if it tells of divergence."""
        if self._diverged:
            self.tell_trouble("")

    def _restart(self, text: str, after: Document, merge_key: Hashable = None) -> None:
        """Start another document afresh; points that are loaded bring their pace."""
        before = self.document
        are_others = before.loads != after.loads

        def start() -> None:
            self.run.restart(after, text)
            self._settle()

        self.undo_stack.push(EditCommand(self, text, start, moves=True, merge_key=merge_key))
        is_another = before.classifier_name != after.classifier_name
        if are_others or (is_another and not self.pacing.is_own):
            self.pacing.suit()
        self.restarted.emit(text)

    def _edit(
        self, text: str, after: Document, place: Place | None, merge_key: Hashable = None
    ) -> None:
        """Go on with another document, at a place or from the weights there are."""
        moves = place is not None or self.run.is_past

        def edit() -> None:
            self.run.stand(after, place, text)
            if place is not None:
                self._settle()

        self.undo_stack.push(EditCommand(self, text, edit, moves, merge_key))

    # What commands do.

    @property
    def standing(self) -> Standing:
        """Where the run stands."""
        return self.run.standing

    def go_to_last(self) -> None:
        """Stand at the end of the history."""
        self.run.go_to_last()

    def stand(self, document: Document, text: str = "") -> None:
        """Go on with another document, from the weights there are."""
        self.run.stand(document, None, text)

    def return_to(self, standing: Standing) -> None:
        """Stand where the run once stood."""
        self.run.return_to(standing)
        self._settle()

    def _settle(self) -> None:
        """Forget what was about another place."""
        self.ticker.forget()
        self.said.emit("")
        self._forget_divergence()

    def announce(self, merge_key: Hashable = None) -> None:
        """Show the document and the place where the run stands, after an edit."""
        if self.is_running and self.run.obstacle is not None:
            self._report(self.run.obstacle)
        self.edited.emit()
        self.document_changed.emit(self.document, merge_key)
        self.changed.emit()
