"""The contracts of the lake: every table, column, meaning, type and range.

This is the one place that says what a table holds; ``data/README.md`` is checked
against it. Every table is partitioned by ``import_id``, which is added when rows
are written. Rates are fractions between 0 and 1, dates are days in UTC.
"""

from __future__ import annotations

from tcb_analytics.warehouse.column_kinds import (
    DAY,
    FLAG,
    GAME,
    INT,
    LONG,
    MOMENT,
    REAL,
    SOURCE,
    TEXT,
    TEXTS,
    count,
    identity,
    rate,
)
from tcb_analytics.warehouse.contracts import Column, Table
from tcb_analytics.warehouse.log_tables import LOG_TABLES
from tcb_analytics.warehouse.rollups import ROLLUP_TABLES

CATEGORIES = frozenset(
    {"Leader", "Character", "Event", "Stage", "Creature", "Spell", "Land", "Other"}
)


EVENT = (
    Column("event", TEXT, "event as its source names it"),
    identity("event_id", "event, unique within its source", required=False),
    Column("event_date", DAY, "day of the event; null where the source gives no year to go by"),
    Column("event_date_text", TEXT, "the date as the source wrote it"),
    identity("set_code", "booster period or set of the event", required=False),
)

CARDS = Table(
    "cards",
    "one row per card and import: the facts that rules and strategies need",
    (
        GAME,
        SOURCE,
        identity("number", "card number without print suffix, such as OP01-016"),
        identity("print_id", "the print whose facts these are"),
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
        identity("set_code", "set the number belongs to", required=False),
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
        identity("print_id", "print, such as OP01-016_p1"),
        identity("number", "the card it prints"),
        Column("name", TEXT, "name on this print", required=True),
        Column(
            "variant", TEXT, "kind", required=True, one_of=frozenset({"base", "art", "reprint"})
        ),
        Column("rarity", TEXT, "rarity of this print"),
        Column("block", INT, "block number on this print", low=0, high=100),
        identity("pack", "pack or product it came in", required=False),
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
        identity("pack", "pack, as prints.pack names it"),
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
        identity("deck_id", "deck, unique within its source"),
        Column("name", TEXT, "name or archetype as the source has it"),
        identity("leader", "number of the leader; null in games without one", required=False),
        identity("player", "player, a pseudonym", required=False),
        *EVENT,
        count("size", "cards in the main deck, without the leader"),
        Column("complete", FLAG, "whether size and leader are those of its game", required=True),
    ),
)

DECK_CARDS = Table(
    "deck_cards",
    "one row per deck, zone and card",
    (
        GAME,
        SOURCE,
        identity("deck_id", "deck"),
        Column("zone", TEXT, "where", required=True, one_of=frozenset({"leader", "main", "side"})),
        identity("number", "card number; may be unknown to every catalogue"),
        Column("count", INT, "copies", required=True, low=1, high=250),
    ),
)

