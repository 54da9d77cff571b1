"""What is trained and how: from the flags, or else from the weights file of --init."""

from argparse import Namespace
from dataclasses import dataclass
from typing import TypeVar

from model.classifiers import CLASSIFIERS
from model.cli.arguments import UsageError
from model.errors import FileError
from model.formats import read_weights
from model.learning.settings import ALL, PENALTY_RATE, Training
from model.run.weights import Record, Weights

HIDDEN: tuple[int, ...] = (4,)
ACTIVATION = "tanh"

_T = TypeVar("_T")


@dataclass(frozen=True)
class Settings:
    """The classifier, its hidden layers, its training and the seed."""

    classifier: str
    hidden: tuple[int, ...]
    activation: str
    training: Training
    seed: int


def initial_weights(arguments: Namespace) -> Weights | None:
    """Return the weights of --init, None without that flag.

    Raises:
        FileError: they cannot be read, or cannot be trained any further.
    """
    if arguments.init is None:
        return None
    weights = read_weights(arguments.init)
    try:
        reason = weights.rule().why_untrainable
    except ValueError as error:
        reason = str(error)
    if reason:
        raise FileError(f"{arguments.init} can predict but not be trained on: {reason}")
    return weights


def settings_of(arguments: Namespace, init: Weights | None) -> Settings:
    """Return the settings from the flags, then the weights of --init, then the defaults.

    Raises:
        FileError: the flags ask for another classifier or other layers than those of --init.
        UsageError: flags do not go together, or a number is out of range.
    """
    rule = init.rule() if init is not None else None
    record = (init.record if init is not None else None) or Record()
    name = _agreed(arguments, "classifier", rule.name if rule else None, "logistic")
    hidden, activation = HIDDEN, ACTIVATION
    if CLASSIFIERS[name].shaped(1, 2).hidden_layers is not None:
        in_file = rule.hidden_layers if rule else None
        hidden = _agreed(arguments, "hidden", in_file, hidden)
        # A file without hidden layers does not say what their activation would be.
        named = rule.hidden_activation if rule and in_file else None
        activation = _agreed(arguments, "activation", named, activation)
    elif arguments.hidden is not None or arguments.activation:
        raise UsageError(f"--hidden and --activation are for --classifier network, not {name}")
    seed = record.seed if arguments.seed is None else arguments.seed
    return Settings(name, hidden, activation, _training(arguments, record.training), seed)


def _agreed(arguments: Namespace, flag: str, in_file: _T | None, default: _T) -> _T:
    """Return the value of a flag, which must not contradict the weights file."""
    given: _T | None = getattr(arguments, flag)
    if in_file is None:
        return default if given is None else given
    if given is not None and given != in_file:
        raise FileError(
            f"{arguments.init} has {flag} {_as_flag(in_file)}, but --{flag} says "
            f"{_as_flag(given)}: leave --{flag} out, or start from another file"
        )
    return in_file


def _as_flag(value: object) -> str:
    return ",".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _training(arguments: Namespace, default: Training) -> Training:
    size = arguments.batch_size
    if size is None:
        size = default.batch_size
    rate = arguments.learning_rate
    penalty = arguments.penalty or default.penalty
    penalty_rate = arguments.penalty_rate
    if penalty == "none" and penalty_rate:
        raise UsageError("--penalty-rate needs --penalty l1 or --penalty l2")
    if penalty_rate is None:
        penalty_rate = 0.0 if penalty == "none" else default.penalty_rate or PENALTY_RATE
    try:
        return Training(
            default.learning_rate if rate is None else rate,
            None if size == ALL else size,
            arguments.order or default.order,
            arguments.loss or default.loss,
            arguments.optimizer or default.optimizer,
            penalty,
            penalty_rate,
        )
    except ValueError as error:
        raise UsageError(str(error)) from None
