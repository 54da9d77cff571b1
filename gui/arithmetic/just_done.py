"""What the last step did: old and new numbers, and what it waits for."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gui.controls.buttons import push_button
from gui.controls.paragraph import Paragraph
from gui.look.number_text import SPACE
from gui.look.step_text import step_sentences
from gui.look.theme import Theme
from model import Snapshot

DONE, WAITING = "JUST DONE", "STOPPED BEFORE A MISTAKE"
JOINED = "\N{WORD JOINER}"  # no line breaks inside a symbol such as w⁽¹⁾₃₂
PAIR = re.compile(r"(\S+) (\S+) → (\S+)")  # a symbol with its old and its new value, kept together


class JustDone(QFrame):
    """A card that is shown from a step to the next; hidden while there is nothing to say.

    Signals:
        asked(): explain the update that was made.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("justDone")
        self.setAccessibleName("Just done")
        self._title, self._said = Paragraph(), Paragraph()
        self._explain = push_button("Explain it", "Show the arithmetic of the update just made")
        self._explain.clicked.connect(self.asked)
        self._title.setProperty("heading", True)
        self._layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._explain, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(head)
        self._layout.addWidget(self._said)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._layout.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        self._layout.setSpacing(theme.px(2))
        self._title.setFont(theme.font(11, bold=True))
        self._said.setFont(theme.font(12))

    def offer(self, offered: bool) -> None:
        """Offer to explain the update, or do not."""
        self._explain.setVisible(offered)

    def show_snapshot(self, snapshot: Snapshot, is_raw: bool = False) -> None:
        """Say what the step to this snapshot did, in the weights of scaled or of raw inputs."""
        self._title.say(DONE if snapshot.step.made is not None else WAITING)
        update = snapshot.place.updates + 1
        text = "\n".join(step_sentences(snapshot.document, snapshot.step, update, is_raw))
        kept = PAIR.sub(r"\1~\2~→~\3".replace("~", SPACE), text)
        self._said.say(kept.replace("⁾", f"⁾{JOINED}"))
        self.setVisible(bool(text))
