-- Deck counts: how many decks of each leader were seen, when, and by whose count?
--
-- Deck lists count one each. Published shares count as many decks as their source says;
-- the decks it tracked but did not list by leader are one row without a leader, so that
-- totals are right. A published period's date is its last day.
SELECT
  'decks' AS evidence, game, source, leader, date, week, month,
  event, event_id, set_code, 1 AS decks
FROM decks
WHERE leader IS NOT NULL
UNION ALL
SELECT
  'published' AS evidence, game, source, leader, period_end AS date,
  STRFTIME(period_end, '%G-W%V') AS week,
  STRFTIME(period_end, '%Y-%m') AS month,
  period AS event, NULL AS event_id, set_code, decks
FROM shares
UNION ALL
SELECT
  'published' AS evidence, game, source, NULL AS leader, period_end AS date,
  STRFTIME(period_end, '%G-W%V') AS week,
  STRFTIME(period_end, '%Y-%m') AS month,
  period AS event, NULL AS event_id, set_code,
  GREATEST(MAX(decks_tracked) - SUM(decks), 0) AS decks
FROM shares
GROUP BY game, source, import_id, period, period_start, period_end, set_code
