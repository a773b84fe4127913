"""Telegram through aiogram: its Bot methods send, all bots on one session; its dispatcher and polling are not used."""

from typing import Any, ClassVar

import aiohttp
from aiogram import Bot, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.gateways.telegram_acts import Library
from bot.gateways.telegram_answers import receipt
from bot.gateways.telegram_http import TelegramGateway


class _SharedSession(AiohttpSession):
    """aiogram's session on the gateway's HTTP session; answers are judged by our table instead of its exceptions."""

    def __init__(self, gateway: TelegramGateway, api: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api))
        self._gateway = gateway

    async def create_session(self) -> aiohttp.ClientSession:
        return self._gateway.session

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        return super().check_response(bot, method, 200, receipt(status_code, content).decode())


class AiogramGateway(TelegramGateway):
    name = "telegram_aiogram"
    library: ClassVar = Library(types, types.BufferedInputFile, TelegramNetworkError)
    _shared: _SharedSession | None = None

    def _library_bot(self, token: str) -> Any:
        if self._shared is None:
            self._shared = _SharedSession(self, self._api)
        return Bot(token, session=self._shared)
