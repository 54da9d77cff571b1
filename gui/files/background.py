"""Work that takes longer than a frame, done in a thread that can be abandoned."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

PATIENCE_MS = 500  # before progress is shown

Work = Callable[[], object]


class _Thread(QThread):
    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.result: object = None
        self.refusal = ""
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self._work()
        except ValueError as refusal:
            self.refusal = str(refusal)
        except MemoryError:
            self.refusal = "There is not enough memory for this: use a smaller file"
        except Exception as fault:
            self.fault = fault


class Background(QObject):
    """Does one piece of work at a time; a new one replaces the one before."""

    def __init__(self, window: QWidget) -> None:
        """Belong to ``window``, over which progress is shown."""
        super().__init__(window)
        self._window = window
        self._thread: _Thread | None = None
        self._progress: QProgressDialog | None = None
        self._then: Callable[[object], None] | None = None
        self._refused: Callable[[str], None] | None = None
        self._text, self._can_cancel = "", True

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._thread is not None

    def do(
        self,
        text: str,
        work: Work,
        then: Callable[[object], None],
        refused: Callable[[str], None],
        can_cancel: bool = True,
        over: QWidget | None = None,
    ) -> None:
        """Do ``work`` in a thread, then call ``then`` or ``refused``.

        Args:
            text: What is being done, as the progress dialog says it.
            work: What to do; it must not touch widgets.
            then: Called with what ``work`` returned.
            refused: Called with the sentence of the ValueError that ``work`` raised, or with why
                the work cannot be done now.
            can_cancel: Whether the person, or other work, may cancel it.
            over: The dialog over which progress is shown, the window by default.
        """
        if self._thread is not None and not self._can_cancel:
            refused(f"{self._text} Try again in a moment")
            return
        self.cancel()
        self._then, self._refused = then, refused
        self._text, self._can_cancel = text, can_cancel
        self._progress = QProgressDialog(text, "Cancel", 0, 0, over or self._window)
        if not can_cancel:
            self._progress.setCancelButton(None)
        self._progress.setWindowTitle("Dividing Line")
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        # QProgressDialog's own minimum duration has no effect without a maximum.
        QTimer.singleShot(PATIENCE_MS, self._progress, self._progress.show)
        self._progress.canceled.connect(self.cancel)
        self._thread = _Thread(work, self)
        self._thread.finished.connect(self._finish)
        self._thread.start()

    @Slot()
    def cancel(self) -> None:
        """Abandon the work: its thread ends by itself and its result is dropped."""
        self._end()

    def wait(self) -> None:
        """Block until no thread runs: a thread must not outlive its window."""
        for thread in self.findChildren(QThread):
            thread.wait()

    @Slot()
    def _finish(self) -> None:
        thread = self.sender()
        if not isinstance(thread, _Thread):
            return
        thread.deleteLater()
        if thread is not self._thread or self._then is None or self._refused is None:
            return
        then, refused = self._then, self._refused
        self._end()
        if thread.fault is not None:
            raise thread.fault  # in the GUI thread, where it can be shown
        if thread.refusal:
            refused(thread.refusal)
        else:
            then(thread.result)

    def _end(self) -> None:
        self._thread = self._then = self._refused = None
        if self._progress is not None:
            self._progress.canceled.disconnect(self.cancel)
            self._progress.close()
            self._progress.deleteLater()
            self._progress = None
