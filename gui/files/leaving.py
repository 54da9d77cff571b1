"""Asks before the window closes, where points that are in no file would be lost."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.files.opening import Files
from gui.look.number_text import grouped
from gui.session.session import Session
from model.words import number_of

Role = QMessageBox.ButtonRole


class Leaving(QObject):
    """Asks whether to export what closing would lose, to discard it, or to stay."""

    def __init__(self, session: Session, files: Files, window: QWidget) -> None:
        """Ask over ``window``, and close it once everything asked for is exported."""
        super().__init__(window)
        self._session, self._files, self._window = session, files, window
        self._goes_on = False

    def may_close(self) -> bool:
        """Return whether the window may close now; ask if that would lose points.

        Weights are asked about beside points, not for themselves: training is soon repeated.
        """
        points = self._files.has_unsaved_points
        weights = (points or self._goes_on) and self._files.has_unsaved_weights
        self._goes_on = False
        return self._ask(points, weights) if points or weights else True

    def _ask(self, points: bool, weights: bool) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Close the window?")
        box.setText(self._loss(points))
        trained = " The trained weights are in no file either." if points and weights else ""
        box.setInformativeText(f"What is not exported is lost.{trained}")
        to_points = box.addButton("Export points…", Role.AcceptRole) if points else None
        to_weights = box.addButton("Export weights…", Role.AcceptRole) if weights else None
        discard = box.addButton("Discard", Role.DestructiveRole)
        box.setDefaultButton(to_points or to_weights or discard)
        box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen is to_points:
            self._files.export_points(self._go_on)
        elif chosen is to_weights:
            self._files.export(self._go_on)
        return chosen is discard

    def _loss(self, points: bool) -> str:
        document = self._session.document
        if not points:
            return "The points are exported, the trained weights are not."
        count = number_of(len(document.dataset), "point", grouped)
        if document.as_loaded is None:
            return f"Your drawing of {count} is in no file."
        return f"Your changes to the points of {document.origin} ({count} now) are in no file."

    def _go_on(self) -> None:
        """Close the window after an export, unless more would be lost."""
        self._goes_on = True
        self._window.close()
