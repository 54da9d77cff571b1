"""Weights as JSON: the form that people and other programs read."""

import json

from model.files import decode
from model.formats.base import WeightsFormat
from model.formats.content import content_of
from model.formats.reading import weights_from
from model.formats.strict_json import parse
from model.run.weights import Weights

_LINE = ",\n "
_LAYER = ",\n            "


def write(weights: Weights) -> bytes:
    """Return a line for each part and each layer, in UTF-8, with numbers in full precision.

    Raises:
        FileError: a number is not finite.
    """
    content = content_of(weights)
    head = f'"format": {_text(content.pop("format"))}, "version": {_text(content.pop("version"))}'
    parts = [head, *(f'"{key}": {_part(value)}' for key, value in content.items())]
    return f"{{{_LINE.join(parts)}}}\n".encode()


def _part(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):  # the layers
        return f"[{_LAYER.join(map(_text, value))}]"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read(data: bytes, source: str) -> Weights:
    """Return the weights in the bytes of a JSON file.

    Raises:
        FileError: it is not a weights file, is damaged, or its check fails.
    """
    return weights_from(parse(decode(data, source), source), source)


JSON = WeightsFormat(".json", "Weights, JSON", write, read)
