"""``python -m model train``: points in, a log on standard output, weights out."""

import math
import os
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import Integers
from model.cli.arguments import UsageError
from model.cli.loading import load
from model.cli.messages import say
from model.cli.settings import Settings, initial_weights, settings_of
from model.dataset import Dataset, dataset, split
from model.document import Document, Start
from model.errors import FileError
from model.export import described
from model.features import Scaling, standard
from model.formats import weights_format, write_weights
from model.measure import measure
from model.points import Points
from model.randomness import Purpose, generator
from model.trainer import Outcome, Trainer
from model.weights import Weights


@dataclass(frozen=True, eq=False)
class Run:
    """All that one training run stands on; ``train`` and ``test`` are in raw units."""

    train: Dataset
    test: Dataset | None
    scaling: Scaling | None
    init: Weights | None
    document: Document


def run(arguments: Namespace) -> None:
    """Train, log and export.

    Raises:
        FileError: a file or its numbers are refused, or training diverged; nothing is exported.
        UsageError: flags do not go together.
    """
    _refuse_exports(arguments)
    init = initial_weights(arguments)
    settings = settings_of(arguments, init)
    _tell_ignored(arguments, settings)
    prepared = _prepared(arguments, settings, init, load(arguments, init))
    trainer = Trainer(prepared.document)
    _train(trainer, prepared, arguments)
    weights = _weights(trainer, prepared)
    for path in arguments.export:
        write_weights(path, weights)
        say(f"wrote {path}")


def _tell_ignored(arguments: Namespace, settings: Settings) -> None:
    flags = ("batch_size", "loss", "optimizer", "penalty", "penalty_rate")
    given = [flag for flag in flags if getattr(arguments, flag) is not None]
    if settings.classifier == "perceptron" and given:
        names = ", ".join(f"--{flag.replace('_', '-')}" for flag in given)
        say(f"a perceptron learns from its mistakes, one point at a time, without {names}")


def _refuse_exports(arguments: Namespace) -> None:
    """Refuse what cannot be exported to before anything is trained."""
    for path in arguments.export:
        try:
            weights_format(path)
        except FileError as error:
            raise UsageError(str(error)) from None
        if not path.parent.is_dir():
            raise FileError(f"there is no folder {path.parent}: make it, or choose another")
        if path.is_dir():
            raise FileError(f"{path} is a folder: name a file in it")
        if os.path.realpath(path) == os.path.realpath(arguments.data):
            raise UsageError(f"--export {path} would overwrite the points: choose another name")


def _prepared(
    arguments: Namespace, settings: Settings, init: Weights | None, points: Points
) -> Run:
    rng = generator(settings.seed, Purpose.SPLIT)
    chosen, held_back = split(len(points.dataset), arguments.test_share, rng)
    if arguments.test_share and not len(held_back):
        raise FileError(
            f"{arguments.data} has {len(points.dataset)} points: too few for a test share of "
            f"{arguments.test_share}"
        )
    train = _part(points.dataset, chosen) if arguments.test_share else points.dataset
    test = _part(points.dataset, held_back) if arguments.test_share else None
    scaling = _scaling(arguments, init, train, points.one_hot)
    document = Document(
        _scaled(train, scaling),
        settings.classifier,
        settings.hidden,
        settings.activation,
        settings.training,
        data_seed=settings.seed,
        start_seed=settings.seed,
        start=Start(weights=_start(arguments, init, scaling)),
        origin=str(arguments.data),
    )
    return Run(train, test, scaling, init, document)


def _part(points: Dataset, indices: Integers) -> Dataset:
    x, labels = points.x[indices], points.labels[indices]
    return dataset(x, labels, points.feature_names, points.class_names)


def _scaled(points: Dataset, scaling: Scaling | None) -> Dataset:
    if scaling is None:
        return points
    x = scaling.apply(points.x)
    return dataset(x, points.labels, points.feature_names, points.class_names)


def _scaling(
    arguments: Namespace, init: Weights | None, train: Dataset, one_hot: Sequence[bool]
) -> Scaling | None:
    if arguments.scale == "standard":
        try:
            return standard(train.x, train.feature_names, one_hot)
        except ValueError as error:
            raise FileError(f"{arguments.data}: {error}") from None
    if arguments.scale is None and init is not None and init.record is not None:
        return init.record.scaling
    return None


def _start(arguments: Namespace, init: Weights | None, scaling: Scaling | None) -> Weights | None:
    """The weights of --init in the units that training sees, all counters at 0."""
    if init is None or scaling is None:
        return init and replace(init, record=None, check=None)
    with np.errstate(over="ignore", invalid="ignore"):
        layers = scaling.unfold(init.layers)
    if not all(np.isfinite(part).all() for part in (layers[0].weights, layers[0].biases)):
        raise FileError(f"{arguments.init} has weights too large to be scaled: use --scale none")
    return replace(init, layers=layers, record=None, check=None)


def _train(trainer: Trainer, prepared: Run, arguments: Namespace) -> None:
    """Train epoch by epoch, a row on standard output now and then.

    Raises:
        FileError: training diverged.
    """
    print("epoch,updates,loss,accuracy" + ",test_loss,test_accuracy" * (prepared.test is not None))
    _log(trainer, prepared)
    if not math.isfinite(trainer.measured.loss):
        raise FileError(
            f"{arguments.data}: the loss is not finite at the start: use --scale standard or "
            "other starting weights"
        )
    epoch, outcome = 0, Outcome.TRAINED
    while epoch < arguments.epochs and outcome is Outcome.TRAINED:
        stop = min(epoch + arguments.log_every - epoch % arguments.log_every, arguments.epochs)
        outcome = trainer.advance((stop - epoch) * trainer.updates_per_epoch)
        place = trainer.place
        if outcome is Outcome.DIVERGED:
            raise FileError(
                f"{arguments.data}: training diverged after update {place.updates} (epoch "
                f"{place.epoch}): use a smaller --learning-rate or --scale standard; nothing was "
                "exported"
            )
        epoch = place.epoch
        _log(trainer, prepared)
    if outcome is Outcome.CONVERGED:
        say(f"converged: epoch {epoch} had no mistake, so training ended")


def _log(trainer: Trainer, prepared: Run) -> None:
    """Write one row."""
    place, measured = trainer.place, trainer.measured
    numbers: list[float] = [place.epoch, place.updates, measured.loss, measured.accuracy]
    if prepared.test is not None:
        document, test = prepared.document, _scaled(prepared.test, prepared.scaling)
        tested = measure(document.classifier, place.theta, test.x, test.labels, document.training)
        numbers += [tested.loss, tested.accuracy]
    print(*map(repr, numbers), sep=",", flush=True)


def _weights(trainer: Trainer, prepared: Run) -> Weights:
    """The trained weights in raw units; those of --init as they were if nothing was trained."""
    place, document = trainer.place, prepared.document
    layers = document.classifier.layers(place.theta)
    if prepared.init is not None and not place.updates:
        layers = prepared.init.layers
    elif prepared.scaling is not None:
        with np.errstate(over="ignore", invalid="ignore"):
            layers = prepared.scaling.fold(layers)
    return described(document, place, layers, prepared.scaling, prepared.train)
