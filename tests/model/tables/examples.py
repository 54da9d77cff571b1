"""Points as text, read or refused, for the tests of tables."""

import pytest

from model.data.dataset import Dataset
from model.errors import FileError
from model.formats import points_csv
from model.tables.choices import Choices

ADMISSIONS = "admit,gre,gpa,rank\n0,380,3.61,3\n1,660,3.67,3\n1,800,4,1\n1,640,3.19,4\n"


def read(text: str | bytes, **choices: object) -> Dataset:
    data = text.encode() if isinstance(text, str) else text
    return points_csv.read(data, "p.csv", Choices(**choices))  # type: ignore[arg-type]


def refused(text: str | bytes, **choices: object) -> str:
    with pytest.raises(FileError) as refusal:
        read(text, **choices)
    sentence = str(refusal.value)
    assert sentence.startswith("p.csv")
    assert "\n" not in sentence
    return sentence


def content(found: Dataset) -> tuple[object, ...]:
    return found.x.tolist(), found.labels.tolist(), found.feature_names, found.class_names
