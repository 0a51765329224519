"""What users may ask in SQL: texts that every engine must answer alike.

``VALUES`` brings what the lake's rows lack: nulls, zeros, halves, ends of lists, odd texts.
"""

from __future__ import annotations

NUMBERS = (
    "(VALUES (1, 0, 2.5, 'a'), (-3, 2, -2.5, NULL), (NULL, 0, 3.5, 'it''s'), (7, 3, 0.5, 'b\\c'))"
)
T = f"{NUMBERS} AS t(i, j, d, s)"
DAYS = (
    "(VALUES (DATE '2024-12-30'), (DATE '2025-01-05'), (DATE '2021-01-03'), (CAST(NULL AS DATE)))"
    " AS days(day)"
)
LISTS = "(VALUES (['b', 'a', NULL]), (['c']), (CAST([] AS VARCHAR[])), (NULL)) AS lists(items)"

OF_NUMBERS = r"""
i / j, j / i, i / 2, 1 / 3, CAST(d AS DOUBLE) / 7, i / NULLIF(j, 0);
i // 2, i % 2, -i // 2, -i % 2, abs(i), sign(i);
CAST(d AS INTEGER), CAST(CAST(d AS DOUBLE) AS BIGINT), CAST(i > 0 AS INTEGER), TRY_CAST(d AS
  INT);
round(d), round(CAST(d AS DOUBLE)), round(CAST(1.005 AS DOUBLE), 2), round(d, 1), floor(d),
  ceil(d);
sqrt(abs(i)), exp(j), pow(i, 2), i * 1.5, d + 1, i - 0.5, ln(j + 1);
s || '-x', concat(s, '-', i), upper(s), length(s), s LIKE 'b\%', s ILIKE 'IT''_', left(s, 2);
substr(s, 1, 2), replace(s, 't', 'tt'), trim(' ' || s), starts_with(s, 'i'), contains(s, '''');
split_part('x-y-z', '-', 2), strpos(s, 's'), reverse(s), concat_ws('+', s, 'x'), right(s, 1);
coalesce(s, 'none'), nullif(i, 7), greatest(i, j), least(i, j, 5), if(i > 0, 'up', 'down');
CASE WHEN i IS NULL THEN 'x' WHEN i > j THEN 'y' ELSE s END, i IS DISTINCT FROM 7, i IN (1, 7);
i BETWEEN 1 AND 7, NOT (i > 2), i IS NULL OR j = 0, s IS NOT NULL AND s >= 'b';
{'one': i, 'two': s}, [i, j], CAST(i AS DOUBLE), CAST(i AS VARCHAR), CAST(j AS DECIMAL(9, 2));
"""
"""Columns over the rows of numbers and texts."""

OF_DAYS = r"""
strftime(day, '%G-W%V'), strftime(day, '%Y-%m'), strftime(day, '%d.%m.%y %%'), strftime(day,
  '%u');
strftime(day, '%b %j %A'), year(day), month(day), quarter(day), date_part('isodow', day);
extract(week FROM day), extract(isoyear FROM day), extract(dow FROM day), extract(doy FROM day);
date_trunc('week', day), date_trunc('month', day), date_trunc('year', day), last_day(day);
day + 7, day - 1, day + INTERVAL 3 DAY, day - DATE '2024-01-01', date_diff('day', day, DATE
  '2025-01-01');
day > '2024-12-31', CAST(day AS TIMESTAMP), CAST(CAST(day AS TIMESTAMP) AS DATE);
"""

OF_LISTS = r"""
items[1], items[2], items[-1], items[9], items[0], len(items), list_contains(items, 'a'),
  array_to_string(items, '');
"""

