"""Arithmetic as data: quantities, expressions, equations, and how they are written."""

from model.expressions.cells import Cell, cells
from model.expressions.equations import Block, Equation, Explanation, Phase
from model.expressions.expression import SETTING, About, Quantity
from model.expressions.figures import figure, full
from model.expressions.text import as_text

__all__ = [
    "SETTING",
    "About",
    "Block",
    "Cell",
    "Equation",
    "Explanation",
    "Phase",
    "Quantity",
    "as_text",
    "cells",
    "figure",
    "full",
]
