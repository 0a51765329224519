"""Texts of invented cards that together use every word of the effects, for generated decks."""

from __future__ import annotations

CHARACTERS = (
    "[On Play] Draw 1 card.",
    "[On Play] Draw 2 cards and trash 1 card from your hand.",
    "[On Play] K.O. up to 1 of your opponent's Characters with a cost of 3 or less.",
    "[On Play] K.O. up to 1 of your opponent's Characters with 3000 power or less.",
    "[On Play] Return up to 1 Character with a cost of 4 or less to the owner's hand.",
    "[On Play] Place up to 1 of your opponent's Characters with a cost of 2 or less at the bottom "
    "of the owner's deck.",
    "[On Play] Rest up to 1 of your opponent's Characters with a cost of 5 or less.",
    "[On Play] Give up to 1 of your opponent's Characters -3000 power during this turn.",
    "[On Play] Give up to 1 of your opponent's Characters -2 cost during this turn.",
    "[On Play] Look at 5 cards from the top of your deck; reveal up to 1 {Crew} type card and add "
    "it to your hand. Then, place the rest at the bottom of your deck in any order.",
    "[On Play] Look at 3 cards from the top of your deck and place them at the top or bottom of "
    "your deck in any order.",
    "[On Play] Add up to 1 DON!! card from your DON!! deck and set it as active.",
    "[On Play] DON!! -1: Draw 2 cards.",
    "[On Play] Play up to 1 {Guard} type Character card with a cost of 2 or less from your hand.",
    "[On Play] Play up to 1 Character card with a cost of 2 or less from your trash rested.",
    "[On Play] Add up to 1 card from the top of your deck to the top of your Life cards.",
    "[On Play] You may add 1 card from the top of your Life cards to your hand: Draw 1 card.",
    "[On Play] Give up to 1 rested DON!! card to your Leader or 1 of your Characters.",
    "[On Play] Your opponent trashes 1 card from their hand.",
    "[On Play] Trash 2 cards from the top of your deck.",
    "[On Play] If you have 2 or less Life cards, this Character gains [Rush] during this turn.",
    "[On Play] Up to 1 of your opponent's rested Characters will not become active in your "
    "opponent's next Refresh Phase.",
    "[On Play] Look at 1 card from the top of your or your opponent's Life cards and place it at "
    "the top or bottom of the Life cards.",
    "[When Attacking] Draw 1 card.",
    "[When Attacking] Give up to 1 of your opponent's Characters -1000 power during this turn.",
    "[When Attacking] Your opponent cannot activate [Blocker] during this battle.",
    "[DON!! x1] [When Attacking] K.O. up to 1 of your opponent's Characters with a cost of 2 or "
    "less.",
    "[DON!! x1] This Character gains +1000 power.",
    "[DON!! x1] This Character gains [Double Attack].",
    "[Your Turn] All of your {Crew} type Characters gain +1000 power.",
    "[Opponent's Turn] This Character gains +2000 power.",
    "[Your Turn] Give all of your opponent's Characters -1 cost.",
    "This Character cannot be K.O.'d by effects.",
    "[Activate: Main] [Once Per Turn] Give up to 1 rested DON!! card to your Leader.",
    "[Activate: Main] You may rest this Character: Draw 1 card.",
    "[Activate: Main] You may trash this Character: K.O. up to 1 of your opponent's Characters "
    "with a cost of 4 or less.",
    "[Activate: Main] [Once Per Turn] Set up to 1 of your DON!! cards as active.",
    "[On K.O.] Draw 1 card.",
    "[On K.O.] Play up to 1 Character card with a cost of 3 or less from your hand.",
    "[Blocker]\n[On Block] Draw 1 card.",
    "When this Character becomes rested, draw 1 card.",
    "[Once Per Turn] When a DON!! card on your field is returned to your DON!! deck, draw 1 card.",
    "[Once Per Turn] When your opponent activates an Event, draw 1 card.",
    "[Once Per Turn] When you activate an Event, this Character gains +1000 power during this "
    "turn.",
    "When your opponent activates a [Blocker], this Character gains +1000 power during this turn.",
    "When this Character battles and K.O.'s your opponent's Character, draw 1 card.",
    "When this Character's attack deals damage to your opponent's Life, draw 1 card.",
    "[Once Per Turn] When you play a {Crew} type Character, draw 1 card.",
    "If you have 4 or less Life cards and this Character would be K.O.'d by your opponent's "
    "effect, you may rest 1 of your DON!! cards instead.",
    "[On Play] Place 1 card from your hand at the top of your deck.",
    "[On Play] Up to 1 of your opponent's Characters' base power becomes 0 during this turn.",
    "[When Attacking] Your Leader's base power becomes 7000 during this turn.",
    "[On Play] If your opponent has 1 or more Life cards, deal 1 damage to your opponent.",
    "[On Play] If it is your second turn or later, draw 1 card.",
    "[On Play] If you and your opponent have a total of 5 or less Life cards, draw 1 card.",
    "[Activate: Main] You may rest this Character: If this Character was played on this turn, "
    "draw 1 card.",
    "[On Play] The next {Crew} type Character card you play this turn costs 1 less.",
    "[On Play] You may reveal 1 {Crew} type card from your hand: Draw 1 card.",
    "[Start of Your Turn] Draw 1 card.",
    "[Once Per Turn] When one of your Characters is trashed, draw 1 card.",
    "[End of Your Opponent's Turn] Draw 1 card.",
    "[On Your Opponent's Attack] [Once Per Turn] You may trash 1 card from your hand: This "
    "Character gains +2000 power during this battle.",
    "[End of Your Turn] Set this Character as active.",
    "[End of Your Turn] Set up to 2 of your DON!! cards as active.",
    "[Your Turn] [Once Per Turn] When a Character is K.O.'d, draw 1 card.",
    "If this Character would be K.O.'d, you may trash 1 card from your hand instead.",
    "If one of your {Crew} type Characters would be removed from the field by your opponent's "
    "effect, you may rest this Character instead.",
    "[On Play] Negate the effect of up to 1 of your opponent's Characters during this turn.",
    "[On Play] You may turn 1 card from the top of your Life cards face-up: Give up to 1 of your "
    "opponent's Characters -2000 power during this turn.",
    "[On Play] If you have more cards in your hand than your opponent, draw 1 card.",
)
"""Effects of characters."""

