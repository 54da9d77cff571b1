"""The plane of a session with its tools, without the window around it."""

from typing import cast

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.gestures.tools import Tools
from gui.look.theme import LIGHT, Theme
from gui.plane.view import PlaneView
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.shell.main_window import MainWindow
from model import Document
from tests.gui.person import Person


class PlaneAlone(QWidget):
    """A window with nothing but a plane."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.plane = plane = PlaneView()
        self.viewer = viewer = Viewer(session, self)
        self.tools = tools = Tools(
            lambda: session.document, lambda: plane.pointing(QPointF()), session.set_theta
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plane)
        viewer.snapshot_changed.connect(plane.show_snapshot)
        session.document_changed.connect(tools.follow)
        session.running_changed.connect(plane.show_running)
        plane.looked_at.connect(viewer.look_at)
        plane.pressed.connect(tools.press)
        plane.dragged.connect(tools.drag)
        plane.released.connect(tools.release)
        plane.hovered.connect(tools.hover)
        tools.intended.connect(session.perform)
        tools.held.connect(session.hold)
        tools.tool_changed.connect(self._show_tool)

    def _show_tool(self, tool: str) -> None:
        self.plane.show_tool(tool, 20.0)


class AtPlane(Person):
    """A person with the mouse on a plane, without the window that Person needs."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        session = Session(document)
        alone = PlaneAlone(session)
        super().__init__(cast(MainWindow, alone), session, qtbot)
        qtbot.addWidget(alone)
        self.tools, self.plane = alone.tools, alone.plane
        alone.resize(600, 600)
        self.plane.apply_theme(Theme(LIGHT))
        alone.viewer.refresh()
        alone.show()
        qtbot.waitExposed(alone)
        self.plane.fit()

    def undo(self) -> None:
        self.session.undo_stack.undo()

    def redo(self) -> None:
        self.session.undo_stack.redo()
