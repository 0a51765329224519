"""The card list and the restrictions, in the shapes that publishers use.

As in the real list, a Leader's life stands in ``cost``, an absent text is ``-`` and
lines are parted by ``<br>``. Leaders and the rarest cards have an alternate print.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcb_analytics.workbench.sample.cards import SampleCard, all_cards
from tcb_analytics.workbench.sample.declared import GAME, SOURCE, Restriction, card_sets, league
from tcb_analytics.workbench.sample.files import write_plain

ALTERNATES = ("Leader", "SecretRare")


def write_catalogue(folder: Path) -> list[str]:
    """Write one file a pack and ``packs.json``; the files' names below ``folder``."""
    names = []
    packs: dict[str, Any] = {"game": GAME, "source": SOURCE}
    for entry in card_sets():
        cards = [card for card in all_cards() if card.set_code == entry.code]
        prints = [_record(card, entry.pack_id) for card in cards]
        prints += [
            {**_record(card, entry.pack_id), "id": f"{card.number}_p1"}
            for card in cards
            if card.rarity in ALTERNATES
        ]
        names.append(f"cards/{entry.pack_id}.json")
        write_plain(folder / names[-1], prints)
        label = f"{entry.code[:2]}-{entry.code[2:]}"
        packs[entry.pack_id] = {
            "id": entry.pack_id,
            "raw_title": f"{entry.prefix} -{entry.title}- [{label}]",
            "title_parts": {"label": label, "prefix": entry.prefix, "title": entry.title},
        }
    write_plain(folder / "cards/packs.json", packs)
    return [*names, "cards/packs.json"]


def write_restrictions(folder: Path) -> list[str]:
    """Write the restrictions file; its name below ``folder``."""
    rows = [row for rule in league().restrictions for row in _rows(rule)]
    write_plain(
        folder / "restrictions.json", {"game": GAME, "source": SOURCE, "Restrictions": rows}
    )
    return ["restrictions.json"]


def _record(card: SampleCard, pack_id: str) -> dict[str, Any]:
    return {
        "id": card.number,
        "pack_id": pack_id,
        "name": card.name,
        "rarity": card.rarity,
        "category": card.category,
        "colors": list(card.colors),
        "cost": card.cost if card.life is None else card.life,
        "attributes": [card.attribute] if card.attribute else [],
        "power": card.power,
        "counter": card.counter,
        "types": list(card.types),
        "effect": card.effect.replace("\n", "<br>") or "-",
        "trigger": card.trigger,
        "block_number": card.block,
        "game": GAME,
        "source": SOURCE,
    }


def _rows(rule: Restriction) -> list[dict[str, Any]]:
    day = f"{rule.in_force:%Y.%m.%d}"
    base = {"MaxCount": None, "Banned": False, "EffectiveDate": day}
    if rule.kind == "banned":
        return [{"CardNum": f"#{rule.number}", **base, "Banned": True}]
    if rule.kind == "limited":
        return [{"CardNum": f"#{rule.number}", **base, "MaxCount": rule.most}]
    words = "Card A and Card B cannot be included in the same deck."
    return [
        {
            "CardNum": f"#{number}",
            **base,
            "BanCategory": "Banned Pair Cards",
            "BanSubCategory": part,
            "BanCategoryDescription": words,
        }
        for number, part in ((rule.number, "Card A"), (rule.partner, "Card B"))
    ]
