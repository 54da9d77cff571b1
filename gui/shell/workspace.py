"""The views and their layout: the content of the window."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.arithmetic.view import ArithmeticView
from gui.bars.status_bar import StatusBar
from gui.bars.top_bar import TopBar
from gui.controls.section import Section
from gui.controls.tabs import Tabs
from gui.evaluation.view import ErrorsView
from gui.gestures.class_menu import ClassMenu
from gui.gestures.place_bar import PlaceBar
from gui.gestures.pointing import Pointing
from gui.look.theme import Theme
from gui.network.view import NetworkView
from gui.panels.data import DataPanel
from gui.panels.draw import DrawPanel
from gui.panels.hint import Hint
from gui.panels.inputs import InputsPanel
from gui.panels.legend import Legend
from gui.panels.training import TrainingPanel
from gui.plane.view import PlaneView
from gui.session.intents import SetTheta
from gui.shell.arrangement import LEFT
from gui.shell.banner import Banner
from gui.shell.centre_column import CentreColumn
from gui.shell.pennant import Pennant
from gui.shell.rail import Rail
from gui.shell.three_columns import ThreeColumns
from gui.timeline.view import Timeline
from gui.weights.view import WeightsView
from model.run.travel import UNITS

SCROLL_BAR = 9


class Workspace(QWidget):
    """Makes the views and lays them out; it connects nothing."""

    def __init__(self, action: Mapping[str, QAction], set_theta: SetTheta) -> None:
        """Make all views, with buttons for some of the actions.

        Args:
            action: All actions by their ids.
            set_theta: Called with weights that are set by hand.
        """
        super().__init__()
        self.setObjectName("centre")
        self.top_bar = TopBar(
            action["run"],
            [(action[f"step_{unit}"], action[f"back_{unit}"]) for unit in UNITS],
            action["restart"],
            action["new_start"],
        )
        tools, more = ("select", "place", "brush", "erase", "next_class"), ("type", "snap", "clear")
        self.draw_panel = DrawPanel(
            [action[tool] for tool in tools],
            [action[tool] for tool in more],
            action["add_class"],
            action["remove_class"],
        )
        self.rail = Rail(action["left_panel"], [action[tool] for tool in tools])
        self.data_panel = DataPanel(action["open"])
        self.inputs_panel = InputsPanel()
        self.training_panel = TrainingPanel()
        self.banner, self.place_bar = Banner(), PlaceBar()
        self.plane = plane = PlaneView()
        self.class_menu = ClassMenu(self.plane)
        self.timeline = Timeline()
        self.hint = Hint()
        self.pennant = Pennant(plane, plane.rows_of_words, (self.banner, self.place_bar))
        lying_there = (self.banner, self.place_bar, self.hint, self.pennant)
        self.legend = Legend(plane, plane.to_widget, plane.rows_of_words, lying_there)
        self.status_bar = StatusBar()
        self.network, self.arithmetic = NetworkView(set_theta), ArithmeticView()
        self.errors, self.weights = ErrorsView(), WeightsView(set_theta)
        self.tabs = self._right_panel()
        self.views = (  # that show every frame
            self.draw_panel,
            self.data_panel,
            self.inputs_panel,
            self.training_panel,
            self.plane,
            self.pennant,
            self.hint,
            self.tabs,
            self.status_bar,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self._left = self._left_panel()
        # On top of the plane: if it shrank, its points would move under the cursor.
        self._overlay = QVBoxLayout(self.plane)
        for widget in (self.banner, self.place_bar):
            self._overlay.addWidget(widget)
        self._overlay.addStretch(1)
        self.centre = CentreColumn(self.plane, self.hint, self.timeline)
        self.columns = ThreeColumns(self._left, self.rail, self.centre, self.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addWidget(self.columns, 1)
        whole.addWidget(self.status_bar)

    def _right_panel(self) -> Tabs:
        tabs = Tabs("Explanations")
        tabs.setObjectName("rightPanel")
        tabs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        tabs.add("Network", "The classifier as a diagram, to edit by hand", self.network)
        tabs.add("Arithmetic", "One point and the next update, line by line", self.arithmetic)
        tabs.add("Errors", "How wrong the classifier is, and which points make it so", self.errors)
        tabs.add("Weights", "All weights and biases, to set by hand", self.weights)
        return tabs

    def _left_panel(self) -> QScrollArea:
        self.panels = QWidget()
        self._panel_layout = QVBoxLayout(self.panels)
        for view in (self.draw_panel, self.data_panel, self.inputs_panel, self.training_panel):
            # Never squeezed by the others.
            view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._panel_layout.addWidget(view)
        self._panel_layout.addStretch(1)
        left = QScrollArea()
        left.setObjectName("leftPanel")
        left.setWidget(self.panels)
        left.setWidgetResizable(True)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return left

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme`` to all views."""
        for view in (
            self.top_bar,
            self.timeline,
            *self.views,
            self.banner,
            self.place_bar,
            self.class_menu,
            self.rail,
            self.legend,
        ):
            view.apply_theme(theme)
        self.columns.apply_theme(theme)
        margin = theme.px(12)
        # The room of the scroll bar is always reserved, so that nothing moves.
        self.panels.setFixedWidth(theme.px(LEFT - SCROLL_BAR))
        self._panel_layout.setContentsMargins(margin, theme.px(8), theme.px(4), margin)
        self._panel_layout.setSpacing(0)
        self._overlay.setContentsMargins(margin, margin, margin, margin)

    @property
    def folded(self) -> list[str]:
        """The titles of the sections that are folded."""
        return [section.title for section in self.findChildren(Section) if section.is_folded]

    def fold(self, titles: Sequence[str]) -> None:
        """Fold the sections of these titles, and unfold the others."""
        for section in self.findChildren(Section):
            section.fold(section.title in titles)

    @Slot(object, object)
    def ask_class(self, at: Pointing, names: Sequence[str]) -> None:
        """Open the menu of these classes at the cursor."""
        spot = self.plane.to_widget(at.x, at.y).toPoint()
        self.class_menu.ask(names, self.plane.mapToGlobal(spot))

    @staticmethod
    def smallest(theme: Theme) -> QSize:
        """Return the smallest size at which everything can be used."""
        return QSize(theme.px(450), theme.px(300))
