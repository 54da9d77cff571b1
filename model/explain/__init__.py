"""The arithmetic of one forward pass and one update, as data for views that know no mathematics.

``explain_point`` and ``explain_update`` give an Explanation: blocks of lines, phase by phase.
``cells`` lays a line out, symbols above figures; ``as_text`` writes all of it.
"""

from dataclasses import replace

from model.arrays import Floats
from model.classifiers.base import Classifier
from model.explain.backward import backward_pass
from model.explain.cells import Cell, cells
from model.explain.error import error
from model.explain.expressions import SETTING, About, Quantity
from model.explain.figures import figure, full
from model.explain.forward import forward_pass
from model.explain.lines import Block, Explanation, Line, Phase
from model.explain.perceptron import perceptron_blocks
from model.explain.real_update import Update, real_update
from model.explain.symbols import Names
from model.explain.text import as_text
from model.explain.update import update_blocks
from model.learning.settings import Training

__all__ = [
    "About",
    "Block",
    "Cell",
    "Explanation",
    "Line",
    "Names",
    "Phase",
    "Quantity",
    "Update",
    "as_text",
    "cells",
    "explain_point",
    "explain_update",
    "figure",
    "full",
    "real_update",
]


def explain_point(
    classifier: Classifier,
    training: Training,
    theta: Floats,
    x: Floats,
    names: Names,
    label: int | None = None,
) -> Explanation:
    """The forward pass of x (inputs,), as the classifier takes it in; with a label, its error."""
    passed = forward_pass(classifier, theta, x, names)
    if label is None:
        return Explanation(passed.blocks)
    return Explanation((*passed.blocks, error(passed, label, training).block))


def explain_update(
    classifier: Classifier, training: Training, update: Update, names: Names, shown: int = 0
) -> Explanation:
    """All phases of an update; the passes are those of point ``shown`` of its batch."""
    label = int(update.labels[shown])
    passed = forward_pass(classifier, update.theta_before, update.x[shown], names)
    wrong = error(passed, label, training)
    blocks = (*_headed(passed.blocks, shown, len(update.labels)), wrong.block)
    if classifier.why_untrainable:
        why = Block(Phase.UPDATE, SETTING, "No update", classifier.why_untrainable)
        return Explanation((*blocks, why))
    if classifier.one_at_a_time:
        return Explanation((*blocks, *perceptron_blocks(passed, label, training, update)))
    back = backward_pass(passed, wrong.errors, update.x, update.labels, shown, training.loss)
    changes = update_blocks(passed.symbols, passed.parameters, back.gradient, training, update)
    return Explanation((*blocks, *back.blocks, *changes))


def _headed(blocks: tuple[Block, ...], shown: int, points: int) -> tuple[Block, ...]:
    """The first block says which point of a batch it is."""
    if points == 1:
        return blocks
    title = f"{blocks[0].title} of point {shown + 1} of {points}"
    return (replace(blocks[0], title=title), *blocks[1:])
