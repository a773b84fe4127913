"""Recurring duties that have been done, and the desk's clock."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import moment


class Slot(SQLModel, table=True):
    """A recurring duty that has been done for a period: inserted once, whoever sweeps."""

    subscription: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    at: datetime = moment(nullable=False)


class ClockAnchor(SQLModel, table=True):
    """One row: where the desk's clock stood at a real moment, and how fast it goes."""

    __tablename__ = "clock_anchor"

    id: int = Field(default=1, primary_key=True)
    real: datetime = moment(nullable=False)
    desk: datetime = moment(nullable=False)
    speed: float = 1.0
