"""The tables of a vault, their version, and the steps from one minor version to the next."""

from __future__ import annotations

from collections.abc import Callable

from pamdesk.records.errors import DamagedVault, NewerVault
from pamdesk.vault import script_runs
from pamdesk.vault.sql import Connection

MAJOR = 1
MINOR = 2
VERSION = MAJOR * 1000 + MINOR

# A table that may only grow: journal and audit are evidence.
_APPEND_ONLY = """
CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} only grows'); END;
CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} only grows'); END;
"""

TABLES = (
    """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE folders (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, parent TEXT REFERENCES folders (id), shared INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX folders_by_parent ON folders (parent);
CREATE TABLE folder_keys (
  folder_id TEXT NOT NULL REFERENCES folders (id) ON DELETE CASCADE, reader_id TEXT NOT NULL, wrapped BLOB NOT NULL,
  PRIMARY KEY (folder_id, reader_id)
) WITHOUT ROWID;
CREATE TABLE applications (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, public BLOB NOT NULL, sealed_private BLOB NOT NULL, built_in INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE assignments (
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  folder_id TEXT NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  PRIMARY KEY (application_id, folder_id)
) WITHOUT ROWID;
CREATE TABLE gateways (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, application_id TEXT NOT NULL REFERENCES applications (id),
  built_in INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE records (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, title TEXT NOT NULL, title_key TEXT NOT NULL,
  folder TEXT NOT NULL REFERENCES folders (id), login TEXT NOT NULL, host TEXT NOT NULL, tags TEXT NOT NULL,
  favourite INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, version INTEGER NOT NULL,
  trashed INTEGER, search TEXT NOT NULL
);
CREATE INDEX records_by_title ON records (trashed, title_key, id);
CREATE INDEX records_by_folder ON records (trashed, folder, type, title_key, id);
CREATE INDEX records_by_type ON records (trashed, type, title_key, id);
CREATE INDEX records_by_host ON records (trashed, host, title_key, id);
CREATE INDEX records_by_login ON records (trashed, login, title_key, id);
CREATE INDEX records_favourite ON records (trashed) WHERE favourite = 1;
CREATE VIRTUAL TABLE records_search USING fts5(search, tokenize='trigram', content='', contentless_delete=1);
CREATE VIRTUAL TABLE search_terms USING fts5vocab('records_search', 'row');
CREATE TABLE record_bodies (
  record_id TEXT PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE, plain TEXT NOT NULL, sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE record_keys (record_id TEXT PRIMARY KEY, folder_id TEXT NOT NULL, wrapped BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE history (
  record_id TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE, version INTEGER NOT NULL, at INTEGER NOT NULL,
  who TEXT NOT NULL, kind TEXT NOT NULL, changed TEXT NOT NULL, plain TEXT NOT NULL,
  sealed BLOB NOT NULL, PRIMARY KEY (record_id, version)
) WITHOUT ROWID;
CREATE TABLE tombstones (
  record_id TEXT PRIMARY KEY, type TEXT NOT NULL, title TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE links (
  source TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE, kind TEXT NOT NULL,
  target TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE, PRIMARY KEY (source, kind, target)
) WITHOUT ROWID;
CREATE INDEX links_by_target ON links (target, kind, source);
CREATE TABLE rotation_settings (
  user_id TEXT PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE, method TEXT NOT NULL, secret TEXT NOT NULL,
  schedule TEXT, complexity TEXT, enabled INTEGER NOT NULL, changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE leases (
  user_id TEXT PRIMARY KEY, token INTEGER NOT NULL, machine TEXT NOT NULL, process TEXT NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempts (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, target TEXT NOT NULL, method TEXT NOT NULL,
  field TEXT NOT NULL, state TEXT NOT NULL, token INTEGER NOT NULL, batch_id TEXT, who TEXT NOT NULL, why TEXT NOT NULL,
  started INTEGER NOT NULL, updated INTEGER NOT NULL, facts TEXT NOT NULL, aws_source TEXT NOT NULL, code TEXT NOT NULL,
  sentence TEXT NOT NULL, next_ask INTEGER, asks INTEGER NOT NULL, candidate_id TEXT, changed INTEGER, finished INTEGER
);
CREATE INDEX attempts_by_user ON attempts (user_id, n);
CREATE INDEX attempts_unfinished ON attempts (n) WHERE finished IS NULL;
CREATE TABLE journal_events (
  n INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, token INTEGER NOT NULL,
  facts TEXT NOT NULL, code TEXT NOT NULL, sentence TEXT NOT NULL
);
CREATE INDEX journal_events_by_attempt ON journal_events (attempt_id, n);
CREATE TABLE candidates (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, attempt_id TEXT NOT NULL, user_id TEXT NOT NULL, field TEXT NOT NULL,
  status TEXT NOT NULL, created INTEGER NOT NULL, verified INTEGER, sealed BLOB NOT NULL
);
CREATE INDEX candidates_by_user ON candidates (user_id, n);
CREATE TABLE spends (
  n INTEGER PRIMARY KEY, user_id TEXT NOT NULL, attempt_id TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE INDEX spends_by_user ON spends (user_id, at);
CREATE TABLE account_states (
  user_id TEXT PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL, seconds REAL NOT NULL, who TEXT NOT NULL,
  code TEXT NOT NULL, sentence TEXT NOT NULL, proved INTEGER, attempt_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE batches (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  concurrency INTEGER NOT NULL, canary INTEGER NOT NULL, stop_after INTEGER NOT NULL, due INTEGER NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, machine TEXT NOT NULL, process TEXT NOT NULL, heartbeat INTEGER
);
CREATE TABLE batch_items (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE, user_id TEXT NOT NULL, position INTEGER NOT NULL,
  state TEXT NOT NULL, code TEXT NOT NULL, sentence TEXT NOT NULL, changed INTEGER, seconds REAL NOT NULL,
  attempt_id TEXT NOT NULL, PRIMARY KEY (batch_id, user_id)
) WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, record_id TEXT NOT NULL,
  detail TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, mac BLOB NOT NULL
);
CREATE INDEX audit_by_record ON audit (record_id, seq);
"""
    + _APPEND_ONLY.format("journal_events")
    + _APPEND_ONLY.format("audit")
)


