"""Views that share a place, one of which is seen at a time."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.theme import Theme
from model import Snapshot


class Page(QWidget):
    """A view that is one of several tabs."""

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        raise NotImplementedError

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot; only while the page is seen."""
        raise NotImplementedError


class Tabs(QWidget):
    """A row of words, one for each page, and the page of the chosen one below.

    Only the page that is seen gets snapshots; one that comes into sight gets the latest.
    """

    def __init__(self, name: str) -> None:
        """Without pages; ``name`` is what the row is called where it cannot be seen."""
        super().__init__()
        self._pages: list[Page] = []
        self._snapshot: Snapshot | None = None
        self._bar, self._stack = QTabBar(), QStackedWidget()
        self._bar.setAccessibleName(name)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setElideMode(Qt.TextElideMode.ElideRight)
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._line = QWidget()
        self._line.setObjectName("tabLine")
        self._line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line.setFixedHeight(1)
        self._layout = QVBoxLayout(self)
        for widget in (self._bar, self._line):
            self._layout.addWidget(widget)
        self._layout.addWidget(self._stack, 1)
        self._bar.currentChanged.connect(self._turn)

    def add(self, title: str, tip: str, page: Page) -> None:
        """Put another page behind the others; ``tip`` says what it shows."""
        self._pages.append(page)
        scroll = QScrollArea()  # a page is never squeezed: what does not fit is scrolled to
        page.setMinimumWidth(1)  # as wide as the panel is
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(scroll)
        self._bar.addTab(title)
        self._bar.setTabToolTip(self._bar.count() - 1, tip)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes, on all pages."""
        self._bar.setFont(theme.font(bold=True))  # room for a bold word, whichever is chosen
        margin = theme.px(12)
        self._layout.setContentsMargins(margin, theme.px(8), margin, theme.px(4))
        self._layout.setSpacing(0)
        for page in self._pages:
            page.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Let the page that is seen draw a snapshot."""
        self._snapshot = snapshot
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened out of sight."""
        super().showEvent(event)
        self._show()

    @Slot(int)
    def _turn(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        page = self._stack.currentIndex()
        if self._snapshot is not None and page >= 0:
            self._pages[page].show_snapshot(self._snapshot)
