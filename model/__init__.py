"""Dividing Line's model: points, classifiers and their training, on NumPy alone.

A ``Document`` says what is trained, a ``Run`` trains it, and a ``Snapshot`` shows where it stands:

>>> import numpy as np
>>> from model import Document, Run, Training, dataset
>>> points = dataset([[1, 1], [2, 3], [6, 5], [7, 8]], [0, 0, 1, 1], class_names=("no", "yes"))
>>> run = Run(Document(points, "logistic", training=Training(learning_rate=0.5, batch_size=None)))
>>> run.advance(1000).value
'trained'
>>> run.measured.accuracy
1.0
>>> weights = run.weights()
>>> scores = weights.scores(np.array([[1.5, 2.0], [6.5, 7.0]]))
>>> [weights.classes[label] for label in weights.classes_of(scores)]
['no', 'yes']
>>> weights.probabilities_of(scores).round(3).tolist()
[[0.992, 0.008], [0.004, 0.996]]
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