EVENTS = (
    ("[Main] Draw 2 cards.", "[Trigger] Draw 1 card."),
    ("[Main] K.O. up to 1 of your opponent's Characters with a cost of 5 or less.", None),
    ("[Counter] Up to 1 of your Leader or Character cards gains +4000 power during this battle.",
     "[Trigger] Draw 1 card."),
    ("[Counter] Up to 1 of your Leader or Character cards gains +2000 power during this battle. "
     "Then, draw 1 card.", None),
    ("[Main] Return up to 1 Character with a cost of 6 or less to the owner's hand.", None),
    ("[Main] Look at 5 cards from the top of your deck; reveal up to 1 {Guard} type card and add "
     "it to your hand. Then, place the rest at the bottom of your deck in any order.", None),
    ("[Main] Choose one:\n• Draw 1 card.\n• K.O. up to 1 of your opponent's Characters with a "
     "cost of 1 or less.", None),
    ("[Main] Up to 1 of your Leader gains [Double Attack] during this turn.", None),
)  # fmt: skip
"""Effects and triggers of events."""

STAGES = (
    "[Activate: Main] You may rest this Stage: Give up to 1 rested DON!! card to your Leader.",
    "[Your Turn] All of your {Crew} type Characters gain +1000 power.",
)
"""Effects of stages."""

LEADERS = (
    "",
    "[Activate: Main] [Once Per Turn] Give up to 1 rested DON!! card to your Leader or 1 of your "
    "Characters.",
    "[DON!! x1] [When Attacking] Draw 1 card and trash 1 card from your hand.",
    "[Your Turn] All of your {Crew} type Characters gain +1000 power.",
    "[Once Per Turn] When your Life is lowered, draw 1 card.",
    "[End of Your Turn] Set up to 1 of your DON!! cards as active.",
)
"""Effects of leaders."""

TRIGGERS = (None, None, "[Trigger] Draw 1 card.", "[Trigger] Play this card.")
"""Triggers of characters."""
