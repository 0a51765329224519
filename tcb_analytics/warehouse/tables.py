"""The contracts of the lake: every table, column, meaning, type and range.

This is the one place that says what a table holds; ``data/README.md`` is checked
against it. Every table is partitioned by ``import_id``, which is added when rows
are written. Rates are fractions between 0 and 1, dates are days in UTC.
"""

from __future__ import annotations

import pyarrow as pa

from tcb_analytics.warehouse.contracts import Column, Table

TEXT, INT, REAL, FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
DAY, MOMENT, TEXTS = pa.date32(), pa.timestamp("us", "UTC"), pa.list_(pa.string())

NUMBER = r"^[^\x00-\x1f]{1,80}$"
CATEGORIES = frozenset(
    {"Leader", "Character", "Event", "Stage", "Creature", "Spell", "Land", "Other"}
)


def _id(name: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, TEXT, meaning, required=required, pattern=NUMBER, longest=80)


def _count(name: str, meaning: str, *, required: bool = True, high: float = 2e9) -> Column:
    return Column(name, INT, meaning, required=required, low=0, high=high)


def _rate(name: str, meaning: str) -> Column:
    return Column(name, REAL, meaning, low=0, high=1)


GAME = _id("game", "game the row belongs to, such as onepiece, magic, tidebreak")
SOURCE = _id("source", "who published it: punk-records, egmanevents, limitless, sample …")
EVENT = (
    Column("event", TEXT, "event as its source names it"),
    _id("event_id", "event, unique within its source", required=False),
    Column("event_date", DAY, "day of the event; null where the source gives no year to go by"),
    Column("event_date_text", TEXT, "the date as the source wrote it"),
    _id("set_code", "booster period or set of the event", required=False),
)

CARDS = Table(
    "cards",
    "one row per card and import: the facts that rules and strategies need",
    (
        GAME,
        SOURCE,
        _id("number", "card number without print suffix, such as OP01-016"),
        _id("print_id", "the print whose facts these are"),
        Column("name", TEXT, "card name, plain text", required=True),
        Column("category", TEXT, "kind of card", required=True, one_of=CATEGORIES),
        Column("colors", TEXTS, "colours in printed order", required=True),
        Column("cost", INT, "cost to play; 0 for leaders", low=0, high=30),
        Column("life", INT, "a leader's life; null for other cards", low=0, high=30),
        Column("power", INT, "power; null for cards that have none", low=0, high=100_000),
        Column("counter", INT, "counter value; null for none", low=0, high=2_000),
        Column("attributes", TEXTS, "attributes, such as Slash", required=True),
        Column("types", TEXTS, "types or tribes, in printed order", required=True),
        Column("keywords", TEXTS, "keywords found in the text, such as Blocker", required=True),
        Column("rarity", TEXT, "rarity of the print"),
        _id("set_code", "set the number belongs to", required=False),
        Column("block", INT, "block number, for rotation", low=0, high=100),
        Column("effect", TEXT, "rules text, plain, lines separated by newline", longest=5_000),
        Column("trigger", TEXT, "trigger text", longest=5_000),
    ),
)

PRINTS = Table(
    "prints",
    "one row per print: base, alternate arts and reprints",
    (
        GAME,
        SOURCE,
        _id("print_id", "print, such as OP01-016_p1"),
        _id("number", "the card it prints"),
        Column("name", TEXT, "name on this print", required=True),
        Column(
            "variant", TEXT, "kind", required=True, one_of=frozenset({"base", "art", "reprint"})
        ),
        Column("rarity", TEXT, "rarity of this print"),
        Column("block", INT, "block number on this print", low=0, high=100),
        _id("pack", "pack or product it came in", required=False),
        Column("pack_name", TEXT, "name of that pack"),
        Column("price_usd", REAL, "market price in US dollars where the source has one", low=0),
        Column("price_date", DAY, "day of that price"),
    ),
)

PACKS = Table(
    "packs",
    "one row per pack or product: what it is called",
    (
        GAME,
        SOURCE,
        _id("pack", "pack, as prints.pack names it"),
        Column("label", TEXT, "short label of the product, such as OP-01"),
        Column("kind", TEXT, "kind of product, such as BOOSTER PACK"),
        Column("title", TEXT, "its title", required=True),
        Column("full_title", TEXT, "title in full, as the source has it", required=True),
    ),
)

