"""What every error function means, in a formula and a sentence, and which one is descended."""

from dataclasses import dataclass

from model.classifiers.base import Classifier
from model.learning.losses import SQUARED
from model.learning.settings import Training


@dataclass(frozen=True)
class Formula:
    """An error function: the field of Metrics that holds it, and what there is to say of it.

    ``missing`` says why its value is not a number.
    """

    name: str
    title: str
    formula: str
    sentence: str
    missing: str = "No points, or scores beyond all bounds."


@dataclass(frozen=True)
class Descended:
    """The field of Metrics that training makes small, "" if there is none, and how it does so."""

    name: str
    sentence: str


MISCLASSIFIED = Formula(
    "misclassified",
    "Misclassified",
    "how many ŷ ≠ y",
    "Points on the wrong side. A line that moves a little changes no count: nothing to descend.",
)
ACCURACY = Formula(
    "accuracy",
    "Accuracy",
    "how many ŷ = y, over n",
    "The share of points on the right side.",
)
DISTANCE = Formula(
    "distance",
    "Distance",
    "Σ |w·x + b| / ‖w‖ over misclassified points",
    "How far the misclassified points are from the line, all together.",
    "There is no line to be far from: all weights are 0, or beyond all bounds.",
)
PERCEPTRON_LOSS = Formula(
    "perceptron_loss",
    "Perceptron loss",
    "mean of max(0, −(2y − 1)z)",
    "How far scores are on the wrong side of 0. A point on the right side adds nothing.",
)
PERCEPTRON_LOSS_OF_MANY = Formula(
    "perceptron_loss",
    "Perceptron loss",
    "mean of best score − score of the label",
    "How far the score of the right class is behind. A point on the right side adds nothing.",
)
LOG_LOSS = Formula(
    "log_loss",
    "Mean log-loss",
    "mean of −y ln ŷ − (1 − y) ln(1 − ŷ)",
    "How much the labels surprise the classifier: most where it is sure and wrong.",
)
LOG_LOSS_OF_MANY = Formula(
    "log_loss",
    "Mean log-loss",
    "mean of −Σ yⱼ ln pⱼ over the classes j",
    "How much the labels surprise the classifier: most where it is sure and wrong.",
)
LIKELIHOOD = Formula(
    "likelihood",
    "Likelihood",
    "Π p(label)",
    "How probable all labels together are. A product: every point makes it smaller.",
)
CROSS_ENTROPY = Formula(
    "cross_entropy",
    "Cross-entropy",
    "−Σ ln p(label)",
    "Minus the logarithm of the likelihood: a sum, which is easier to make small than a product.",
)
SQUARED_ERROR = Formula(
    "squared_error",
    "Squared error",
    "mean of ½ (ŷ − y)²",
    "How far the probabilities are from 0 and 1: half the Brier score.",
)
SQUARED_ERROR_OF_MANY = Formula(
    "squared_error",
    "Squared error",
    "mean of ½ Σ (pⱼ − yⱼ)² over the classes j",
    "How far the probabilities are from 0 and 1: half the Brier score.",
)


def formulas(classifier: Classifier) -> tuple[Formula, ...]:
    """Those of the error functions that a classifier has, in the order of the lessons."""
    two = classifier.classes == 2
    found = [MISCLASSIFIED, ACCURACY]
    if classifier.is_linear and two:
        found.append(DISTANCE)
    if classifier.one_at_a_time:
        found.append(PERCEPTRON_LOSS if two else PERCEPTRON_LOSS_OF_MANY)
    if classifier.has_probabilities:
        found += [LOG_LOSS if two else LOG_LOSS_OF_MANY, LIKELIHOOD, CROSS_ENTROPY]
        found.append(SQUARED_ERROR if two else SQUARED_ERROR_OF_MANY)
    return tuple(found)


def descended(classifier: Classifier, training: Training) -> Descended:
    """Which error function training makes small, and how."""
    if classifier.why_untrainable:
        return Descended("", classifier.why_untrainable)
    if classifier.one_at_a_time:
        return Descended(
            PERCEPTRON_LOSS.name,
            "A perceptron corrects itself at each mistake, and so descends the perceptron loss "
            "point by point.",
        )
    squared = training.loss == SQUARED.name
    title = "squared error" if squared else "log-loss"
    penalty = "" if training.penalty == "none" else f", plus the {training.penalty.upper()} penalty"
    return Descended(
        SQUARED_ERROR.name if squared else LOG_LOSS.name,
        f"Gradient descent makes the {title} smaller: its mean over the batch{penalty}.",
    )
