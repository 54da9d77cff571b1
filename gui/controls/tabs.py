"""Views that share a place, one of which is seen at a time."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.look.theme import LIGHT, Theme
from model import Snapshot

SIZES = (13, 12, 11)  # designed heights of the words
GAP = 8  # designed pixels between two words, as in the style sheet


class Page(QWidget):
    """A view that is one of several tabs.

    One that ``is_read`` gets no snapshot of every frame, but those that are passed on to readers.
    """

    def __init__(self, is_read: bool = False) -> None:
        """Empty."""
        super().__init__()
        self.is_read = is_read

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        raise NotImplementedError

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot; only while the page is seen."""
        raise NotImplementedError


class TabBar(QTabBar):
    """Words, each with the room that it takes when it is chosen and bold: none of them moves."""

    def __init__(self) -> None:
        """Without words."""
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = Theme(LIGHT)

    def apply_theme(self, theme: Theme) -> None:
        """Take on this size."""
        self._theme = theme
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write smaller where all words would not fit."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        for size in SIZES:
            self.setFont(self._theme.font(size, bold=True))
            if sum(self._width(index) for index in range(self.count())) <= self.width():
                return

    def _width(self, index: int) -> int:
        word = self.fontMetrics().horizontalAdvance(self.tabText(index))
        return word + self._theme.px(GAP)

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the word in bold."""
        return QSize(self._width(index), super().tabSizeHint(index).height())


class Tabs(QWidget):
    """A row of words, one for each page, and the page of the chosen one below.

    Only the page that is seen gets snapshots; one that comes into sight gets the latest.
    """

    def __init__(self, name: str) -> None:
        """Without pages; ``name`` is what the row is called where it cannot be seen."""
        super().__init__()
        self._pages: list[Page] = []
        self._snapshot: Snapshot | None = None
        self._read: Snapshot | None = None
        self._bar, self._stack = TabBar(), QStackedWidget()
        self._bar.setAccessibleName(name)
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
        self._bar.apply_theme(theme)
        margin = theme.px(12)
        self._layout.setContentsMargins(margin, theme.px(8), margin, theme.px(4))
        self._layout.setSpacing(0)
        for page in self._pages:
            page.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Let the page that is seen draw a snapshot, unless it is one that is read."""
        self._snapshot = snapshot
        page = self._page
        if page is not None and not page.is_read:
            page.show_snapshot(snapshot)

    def show_read(self, snapshot: Snapshot) -> None:
        """Let the page that is seen draw a snapshot, if it is one that is read."""
        self._read = snapshot
        page = self._page
        if page is not None and page.is_read:
            page.show_snapshot(snapshot)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened out of sight."""
        super().showEvent(event)
        self._show()

    @Slot(int)
    def _turn(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._show()

    @property
    def _page(self) -> Page | None:
        """The page that is seen."""
        index = self._stack.currentIndex()
        return self._pages[index] if self.isVisible() and index >= 0 else None

    def _show(self) -> None:
        page = self._page
        if page is not None:
            latest = self._read if page.is_read else self._snapshot
            if latest is not None:
                page.show_snapshot(latest)
