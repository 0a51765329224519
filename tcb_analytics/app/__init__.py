"""The application: players keep collections and decks, build, simulate, and read win rates.

Layers, each knowing only those below it: ``api`` > ``bootstrap`` > ``adapters`` > ``services`` >
``models``. It is production software in the small, so that the academy can take it apart.
"""
