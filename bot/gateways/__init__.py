"""Gateways to chat platforms, each imported only when chosen: aiogram costs 1.5 s of CPU, python-telegram-bot 0.7."""

from collections.abc import Sequence

from bot.gateway import Gateway

NAMES = ("telegram_aiogram", "telegram_ptb", "memory")


def make_gateway(name: str, tokens: Sequence[str], api: str = "") -> Gateway:
    """The gateway called `name`; `api` is a Bot API server's base address, Telegram's own if empty.

    Raises ValueError for an unknown name or a token that is not digits:text.
    """
    if name == "telegram_aiogram":
        from bot.gateways.telegram_aiogram import AiogramGateway

        return AiogramGateway(tokens, api)
    if name == "telegram_ptb":
        from bot.gateways.telegram_ptb import PtbGateway

        return PtbGateway(tokens, api)
    if name == "memory":
        from bot.gateways.memory import MemoryGateway

        return MemoryGateway.of(tokens)
    raise ValueError(f"no gateway {name!r}: {', '.join(NAMES)}")
