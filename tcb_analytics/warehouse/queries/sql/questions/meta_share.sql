-- Meta share: what part of the decks was each leader, period by period?
--
-- A period is counted from deck lists or from published shares, whichever saw more
-- decks, never from both: the same decks may be behind them. Totals hold every deck of
-- the period, also those a source tracked without listing their leader.
WITH counted AS (
  SELECT game, week AS period, evidence, leader, SUM(decks) AS decks
  FROM deck_counts
  WHERE week IS NOT NULL
  GROUP BY game, week, evidence, leader
), totals AS (
  SELECT
    game, period, evidence, leader, decks,
    SUM(decks) OVER (PARTITION BY game, period, evidence) AS total
  FROM counted
), chosen AS (
  SELECT
    game, period, evidence, leader, decks, total,
    FIRST_VALUE(evidence) OVER (
      PARTITION BY game, period ORDER BY total DESC, evidence
    ) AS best
  FROM totals
)
SELECT
  chosen.period, chosen.leader, card_names.name AS leader_name,
  CAST(chosen.decks AS BIGINT) AS decks,
  CAST(chosen.total AS BIGINT) AS total,
  chosen.evidence
FROM chosen
LEFT JOIN card_names ON card_names.game = chosen.game AND card_names.number = chosen.leader
WHERE chosen.evidence = chosen.best AND NOT chosen.leader IS NULL
ORDER BY chosen.period, chosen.decks DESC, chosen.leader
