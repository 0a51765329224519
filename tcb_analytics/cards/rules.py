"""Every rule that a deck can break, one small function each, declared in one table.

A rule reads its data from the format and yields what is broken; a game's differences are
the format's data, so no rule asks which game it judges. Leaves out the reading of formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.violation import DeckLike, Violation


@dataclass(frozen=True)
class Case:
    """One deck before one format on one day.

    Attributes:
        deck: The deck to judge.
        format: The rules.
        on: The day; None for the latest rules known.
        pool: Copies that the deck may be built from; None where not given.
    """

    deck: DeckLike
    format: Format
    on: date | None = None
    pool: Mapping[str, int] | None = None

    @property
    def size(self) -> int:
        """Cards in the main deck."""
        return sum(count for _, count in self.deck.cards)

    @property
    def leader(self) -> tuple[Card, ...]:
        """The leader, as nothing or one."""
        return () if self.deck.leader is None else (self.deck.leader,)

    @cached_property
    def everything(self) -> tuple[Card, ...]:
        """Leader, main deck and sideboard, each card once."""
        zones = (*self.leader, *(card for card, _ in (*self.deck.cards, *self.deck.side)))
        return tuple({card.number: card for card in zones}.values())

    @cached_property
    def copies(self) -> dict[str, tuple[Card, int]]:
        """Card and copies by what the format counts as one card, main and sideboard together."""
        merged: dict[str, tuple[Card, int]] = {}
        for card, count in (*self.deck.cards, *self.deck.side):
            key = self.key(card)
            first, before = merged.get(key, (card, 0))
            merged[key] = (first, before + count)
        return merged

    def key(self, card: Card) -> str:
        """What copies of one card share in this format."""
        return card.name if self.format.identity == "name" else card.number

    def find(self, number: str) -> Card | None:
        """The deck's card of a number (or name, where the format counts by name)."""
        return self._by_key.get(number)

    @cached_property
    def _by_key(self) -> dict[str, Card]:
        by_number = {card.number: card for card in self.everything}
        return {self.key(card): card for card in self.everything} | by_number


def check(
    deck: DeckLike,
    rules: Format,
    *,
    on: date | None = None,
    pool: Mapping[str, int] | None = None,
) -> list[Violation]:
    """Every broken rule of a deck, in the order of ``RULES``."""
    case = Case(deck, rules, on, pool)
    return [violation for rule in RULES for violation in rule(case)]


def _listed(cards: Iterable[Card]) -> str:
    return ", ".join(card.label for card in cards)


def size(case: Case) -> Iterator[Violation]:
    """The main deck has the right number of cards."""
    least, most = case.format.size_least, case.format.size_most
    if case.size < least or (most is not None and case.size > most):
        asked = (
            f"exactly {least}" if least == most
            else f"at least {least}" if most is None
            else f"{least} to {most}"
        )  # fmt: skip
        yield Violation("size", f"the deck has {case.size} cards, the format asks for {asked}")


def side_size(case: Case) -> Iterator[Violation]:
    """The sideboard is not too large."""
    most, cards = case.format.side_most, sum(count for _, count in case.deck.side)
    if most is not None and cards > most:
        allowed = "no sideboard" if most == 0 else f"at most {most}"
        offenders = tuple(card for card, _ in case.deck.side)
        yield Violation("side", f"the sideboard has {cards} cards, {allowed} allowed", offenders)


def leader(case: Case) -> Iterator[Violation]:
    """A deck has the one leader that its format asks for, and no leader among its cards."""
    lead = case.deck.leader
    if case.format.leader and lead is None:
        yield Violation("leader", "the deck has no leader, the format asks for one")
    if not case.format.leader and lead is not None:
        yield Violation(
            "leader", f"the format has no leaders, the deck names {lead.label}", (lead,)
        )
    if lead is not None and lead.known and lead.category is not Category.LEADER:
        yield Violation("leader", f"{lead.label} is no leader but {lead.category}", (lead,))


