"""The nouns of the project: cards, decks, collections, catalogues and formats.

Standard library only. Leaves out where cards come from (the warehouse), what they are
worth (strategies) and how they are drawn (charts): a noun answers questions about itself.
"""
