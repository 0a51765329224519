"""A deck as one piece of HTML for notebooks and reports: list, curve and broken rules.

Self-contained, without scripts, everything from data escaped. Leaves out the judging: it is
given the violations that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.html_parts import cost, dots, figure, shown, style
from tcb_analytics.cards.violation import DeckLike, Violation

_PLURAL = {
    Category.STAGE: "Stages",
    Category.UNKNOWN: "Unknown cards",
    Category.OTHER: "Other cards",
}
_LAST_COLUMN = 10
_TALLEST = 90

Cards = Sequence[tuple[Card, int]]


def deck_html(
    deck: DeckLike,
    curve: Mapping[int, int],
    format_title: str | None,
    violations: Sequence[Violation],
) -> str:
    """The deck as self-contained HTML.

    Args:
        deck: The deck to show.
        curve: Its copies by cost.
        format_title: The format it was held against; None where there is none for its game.
        violations: What was found.
    """
    flags: dict[str, str] = {}
    for violation in violations:
        for number in violation.numbers:
            if flags.get(number) != "error":
                flags[number] = violation.severity
    return (
        f'{style()}<div class="tcb">{_head(deck)}{_verdict(format_title, violations)}'
        f'<div class="tcb-body"><div class="tcb-list">{_table(deck, flags)}</div>'
        f'<div class="tcb-side">{_curve(curve)}{_facts(deck, curve)}</div></div></div>'
    )


def _total(cards: Iterable[tuple[Card, int]]) -> int:
    return sum(count for _, count in cards)


def _head(deck: DeckLike) -> str:
    size = f"{_total(deck.cards)} cards, {len(deck.cards)} different"
    if deck.side:
        size += f", {_total(deck.side)} in the sideboard"
    if deck.leader is None:
        title, sub = shown(deck.name or "Deck"), size
    else:
        lead = deck.leader
        who = f"{dots(lead.colors)} {shown(lead.name)}"
        facts = (
            [shown(lead.number), shown("/".join(lead.colors))]
            if lead.colors
            else [shown(lead.number)]
        )
        if lead.life is not None:
            facts.append(f"life {lead.life}")
        title = shown(deck.name) if deck.name else who
        sub = " · ".join([f"Leader {who}" if deck.name else "Leader", *facts, size])
    return f'<p class="tcb-title">{title}</p><p class="tcb-sub">{sub}</p>'


def _verdict(format_title: str | None, violations: Sequence[Violation]) -> str:
    if format_title is None:
        return ""
    errors = sum(violation.severity == "error" for violation in violations)
    warnings = len(violations) - errors
    told = f"{warnings} {'warning' if warnings == 1 else 'warnings'}" if warnings else ""
    where = shown(format_title)
    if errors:
        broken = f"{errors} broken {'rule' if errors == 1 else 'rules'}"
        kind, says = "wrong", f"✗ Not legal in {where}: {broken}{f', {told}' if told else ''}"
    elif warnings:
        kind, says = "doubt", f"⚠ Legal in {where} as far as can be judged: {told}"
    else:
        kind, says = "right", f"✓ Legal in {where}"
    items = "".join(f"<li>{shown(_sentence(violation))}</li>" for violation in violations)
    return (
        f'<div class="tcb-verdict tcb-{kind}">{says} <small>(latest rules known)</small>'
        f"{f'<ul>{items}</ul>' if items else ''}</div>"
    )


def _sentence(violation: Violation) -> str:
    if violation.severity == "warning":
        return f"Warning: {violation.message}"
    return violation.message[:1].upper() + violation.message[1:]


@dataclass(frozen=True)
class _Column:
    """One column of the list: its head, its cell for a card, and its class."""

    head: str
    cell: Callable[[Card], str]
    style: str = "tcb-num"


def _columns(cards: Iterable[Card]) -> list[_Column]:
    """Number, cost, power and counter, each where at least one card has something to show."""
    known = tuple(cards)
    candidates = (
        (any(c.number != c.name for c in known), _Column("Number", lambda c: shown(c.number), "")),
        (True, _Column("Cost", cost)),
        (any(c.power is not None for c in known), _Column("Power", lambda c: figure(c.power))),
        (any(c.counter for c in known), _Column("Counter", lambda c: figure(c.counter))),
    )
    return [column for wanted, column in candidates if wanted]


def _table(deck: DeckLike, flags: Mapping[str, str]) -> str:
    columns = _columns(card for card, _ in (*deck.cards, *deck.side))
    head = "".join(f'<th class="{column.style}">{column.head}</th>' for column in columns)
    groups = [
        (_PLURAL.get(kind, f"{kind}s"), [pair for pair in deck.cards if pair[0].category is kind])
        for kind in Category
    ]
    body = "".join(
        _group(label, cards, columns, flags)
        for label, cards in (*groups, ("Sideboard", deck.side))
        if cards
    )
    return (
        '<table class="tcb-table"><thead><tr><th class="tcb-num">Copies</th>'
        f'<th class="tcb-name">Card</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _group(label: str, cards: Cards, columns: list[_Column], flags: Mapping[str, str]) -> str:
    span = len(columns) + 2
    title = f'<tr><th class="tcb-group" colspan="{span}">{label} ({_total(cards)})</th></tr>'
    ordered = sorted(cards, key=lambda pair: (pair[0].cost, pair[0].name, pair[0].number))
    return title + "".join(_row(card, n, columns, flags.get(card.number)) for card, n in ordered)


def _row(card: Card, count: int, columns: list[_Column], flag: str | None) -> str:
    mark = {"error": "✗ ", "warning": "⚠ "}.get(flag or "", "")
    name = shown(card.name) if card.known else "not in the catalogue"
    cells = "".join(f'<td class="{column.style}">{column.cell(card)}</td>' for column in columns)
    return (
        f'<tr class="{f"tcb-{flag}" if flag else ""}"><td class="tcb-num">{count}</td>'
        f'<td class="tcb-name">{mark}{dots(card.colors)}{name}</td>{cells}</tr>'
    )


def _curve(curve: Mapping[int, int]) -> str:
    if not curve:
        return ""
    bars = {min(at, _LAST_COLUMN): 0 for at in curve}
    for at, count in curve.items():
        bars[min(at, _LAST_COLUMN)] += count
    tallest = max(bars.values()) or 1
    columns = "".join(
        f'<div class="tcb-col">{count or ""}'
        f'<div class="tcb-bar" style="height:{round(_TALLEST * count / tallest)}px"></div>'
        f'<div class="tcb-cost">{at}{"+" if at == _LAST_COLUMN else ""}</div></div>'
        for at, count in sorted(bars.items())
    )
    return f'<p class="tcb-label">Cards by cost</p><div class="tcb-curve">{columns}</div>'


def _facts(deck: DeckLike, curve: Mapping[int, int]) -> str:
    known = [(card, count) for card, count in deck.cards if card.known]
    facts: dict[str, str] = {}
    if curve:
        mean = sum(at * count for at, count in curve.items()) / sum(curve.values())
        facts["Mean cost"] = f"{mean:.2f}"
    if any(card.counter for card, _ in known):
        facts["Counter in total"] = f"{sum((card.counter or 0) * n for card, n in known):,}"
        with_counter = _total((card, count) for card, count in known if card.counter)
        facts["Cards with counter"] = str(with_counter)
    triggers = _total((card, count) for card, count in known if "Trigger" in card.keywords)
    blockers = _total((card, count) for card, count in known if "Blocker" in card.keywords)
    facts.update({"Triggers": str(triggers)} if triggers else {})
    facts.update({"Blockers": str(blockers)} if blockers else {})
    rows = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts.items())
    return f'<dl class="tcb-facts">{rows}</dl>' if rows else ""
