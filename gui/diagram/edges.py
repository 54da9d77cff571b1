"""Draws the edges of a network's diagram, coloured by sign and as wide as their weights."""

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.diagram.geometry import Diagram
from gui.look.theme import Theme
from model.arrays import Floats, Integers
from model.expressions import About

WIDEST, NARROWEST = 6.0, 0.7  # designed pixels
# The weight whose edge is widest, unless the largest weight is larger, or smaller than half.
FULL = 3.0
WIDEST_OF_MANY, FULL_OF_MANY = 2.5, 1.0
STRONG, WEAK, FADED = 0.85, 0.3, 0.16  # the share of its colour that an edge has
STEPS, STRENGTHS = 2, 20  # steps of width per pixel, steps of strength per colour
EVERY = 3  # frames for which a picture of many edges is kept, at least
BASE = 64  # more than there are widths, strengths or signs, to pack them into one key


class EdgePainter:
    """Paints edges; keeps the pens of a theme, and the last picture of the edges."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pens: dict[int, QPen] = {}
        self._kept = QPixmap()
        self._kept_for: tuple[Diagram, Collection[About], float] | None = None
        self._kept_keys: Integers = np.empty(0, dtype=np.int64)
        self._age = 0

    def forget(self) -> None:
        """Draw all edges anew at the next painting."""
        self._kept_for = None

    def paint(
        self,
        painter: QPainter,
        diagram: Diagram,
        matrices: Sequence[Floats],
        lit: Collection[About],
    ) -> None:
        """Draw all edges, the narrow ones first and those in ``lit`` last, while others fade.

        The picture is kept until the colour of an edge or its width, in half pixels, changes; a
        picture of many edges is kept for a few frames even then.
        """
        ratio = painter.device().devicePixelRatio()
        keys = self._keys(diagram, matrices, lit)
        self._age += 1
        others = (diagram, lit, ratio) != self._kept_for
        due = diagram.is_curved or self._age >= EVERY
        if others or (due and not np.array_equal(keys, self._kept_keys)):
            self._kept_for, self._kept_keys, self._age = (diagram, lit, ratio), keys, 0
            self._kept = QPixmap(round(diagram.width * ratio), round(diagram.height * ratio))
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(self._theme.color("panel"))
            canvas = QPainter(self._kept)
            canvas.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(canvas, diagram, keys)
            canvas.end()
        painter.drawPixmap(0, 0, self._kept)

    def _keys(
        self, diagram: Diagram, matrices: Sequence[Floats], lit: Collection[About]
    ) -> Integers:
        """Return keys (edges,) that pack whether an edge is lit, its width, strength and sign."""
        values = _values(diagram, matrices)
        sizes, is_lit = np.abs(values), np.zeros(len(values), dtype=bool)
        if diagram.is_curved:
            largest = float(sizes.max(initial=0.0))
            sizes /= max(min(FULL, 2 * largest), largest) or 1.0  # small weights must differ too
            widths, strengths = WIDEST * sizes, np.full(len(values), STRONG)
        else:  # among many edges the weak ones recede
            sizes /= max(FULL_OF_MANY, float(sizes.max(initial=0.0)))
            widths, strengths = WIDEST_OF_MANY * sizes, WEAK + (STRONG - WEAK) * sizes
        if lit:
            is_lit[[diagram.places[about] for about in lit if about in diagram.places]] = True
            strengths = np.where(is_lit, 1.0, FADED)
        widths = STEPS * self._theme.scale * np.maximum(widths, NARROWEST)
        keys = is_lit.astype(np.int64)
        for part in (np.rint(widths), np.rint(STRENGTHS * strengths), 1 + np.sign(values)):
            keys = keys * BASE + part.astype(np.int64)
        return keys

    def _draw(self, painter: QPainter, diagram: Diagram, keys: Integers) -> None:
        """Draw edges in the order of their ``keys`` (edges,), all edges of a key in one go."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order])) + 1
        for members in np.split(order, starts):
            painter.setPen(self._pen(int(keys[members[0]])))
            if diagram.is_curved:
                for edge in members.tolist():
                    painter.drawPolyline(diagram.curves[edge])
            else:
                painter.drawLines([diagram.lines[edge] for edge in members.tolist()])

    def _pen(self, key: int) -> QPen:
        """Return the opaque pen of a key: a transparent one would take eight times as long."""
        pen = self._pens.get(key)
        if pen is None:
            rest, sign = divmod(key, BASE)
            rest, strength = divmod(rest, BASE)
            color = self._color(sign - 1)
            pen = QPen(_mixed(self._theme.color("panel"), color, strength / STRENGTHS))
            pen.setWidthF(rest % BASE / STEPS)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pens[key] = pen
        return pen

    def color_of(self, value: float) -> QColor:
        """Return the colour of a weight: of class 1 above 0, of class 0 below, quiet at 0."""
        return self._color(int(np.sign(value)))

    def _color(self, sign: int) -> QColor:
        if sign == 0:
            return self._theme.color("quiet")
        return QColor(self._theme.palette.points[1 if sign > 0 else 0])


def _values(diagram: Diagram, matrices: Sequence[Floats]) -> Floats:
    """Return the weights of all edges, in the order of ``Diagram.edges``."""
    biased = diagram.notation.bias_input
    return np.concatenate([(m if biased else m[:, :-1]).ravel() for m in matrices])


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    start = np.array([ground.red(), ground.green(), ground.blue()])
    end = np.array([color.red(), color.green(), color.blue()])
    return QColor(*np.rint(start + share * (end - start)).astype(int).tolist())