DECKS = Table(
    "decks",
    "one row per deck list",
    (
        GAME,
        SOURCE,
        _id("deck_id", "deck, unique within its source"),
        Column("name", TEXT, "name or archetype as the source has it"),
        _id("leader", "number of the leader; null in games without one", required=False),
        _id("player", "player, a pseudonym", required=False),
        *EVENT,
        _count("size", "cards in the main deck, without the leader"),
        Column("complete", FLAG, "whether size and leader are those of its game", required=True),
    ),
)

DECK_CARDS = Table(
    "deck_cards",
    "one row per deck, zone and card",
    (
        GAME,
        SOURCE,
        _id("deck_id", "deck"),
        Column("zone", TEXT, "where", required=True, one_of=frozenset({"leader", "main", "side"})),
        _id("number", "card number; may be unknown to every catalogue"),
        Column("count", INT, "copies", required=True, low=1, high=250),
    ),
)

MATCHES = Table(
    "matches",
    "one row per match between two players",
    (
        GAME,
        SOURCE,
        _id("match_id", "match, unique within its source"),
        Column("played_at", MOMENT, "start of the match"),
        *EVENT,
        Column("round", INT, "round of the event, from 1", low=1, high=1_000),
        Column("mode", TEXT, "mode of play as the source has it"),
        _id("player_1", "first listed player", required=False),
        _id("player_2", "second listed player; null for a bye", required=False),
        _id("leader_1", "leader of player_1; null where unknown", required=False),
        _id("leader_2", "leader of player_2; null where unknown", required=False),
        _id("deck_1", "deck_id of player_1", required=False),
        _id("deck_2", "deck_id of player_2", required=False),
        Column("winner", INT, "1, 2, 0 for a tie; null where nobody won or lost", low=0, high=2),
        Column("first_player", INT, "who went first, 1 or 2; null where unknown", low=1, high=2),
        Column("games_1", INT, "games won by player_1", low=0, high=100),
        Column("games_2", INT, "games won by player_2", low=0, high=100),
        Column("games_drawn", INT, "drawn games", low=0, high=100),
        Column("bye", FLAG, "whether player_1 had no opponent", required=True),
        Column("excluded", TEXT, "why the match counts for no rate; null where it counts"),
        Column("seconds", REAL, "duration in seconds", low=0, high=1e6),
    ),
)

PERIOD = (
    Column("period", TEXT, "what the counts cover, as the source says"),
    Column("period_start", DAY, "first day covered"),
    Column("period_end", DAY, "last day covered"),
    _id("set_code", "set or booster period covered", required=False),
)

MATCHUPS = Table(
    "matchups",
    "one row per leader and opponent: results counted by the source, seen from the leader",
    (
        GAME,
        SOURCE,
        *PERIOD,
        _id("leader", "leader whose results these are"),
        _id("opponent", "the other leader"),
        Column("leader_name", TEXT, "leader as the source names it"),
        Column("opponent_name", TEXT, "opponent as the source names it"),
        _count("wins", "matches won by leader"),
        _count("losses", "matches lost by leader"),
        _count("ties", "tied matches"),
    ),
)

SHARES = Table(
    "shares",
    "one row per leader and period: how many decks a source tracked",
    (
        GAME,
        SOURCE,
        *PERIOD,
        _id("leader", "leader"),
        Column("leader_name", TEXT, "leader as the source names it"),
        _count("decks", "decks with this leader"),
        _count("decks_tracked", "decks of the whole period"),
        _rate("published_share", "share as published"),
        _rate("published_win_rate", "win rate as published, by the source's own rule"),
        _count("published_games", "games as published", required=False),
    ),
)

INCLUSIONS = Table(
    "inclusions",
    "one row per leader and card: how often a source saw the card in that leader's decks",
    (
        GAME,
        SOURCE,
        *PERIOD,
        _id("leader", "leader"),
        _id("number", "card; may be unknown to every catalogue"),
        Column("card_name", TEXT, "card as the source names it"),
        _rate("inclusion", "share of decks with at least one copy"),
        _count("decks_with", "decks with the card", required=False),
        _count("decks", "decks looked at", required=False),
        Column("copies", REAL, "mean copies, as the source has it", low=0, high=250),
    ),
)

PLACEMENTS = Table(
    "placements",
    "one row per player and event: where they ended, and the standings figures",
    (
        GAME,
        SOURCE,
        *EVENT,
        _count(
            "players", "players in the event; null where the source does not know", required=False
        ),
        _id("player", "player, a pseudonym", required=False),
        _id("leader", "leader played", required=False),
        _id("deck_id", "deck list of the player, where there is one", required=False),
        Column("place_text", TEXT, "placing as the source has it, such as Top 8"),
        Column("place_best", INT, "best place that the text allows", low=1, high=1_000_000),
        Column("place_worst", INT, "worst place that the text allows", low=1, high=1_000_000),
        _count("points", "match points", required=False),
        _count("wins", "matches won, byes included", required=False),
        _count("losses", "matches lost", required=False),
        _count("draws", "matches drawn", required=False),
        _rate("omwp", "opponents' match-win percentage, as published"),
        _rate("gwp", "game-win percentage, as published"),
        _rate("ogwp", "opponents' game-win percentage, as published"),
    ),
)

