"""Finding records: folded text, an FTS5 trigram index, and its terms for words under three characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pamdesk.vault.sql import Connection

_TRIGRAM = 3
_MANY = 400  # trigrams of one word; beyond, a scan is no slower
_LAST = "\U0010ffff"
ORDERS = {
    "title": "r.title_key, r.id",
    "-title": "r.title_key DESC, r.id DESC",
    "modified": "r.modified, r.id",
    "-modified": "r.modified DESC, r.id DESC",
    "type": "r.type, r.title_key, r.id",
    "-type": "r.type DESC, r.title_key, r.id",
    "host": "r.host, r.title_key, r.id",
    "-host": "r.host DESC, r.title_key, r.id",
    "login": "r.login, r.title_key, r.id",
    "-login": "r.login DESC, r.title_key, r.id",
}


def fold(text: str) -> str:
    """Return text as it is compared: compatibility form, without case (full-width and half-width are the same)."""
    return unicodedata.normalize("NFKC", text).casefold()


def searched(parts: Iterable[str]) -> str:
    """Return what of a record is searched, folded; each part is followed by two line ends.

    So every character of a part begins a trigram, and words of one or two characters can be found by their trigrams.
    """
    return "".join(f"{fold(part)}\n\n" for part in parts)


def matching(conn: Connection, query: str) -> tuple[str, list[str]]:
    """Return the SQL conditions and parameters under which a record has every word of a query somewhere."""
    asked: list[str] = []
    conditions: list[str] = []
    parameters: list[str] = []
    for word in fold(query).split():
        if len(word) >= _TRIGRAM:
            asked.append(_quoted(word))
            continue
        # A trigram index has no answer for fewer than three characters, and most Japanese words have two.
        trigrams = _beginning_with(conn, word)
        if not trigrams:
            return "0", []
        if len(trigrams) <= _MANY:
            asked.append("(" + " OR ".join(map(_quoted, trigrams)) + ")")
        else:
            # Scanned in the order of the rows: in the order of the titles each row would be fetched by itself.
            conditions.append("r.n IN (SELECT n FROM records NOT INDEXED WHERE instr(search, ?) > 0)")
            parameters.append(word)
    if asked:
        conditions.append("r.n IN (SELECT rowid FROM records_search WHERE records_search MATCH ?)")
        parameters.append(" AND ".join(asked))
    return " AND ".join(conditions), parameters


def _beginning_with(conn: Connection, word: str) -> list[str]:
    rows = conn.execute(
        "SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT ?", (word, word + _LAST, _MANY + 1)
    ).fetchall()
    return [row[0] for row in rows]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def index(conn: Connection, number: int, text: str, *, replace: bool) -> None:
    """Put a record's folded text into the index, where asked in the place of what stood there."""
    if replace:
        remove(conn, number)
    conn.execute("INSERT INTO records_search (rowid, search) VALUES (?, ?)", (number, text))


def remove(conn: Connection, number: int) -> None:
    """Take a record out of the index."""
    conn.execute("DELETE FROM records_search WHERE rowid = ?", (number,))
