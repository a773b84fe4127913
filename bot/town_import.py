"""The import of a town's file: who has a role by it, and an open private chat, is told there."""

from pathlib import Path

from sqlmodel import Session

from bot.clock import desk_now, real_now
from bot.database import migrated
from bot.resources import resources_for
from config.faults import ConfigurationFaults, Fault
from config.marked import text_of
from config.settings import Settings, bot_id
from config.town import read_town
from handlers.desk import Desk
from handlers.dispatch_talk import roles_given
from models.town import load
from models.town_import import Changes, apply, known_departments, known_people, known_places


def import_file(settings: Settings, file: Path) -> Changes:
    """Makes what the file names exactly so. Raises ConfigurationFaults, DatabaseTrouble; then nothing is."""
    faults: list[Fault] = []
    text = text_of(file, faults)
    if text is None:
        raise ConfigurationFaults(faults)
    with migrated(settings) as database, database.transaction() as session:
        known = known_places(session), known_departments(session), known_people(session)
        bots = {bot_id(token) for token in settings.bot_tokens}
        town = read_town(text, str(file), *known, bots=bots or None)
        before = load(session, settings.admins, settings.timezone).officers
        changes = apply(session, town)
        _tell_people(session, settings, {user: officer.roles for user, officer in before.items()})
        return changes


def _tell_people(session: Session, settings: Settings, before: dict[int, tuple[tuple[str, int], ...]]) -> None:
    """Who has opened their private chat is told their new role; all others when they do."""
    officers = load(session, settings.admins, settings.timezone).officers.values()
    if any(each.reachable and set(each.roles) - set(before.get(each.user, ())) for each in officers):
        roles_given(Desk(session, resources_for(settings), desk_now(session), real_now()), before)
