"""Small files of deck commands: copies, prices, values, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import load_format
from tcb_analytics.cli.deck_files import read_copies, read_deck, read_figures
from tcb_analytics.errors import CardError, DeckError
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.workbench.deck_source import LARGEST, with_free
from tests.tiny_set import TINY_CATALOG

RULES = load_format("tidebreak")


def test_copies_are_summed_whatever_the_writing_and_the_leader_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "owned.txt"
    file.write_text("1xTY01-001\n4xTY01-003\n2 Cy (TY01-003)\n3xTY09-001\n")
    found = read_copies(file, TINY_CATALOG, RULES)
    assert found == {"TY01-001": 1, "TY01-003": 6, "TY09-001": 3}
    assert "no catalogue knows TY09-001" in capsys.readouterr().err


def test_figures_are_read_by_number_in_any_case(tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("\ufeffname,number,price\nCy,ty01-003_p1,2.5\nDi,TY01-004,0\n")
    assert read_figures(file, TINY_CATALOG, "price") == {"TY01-003": 2.5, "TY01-004": 0.0}


def test_basic_lands_are_read_though_no_catalogue_lists_them(tmp_path: Path) -> None:
    rules = load_format("magic-limited")
    elk = Card(number="Elk", name="Elk", category=Category.CREATURE, game="magic")
    catalog = with_free(Catalog([elk]), rules)
    assert sorted(catalog) == ["Elk", "Forest", "Island", "Mountain", "Plains", "Swamp"]
    assert with_free(catalog, rules) is catalog
    assert with_free(TINY_CATALOG, RULES) is TINY_CATALOG
    file = tmp_path / "pool.txt"
    file.write_text("2 Elk\n9 Forest\n")
    assert read_copies(file, Catalog([elk]), rules) == {"Elk": 2, "Forest": 9}


@pytest.mark.real_data
def test_a_list_is_read_in_the_game_that_knows_its_cards(
    real_data: Path, sample_folder: Path, tmp_path: Path
) -> None:
    ratings = real_data / "mtg" / "ratings_OTJ.json"
    import_paths([sample_folder, ratings], tmp_path / "lake", limit=100_000_000)
    file = tmp_path / "deck.txt"
    file.write_text("23 Ankle Biter\n17 Forest\n")
    with open_lake(tmp_path) as lake:
        game, deck = read_deck(lake, str(file), None)
        assert (game, deck.size) == ("magic", 40)
        game, deck = read_deck(lake, "1xTB01-001\n4xTB01-010", None)
        assert (game, deck.leader) == ("tidebreak", lake.catalog("tidebreak")["TB01-001"])
        with pytest.raises(DeckError, match="1 line of the deck list cannot be read"):
            read_deck(lake, "23 Ankle Biter\n17 Forest\n1 No Such Elk", None)


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"number,cost\nTY01-003,1\n", DeckError, "expected the columns number,price"),
        (b"", DeckError, "expected the columns number,price"),
        (b"number,price\nTY01-003,1\nTY01-004,cheap\n", DeckError, "line 3: expected a number"),
        (b"number,price\nTY01-003\n", DeckError, "expected a number as price, got ''"),
        (b"number,price\nTY01-0O3,1\n", CardError, "did you mean"),
        (b"\xff\xfe\x00\x01", DeckError, "cannot be read as text"),
        (b"x" * (LARGEST + 1), DeckError, "larger than 1,000,000 bytes"),
    ],
)
def test_a_faulty_file_is_told_with_its_line(
    tmp_path: Path, content: bytes, kind: type[Exception], says: str
) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes(content)
    with pytest.raises(kind, match=says):
        read_figures(file, TINY_CATALOG, "price")
