-- Pair synergy: how do games go in which two cards of a deck both came to hand, one, or none?
--
-- A pair counts only in games whose deck has both cards. What both win beyond what each alone
-- would have it is worked out of these counts (statistics/synergy.py).
WITH chosen AS (
  SELECT import_id, game_id, build, CAST(won AS INTEGER) AS won
  FROM limited_games
), decks AS (
  SELECT build_cards.import_id, build_cards.build, build_cards.card, log_cards.name
  FROM build_cards
  JOIN log_cards
    ON log_cards.import_id = build_cards.import_id AND log_cards.card = build_cards.card
  WHERE build_cards.deck > 0
), held AS (
  SELECT import_id, game_id, card
  FROM game_cards
  WHERE opening_hand + drawn > 0
), paired AS (
  SELECT
    one.name AS card_a,
    two.name AS card_b,
    CASE WHEN held_one.card IS NULL THEN 0 ELSE 1 END AS has_a,
    CASE WHEN held_two.card IS NULL THEN 0 ELSE 1 END AS has_b,
    chosen.won
  FROM chosen
  JOIN decks AS one
    ON one.import_id = chosen.import_id AND one.build = chosen.build
  JOIN decks AS two
    ON two.import_id = chosen.import_id AND two.build = chosen.build AND one.name < two.name
  LEFT JOIN held AS held_one
    ON held_one.import_id = chosen.import_id
    AND held_one.game_id = chosen.game_id
    AND held_one.card = one.card
  LEFT JOIN held AS held_two
    ON held_two.import_id = chosen.import_id
    AND held_two.game_id = chosen.game_id
    AND held_two.card = two.card
)
SELECT
  card_a,
  card_b,
  CAST(SUM(has_a * has_b) AS BIGINT) AS num_both,
  CAST(SUM(has_a * has_b * won) AS BIGINT) AS won_both,
  CAST(SUM(has_a * (1 - has_b)) AS BIGINT) AS num_a,
  CAST(SUM(has_a * (1 - has_b) * won) AS BIGINT) AS won_a,
  CAST(SUM((1 - has_a) * has_b) AS BIGINT) AS num_b,
  CAST(SUM((1 - has_a) * has_b * won) AS BIGINT) AS won_b,
  CAST(SUM((1 - has_a) * (1 - has_b)) AS BIGINT) AS num_neither,
  CAST(SUM((1 - has_a) * (1 - has_b) * won) AS BIGINT) AS won_neither
FROM paired
GROUP BY card_a, card_b
ORDER BY card_a, card_b
