"""Everything a SQLite file holds, brought into another database: the desk goes on there as if it had never moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from models.locks import FileTenure
from models.migrations import need_newest, tables
from models.session import Database, DatabaseTrouble

AT_A_TIME = 1000


def carry(file: Path, target: Database) -> int:
    """Copies every row, with its number, in one transaction; `target` has the newest tables. Returns how many.

    Raises DatabaseTrouble, and changes nothing, unless the file has this version's tables and no desk runs on it, and
    `target` is another database with nothing in it.
    """
    if not file.is_file():
        raise DatabaseTrouble(f"There is no database at {file}")
    if target.path and target.path.resolve() == file.resolve():
        raise DatabaseTrouble(f"DESK_DATABASE_URL names {file} itself; it must name where all is to go")
    with _alone_with(file) as source, source.reading() as old, target.rebuilding() as new:
        return _copy_all(old, new)


@contextmanager
def _alone_with(file: Path) -> Iterator[Database]:
    """The file's database, with this version's tables, while no desk runs on it."""
    source = Database(f"sqlite:///{file}")
    try:
        _look(file, source)
        tenure = FileTenure(file)
        try:
            yield source
        finally:
            tenure.close()
    finally:
        source.close()


def _look(file: Path, source: Database) -> None:
    try:
        source.check()
        need_newest(source)
    except DatabaseTrouble as trouble:
        raise DatabaseTrouble(f"{file}: {trouble}") from None


def _copy_all(old: sa.Connection, new: sa.Connection) -> int:
    used = sum(_count(new, table) > 0 for table in tables())
    if used:
        raise DatabaseTrouble(f"The database of DESK_DATABASE_URL is in use ({used} tables have rows): make a new one")
    for table in tables():
        _copy(old, new, table)
        _count_on(new, table)
        told, kept = _count(old, table), _count(new, table)
        if told != kept:
            raise DatabaseTrouble(f"Of {table.name} {kept} of {told} rows arrived: nothing is kept")
    return sum(_count(new, table) for table in tables())


def _copy(old: sa.Connection, new: sa.Connection, table: sa.Table) -> None:
    """A row that names another of its table gets that name once all are there."""
    within = [column.name for column in table.columns if any(key.references(table) for key in column.foreign_keys)]
    unnamed = dict.fromkeys(within)
    for rows in old.execute(sa.select(table)).mappings().partitions(AT_A_TIME):
        new.execute(sa.insert(table), [{**row, **unnamed} for row in rows])
    for name in within:
        (key,) = table.primary_key
        named = old.execute(sa.select(key, table.c[name]).where(table.c[name].is_not(None))).all()
        change = sa.update(table).where(key == sa.bindparam("row")).values({name: sa.bindparam("named")})
        if named:
            new.execute(change, [{"row": row, "named": other} for row, other in named])


def _count_on(new: sa.Connection, table: sa.Table) -> None:
    """The next row gets the next number; SQLite sees to that by itself."""
    for key in table.primary_key if new.dialect.name == "postgresql" else ():
        counter = new.execute(sa.select(sa.func.pg_get_serial_sequence(table.name, key.name))).scalar()
        last = new.execute(sa.select(sa.func.max(key))).scalar() if counter else None
        if last:
            new.execute(sa.select(sa.func.setval(counter, last)))


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
