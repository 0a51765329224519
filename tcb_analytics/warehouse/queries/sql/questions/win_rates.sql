-- Win rates: how often does each group win, and over how many games?
--
-- counted: wins, losses and ties of each group, kept apart by source and mirror.
-- scored: each source's rule (rate_rules) says what becomes of ties and of mirrors; a
-- source without a rule of its own counts a tie as half a win and no mirrors.
-- A question that names no leader counts mirrors and unknown leaders too.
WITH counted AS (
  SELECT
    leader, source, mirror,
    SUM(wins) AS wins,
    SUM(losses) AS losses,
    SUM(ties) AS ties
  FROM results
  WHERE leader IS NOT NULL AND opponent IS NOT NULL
  GROUP BY leader, source, mirror
), scored AS (
  SELECT
    counted.leader,
    CAST(SUM(wins + losses + ties * COALESCE(rule.ties_in_games, 1)) AS BIGINT) AS games,
    CAST(SUM(wins) AS BIGINT) AS wins,
    CAST(SUM(losses) AS BIGINT) AS losses,
    CAST(SUM(ties) AS BIGINT) AS ties,
    CAST(SUM(wins + ties * COALESCE(rule.ties_in_points, 0.5)) AS DOUBLE) AS points
  FROM counted
  LEFT JOIN rate_rules AS rule ON rule.source = counted.source
  WHERE COALESCE(rule.mirrors, FALSE) OR NOT counted.mirror
  GROUP BY counted.leader
)
SELECT
  scored.leader, leader_card.name AS leader_name,
  scored.games, scored.wins, scored.losses, scored.ties, scored.points
FROM scored
LEFT JOIN card_names AS leader_card ON leader_card.number = scored.leader
ORDER BY scored.games DESC, scored.leader
