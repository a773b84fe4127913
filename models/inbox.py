"""What has come in: updates as they came, until they are erased."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import big, big_key, moment

NEW, DONE, ASIDE = 0, 1, 2


class Inbox(SQLModel, table=True):
    """One update as it came: `received_at` on the desk's clock, `arrived_at` on the real one."""

    __table_args__ = (
        sa.UniqueConstraint("bot_id", "update_id"),
        sa.Index("inbox_open", "lane", "id", sqlite_where=sa.text("state = 0"), postgresql_where=sa.text("state = 0")),
        sa.Index("inbox_lane", "lane", "id"),
        sa.Index("inbox_arrived", "arrived_at"),
    )

    id: int = big_key()
    bot_id: int = big()
    update_id: int = big()
    lane: int = big()
    body: bytes = Field(sa_column=sa.Column(sa.LargeBinary, nullable=False))
    received_at: datetime = moment(nullable=False)
    arrived_at: datetime = moment(nullable=False)
    state: int = NEW
    error: str = ""
