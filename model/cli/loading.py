"""The points that ``train`` trains on."""

from argparse import Namespace

import numpy as np

from model.cli.messages import say
from model.data.dataset import Dataset, dataset
from model.data.features import derived_behind, split_inputs, with_derived_inputs
from model.errors import FileError, listed, shown
from model.evaluation.held_back import held_back
from model.formats import read_table
from model.run.weights import Weights
from model.tables.choices import Choices, label_column, labels_of, points_of, refuse_class_count
from model.tables.table import Table
from model.tables.weight_inputs import inputs_of, is_encoded, origins
from model.words import number_of


def load(arguments: Namespace, init: Weights | None) -> Dataset:
    """Return the points of DATA.csv, read as the flags say.

    If the flags name no features and the header has all those of ``init``, these are taken. If
    ``init`` knows all classes of the points by name, they get its classes, in its order.

    Raises:
        FileError: the file cannot be read in this way, or does not fit the weights of --init.
    """
    fewest = 2 if init is None else 1  # a class or two of those that --init knows will do
    choices = Choices(arguments.label, arguments.features, tuple(arguments.one_hot), fewest, 6)
    features = split_inputs(init.inputs)[0] if init is not None else ()
    table = read_table(arguments.data, (*choices.named, *features))
    points = _as_in(table, features, choices) or points_of(table, choices)
    _refuse_false_names(points, arguments)
    if init is not None:
        points = _with_classes_of(points, init, table, arguments.label)
    _tell(points, arguments)
    if init is not None:
        _refuse_misfit(points, init, arguments)
    return points


def _as_in(table: Table, features: tuple[str, ...], choices: Choices) -> Dataset | None:
    """Return the points with just these features, if all are in the header beside the label."""
    header = table.header
    if not features or header is None or choices.features is not None or choices.one_hot:
        return None
    label = label_column(table, choices.label)
    needed = origins(header, features)
    if None in needed or header[label] in needed:
        return None
    class_names, labels = labels_of(table, label, choices)
    one_hot = tuple(is_encoded(header, name) for name in features)
    return dataset(inputs_of(table, features), labels, features, class_names, one_hot)


def _with_classes_of(points: Dataset, init: Weights, table: Table, label: str | None) -> Dataset:
    """Return the points with the classes of ``init``, in its order, if it knows all of theirs."""
    there = [n for n, count in zip(points.class_names, points.counts(), strict=True) if count]
    if set(there) <= set(init.classes):
        return points.with_classes(init.classes)
    refuse_class_count(
        table, label_column(table, label), len(there), Choices(label, minimum_classes=2)
    )
    return points


def _refuse_false_names(points: Dataset, arguments: Namespace) -> None:
    """Refuse a column that has the name of a derived input but holds something else.

    Weights files identify a derived input by its name alone.
    """
    features, derived = split_inputs(points.feature_names)
    x = with_derived_inputs(points.x[:, : len(features)], derived)
    for i, name in enumerate(points.feature_names[len(features) :], len(features)):
        if not np.allclose(x[:, i], points.x[:, i], rtol=1e-9, atol=1e-12):
            raise FileError(
                f"{arguments.data}: column {shown(name)} does not hold what it is named after: "
                "rename it"
            )


def _tell(points: Dataset, arguments: Namespace) -> None:
    pairs = zip(points.class_names, points.counts(), strict=True)
    classes = ", ".join(f"{count} of class {name}" for name, count in pairs)
    features = listed(points.feature_names)
    count = number_of(len(points), "point")
    kept = held_back(len(points), arguments.test_share)
    after = f"; {kept}" if kept else ""
    say(f"read {count} from {arguments.data}: features {features}; {classes}{after}")


def _refuse_other_classes(points: Dataset, init: Weights, arguments: Namespace) -> None:
    """Refuse points of which the weights know some classes by name, and some not."""
    there = points.class_names
    if set(there) <= set(init.classes):
        return
    if set(there) & set(init.classes):
        raise FileError(
            f"{arguments.init} tells {listed(init.classes)} apart, but the points of "
            f"{arguments.data} are of {listed(there)}: rename the classes, or start from another "
            "file"
        )
    pairs = zip(there, init.classes, strict=True)
    taken = ", ".join(f"{name} as {known}" for name, known in pairs)
    say(f"classes of {arguments.init} are taken by position: {taken}")


def _refuse_misfit(points: Dataset, init: Weights, arguments: Namespace) -> None:
    names, inputs = points.feature_names, init.inputs
    if derived_behind(inputs, len(names)) is None:
        raise FileError(
            f"{arguments.init} takes {number_of(len(inputs), 'input')} ({listed(inputs)}), but "
            f"{arguments.data} has {len(names)} ({listed(names)}): choose --features"
        )
    if points.classes != len(init.classes):
        raise FileError(
            f"{arguments.init} tells {len(init.classes)} classes apart, but {arguments.data} has "
            f"{points.classes} ({listed(points.class_names)}): start from another file"
        )
    _refuse_other_classes(points, init, arguments)
    features = inputs[: len(names)]
    if set(names) == set(features) and names != features:
        raise FileError(
            f"{arguments.init} takes its inputs in the order {listed(features)}: give --features "
            "in that order, or leave it out"
        )
    if names != features:
        pairs = zip(names, features, strict=True)
        taken = ", ".join(f"{name} as {feature}" for name, feature in pairs)
        say(f"inputs of {arguments.init} are taken by position: {taken}")
