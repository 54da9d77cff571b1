"""The baseline of the window: the same picture drawn in the shortest way, without the program.

It shows what this machine can do at best. It takes the arguments of ``window_process`` and prints
the same, for two features and two classes.
"""

import sys

import contourpy
import numpy as np
import pyqtgraph as pg  # the program imports it too
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.meter import Meter, Watched
from benchmarks.opened import document_from, parser_of
from gui.shell.screen import screen_answers
from model import Document
from model.arrays import Floats
from model.run.trainer import Trainer

CELLS, SIDE, REACH = 100, 800, 6.0
FRAME_MS, TRAINING_SECONDS = 16, 0.006
LINE = np.array([-REACH, REACH])


class Bare(QWidget):
    """Draws a field of 100 x 100, its boundary, the lines of hidden units, the points, the loss."""

    def __init__(self, opened: Document) -> None:
        """Show a document at the start of its training."""
        super().__init__()
        self.resize(1440, 900)
        self.trainer = Trainer(opened)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._axis = np.linspace(-REACH, REACH, CELLS)
        self._cells = np.array(np.meshgrid(self._axis, self._axis)).reshape(2, -1)
        self._losses: list[float] = []
        ramp = np.linspace(0, 255, 256).astype(np.uint32)
        self._table = 0xFF000000 | ramp << 16 | (255 - ramp)

    def run(self) -> None:
        """Start training, a slice in each frame."""
        self._timer.start(FRAME_MS)

    def _tick(self) -> None:
        self.trainer.run_for(TRAINING_SECONDS)
        self._losses = [*self._losses[-500:], self.trainer.measured.loss]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw everything."""
        layers = self.trainer.document.classifier.layers(self.trainer.place.theta)
        scores = self._cells.astype(np.float32)
        for layer in layers[:-1]:
            weights, biases = layer.weights.astype(np.float32), layer.biases.astype(np.float32)
            scores = np.tanh(weights @ scores + biases[:, np.newaxis])
        last = layers[-1].weights @ scores + layers[-1].biases[:, np.newaxis]
        field = last.reshape(CELLS, CELLS)
        with QPainter(self) as painter:
            self._draw_field(painter, field)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor("black"), 2))
            made = contourpy.contour_generator(self._axis, self._axis, field)
            for curve in made.lines(0.0):
                painter.drawPolyline(_polygon(*_seen(np.asarray(curve)).T))
            for (w1, w2), bias in zip(layers[0].weights[:4], layers[0].biases, strict=False):
                ends = np.column_stack([LINE, -(w1 * LINE + bias) / (w2 or 1.0)])
                painter.drawLine(*[QPointF(*spot) for spot in _seen(ends).tolist()])
            self._draw_points(painter)
            across = np.linspace(0, SIDE, len(self._losses))
            if self._losses:
                painter.drawPolyline(_polygon(across, 890 - 80 * np.array(self._losses)))

    def _draw_field(self, painter: QPainter, field: Floats) -> None:
        shades = 255 / (1 + np.exp(-np.clip(field, -30, 30)))
        colors = np.take(self._table, shades.astype(np.intp)).astype(np.uint32)
        form = QImage.Format.Format_RGB32
        image = QImage(colors.data.cast("B"), CELLS, CELLS, 4 * CELLS, form)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, SIDE, SIDE), image)

    def _draw_points(self, painter: QPainter) -> None:
        dataset = self.trainer.document.dataset
        for label, color in enumerate(("blue", "red")):
            painter.setBrush(QColor(color))
            for spot in _seen(dataset.x[dataset.labels == label]).tolist():
                painter.drawEllipse(QPointF(*spot), 5, 5)


def _seen(x: Floats) -> Floats:
    return (x + REACH) / (2 * REACH) * SIDE


def _polygon(x: Floats, y: Floats) -> QPolygonF:
    polygon: QPolygonF = pg.functions.arrayToQPolygonF(x, y)
    return polygon


def main(arguments: list[str]) -> int:
    """Open the bare window, measure it and close it."""
    wanted = parser_of(__doc__).parse_args(arguments)
    if not screen_answers():
        return 2
    app = QApplication(sys.argv[:1])
    bare = Bare(document_from(wanted))
    bare.show()
    trainer = bare.trainer
    Meter(Watched(bare, bare, bare.run, trainer.document, lambda: trainer.place.updates), wanted.at)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
