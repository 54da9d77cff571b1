"""Weights as a readable Python module that needs only NumPy.

Every name and number is written with ``repr``, so nothing in a name can become code.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from model.activations import ACTIVATIONS
from model.arrays import AnyFloats
from model.classifiers import CLASSIFIERS
from model.data.features import split_inputs
from model.formats.base import WeightsFormat
from model.formats.content import content_of, training_of
from model.learning.ties import SOURCE
from model.run.weights import TOLERANCE, Check, Record, Weights
from model.words import number_of

WIDTH = 88

_HEAD = '''"""A {title} of {inputs} and {classes} classes, made with Dividing Line.

It needs NumPy alone. {functions} take raw columns
x (n, {d}), one row for each point, in the order of {order}. Run as a program it checks itself.
"""

import numpy as np
'''

_COLUMNS = """

def _columns(x):
    x = np.asarray(x)
    if x.ndim != 2 or x.shape[1] != {d}:
        raise ValueError(f"x has the shape {{x.shape}}: expected (n, {d}), a row a point")
    if x.dtype.kind not in "biuf":
        x = np.array([[_number(cell) for cell in row] for row in x]).reshape(x.shape)
    x = x.astype(np.float64)
    if not np.isfinite(x).all():
        row, column = np.argwhere(~np.isfinite(x))[0].tolist()
        raise ValueError(f"row {{row}}, column {{column}} of x is not a finite number")
    return x
"""

_NUMBER = """

def _number(cell):
    text = str(cell)
    try:
        number = float(cell) if text.isascii() and "_" not in text else np.nan
    except (TypeError, ValueError, OverflowError):
        return np.nan
    digits = text.lower().partition("e")[0]
    is_lost = number == 0.0 and any(digit in "123456789" for digit in digits)
    return np.nan if is_lost else number
"""

_ENCODED = """

def _columns(x):
    x = np.asarray(x, dtype=object)
    if x.ndim != 2 or x.shape[1] != {d}:
        raise ValueError(f"x has the shape {{x.shape}}: expected (n, {d}), a row a point")
    columns = [
{columns}    ]
    return np.column_stack(columns){order}


def _category(cell):
    text = str(cell).strip()
    try:
        number = float(text) if text.isascii() and "_" not in text else np.nan
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() else text


def _one_hot(cells, name):
    known = CATEGORIES[name]
    found = [_category(cell) for cell in cells]
    for row, category in enumerate(found):
        if category not in known:
            raise ValueError(
                f"row {{row}}, column {{name}}: {{category!r}} is not a known category: "
                f"expected one of {{', '.join(known)}}"
            )
    rows = [[float(category == other) for other in known] for category in found]
    return np.array(rows).reshape(len(found), len(known))
"""

_NUMBERS = """

def _numbers(cells, name):
    numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
    for row, cell in enumerate(cells):
        if not np.isfinite(numbers[row]):
            raise ValueError(f"row {row}, column {name}: {cell} is not a finite number")
    return numbers
