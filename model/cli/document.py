"""The document that ``train`` trains: points, inputs, settings and start."""

from argparse import Namespace
from dataclasses import replace

import numpy as np

from model.cli.settings import Settings
from model.data.dataset import Dataset
from model.data.features import derived_behind, derived_of, with_derived_inputs
from model.errors import FileError, shown, twice
from model.run.document import Document, Start
from model.run.edits import with_standard_scaling
from model.run.weights import Weights
from model.words import number_of


def document_of(
    arguments: Namespace, settings: Settings, init: Weights | None, points: Dataset
) -> Document:
    """Return the document of these points and settings; it starts at the weights of --init.

    Raises:
        FileError: the points cannot be split or scaled, or inputs be derived, as the flags ask.
    """
    document = Document(
        points,
        settings.classifier,
        settings.hidden,
        settings.activation,
        settings.training,
        data_seed=settings.seed,
        start_seed=settings.seed,
        split_seed=settings.seed,
        start=Start(weights=init and replace(init, record=None, check=None)),  # counters at 0
        origin=str(arguments.data),
        derived=_derived(arguments, init, points),
        test_share=arguments.test_share,
    )
    if document.derived:
        _refuse_derived(document)
    if arguments.test_share and not document.test_mask().any():
        raise FileError(
            f"{document.origin} has {number_of(len(points), 'point')}: too few for a test share of "
            f"{arguments.test_share}"
        )
    return _scaled(document, arguments, init)


def _derived(arguments: Namespace, init: Weights | None, points: Dataset) -> tuple[str, ...]:
    """Return the keys of the formulas that --derived names, or those of the file of --init."""
    asked: tuple[str, ...] | None = None
    if arguments.derived is not None:
        try:
            asked = derived_of(arguments.derived, points.feature_names)
        except ValueError as error:
            raise FileError(f"{arguments.data}: {error}") from None
    if init is None:
        return asked or ()
    in_file = derived_behind(init.inputs, points.features) or ()
    if asked is not None and set(asked) != set(in_file):
        raise FileError(
            f"{arguments.init} has other derived inputs than --derived says: leave --derived out, "
            "or start from another file"
        )
    return in_file


def _refuse_derived(document: Document) -> None:
    """Refuse derived inputs that are there already, or that overflow."""
    double = twice(document.input_names)
    if double is not None:
        raise FileError(
            f"{document.origin}: the input {shown(double)} would be there twice: leave one out"
        )
    x = with_derived_inputs(document.dataset.x, document.derived)
    for name, column in zip(document.input_names, x.T, strict=True):
        if not np.isfinite(column).all():
            raise FileError(
                f"{document.origin}: the input {name} is too large for a number: leave it out"
            )


def _scaled(document: Document, arguments: Namespace, init: Weights | None) -> Document:
    """Scale the document if --scale asks for it; without --scale, as in the file of --init."""
    if arguments.scale == "standard":
        try:
            document = with_standard_scaling(document)
        except ValueError as error:
            raise FileError(f"{document.origin}: {error}") from None
    elif arguments.scale is None and init is not None:
        document = replace(document, scaling=init.trained_scaling)
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            start = document.start_theta()
        except ValueError:
            raise FileError(
                f"{arguments.init} was trained on scaled columns far from 0, and rounding would "
                "change its weights in raw units: leave out --scale none"
            ) from None
    if not np.isfinite(start).all():
        raise FileError(f"{arguments.init} has weights too large to be scaled: use --scale none")
    return document
