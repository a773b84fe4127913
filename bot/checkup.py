"""`doctor` from the command line: what the settings, the database and Telegram say is wrong."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from bot.clock import DeskClock, real_now
from bot.resources import resources_for
from config.settings import Settings
from handlers import doctor
from handlers.desk import Desk
from models.inbox import ASIDE, Inbox
from models.migrations import revisions
from models.outbox import REFUSED, Outbox
from models.session import Database, DatabaseTrouble

MOST = 20


def checkup(settings: Settings, verbose: bool) -> Iterator[str]:
    """One line a finding, "all well" if there is none. Raises DatabaseTrouble when it cannot look."""
    resources = resources_for(settings)
    database = Database(settings.database_url)
    database.check()
    present, newest = revisions(database)
    if present != newest:
        raise DatabaseTrouble(f"The tables stand at {present or 'nothing'}, this version needs {newest}: run migrate.")
    clock = DeskClock(settings.clock_speed)
    with database.transaction() as session:
        clock.open(session)
        found = [] if settings.bot_tokens else [resources.texts.render("finding_no_token", now=clock.now())]
        found += doctor.sentences(Desk(session, resources, clock.now(), real_now()))
        details = list(_details(session)) if verbose else []
    database.close()
    yield from found or [resources.texts.render("admin_line", findings=[], more=0, now=clock.now())]
    yield from details


def _details(session: Session) -> Iterator[str]:
    i, o = Inbox.__table__.c, Outbox.__table__.c  # type: ignore[attr-defined]
    aside = sa.select(i.bot_id, i.update_id, i.error).where(i.state == ASIDE).order_by(i.id.desc()).limit(MOST)
    for bot, update, error in session.connection().execute(aside):
        yield f"--- update {update} of bot {bot}\n{error}"
    refused = sa.select(o.id, o.act, o.error).where(o.state == REFUSED).order_by(o.id.desc()).limit(MOST)
    for row, act, error in session.connection().execute(refused):
        yield f"--- outbox row {row} ({act}): {error}"
