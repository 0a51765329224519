-- Cards: which facts hold for each card? One row per game and number.
--
-- Catalogues overlap and disagree. The base print (its id is the number) comes before
-- alternate arts, then sources in the order below (generated ones last), then the latest
-- import. Every row of every source stays in all_cards.
SELECT *
FROM all_cards
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY game, number
  ORDER BY
    CASE WHEN print_id = number THEN 0 ELSE 1 END,
    CASE source
      WHEN 'punk-records' THEN 0
      WHEN 'carddb' THEN 1
      WHEN 'optcgapi' THEN 2
      WHEN 'sample' THEN 4
      ELSE 3
    END,
    import_id DESC,
    source,
    print_id
) = 1
