"""Colours, fonts and the style sheet, light and dark."""

from dataclasses import dataclass, fields
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).parents[2] / "resources"
BASE = 13  # logical pixels, the height of plain text in the design

Triple = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """All colours of a theme.

    ``points`` and ``field`` have one colour for each class, in order; the field fades to
    ``field_middle`` where all classes are equally probable.
    """

    name: str
    ground: str
    panel: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_ground: str
    on_accent: str
    warn: str
    warn_ground: str
    past: str
    past_ground: str
    points: tuple[str, ...]
    point_edge: str
    field: tuple[Triple, ...]
    field_middle: Triple
    grid_alpha: int
    hidden_alpha: int


LIGHT = Palette(
    name="light",
    ground="#f6f7f9",
    panel="#ffffff",
    line="#dfe3e8",
    text="#1d2733",
    quiet="#66717f",
    accent="#3b5bdb",
    accent_ground="#e7ecff",
    on_accent="#ffffff",
    warn="#e8590c",
    warn_ground="#fff4e6",
    past="#8a5a00",
    past_ground="#fdf3dc",
    points=("#2f6fdb", "#d6455d", "#e0a100", "#2b8a3e", "#7048c8", "#0c8599"),
    point_edge="#ffffff",
    field=(
        (160, 196, 244),
        (238, 170, 178),
        (247, 217, 140),
        (168, 217, 176),
        (203, 186, 242),
        (148, 214, 220),
    ),
    field_middle=(250, 250, 252),
    grid_alpha=18,
    hidden_alpha=115,
)

DARK = Palette(
    name="dark",
    ground="#16191f",
    panel="#1e232b",
    line="#323a46",
    text="#e7ecf3",
    quiet="#95a1b1",
    accent="#8ea8ff",
    accent_ground="#28325a",
    on_accent="#10131a",
    warn="#ffa94d",
    warn_ground="#3a2a17",
    past="#e0b45c",
    past_ground="#3a2f18",
    points=("#5b9bff", "#f0677d", "#ffc53d", "#69db7c", "#b197fc", "#3bc9db"),
    point_edge="#10131a",
    field=(
        (44, 84, 150),
        (160, 58, 76),
        (136, 100, 24),
        (38, 106, 56),
        (98, 72, 166),
        (16, 108, 124),
    ),
    field_middle=(30, 35, 43),
    grid_alpha=24,
    hidden_alpha=135,
)

SYMBOLS = ("s", "o", "t1", "d", "p", "star")  # pyqtgraph's names; classes differ by shape too


@dataclass(frozen=True)
class Theme:
    """A palette and a scale: 1.0 draws everything at its designed size."""

    palette: Palette
    scale: float = 1.0

    def px(self, size: float) -> int:
        """Return a designed size in logical pixels at this scale."""
        return round(size * self.scale)

    def font(self, size: float = BASE, mono: bool = False, bold: bool = False) -> QFont:
        """Return the font for text, or for figures (``mono``), at a designed height."""
        font = QFont("DejaVu Sans Mono" if mono else "DejaVu Sans")
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def color(self, name: str, alpha: int = 255) -> QColor:
        """Return a colour of the palette by its name."""
        color = QColor(getattr(self.palette, name))
        color.setAlpha(alpha)
        return color


def load_fonts() -> None:
    """Register the fonts that come with the program: Qt brings none."""
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(app: QApplication, theme: Theme) -> None:
    """Apply the theme to the whole application."""
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "panel"),
        (QPalette.ColorRole.Base, "panel"),
        (QPalette.ColorRole.AlternateBase, "ground"),
        (QPalette.ColorRole.Button, "panel"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.ToolTipBase, "panel"),
        (QPalette.ColorRole.ToolTipText, "text"),
        (QPalette.ColorRole.PlaceholderText, "quiet"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "on_accent"),
    ):
        palette.setColor(role, theme.color(name))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, theme.color("quiet", 150))
    sheet = stylesheet(theme)
    # Qt visits all widgets for each of these calls, even where nothing has changed.
    if palette != app.palette() or theme.font() != app.font() or sheet != app.styleSheet():
        app.setPalette(palette)
        app.setFont(theme.font())
        app.setStyleSheet(sheet)


def stylesheet(theme: Theme) -> str:
    """Return resources/style.qss with the theme's colours and sizes filled in."""
    text = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    words = {f.name: str(getattr(theme.palette, f.name)) for f in fields(theme.palette)}
    words |= {f"px{size}": f"{theme.px(size)}px" for size in range(1, 41)}
    words["icons"] = (RESOURCES / "icons").as_posix()
    return Template(text).substitute(words)
