"""Buttons that walk through the phases of an update."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.controls.buttons import tool_button
from gui.controls.tips import disable
from gui.look.theme import Theme
from model.expressions import Phase

ALL = "all phases"


class PhaseWalk(QWidget):
    """Emits ``walked(Phase | None)``; None, before the first phase, stands for all of them."""

    walked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._phases: tuple[Phase, ...] = ()
        self.phase: Phase | None = None
        self._back = tool_button("◂", "Walk back to the previous phase", "Previous phase", "walk")
        self._on = tool_button(
            "▸", "Walk on to the next phase of this update", "Next phase", "walk"
        )
        self._label = QLabel(ALL)
        self._label.setProperty("quiet", True)
        self._back.clicked.connect(self._walk_back)
        self._on.clicked.connect(self._walk_on)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._back, self._on, self._label):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self._enable()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._layout.setSpacing(theme.px(6))
        self._label.setFont(theme.font(12))

    def offer(self, phases: tuple[Phase, ...]) -> None:
        """Walk through these phases; hide without any, and leave a phase that is gone."""
        self.setVisible(bool(phases))
        if phases != self._phases:
            self._phases = phases
            if self.phase not in phases:
                self.go_to(None)
            self._enable()

    def go_to(self, phase: Phase | None) -> None:
        """Walk to a phase."""
        if phase != self.phase:
            self.phase = phase
            self._enable()
            self.walked.emit(phase)

    @property
    def _place(self) -> int:
        """The number of phases walked so far."""
        return 0 if self.phase is None else self._phases.index(self.phase) + 1

    @Slot()
    def _walk_back(self) -> None:
        place = self._place
        self.go_to(self._phases[place - 2] if place > 1 else None)

    @Slot()
    def _walk_on(self) -> None:
        self.go_to(self._phases[self._place])

    def _enable(self) -> None:
        place, count = self._place, len(self._phases)
        disable(self._back, "" if place > 0 else "All phases are shown: there is none before")
        disable(self._on, "" if place < count else "This is the last phase of the update")
        self._label.setText(f"{place} of {count} · {self.phase.value}" if self.phase else ALL)
