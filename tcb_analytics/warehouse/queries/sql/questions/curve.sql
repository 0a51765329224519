-- Curve: how many copies of each cost does a deck hold on average?
--
-- Main deck of complete lists only. Cards that no catalogue knows have no cost: they are
-- one row whose cost is null, so that the copies add up to the size of the deck.
WITH lists AS (
  SELECT game, source, deck_id
  FROM decks
  WHERE complete
), total AS (
  SELECT COUNT(*) AS decks
  FROM lists
)
SELECT
  cards.cost,
  CAST(SUM(deck_cards.count) AS BIGINT) AS copies_played,
  CAST(ANY_VALUE(total.decks) AS BIGINT) AS decks,
  SUM(deck_cards.count) / ANY_VALUE(total.decks) AS copies
FROM lists
JOIN deck_cards
  ON deck_cards.game = lists.game
  AND deck_cards.source = lists.source
  AND deck_cards.deck_id = lists.deck_id
LEFT JOIN cards ON cards.game = lists.game AND cards.number = deck_cards.number
CROSS JOIN total
WHERE deck_cards.zone = 'main' AND COALESCE(cards.category, 'Unknown') <> 'Land'
GROUP BY cards.cost
ORDER BY cards.cost NULLS LAST
