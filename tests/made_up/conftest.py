"""Registers the made-up kinds for every test of this folder."""

import pytest

from tests.made_up.listing import list_made_up_kinds


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    list_made_up_kinds(monkeypatch)
