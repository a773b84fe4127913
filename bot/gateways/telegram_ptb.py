"""Telegram through python-telegram-bot: its Bot methods send, over a short aiohttp request instead of its httpx one."""

import logging
from typing import Any, ClassVar

import msgspec
import telegram
from aiohttp import FormData
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.gateways.telegram_acts import Library
from bot.gateways.telegram_answers import Receipt, Receipts, receipts_of
from bot.gateways.telegram_http import TelegramGateway
from rules.messages import Outgoing

# At DEBUG telegram.Bot logs its base address, which carries the token.
logging.getLogger("telegram").setLevel(logging.INFO)


class _Request(BaseRequest):
    """One POST on the gateway's HTTP session; refusals leave as Declined, wrapped in NetworkError by the base class."""

    def __init__(self, gateway: TelegramGateway) -> None:
        self._gateway = gateway

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        body, headers = _encoded(request_data or RequestData())
        async with self._gateway.session.request(method, url, data=body, headers=headers) as answer:
            return 200, _cut_down(receipts_of(answer.status, await answer.read()))


def _encoded(data: RequestData) -> tuple[bytes | FormData, dict[str, str]]:
    if not data.contains_files:
        return msgspec.json.encode(data.parameters), {"Content-Type": "application/json"}
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form, {}


def _cut_down(receipts: Receipts) -> bytes:
    """The least that python-telegram-bot accepts as its answer."""
    if isinstance(receipts, bool):
        return b'{"result":true}'
    if isinstance(receipts, list):
        return b'{"result":[%s]}' % b",".join(_message(receipt) for receipt in receipts)
    return b'{"result":%s}' % _message(receipts)


def _message(receipt: Receipt) -> bytes:
    return b'{"message_id":%d,"date":0,"chat":{"id":0,"type":"group"}}' % receipt.message_id


def _upload(content: bytes, name: str) -> telegram.InputFile:
    return telegram.InputFile(content, filename=name)


class PtbGateway(TelegramGateway):
    name = "telegram_ptb"
    library: ClassVar = Library(telegram, _upload)

    def _library_bot(self, token: str) -> Any:
        request = _Request(self)
        return telegram.Bot(token, f"{self._api}/bot", request=request, get_updates_request=request)

    async def _perform(self, bot: int, out: Outgoing) -> int | None:
        try:
            return await super()._perform(bot, out)
        except NetworkError as error:
            # The library wraps whatever a request raises; we judge what it was.
            raise error.__cause__ or error from None
