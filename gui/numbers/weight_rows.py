"""The rows of the table of weights: the name of each and its place in theta."""

from collections.abc import Iterator
from dataclasses import dataclass

from model import Document
from model.learning.layers import LayerShape
from model.rounding import round_up
from model.typed import read_number
from model.words import number_of

HEADING = -1
LARGEST = 1e308


@dataclass(frozen=True)
class WeightRow:
    """A heading over a layer, or one weight or bias.

    Attributes:
        text: What the row shows.
        words: The same in full words.
        at: The index of the parameter in theta, HEADING for a heading.
        bias: The index of the bias of the same unit, HEADING for a heading.
        opens: Whether this is the first row of a unit.
    """

    text: str
    words: str
    at: int = HEADING
    bias: int = HEADING
    opens: bool = False


def rows_of(document: Document) -> tuple[WeightRow, ...]:
    """Return the rows for the classifier of a document, layer by layer."""
    return tuple(_rows(document))


def _rows(document: Document) -> Iterator[WeightRow]:
    classes = document.dataset.class_names
    symbols = document.symbols
    shapes = symbols.shapes
    sources = [symbols.input(i) for i in range(shapes[0].inputs)]
    start = 0
    for depth, shape in enumerate(shapes):
        is_last = depth == len(shapes) - 1
        title = _title(depth, shape, is_last)
        yield WeightRow(title, title)
        units = [symbols.output(depth, unit) for unit in range(shape.outputs)]
        if is_last and shape.outputs > 1:
            units = [name if name.isalpha() else f"class {name}" for name in classes]
        for unit in units:
            bias = start + shape.inputs
            for at, source in enumerate(sources, start):
                words = f"weight of {unit} from {source}"
                yield WeightRow(f"{source} → {unit}", words, at, bias, at == start)
            yield WeightRow(f"b of {unit}", f"bias of {unit}", bias, bias)
            start = bias + 1
        sources = units


def _title(depth: int, shape: LayerShape, is_last: bool) -> str:
    """Return a title such as Layer 1 · 4 units · tanh, or Output · sigmoid."""
    parts = ["Output" if is_last else f"Layer {depth + 1}"]
    if not is_last or shape.outputs > 1:
        parts.append(number_of(shape.outputs, "class" if is_last else "unit"))
    return " · ".join((*parts, shape.activation))


def limit_of(largest: float) -> float:
    """Return the end of the sliders for this largest |weight|: a round number, 1 at least."""
    return round_up(max(2 * min(largest, LARGEST / 10), 1.0))


def weight_text(value: float) -> str:
    """Return a weight with up to four decimals, or with an exponent where they are too few.

    The text has at most ten characters, and more than eight only beyond 1e±10.
    """
    size = abs(value)
    if 1e-4 <= size < 9999.995 or value == 0:
        decimals = 4 if size < 99.99995 else 3 if size < 999.9995 else 2
        return f"{value:z.{decimals}f}".replace("-", "−")
    digits, power = f"{value:.2e}".split("e")
    return f"{digits}e{int(power)}".replace("-", "−")


def read_weight(text: str) -> float:
    """Read a weight as typed.

    Raises:
        ValueError: it is not a finite number; the message says what was expected.
    """
    return read_number(text, "a number such as −0.5")
