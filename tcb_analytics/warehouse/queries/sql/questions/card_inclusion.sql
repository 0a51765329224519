-- Card inclusion: which part of a leader's decks plays each card, and in how many copies?
--
-- A leader's figures come from complete deck lists or from published inclusions,
-- whichever looked at more decks (evidence says which). Copies is the mean over the
-- decks that play the card. Numbers that no catalogue knows are kept, known = false.
WITH lists AS (
  SELECT game, source, deck_id, leader
  FROM decks
  WHERE complete AND leader IS NOT NULL
), list_totals AS (
  SELECT game, leader, COUNT(*) AS decks
  FROM lists
  GROUP BY game, leader
), list_cards AS (
  SELECT
    lists.game, lists.leader, deck_cards.number,
    COUNT(DISTINCT (lists.source, lists.deck_id)) AS decks_with,
    SUM(deck_cards.count) AS copies_played
  FROM lists
  JOIN deck_cards
    ON deck_cards.game = lists.game
    AND deck_cards.source = lists.source
    AND deck_cards.deck_id = lists.deck_id
  WHERE deck_cards.zone = 'main'
  GROUP BY lists.game, lists.leader, deck_cards.number
), published AS (
  SELECT
    game, leader, number, decks, decks_with,
    COALESCE(inclusion, decks_with / decks) AS inclusion,
    copies
  FROM published_inclusions
), published_cards AS (
  SELECT
    game, leader, number,
    SUM(decks) AS decks,
    SUM(decks_with) AS decks_with,
    SUM(inclusion * COALESCE(decks, 1)) / SUM(COALESCE(decks, 1)) AS inclusion,
    SUM(copies * COALESCE(decks_with, 1)) / SUM(COALESCE(decks_with, 1)) AS copies
  FROM published
  GROUP BY game, leader, number
), evidences AS (
  SELECT
    'decks' AS evidence, list_cards.game, list_cards.leader, list_cards.number,
    list_totals.decks, list_cards.decks_with,
    list_cards.decks_with / list_totals.decks AS inclusion,
    list_cards.copies_played / list_cards.decks_with AS copies
  FROM list_cards
  JOIN list_totals
    ON list_totals.game = list_cards.game AND list_totals.leader = list_cards.leader
  UNION ALL
  SELECT 'published' AS evidence, game, leader, number, decks, decks_with, inclusion, copies
  FROM published_cards
), chosen AS (
  SELECT
    *,
    FIRST_VALUE(evidence) OVER (
      PARTITION BY game, leader ORDER BY COALESCE(decks, 0) DESC, evidence
    ) AS best
  FROM evidences
)
SELECT
  chosen.leader, chosen.number, card_names.name AS card_name,
  CAST(chosen.decks AS BIGINT) AS decks,
  CAST(chosen.decks_with AS BIGINT) AS decks_with,
  chosen.inclusion, chosen.copies,
  COALESCE(card_names.known, FALSE) AS known,
  chosen.evidence
FROM chosen
LEFT JOIN card_names ON card_names.game = chosen.game AND card_names.number = chosen.number
WHERE chosen.evidence = chosen.best
ORDER BY chosen.leader, chosen.inclusion DESC, chosen.copies DESC, chosen.number