def _to_1001(conn: Connection) -> None:
    """Version 1.1: the table can be sorted by the time of the last change without reading every row."""
    conn.execute("CREATE INDEX records_by_modified ON records (trashed, modified, id)")


def _to_1002(conn: Connection) -> None:
    """Version 1.2: the runs of scripts that follow a rotation."""
    for statement in statements(script_runs.TABLE):
        conn.execute(statement)


STEPS: dict[int, Callable[[Connection], None]] = {1001: _to_1001, 1002: _to_1002}


def statements(script: str) -> list[str]:
    """Split a script into statements; a trigger's body stays whole."""
    found: list[str] = []
    part = ""
    for line in script.splitlines():
        if not line.strip() and not part:
            continue
        part += line + "\n"
        ended = line.rstrip().endswith("END;") if "CREATE TRIGGER" in part else line.rstrip().endswith(";")
        if ended:
            found.append(part)
            part = ""
    return found


def create(conn: Connection) -> None:
    """Make every table of the present version, in the caller's transaction."""
    for statement in statements(TABLES):
        conn.execute(statement)
    for step in STEPS.values():
        step(conn)
    conn.execute(f"PRAGMA user_version = {VERSION}")


def version_of(conn: Connection) -> int:
    """Return the version that a database says it has: major * 1000 + minor."""
    row = conn.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def require_known(version: int, name: str) -> None:
    """Raise `NewerVault` for a newer major, `DamagedVault` for no version at all."""
    if version // 1000 > MAJOR:
        raise NewerVault(
            f"{name} was written by a newer version of PamDesk (format {version // 1000}.{version % 1000};"
            f" this one knows {MAJOR}.{MINOR}). It was not opened and not changed.",
            hint="Install the newer version of PamDesk.",
            code="vault_newer",
        )
    if version < 1000:
        raise DamagedVault(
            f"{name} has no format version: it was not made completely, or it was edited outside PamDesk.",
            hint="Restore the newest backup.",
            help_page="backup",
            code="vault_damaged",
        )


def upgrade(conn: Connection, version: int) -> None:
    """Do each missing minor step, in the caller's transaction; a newer minor of this major is left as it is."""
    for target, step in sorted(STEPS.items()):
        if version < target:
            step(conn)
            conn.execute(f"PRAGMA user_version = {target}")
