from __future__ import annotations

import re

from tcb_analytics.warehouse.sources.header_words import CARD_HEADERS, HEADERS, RESULTS
from tcb_analytics.warehouse.tables import TABLES


def test_words_lead_to_columns_that_exist() -> None:
    for table, columns in HEADERS.items():
        assert set(columns) <= {column.name for column in TABLES[table].columns}


def test_words_are_written_as_headers_are_compared() -> None:
    lists = [*HEADERS.values(), CARD_HEADERS]
    words = [
        word for columns in lists for synonyms in columns.values() for word in synonyms.split()
    ]
    assert all(re.fullmatch("[a-z0-9]+", word) for word in words)


def test_no_result_word_means_two_results() -> None:
    words = [word for meaning in RESULTS.values() for word in meaning]
    assert len(set(words)) == len(words)
