"""``python -m model train``: points in, a log on standard output, weights out."""

import math
import os
from argparse import Namespace

from model.cli.arguments import UsageError
from model.cli.document import document_of
from model.cli.loading import load
from model.cli.messages import say
from model.cli.settings import Settings, initial_weights, settings_of
from model.errors import FileError
from model.evaluation.diagnosis import diagnosis
from model.evaluation.separation import Separation
from model.formats import weights_format, write_weights
from model.run.export import described, weights_of
from model.run.trainer import Outcome, Trainer
from model.run.weights import Weights


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
    trainer = Trainer(document_of(arguments, settings, init, load(arguments, init)))
    separation = Separation(trainer.document, trainer.measured.is_test)
    told = _tell_findings(trainer, separation, frozenset())
    _train(trainer, arguments)
    _tell_findings(trainer, separation, told)
    weights = _weights(trainer)
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
    """Refuse targets that cannot be written, before anything is trained."""
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


def _train(trainer: Trainer, arguments: Namespace) -> None:
    """Train, with a row on standard output every --log-every epochs.

    Raises:
        FileError: training diverged.
    """
    print("epoch,updates,loss,accuracy" + ",test_loss,test_accuracy" * bool(trainer.measured.tests))
    _log(trainer)
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
        _log(trainer)


def _tell_findings(
    trainer: Trainer, separation: Separation, told: frozenset[str]
) -> frozenset[str]:
    """Say what is found where training stands, except what is ``told``; return what is by then."""
    found = diagnosis(trainer.document, trainer.place, trainer.measured, separation)
    findings = [finding for finding in found if finding.id not in told]
    for finding in findings:
        say(finding.sentence)
    return told | {finding.id for finding in findings}


def _log(trainer: Trainer) -> None:
    """Write one row."""
    place, measured = trainer.place, trainer.measured
    numbers: list[float] = [place.epoch, place.updates, measured.loss, measured.accuracy]
    if measured.tests:
        numbers += [measured.test_loss, measured.test_accuracy]
    print(*map(repr, numbers), sep=",", flush=True)


def _weights(trainer: Trainer) -> Weights:
    """Return the trained weights in raw units, or those of --init if nothing was trained."""
    document, place = trainer.document, trainer.place
    opened = document.start.weights
    if opened is not None and not place.updates:
        return described(document, place, opened.layers, opened.scaling)
    return weights_of(document, place)
