"""The arguments of the command line."""

import argparse
import csv
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from model.activations import trainable_activations
from model.classifiers import CLASSIFIERS
from model.classifiers.network import UNTRAINABLE
from model.data.features import FORMULAS
from model.formats import WEIGHTS_FORMATS
from model.learning.settings import ALL, ORDERS
from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES
from model.typed import LARGEST, SMALLEST, read_number, read_whole
from model.version import VERSION

LARGEST_WHOLE = 10**18 - 1

_T = TypeVar("_T")


class UsageError(Exception):
    """Arguments that do not go together; the message says which."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the arguments; a flag that was not given is None."""
    top = argparse.ArgumentParser(
        prog="python -m model", description="Train classifiers and predict with them."
    )
    top.add_argument("--version", action="version", version=f"Dividing Line {VERSION}")
    commands = top.add_subparsers(dest="command", required=True, metavar="train | predict")
    _add_train(commands)
    _add_predict(commands)
    return top


_Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_train(commands: "_Commands[argparse.ArgumentParser]") -> None:
    train = commands.add_parser(
        "train",
        usage="python -m model train DATA.csv [FLAG ...]",
        allow_abbrev=False,
        help="train a classifier on the points of a CSV file",
        description="Train a classifier. Standard output gets CSV: epoch,updates,loss,accuracy, "
        "and test_loss,test_accuracy with a test share.",
        epilog="With --init, flags that are not given are taken from its file.",
    )
    train.set_defaults(parser=train)
    train.add_argument("data", metavar="DATA.csv", type=Path, help="the points")
    _add_settings(train)
    _add_data(train)
    _add_files(train)


def _add_settings(train: argparse.ArgumentParser) -> None:
    add = train.add_argument
    add("--classifier", choices=tuple(CLASSIFIERS), help="default: logistic")
    add("--hidden", type=_hidden, metavar="4,2", help="units of hidden layers, or none; default: 4")
    add(
        "--activation",
        type=_activation,
        choices=trainable_activations(),
        help="of hidden layers; default: tanh",
    )
    add("--loss", choices=tuple(LOSSES), help="default: cross-entropy")
    add(
        "--learning-rate",
        type=_number("a learning rate above 0, such as 0.1", SMALLEST),
        metavar="F",
        help="default: 0.1",
    )
    add("--epochs", type=_whole(0), default=100, metavar="N", help="default: 100")
    add("--batch-size", type=_batch_size, metavar="N|all", help="default: 10")
    add("--order", choices=ORDERS, help="of the points in an epoch; default: shuffled")
    add("--seed", type=_whole(0), metavar="N", help="of start, order and split; default: 0")
    add("--optimizer", choices=tuple(OPTIMIZERS), help="default: sgd")
    add("--penalty", choices=PENALTIES, help="on weights; default: none")
    add(
        "--penalty-rate",
        type=_number("a penalty rate of 0 or more, such as 0.001", 0.0),
        metavar="F",
        help="default: 0.001 where there is a penalty",
    )


def _add_data(train: argparse.ArgumentParser) -> None:
    add = train.add_argument
    add("--label", metavar="COLUMN", help="name, or number from 1; default: the last column")
    add("--features", type=_columns, metavar="a,b", help="default: all columns but the label")
    add("--one-hot", action="append", default=[], metavar="COLUMN", help="may be repeated")
    add(
        "--derived",
        type=_columns,
        metavar="x1^2,...",
        help=f"further inputs, in quotes: {', '.join(FORMULAS)}",
    )
    add("--scale", choices=("none", "standard"), help="default: none")
    add(
        "--test-share",
        type=_number("a number from 0 to 0.9", 0.0, 0.9),
        default=0.0,
        metavar="F",
        help="0 to 0.9; default: 0",
    )


def _add_files(train: argparse.ArgumentParser) -> None:
    add = train.add_argument
    add("--init", type=Path, metavar="WEIGHTS", help="start from the weights of a file")
    add("--log-every", type=_whole(1), default=10, metavar="N", help="epochs; default: 10")
    add(
        "--export",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help=f"write the trained weights; may be repeated ({', '.join(WEIGHTS_FORMATS)})",
    )


def _add_predict(commands: "_Commands[argparse.ArgumentParser]") -> None:
    predict = commands.add_parser(
        "predict",
        allow_abbrev=False,
        help="predict the classes of the points of a CSV file",
        description="Predict. Standard output gets CSV, a row for each point: score (for more than "
        "two classes score_NAME, one for each), probability_NAME for each class where the "
        "classifier has probabilities, and class, by name.",
        epilog="Inputs are taken by name where the file has a header, else by position; without a "
        "header, one more column at the end is taken for a label and ignored.",
    )
    predict.set_defaults(parser=predict)
    predict.add_argument("weights", metavar="WEIGHTS", type=Path, help="a weights file")
    predict.add_argument("data", metavar="DATA.csv", type=Path, help="the points")


def _read(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Return a reader whose refusal argparse shows in its own words."""

    def convert(text: str) -> _T:
        try:
            return read(text)
        except ValueError as refusal:
            raise argparse.ArgumentTypeError(str(refusal)) from None

    return convert


def _whole(lowest: int, besides: str = "") -> Callable[[str], int]:
    expected = f"a whole number of {lowest} or more{besides}"
    return _read(lambda text: read_whole(text, expected, lowest, LARGEST_WHOLE))


def _number(expected: str, lowest: float, highest: float = LARGEST) -> Callable[[str], float]:
    return _read(lambda text: read_number(text, expected, lowest, highest))


def _batch_size(text: str) -> int | str:
    return ALL if text == ALL else _whole(1, ", or all")(text)


def _hidden(text: str) -> tuple[int, ...]:
    if text == "none":
        return ()
    return tuple(_whole(1)(units) for units in text.split(","))


def _activation(text: str) -> str:
    if text == "step":
        raise argparse.ArgumentTypeError(UNTRAINABLE)
    return text


def _columns(text: str) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in next(csv.reader([text]), []))
    if not columns or not all(columns):
        raise argparse.ArgumentTypeError(f"{text!r}: expected names separated by commas")
    return columns
