"""aiogram, whose types are built when they are first used.

Importing it builds more than three hundred pydantic models, five seconds of CPU at each start of the desk, of which we
use ten. They are declared to be built late (`defer_build`), but aiogram.types then builds each by name, for their
fields name each other; here they keep those names instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel

_build = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]


@contextmanager
def _unbuilt() -> Iterator[None]:
    """Nothing is built inside."""
    own = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(lambda cls, **how: None)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = own  # type: ignore[method-assign]


with _unbuilt():
    from aiogram import Bot, types
    from aiogram.client.default import Default
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.methods import SendDocument, SendPhoto, TelegramMethod
    from aiogram.methods.base import TelegramType
    from aiogram.types.base import TelegramObject

__all__ = [
    "AiohttpSession",
    "Bot",
    "Default",
    "SendDocument",
    "SendPhoto",
    "TelegramAPIServer",
    "TelegramMethod",
    "TelegramType",
    "types",
]

# The names that aiogram.types itself gives its models.
_NAMES = {"List": list, "Optional": Optional, "Union": Union, "Literal": Literal, "Default": Default} | {
    name: getattr(types, name) for name in types.__all__
}


def _build_late(cls: type[BaseModel], /, **how: Any) -> bool | None:
    built: bool | None = _build(cls, **how | {"_types_namespace": _NAMES})
    return built


TelegramObject.model_rebuild = classmethod(_build_late)  # type: ignore[method-assign, assignment]
TelegramMethod.model_rebuild = classmethod(_build_late)  # type: ignore[method-assign, assignment]
