"""The losses: each with its slope, its formula and its equations."""

from model.losses.base import Loss
from model.losses.cross_entropy import CrossEntropy
from model.losses.misclassified import Misclassified
from model.losses.perceptron import PerceptronLoss
from model.losses.squared_error import SquaredError

LOSSES: dict[str, Loss] = {
    loss.name: loss for loss in (CrossEntropy(), SquaredError(), PerceptronLoss(), Misclassified())
}
