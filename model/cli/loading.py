"""The points that ``train`` is asked to train on."""

from argparse import Namespace

from model.cli.messages import say
from model.dataset import Dataset, dataset
from model.errors import FileError, listed
from model.formats import read_table
from model.inputs import inputs_of, is_encoded, origins
from model.points import Choices, Points, label_column, labels_of, points_of
from model.table import Table
from model.weights import Weights


def load(arguments: Namespace, init: Weights | None) -> Points:
    """The points of DATA.csv, read as the flags say.

    Where they name no features and the header has all inputs of ``init``, those are taken.

    Raises:
        FileError: the file cannot be read so, or does not fit the weights of --init.
    """
    choices = Choices(arguments.label, arguments.features, tuple(arguments.one_hot), 2, 6)
    inputs = init.inputs if init is not None else ()
    table = read_table(arguments.data, (*choices.named, *inputs))
    points = _as_in(table, inputs, choices) or points_of(table, choices)
    _tell(points.dataset, arguments)
    if init is not None:
        _refuse_misfit(points.dataset, init, arguments)
    return points


def _as_in(table: Table, inputs: tuple[str, ...], choices: Choices) -> Points | None:
    """The points with just these inputs, if all are in the header and none is the label."""
    header = table.header
    if not inputs or header is None or choices.features is not None or choices.one_hot:
        return None
    label = label_column(table, choices.label)
    needed = origins(header, inputs)
    if None in needed or header[label] in needed:
        return None
    class_names, labels = labels_of(table, label, choices)
    one_hot = tuple(is_encoded(header, name) for name in inputs)
    return Points(dataset(inputs_of(table, inputs), labels, inputs, class_names), one_hot)


def _tell(points: Dataset, arguments: Namespace) -> None:
    pairs = zip(points.class_names, points.counts(), strict=True)
    classes = ", ".join(f"{count} of class {name}" for name, count in pairs)
    features = listed(points.feature_names)
    say(f"read {len(points)} points from {arguments.data}: features {features}; {classes}")


def _refuse_misfit(points: Dataset, init: Weights, arguments: Namespace) -> None:
    names, inputs = points.feature_names, init.inputs
    if len(names) != len(inputs):
        raise FileError(
            f"{arguments.init} takes {len(inputs)} inputs ({listed(inputs)}), but "
            f"{arguments.data} has {len(names)} ({listed(names)}): choose --features"
        )
    if points.classes != len(init.classes):
        raise FileError(
            f"{arguments.init} tells {len(init.classes)} classes apart, but {arguments.data} has "
            f"{points.classes} ({listed(points.class_names)}): start from another file"
        )
    if set(names) == set(inputs) and names != inputs:
        raise FileError(
            f"{arguments.init} takes its inputs in the order {listed(inputs)}: give --features "
            "in that order, or leave it out"
        )
    if names != inputs:
        pairs = ", ".join(f"{name} as {input_}" for name, input_ in zip(names, inputs, strict=True))
        say(f"inputs of {arguments.init} are taken by position: {pairs}")
