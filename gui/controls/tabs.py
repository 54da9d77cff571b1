"""Views that share one place, as tabs."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.look.theme import LIGHT, Theme
from model import Snapshot

SIZES = (13, 12, 11)  # designed heights of the titles, the largest first
GAP = 8  # designed pixels between two titles, as in the style sheet


class Page(QWidget):
    """A view that is one of several tabs.

    Where ``is_read``, it gets only the snapshots meant for reading, not those of every frame.
    """

    def __init__(self, is_read: bool = False) -> None:
        super().__init__()
        self.is_read = is_read

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        raise NotImplementedError

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot; called only while the page is visible."""
        raise NotImplementedError


class TabBar(QTabBar):
    """A tab bar whose titles are as wide as in bold, so that choosing one moves none."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = Theme(LIGHT)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
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
        return QSize(self._width(index), super().tabSizeHint(index).height())


class Tabs(QWidget):
    """A row of titles and, below it, the page of the chosen one.

    Only the visible page gets snapshots; a page that becomes visible gets the latest.
    """

    def __init__(self, name: str) -> None:
        """Make an empty row; ``name`` is its accessible name."""
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
        self._bar.currentChanged.connect(self._choose)

    def add(self, title: str, tip: str, page: Page) -> None:
        """Add a page after the others; ``tip`` says what it shows."""
        self._pages.append(page)
        scroll = QScrollArea()  # a page scrolls where it does not fit
        page.setMinimumWidth(1)  # may be as narrow as the panel
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(scroll)
        self._bar.addTab(title)
        self._bar.setTabToolTip(self._bar.count() - 1, tip)

    def open(self, title: str) -> None:
        """Show the page with this title."""
        for index in range(self._bar.count()):
            if self._bar.tabText(index) == title:
                self._bar.setCurrentIndex(index)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme`` to the titles and all pages."""
        self._bar.apply_theme(theme)
        margin = theme.px(12)
        self._layout.setContentsMargins(margin, theme.px(8), margin, theme.px(4))
        self._layout.setSpacing(0)
        for page in self._pages:
            page.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Pass a snapshot to the visible page, unless that is a page to read."""
        self._snapshot = snapshot
        page = self._page
        if page is not None and not page.is_read:
            page.show_snapshot(snapshot)

    def show_read(self, snapshot: Snapshot) -> None:
        """Pass a snapshot to the visible page, if that is a page to read."""
        self._read = snapshot
        page = self._page
        if page is not None and page.is_read:
            page.show_snapshot(snapshot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._catch_up()

    @property
    def _page(self) -> Page | None:
        """The visible page."""
        index = self._stack.currentIndex()
        return self._pages[index] if self.isVisible() and index >= 0 else None

    def _catch_up(self) -> None:
        page = self._page
        if page is not None:
            latest = self._read if page.is_read else self._snapshot
            if latest is not None:
                page.show_snapshot(latest)
