"""The points, the rings around those on the wrong side, and the selected ones."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath

from gui.look.theme import SYMBOLS, Theme
from gui.painting.sprites import Opacities, SpritesItem, sprite
from gui.plane.crowd import CrowdItem
from gui.plane.slice_text import away_text
from model.arrays import Bools, Floats, Integers
from model.data.dataset import Dataset
from model.plane.field import Region
from model.plane.slice import Slice

MOST_RINGS = 2000
DENSITY_FROM = 20_000  # more points than this are drawn as an image of dots
CROWD_ALPHA = 235
LEVELS = 10  # of opacity, from faint to on the slice
SIZES = (11, 12, 13, 14, 13, 17)  # designed pixels, so that all shapes look equally large
FAINTEST = 0.1  # the nearness to the slice below which a point cannot be hit

Pair = tuple[float, float]


class PointsLayer:
    """Draws the points of a dataset into a view box: training points filled, test points hollow.

    With more than two features, points fade with their distance from the slice.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._points, self._crowd = SpritesItem(), CrowdItem()
        self._rings, self._selection, self._mark = SpritesItem(), SpritesItem(), SpritesItem()
        self._several, self._learned = SpritesItem(), SpritesItem()
        for z, item in (
            (20, self._points),
            (20, self._crowd),
            (30, self._rings),
            (31, self._selection),
            (31, self._several),
            (31, self._learned),
            (32, self._mark),
        ):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)
        self._dataset: Dataset | None = None
        self._slice: Slice | None = None
        self._is_test: Bools = np.empty(0, dtype=bool)
        self._raw: Floats = np.empty((0, 2))
        self._spreads: Floats = np.ones(2)
        self._x: Floats = np.empty((0, 2))
        self._near: Floats | None = None  # None where all points are on the slice
        self._theme: Theme | None = None
        self._ratio = 1.0

    @property
    def x(self) -> Floats:
        """The plane coordinates of all points, (points, 2)."""
        return self._x

    @property
    def has_upright(self) -> bool:
        """Whether the vertical axis has a meaning; with a single feature it has none."""
        return self._slice is None or len(self._slice.axes) > 1

    @property
    def _is_crowd(self) -> bool:
        return len(self._x) > DENSITY_FROM

    def set_theme(self, theme: Theme, ratio: float) -> None:
        """Draw with this theme's colours and sizes, on a screen of this device pixel ratio."""
        self._theme, self._ratio = theme, ratio
        palette, pen = theme.palette, theme.scale * ratio
        edge = pg.mkPen(theme.color("point_edge"), width=1.4 * pen)
        filled, hollow = [], []
        for label, symbol in enumerate(SYMBOLS):
            color = QColor(palette.points[label])
            size = theme.px(SIZES[label])
            filled.append(sprite(symbol, size, edge, pg.mkBrush(color), ratio))
            outline, inside = pg.mkPen(color, width=2 * pen), pg.mkBrush(theme.color("panel"))
            hollow.append(sprite(symbol, size - theme.px(1), outline, inside, ratio))
        self._points.set_sprites([*filled, *hollow])
        self._crowd.set_colors(_crowd_colors(theme))
        accent = pg.mkPen(theme.color("accent"), width=2.6 * pen)
        self._selection.set_sprites([sprite("o", theme.px(23), accent, pg.mkBrush(None), ratio)])
        self._mark.set_sprites([sprite("o", theme.px(34), accent, pg.mkBrush(None), ratio)])
        quiet = pg.mkPen(theme.color("accent"), width=1.4 * pen)
        self._several.set_sprites([sprite("o", theme.px(26), quiet, pg.mkBrush(None), ratio)])
        double = pg.mkPen(theme.color("accent"), width=1.7 * pen)
        self._learned.set_sprites(
            [sprite(_double(), theme.px(30), double, pg.mkBrush(None), ratio)]
        )
        self._draw_rings()

    def _draw_rings(self) -> None:
        theme, ratio = self._theme, self._ratio
        if theme is not None:
            pen = pg.mkPen(theme.color("warn"), width=1.8 * theme.scale * ratio)
            size = theme.px(7 if self._is_crowd else 19)
            self._rings.set_sprites([sprite("o", size, pen, pg.mkBrush(None), ratio)])

    def set_points(self, dataset: Dataset, shown: Slice, is_test: Bools) -> bool:
        """Draw these points; return whether they differ from those already drawn."""
        same = dataset is self._dataset
        if same and shown == self._slice and np.array_equal(is_test, self._is_test):
            return False
        was_crowd = self._is_crowd
        if not same:
            self._dataset, self._raw = dataset, dataset.x
            self._spreads = _spreads(self._raw) if dataset.features > 2 else self._spreads
        self._slice, self._is_test = shown, is_test
        self._x = shown.flatten(self._raw)
        self._near = shown.nearness(self._raw, self._spreads.tolist()) if shown.hidden else None
        which = dataset.labels + len(SYMBOLS) * is_test
        self._points.set_spots(np.empty((0, 2)), which[:0])
        self._crowd.set_spots(np.empty((0, 2)), which[:0])
        self._draw(which)
        if was_crowd is not self._is_crowd:
            self._draw_rings()
        return True

    def _draw(self, which: Integers) -> None:
        x, levels = self._x, np.full(len(which), LEVELS)
        if self._near is not None:
            levels = np.rint(self._near * LEVELS).astype(np.uint8)
            order = np.argsort(levels, kind="stable")  # draw the nearest on top
            order = order[np.searchsorted(levels[order], 1) :]
            x, which, levels = x[order], which[order], levels[order]
        if self._is_crowd:
            self._crowd.set_spots(x, which * LEVELS + levels - 1)
        else:
            self._points.set_spots(x, which, levels / LEVELS)

    def set_region(self, region: Region, width: int, height: int) -> None:
        """Set the visible region and its size in logical pixels."""
        self._crowd.set_region(region, width, height)
        around = (self._rings, self._selection, self._several, self._learned, self._mark)
        for item in (self._points, *around):
            item.set_region(region)

    def set_wrong(self, wrong: Integers) -> None:
        """Ring these points, leaving out those too faint to see."""
        opacity: Opacities = 1.0
        if self._near is not None:
            wrong = wrong[self._near[wrong] >= FAINTEST][:MOST_RINGS]
            opacity = self._near[wrong]
        wrong = wrong[:MOST_RINGS]
        self._rings.set_spots(self._x[wrong], np.zeros(len(wrong), dtype=np.int64), opacity)

    def set_selected(self, indices: tuple[int, ...]) -> None:
        """Mark these points as selected."""
        self._surround(self._selection, indices)

    def set_highlighted(self, index: int | None) -> None:
        """Highlight this point; None highlights none."""
        self._surround(self._mark, () if index is None else (index,))

    def set_several(self, indices: Sequence[int]) -> None:
        """Mark these points quietly."""
        self._surround(self._several, indices)

    def set_learned(self, indices: Sequence[int]) -> None:
        """Mark these points with a double ring."""
        self._surround(self._learned, indices)

    def away_text(self, index: int) -> str:
        """Return where a point lies that is drawn faintly; "" for one on the slice."""
        if self._near is None or self._dataset is None or self._slice is None:
            return ""
        is_faint = round(float(self._near[index]) * LEVELS) < LEVELS
        spreads = self._spreads.tolist()
        return away_text(self._dataset, self._slice, index, spreads) if is_faint else ""

    def _surround(self, item: SpritesItem, indices: Sequence[int]) -> None:
        chosen = [index for index in indices if index < len(self._x)]
        item.set_spots(self._x[chosen], np.zeros(len(chosen), dtype=np.int64))

    def within(self, start: Pair, end: Pair, radius: float, pixel: Pair) -> list[int]:
        """Return the indices of points within ``radius`` pixels of a stroke, the nearest first.

        ``pixel`` is the size of a logical pixel, across and up.
        """
        size = np.array(pixel)
        stroke = (np.array(end) - start) / size
        off = (self._x - start) / size
        share = np.clip(off @ stroke / (stroke @ stroke or 1.0), 0.0, 1.0)
        away = np.hypot(*(off - share[:, np.newaxis] * stroke).T)
        hit = away <= radius
        if self._near is not None:
            hit &= self._near >= FAINTEST
        near = np.flatnonzero(hit)
        # On a tie the last point comes first: it is drawn on top.
        return [int(i) for i in near[np.lexsort((-near, away[near]))]]


def _double() -> QPainterPath:
    """Return two rings, one inside the other, of diameter 1."""
    rings = QPainterPath()
    for radius in (0.5, 0.38):
        rings.addEllipse(QPointF(), radius, radius)
    return rings


def _spreads(x: Floats) -> Floats:
    """Return the standard deviation of each feature of x (points, features), 1 where it is 0."""
    spreads = x.std(axis=0) if len(x) else np.zeros(x.shape[1])
    return np.where(spreads > 0, spreads, 1.0)


def _crowd_colors(theme: Theme) -> NDArray[np.uint8]:
    """Return the colours of each class at each level, then those of test points, (colours, 4)."""
    named = [QColor(name) for name in theme.palette.points]
    solid = np.array([[color.red(), color.green(), color.blue()] for color in named])
    pale = (solid + np.array(theme.palette.field_middle)) / 2
    colors = np.repeat(np.vstack([solid, pale]), LEVELS, axis=0)
    alpha = np.tile(np.arange(1, LEVELS + 1) * (CROWD_ALPHA / LEVELS), 2 * len(solid))
    colors = np.column_stack([colors, alpha])
    return np.asarray(np.rint(colors), dtype=np.uint8)
