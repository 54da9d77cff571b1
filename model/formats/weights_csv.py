"""The parameters alone as CSV, for spreadsheets; never read back."""

from collections.abc import Iterator

from model.formats.base import WeightsFormat
from model.formats.content import content_of
from model.run.weights import Weights

HEADER = "layer,output,input,value"


def write(weights: Weights) -> bytes:
    """Return a row for each parameter: layer, output, input (from 0, or ``bias``) and value.

    Raises:
        FileError: a number is not finite.
    """
    content_of(weights)  # refuses what is not finite
    return "\n".join([HEADER, *_rows(weights), ""]).encode()


def _rows(weights: Weights) -> Iterator[str]:
    for i, layer in enumerate(weights.layers):
        pairs = zip(layer.weights.tolist(), layer.biases.tolist(), strict=True)
        for output, (row, bias) in enumerate(pairs):
            for j, value in enumerate(row):
                yield f"{i},{output},{j},{value!r}"
            yield f"{i},{output},bias,{bias!r}"


CSV = WeightsFormat(".csv", "Weights, CSV", write)
