-- Games: what does the lake hold of each game, and is it sample data?
--
-- A result is one row of the results view: a side of a match, or a published cell.
WITH counted AS (
  SELECT game, source, COUNT(*) AS cards, 0 AS decks, 0 AS matches FROM all_cards GROUP BY ALL
  UNION ALL
  SELECT game, source, 0 AS cards, COUNT(*) AS decks, 0 AS matches FROM all_decks GROUP BY ALL
  UNION ALL
  SELECT game, source, 0 AS cards, 0 AS decks, COUNT(*) AS matches FROM matches GROUP BY ALL
  UNION ALL
  SELECT
    game, source, 0 AS cards, 0 AS decks,
    CAST(ROUND(SUM(wins + losses + ties) / 2) AS BIGINT) AS matches
  FROM matchups
  GROUP BY ALL
), known AS (
  SELECT game, COUNT(*) AS cards FROM cards GROUP BY game
)
SELECT
  counted.game,
  COALESCE(MAX(known.cards), 0) AS cards,
  CAST(SUM(counted.decks) AS BIGINT) AS decks,
  CAST(SUM(counted.matches) AS BIGINT) AS matches,
  BOOL_AND(counted.source = 'sample') AS sample
FROM counted
LEFT JOIN known ON known.game = counted.game
GROUP BY counted.game
ORDER BY sample, matches DESC, decks DESC, cards DESC, counted.game
