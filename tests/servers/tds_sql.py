"""Carries out batches of the tests' TDS endpoint: ALTER LOGIN, ALTER USER, and what may be asked about logins."""

from __future__ import annotations

from collections.abc import Sequence

from tests.servers import tds_text
from tests.servers.tds_logins import Change, Login, SqlError
from tests.servers.tds_session import Rows, Session
from tests.servers.tds_text import Reader, Scope, Value, Variant, expression, syntax

VERSION = "Test endpoint for TDS 7.4: an emulation, not Microsoft SQL Server"


_SERVER: dict[str, str | int] = {"productversion": "16.0.4135.4", "edition": "Test", "engineedition": 3}


class Batch:
    """Runs one batch in a session; `results` are its result sets."""

    def __init__(self, session: Session, parameters: dict[str, Value] | None = None) -> None:
        """Begin with the parameters of a call (names with @)."""
        self.results: list[Rows] = []
        self._session = session
        self._variables: dict[str, Value] = {
            "@@version": VERSION,
            "@@spid": session.number,
            "@@servername": "TESTSQL",
            "@@trancount": session.transaction,
            **{name.lower(): value for name, value in (parameters or {}).items()},
        }

    def run(self, text: str) -> None:
        """Run every statement; raises SqlError at the first that fails."""
        reader = Reader(tds_text.tokens(text))
        while not reader.over:
            if not reader.take(";"):
                self._statement(reader)

    def _statement(self, reader: Reader) -> None:
        session = self._session
        if reader.take("ALTER", "LOGIN"):
            session.alter(self._alter(reader, ""))
        elif reader.take("ALTER", "USER"):
            session.alter(self._alter(reader, session.database))
        elif reader.take("SELECT"):
            self._select(reader)
        elif reader.take("DECLARE"):
            self._declare(reader)
        elif reader.take("EXEC") or reader.take("EXECUTE"):
            self._execute(reader)
        elif reader.take("USE"):
            self._use(reader.identifier())
        elif reader.take("KILL"):
            self._kill(int(reader.next().text))
        elif reader.take("IF"):
            self._if(reader)
        elif not self._transaction(reader):
            self._set(reader)

    def _alter(self, reader: Reader, database: str) -> Change:
        name = reader.identifier()
        if not database and (reader.take("ENABLE") or reader.take("DISABLE")):
            disable = reader.peek(-1) == "DISABLE"
            return Change(name, disable=disable)
        reader.need("WITH")
        given: dict[str, str] = {}
        flags: set[str] = set()
        options: list[tuple[str, bool]] = []
        while True:
            word = reader.next().text.upper()
            if word in ("PASSWORD", "OLD_PASSWORD"):
                reader.need("=")
                given[word] = reader.string()
                while word == "PASSWORD" and reader.peek() in ("MUST_CHANGE", "UNLOCK"):
                    flags.add(reader.next().text.upper())
            elif word in ("CHECK_POLICY", "CHECK_EXPIRATION") and not database:
                reader.need("=")
                options.append((word, reader.next().text.upper() == "ON"))
            else:
                raise syntax(word)
            if not reader.take(",") and reader.peek() != "OLD_PASSWORD":
                break
        return Change(
            name,
            given.get("PASSWORD"),
            given.get("OLD_PASSWORD"),
            must_change="MUST_CHANGE" in flags,
            unlock="UNLOCK" in flags,
            options=tuple(options),
            database=database,
        )

    def _declare(self, reader: Reader) -> None:
        while True:
            name = reader.next().text.lower()
            reader.take("AS")
            tds_text.data_type(reader)
            value = expression(reader, self._scope({})) if reader.take("=") else None
            self._variables[name] = value.value if isinstance(value, Variant) else value
            if not reader.take(","):
                return

    def _execute(self, reader: Reader) -> None:
        if reader.peek() in ("SP_EXECUTESQL", "SYS"):
            while reader.peek() in ("SYS", ".", "SP_EXECUTESQL"):
                reader.next()
            value = expression(reader, self._scope({}))
        else:
            reader.need("(")
            value = expression(reader, self._scope({}))
            reader.need(")")
        # EXEC of NULL does nothing and says nothing.
        if value is not None:
            inner = Batch(self._session)
            inner.run(str(value))
            self.results += inner.results

    def _use(self, name: str) -> None:
        if name.lower() not in {known.lower() for known in self._session.logins.databases}:
            raise SqlError(
                911, f"Database '{name}' does not exist. Make sure that the name is entered correctly."
            )
        self._session.database = name

    def _kill(self, number: int) -> None:
        if not self._session.login.sysadmin:
            raise SqlError(6102, "User does not have permission to use the KILL statement.", severity=14)
        other = self._session.sessions.get(number)
        if other is None:
            raise SqlError(6106, f"Process ID {number} is not an active process ID.")
        other.killed = True

    def _if(self, reader: Reader) -> None:
        reader.need("@@TRANCOUNT", ">", "0")
        if self._session.transaction:
            self._transaction(reader)
        else:
            while not reader.over and not reader.take(";"):
                reader.next()

    def _transaction(self, reader: Reader) -> bool:
        word = reader.peek()
        if word not in ("BEGIN", "COMMIT", "ROLLBACK"):
            return False
        reader.next()
        _ = reader.take("TRANSACTION") or reader.take("TRAN")
        {"BEGIN": self._session.begin, "COMMIT": self._session.commit, "ROLLBACK": self._session.rollback}[
            word
        ]()
        return True

    def _set(self, reader: Reader) -> None:
        reader.need("SET")
        if reader.peek().startswith("@"):
            name = reader.next().text.lower()
            reader.need("=")
            value = expression(reader, self._scope({}))
            self._variables[name] = value.value if isinstance(value, Variant) else value
            return
        if reader.take("IMPLICIT_TRANSACTIONS"):
            self._session.implicit = reader.next().text.upper() == "ON"
            return
        while not reader.over and reader.peek() not in (";", "SELECT", "ALTER", "SET", "DECLARE", "EXEC"):
            reader.next()

    def _select(self, reader: Reader) -> None:
        if reader.take("TOP"):
            _ = reader.take("("), reader.next(), reader.take(")")
        start, table = reader.at, ""
        depth = 0
        while not reader.over and not (depth == 0 and reader.peek() in ("FROM", ";")):
            depth += {"(": 1, ")": -1}.get(reader.peek(), 0)
            reader.next()
        if reader.take("FROM"):
            table = self._table_name(reader)
        where, end = reader.at, 0
        rows = self._rows(table)
        kept = []
        for row in rows or [{}]:
            reader.at = where
            if self._passes(reader, row) and (rows or not table):
                kept.append(row)
            end = max(end, reader.at)
        listed, names = self._listed(reader, start, kept, rows)
        reader.at = end
        self.results.append(Rows(names, listed))

    def _listed(
        self, reader: Reader, start: int, kept: list[dict[str, Value]], rows: list[dict[str, Value]]
    ) -> tuple[tuple[tuple[Value | Variant, ...], ...], tuple[str, ...]]:
        reader.at = start
        if reader.take("COUNT", "(", "*", ")"):
            return ((len(kept),),), ("",)
        names: tuple[str, ...] = ()
        found = []
        # Without a row the names of the columns are still to be told.
        blank: dict[str, Value] = dict.fromkeys(self._columns)
        for row in kept or [rows[0] if rows else blank]:
            reader.at = start
            values, names = self._items(reader, row)
            found.append(values)
        return tuple(found) if kept else (), names

    def _items(
        self, reader: Reader, row: dict[str, Value]
    ) -> tuple[tuple[Value | Variant, ...], tuple[str, ...]]:
        values, names = [], []
        while True:
            name = reader.peek()
            values.append(expression(reader, self._scope(row)))
            if reader.take("AS"):
                name = reader.identifier()
            elif name.lower() in row:
                name = name.lower()
            else:
                name = ""
            names.append(name)
            if not reader.take(","):
                return tuple(values), tuple(names)

    _columns = ("name", "type", "type_desc", "is_disabled", "sid", "session_id", "login_name", "containment")

    @staticmethod
    def _table_name(reader: Reader) -> str:
        name = reader.identifier()
        while reader.take("."):
            name += f".{reader.identifier()}"
        if reader.take("WITH"):
            reader.need("(")
            while not reader.take(")"):
                reader.next()
        elif reader.take("AS") or reader.peek() not in ("", ";", "WHERE", "ORDER"):
            reader.identifier()
        return name.lower()

    def _passes(self, reader: Reader, row: dict[str, Value]) -> bool:
        passes = True
        if reader.take("WHERE"):
            passes = self._condition(reader, row)
            while reader.take("AND"):
                passes = self._condition(reader, row) and passes
        if reader.take("ORDER", "BY"):
            while not reader.over and reader.peek() != ";":
                reader.next()
        return passes

    def _condition(self, reader: Reader, row: dict[str, Value]) -> bool:
        left = _folded(expression(reader, self._scope(row)))
        if reader.take("IS"):
            negated = reader.take("NOT")
            reader.need("NULL")
            return (left is None) != negated
        if reader.take("IN"):
            reader.need("(")
            found = False
            while not reader.take(")"):
                found = _folded(expression(reader, self._scope(row))) == left or found
                reader.take(",")
            return found
        sign = reader.next().text
        right = _folded(expression(reader, self._scope(row)))
        if left is None or right is None:
            return False
        if sign in ("<>", "!="):
            return left != right
        if sign != "=":
            raise syntax(sign)
        return left == right

    def _rows(self, table: str) -> list[dict[str, Value]]:
        session = self._session
        match table.removeprefix("master.").removeprefix("sys."):
            case "":
                return []
            case "sql_logins":
                return [_row(one) for one in self._visible() if one.kind == "S"]
            case "server_principals":
                return [_row(one) for one in self._visible()]
            case "database_principals":
                return [_row(one) for one in session.logins.all(session.database)]
            case "databases":
                return [
                    {"name": name, "containment": int(contained), "state_desc": "ONLINE"}
                    for name, contained in session.logins.databases.items()
                ]
            case "dm_exec_sessions":
                return [
                    {
                        "session_id": number,
                        "login_time": one.login_time,
                        "login_name": one.login.name,
                        "original_login_name": one.login.name,
                        "program_name": one.program,
                        "is_user_process": 1,
                        "open_transaction_count": one.transaction,
                    }
                    for number, one in list(session.sessions.items())
                    if session.login.sysadmin or one is session
                ]
            case _:
                raise SqlError(208, f"Invalid object name '{table}'.")

    def _visible(self) -> list[Login]:
        """Return the logins whose metadata the session may see: its own and sa, or all with ALTER ANY LOGIN."""
        mine = self._session.login
        return [
            one
            for one in self._session.logins.all()
            if mine.may_alter_others or one is mine or one.name == "sa"
        ]

    def _scope(self, columns: dict[str, Value]) -> Scope:
        session, login = self._session, self._session.login
        return Scope(
            self._variables,
            {
                "QUOTENAME": tds_text.quotename,
                "REPLACE": tds_text.replace,
                "LOWER": lambda text: None if text is None else str(text).lower(),
                "COUNT": lambda *_: 0,
                "SUSER_SNAME": lambda *_: login.name,
                "SUSER_NAME": lambda *_: login.name,
                "ORIGINAL_LOGIN": lambda: login.name,
                "SYSTEM_USER": lambda: login.name,
                "USER_NAME": lambda *_: login.name if login.database else "dbo",
                "DB_NAME": lambda *_: session.database,
                "IS_SRVROLEMEMBER": lambda role, *_: int(login.sysadmin) if role == "sysadmin" else 0,
                "HAS_PERMS_BY_NAME": self._has_permission,
                "LOGINPROPERTY": self._property,
                "SERVERPROPERTY": lambda name: Variant(_SERVER.get(str(name).lower())),
            },
            columns,
        )

    def _has_permission(self, securable: Value, _kind: Value, permission: Value, *_: Value) -> Value:
        login, wanted = self._session.login, str(permission).upper()
        if wanted in ("CONTROL SERVER", "VIEW SERVER STATE"):
            return int(login.sysadmin)
        if wanted == "ALTER ANY LOGIN":
            return int(login.may_alter_others)
        target = self._session.logins.get(str(securable), login.database)
        if target is None:
            return None
        return int(login.sysadmin or (login.alter_any_login and not target.sysadmin))

    def _property(self, name: Value, asked: Value) -> Variant:
        found = self._session.logins.get(str(name))
        if found is None or found not in self._visible():
            return Variant(None)
        known: dict[str, str | int] = {
            "islocked": int(found.locked),
            "isexpired": int(found.expired),
            "ismustchange": int(found.must_change),
            "badpasswordcount": found.bad_passwords,
            "historylength": len(found.history),
            "defaultdatabase": found.default_database,
            "defaultlanguage": "us_english",
        }
        return Variant(known.get(str(asked).lower()))


def _folded(value: Value | Variant) -> Value:
    """Return a value as it is compared: the default collation takes no notice of case."""
    bare = value.value if isinstance(value, Variant) else value
    return bare.lower() if isinstance(bare, str) else bare


def _row(login: Login) -> dict[str, Value]:
    return {
        "name": login.name,
        "type": login.kind,
        "type_desc": "SQL_LOGIN" if login.kind == "S" else "WINDOWS_LOGIN",
        "is_disabled": int(login.disabled),
        "is_policy_checked": int(login.check_policy),
        "is_expiration_checked": int(login.check_expiration),
        "default_database_name": login.default_database,
        "authentication_type": 2 if login.database else 1,
        "authentication_type_desc": "DATABASE" if login.database else "INSTANCE",
        "principal_id": 256 + sum(login.name.encode()),
        "sid": "0x" + login.name.encode().hex().upper(),
    }


def run(session: Session, text: str, parameters: dict[str, Value] | None = None) -> Sequence[Rows]:
    """Run a batch in a session and return its result sets; raises SqlError."""
    batch = Batch(session, parameters)
    batch.run(text)
    return batch.results
