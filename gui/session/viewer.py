"""A run as one plane sees it."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from gui.session.session import Session
from model import Camera, Document, Place, Snapshot, Wishes, snapshot
from model.plane.field import Grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.run.last_step import NO_STEP
from model.snapshot import joined

TRAIL = 5  # boundaries of places before the last, so that movement is seen in a still picture


class Wishing(Protocol):
    """A view that wishes snapshots to hold something more."""

    wishes: Wishes

    @property
    def wishes_changed(self) -> SignalInstance:
        """Emitted when ``wishes`` has changed."""


class Viewer(QObject):
    """Holds the camera of one plane and takes the snapshots that its views show.

    Several viewers may look at the same session, each at its present place or at an earlier one.

    Signals:
        snapshot_changed(Snapshot): there is something new to show.
    """

    snapshot_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Look at the present place of ``session``, in a slice through the middle of its points."""
        super().__init__(parent)
        self._session = session
        self._document = session.document  # that the camera last followed
        self._camera = Camera(slice=middle_slice(self._document.dataset))
        self._past: tuple[Document, Place] | None = None
        self._views: list[Wishing] = []
        self._before: Snapshot | None = None
        self._is_showing, self._is_outdated = False, False
        session.changed.connect(self._follow)

    def heed(self, view: Wishing) -> None:
        """Grant the wishes of a view from now on."""
        self._views.append(view)
        view.wishes_changed.connect(self.refresh)

    def snapshot(self) -> Snapshot:
        """Return a snapshot of what there is to see now."""
        run = self._session.run
        document, place = self._past or (run.document, run.place)
        self._camera = self._camera.followed(self._document, document)
        self._document = document
        self._before = snapshot(
            document,
            place,
            self._camera,
            self._wishes(),
            self._before,
            None if self._past else run.measured,
            NO_STEP if self._past else run.step,
            None if self._past else run.visit,
        )
        return self._before

    def _wishes(self) -> Wishes:
        """Return what the views wish for, and a trail unless all goes too fast to be watched."""
        session, seen = self._session, self._before.visit if self._before is not None else None
        is_hurried = session.is_running and not session.pacing.is_watched
        is_hurried = is_hurried or (seen is not None and session.run.visit.leaps(seen))
        return replace(
            joined(view.wishes for view in self._views), trail=0 if is_hurried else TRAIL
        )

    # The camera.

    @Slot(object)
    def look_at(self, grid: Grid) -> None:
        """Compute fields on this grid, over the visible region."""
        self._set_camera(replace(self._camera, grid=grid))

    @Slot(object)
    def show_slice(self, shown: Slice) -> None:
        """Show the two features of this slice, the others fixed."""
        self._set_camera(replace(self._camera, slice=shown))

    @Slot(object)
    def focus_on(self, unit: UnitId | None) -> None:
        """Fill the plane with this unit, or with the whole classifier for None."""
        self._set_camera(replace(self._camera, unit=unit))

    def _set_camera(self, camera: Camera) -> None:
        self._camera = camera
        self.refresh()

    # The place.

    def show_place(self, document: Document, place: Place) -> None:
        """Show a place in the training of ``document``, even while the run goes on."""
        self._past = (document, place)
        self.refresh()

    def show_now(self) -> None:
        """Show the present place of the run, now and from now on."""
        self._past = None
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        if self._past is None:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Take a snapshot and emit it.

        A call from a view that is receiving a snapshot emits another one afterwards, so that no
        view is left with the older one.
        """
        self._is_outdated = True
        if self._is_showing:
            return
        self._is_showing = True
        try:
            while self._is_outdated:
                self._is_outdated = False
                self.snapshot_changed.emit(self.snapshot())
        finally:
            self._is_showing = False
