"""The bulk path of collections, on both databases."""

from __future__ import annotations

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.models.accounts import Role, User
from tcb_analytics.app.services import collections
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cards.card import Card
from tests.app.counting import counted
from tests.app.worlds import NOON

MANY = 3_000


def test_thousands_of_cards_take_as_many_statements_as_one(settings: AppSettings) -> None:
    database = Database(settings)
    user = User(name="Ann Otter", folded="ann otter", password_hash="x")
    with database.begin() as uow:
        uow.users.add(user)
        made = [Card(number=f"Q-{n}", name=f"Card {n}", game="quay") for n in range(MANY)]
        uow.cards.put(made, {}, NOON)
        uow.commit()
    who = Visitor(user.id, user.name, Role.PLAYER, user.pseudonym, "a", "token")

    def statements(lines: list[tuple[str, int]]) -> int:
        with counted(database.primary) as told:
            collections.put(database.begin(), who, "quay", lines, now=NOON)
        return len(told)

    one = statements([("Q-0", 1)])
    new = statements([(f"Q-{n}", n % 5 + 1) for n in range(MANY)])
    mixed = statements([(f"Q-{n}", 0 if n % 3 else 2) for n in range(MANY)])
    with database.look() as uow:
        left = uow.collections.copies(user.id, "quay")
    database.close()

    assert one == new == mixed
    assert left == {f"Q-{n}": 2 for n in range(0, MANY, 3)}