COUNTED = r"""
count(*), count(i), count(DISTINCT j), sum(i), sum(d), avg(i), avg(d), min(s), max(s);
sum(i > 0), count_if(i > 0), bool_and(i > -9), bool_or(i > 6), sum(i) FILTER (WHERE j = 0);
median(i), quantile_cont(j, 0.25), stddev(i), var_pop(i), arg_max(s, i), arg_min(s, i);
list(i ORDER BY s), string_agg(s, ', ' ORDER BY s), count(DISTINCT (j, s)), sum(i) / count(*);
"""
"""Columns that count those rows, all of them and by ``j``."""

SELECTS = r"""
SELECT j, count(*) AS n, sum(i) AS total FROM {T} GROUP BY ALL ORDER BY j;
SELECT j, sum(d) AS total FROM {T} GROUP BY j HAVING sum(d) > 0 ORDER BY total DESC;
SELECT * FROM {T} QUALIFY row_number() OVER (PARTITION BY j ORDER BY i DESC) = 1;
SELECT * EXCLUDE (d) FROM {T} ORDER BY s NULLS FIRST;
SELECT i, i + 1 AS more, more * 2 AS twice FROM {T} ORDER BY i DESC;
SELECT s, i, sum(i) OVER (ORDER BY j, i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM {T};
SELECT i, rank() OVER (ORDER BY j), lag(i) OVER (ORDER BY i), ntile(2) OVER (ORDER BY i) FROM
  {T};
SELECT unnest(items) AS one FROM {LISTS};
SELECT j, s, count(*) FROM {T} GROUP BY ROLLUP (j, s);
SELECT a.i, b.d FROM {NUMBERS} AS a(i, j, d, s) JOIN {NUMBERS} AS b(i, j, d, s) ON a.i = b.i;
SELECT i FROM {T} EXCEPT SELECT j FROM {T};
SELECT i FROM {T} SEMI JOIN {NUMBERS} AS u(k, j, e, r) USING (j) LIMIT 5;
SELECT 1 AS a, 2 AS a, count(*) FROM {T} WHERE FALSE;
SELECT sum(i), avg(i), min(s), list(i), bool_and(i > 0) FROM {T} WHERE FALSE;
SELECT * FROM {T} WHERE FALSE;
SELECT leader, count(*) AS n FROM results GROUP BY leader ORDER BY n DESC, leader LIMIT 3;
SELECT week, sum(wins) / sum(wins + losses) AS rate FROM results GROUP BY week ORDER BY week;
WITH decks AS (SELECT * FROM decks WHERE complete) SELECT count(*) FROM decks;
SELECT name, len(types), types[1] FROM cards WHERE 'Wolf' IN (SELECT 'Wolf') ORDER BY number
  LIMIT 9;
SELECT played_at, date_trunc('hour', played_at) AS hour FROM matches ORDER BY played_at, hour
  LIMIT 4;
SELECT d.leader, c.name FROM all_decks AS d, cards AS c WHERE c.number = d.leader ORDER BY ALL
  LIMIT 4;
SELECT (SELECT max(size) FROM decks) AS n, EXISTS (SELECT 1 FROM rejects) FROM games ORDER BY
  game;
SELECT 'a${env:HOME}b' AS t, 'x\ny' AS u, 'ünï 🎴' AS v, '''q''' AS w, "leader" FROM results
  ORDER BY leader NULLS LAST LIMIT 1;
"""


def _split(texts: str) -> list[str]:
    return [text.strip() for text in texts.split(";\n") if text.strip()]


USER_SQL = [
    *(f"SELECT {columns} FROM {T}" for columns in _split(OF_NUMBERS)),
    *(f"SELECT {columns} FROM {DAYS}" for columns in _split(OF_DAYS)),
    *(f"SELECT {columns} FROM {LISTS}" for columns in _split(OF_LISTS)),
    *(f"SELECT {columns} FROM {T}" for columns in _split(COUNTED)),
    *(f"SELECT j, {columns} FROM {T} GROUP BY j ORDER BY j" for columns in _split(COUNTED)),
    *(
        text.replace("{T}", T).replace("{NUMBERS}", NUMBERS).replace("{LISTS}", LISTS)
        for text in _split(SELECTS)
    ),
]
