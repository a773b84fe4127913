"""Telegram through aiogram: its Bot methods send, all bots on one session; its dispatcher and polling are not used."""

from typing import Any, ClassVar, cast

from aiogram import Bot, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.gateways.telegram_acts import Library
from bot.gateways.telegram_answers import receipts_of
from bot.gateways.telegram_http import TelegramGateway


class _SharedSession(AiohttpSession):
    """aiogram's session on the gateway's HTTP session.

    Answers are judged by our table, which can tell a 500 from a page in between, and read as receipts:
    an unknown field would fail aiogram's models, and the message would count as unclear though it was sent.
    """

    def __init__(self, gateway: TelegramGateway, api: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api))
        self._gateway = gateway

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        form = self.build_form_data(bot=bot, method=method)
        async with self._gateway.session.post(url, data=form) as answer:
            return cast(TelegramType, receipts_of(answer.status, await answer.read()))


class AiogramGateway(TelegramGateway):
    name = "telegram_aiogram"
    library: ClassVar = Library(types, types.BufferedInputFile)
    _shared: _SharedSession | None = None

    def _library_bot(self, token: str) -> Any:
        if self._shared is None:
            self._shared = _SharedSession(self, self._api)
        return Bot(token, session=self._shared)
