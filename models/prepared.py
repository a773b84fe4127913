"""Statements of the hot path: compiled once a dialect and run on the driver's own cursor.

SQLAlchemy's execution costs ten times a small query itself (34 us against 4 on SQLite). Its SQL, its types both ways
and its errors stay. Only plain bind parameters are understood, no lists that expand.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import Session

DRIVER = "driver"
Values = Mapping[str, Any]
Turn = Callable[[Any], Any] | None


def among(column: sa.ColumnElement[Any], words: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether a column has one of these plain words, spelled out in the statement.

    One by one: of a list SQLite makes a table anew with each look, which takes three times what all else takes.
    """
    return sa.or_(sa.false(), *[column == sa.literal_column(f"'{word}'") for word in words])


class Prepared:
    """One statement; `columns` are those that an INSERT gives.

    Values go by the names of the bind parameters, None is NULL, and what has a value of its own may be left out.
    The database's errors are raised as SQLAlchemy's; what a type refuses, as the type raises it.
    """

    def __init__(self, statement: sa.Executable, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns
        self._forms: dict[str, _Form] = {}

    def all(self, session: Session, values: Values) -> list[Any]:
        """The rows, with columns as attributes."""
        form, cursor = self._executed(session, values)
        return form.rows(cursor.fetchall())

    def first(self, session: Session, values: Values) -> Any:
        """The first row; None when there is none."""
        form, cursor = self._executed(session, values)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else form.made(form.turned(found))

    def mapping(self, session: Session, values: Values) -> dict[str, Any] | None:
        """The first row by the names of its columns; None when there is none."""
        form, cursor = self._executed(session, values)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else dict(zip(form.columns, form.turned(found), strict=True))

    def scalar(self, session: Session, values: Values) -> Any:
        """The first column of the first row; None when there is none."""
        row = self.first(session, values)
        return None if row is None else row[0]

    def added(self, session: Session, values: Values) -> int:
        """The key counted for the row that an INSERT adds: what it returns, else what the driver knows."""
        form, cursor = self._executed(session, values)
        return int(cursor.fetchone()[0] if form.columns else cursor.lastrowid)

    def run(self, session: Session, values: Values) -> int:
        """How many rows were touched."""
        return int(self._executed(session, values)[1].rowcount)

    def run_many(self, session: Session, many: Iterable[Values]) -> int:
        """How many rows were touched by running the statement for each of these values."""
        driver, dialect = _driver(session)
        form, cursor = self._form(dialect), driver.cursor()
        given = [form.bound(values) for values in many]
        if not given:
            return 0
        _executed(cursor.executemany, form.text, given, dialect)
        return int(cursor.rowcount)

    def text(self, session: Session) -> str:
        """The statement as the session's database reads it."""
        return self._form(_driver(session)[1]).text

    def _executed(self, session: Session, values: Values) -> "tuple[_Form, Any]":
        driver, dialect = session.info.get(DRIVER) or _driver(session)
        form = self._forms.get(dialect.name) or self._form(dialect)
        return form, _executed(driver.execute, form.text, form.bound(values), dialect)

    def _form(self, dialect: Dialect) -> "_Form":
        if dialect.name not in self._forms:
            self._forms[dialect.name] = _Form(self._statement, self._columns, dialect)
        return self._forms[dialect.name]


class FallenDue:
    """The question which rows have a moment in a column that has come, the longest due first: by their keys, or
    `whole`. `only` some of them can fall due.
    """

    def __init__(self, column: Any, *only: Any, whole: bool = False) -> None:
        (key,) = column.table.primary_key
        rows = sa.select(column.table if whole else key).where(column <= sa.bindparam("now"), *only)
        self._rows, self._whole = Prepared(rows.order_by(column, key).limit(sa.bindparam("most"))), whole

    def __call__(self, session: Session, now: datetime, most: int = 200) -> list[Any]:
        rows = self._rows.all(session, {"now": now, "most": most})
        return rows if self._whole else [row[0] for row in rows]


class _Form:
    """A statement as one dialect's driver takes it: `text`, and how values turn on their way in and out."""

    def __init__(self, statement: sa.Executable, columns: Sequence[str] | None, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
        self.text = str(compiled)
        assert "POSTCOMPILE" not in self.text, "a list that expands cannot be prepared"
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._positional = compiled.positiontup is not None
        self._names: list[str] = compiled.positiontup or list(binds)
        self._own = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._inward = _turns([_inward(binds[name].type, dialect) for name in self._names])
        results = [(entry.keyname, entry.type) for entry in compiled._result_columns]
        self.columns = [name for name, _ in results]
        self.made = _shape(self.columns)
        self._outward = _turns([_outward(kind, dialect) for _, kind in results])

    def bound(self, values: Values) -> Any:
        """What the driver is given: values in order, or by name where its parameters have names."""
        given = {**self._own, **values} if self._own else values
        row = list(map(given.__getitem__, self._names))
        for place, turn in self._inward:
            if row[place] is not None:
                row[place] = turn(row[place])
        return row if self._positional else dict(zip(self._names, row, strict=True))

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """What the driver found, each row with columns as attributes."""
        return list(map(self.made, map(self.turned, found) if self._outward else found))

    def turned(self, found: Sequence[Any]) -> Sequence[Any]:
        """What the driver found as Python has it."""
        if not self._outward:
            return found
        row = list(found)
        for place, turn in self._outward:
            if row[place] is not None:
                row[place] = turn(row[place])
        return row


def _inward(kind: Any, dialect: Dialect) -> Turn:
    if isinstance(kind.dialect_impl(dialect), sa.JSON) and dialect.name == "sqlite":
        # Straight to the engine's own: SQLAlchemy goes there by two more calls.
        return getattr(dialect, "_json_serializer", None) or json.dumps
    if isinstance(kind, sa.Boolean):
        # The drivers know it; SQLAlchemy looks at each by two calls.
        return None
    turn: Turn = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _outward(kind: Any, dialect: Dialect) -> Turn:
    if isinstance(kind.dialect_impl(dialect), sa.JSON) and dialect.name == "sqlite":
        return getattr(dialect, "_json_deserializer", None) or json.loads
    turn: Turn = kind.dialect_impl(dialect).result_processor(dialect, None)
    return turn


def _shape(columns: Sequence[str]) -> Callable[[Iterable[Any]], Any]:
    # Of what the driver found; the class's own way counts the columns of each row again.
    return partial(tuple.__new__, namedtuple("Row", columns))


Turns = list[tuple[int, Callable[[Any], Any]]]


def _turns(turns: Sequence[Turn]) -> Turns:
    return [(place, turn) for place, turn in enumerate(turns) if turn is not None]


def _driver(session: Session) -> tuple[Any, Dialect]:
    connection = session.bind if isinstance(session.bind, sa.Connection) else session.connection()
    found = connection.connection.driver_connection, connection.dialect
    if session.bind is connection:
        # Asking the session costs as much as a small statement; ours stand on the connection of their transaction.
        session.info[DRIVER] = found
    return found


def run_plainly(connection: sa.Connection, text: str) -> None:
    """Runs a statement that has no values."""
    driver: Any = connection.connection.driver_connection
    _executed(driver.execute, text, (), connection.dialect)


def _executed(run: Callable[[str, Any], Any], text: str, given: Any, dialect: Dialect) -> Any:
    errors: Any = dialect.loaded_dbapi.Error
    try:
        return run(text, given)
    except errors as error:
        gone = dialect.is_disconnect(error, None, None)
        raise sa.exc.DBAPIError.instance(
            text, None, error, errors, connection_invalidated=gone, dialect=dialect
        ) from error
