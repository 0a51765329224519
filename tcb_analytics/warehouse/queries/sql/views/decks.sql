-- Decks: which lists were played, by whom, where, and how did they place?
--
-- One row per deck list: all_decks with its leader's name, days, and best known placing.
WITH placed AS (
  SELECT
    game, source, deck_id,
    MIN(place_best) AS place_best,
    MIN(place_worst) AS place_worst,
    MAX(players) AS players
  FROM placements
  WHERE deck_id IS NOT NULL
  GROUP BY game, source, deck_id
)
SELECT
  all_decks.game, all_decks.source, all_decks.deck_id, all_decks.name,
  all_decks.leader,
  card_names.name AS leader_name,
  all_decks.player, all_decks.event, all_decks.event_id,
  all_decks.event_date AS date,
  STRFTIME(all_decks.event_date, '%G-W%V') AS week,
  STRFTIME(all_decks.event_date, '%Y-%m') AS month,
  all_decks.event_date_text AS date_text,
  all_decks.set_code, all_decks.size, all_decks.complete,
  placed.place_best, placed.place_worst, placed.players,
  all_decks.import_id
FROM all_decks
LEFT JOIN card_names
  ON card_names.game = all_decks.game AND card_names.number = all_decks.leader
LEFT JOIN placed
  ON placed.game = all_decks.game
  AND placed.source = all_decks.source
  AND placed.deck_id = all_decks.deck_id
