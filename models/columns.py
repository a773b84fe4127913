"""Column types shared by the tables: 64-bit ids, aware UTC times, JSON that PostgreSQL can index."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlmodel import Field

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


# Of a time as SQLite keeps it: 2026-03-02 08:00:00.000000.
LENGTH = 26


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps it as text without an offset."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """On SQLite straight to the text that SQLAlchemy would write: its own way costs five times as much."""
        return _to_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any] | None:
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time without a zone reached the database")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


# A ticket's moments are read again with every look at it, and a transaction's own is written with all it does.
@lru_cache(maxsize=8192)
def _from_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


@lru_cache(maxsize=1024)
def _to_text(value: datetime | None) -> str | None:
    return _in_utc(value).isoformat(" ", "microseconds")[:LENGTH] if value else None


def index_of_some(name: str, *columns: str, only: str, unique: bool = False) -> sa.Index:
    """An index kept to the rows it is asked for: each further one is paid for with every row."""
    some = sa.text(only)
    return sa.Index(name, *columns, unique=unique, sqlite_where=some, postgresql_where=some)


def big_key() -> Any:
    """A 64-bit primary key counted up by the database."""
    return Field(default=None, sa_column=sa.Column(BIG, primary_key=True, autoincrement=True))


def given_key() -> Any:
    """A 64-bit primary key that somebody else gave: a platform's id."""
    return Field(sa_column=sa.Column(BIG, primary_key=True, autoincrement=False))


def big(*args: Any, nullable: bool = False, index: bool = False) -> Any:
    """A 64-bit number, with its foreign key if given."""
    column: sa.Column[Any] = sa.Column(BIG, *args, nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def moment(nullable: bool = True, index: bool = False) -> Any:
    """A time; None until it happens."""
    column: sa.Column[Any] = sa.Column(Moment(), nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def json(default: Any = dict) -> Any:
    """A JSON value."""
    return Field(default_factory=default, sa_column=sa.Column(JSON, nullable=False))
