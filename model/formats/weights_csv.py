"""The parameters alone as CSV, for spreadsheets; never read back."""

from collections.abc import Iterator

from model.formats.base import WeightsFormat
from model.formats.content import content_of
from model.run.weights import Weights
from model.tables.table import as_cell

HEADER = ("layer", "output", "input", "value", "output_name", "input_name", "activation")


def write(weights: Weights) -> bytes:
    """Return a row for each parameter, as docs/files.md says.

    Layers, outputs and inputs are counted from 0; the names come after the value.

    Raises:
        FileError: a number is not finite.
    """
    content_of(weights)  # refuses what is not finite
    rows = (HEADER, *_scaling(weights), *_parameters(weights))
    return "".join(f"{','.join(map(as_cell, row))}\n" for row in rows).encode()


def _scaling(weights: Weights) -> Iterator[tuple[str, ...]]:
    """Yield the means and deviations by which raw inputs are scaled before the first layer."""
    if weights.scaling is None:
        return
    for what, values in (
        ("mean", weights.scaling.means),
        ("deviation", weights.scaling.deviations),
    ):
        for j, (name, value) in enumerate(zip(weights.inputs, values.tolist(), strict=True)):
            yield "scaling", what, str(j), repr(value), "", name, ""


def _parameters(weights: Weights) -> Iterator[tuple[str, ...]]:
    inputs = weights.inputs
    for i, layer in enumerate(weights.layers):
        outputs = _output_names(weights, i)
        pairs = zip(layer.weights.tolist(), layer.biases.tolist(), outputs, strict=True)
        for output, (row, bias, name) in enumerate(pairs):
            for j, value in enumerate(row):
                yield str(i), str(output), str(j), repr(value), name, inputs[j], layer.activation
            yield str(i), str(output), "bias", repr(bias), name, "bias", layer.activation
        inputs = outputs


def _output_names(weights: Weights, layer: int) -> tuple[str, ...]:
    """Return h1, h2, ... (in several hidden layers h1_1, ...), last the classes with a score."""
    last = len(weights.layers) - 1
    if layer == last:
        return weights.classes if len(weights.classes) > 2 else weights.classes[1:]
    prefix = f"h{layer + 1}_" if last > 1 else "h"
    return tuple(f"{prefix}{unit + 1}" for unit in range(weights.layers[layer].shape.outputs))


CSV = WeightsFormat(".csv", "Weights, CSV", write)