RESTRICTIONS = Table(
    "restrictions",
    "one row per banned, limited or paired card",
    (
        GAME,
        SOURCE,
        Column(
            "kind",
            TEXT,
            "rule",
            required=True,
            one_of=frozenset({"banned", "limited", "banned_pair", "unresolved_pair"}),
        ),
        _id("number", "card under the rule"),
        _id("partner", "the other card of a banned pair", required=False),
        Column("most", INT, "copies allowed by a limit", low=0, high=250),
        Column("in_force", DAY, "first day of the rule"),
        Column("until", DAY, "last day of the rule; null while it lasts"),
    ),
)

RATINGS = Table(
    "ratings",
    "one row per card and deck colours: published ratings of a Magic set",
    (
        GAME,
        SOURCE,
        *PERIOD,
        _id("card_id", "the source's card id"),
        Column("name", TEXT, "card name", required=True),
        _id("deck_colors", "colours of the decks looked at in WUBRG order; ALL for every deck"),
        *(
            column
            for stem, meaning in (
                ("gp", "games with the card in the deck"),
                ("oh", "copies in opening hands"),
                ("gd", "copies drawn after the opening hand"),
                ("gih", "copies in hand at some time"),
                ("gns", "copies never seen"),
            )
            for column in (
                _count(f"{stem}_count", meaning),
                _rate(f"{stem}_wr", f"win rate over {meaning}; null where withheld"),
            )
        ),
        Column(
            "iwd",
            REAL,
            "improvement when drawn, as a fraction; null where withheld",
            low=-1,
            high=1,
        ),
        Column("alsa", REAL, "average last pick at which it was seen", low=0, high=20),
        Column("ata", REAL, "average pick at which it was taken", low=0, high=20),
    ),
)

ARCHETYPES = Table(
    "archetypes",
    "one row per deck colours and period: win rates published without their counts",
    (
        GAME,
        SOURCE,
        *PERIOD,
        _id("deck_colors", "colours of the decks in WUBRG order; ALL for every deck"),
        Column(
            "published_win_rate",
            REAL,
            "win rate as published; the source gives no counts, so it has no interval",
            required=True,
            low=0,
            high=1,
        ),
    ),
)

IMPORTS = Table(
    "imports",
    "one row per imported or removed data set; appending it is the commit",
    (
        _id("import_id", "the import; partition of its rows in every other table"),
        _id("dataset", "what is replaced by a later import of the same name"),
        Column("action", TEXT, "what", required=True, one_of=frozenset({"import", "remove"})),
        Column("file", TEXT, "file as the user named it", required=True, longest=4_000),
        _id("sha256", "checksum of that file's bytes"),
        Column("bytes", pa.int64(), "size of that file", required=True, low=0),
        _id("format", "file format, by the name of its importer"),
        GAME,
        SOURCE,
        Column("license", TEXT, "licence of the data where the source states one"),
        Column("rows", pa.int64(), "rows loaded, over all tables", required=True, low=0),
        Column("rejected", pa.int64(), "fields rejected", required=True, low=0),
        Column("notes", TEXTS, "remarks a reader should know", required=True),
        Column("tables", TEXTS, "tables that hold rows of this import", required=True),
        Column("imported_at", MOMENT, "time of the commit", required=True),
        _id("version", "version of tcb_analytics that imported it"),
    ),
)

REJECTS = Table(
    "rejects",
    "one row per field that kept a row out",
    (
        Column("file", TEXT, "file as the user named it", required=True, longest=4_000),
        Column("key", TEXT, "line or key inside the file", required=True, longest=1_000),
        Column("field", TEXT, "field that was wrong", required=True),
        Column("value", TEXT, "what it held, shortened", required=True),
        Column("reason", TEXT, "what was expected", required=True, longest=2_000),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CARDS, PRINTS, PACKS, DECKS, DECK_CARDS, MATCHES, MATCHUPS, SHARES, INCLUSIONS,
        PLACEMENTS, RESTRICTIONS, RATINGS, ARCHETYPES, IMPORTS, REJECTS,
    )
}  # fmt: skip
"""Every table by name, in the order of the dictionary."""
