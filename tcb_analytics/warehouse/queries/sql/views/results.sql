-- Results: who won against whom? One row per side of a match, and per published cell.
--
-- A match gives two rows, one seen from each side, so a mirror gives one win and one
-- loss. Byes, excluded matches and matches without a result are left out; left_out
-- counts them. A leader is null where it is unknown.
--
-- A published cell (matchups) is one row with its counts as they are: it is already seen
-- from its leader, and a mirror there already holds both sides. Its date is the last
-- day of its period. Where a source also gives single matches of that game, its cells
-- are left out, for they count the same matches again.
SELECT
  game, source, 'matches' AS evidence, import_id,
  leader_1 AS leader,
  leader_2 AS opponent,
  COALESCE(leader_1 = leader_2, FALSE) AS mirror,
  player_1 AS player,
  player_2 AS opponent_player,
  deck_1 AS deck_id,
  first_player = 1 AS went_first,
  COALESCE(event_date, CAST(played_at AS DATE)) AS date,
  STRFTIME(COALESCE(event_date, CAST(played_at AS DATE)), '%G-W%V') AS week,
  STRFTIME(COALESCE(event_date, CAST(played_at AS DATE)), '%Y-%m') AS month,
  event, event_id, set_code, round, mode, match_id,
  CAST(winner = 1 AS INTEGER) AS wins,
  CAST(winner = 2 AS INTEGER) AS losses,
  CAST(winner = 0 AS INTEGER) AS ties
FROM matches
WHERE NOT bye AND excluded IS NULL AND winner IS NOT NULL
UNION ALL
SELECT
  game, source, 'matches' AS evidence, import_id,
  leader_2 AS leader,
  leader_1 AS opponent,
  COALESCE(leader_1 = leader_2, FALSE) AS mirror,
  player_2 AS player,
  player_1 AS opponent_player,
  deck_2 AS deck_id,
  first_player = 2 AS went_first,
  COALESCE(event_date, CAST(played_at AS DATE)) AS date,
  STRFTIME(COALESCE(event_date, CAST(played_at AS DATE)), '%G-W%V') AS week,
  STRFTIME(COALESCE(event_date, CAST(played_at AS DATE)), '%Y-%m') AS month,
  event, event_id, set_code, round, mode, match_id,
  CAST(winner = 2 AS INTEGER) AS wins,
  CAST(winner = 1 AS INTEGER) AS losses,
  CAST(winner = 0 AS INTEGER) AS ties
FROM matches
WHERE NOT bye AND excluded IS NULL AND winner IS NOT NULL
UNION ALL
SELECT
  game, source, 'published' AS evidence, import_id,
  leader,
  opponent,
  leader = opponent AS mirror,
  NULL AS player,
  NULL AS opponent_player,
  NULL AS deck_id,
  NULL AS went_first,
  period_end AS date,
  STRFTIME(period_end, '%G-W%V') AS week,
  STRFTIME(period_end, '%Y-%m') AS month,
  period AS event, NULL AS event_id, set_code, NULL AS round, NULL AS mode, NULL AS match_id,
  wins, losses, ties
FROM matchups
WHERE NOT EXISTS (
  SELECT 1
  FROM match_sources
  WHERE match_sources.game = matchups.game AND match_sources.source = matchups.source
)
