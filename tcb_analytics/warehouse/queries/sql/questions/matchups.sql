-- Matchups: how does each leader fare against each other one?
--
-- Each pair stands here twice, once from each side: wins of one are losses of the other.
-- A mirror is a cell like any other, with as many wins as losses. Ties follow the
-- source's rule (rate_rules).
WITH counted AS (
  SELECT
    leader, opponent, source,
    SUM(wins) AS wins,
    SUM(losses) AS losses,
    SUM(ties) AS ties
  FROM results
  WHERE leader IS NOT NULL AND opponent IS NOT NULL
  GROUP BY leader, opponent, source
), scored AS (
  SELECT
    counted.leader, counted.opponent,
    CAST(SUM(wins + losses + ties * COALESCE(rule.ties_in_games, 1)) AS BIGINT) AS games,
    CAST(SUM(wins) AS BIGINT) AS wins,
    CAST(SUM(losses) AS BIGINT) AS losses,
    CAST(SUM(ties) AS BIGINT) AS ties,
    CAST(SUM(wins + ties * COALESCE(rule.ties_in_points, 0.5)) AS DOUBLE) AS points
  FROM counted
  LEFT JOIN rate_rules AS rule ON rule.source = counted.source
  GROUP BY counted.leader, counted.opponent
)
SELECT
  scored.leader, scored.opponent,
  leader_card.name AS leader_name, opponent_card.name AS opponent_name,
  scored.games, scored.wins, scored.losses, scored.ties, scored.points
FROM scored
LEFT JOIN card_names AS leader_card ON leader_card.number = scored.leader
LEFT JOIN card_names AS opponent_card ON opponent_card.number = scored.opponent
ORDER BY scored.games DESC, scored.leader, scored.opponent
