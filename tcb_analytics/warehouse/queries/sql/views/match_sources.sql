-- Match sources: who publishes single matches? One row per game and source.
--
-- Looked up by results, so that a source's published cells do not count its own single
-- matches a second time.
SELECT DISTINCT game, source
FROM matches
