"""The catalogue: every known card, by number, by name, by filter and by text.

Leaves out where its cards come from (``lake.catalog`` in the warehouse).
"""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar, overload

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog_html import catalog_html
from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cards.search_index import SearchIndex, words
from tcb_analytics.cards.text import one_line
from tcb_analytics.errors import CardError

_T = TypeVar("_T")


def fold_name(name: str) -> str:
    """A name without case, accents and punctuation, for comparison across sources."""
    line = one_line(name)
    return "".join(words(line)) or line


class Catalog(Mapping[str, Card]):
    """Cards by number. Iterating yields numbers, as with any mapping; see ``cards``.

    Args:
        cards: The cards; of several with one number the first is kept.
    """

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self._by_number: dict[str, Card] = {}
        for card in cards:
            self._by_number.setdefault(card.number, card)

    def __getitem__(self, number: str) -> Card:
        card = self._find(number)
        if card is None:
            raise CardError(
                f"no card {number!r} in this catalogue of {len(self)}{self._hint(number)}",
                remedy="check the number, or import the catalogue that has it",
            )
        return card

    @overload
    def get(self, number: str, /) -> Card | None: ...
    @overload
    def get(self, number: str, default: Card, /) -> Card: ...
    @overload
    def get(self, number: str, default: _T, /) -> Card | _T: ...
    def get(self, number: str, default: _T | None = None, /) -> Card | _T | None:
        """The card of a number or print id, in any case; the default where there is none."""
        found = self._find(number)
        return default if found is None else found

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and self._find(number) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_number)

    def __len__(self) -> int:
        return len(self._by_number)

    def __repr__(self) -> str:
        return f"Catalog({len(self)} cards; {', '.join(self.games) or 'no game'})"

    def _repr_html_(self) -> str:
        return catalog_html(self.cards)

    def _find(self, number: str) -> Card | None:
        found = self._by_number.get(number)
        return found if found is not None else self._by_number.get(fold_print(number))

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card, in the catalogue's order."""
        return tuple(self._by_number.values())

    @property
    def leaders(self) -> tuple[Card, ...]:
        """Every leader."""
        return tuple(card for card in self.cards if card.category is Category.LEADER)

    @property
    def games(self) -> tuple[str, ...]:
        """Games of the cards, by name."""
        return tuple(sorted({card.game for card in self.cards}))

    def named(self, name: str) -> tuple[Card, ...]:
        """The cards of a name, whatever its case, accents and punctuation.

        Raises:
            CardError: No card has it; the error names the nearest ones.
        """
        found = self.with_name(name)
        if not found:
            raise CardError(f"no card is named {name!r}{self._hint(name)}")
        return found

    def with_name(self, name: str) -> tuple[Card, ...]:
        """The cards of a name, or none: ``named`` for those who handle absence themselves."""
        return tuple(self._by_name.get(fold_name(name), ()))

    def suggest(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Numbers and names nearest to a mistyped or shortened one, best first."""
        number, name = fold_print(text).upper(), fold_name(text)
        begun = [known for known in self._by_number if len(text) > 3 and known.startswith(number)]
        holding = [fold for fold in self._by_name if len(name) > 2 and name in fold]
        holding.sort(key=lambda fold: (-len(self._by_name[fold]), len(fold)))
        folds = [*difflib.get_close_matches(name, self._by_name, n=most, cutoff=0.7), *holding]
        near = (
            [] if begun else difflib.get_close_matches(number, self._by_number, n=most, cutoff=0.75)
        )
        names = [self._by_name[fold][0].name for fold in folds]
        return tuple(dict.fromkeys((*begun, *near, *names)))[:most]

    def _hint(self, text: str) -> str:
        near = self.suggest(text)
        return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""

    def filter(
        self,
        *,
        color: str | None = None,
        category: Category | str | None = None,
        cost: int | Container[int] | None = None,
        type: str | None = None,  # noqa: A002 - the cards' own word for their tribes
        keyword: str | None = None,
        set_code: str | None = None,
        game: str | None = None,
        text: str | None = None,
    ) -> list[Card]:
        """The cards that meet every given condition; case does not matter.

        Args:
            color: One of the card's colours.
            category: Kind of card.
            cost: A cost, or any container of costs such as ``range(3)``.
            type: One of the card's types.
            keyword: An ability or timing that the card has.
            set_code: Set of the number.
            game: Game of the card.
            text: A search (see ``search``); the cards then come best first.

        Raises:
            CardError: No card of the catalogue has such a value, which is then a typing
                error rather than an empty answer; the error names the nearest or known ones.
        """
        kept = list(self.cards) if text is None else self.search(text)
        asked = {
            "color": color, "category": category, "type": type, "keyword": keyword,
            "set_code": set_code, "game": game,
        }  # fmt: skip
        for facet, value in asked.items():
            if value is not None:
                wanted = self._facet(facet, value)
                kept = [card for card in kept if wanted in _facets(card, facet)]
        if cost is not None:
            costs = (cost,) if isinstance(cost, int) else cost
            kept = [card for card in kept if card.cost in costs]
        return kept

    def search(self, query: str, most: int | None = None) -> list[Card]:
        """The cards whose name, types, effect and trigger hold every word, best first.

        Words match word beginnings (``draw`` finds ``draws``); a phrase in double quotes
        matches as it stands. An empty query finds nothing.
        """
        cards = self.cards
        return [cards[position] for position in self._index.search(query)[:most]]

    def _facet(self, facet: str, value: str) -> str:
        known = self._facet_values.setdefault(
            facet,
            {item.casefold(): item for card in self.cards for item in _facets(card, facet)},
        )
        found = known.get(str(value).strip().casefold())
        if found is None:
            near = difflib.get_close_matches(str(value).casefold(), known, n=3)
            shown = [known[fold] for fold in near] or sorted(known.values())[:12]
            raise CardError(
                f"no card has the {facet.replace('_', ' ')} {str(value)!r}; "
                f"{'did you mean' if near else 'known are'} {', '.join(shown) or 'none'}"
            )
        return found

    @cached_property
    def _facet_values(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _by_name(self) -> dict[str, list[Card]]:
        by_name: dict[str, list[Card]] = {}
        for card in self.cards:
            faces = (card.name, card.name.split(" // ")[0]) if " // " in card.name else (card.name,)
            for face in faces:
                by_name.setdefault(fold_name(face), []).append(card)
        return by_name

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self.cards)


_MANY = {"color": "colors", "type": "types", "keyword": "keywords"}


def _facets(card: Card, facet: str) -> tuple[str, ...]:
    value = getattr(card, _MANY.get(facet, facet))
    if facet in _MANY:
        return tuple(value)
    return () if value is None else (str(value),)
