-- Left out: what counts for no rate, and why? One row per table, source and reason.
SELECT
  'matches' AS part, game, source,
  CASE
    WHEN bye THEN 'bye'
    WHEN excluded IS NOT NULL THEN 'excluded: ' || excluded
    ELSE 'no result'
  END AS reason,
  COUNT(*) AS entries
FROM matches
WHERE bye OR excluded IS NOT NULL OR winner IS NULL
GROUP BY ALL
UNION ALL
SELECT
  'matches' AS part, game, source,
  'a leader is unknown: left out of rates by leader' AS reason,
  COUNT(*) AS entries
FROM matches
WHERE NOT bye AND excluded IS NULL AND winner IS NOT NULL
  AND (leader_1 IS NULL OR leader_2 IS NULL)
GROUP BY ALL
UNION ALL
SELECT
  'matchups' AS part, game, source,
  'published cells beside single matches of the same source' AS reason,
  COUNT(*) AS entries
FROM matchups
WHERE EXISTS (
  SELECT 1
  FROM match_sources
  WHERE match_sources.game = matchups.game AND match_sources.source = matchups.source
)
GROUP BY ALL
UNION ALL
SELECT
  'decks' AS part, game, source,
  CASE
    WHEN NOT complete THEN 'incomplete: left out of card inclusion and curves'
    WHEN leader IS NULL THEN 'no leader: left out of meta shares'
    ELSE 'no date: left out of shares by week and month'
  END AS reason,
  COUNT(*) AS entries
FROM decks
WHERE NOT complete OR leader IS NULL OR date IS NULL
GROUP BY ALL
