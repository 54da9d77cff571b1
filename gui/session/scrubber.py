"""Goes through the past of a run, back and forth; trains nothing."""

from PySide6.QtCore import QObject, Signal, Slot

from gui.session.session import Session
from gui.session.ticker import FRAME_SECONDS, Ticker
from model.run.history import Moment
from model.run.pace import Metronome
from model.run.travel import MISTAKE, earlier, later

REPLAY_SECONDS = 0.010  # of each frame
WHOLE_SECONDS = 5.0  # that playing all of a history takes at full speed


class Scrubber(QObject):
    """Stands a session's run at moments of its history, ``slice_seconds`` of each frame at a time.

    Signals:
        playing_changed(int): the history is played forwards, 1, or backwards, -1; 0 for neither.
    """

    playing_changed = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Go through the history of ``session``."""
        super().__init__(parent)
        self._session = session
        self.slice_seconds = REPLAY_SECONDS
        self._target: Moment | None = None
        self._awaits = False  # a mistake is the next update at the target
        self._playing = 0
        self._metronome = Metronome()
        self._ticker = Ticker(self)
        self._ticker.ticked.connect(self.tick)
        session.running_changed.connect(self._yield)
        session.edited.connect(self._forget)

    @property
    def is_moving(self) -> bool:
        """Whether a moment is still to be reached, or the history is played."""
        return self._target is not None or self._playing != 0

    @Slot(object)
    def go_to(self, moment: Moment) -> None:
        """Show the run at a moment of its history."""
        self._session.pause()
        self._stop_playing()
        self._aim(moment)

    @Slot(int)
    def go_to_update(self, updates: int) -> None:
        """Show the run after this many updates, or the nearest there are."""
        self.go_to(self._session.run.history.nearest(updates))

    @Slot(int)
    def go_by(self, updates: int) -> None:
        """Show the run so many updates later, or earlier; one alone leads over an edit."""
        history, moment = self._session.run.history, self._session.run.moment
        self.go_to(
            history.after(moment, updates) if updates > 0 else history.before(moment, -updates)
        )

    @Slot()
    def go_to_first(self) -> None:
        """Show the beginning of the history."""
        self.go_to(self._session.run.history.first)

    @Slot()
    def go_to_last(self) -> None:
        """Show the run as it is now."""
        self.go_to(self._session.run.history.last)

    @Slot()
    def go_to_best(self) -> None:
        """Show the run where the loss of its test points was least, of all marks of its curve."""
        best = self._session.run.history.best_test()
        if best is not None:
            self.go_to_update(best.update)

    def step_back(self, unit: str) -> None:
        """Go back by one update, epoch or mistake, or to the other side of an edit."""
        self._session.pause()
        self._stop_playing()
        moment = earlier(self._session.run, unit)
        waits = unit == MISTAKE and self._session.run.declines
        self._aim(moment, awaits=waits and moment < self._session.run.history.last)

    def step_on(self, unit: str) -> None:
        """Go on by one update, epoch or mistake of the past; at its end, train."""
        session = self._session
        session.pause()
        self._stop_playing()
        if not session.run.is_past:
            session.train_by(unit)
        elif unit == MISTAKE and session.run.declines:
            session.visit(session.run.replay_to_change)
        else:
            self._aim(later(session.run, unit))

    @Slot(int)
    def play(self, direction: int) -> None:
        """Play the history backwards, -1, or forwards, 1, at the pace of training; 0 stops."""
        self._session.pause()
        self._target = None
        if direction == self._playing or self._end(direction) == self._session.run.moment:
            direction = 0
        self._playing = direction
        self._metronome.forget()
        self._tick_if_needed()
        self.playing_changed.emit(direction)

    def tick(self, seconds: float = FRAME_SECONDS) -> None:
        """Do one frame, ``seconds`` after the last: go nearer to the target, or play."""
        if self._target is None and self._playing:
            due = self._metronome.due(seconds, self._rate())
            if not due:
                return
            history, moment = self._session.run.history, self._session.run.moment
            way = history.after if self._playing > 0 else history.before
            self._target = way(moment, due)
        self._approach()
        if self._playing and self._session.run.moment == self._end(self._playing):
            self._stop_playing()

    def _rate(self) -> float:
        history = self._session.run.history
        whole = max((history.last.updates - history.first.updates) / WHOLE_SECONDS, 1.0)
        return self._session.pacing.rate or whole

    def _end(self, direction: int) -> Moment | None:
        history = self._session.run.history
        return {1: history.last, -1: history.first}.get(direction)

    def _aim(self, moment: Moment, awaits: bool = False) -> None:
        self._target, self._awaits = moment, awaits
        self._approach()

    def _approach(self) -> None:
        target, session = self._target, self._session
        if target is None:
            return
        if session.visit(lambda: session.run.approach(target, self.slice_seconds)):
            self._target = None
            if self._awaits:
                self._awaits = False
                session.visit(session.run.await_mistake)
        self._tick_if_needed()

    def _tick_if_needed(self) -> None:
        if not self.is_moving:
            self._ticker.stop()
        elif not self._ticker.is_running:
            self._ticker.start()

    def _stop_playing(self) -> None:
        if self._playing:
            self._playing = 0
            self.playing_changed.emit(0)
        self._tick_if_needed()

    @Slot(bool)
    def _yield(self, is_running: bool) -> None:
        """Let training go on from where the run stands."""
        if is_running:
            self._forget()

    @Slot()
    def _forget(self) -> None:
        """Stay where the run stands, after an edit."""
        self._target = None
        self._stop_playing()