def categories(case: Case) -> Iterator[Violation]:
    """Only allowed kinds of card stand in the main deck; a leader is never one of its cards."""
    allowed = case.format.categories
    if allowed is None:
        return
    wrong = tuple(c for c, _ in case.deck.cards if c.known and c.category not in allowed)
    if wrong:
        what = ", ".join(f"{card.label} ({card.category})" for card in wrong)
        yield Violation(
            "category",
            f"not allowed in the main deck: {what}; allowed: {', '.join(sorted(allowed))}",
            wrong,
        )


def game(case: Case) -> Iterator[Violation]:
    """Every card belongs to the format's game."""
    wrong = tuple(c for c in case.everything if c.known and c.game != case.format.game)
    if wrong:
        yield Violation(
            "game", f"cards of another game than {case.format.game}: {_listed(wrong)}", wrong
        )


def copies(case: Case) -> Iterator[Violation]:
    """No card comes in more copies than allowed, but those that any number is allowed of."""
    most = case.format.copies
    if most is None:
        return
    over = [(c, n) for c, n in case.copies.values() if n > most and not _any_number(case, c)]
    if over:
        what = ", ".join(f"{count} of {card.label}" for card, count in over)
        yield Violation(
            "copies", f"at most {most} copies allowed: {what}", tuple(c for c, _ in over)
        )


def _any_number(case: Case, card: Card) -> bool:
    text = card.text.casefold()
    return not {card.number, card.name}.isdisjoint(case.format.any_number) or any(
        phrase.casefold() in text for phrase in case.format.any_number_text
    )


def colors(case: Case) -> Iterator[Violation]:
    """Every card shares a colour with the leader."""
    lead = case.deck.leader
    if not case.format.colors_follow_leader or lead is None or not lead.known:
        return
    wrong = tuple(c for c, _ in case.deck.cards if c.known and not set(c.colors) & set(lead.colors))
    if wrong:
        what = ", ".join(f"{card.label} ({'/'.join(card.colors) or 'no colour'})" for card in wrong)
        yield Violation(
            "colors", f"no colour of the leader ({'/'.join(lead.colors)}): {what}", wrong
        )


def banned(case: Case) -> Iterator[Violation]:
    """No banned card is in the deck, leader included."""
    for rule in case.format.restrictions:
        card = case.find(rule.number) if rule.kind == "banned" and rule.holds(case.on) else None
        if card:
            yield Violation("banned", f"{card.label} is banned{_since(rule.in_force)}", (card,))


def limited(case: Case) -> Iterator[Violation]:
    """No limited card comes in more copies than its limit."""
    for rule in case.format.restrictions:
        if rule.kind != "limited" or not rule.holds(case.on) or rule.most is None:
            continue
        card = case.find(rule.number)
        count = case.copies.get(case.key(card), (card, 0))[1] if card else 0
        if card and count > rule.most:
            message = f"{count} of {card.label}, limited to {rule.most}{_since(rule.in_force)}"
            yield Violation("limited", message, (card,))


def banned_pairs(case: Case) -> Iterator[Violation]:
    """No two cards of a banned pair are in one deck, leader included."""
    for rule in case.format.restrictions:
        if rule.kind != "banned_pair" or rule.partner is None or not rule.holds(case.on):
            continue
        one, other = case.find(rule.number), case.find(rule.partner)
        if one and other:
            message = f"{one.label} and {other.label} may not be in one deck{_since(rule.in_force)}"
            yield Violation("banned_pair", message, (one, other))


def unresolved_pairs(case: Case) -> Iterator[Violation]:
    """A card of a pair whose other card is not known is pointed out."""
    for rule in case.format.restrictions:
        unresolved = rule.kind == "unresolved_pair" and rule.holds(case.on)
        card = case.find(rule.number) if unresolved else None
        if card:
            yield Violation(
                "unresolved_pair",
                f"{card.label} is half of a banned pair{_since(rule.in_force)} whose other card "
                "the source does not name: compare the publisher's list",
                (card,),
                "warning",
            )


