"""How well each preset is learnt with its default settings, over twenty seeds."""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure
from model import CLASSIFIERS, PRESETS, Document, Trainer, new_document
from model.run.edits import with_classifier, with_derived, with_generated

SEEDS = 20
EPOCHS = 500
ENOUGH = 18
CLASSES = {"blobs": (2, 3, 6)}
AIMS = {"gate": 1.0, "spiral": 0.9}  # by the first word of the name; 95 % elsewhere
PERCEPTRON = 0.93  # where clouds overlap it never rests, so it is right on average
OVERLAPPING = ("blobs", "students")
# Inputs in which a curve is a line; a spiral is none whatever we derive.
DERIVED = {
    "circle": ("x1^2", "x2^2"),
    "xor": ("x1*x2",),
    "moons": ("sin(x1)",),
    "gate_xor": ("x1*x2",),
    "admissions": ("x1^2", "x2^2", "x1*x2"),
}


class Case(NamedTuple):
    """A preset, and what is to learn it."""

    preset: str
    classifier: str
    classes: int = 2
    derived: tuple[str, ...] = ()

    @property
    def aim(self) -> float:
        """The accuracy to reach."""
        if self.classifier == "perceptron" and self.preset in OVERLAPPING:
            return PERCEPTRON
        return AIMS.get(self.preset.partition("_")[0], 0.95)

    @property
    def is_expressible(self) -> bool:
        """Whether the classifier can express the answer."""
        straight = bool(self.derived) or not PRESETS[self.preset].curved
        return straight or self.classifier == "network"

    @property
    def title(self) -> str:
        """The preset and the classifier with its shape."""
        preset = PRESETS[self.preset]
        several = len(CLASSES.get(self.preset, ())) > 1
        what = f"{preset.title} of {self.classes}" if several else preset.title
        shape = ""
        if self.classifier == "network":
            shape = f" {','.join(map(str, preset.hidden))} {preset.activation}"
        inputs = f" with {', '.join(self.derived)}" if self.derived else ""
        return f"{what}, {self.classifier}{shape}{inputs}"

    def document(self, seed: int) -> Document:
        """What is trained, its points and its start drawn from one seed."""
        document = new_document(self.preset, seed=seed)
        if document.generated is not None and self.classes != 2:
            wanted = replace(document.generated, classes=self.classes)
            document = with_generated(document, wanted, seed)
        return with_derived(with_classifier(document, self.classifier), self.derived)


def cases() -> list[Case]:
    """Every preset with every classifier, and with derived inputs where they help."""
    found = []
    for preset in (preset for preset in PRESETS if PRESETS[preset].fixed_count != 0):
        for classes, name in product(CLASSES.get(preset, (2,)), CLASSIFIERS):
            found.append(Case(preset, name, classes))
        if preset in DERIVED:
            found.append(Case(preset, "logistic", derived=DERIVED[preset]))
    return found


def run(quick: bool) -> list[Figure]:
    """For each case, how many of the seeds end well."""
    wanted = [case for case in cases() if case.is_expressible or not quick]
    tasks = [(case, seed) for case in wanted for seed in range(SEEDS)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        accuracies = np.array(list(pool.map(accuracy, tasks, chunksize=2)))
    return [
        _figure(case, ends)
        for case, ends in zip(wanted, accuracies.reshape(-1, SEEDS), strict=True)
    ]


def accuracy(task: tuple[Case, int]) -> float:
    """The accuracy after all epochs; a perceptron's is the mean over the last epoch's updates.

    A perceptron never comes to rest on points that overlap: it is right on average.
    """
    case, seed = task
    trainer = Trainer(case.document(seed))
    if case.classifier != "perceptron":
        trainer.advance(EPOCHS * trainer.updates_per_epoch)
        return trainer.measured.accuracy
    trainer.advance((EPOCHS - 1) * trainer.updates_per_epoch)
    seen = []
    for _ in range(trainer.updates_per_epoch):
        trainer.advance(1)
        seen.append(trainer.measured.accuracy)
    return float(np.mean(seen))


def _figure(case: Case, ends: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
    mean = ", mean over an epoch" if case.classifier == "perceptron" else ""
    return Figure(
        part="accuracy",
        what=f"{case.title}: at {case.aim:.0%}{mean} (worst {ends.min():.1%})",
        value=float((ends >= case.aim).sum()),
        unit=f" of {SEEDS}",
        least=ENOUGH if case.is_expressible else None,
        note=f"seeds that end at this accuracy or more after {EPOCHS:,} epochs of 250 points "
        "(a gate's few); where nothing is asked for, no line in these inputs can do it",
        details={"accuracies": ends.tolist()},
    )
