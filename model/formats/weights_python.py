"""Weights as a readable Python module that needs only NumPy.

Every name and number is written with ``repr``, so nothing in a name can become code.
"""

from collections.abc import Sequence

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

It needs NumPy alone. ``scores(x)`` and ``predict(x)`` take raw columns x (n, {d}), one row for each
point, in the order of {order}. Run as a program it checks itself.
"""

import numpy as np
'''

_INPUTS = '''

def inputs(x):
    """Raw columns x (n, {d}) and what is made of them: (n, {inputs}), in the order of INPUTS."""
    x = np.asarray(x, dtype=np.float64)
    columns = [
        x,
{made}    ]
    return np.column_stack(columns)
'''

_SCORES = '''

def scores(x):
    """The scores of x (n, {d}) before the last activation ({last}): (n, {outputs})."""
    a = {inputs}
{hidden}    return {output}


def predict(x):
    """The class indices of x (n, {d}), (n,): {rule}."""
    return {predicted}
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
    inputs, (features, derived) = len(weights.inputs), split_inputs(weights.inputs)
    parts = [
        _HEAD.format(
            title=CLASSIFIERS[weights.classifier].noun,
            inputs=number_of(inputs, "input"),
            classes=len(weights.classes),
            d=len(features),
            order="COLUMNS" if derived else "INPUTS",
        ),
        _constants(weights, features),
    ]
    used = (ACTIVATIONS[layer.activation] for layer in weights.layers[:-1])
    parts += dict.fromkeys(activation.helper for activation in used)
    if derived:
        made = "".join(f"        {_DERIVED[key]},\n" for key in derived)
        parts.append(_INPUTS.format(d=len(features), inputs=inputs, made=made))
    parts += [SOURCE, _functions(weights, len(features)), _MAIN]
    return "".join(parts).encode()


def _constants(weights: Weights, features: Sequence[str]) -> str:
    parts = [_names("COLUMNS", features)] if len(features) < len(weights.inputs) else []
    parts += [_names("INPUTS", weights.inputs), _names("CLASSES", weights.classes)]
    for i, layer in enumerate(weights.layers):
        parts.append(_array(f"WEIGHTS_{i}", layer.weights))
        parts.append(_array(f"BIASES_{i}", layer.biases))
    if weights.record is not None:
        parts += _training(weights.record)
    check = weights.check
    if check is None:
        shape = (0, weights.layers[-1].shape.outputs)
        check = Check(np.empty((0, len(weights.inputs))), np.empty(shape))
    allowed = TOLERANCE * np.clip(weights.magnitudes(check.points), 1.0, 1e300)
    parts.append(_array("CHECK_POINTS", check.points[:, : len(features)]))
    parts.append(_array("CHECK_SCORES", check.scores))
    parts.append(_array("CHECK_TOLERANCES", allowed))
    return "\n" + "\n".join(parts) + "\n"


def _training(record: Record) -> list[str]:
    settings = training_of(record)
    settings.pop("scaling", None)
    rows = "".join(f"    {_quoted(key)}: {_quoted(value)},\n" for key, value in settings.items())
    parts = [f"TRAINING = {{\n{rows}}}"]
    if record.scaling is not None:  # already folded into the weights; for information only
        parts.append(_array("SCALING_MEANS", record.scaling.means))
        parts.append(_array("SCALING_DEVIATIONS", record.scaling.deviations))
    return parts


def _functions(weights: Weights, columns: int) -> str:
    last = len(weights.layers) - 1
    hidden = "".join(
        f"    a = {_hidden(layer.activation, i)}\n" for i, layer in enumerate(weights.layers[:-1])
    )
    output = f"a @ WEIGHTS_{last}.T + BIASES_{last}"
    if CLASSIFIERS[weights.classifier].sums_from_left:
        # From the left, as in training: a step jumps at 0, where the last bit matters.
        hidden = "    columns = zip(a.T, WEIGHTS_0.T, strict=True)\n"
        output = "sum(x_i[:, np.newaxis] * w_i for x_i, w_i in columns) + BIASES_0"
    many = "" if len(weights.classes) == 2 else ", largest=True"
    hidden += f"    z = {output}\n"
    output = f"settled(z, a, WEIGHTS_{last}, BIASES_{last}{many})"
    rule, predicted = "the first largest score", "scores(x).argmax(axis=1)"
    if len(weights.classes) == 2:
        rule = "1 where the score is 0 or more, else 0"
        predicted = "(scores(x)[:, 0] >= 0.0).astype(np.int64)"
    return _SCORES.format(
        d=columns,
        inputs=(
            "inputs(x)" if columns < len(weights.inputs) else "np.asarray(x, dtype=np.float64)"
        ),
        last=weights.layers[-1].activation,
        outputs=weights.layers[-1].shape.outputs,
        hidden=hidden,
        output=output,
        rule=rule,
        predicted=predicted,
    )


def _hidden(activation: str, layer: int) -> str:
    """Return the lines that compute the activations of a hidden layer."""
    score, lines = f"a @ WEIGHTS_{layer}.T + BIASES_{layer}", ""
    if ACTIVATIONS[activation].jumps:
        lines = f"    z = settled({score}, a, WEIGHTS_{layer}, BIASES_{layer})\n"
        score = "z"
    return f"{lines}    a = {ACTIVATIONS[activation].source.format(z=score)}\n"


def _names(name: str, values: Sequence[str]) -> str:
    return f"{name} = (\n{''.join(f'    {_quoted(value)},{chr(10)}' for value in values)})"


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
    line = f"[{', '.join(map(repr, values))}]"
    if not isinstance(values[0], list) and len(indent) + len(line) < WIDTH:
        return line
    inner = indent + "    "
    parts = (_list(v, inner) if isinstance(v, list) else repr(v) for v in values)
    return "[\n" + "".join(f"{inner}{part},\n" for part in parts) + f"{indent}]"


PYTHON = WeightsFormat(".py", "Weights, Python source", write)
