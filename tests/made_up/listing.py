"""Registers each made-up kind where its folder lists its kinds, for the length of a test."""

import numpy as np
import pytest

from model.activations import ACTIVATIONS
from model.classifiers import CLASSIFIERS
from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from tests.made_up.kinds import Hinge, Margin, SignDescent, Softsign
from tests.model.explain.examples import FUNCTIONS, IN_PYTHON, function


def list_made_up_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register all of them, and the functions that recompute their equations."""
    monkeypatch.setitem(LOSSES, Hinge.name, Hinge())
    monkeypatch.setitem(CLASSIFIERS, Margin.name, Margin)
    monkeypatch.setitem(OPTIMIZERS, SignDescent.name, SignDescent)
    monkeypatch.setitem(ACTIVATIONS, Softsign.name, Softsign())
    # The tests that recompute equations must know the new functions.
    monkeypatch.setitem(FUNCTIONS, "sign", function(lambda value: float(np.sign(value))))
    monkeypatch.setitem(FUNCTIONS, "softsign", function(lambda z: z / (1 + abs(z))))
    monkeypatch.setitem(FUNCTIONS, "softsign_slope", function(lambda h: (1 - abs(h)) ** 2))
    monkeypatch.setitem(IN_PYTHON, "softsign′", "softsign_slope")
