"""The pace of training, its past, and what it does while the window is hidden."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction, QWindow
from PySide6.QtWidgets import QWidget

from gui.bars.pace_control import PaceControl
from gui.controls.tips import disable
from gui.look.preferences import HIDDEN, MOTION, PACE, TIMELINE, Preferences
from gui.plane.view import PlaneView
from gui.session.motion import Motion
from gui.session.scrubber import Scrubber
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.timeline.view import Timeline
from model import Snapshot
from model.run.history import Visit
from model.run.pace import FULL, PACES, Pace
from model.run.travel import UNITS

AT_START = "This is the start of the run"
AT_NOW = "The run stands at its end"
NO_TESTS = "There are no test points: give them a share under Data"
SHOWN = (QEvent.Type.Expose, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange)


class Timing(QObject):
    """Carries out the actions that are about time.

    ``scrubber`` goes through the past, ``motion`` moves the plane between two updates.
    """

    def __init__(self, session: Session, preferences: Preferences, window: QWidget) -> None:
        """Act on ``session``, which is shown in ``window``."""
        super().__init__(window)
        self._session, self._preferences, self._window = session, preferences, window
        self.scrubber = Scrubber(session, self)
        self.motion = Motion(session, lambda: self.is_seen, self)
        self._actions: Mapping[str, QAction] = {}
        self._slow = session.pacing.pace  # to which full speed returns
        self._control: PaceControl | None = None
        self._visit: Visit | None = None

    def callbacks(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do, by their ids."""
        scrubber, back = self.scrubber, self.scrubber.step_back
        by_unit = {f"step_{unit}": partial(scrubber.step_on, unit) for unit in UNITS}
        by_unit |= {f"back_{unit}": partial(back, unit) for unit in UNITS}
        return by_unit | {
            "first": scrubber.go_to_first,
            "last": scrubber.go_to_last,
            "best": scrubber.go_to_best,
            "play_back": partial(scrubber.play, -1),
            "play_on": partial(scrubber.play, 1),
            "slower": partial(self._shift, -1),
            "faster": partial(self._shift, 1),
            "full_speed": self._toggle_full,
            "hidden": self._toggle_hidden,
            "motion": self._toggle_motion,
            "until": self._open_until,
        }

    def wire(
        self, actions: Mapping[str, QAction], control: PaceControl, timeline: Timeline
    ) -> None:
        """Connect the control of the pace and the timeline, as they were left."""
        self._actions, session = actions, self._session
        control.chosen.connect(self.choose)
        control.until_chosen.connect(session.set_until)
        session.pacing.changed.connect(control.show_pace)
        session.pacing.changed.connect(self._note_pace)
        session.until_changed.connect(control.show_until)
        self._control = control
        actions["hidden"].setChecked(self._preferences.get(HIDDEN))
        self._wire_timeline(timeline)
        control.show_pace(session.pacing.pace)
        actions["motion"].setChecked(self._preferences.get(MOTION))
        self.motion.want(actions["motion"].isChecked())

    def animate(self, viewer: Viewer, plane: PlaneView) -> None:
        """Let a plane, which shows the snapshots of a viewer already, move between them."""
        viewer.snapshot_changed.connect(self.motion.show_snapshot)
        self.motion.moved.connect(plane.show_sketch)
        plane.pressed.connect(self.motion.end)

    def _wire_timeline(self, timeline: Timeline) -> None:
        scrubber = self.scrubber
        timeline.went_to.connect(scrubber.go_to_update)
        timeline.stepped.connect(scrubber.go_by)
        timeline.asked.connect(self._go)
        timeline.played.connect(scrubber.play)
        scrubber.playing_changed.connect(timeline.show_playing)
        timeline.cleared.connect(self._session.clear_earlier)
        timeline.set_look(self._preferences.get(TIMELINE))
        timeline.look_changed.connect(partial(self._preferences.set, TIMELINE))

    @Slot(str)
    def _go(self, where: str) -> None:
        self._actions[where].trigger()

    def begin(self) -> None:
        """Train at the pace that was chosen last, or at the one that suits the points."""
        name = self._preferences.get(PACE)
        if name:
            self._session.pacing.choose(name)
        else:
            self._session.pacing.suit()

    def _open_until(self) -> None:
        if self._control is not None:
            self._control.open_until()

    @Slot(str)
    def choose(self, name: str) -> None:
        """Choose a pace, now and for the next start."""
        self._preferences.set(PACE, name)
        self._session.pacing.choose(name)

    def _shift(self, by: int) -> None:
        names = list(PACES)
        at = names.index(self._session.pacing.pace.name) + by
        self.choose(names[min(max(at, 0), len(names) - 1)])

    def _toggle_full(self) -> None:
        is_full = self._session.pacing.pace.name == FULL
        self.choose(self._slow.name if is_full else FULL)

    @Slot(object)
    def _note_pace(self, pace: Pace) -> None:
        if pace.name != FULL:
            self._slow = pace
        self._actions["full_speed"].setChecked(pace.name == FULL)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Enable what leads anywhere in time."""
        visit = snapshot.visit
        if visit is None or visit == self._visit:
            return
        self._visit = visit
        actions, history = self._actions, visit.history
        at_start = AT_START if visit.moment == history.first else ""
        for id_ in ("first", "play_back", *(f"back_{unit}" for unit in UNITS)):
            disable(actions[id_], at_start)
        for id_ in ("last", "play_on"):
            disable(actions[id_], "" if visit.is_past else AT_NOW)
        disable(actions["best"], "" if snapshot.measured.tests else NO_TESTS)

    def _toggle_hidden(self) -> None:
        self._preferences.set(HIDDEN, self._actions["hidden"].isChecked())
        self.follow_window()

    def _toggle_motion(self) -> None:
        is_wanted = self._actions["motion"].isChecked()
        self._preferences.set(MOTION, is_wanted)
        self.motion.want(is_wanted)

    def watch(self) -> None:
        """Follow whether the window is to be seen, once it has a handle."""
        handle: QWindow | None = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow whether the window is to be seen."""
        if event.type() in SHOWN:
            self.follow_window()
        return False

    def follow_window(self) -> None:
        """Suspend training while the window is hidden, unless it was asked to go on."""
        if self._window.windowHandle() is not None:
            self._session.hide(not self.is_seen, trains=self._preferences.get(HIDDEN))

    @property
    def is_seen(self) -> bool:
        """Whether the window is to be seen."""
        handle: QWindow | None = self._window.windowHandle()
        return handle is not None and handle.isExposed() and not self._window.isMinimized()