"""

_INPUTS = '''

def inputs(x):
    """The inputs that are made of raw columns x (n, {d}): (n, {inputs}), as INPUTS says."""
    x = _columns(x)
    columns = [
        x,
{made}    ]
    return np.column_stack(columns)
'''

_SCORES = '''

def scores(x):
    """The scores of x (n, {d}) before the last activation ({last}): (n, {outputs})."""
    a = {inputs}
{scaling}{hidden}    return {output}
'''

_PROBABILITIES = '''

def probabilities(x):
    """The probabilities of x (n, {d}): (n, {classes}), in the order of CLASSES."""
    z = scores(x)
    return {probabilities}
'''

_PREDICT = '''

def predict(x):
    """The names of the classes of x (n, {d}), (n,): {rule}."""
    return np.array(CLASSES)[{predicted}]
'''

_MAIN = '''

def check():
    """Whether the weights give the scores that they gave when they were written."""
    difference = np.abs(scores(CHECK_POINTS) - CHECK_SCORES)
    return bool((difference <= CHECK_TOLERANCES[:, np.newaxis]).all())


if __name__ == "__main__":
    if not check():
        raise SystemExit("Other scores than the weights gave: the file was changed.")
    print(f"The weights give the scores they gave. Points: {len(CHECK_POINTS)}.")
'''

_DERIVED = {
    "x1^2": "x[:, 0] * x[:, 0]",
    "x2^2": "x[:, 1] * x[:, 1]",
    "x1*x2": "x[:, 0] * x[:, 1]",
    "sin(x1)": "np.sin(x[:, 0])",
    "sin(x2)": "np.sin(x[:, 1])",
}


def write(weights: Weights) -> bytes:
    """Return the source text of the module, in UTF-8.

    Raises:
        FileError: a number is not finite.
    """
    content_of(weights)  # refuses what is not finite
    columns = _columns_of(weights)
    parts = [_head(weights, columns), _constants(weights, columns)]
    used = [layer.activation for layer in weights.layers[:-1]]
    if _gives_probabilities(weights):
        used.append(weights.layers[-1].activation)
    parts += dict.fromkeys(ACTIVATIONS[name].helper for name in used)
    parts += [_reader(weights, columns), SOURCE, _functions(weights, len(columns)), _MAIN]
    return "".join(parts).encode()


def _columns_of(weights: Weights) -> dict[str, tuple[str, ...]]:
    """Return the raw columns, each with its categories, none for a column of numbers."""
    columns = dict[str, tuple[str, ...]]()
    for name, encoded in zip(weights.inputs, weights.encoded, strict=False):
        if encoded is None:
            columns[name] = ()
        else:
            column, value = encoded
            columns[column] = (*columns.get(column, ()), value)
    return columns


def _gives_probabilities(weights: Weights) -> bool:
    return ACTIVATIONS[weights.layers[-1].activation].gives_probabilities


def _head(weights: Weights, columns: Mapping[str, Sequence[str]]) -> str:
    names = ["``scores(x)``", "``probabilities(x)``", "``predict(x)``"]
    if not _gives_probabilities(weights):
        del names[1]
    return _HEAD.format(
        title=CLASSIFIERS[weights.classifier].noun,
        inputs=number_of(len(weights.inputs), "input"),
        classes=len(weights.classes),
        functions=f"{', '.join(names[:-1])} and {names[-1]}",
        d=len(columns),
        order="INPUTS" if tuple(columns) == weights.inputs else "COLUMNS",
    )


def _constants(weights: Weights, columns: Mapping[str, Sequence[str]]) -> str:
    parts = [] if tuple(columns) == weights.inputs else [_names("COLUMNS", tuple(columns))]
    encoded = {name: values for name, values in columns.items() if values}
    if encoded:
        rows = "".join(
            f"    {_quoted(name)}: {_tuple(v, '    ')},\n" for name, v in encoded.items()
        )
        parts.append(f"CATEGORIES = {{\n{rows}}}")
    parts += [_names("INPUTS", weights.inputs), _names("CLASSES", weights.classes)]
    if weights.scaling is not None:
        parts.append(_array("MEANS", weights.scaling.means))
        parts.append(_array("DEVIATIONS", weights.scaling.deviations))
    for i, layer in enumerate(weights.layers):
        parts.append(_array(f"WEIGHTS_{i}", layer.weights))
        parts.append(_array(f"BIASES_{i}", layer.biases))
    if weights.record is not None:
        parts.append(_training(weights.record))
    parts += _check(weights, columns)
    return "\n" + "\n".join(parts) + "\n"


def _training(record: Record) -> str:
    settings = training_of(record)
    settings.pop("scaling", None)  # it is folded in, or there as MEANS and DEVIATIONS
    rows = "".join(f"    {_quoted(key)}: {_quoted(value)},\n" for key, value in settings.items())
    return f"TRAINING = {{\n{rows}}}"


def _check(weights: Weights, columns: Mapping[str, Sequence[str]]) -> list[str]:
    check, encoded = weights.check, weights.encoded
    if check is None:
        shape = (0, weights.layers[-1].shape.outputs)
        check = Check(np.empty((0, len(weights.inputs))), np.empty(shape))
    rows = [_raw_row(row, encoded, columns) for row in check.points.tolist()]
    kept = [i for i, row in enumerate(rows) if row is not None]
    allowed = TOLERANCE * np.clip(weights.magnitudes(check.points), 1.0, 1e300)
    points = f"CHECK_POINTS = np.empty((0, {len(columns)}))"
    if kept and any(columns.values()):
        points = f"CHECK_POINTS = {_list([rows[i] for i in kept], '')}"
    elif kept:
        points = _array("CHECK_POINTS", check.points[:, : len(encoded)])
    scores, allowed = check.scores[kept], allowed[kept]
    return [points, _array("CHECK_SCORES", scores), _array("CHECK_TOLERANCES", allowed)]


def _raw_row(
    row: Sequence[float],
    encoded: Sequence[tuple[str, str] | None],
    columns: Mapping[str, Sequence[str]],
) -> list[object] | None:
    """Return the raw cells behind a row of inputs; None if none give it, as 0.5 of a category."""
    found = dict[str, object]()
    for name, pair, value in zip(_feature_names(encoded, columns), encoded, row, strict=False):
        if pair is None:
            found[name] = value
        elif value == 1.0 and name not in found:
            found[name] = pair[1]
        elif value != 0.0:
            return None
    return [found[name] for name in columns] if len(found) == len(columns) else None


def _feature_names(
    encoded: Sequence[tuple[str, str] | None], columns: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield the column behind each feature."""
    plain = (name for name, values in columns.items() if not values)
    return (next(plain) if pair is None else pair[0] for pair in encoded)


