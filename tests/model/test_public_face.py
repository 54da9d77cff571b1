"""The public API of the model, as used in a notebook."""

import doctest

import model


def test_the_example_of_the_package_trains_and_predicts() -> None:
    found = doctest.testmod(model)
    assert found.attempted >= 8
    assert found.failed == 0


def test_every_name_of_the_public_face_is_there_and_documented() -> None:
    for name in model.__all__:
        thing = getattr(model, name)
        assert thing is not None
        assert isinstance(thing, dict) or thing.__doc__, name
