-- Published inclusions: how often did a source see each card in a leader's decks?
--
-- The inclusions table with its period's last day as date. Where the source gives only
-- a share, the number of decks with the card is worked out from it.
SELECT
  game, source, leader, number, card_name,
  period_end AS date,
  STRFTIME(period_end, '%G-W%V') AS week,
  STRFTIME(period_end, '%Y-%m') AS month,
  set_code,
  decks,
  COALESCE(decks_with, CAST(ROUND(inclusion * decks) AS INTEGER)) AS decks_with,
  inclusion, copies, import_id
FROM inclusions
