-- Card names: what is this number called? One row per game and number.
--
-- A catalogue's name comes first (known is true). Numbers that no catalogue knows, such
-- as leaders of a set newer than the catalogue, take the name published beside results.
WITH published AS (
  SELECT game, leader AS number, leader_name AS name FROM shares
  UNION ALL
  SELECT game, leader AS number, leader_name AS name FROM matchups
  UNION ALL
  SELECT game, opponent AS number, opponent_name AS name FROM matchups
  UNION ALL
  SELECT game, number, card_name AS name FROM inclusions
)
SELECT game, number, name, TRUE AS known
FROM cards
UNION ALL
SELECT published.game, published.number, MIN(published.name) AS name, FALSE AS known
FROM published
LEFT JOIN cards
  ON cards.game = published.game AND cards.number = published.number
WHERE cards.number IS NULL AND published.name IS NOT NULL
GROUP BY published.game, published.number