MATCHES = Table(
    "matches",
    "one row per match between two players",
    (
        GAME,
        SOURCE,
        identity("match_id", "match, unique within its source"),
        Column("played_at", MOMENT, "start of the match"),
        *EVENT,
        Column("round", INT, "round of the event, from 1", low=1, high=1_000),
        Column("mode", TEXT, "mode of play as the source has it"),
        identity("player_1", "first listed player", required=False),
        identity("player_2", "second listed player; null for a bye", required=False),
        identity("leader_1", "leader of player_1; null where unknown", required=False),
        identity("leader_2", "leader of player_2; null where unknown", required=False),
        identity("deck_1", "deck_id of player_1", required=False),
        identity("deck_2", "deck_id of player_2", required=False),
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
    identity("set_code", "set or booster period covered", required=False),
)

MATCHUPS = Table(
    "matchups",
    "one row per leader and opponent: results counted by the source, seen from the leader",
    (
        GAME,
        SOURCE,
        *PERIOD,
        identity("leader", "leader whose results these are"),
        identity("opponent", "the other leader"),
        Column("leader_name", TEXT, "leader as the source names it"),
        Column("opponent_name", TEXT, "opponent as the source names it"),
        count("wins", "matches won by leader"),
        count("losses", "matches lost by leader"),
        count("ties", "tied matches"),
    ),
)

SHARES = Table(
    "shares",
    "one row per leader and period: how many decks a source tracked",
    (
        GAME,
        SOURCE,
        *PERIOD,
        identity("leader", "leader"),
        Column("leader_name", TEXT, "leader as the source names it"),
        count("decks", "decks with this leader"),
        count("decks_tracked", "decks of the whole period"),
        rate("published_share", "share as published"),
        rate("published_win_rate", "win rate as published, by the source's own rule"),
        count("published_games", "games as published", required=False),
    ),
)

INCLUSIONS = Table(
    "inclusions",
    "one row per leader and card: how often a source saw the card in that leader's decks",
    (
        GAME,
        SOURCE,
        *PERIOD,
        identity("leader", "leader"),
        identity("number", "card; may be unknown to every catalogue"),
        Column("card_name", TEXT, "card as the source names it"),
        rate("inclusion", "share of decks with at least one copy"),
        count("decks_with", "decks with the card", required=False),
        count("decks", "decks looked at", required=False),
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
        count(
            "players", "players in the event; null where the source does not know", required=False
        ),
        identity("player", "player, a pseudonym", required=False),
        identity("leader", "leader played", required=False),
        identity("deck_id", "deck list of the player, where there is one", required=False),
        Column("place_text", TEXT, "placing as the source has it, such as Top 8"),
        Column("place_best", INT, "best place that the text allows", low=1, high=1_000_000),
        Column("place_worst", INT, "worst place that the text allows", low=1, high=1_000_000),
        count("points", "match points", required=False),
        count("wins", "matches won, byes included", required=False),
        count("losses", "matches lost", required=False),
        count("draws", "matches drawn", required=False),
        rate("omwp", "opponents' match-win percentage, as published"),
        rate("gwp", "game-win percentage, as published"),
        rate("ogwp", "opponents' game-win percentage, as published"),
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
        identity("number", "card under the rule"),
        identity("partner", "the other card of a banned pair", required=False),
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
        identity("card_id", "the source's card id"),
        Column("name", TEXT, "card name", required=True),
        identity(
            "deck_colors", "colours of the decks looked at in WUBRG order; ALL for every deck"
        ),
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
                count(f"{stem}_count", meaning),
                rate(f"{stem}_wr", f"win rate over {meaning}; null where withheld"),
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
        identity("deck_colors", "colours of the decks in WUBRG order; ALL for every deck"),
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
        identity("import_id", "the import; partition of its rows in every other table"),
        identity("dataset", "what is replaced by a later import of the same name"),
        Column("action", TEXT, "what", required=True, one_of=frozenset({"import", "remove"})),
        Column("file", TEXT, "file as the user named it", required=True, longest=4_000),
        identity("sha256", "checksum of that file's bytes"),
        Column("bytes", LONG, "size of that file", required=True, low=0),
        identity("format", "file format, by the name of its importer"),
        GAME,
        SOURCE,
        Column("license", TEXT, "licence of the data where the source states one"),
        Column("rows", LONG, "rows loaded, over all tables", required=True, low=0),
        Column("rejected", LONG, "fields rejected", required=True, low=0),
        Column("notes", TEXTS, "remarks a reader should know", required=True),
        Column("tables", TEXTS, "tables that hold rows of this import", required=True),
        Column("imported_at", MOMENT, "time of the commit", required=True),
        identity("version", "version of tcb_analytics that imported it"),
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
        PLACEMENTS, RESTRICTIONS, RATINGS, ARCHETYPES, *LOG_TABLES, *ROLLUP_TABLES,
        IMPORTS, REJECTS,
    )
}  # fmt: skip
"""Every table by name, in the order of the dictionary."""
