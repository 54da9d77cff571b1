"""Weights from the plain values that a file holds, checked throughout.

Unknown keys are ignored and lost.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from model.activations import ACTIVATIONS
from model.arrays import Floats
from model.data.features import Scaling
from model.errors import FileError, shown
from model.formats import strict_json as read
from model.formats.content import FORMAT, SCALED_VERSION, VERSION
from model.learning.layers import Layer
from model.learning.settings import ALL, Training
from model.run.weights import Check, Record, Weights
from model.words import number_of


def weights_from(value: object, source: str) -> Weights:
    """Return the weights that the content of a file describes; messages call it ``source``.

    ``training`` and ``check`` may be absent; a check is recomputed.

    Raises:
        FileError: something is missing or has the wrong type or shape, or the check fails.
    """
    content = read.mapping(value, source)
    version = _version(content, source)
    weights = Weights(
        read.text(read.member(content, "classifier", source), f"{source}: classifier"),
        read.names(read.member(content, "inputs", source), f"{source}: inputs"),
        read.names(read.member(content, "classes", source), f"{source}: classes"),
        _layers(read.member(content, "layers", source), f"{source}: layers"),
    )
    try:
        weights.validate()
        if "one_hot" in content:
            columns = _one_hot(content["one_hot"], f"{source}: one_hot")
            weights = replace(weights, one_hot=columns)
        if version == SCALED_VERSION:
            found = read.member(content, "scaling", source)
            inputs = len(weights.inputs)
            weights = replace(weights, scaling=_scaling(found, f"{source}: scaling", inputs))
        if "training" in content:
            where = f"{source}: training"
            record = _record(content["training"], where, len(weights.inputs))
            weights = replace(weights, record=record)
        if "check" in content:
            weights = replace(weights, check=_check(content["check"], f"{source}: check", weights))
            weights.verify()
    except FileError:
        raise
    except ValueError as error:
        raise FileError(f"{source}: {error}") from None
    return weights


def _version(content: Mapping[str, object], source: str) -> int:
    if content.get("format") != FORMAT:
        raise FileError(f'{source} is not a weights file: expected "format": "{FORMAT}" in it')
    version = read.integer(read.member(content, "version", source), f"{source}: version")
    if version not in (VERSION, SCALED_VERSION):
        raise FileError(
            f"{source} is of version {version}: expected version {VERSION} or {SCALED_VERSION}; "
            "open it with the program that wrote it"
        )
    return version


def _one_hot(value: object, where: str) -> tuple[str, ...]:
    return read.names(value, where) if read.items(value, where) else ()


def _layers(value: object, where: str) -> tuple[Layer, ...]:
    return tuple(_layer(item, f"{where}[{i}]") for i, item in enumerate(read.items(value, where)))


def _layer(value: object, where: str) -> Layer:
    content = read.mapping(value, where)
    weights = read.matrix(read.member(content, "weights", where), f"{where}.weights")
    biases = read.vector(read.member(content, "biases", where), f"{where}.biases")
    activation = read.member(content, "activation", where)
    if not weights.size:
        raise FileError(f"{where}.weights is empty: expected a row of numbers for each output")
    if len(biases) != len(weights):
        found = number_of(len(biases), "number")
        raise FileError(
            f"{where}.biases has {found}: expected {len(weights)}, one for each row of weights"
        )
    return Layer(weights, biases, _one_of(activation, ACTIVATIONS, f"{where}.activation"))


def _one_of(value: object, known: Collection[str], where: str) -> str:
    found = read.text(value, where)
    if found not in known:
        raise FileError(f"{where} is {shown(found)}: expected one of {', '.join(known)}")
    return found


def _record(value: object, where: str, inputs: int) -> Record:
    content, usual = read.mapping(value, where), Training()

    def given(key: str, default: object) -> tuple[object, str]:
        return content.get(key, default), f"{where}.{key}"

    size, size_where = given("batch_size", usual.batch_size)
    training = Training(
        read.number(*given("learning_rate", usual.learning_rate)),
        None if size == ALL else read.integer(size, size_where, 1),
        read.text(*given("order", usual.order)),
        read.text(*given("loss", usual.loss)),
        read.text(*given("optimizer", usual.optimizer)),
        read.text(*given("penalty", usual.penalty)),
        read.number(*given("penalty_rate", usual.penalty_rate)),
    )
    return Record(
        read.integer(*given("epoch", 0)),
        read.integer(*given("updates", 0)),
        read.integer(*given("seed", 0)),
        training,
        _scaling(content["scaling"], f"{where}.scaling", inputs) if "scaling" in content else None,
    )


def _scaling(value: object, where: str, inputs: int) -> Scaling:
    content = read.mapping(value, where)

    def numbers(key: str) -> Floats:
        found = read.vector(read.member(content, key, where), f"{where}.{key}")
        if len(found) != inputs:
            raise FileError(
                f"{where}.{key} has {number_of(len(found), 'number')}: expected {inputs}"
            )
        return found

    scaling = Scaling(numbers("means"), numbers("deviations"))
    if not (scaling.deviations > 0).all():
        raise FileError(f"{where}.deviations: expected numbers above 0")
    return scaling


def _check(value: object, where: str, weights: Weights) -> Check:
    content = read.mapping(value, where)
    outputs = weights.layers[-1].shape.outputs
    points = read.member(content, "points", where)
    scores = read.member(content, "scores", where)
    check = Check(
        read.matrix(points, f"{where}.points", len(weights.inputs)),
        read.matrix(scores, f"{where}.scores", outputs),
        read.text(content["checksum"], f"{where}.checksum") if "checksum" in content else "",
    )
    if len(check.points) != len(check.scores):
        rows = number_of(len(check.scores), "row")
        raise FileError(
            f"{where}.scores has {rows}: expected {len(check.points)}, one for each point"
        )
    return check
