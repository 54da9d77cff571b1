"""What is trained and how: the flags, and what a weights file says where they say nothing."""

from argparse import Namespace
from dataclasses import dataclass

from model.classifier import Classifier
from model.cli.arguments import UsageError
from model.errors import FileError
from model.formats import read_weights
from model.training import ALL, Training
from model.weights import Record, Weights

PENALTY_RATE = 0.001


@dataclass(frozen=True)
class Settings:
    """The classifier, its hidden layers, its training and the seed."""

    classifier: str
    hidden: tuple[int, ...]
    activation: str
    training: Training
    seed: int


def initial_weights(arguments: Namespace) -> Weights | None:
    """The weights of --init, where there are any.

    Raises:
        FileError: they cannot be read, or are such as cannot be trained on.
    """
    if arguments.init is None:
        return None
    weights = read_weights(arguments.init)
    try:
        weights.rule()
    except ValueError as error:
        raise FileError(f"{arguments.init} can predict but not be trained on: {error}") from None
    return weights


def settings_of(arguments: Namespace, init: Weights | None) -> Settings:
    """The settings that flags, the weights of --init and the defaults make together.

    Raises:
        FileError: the flags ask for another classifier or other layers than those of --init.
        UsageError: flags do not go together, or a number is out of its range.
    """
    rule = init.rule() if init is not None else None
    record = (init.record if init is not None else None) or Record()
    name = _agreed(arguments, "classifier", rule and rule.name) or "logistic"
    if name == "network":
        network = rule if rule is not None and rule.name == name else None
        hidden = _agreed(arguments, "hidden", network and network.hidden) or (4,)
        activation = _agreed(arguments, "activation", network and network.activation) or "tanh"
    elif arguments.hidden or arguments.activation:
        raise UsageError(f"--hidden and --activation are for --classifier network, not {name}")
    else:
        hidden, activation = (), "tanh"
    seed = record.seed if arguments.seed is None else arguments.seed
    return Settings(name, hidden, activation, _training(arguments, record.training), seed)


def _agreed(arguments: Namespace, flag: str, in_file: object) -> object:
    """The value of a flag, which must be that of the weights file where there is one."""
    given = getattr(arguments, flag)
    if in_file is None or given is None or given == in_file:
        return in_file if given is None else given
    raise FileError(
        f"{arguments.init} has {flag} {_said(in_file)}, but --{flag} says {_said(given)}: leave "
        f"--{flag} out, or start from another file"
    )


def _said(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _training(arguments: Namespace, otherwise: Training) -> Training:
    def given(flag: str) -> object:
        value = getattr(arguments, flag)
        return getattr(otherwise, flag) if value is None else value

    penalty = arguments.penalty or otherwise.penalty
    rate = arguments.penalty_rate
    if rate is None:
        rate = (otherwise.penalty_rate or PENALTY_RATE) if penalty != "none" else 0.0
    elif rate and penalty == "none":
        raise UsageError("--penalty-rate needs --penalty l1 or --penalty l2")
    return Training()
