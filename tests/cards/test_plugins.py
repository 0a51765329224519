"""Other packages' declarations: after ours, by name, and told by entry point where nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from tcb_analytics.cards import plugins
from tcb_analytics.cards.plugins import with_plugins
from tcb_analytics.errors import DeckError, ImportRefusedError

GROUP = "tcb_analytics.tests"


@dataclass(frozen=True)
class Thing:
    """Something with a name."""

    name: str


OURS = (Thing("zebra"), Thing("ant"))
BEE, COW, ANT, BARE = Thing("bee"), Thing("cow"), Thing("ant"), "bee"


def declare(monkeypatch: pytest.MonkeyPatch, *pairs: tuple[str, str]) -> None:
    entries = [EntryPoint(name, f"{__name__}:{value}", GROUP) for name, value in pairs]
    monkeypatch.setattr(
        plugins, "entry_points", lambda group: [one for one in entries if one.group == group]
    )


def test_ours_come_first_and_the_others_in_the_order_of_their_entries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declare(monkeypatch, ("second", "BEE"), ("first", "COW"))
    found = with_plugins(GROUP, OURS, Thing, DeckError)
    assert list(found) == ["zebra", "ant", "cow", "bee"]
    assert found["bee"] is BEE
    assert list(with_plugins("other", OURS, Thing, DeckError)) == ["zebra", "ant"]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("ANT", "its name 'ant' is taken"),
        ("BARE", "it is no Thing but a str"),
        ("absent", "it cannot be loaded .AttributeError"),
    ],
)
def test_nonsense_is_told_by_its_entry_point(
    monkeypatch: pytest.MonkeyPatch, value: str, says: str
) -> None:
    declare(monkeypatch, ("guest", value))
    for error in (DeckError, ImportRefusedError):
        with pytest.raises(error, match=says) as caught:
            with_plugins(GROUP, OURS, Thing, error)
        assert "another package's thing is refused" in caught.value.what
        assert f"'guest' = '{__name__}:{value}'" in (caught.value.where or "")
        assert caught.value.remedy
