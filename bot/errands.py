"""What this desk asks of services outside, put together from the settings; nothing where none is named."""

from collections.abc import Iterator
from typing import Any

from bot.asking import Errand
from bot.gateway import Gateway
from bot.outside import Adviser, OpenAI, Scribe
from config.settings import Settings
from handlers import dispatch, opinion, speech
from handlers.desk import Desk, Resources
from handlers.outside import ask_again
from rules.opinion import question


class Services:
    """The services of `settings`, and the desk's errands to them."""

    def __init__(self, settings: Settings, resources: Resources, gateway: Gateway) -> None:
        self._policies, self._gateway = resources.policies, gateway
        llm = OpenAI(settings.llm_url, settings.llm_model, settings.llm_key) if settings.llm_url else None
        stt = (
            OpenAI(settings.stt_url, settings.stt_model, settings.stt_key, settings.locale)
            if settings.stt_url
            else None
        )
        self._open = [service for service in (llm, stt) if service]
        self._adviser: Adviser | None = llm
        self._scribe: Scribe | None = stt

    def errands(self) -> Iterator[Errand[Desk]]:
        """Second opinions and transcripts, also where nobody serves them: what waits there must not wait for ever."""
        yield Errand(
            "opinion",
            self._policies.opinion.patience.total_seconds(),
            opinion.take,
            self._advise if self._adviser else None,
            dispatch.opinion_came,
            ask_again,
        )
        yield Errand(
            "speech",
            self._policies.speech.patience.total_seconds(),
            speech.take,
            self._write_down if self._scribe else None,
            dispatch.transcript_came,
            ask_again,
        )

    async def close(self) -> None:
        for service in self._open:
            await service.close()

    async def _advise(self, row: Any) -> str:
        assert self._adviser is not None
        return await self._adviser.advise(question(row.words, self._policies.taxonomy))

    async def _write_down(self, row: Any) -> str:
        assert self._scribe is not None
        return await self._scribe.write_down(await self._gateway.download(row.bot_id, row.file_id))
