"""A classifier's forward pass, error and update as equations."""

from dataclasses import replace

from model.arrays import Floats
from model.classifiers.base import Classifier
from model.explain.error import error
from model.explain.forward import forward_pass
from model.explain.symbols import Names, Symbols
from model.expressions.equations import Block, Explanation, Phase
from model.expressions.expression import SETTING
from model.learning.real_update import Update
from model.learning.settings import Training

UNTRAINED = "This classifier is not trained, so its weights stay as they are"
UNEXPLAINED = "This update has no explanation here"


def explain_point(
    classifier: Classifier,
    training: Training,
    theta: Floats,
    x: Floats,
    names: Names,
    label: int | None = None,
) -> Explanation:
    """Return the forward pass of one point x (inputs,) and, given its label, its error."""
    passed = forward_pass(Symbols(classifier.shapes, names), theta, x)
    if label is None:
        return Explanation(passed.blocks)
    return Explanation((*passed.blocks, *error(passed, label, classifier.loss(training)).blocks))


def explain_update(
    classifier: Classifier, training: Training, update: Update, names: Names, shown: int = 0
) -> Explanation:
    """Return all phases of an update; the passes show point ``shown`` of its batch."""
    symbols = Symbols(classifier.shapes, names)
    passed = forward_pass(symbols, update.theta_before, update.x[shown])
    wrong = error(passed, int(update.labels[shown]), classifier.loss(training))
    blocks = (*_headed(passed.blocks, shown, len(update.labels)), *wrong.blocks)
    if classifier.why_untrainable:
        return Explanation((*blocks, _no_equations("No update", UNTRAINED)))
    rest = classifier.update_blocks(passed, wrong.answer, training, update, shown)
    return Explanation((*blocks, *(rest or (_no_equations("Update", UNEXPLAINED),))))


def _no_equations(title: str, why: str) -> Block:
    return Block(Phase.UPDATE, SETTING, title, why)


def _headed(blocks: tuple[Block, ...], shown: int, points: int) -> tuple[Block, ...]:
    """Say in the title of the first block which point of a batch is shown."""
    if points == 1:
        return blocks
    title = f"{blocks[0].title} of point {shown + 1} of {points}"
    return (replace(blocks[0], title=title), *blocks[1:])
