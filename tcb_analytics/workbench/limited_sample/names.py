"""Card names of our own, with every quirk that names in the public logs have.

Commas, quotation marks, apostrophes and two faces (``A // B``) are spread over a set in
fixed shares. A name joins an invented word and a noun, and no pair is used twice.
"""

from __future__ import annotations

from itertools import product

import numpy as np

_WORDS = """Velmar Ostrin Quellan Brinelit Duskmoor Emberquill Tarnhollow Wyrrin Saltwend Korrath
Lumenfold Thessonred Mirewick Oakhallow Ysmere Fennrath Glimmerford Harrowmere Ironwend Jessary
Kestrelin Loamheart Marrowfen Nightsedge Ollivar Pyrewick Quarrowen Rimefold Sablewend Torvane
Umberlin Vossgard Wexmoor Xandril Yarrowen Zephrin Ashvaleborn Brackwater Cinderloom Dawnrill
Eddermoor Frostmarrow Galewick Hollowspan Inkfathom Joltmere Knellwood Lanternfell Mossgarth
Netherwick Opalfen Plumeward Quillmarsh Rustmoor Stormlathe Tidewick Undergale Vinewrath Wintermoor
Zealgarth"""
_NOUNS = """Ferrier Lookout Causeway Thresher Augurer Brewkeeper Cartwright Duelmaster Eelwife
Foragers Gatewarden Hexwright Inkblade Jouster Kilnmother Lampbearer Millward Needler Oathsinger
Piper Quarrier Reedwalker Skiff Tollkeeper Underling Vaultguard Wicker-Giant Yokebeast Zealot
Ambuscade Backdraught Crosswind Downpour Entreaty Flourish Gambit Hindrance Inheritance Jubilee
Kindling Lamentation Muster Nocturne Outburst Parley Quickening Rebuke Sortie Trespass Upheaval
Vigil Windfall Bellows Chalice Drumhead Effigy Furnace Gyroscope Hourglass Idol"""
_GIVEN = """Ilvane Orrin Thessel Maruk Sidonel Breccan Yllith Casmere Dovrin Elswyth Farrowin
Gundrel Hespera Ismund Jorveth Kaelis"""


def card_names(rng: np.random.Generator, count: int) -> list[str]:
    """So many different names, the odd ones spread evenly among them."""
    given_names = _GIVEN.split()
    pairs = list(product(_WORDS.split(), _NOUNS.split()))
    plain = (pairs[place] for place in rng.permutation(len(pairs)))
    names = []
    for place in range(count):
        word, noun = next(plain)
        given = given_names[place % len(given_names)]
        if place % 60 == 7:
            names.append(f'{given}, "the {word} {noun}"')
        elif place % 16 == 3:
            names.append(f"{given}, {word} {noun}")
        elif place % 12 == 5:
            names.append(f"{given}'s {word} {noun}")
        elif place % 40 == 11:
            names.append(f"{word} {noun} // {' '.join(next(plain))}")
        else:
            names.append(f"{word} {noun}")
    return names
