from __future__ import annotations

import pytest

from tcb_analytics.warehouse.sources.print_tags import untagged


@pytest.mark.parametrize(
    ("name", "plain", "tags"),
    [
        ("Mira", "Mira", ()),
        ("Mira (Alternate Art)", "Mira", ("Alternate Art",)),
        ("Mira (012)", "Mira", ()),
        ("Mira (012) (Parallel)", "Mira", ("Parallel",)),
        ("Mira (ZZ01-012)", "Mira", ()),
        ("Mira (Full Art) (Reprint)", "Mira", ("Full Art", "Reprint")),
        ("Mr.2.Bon.Kurei (Bentham)", "Mr.2.Bon.Kurei (Bentham)", ()),
        ("Mr.3(Galdino) (Reprint)", "Mr.3(Galdino)", ("Reprint",)),
        ("Mira (013)", "Mira (013)", ()),
        ("Mira (ZZ01-013)", "Mira (ZZ01-013)", ()),
        ("(012)", "(012)", ()),
        ("Mira (Parallel) Bo", "Mira (Parallel) Bo", ()),
    ],
)
def test_only_shop_tags_are_taken_off_a_name(name: str, plain: str, tags: tuple[str, ...]) -> None:
    assert untagged(name, "ZZ01-012") == (plain, tags)
