"""The main window: its menus, its actions and its saved state."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMainWindow,
)

from gui.controls.tab_focus import TabFocus
from gui.controls.tips import disable
from gui.files.leaving import Leaving
from gui.files.opening import Files
from gui.gestures.pointing import Pointing
from gui.gestures.tools import BRUSH, Tools
from gui.look.choice import Look
from gui.look.icons import icon
from gui.look.preferences import (
    CHART,
    FOLDED,
    GEOMETRY,
    LEFT_PANEL,
    LEGEND,
    PANEL,
    SNAP,
    Preferences,
)
from gui.look.theme import RESOURCES, Theme
from gui.plane.view import REACH
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.shell.actions import (
    NOTHING_TO_REDO,
    NOTHING_TO_UNDO,
    ROWS,
    build_actions,
    build_menus,
    enable_drawing,
)
from gui.shell.arrangement import Wanted
from gui.shell.dialogs import about_text, help_text, show_text
from gui.shell.three_columns import CHART_PANEL, RIGHT_PANEL
from gui.shell.three_columns import LEFT_PANEL as ON_LEFT
from gui.shell.timing import Timing
from gui.shell.wiring import connect
from gui.shell.workspace import Workspace
from model import Snapshot

RATES_SECONDS = 0.25
PANELS = (
    ("left_panel", ON_LEFT, LEFT_PANEL),
    ("panel", RIGHT_PANEL, PANEL),
    ("chart", CHART_PANEL, CHART),
)  # the id of the action, the panel, and its preference; in the order of Wanted
FRAME = 36  # logical pixels left for a title bar when the screen is no larger than the window


class MainWindow(QMainWindow):
    """The main window, which connects its views to a session.

    Its parts are public: ``session``, ``viewer``, ``tools``, ``files``, ``look``, ``preferences``,
    ``workspace`` with the views, and ``actions_by_id``.
    """

    def __init__(self, session: Session, preferences: Preferences) -> None:
        """Show ``session`` in a window restored from ``preferences``."""
        super().__init__()
        self.session, self.preferences = session, preferences
        self.viewer = Viewer(session, self)
        self.tools = Tools(lambda: session.document, self._middle, session.set_theta, self)
        self.look = Look(preferences, self)
        self._focus = TabFocus(self)
        self.files = Files(session, preferences, self.look, self)
        self.leaving = Leaving(session, self.files, self)
        self.timing = Timing(session, preferences, self)
        self._rates_shown = 0.0
        self.setWindowIcon(QIcon(str(RESOURCES / "icons" / "app.svg")))
        self.setAcceptDrops(True)
        self.actions_by_id = build_actions(self, self._callbacks())
        build_menus(self.menuBar(), self.actions_by_id)
        work = self.workspace = Workspace(self.actions_by_id, session.set_theta)
        self.top_bar, self.status_bar = work.top_bar, work.status_bar
        self.draw_panel, self.data_panel = work.draw_panel, work.data_panel
        self.training_panel, self.timeline = work.training_panel, work.timeline
        self.plane, self.banner, self.place_bar = work.plane, work.banner, work.place_bar
        self.setCentralWidget(work)
        self._connect()
        self._restore()

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        session, tools, files = self.session, self.tools, self.files
        looks = {row.id: self._choose_look for row in ROWS if row.group in ("theme", "size")}
        return looks | self.timing.callbacks() | {
            "open": files.ask_open,
            "import": files.import_again,
            "export": files.ask_export,
            "export_points": files.ask_export_points,
            "quit": self.close,
            "undo": session.undo_stack.undo,
            "redo": session.undo_stack.redo,
            "select_all": tools.select_all,
            "deselect": tools.deselect,
            "delete": tools.delete,
            "duplicate": tools.duplicate,
            "next_class": tools.next_class,
            "clear": tools.clear,
            "select": self._choose_tool,
            "place": self._choose_tool,
            "brush": self._choose_tool,
            "erase": self._choose_tool,
            "brush_larger": tools.thicken_brush,
            "brush_smaller": tools.thin_brush,
            "add_class": tools.add_class,
            "remove_class": tools.remove_class,
            "type": self._type_coordinates,
            "snap": self._toggle_snap,
            "run": session.toggle,
            "restart": session.restart,
            "new_start": session.new_start,
            "fit": self._fit,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "left_panel": self._toggle_panel,
            "chart": self._toggle_panel,
            "panel": self._toggle_panel,
            "legend": self._toggle_legend,
            "help": self._show_help,
            "about": self._show_about,
        }  # fmt: skip

    def _connect(self) -> None:
        session, tools = self.session, self.tools
        connect(session, self.viewer, tools, self.workspace)
        self.timing.wire(self.actions_by_id, self.top_bar.pace, self.timeline)
        self.timing.animate(self.viewer, self.plane)
        self.workspace.pennant.now_asked.connect(self.timing.scrubber.go_to_last)
        self.viewer.snapshot_changed.connect(self.timing.show_snapshot)
        self.viewer.snapshot_changed.connect(self._show_rates)
        session.document_changed.connect(self._show_title)
        session.running_changed.connect(self._show_running)
        tools.tool_changed.connect(self._show_tool)
        tools.selected_changed.connect(self._enable_edits)
        session.document_changed.connect(self._enable_edits)
        self.workspace.hint.asked.connect(self._open_tab)
        self.place_bar.placed.connect(self.tools.place_at)
        self.workspace.columns.shown_changed.connect(self._check_panels)
        self.workspace.columns.handle.clicked.connect(self.actions_by_id["panel"].trigger)
        self.workspace.legend.put_away.connect(self.actions_by_id["legend"].trigger)
        self.workspace.centre.handle.clicked.connect(self.actions_by_id["chart"].trigger)
        undo = session.undo_stack
        undo.canUndoChanged.connect(self._enable_undo)
        undo.canRedoChanged.connect(self._enable_redo)
        undo.undoTextChanged.connect(self._name_undo)
        undo.redoTextChanged.connect(self._name_redo)
        self.look.changed.connect(self._apply_theme)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self, self._press_space)
        space.setAutoRepeat(False)
        for label in range(6):
            action = QAction(self)
            action.setShortcut(str(label + 1))
            action.setData(label)
            action.triggered.connect(self._choose_label)
            self.addAction(action)

    def _restore(self) -> None:
        action = self.actions_by_id
        for chosen in (*self.look.choices, "place"):
            action[chosen].setChecked(True)
        action["snap"].setChecked(self.preferences.get(SNAP))
        self.tools.snaps = action["snap"].isChecked()
        action["legend"].setChecked(self.preferences.get(LEGEND))
        self.workspace.legend.want(action["legend"].isChecked())
        wishes = (self.preferences.get(wish) for _, _, wish in PANELS)
        self.workspace.columns.want(Wanted(*wishes))
        self.workspace.fold(self.preferences.get(FOLDED).split(","))
        self._enable_undo(False)
        self._enable_redo(False)
        room = self.screen().availableSize()
        self.resize(min(1440, room.width()), min(900, room.height() - FRAME))
        self.restoreGeometry(self.preferences.get(GEOMETRY))
        self.look.apply()
        self._show_title()
        self._enable_edits()
        self.viewer.refresh()
        self.plane.fit()
        self.plane.setFocus()

    # What is shown outside the views.

    @Slot(object)
    def _apply_theme(self, theme: Theme) -> None:
        for row in ROWS:
            if row.icon:
                self.actions_by_id[row.id].setIcon(icon(row.icon, theme.color("text")))
        self.workspace.apply_theme(theme)
        self.tools.scale = theme.scale
        self._show_running(self.session.is_running)
        room = self.screen().availableSize()
        self.setMinimumSize(Workspace.smallest(theme).boundedTo(room - QSize(0, FRAME)))

    @Slot(bool)
    def _show_running(self, running: bool) -> None:
        action = self.actions_by_id["run"]
        action.setText("Pause\tSpace" if running else "Run\tSpace")
        action.setIconText("Pause" if running else "Run")
        action.setIcon(icon("pause" if running else "run", self.look.theme.color("on_accent")))
        if not running:
            self.status_bar.show_rates(0.0, 0.0)

    @Slot()
    def _show_rates(self, snapshot: Snapshot) -> None:
        now = perf_counter()
        if self.session.is_running and now - self._rates_shown > RATES_SECONDS:
            self._rates_shown = now
            self.status_bar.show_rates(*self.session.ticker.rates)

    @Slot()
    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.session.document.origin} — Dividing Line")

    @Slot(bool)
    def _enable_undo(self, can: bool) -> None:
        disable(self.actions_by_id["undo"], "" if can else NOTHING_TO_UNDO)

    @Slot(bool)
    def _enable_redo(self, can: bool) -> None:
        disable(self.actions_by_id["redo"], "" if can else NOTHING_TO_REDO)

    @Slot(str)
    def _name_undo(self, text: str) -> None:
        self.actions_by_id["undo"].setText(f"Undo {text}".strip())

    @Slot(str)
    def _name_redo(self, text: str) -> None:
        self.actions_by_id["redo"].setText(f"Redo {text}".strip())

    @Slot()
    def _enable_edits(self) -> None:
        enable_drawing(self.actions_by_id, self.session.document.dataset, self.tools.selected)

    @Slot(str)
    def _show_tool(self, tool: str) -> None:
        self.actions_by_id[tool].setChecked(True)
        self.plane.show_tool(tool, self.tools.brush if tool == BRUSH else REACH)

    # Actions that are neither the session's nor the tools'.

    @Slot()
    def _press_space(self) -> None:
        """Press the button or open the list that has the focus, else run or pause."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.animateClick()
        elif isinstance(focused, QComboBox):
            focused.showPopup()
        else:
            self.session.toggle()

    @Slot()
    def _choose_label(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QAction)
        self.tools.choose_label(sender.data())

    @Slot()
    def _choose_tool(self) -> None:
        self.tools.choose_tool(self.sender().objectName())

    def _middle(self) -> Pointing:
        """Return the middle of the plane."""
        return self.plane.pointing(self.plane.rect().center().toPointF())

    @Slot()
    def _type_coordinates(self) -> None:
        shown = self._middle().shown
        self.place_bar.open(self.session.document.dataset, shown, self.tools.label)

    @Slot()
    def _toggle_snap(self) -> None:
        self.tools.snaps = self.actions_by_id["snap"].isChecked()
        self.preferences.set(SNAP, self.tools.snaps)

    @Slot()
    def _fit(self) -> None:
        self.plane.fit()

    @Slot()
    def _zoom_in(self) -> None:
        self.plane.zoom_in()

    @Slot()
    def _zoom_out(self) -> None:
        self.plane.zoom_out()

    @Slot()
    def _toggle_panel(self) -> None:
        columns = self.workspace.columns
        for id_, panel, wish in PANELS:
            if id_ == self.sender().objectName():
                columns.toggle(panel)
                self.preferences.set(wish, getattr(columns.wanted, panel))
                if not columns.shows(panel):
                    self.plane.setFocus()
        self._check_panels()

    @Slot()
    def _toggle_legend(self) -> None:
        legend = self.workspace.legend
        is_wanted = legend.isHidden()  # rather than wanted, but without room
        self.actions_by_id["legend"].setChecked(is_wanted)
        self.preferences.set(LEGEND, is_wanted)
        legend.want(is_wanted, insists=is_wanted)

    @Slot()
    def _check_panels(self) -> None:
        for id_, panel, _ in PANELS:
            self.actions_by_id[id_].setChecked(self.workspace.columns.shows(panel))

    @Slot(str)
    def _open_tab(self, title: str) -> None:
        """Show a tab of the panel on the right, and the panel if it is hidden."""
        self.workspace.tabs.open(title)
        if self.workspace.tabs.isHidden():
            self.actions_by_id["panel"].trigger()

    @Slot()
    def _choose_look(self) -> None:
        self.look.choose(self.sender().objectName())

    @Slot()
    def _show_help(self) -> None:
        show_text(self, "Keys and gestures", help_text())

    @Slot()
    def _show_about(self) -> None:
        show_text(self, "About Dividing Line", about_text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files; why some cannot be opened is said when they are dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        self.files.open_dropped([url.toLocalFile() for url in event.mimeData().urls()])
        event.acceptProposedAction()

    def open(self, path: str) -> None:
        """Open a file as if it had been dropped."""
        self.files.open(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put away what lies over the plane, else clear the selection, on Escape.

        Other widgets have not handled the key.
        """
        if event.key() == Qt.Key.Key_Escape:
            if not self.workspace.columns.close_over():
                self.tools.deselect()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """End a drag when the window is deactivated, since its release may never arrive."""
        if event.type() is QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._focus.settle(self.plane)
            else:
                self.tools.release()
        super().changeEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Move the focus in the order as read."""
        return self._focus.step(forwards)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop training, ask about what would be lost, and save the state of the window."""
        self.session.pause()
        if not self.leaving.may_close():
            event.ignore()
            return
        self.files.finish()
        self.preferences.set(GEOMETRY, self.saveGeometry())
        self.preferences.set(FOLDED, ",".join(self.workspace.folded))
        super().closeEvent(event)
