"""Every listed classifier can be picked, drawn and trained in the window."""

import pytest

from model import CLASSIFIERS
from tests.gui.person import Person


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_listed_classifier_can_be_picked_and_trained(person: Person, name: str) -> None:
    kind = CLASSIFIERS[name]
    assert kind.description
    person.press_button(kind.title)
    assert person.document.classifier_name == name
    before = person.place.theta.tolist()
    person.updates(20)
    assert person.place.theta.tolist() != before
