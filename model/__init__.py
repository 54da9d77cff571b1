"""Dividing Line's model: points, classifiers and their training, on NumPy alone.

A Document says what is trained; a Trainer trains it; a Snapshot shows where it stands.
"""

from model import threads  # noqa: F401  before anything imports NumPy
from model.classifiers import CLASSIFIERS
from model.data.dataset import Dataset, dataset
from model.generators import PRESETS
from model.learning.settings import Training
from model.run.document import Document
from model.run.edits import new_document
from model.run.export import weights_of
from model.run.trainer import Mark, Outcome, Place, Trainer
from model.run.weights import Weights
from model.snapshot import Snapshot, snapshot

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
