"""One clear line and exit code 2 for whatever is wrong, never a traceback; and `read`, which needs nothing else."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from config.faults import ConfigurationFaults
from config.settings import Settings, SettingsFaults

if TYPE_CHECKING:
    from rules.parsing import Reader


def fail(*lines: str) -> NoReturn:
    """Says what is wrong and stops with exit code 2."""
    for line in lines:
        print(line, file=sys.stderr)
    raise SystemExit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns every fault a person can mend into its own words."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as trouble:
        fail(f"{trouble.filename or 'The system'}: {trouble.strerror or trouble}")
    except (SettingsFaults, ConfigurationFaults) as faults:
        fail(*(str(fault) for fault in faults.faults))
    except _faults_of_the_desk() as fault:
        fail(*_words(fault))


def _faults_of_the_desk() -> tuple[type[Exception], ...]:
    """Looked up only when something is wrong: who just reads messages need not load the desk."""
    from sqlalchemy.exc import DBAPIError

    from bot.loops import CannotStart
    from bot.replay import DayFaults
    from models.session import DatabaseTrouble

    return DayFaults, CannotStart, DatabaseTrouble, DBAPIError


def _words(fault: Exception) -> list[str]:
    from sqlalchemy.exc import DBAPIError

    from models.session import first_line

    if isinstance(fault, DBAPIError):
        return [f"The database cannot do it: {first_line(fault)}"]
    return str(fault).splitlines()


def settings() -> Settings:
    return Settings.from_environment(os.environ)


def reader() -> "Reader":
    """The reader, with an operator's words once they are sound."""
    from config.lexicon import load_reader

    wanted = settings()
    if wanted.policy_dir:
        from bot.resources import sound_policies
        from templates import Texts

        sound_policies(wanted, Texts(wanted.locale, wanted.timezone, wanted.policy_dir))
    return load_reader(wanted.policy_dir)


def read_standard_input() -> None:
    """Writes a reading for each line of JSON that comes in."""
    from handlers.reading import read_jsonl

    with plainly():
        if faults := read_jsonl(sys.stdin.buffer, sys.stdout.buffer, reader()):
            fail(*faults)
