-- Cards of Limited logs: which colour, rarity, types and mana value belong to a card name?
--
-- Logs name cards, so the name is the number of a card here. A subtype behind a dash is no type.
SELECT
  name,
  ARRAY_TO_STRING(colors, '') AS color,
  rarity,
  SPLIT_PART(ARRAY_TO_STRING(types, ' '), ' - ', 1) AS card_type,
  cost AS mana_value
FROM cards
WHERE game = 'magic' AND number = name
