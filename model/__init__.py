"""Dividing Line's model: points, classifiers and their training, on NumPy alone.

A Document says what is trained; a Run trains it; a Snapshot shows where it stands.
"""

from model import threads  # noqa: F401  before anything imports NumPy
from model.classifiers import CLASSIFIERS
from model.data.dataset import Dataset, dataset
from model.generators import PRESETS
from model.learning.settings import Training
from model.plane.camera import Camera
from model.run.document import Document
from model.run.edits import new_document
from model.run.export import weights_of
from model.run.place import Mark, Place
from model.run.run import Run
from model.run.trainer import Outcome, Trainer
from model.run.weights import Weights
from model.snapshot import Snapshot, Wishes, snapshot

__all__ = [
    "CLASSIFIERS",
    "PRESETS",
    "Camera",
    "Dataset",
    "Document",
    "Mark",
    "Outcome",
    "Place",
    "Run",
    "Snapshot",
    "Trainer",
    "Training",
    "Weights",
    "Wishes",
    "dataset",
    "new_document",
    "snapshot",
    "weights_of",
]
