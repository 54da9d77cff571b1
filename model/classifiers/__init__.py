"""The classifiers, in the order in which they are taught."""

from model.classifiers.base import Classifier
from model.classifiers.logistic import Logistic
from model.classifiers.network import Network
from model.classifiers.perceptron import Perceptron

CLASSIFIERS: dict[str, type[Classifier]] = {c.name: c for c in (Perceptron, Logistic, Network)}
