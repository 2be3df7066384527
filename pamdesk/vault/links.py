"""The links between records, and the rotation settings of users; both are tied into the audit chain."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from pamdesk.records.complexity import Complexity
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.vault.audit import Chain, digest_of
from pamdesk.vault.moments import from_number, to_number
from pamdesk.vault.rows import not_found
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.store import Store

# A link to or from a record in the trash is kept, and not in force.
_IN_FORCE = (
    "SELECT l.source, l.kind, l.target FROM links l JOIN records s ON s.id = l.source JOIN records t ON t.id = l.target"
    " WHERE s.trashed IS NULL AND t.trashed IS NULL"
)
_AT_ONCE = 500  # records a query; SQLite takes at least 999 parameters
_SETTINGS = "s.user_id, s.method, s.secret, s.schedule, s.complexity, s.enabled, s.changed"


class Links:
    """The links of an open vault; whether a link is allowed is decided before it comes here."""

    def __init__(self, store: Store, chain: Chain) -> None:
        """Take the store and the audit chain."""
        self._store = store
        self._chain = chain

    def add(self, link: Link, who: str) -> None:
        """Add a link; one that is there already stays as it is. Raises `NotFound` for an unknown record."""

        def work(conn: Connection) -> None:
            title = _titles(conn, link)
            conn.execute(
                "INSERT OR IGNORE INTO links (source, kind, target) VALUES (?, ?, ?)",
                (link.source, link.kind.value, link.target),
            )
            audit_links(self._chain, conn, link.source, who, "linked", f"{link.kind.value} {title}")

        self._store.write(work)

    def remove(self, link: Link, who: str) -> None:
        """Remove a link; one that is not there is no error."""

        def work(conn: Connection) -> None:
            title = _titles(conn, link)
            conn.execute(
                "DELETE FROM links WHERE source = ? AND kind = ? AND target = ?",
                (link.source, link.kind.value, link.target),
            )
            audit_links(self._chain, conn, link.source, who, "unlinked", f"{link.kind.value} {title}")

        self._store.write(work)

    def of(self, record_id: str) -> list[Link]:
        """Return the links from and to a record, without those to or from the trash."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"{_IN_FORCE} AND l.source = ? UNION {_IN_FORCE} AND l.target = ? ORDER BY 2, 1, 3",
                (record_id, record_id),
            ).fetchall()
        return [Link(r[0], LinkKind(r[1]), r[2]) for r in rows]

    def of_many(self, record_ids: Sequence[str]) -> list[Link]:
        """Return the links from and to any of these records, each once; one query for every 500 records."""
        found: dict[Link, None] = {}
        with self._store.read() as conn:
            for start in range(0, len(record_ids), _AT_ONCE):
                part = record_ids[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = conn.execute(
                    f"{_IN_FORCE} AND l.source IN ({marks}) UNION {_IN_FORCE} AND l.target IN ({marks})",
                    [*part, *part],
                ).fetchall()
                found.update((Link(r[0], LinkKind(r[1]), r[2]), None) for r in rows)
        return list(found)

    def out(self, source: str) -> list[Link]:
        """Return the links from a record, without those to the trash."""
        with self._store.read() as conn:
            rows = conn.execute(f"{_IN_FORCE} AND l.source = ? ORDER BY 2, 3", (source,)).fetchall()
        return [Link(r[0], LinkKind(r[1]), r[2]) for r in rows]

    def out_many(self, sources: Sequence[str]) -> list[Link]:
        """Return the links from any of these records, without those to or from the trash."""
        found: list[Link] = []
        with self._store.read() as conn:
            for start in range(0, len(sources), 500):
                part = sources[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = conn.execute(f"{_IN_FORCE} AND l.source IN ({marks})", part)
                found.extend(Link(row[0], LinkKind(row[1]), row[2]) for row in rows)
        return found

    def count_into(self, target: str) -> dict[LinkKind, int]:
        """Return how many links of each kind lead to a record, without those from the trash; it may be thousands."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT kind, count(*) FROM ({_IN_FORCE} AND l.target = ?) GROUP BY kind", (target,)
            ).fetchall()
        return {LinkKind(kind): count for kind, count in rows}

    def into(self, target: str, kind: LinkKind) -> list[Link]:
        """Return the links of one kind to a record, without those from the trash."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"{_IN_FORCE} AND l.target = ? AND l.kind = ? ORDER BY 1", (target, kind.value)
            ).fetchall()
        return [Link(r[0], LinkKind(r[1]), r[2]) for r in rows]

    def all(self) -> list[Link]:
        """Return every link, without those to or from the trash."""
        with self._store.read() as conn:
            rows = conn.execute(f"{_IN_FORCE} ORDER BY 1, 2, 3").fetchall()
        return [Link(r[0], LinkKind(r[1]), r[2]) for r in rows]


def audit_links(chain: Chain, conn: Connection, source: str, who: str, action: str, detail: str) -> None:
    """Append an audit row that holds the digest of a record's outgoing links."""
    digest = present_links(conn, source).get(("links", source), (0, ""))[1]
    chain.append(conn, who, action, source, detail, subject="links", digest=digest)


def present_links(conn: Connection, source: str | None = None) -> dict[tuple[str, str], tuple[int, str]]:
    """Return the digest of the outgoing links of every record (or of one)."""
    where, values = ("WHERE source = ?", (source,)) if source else ("", ())
    held: dict[str, list[str]] = {}
    for one, kind, target in conn.execute(
        f"SELECT source, kind, target FROM links {where} ORDER BY 1, 2, 3", values
    ):
        held.setdefault(one, []).append(f"{kind} {target}")
    return {("links", one): (0, digest_of(*links)) for one, links in held.items()}


def _titles(conn: Connection, link: Link) -> str:
    title = ""
    for record_id in (link.source, link.target):
        row = conn.execute("SELECT title FROM records WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise not_found(record_id)
        title = str(row[0])
    return title


class RotationSettingsTable:
    """The rotation settings of an open vault."""

    def __init__(self, store: Store, chain: Chain) -> None:
        """Take the store and the audit chain."""
        self._store = store
        self._chain = chain

    def get(self, user_id: str) -> RotationSettings | None:
        """Return the settings of a user, or None where none were made."""
        with self._store.read() as conn:
            row = conn.execute(
                f"SELECT {_SETTINGS} FROM rotation_settings s WHERE s.user_id = ?", (user_id,)
            ).fetchone()
        return None if row is None else _settings_of(row)

    def get_many(self, user_ids: Sequence[str]) -> dict[str, RotationSettings]:
        """Return the settings of those of these users that have any; one query for every 500 users."""
        found: dict[str, RotationSettings] = {}
        with self._store.read() as conn:
            for start in range(0, len(user_ids), _AT_ONCE):
                part = user_ids[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = conn.execute(
                    f"SELECT {_SETTINGS} FROM rotation_settings s WHERE s.user_id IN ({marks})", part
                )
                found.update((row[0], _settings_of(row)) for row in rows.fetchall())
        return found

    def set(self, settings: RotationSettings, who: str) -> None:
        """Store settings, in the place of earlier ones; raises `NotFound` for an unknown record."""

        def work(conn: Connection) -> None:
            user_id = settings.user_id
            if conn.execute("SELECT 1 FROM records WHERE id = ?", (user_id,)).fetchone() is None:
                raise not_found(user_id)
            conn.execute(
                "INSERT OR REPLACE INTO rotation_settings (user_id, method, secret, schedule, complexity, enabled, changed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    user_id,
                    settings.method.value,
                    settings.secret.value,
                    _schedule_text(settings.schedule),
                    _complexity_text(settings.complexity),
                    int(settings.enabled),
                    to_number(settings.changed),
                ),
            )
            digest = present_settings(conn, user_id)[("rotation", user_id)][1]
            self._chain.append(
                conn,
                who,
                "rotation settings changed",
                user_id,
                settings.method.value,
                subject="rotation",
                digest=digest,
            )

        self._store.write(work)

    def all(self) -> list[RotationSettings]:
        """Return the settings of every user that is not in the trash."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {_SETTINGS} FROM rotation_settings s JOIN records r ON r.id = s.user_id"
                " WHERE r.trashed IS NULL ORDER BY s.user_id"
            ).fetchall()
        return [_settings_of(row) for row in rows]


def present_settings(conn: Connection, user_id: str | None = None) -> dict[tuple[str, str], tuple[int, str]]:
    """Return the digest of the rotation settings of every user (or of one)."""
    where, values = ("WHERE s.user_id = ?", (user_id,)) if user_id else ("", ())
    rows = conn.execute(f"SELECT {_SETTINGS} FROM rotation_settings s {where}", values)
    return {("rotation", row[0]): (0, digest_of(*row)) for row in rows}


def _settings_of(row: Row) -> RotationSettings:
    return RotationSettings(
        user_id=row[0],
        method=Method(row[1]),
        secret=SecretKind(row[2]),
        schedule=_schedule_of(row[3]) if row[3] else None,
        complexity=_complexity_of(row[4]) if row[4] else None,
        enabled=bool(row[5]),
        changed=from_number(row[6]),
    )


# Thousands of accounts share a few schedules and complexities: each is read once, and is one object.
@lru_cache(maxsize=256)
def _schedule_of(text: str) -> Schedule:
    stored = json.loads(text)
    return Schedule(**{**stored, "kind": ScheduleKind(stored["kind"])})


@lru_cache(maxsize=256)
def _complexity_of(text: str) -> Complexity:
    return Complexity(**json.loads(text))


def _schedule_text(schedule: Schedule | None) -> str | None:
    if schedule is None:
        return None
    return json.dumps(
        {
            "kind": schedule.kind.value,
            "time": schedule.time,
            "day": schedule.day,
            "cron": schedule.cron,
            "zone": schedule.zone,
        }
    )


def _complexity_text(complexity: Complexity | None) -> str | None:
    if complexity is None:
        return None
    return json.dumps(
        {
            "length": complexity.length,
            "upper": complexity.upper,
            "lower": complexity.lower,
            "digits": complexity.digits,
            "symbols": complexity.symbols,
            "allowed_symbols": complexity.allowed_symbols,
        }
    )
