"""Telegram through aiogram: its Bot methods send all but texts; its dispatcher and polling are not used."""

from typing import Any, ClassVar, cast

import msgspec
from aiohttp import FormData

from bot.gateways.aiogram_late import (
    AiohttpSession,
    Bot,
    Default,
    SendDocument,
    SendPhoto,
    TelegramAPIServer,
    TelegramMethod,
    TelegramType,
    types,
)
from bot.gateways.telegram_acts import Library, number_of
from bot.gateways.telegram_answers import Receipts, receipts_of
from bot.gateways.telegram_http import TelegramGateway
from bot.gateways.telegram_text import text_method
from rules.messages import Act, Outgoing

_AS_JSON = {"Content-Type": "application/json"}


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
        return cast(TelegramType, await _posted(self._gateway, url, *self._encoded(bot, method)))

    def _encoded(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[bytes | FormData, dict[str, str]]:
        """A form for uploads only: JSON costs half as much."""
        if isinstance(method, SendDocument) or (isinstance(method, SendPhoto) and not isinstance(method.photo, str)):
            return self.build_form_data(bot=bot, method=method), {}
        return msgspec.json.encode(_given(method.model_dump(warnings=False))), _AS_JSON


async def _posted(gateway: TelegramGateway, url: str, body: bytes | FormData, headers: dict[str, str]) -> Receipts:
    async with gateway.session.post(url, data=body, headers=headers) as answer:
        return receipts_of(answer.status, await answer.read())


def _given(value: Any) -> Any:
    """Without what was left open; our bots set no defaults, so an open Default is nothing."""
    if isinstance(value, dict):
        return {name: _given(part) for name, part in value.items() if part is not None and type(part) is not Default}
    if isinstance(value, list):
        return [_given(part) for part in value]
    return value


class AiogramGateway(TelegramGateway):
    name = "telegram_aiogram"
    library: ClassVar = Library(types, types.BufferedInputFile)
    _shared: _SharedSession | None = None

    def _library_bot(self, token: str) -> Any:
        if self._shared is None:
            self._shared = _SharedSession(self, self._api)
        return Bot(token, session=self._shared)

    async def _perform(self, bot: int, out: Outgoing) -> int | None:
        """A text goes straight onto the session: the way through aiogram's Bot costs a seventh of a send."""
        method = text_method(out)
        if method is None:
            return await super()._perform(bot, out)
        url = f"{self._api}/bot{self._tokens[bot]}/{method.__api_method__}"
        receipt = await _posted(self, url, msgspec.json.encode(method), _AS_JSON)
        return number_of(receipt) if out.act is Act.SEND else None
