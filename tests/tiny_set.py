"""A set of ten imaginary cards that fits in the head, shared by every room's tests.

Two leaders (Ada is Red, Bo is Red/Blue), Red and Blue characters of cost 1 to 5, one event,
one stage, and one Green card that belongs in neither leader's deck. The numbers are those of
the imaginary set TY01; the game is the sample game, so One Piece's rules apply.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Card, Category, find_keywords
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck


def _card(
    number: int,
    name: str,
    category: Category,
    color: str,
    cost: int,
    effect: str = "",
    **facts: int,
) -> Card:
    return Card(
        number=f"TY01-{number:03d}",
        name=name,
        category=category,
        colors=tuple(color.split("/")),
        cost=cost,
        types=("Tiny",),
        keywords=find_keywords(effect),
        effect=effect or None,
        block=1,
        game="tidebreak",
        **facts,
    )


_LEADER, _WHO, _EVENT = Category.LEADER, Category.CHARACTER, Category.EVENT

ADA = _card(1, "Ada", _LEADER, "Red", 0, life=5, power=5000)
BO = _card(2, "Bo", _LEADER, "Red/Blue", 0, life=4, power=5000)
TINY_CARDS: tuple[Card, ...] = (
    ADA,
    BO,
    _card(3, "Cy", _WHO, "Red", 1, power=2000, counter=1000),
    _card(4, "Di", _WHO, "Red", 2, "[Blocker]", power=3000, counter=1000),
    _card(5, "Ed", _WHO, "Red", 3, "[On Play] Draw 2 cards.", power=4000, counter=2000),
    _card(6, "Fay", _WHO, "Red", 5, "[Rush]", power=7000),
    _card(7, "Gil, the Swarm", _WHO, "Red", 1,
          "Under the rules of this game, you may have any number of this card in your deck.",
          power=1000, counter=1000),
    _card(8, "Heat // Haze", _EVENT, "Red", 1, "[Main] Draw 1 card."),
    _card(9, "Isle", Category.STAGE, "Blue", 2),
    _card(10, "Jo", _WHO, "Green", 4, power=5000, counter=1000),
)  # fmt: skip
TINY_CATALOG = Catalog(TINY_CARDS)
_COPIES = {3: 4, 4: 4, 5: 4, 6: 4, 7: 30, 8: 4}
TINY_DECK = Deck(
    {TINY_CATALOG[f"TY01-{number:03d}"]: copies for number, copies in _COPIES.items()},
    leader=ADA,
    name="Tiny swarm",
)
"""A legal deck of Ada: 50 cards, 30 of them the swarm that any number is allowed of."""
