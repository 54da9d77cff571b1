"""The base of classifiers that descend the gradient of a loss."""

from dataclasses import dataclass
from typing import ClassVar

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.explain.backward import backward_pass
from model.explain.forward import ForwardPass
from model.explain.update import Lesson, update_blocks
from model.expressions.equations import Block
from model.learning.descent import DescentEngine
from model.learning.engine import Engine
from model.learning.real_update import Update
from model.learning.settings import Training
from model.losses.base import Answer
from model.losses.cross_entropy import CrossEntropy
from model.losses.squared_error import SquaredError
from model.optimizers import OPTIMIZERS
from model.optimizers.gradient_descent import GradientDescent
from model.optimizers.penalties import PENALTIES


@dataclass(frozen=True)
class GradientClassifier(Classifier):
    """Layers trained by gradient descent on one of its losses, in batches."""

    losses: ClassVar[tuple[str, ...]] = (CrossEntropy.name, SquaredError.name)

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        loss = self.loss(training)
        return DescentEngine(self.shapes, theta, x, labels, training, loss)

    def update_blocks(
        self, passed: ForwardPass, answer: Answer, training: Training, update: Update, shown: int
    ) -> tuple[Block, ...]:
        loss = self.loss(training)
        back = backward_pass(passed, answer, update.x, update.labels, shown, loss)
        if back is None:
            return ()
        symbols, parameters = passed.symbols, passed.parameters
        lesson = None
        if self.is_linear and loss.slope_is_error and len(update.labels) == 1:
            is_plain = (
                not self._has_penalty(training) and training.optimizer == GradientDescent.name
            )
            lesson = Lesson(answer, passed.taken_in[0]) if is_plain else None
        changes = update_blocks(symbols, parameters, back.gradient, training, update, lesson)
        return (*back.blocks, *changes)

    def descent(self, training: Training) -> str:
        penalty = PENALTIES[training.penalty]
        more = f", plus the {penalty.title} penalty" if penalty.formula else ""
        title = self.loss(training).title
        return f"Gradient descent makes the {title} smaller: its mean over the batch{more}."

    def change_of_weights(self, training: Training, gains: bool) -> str:
        if self._has_penalty(training):
            return super().change_of_weights(training, gains)
        return OPTIMIZERS[training.optimizer].change

    @staticmethod
    def _has_penalty(training: Training) -> bool:
        return bool(PENALTIES[training.penalty].formula and training.penalty_rate)
