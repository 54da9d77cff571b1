"""Files that a person opens and exports."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.background import Background
from gui.preferences import EXPORT_FOLDER, OPEN_FOLDER, Preferences
from gui.session import Session
from model import Dataset, Weights
from model.document import with_points
from model.errors import FileError
from model.formats import (
    WEIGHTS_FORMATS,
    is_weights_file,
    read_points,
    read_weights,
    write_points,
    write_weights,
)

FURTHEST = 1e9


class Files(QObject):
    """Asks for names, and tells in the banner what cannot be opened or written and why."""

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget) -> None:
        """Dialogs belong to ``parent``."""
        super().__init__(parent)
        self._session, self._preferences, self._window = session, preferences, parent
        self._background = Background(parent)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or written."""
        return self._background.is_busy

    def finish(self) -> None:
        """Forget what is being read, and wait for its thread: the window closes."""
        self._background.cancel()
        self._background.wait()

    def open(self, name: str) -> None:
        """Open points or weights; a file that cannot be used changes nothing."""
        path = Path(name)
        self._session.tell_trouble("")  # of the file before

        def opened(content: object) -> None:
            self._take(path, content)

        self._background.do(f"Reading {path.name}…", lambda: _read(path), opened, self._refuse)

    @Slot()
    def ask_open(self) -> None:
        """Ask for points or weights to open."""
        self._ask_source("Open", "Points and weights (*.csv *.tsv *.txt *.json *.npz)")

    @Slot()
    def ask_import(self) -> None:
        """Ask for points to open."""
        self._ask_source("Import points", "Points (*.csv *.tsv *.txt)")

    @Slot()
    def ask_export(self) -> None:
        """Ask where to write the weights that are seen."""
        self._session.pause()
        weights = self._session.weights()
        forms = [(f.title, f.suffix) for f in WEIGHTS_FORMATS.values()]
        path = self._ask_target("Export weights", "weights", forms)
        if path is not None:
            self._write(path, lambda: write_weights(path, weights))

    @Slot()
    def ask_export_points(self) -> None:
        """Ask where to write the points."""
        data = self._session.document.dataset
        path = self._ask_target("Export points", "points", [("Points", ".csv")])
        if path is not None:
            self._write(path, lambda: write_points(path, data))

    def _take(self, path: Path, content: object) -> None:
        try:
            if isinstance(content, Weights):
                self._session.open_weights(path, content)
            elif isinstance(content, Dataset):
                document = with_points(self._session.document, content, path.name)
                self._session.open_points(path, document)
        except ValueError as refusal:
            self._refuse(f"{path}: {refusal}")
            return
        self._preferences.set(OPEN_FOLDER, str(path.absolute().parent))

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._session.tell_trouble(sentence)

    def _ask_source(self, title: str, wanted: str) -> None:
        folder = self._preferences.get(OPEN_FOLDER)
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, folder, f"{wanted};;All files (*)"
        )
        if name:
            self.open(name)

    def _ask_target(self, title: str, name: str, forms: Sequence[tuple[str, str]]) -> Path | None:
        """Ask for a file to write, in one of ``forms`` (title, suffix); None if there is none."""
        dialog = QFileDialog(self._window, title, self._preferences.get(EXPORT_FOLDER))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {f"{form} (*{suffix})": suffix for form, suffix in forms}
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(forms[0][1])

        def follow(chosen: str) -> None:
            dialog.setDefaultSuffix(filters[chosen])

        dialog.filterSelected.connect(follow)
        # Qt asks about the file that is marked in its list, not about the one whose name is typed.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "Folder:")
        dialog.selectFile(name)
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

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        def written(_: object) -> None:
            self._preferences.set(EXPORT_FOLDER, str(path.absolute().parent))
            self._session.tell_trouble("")
            self._session.said.emit(f"Written to {path}")

        self._background.do(f"Writing {path.name}…", write, written, self._refuse, can_cancel=False)


def _read(path: Path) -> Weights | Dataset:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise FileError(f"{path} is a pipe or a device, which may never end: open a file")
    if is_weights_file(path):
        return read_weights(path)
    data = read_points(path)
    _refuse_unshowable(path, data)
    return data


def _refuse_unshowable(path: Path, data: Dataset) -> None:
    """Refuse points that the plane cannot show, and say what can be done with them."""
    if data.features != 2 or data.classes != 2:
        raise FileError(
            f"{path}, its last column taken for the label, has {data.features} features and "
            f"{data.classes} classes, but the plane shows points of 2 features and 2 classes: "
            "train on it with python -m model train, where --label and --features choose columns"
        )
    if len(data) and np.abs(data.x).max() > FURTHEST:
        raise FileError(
            f"{path} has a coordinate beyond ±1e9, further than the plane reaches: scale the "
            "column, or train on it with python -m model train"
        )