def _since(day: date | None) -> str:
    return f" since {day.isoformat()}" if day else ""


def restrictors(case: Case) -> Iterator[Violation]:
    """What a card of the deck forbids is not in the deck."""
    for rule in case.format.restrictors:
        source = case.find(rule.number)
        if source is None:
            continue
        wrong = tuple(card for card, _ in case.deck.cards if card.known and rule.breaks(card))
        if wrong:
            yield Violation(
                "restrictor", f"{source.label}: {rule.says}, but {_listed(wrong)}", wrong
            )


def undeclared_restrictors(case: Case) -> Iterator[Violation]:
    """A card that restricts decks in a way the format does not declare is pointed out."""
    declared = {rule.number for rule in case.format.restrictors}
    phrases = [phrase.casefold() for phrase in case.format.restrictor_text]
    unread = tuple(
        card
        for card in case.everything
        if card.number not in declared and any(phrase in card.text.casefold() for phrase in phrases)
    )
    if unread:
        message = f"restricts decks in a way that this format does not know: {_listed(unread)}"
        yield Violation("restrictor", message, unread, "warning")


def released(case: Case) -> Iterator[Violation]:
    """Cards of sets that were not yet released on the day are pointed out.

    No more than a warning: release days differ by region, and pre-release events are played
    with the new cards. Of 69 real decks of September 2024, four held cards days early.
    """
    if case.on is None:
        return
    days = [(card, case.format.sets.get(card.set_code or "")) for card in case.everything]
    early = [(card, day) for card, day in days if day is not None and day > case.on]
    if early:
        what = ", ".join(f"{card.label} ({day.isoformat()})" for card, day in early)
        message = f"set released only after {case.on.isoformat()}: {what}"
        yield Violation("released", message, tuple(card for card, _ in early), "warning")


def blocks(case: Case) -> Iterator[Violation]:
    """Every card's block is allowed on the day."""
    begun = [r for r in case.format.rotations if case.on is None or r.in_force <= case.on]
    if not begun:
        return
    now = max(begun, key=lambda rotation: rotation.in_force)
    out = tuple(c for c in case.everything if c.block is not None and c.block not in now.blocks)
    if out:
        what = ", ".join(f"{card.label} (block {card.block})" for card in out)
        allowed = ", ".join(map(str, sorted(now.blocks)))
        yield Violation("block", f"only blocks {allowed}{_since(now.in_force)}: {what}", out)


def from_pool(case: Case) -> Iterator[Violation]:
    """All cards but the free ones come from the pool, in no more copies than it holds."""
    if not case.format.from_pool:
        return
    if case.pool is None:
        yield Violation("pool", "no pool was given: not checked", severity="warning")
        return
    over = []
    for key, (card, count) in case.copies.items():
        numbers = {one.number for one in case.everything if case.key(one) == key} | {key}
        held = sum(case.pool.get(number, 0) for number in numbers)
        if card.name not in case.format.free_cards and count > held:
            over.append((card, count, held))
    if over:
        what = ", ".join(f"{count} of {card.label} (pool: {held})" for card, count, held in over)
        yield Violation("pool", f"more than the pool holds: {what}", tuple(c for c, _, _ in over))


def unknown(case: Case) -> Iterator[Violation]:
    """Cards that no catalogue knows are pointed out: no rule about their facts was checked."""
    cards = tuple(card for card in case.everything if not card.known)
    if cards:
        message = f"unknown to the catalogue, so not fully checked: {_listed(cards)}"
        yield Violation("unknown", message, cards, "warning")


RULES: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    size, side_size, leader, categories, game, copies, colors, banned, limited, banned_pairs,
    unresolved_pairs, restrictors, undeclared_restrictors, released, blocks, from_pool, unknown,
)  # fmt: skip
"""Every rule, in the order in which violations are told."""
