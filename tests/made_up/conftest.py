"""The made-up kinds are listed."""

import pytest

from tests.made_up.listing import list_made_up_kinds


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    list_made_up_kinds(monkeypatch)
