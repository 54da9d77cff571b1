"""Pictures as numbers."""

import numpy as np
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from model.arrays import Bools, Integers


def colors(picture: QImage | QWidget) -> Integers:
    """The colours of a picture, or of a widget as painted, (rows, columns, 3)."""
    image = picture.grab().toImage() if isinstance(picture, QWidget) else picture
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bytes_ = np.frombuffer(image.constBits(), dtype=np.uint8)
    rows = bytes_.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].astype(np.int64)


def triple(name: str) -> Integers:
    """Red, green and blue of a colour."""
    color = QColor(name)
    return np.array([color.red(), color.green(), color.blue()])


def near(seen: Integers, name: str, tolerance: int) -> Bools:
    """Whether each pixel of a picture (rows, columns, 3) has about this colour, (rows, columns)."""
    return np.asarray(np.abs(seen - triple(name)).max(axis=2) <= tolerance)
