-- Decks: which lists match, best placed and latest first?
SELECT *
FROM decks
ORDER BY date DESC NULLS LAST, place_best NULLS LAST, source, deck_id
