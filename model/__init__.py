"""Dividing Line's model: points, classifiers and their training, on NumPy alone.

A Document says what is trained; a Trainer trains it; a Snapshot shows where it stands.
"""

from model import threads  # noqa: F401  before anything imports NumPy
from model.classifiers import CLASSIFIERS
from model.dataset import Dataset, dataset
from model.document import Document
from model.edits import new_document
from model.export import weights_of
from model.generators import PRESETS
from model.snapshot import Snapshot, snapshot
from model.trainer import Mark, Outcome, Place, Trainer
from model.training import Training
from model.weights import Weights

__all__ = [
    "CLASSIFIERS",
    "PRESETS",
    "Dataset",
    "Document",
    "Mark",
    "Outcome",
    "Place",
    "Snapshot",
    "Trainer",
    "Training",
    "Weights",
    "dataset",
    "new_document",
    "snapshot",
    "weights_of",
]
