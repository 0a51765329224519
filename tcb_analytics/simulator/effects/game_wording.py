"""Other games' sentences said in the grammar that the templates read.

The sample game plays by One Piece's rules but words its cards in its own way. Each rule below
replaces a turn of phrase by the one that means the same; what is left is read as strictly as
any text. Leaves out One Piece itself, whose texts are read as they stand.
"""

from __future__ import annotations

import re

_THEIRS = "1 of your opponent's "
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "tidebreak": (
        (r"Use the (\[[^\]]+\]) effect of this card", r"Activate this card's \1 effect"),
        (r"Take (\d+) rested Surge from your reserve", r"Add \1 DON!! cards and rest them"),
        (r"Take (\d+) Surge from your reserve, rested", r"Add \1 DON!! cards and rest them"),
        (
            r"Take 2 Surge from your reserve, one of them active",
            r"Add 1 DON!! card and set it as active and add 1 DON!! card and rest it",
        ),
        (
            r"[Pp]ut (\d+) Surge back into your reserve",
            r"return \1 DON!! cards from your field to your DON!! deck",
        ),
        (
            r"Set this Character or (\d+) of your Surge as active",
            r"Choose one:\n* Set this Character as active\n* Set \1 of your DON!! cards as active",
        ),
        (
            r"((?:up to )?\d+)(?: of your)? Surge as active",
            r"\1 of your DON!! cards as active",
        ),
        (r"(\d+) or more Surge in play", r"\1 or more DON!! cards on your field"),
        (r"opposing (rested )?Characters? that each cost", r"opposing \1Character with a cost of"),
        (r"\b(?:[Aa]n opposing|[Oo]ne opposing) rested Character", _THEIRS + "rested Characters"),
        (r"\b[Aa] rested opposing Character", _THEIRS + "rested Characters"),
        (
            r"\b(?:[Aa]n opposing|[Oo]ne opposing) Character(?: of your choice)?",
            _THEIRS + "Characters",
        ),
        (r"[Uu]p to (\d+) opposing Character", r"up to \1 of your opponent's Characters"),
        (r"Characters that has (\d+) power", r"Characters with \1 power"),
        (
            r"(1 of your opponent's Characters) loses (\d+) power this turn",
            r"give \1 -\2 power during this turn",
        ),
        (
            r"(1 of your opponent's Characters) costs (\d+) less until the turn ends",
            r"give \1 -\2 cost during this turn",
        ),
        (r"[Oo]ne of your Characters or your Leader", "1 of your Leader or Character cards"),
        (
            r"[Oo]ne of your (.*?Characters) cannot be K\.O\.'d in this battle and gets "
            r"([+]\d+) power",
            r"1 of your \1 cannot be K.O.'d during this battle. That Character gains \2 power "
            r"during this battle",
        ),
        (r"(?<!After )\b[Oo]ne of your", "1 of your"),
        (r"Characters then gets?", "Characters gains"),
        (r"\ball your\b", "all of your"),
        (r"Your ((?:other )?\{[^}]+\} type Characters.*?) each get\b", r"All of your \1 gains"),
        (r"\b(?:each )?gets?\b(?= [+])", "gains"),
        (r"(?:for this battle|until this battle ends)", "during this battle"),
        (r"until the turn ends", "during this turn"),
        (r"(power|cost) this turn", r"\1 during this turn"),
        (r"1 of your own Characters to your hand", "1 of your Characters to the owner's hand"),
        (r"[Pp]ut (.*?) under (your|the owner's) deck", r"place \1 at the bottom of \2 deck"),
        (r"Trash the top (\d+) cards of your deck", r"Trash \1 cards from the top of your deck"),
        (r"trash (\d+) cards? of your choice", r"trash \1 card from your hand"),
        (
            r"[Pp]ut the top card of your deck onto your Life",
            "add 1 card from the top of your deck to the top of your Life cards",
        ),
        (r"[Pp]ut this card into play", "play this card"),
        (r"Return a Character", "Return 1 Character"),
        (
            r"Play a Character (.*?) from your trash, rested",
            r"Play 1 Character \1 from your trash rested",
        ),
        (
            r"[Tt]ake one (.*?) from your trash into your hand",
            r"add 1 \1 from your trash to your hand",
        ),
        (
            r"Look at the top (\d+) cards of your deck\. You may show one (.*?) among them and "
            r"keep it in hand; the others go under your deck",
            r"Look at \1 cards from the top of your deck; reveal up to 1 \2 and add it to your "
            r"hand. Then, place the rest at the bottom of your deck in any order",
        ),
        (
            r"Look at the top (\d+) cards of your deck and keep one (.*?) among them; the others "
            r"go underneath in any order",
            r"Look at \1 cards from the top of your deck; reveal 1 \2 and add it to your hand. "
            r"Then, place the rest at the bottom of your deck in any order",
        ),
        (
            r"Look at the top (\d+) cards of your deck and keep one (.*?) among them; shuffle "
            r"the others in",
            r"Look at \1 cards from the top of your deck; reveal 1 \2 and add it to your hand. "
            r"Then, shuffle the rest into your deck",
        ),
        (
            r"[Ll]ook at the top (\d+) cards of your deck and put them back in any order",
            r"look at \1 cards from the top of your deck and place them at the top of your deck "
            r"in any order",
        ),
        (
            r"Look at the top (\d+) cards of your deck and put each back on the top or underneath",
            r"look at \1 cards from the top of your deck and place them at the top or bottom of "
            r"your deck in any order",
        ),
        (
            r"look at the top card of your Life and put it back on the top or under it",
            "look at 1 card from the top of your Life cards and place it at the top or bottom of "
            "your Life cards",
        ),
        (
            r"Look at the top card of either player's Life and put it back on the top or at the "
            r"bottom",
            "look at 1 card from the top of your or your opponent's Life cards and place it at "
            "the top or bottom of the Life cards",
        ),
        (r"\bWhile\b", "If"),
        (r"you control", "you have"),
        (r"you hold (\d+) cards or fewer", r"you have \1 or less cards in your hand"),
        (r"(\d+) Life or fewer", r"\1 or less Life cards"),
        (r"fewer Life than", "less Life cards than"),
        (r"your Leader is of the (\{[^}]+\}) type", r"your Leader has the \1 type"),
        (r"After one of your Characters is trashed", "When one of your Characters is trashed"),
        (r"After your Life is lowered", "When your Life is lowered"),
        (r"After you play", "When you play"),
    ),
}
_COMPILED = {
    game: tuple((re.compile(pattern), replacement) for pattern, replacement in rules)
    for game, rules in _RULES.items()
}


def reword(line: str, game: str) -> str:
    """The line in the grammar of the templates; unchanged for games without rules here."""
    for pattern, replacement in _COMPILED.get(game, ()):
        line = pattern.sub(replacement, line)
    return line
