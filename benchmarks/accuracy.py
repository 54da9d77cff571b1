"""How well each default document ends, over twenty seeds."""

import os
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure
from model import CLASSIFIERS, PRESETS, Trainer, new_document
from model.document import with_classifier

SEEDS = 20
EPOCHS = 1000
ENOUGH = 19
# Where a classifier can express the answer, and the accuracy that it then reaches.
EXPECTED = {
    ("blobs", "perceptron"): 0.93,
    ("blobs", "logistic"): 0.95,
    ("blobs", "network"): 0.95,
    ("circle", "network"): 0.95,
    ("xor", "network"): 0.95,
    ("moons", "network"): 0.95,
}
INFORMATION = 0.95


class Task(NamedTuple):
    """One document to train."""

    preset: str
    classifier: str
    seed: int


def run(quick: bool) -> list[Figure]:
    """For each preset and classifier, how many of the seeds end well."""
    pairs = [(preset, name) for preset in PRESETS for name in CLASSIFIERS]
    if quick:
        pairs = list(EXPECTED)
    tasks = [Task(*pair, seed) for pair in pairs for seed in range(SEEDS)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        accuracies = np.array(list(pool.map(accuracy, tasks, chunksize=2)))
    return [
        _figure(preset, name, ends)
        for (preset, name), ends in zip(pairs, accuracies.reshape(-1, SEEDS), strict=True)
    ]


def accuracy(task: Task) -> float:
    """The accuracy after all epochs; a perceptron's is the mean over the last epoch's updates.

    A perceptron never comes to rest on points that overlap: it is right on average.
    """
    preset, name, seed = task
    trainer = Trainer(with_classifier(new_document(preset, seed=seed), name))
    if name != "perceptron":
        trainer.advance(EPOCHS * trainer.updates_per_epoch)
        return trainer.measured.accuracy
    trainer.advance((EPOCHS - 1) * trainer.updates_per_epoch)
    seen = []
    for _ in range(trainer.updates_per_epoch):
        trainer.advance(1)
        seen.append(trainer.measured.accuracy)
    return float(np.mean(seen))


def _figure(preset: str, name: str, ends: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
    wanted = EXPECTED.get((preset, name))
    line = INFORMATION if wanted is None else wanted
    mean = ", mean over an epoch" if name == "perceptron" else ""
    shape = ",".join(map(str, PRESETS[preset].hidden)) if name == "network" else ""
    return Figure(
        part="accuracy",
        what=f"{preset}, {name} {shape}".strip()
        + f": at {line:.0%}{mean} (worst {ends.min():.1%})",
        value=float((ends >= line).sum()),
        unit=f" of {SEEDS}",
        least=None if wanted is None else ENOUGH,
        note=f"seeds that end at this accuracy or more after {EPOCHS:,} epochs, 250 points",
        details={"accuracies": ends.tolist()},
    )