def _reader(weights: Weights, columns: Mapping[str, Sequence[str]]) -> str:
    """Return the functions that turn raw columns into inputs."""
    _, derived = split_inputs(weights.inputs)
    read = _NUMBER + _COLUMNS.format(d=len(columns))
    if any(columns.values()):
        calls = "".join(
            f"        {'_one_hot' if values else '_numbers'}(x[:, {j}], COLUMNS[{j}]),\n"
            for j, values in enumerate(columns.values())
        )
        read = _ENCODED.format(d=len(columns), columns=calls, order=_order(weights, columns))
        read = read if all(columns.values()) else _NUMBER + read + _NUMBERS
    if not derived:
        return read
    made = "".join(f"        {_DERIVED[key]},\n" for key in derived)
    return read + _INPUTS.format(d=len(columns), inputs=len(weights.inputs), made=made)


def _order(weights: Weights, columns: Mapping[str, Sequence[str]]) -> str:
    """Return source that puts the features in order, where categories of columns are mixed."""
    pairs = [(name, value) for name, values in columns.items() for value in values or ("",)]
    names = zip(_feature_names(weights.encoded, columns), weights.encoded, strict=True)
    order = [pairs.index((name, pair[1] if pair else "")) for name, pair in names]
    return "" if order == sorted(order) else f"[:, {order}]"


def _functions(weights: Weights, columns: int) -> str:
    last, classes = len(weights.layers) - 1, len(weights.classes)
    hidden = "".join(_hidden(layer.activation, i) for i, layer in enumerate(weights.layers[:-1]))
    output = f"a @ WEIGHTS_{last}.T + BIASES_{last}"
    if CLASSIFIERS[weights.classifier].sums_from_left:
        # From the left, as in training: a step jumps at 0, where the last bit matters.
        hidden = "    columns = zip(a.T, WEIGHTS_0.T, strict=True)\n"
        output = "sum(x_i[:, np.newaxis] * w_i for x_i, w_i in columns) + BIASES_0"
    many = "" if classes == 2 else ", largest=True"
    hidden += f"    z = {output}\n"
    output = f"settled(z, a, WEIGHTS_{last}, BIASES_{last}{many})"
    rule, predicted = "that of the first largest score", "scores(x).argmax(axis=1)"
    if classes == 2:
        rule = "the second where the score is 0 or more"
        predicted = "(scores(x)[:, 0] >= 0.0).astype(np.int64)"
    derived = split_inputs(weights.inputs)[1]
    parts = [
        _SCORES.format(
            d=columns,
            inputs="inputs(x)" if derived else "_columns(x)",
            scaling="    a = (a - MEANS) / DEVIATIONS\n" if weights.scaling is not None else "",
            last=weights.layers[-1].activation,
            outputs=weights.layers[-1].shape.outputs,
            hidden=hidden,
            output=output,
        )
    ]
    if _gives_probabilities(weights):
        z = "z" if classes > 2 else "np.hstack([-z, z])"
        found = ACTIVATIONS[weights.layers[-1].activation].source.format(z=z)
        parts.append(_PROBABILITIES.format(d=columns, classes=classes, probabilities=found))
    return "".join([*parts, _PREDICT.format(d=columns, rule=rule, predicted=predicted)])


def _hidden(activation: str, layer: int) -> str:
    """Return the lines that compute the activations of a hidden layer."""
    score, lines = f"a @ WEIGHTS_{layer}.T + BIASES_{layer}", ""
    if ACTIVATIONS[activation].jumps:
        lines = f"    z = settled({score}, a, WEIGHTS_{layer}, BIASES_{layer})\n"
        score = "z"
    return f"{lines}    a = {ACTIVATIONS[activation].source.format(z=score)}\n"


def _names(name: str, values: Sequence[str]) -> str:
    return f"{name} = {_tuple(values)}"


def _tuple(values: Sequence[str], indent: str = "") -> str:
    """Return names as source, one on each line; a single one stays on its line."""
    if len(values) == 1:
        return f"({_quoted(values[0])},)"
    rows = "".join(f"{indent}    {_quoted(value)},\n" for value in values)
    return f"(\n{rows}{indent})"


def _quoted(value: object) -> str:
    """Return a value as Python source, strings in double quotes if they hold none."""
    text = repr(value)
    if text.startswith("'") and '"' not in text:
        return f'"{text[1:-1]}"'
    return text


def _array(name: str, values: AnyFloats) -> str:
    """Return an array as source, a row on each line, or a number if a row is too long."""
    if not values.size:
        return f"{name} = np.empty({values.shape})"
    line = f"{name} = np.array([{', '.join(map(repr, values.ravel().tolist()))}])"
    if values.ndim == 1 and len(line) <= WIDTH:
        return line
    rows = _list(values.astype(np.float64).tolist(), "    ")
    return f"{name} = np.array(\n    {rows}\n)"


def _list(values: Sequence[object], indent: str) -> str:
    line = f"[{', '.join(map(_quoted, values))}]"
    if not isinstance(values[0], list) and len(indent) + len(line) < WIDTH:
        return line
    inner = indent + "    "
    parts = (_list(v, inner) if isinstance(v, list) else _quoted(v) for v in values)
    return "[\n" + "".join(f"{inner}{part},\n" for part in parts) + f"{indent}]"


PYTHON = WeightsFormat(".py", "Weights, Python source", write)
