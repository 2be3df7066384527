"""Finding records: folded text, an FTS5 trigram index, and a plain look-up for words under three characters."""

from __future__ import annotations

import unicodedata

from pamdesk.vault.sql import Connection

_TRIGRAM = 3
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


def matching(query: str) -> tuple[str, list[str]]:
    """Return the SQL conditions and parameters under which a record has every word of a query somewhere."""
    words = fold(query).split()
    long = [word for word in words if len(word) >= _TRIGRAM]
    # FTS5's trigram index finds nothing for fewer than three characters, and most Japanese words have two.
    short = [word for word in words if len(word) < _TRIGRAM]
    conditions = []
    parameters = []
    if long:
        conditions.append("r.n IN (SELECT rowid FROM records_search WHERE records_search MATCH ?)")
        parameters.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    for word in short:
        conditions.append("instr(r.search, ?) > 0")
        parameters.append(word)
    return " AND ".join(conditions), parameters


def index(conn: Connection, number: int, text: str, *, replace: bool) -> None:
    """Put a record's folded text into the index, where asked in the place of what stood there."""
    if replace:
        remove(conn, number)
    conn.execute("INSERT INTO records_search (rowid, search) VALUES (?, ?)", (number, text))


def remove(conn: Connection, number: int) -> None:
    """Take a record out of the index."""
    conn.execute("DELETE FROM records_search WHERE rowid = ?", (number,))
