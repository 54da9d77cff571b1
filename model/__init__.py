"""Dividing Line's model: points, classifiers and their training, on NumPy alone.

A Document says what is trained; a Trainer trains it; a Snapshot shows where it stands.
"""

import os

# Small products gain nothing from threads, painting stalls less, and sums repeat to the bit.
# It must be said before NumPy is imported.
for _library in ("OPENBLAS", "MKL", "OMP", "VECLIB"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from model.classifiers import CLASSIFIERS  # noqa: E402
from model.dataset import Dataset, dataset  # noqa: E402
from model.document import Document, new_document  # noqa: E402
from model.export import weights_of  # noqa: E402
from model.generators import PRESETS  # noqa: E402
from model.snapshot import Snapshot, snapshot  # noqa: E402
from model.trainer import Outcome, Place, Trainer  # noqa: E402
from model.training import Training  # noqa: E402
from model.weights import Weights  # noqa: E402

__all__ = [
    "CLASSIFIERS",
    "PRESETS",
    "Dataset",
    "Document",
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
