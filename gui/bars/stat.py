"""A large figure with a caption below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.theme import Theme


class Stat(QWidget):
    """A figure and a caption, as wide as the widest ones, so that nothing jumps."""

    def __init__(self, name: str, widest: str, words: str, widest_caption: str = "") -> None:
        """Show the caption ``name`` and the tooltip ``words``.

        ``widest`` and ``widest_caption`` are the longest texts that must fit.
        """
        super().__init__()
        self._name, self._words = name, words
        self._widest, self._widest_caption = widest, widest_caption
        self.figure, self.caption = QLabel("–"), QLabel(name)
        self.caption.setProperty("caption", True)
        self.figure.setAccessibleName(name)
        self.setToolTip(tip(words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)

    def apply_theme(self, theme: Theme, compact: bool = False, brief: bool = False) -> None:
        """Apply the fonts of ``theme`` and the width that follows from them.

        ``brief`` leaves no room for a caption that is longer than the figure.
        """
        self.figure.setFont(theme.font(13 if compact else 17, mono=True, bold=True))
        self.caption.setFont(theme.font(10 if compact else 11))
        figure = self.figure.fontMetrics().horizontalAdvance(self._widest)
        widest = self._name if brief else self._widest_caption
        caption = self.caption.fontMetrics().horizontalAdvance(widest)
        self.setFixedWidth(max(figure, caption) + theme.px(2 if compact else 6))

    def show_figure(self, figure: str) -> None:
        """Show a figure."""
        self.figure.setText(figure)

    def show_caption(self, caption: str, more: str = "") -> None:
        """Show a caption; the tooltip begins with ``more``."""
        if caption != self.caption.text():
            self.caption.setText(caption)
        words = tip(f"{more}\n{self._words}" if more else self._words)
        if words != self.toolTip():
            self.setToolTip(words)

    def set_past(self, is_past: bool) -> None:
        """Set whether the figure has the colour of a past place."""
        restyle(self.figure, "past", is_past)

    def set_fresh(self, fresh: bool) -> None:
        """Set whether the figure has the accent colour of one that has just been reset."""
        restyle(self.figure, "fresh", fresh)
