"""The text of names of features and inputs."""

import pytest

from gui.look.names import derived_text, feature_text
from model.data.features import FORMULAS


@pytest.mark.parametrize(
    ("name", "text"), [("x1", "x₁"), ("x12", "x₁₂"), ("test", "test"), ("x", "x"), ("max1", "max1")]
)
def test_numbered_features_have_their_number_below(name: str, text: str) -> None:
    assert feature_text(name) == text


@pytest.mark.parametrize(
    ("features", "texts"),
    [
        (("x1", "x2"), ["x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"]),
        (
            ("test", "grades", "essay"),
            ["test²", "grades²", "test·grades", "sin test", "sin grades"],
        ),
        (("x1", "age"), ["x₁²", "age²", "x₁·age", "sin x₁", "sin age"]),
    ],
)
def test_inputs_are_made_of_the_names_of_the_features(
    features: tuple[str, ...], texts: list[str]
) -> None:
    assert [derived_text(key, features) for key in FORMULAS] == texts
