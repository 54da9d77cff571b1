"""The choice between the numbers that a classifier computes with and those in raw units."""

from PySide6.QtCore import Slot

from gui.controls.segmented import Segmented

SCALED, RAW = "scaled", "raw"
CHOICES = (
    (SCALED, "scaled", "Numbers as training uses them: inputs minus their mean, over their spread"),
    (RAW, "raw", "Numbers for inputs as they are on the plane and in files"),
)


class UnitsSwitch(Segmented):
    """Says which units numbers are in, and changes them; hidden where inputs are not scaled.

    Attributes:
        is_raw: whether raw numbers are to be shown.
    """

    def __init__(self) -> None:
        super().__init__(CHOICES)
        self.is_raw = False
        self.select(SCALED)
        self.hide()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show the choice that was made here or elsewhere."""
        self.is_raw = key == RAW
        self.select(key)
