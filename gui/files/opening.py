"""Opening and exporting files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.files.background import Background
from gui.files.import_dialog import ImportDialog
from gui.look.choice import Look
from gui.look.preferences import EXPORT_FOLDER, OPEN_FOLDER, Preferences
from gui.session.session import Session
from model import Dataset, Document, Weights
from model.arrays import Floats
from model.errors import FileError
from model.formats import (
    WEIGHTS_FORMATS,
    is_weights_file,
    read_table,
    read_weights,
    write_points,
    write_weights,
)
from model.run.edits import with_points
from model.tables.choices import Choices, points_of
from model.tables.proposal import proposal
from model.tables.survey import Survey, survey


class Files(QObject):
    """Asks for file names, opens and writes files, and shows in the banner why one fails."""

    def __init__(
        self, session: Session, preferences: Preferences, look: Look, parent: QWidget
    ) -> None:
        """Make ``parent`` the window of all dialogs."""
        super().__init__(parent)
        self._session, self._preferences = session, preferences
        self._look, self._window = look, parent
        self.background = Background(parent)
        self._dialog: ImportDialog | None = None
        self._sources = dict[tuple[int, str], Path]()
        self._exported_points: Dataset | None = None
        self._exported_theta: Floats | None = None
        self._points_from: Path | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or written."""
        return self.background.is_busy

    @property
    def has_unsaved_points(self) -> bool:
        """Whether points were placed or edited since they were opened or exported."""
        document, exported = self._session.document, self._exported_points
        if not document.has_edited_points:
            return False
        return exported is None or not document.dataset.holds_same_points(exported)

    @property
    def has_unsaved_weights(self) -> bool:
        """Whether weights were trained or set since they were opened or exported."""
        theta, exported = self._session.place.theta, self._exported_theta
        if np.array_equal(theta, self._session.document.start_theta()):
            return False
        return exported is None or not np.array_equal(theta, exported)

    def finish(self) -> None:
        """Abandon what is being read and wait for its thread, before the window closes."""
        self._close_dialog()
        self.background.cancel()
        self.background.wait()

    def open(self, name: str) -> None:
        """Open points or weights; ask only where how to read the points is unclear.

        A file that cannot be used changes nothing.
        """
        self._open(Path(name), asks=False)

    def open_dropped(self, names: Sequence[str]) -> None:
        """Open the file that was dropped; of several none, since one is open at a time.

        The name of what is not a file on this computer is empty.
        """
        if len(names) > 1:
            self._refuse(
                f"{len(names)} files were dropped at once, and one is open at a time: drop one, "
                "points before the weights that go with them"
            )
        elif not all(names):
            self._refuse("What was dropped is not a file on this computer: save it, then open it")
        else:
            self.open(names[0])

    def _open(self, path: Path, asks: bool) -> None:
        self._close_dialog()
        self._session.tell_trouble("")  # about the previous file

        def opened(content: object) -> None:
            self._take(path, content)

        self.background.do(f"Reading {path.name}…", lambda: _read(path, asks), opened, self._refuse)

    @Slot()
    def ask_open(self) -> None:
        """Ask for points or weights to open."""
        path = self._ask_source("Open", "Points and weights (*.csv *.tsv *.txt *.json *.npz)")
        if path is not None:
            self._open(path, asks=False)

    @Slot()
    def import_again(self) -> None:
        """Ask how to read the file that the points came from, and read it anew."""
        path = self._points_from
        if path is not None and path.name == self._session.document.origin:
            self._open(path, asks=True)
        else:
            self._session.said.emit("These points came from no file: open one first")

    @Slot()
    def ask_export(self) -> None:
        """Ask where to write the weights now shown."""
        self.export()

    @Slot()
    def ask_export_points(self) -> None:
        """Ask where to write the points."""
        self.export_points()

    def export(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask where to write the weights now shown; call ``then`` when they are written."""
        self._session.pause()
        weights, theta = self._session.run.weights(), self._session.place.theta
        forms = [(f.title, f.suffix) for f in WEIGHTS_FORMATS.values()]
        path = self._ask_target("Export weights", "weights", forms)

        def written() -> None:
            self._exported_theta = theta
            then()

        if path is not None:
            self.write(path, lambda: write_weights(path, weights), written)

    def export_points(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask where to write the points; call ``then`` when they are written."""
        data = self._session.document.dataset
        path = self._ask_target("Export points", "points", [("Points", ".csv")])

        def written() -> None:
            self._exported_points = data
            then()

        if path is not None:
            self.write(path, lambda: write_points(path, data), written)

    def _take(self, path: Path, content: object) -> None:
        if isinstance(content, Survey):
            self._ask_parts(path, content)
            return
        try:
            if isinstance(content, Weights):
                self._session.open_weights(path, content)
            elif isinstance(content, Dataset):
                document = with_points(self._session.document, content, path.name)
                self._points_from = path
                self._session.open_points(path, document)
        except ValueError as refusal:
            self._refuse(f"{path}: {refusal}")
            return
        self._remember(path)

    def _remember(self, path: Path) -> None:
        if self._session.document.origin == path.name:  # else weights were taken onto the points
            self._sources[self._key] = path.absolute()
        self._preferences.set(OPEN_FOLDER, str(path.absolute().parent))

    def _ask_parts(self, path: Path, found: Survey) -> None:
        """Ask how to read a table, then read its points."""
        before = self._session.document  # the dialog is modal: no edit can come between
        share = before.test_share
        dialog = ImportDialog(found, path.name, self._look.theme, self._window, share)

        def chosen(choices: Choices, scaled: bool) -> None:
            def work() -> Document:
                return with_points(before, points_of(found.table, choices), path.name, scaled)

            text = f"Reading {path.name}…"
            self.background.do(text, work, taken, dialog.refuse, over=dialog)

        def taken(document: object) -> None:
            assert isinstance(document, Document)
            dialog.accept()
            self._points_from = path
            self._session.open_points(path, document)
            self._remember(path)

        dialog.chosen.connect(chosen)
        dialog.finished.connect(self._forget_dialog)
        self._look.changed.connect(dialog.apply_theme)
        self._dialog = dialog
        dialog.open()

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    @Slot()
    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self.background.cancel()
            self._dialog.deleteLater()
            self._dialog = None

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._session.tell_trouble(sentence)

    def _ask_source(self, title: str, wanted: str) -> Path | None:
        folder = self._preferences.get(OPEN_FOLDER)
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, folder, f"{wanted};;All files (*)"
        )
        return Path(name) if name else None

    @property
    def _key(self) -> tuple[int, str]:
        """What tells the points now open from others that were or will be."""
        document = self._session.document
        return document.loads, document.origin

    def _suggested(self, what: str, suffix: str) -> Path:
        """Return where to write ``what``: beside the file of the points, under its name."""
        source = self._sources.get(self._key)
        if source is not None and source.parent.is_dir():
            # Points do not take the very name of the file that they came from.
            return source.with_name(source.stem + "-points" * (what == "points") + suffix)
        return Path(self._preferences.get(EXPORT_FOLDER)) / f"{what}{suffix}"

    def _ask_target(self, title: str, what: str, forms: Sequence[tuple[str, str]]) -> Path | None:
        """Ask for a file to write, in one of ``forms`` (title, suffix); None if cancelled."""
        suggested = self._suggested(what, forms[0][1])
        dialog = QFileDialog(self._window, title, str(suggested.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {f"{form} (*{suffix})": suffix for form, suffix in forms}
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(forms[0][1])

        def follow(chosen: str) -> None:
            dialog.setDefaultSuffix(filters[chosen])

        dialog.filterSelected.connect(follow)
        # Qt asks about the file selected in its list, not about the one whose name is typed.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "Folder:")
        # Qt would take what follows a dot for a suffix.
        dialog.selectFile(suggested.name if "." in suggested.stem else suggested.stem)
        accepted = dialog.exec()
        dialog.deleteLater()
        path = Path(dialog.selectedFiles()[0]) if accepted else None
        return path if path is None or not path.exists() or self._may_replace(path) else None

    def _may_replace(self, path: Path) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Replace the file?",
            f"{path.name} is already there. Replace it?",
            buttons.Yes | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Yes

    def write(
        self, path: Path, write: Callable[[], None], then: Callable[[], object] = lambda: None
    ) -> None:
        """Call ``write`` in a thread, then say that ``path`` is written, or why it cannot be.

        Call ``then`` when it is.
        """

        def written(_: object) -> None:
            self._preferences.set(EXPORT_FOLDER, str(path.absolute().parent))
            self._session.tell_trouble("")
            self._session.said.emit(f"Written to {path}")
            then()

        self.background.do(f"Writing {path.name}…", write, written, self._refuse, can_cancel=False)


def _read(path: Path, asks: bool) -> Weights | Dataset | Survey:
    """Read a file: weights, points, or a survey of points that the person is to be asked about."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise FileError(f"{path} is a pipe or a device, which may never end: open a file")
    if is_weights_file(path):
        return read_weights(path)
    found = survey(replace(read_table(path), source=path.name))
    proposed = proposal(found)
    if asks or not proposed.is_plain:
        return found
    return points_of(found.table, proposed.choices)
