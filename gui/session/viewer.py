"""A run as one plane sees it."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from gui.session.session import Session
from model import Camera, Document, Place, Snapshot, Wishes, snapshot
from model.plane.field import Grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.snapshot import joined


class Wishing(Protocol):
    """A view that wishes snapshots to hold more than they do for everyone."""

    wishes: Wishes

    @property
    def wishes_changed(self) -> SignalInstance:
        """Emitted when ``wishes`` are others."""


class Viewer(QObject):
    """Holds the camera of one plane, knows its views, and takes the snapshots that they show.

    Emits ``snapshot_changed(Snapshot)`` whenever there is something else to see. Several viewers
    may look at the same session, each at the place where it stands or at an earlier one.
    """

    snapshot_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Look at where ``session`` stands, at the middle of its points."""
        super().__init__(parent)
        self._session = session
        self._document = session.document  # which the camera looks at
        self._camera = Camera(slice=middle_slice(self._document.dataset))
        self._past: tuple[Document, Place] | None = None
        self._views: list[Wishing] = []
        self._before: Snapshot | None = None
        self._is_showing, self._is_outdated = False, False
        session.changed.connect(self._follow)

    def heed(self, view: Wishing) -> None:
        """Fulfil the wishes of a view from now on."""
        self._views.append(view)
        view.wishes_changed.connect(self.refresh)

    def snapshot(self) -> Snapshot:
        """Return what there is to see now."""
        run = self._session.run
        document, place = self._past or (run.document, run.place)
        self._camera = self._camera.followed(self._document, document)
        self._document = document
        self._before = snapshot(
            document,
            place,
            self._camera,
            joined(view.wishes for view in self._views),
            self._before,
            None if self._past else run.measured,
        )
        return self._before

    # What the camera looks at.

    @Slot(object)
    def look_at(self, grid: Grid) -> None:
        """Look at this part of the plane, as finely as its cells are."""
        self._turn(replace(self._camera, grid=grid))

    @Slot(object)
    def show_slice(self, shown: Slice) -> None:
        """Show these features, with the others fixed."""
        self._turn(replace(self._camera, slice=shown))

    @Slot(object)
    def focus_on(self, unit: UnitId | None) -> None:
        """Fill the plane with this unit, or with the classifier as a whole."""
        self._turn(replace(self._camera, unit=unit))

    def _turn(self, camera: Camera) -> None:
        self._camera = camera
        self.refresh()

    # Which place is shown.

    def show_place(self, document: Document, place: Place) -> None:
        """Show a place in the training of ``document``, whatever happens to the run."""
        self._past = (document, place)
        self.refresh()

    def show_now(self) -> None:
        """Show where the run stands, now and from now on."""
        self._past = None
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        if self._past is None:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show where things stand.

        Where a view asks for it while it is shown a snapshot, another one follows: views that come
        later in turn must not be left with the older one.
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
