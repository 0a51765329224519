-- Limited: how often is each card's deck played, its copies held, and those games won?
--
-- The question over facts, as lake.limited composes it for cards in decks and hands. Facts are
-- counted by the number of the card first, named afterwards, and put together by name.
WITH deck_counts AS (
  SELECT
    build_cards.import_id,
    build_cards.card,
    SUM(build_cards.deck) AS deck,
    SUM(CASE WHEN won THEN build_cards.deck ELSE 0 END) AS won_deck
  FROM build_cards
  JOIN limited_games
    ON limited_games.import_id = build_cards.import_id
    AND limited_games.build = build_cards.build
  GROUP BY build_cards.import_id, build_cards.card
), hand_counts AS (
  SELECT
    game_cards.import_id,
    game_cards.card,
    SUM(opening_hand + drawn) AS in_hand,
    SUM(CASE WHEN won THEN opening_hand + drawn ELSE 0 END) AS won_in_hand
  FROM game_cards
  JOIN limited_games
    ON limited_games.import_id = game_cards.import_id
    AND limited_games.game_id = game_cards.game_id
  GROUP BY game_cards.import_id, game_cards.card
), counted AS (
  SELECT import_id, card, deck, won_deck, 0 AS in_hand, 0 AS won_in_hand
  FROM deck_counts
  UNION ALL
  SELECT import_id, card, 0 AS deck, 0 AS won_deck, in_hand, won_in_hand
  FROM hand_counts
)
SELECT
  log_cards.name,
  CAST(SUM(deck) AS BIGINT) AS num_gp,
  SUM(won_deck) / NULLIF(SUM(deck), 0) AS gp_wr,
  CAST(SUM(in_hand) AS BIGINT) AS num_gih,
  SUM(won_in_hand) / NULLIF(SUM(in_hand), 0) AS gih_wr
FROM counted
JOIN log_cards
  ON log_cards.import_id = counted.import_id AND log_cards.card = counted.card
GROUP BY log_cards.name
ORDER BY log_cards.name
