"""Each Act as a call of a Telegram library's Bot; both libraries give methods and types the same names."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.gateways.telegram_answers import Declined
from rules.messages import Act, Button, Outgoing


class Unreadable(Exception):
    """The document to send is not there, or not ours to read."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library's own words: the module of its types, and how it wraps an upload (content, file name)."""

    types: Any
    upload: Callable[[bytes, str], Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One act under way: the library, its Bot object, and what is asked."""

    library: Library
    bot: Any
    out: Outgoing

    @property
    def types(self) -> Any:
        return self.library.types

    @property
    def target(self) -> dict[str, int | None]:
        return {"chat_id": self.out.chat, "message_id": self.out.message}


async def perform(call: Call) -> int | None:
    """Does it; the id of a new message, None for other acts. Raises what the library raises."""
    return await _PERFORM[call.out.act](call)


def number_of(sent: Any) -> int:
    """The id of a new message. Raises Declined for an answer that has none: it does not tell what became of it."""
    number = getattr(sent, "message_id", None)
    if number is None:
        raise Declined(200, None)
    return int(number)


async def _send(call: Call) -> int | None:
    out = call.out
    if len(out.photos) > 1:
        return await _send_album(call)
    if out.photos:
        sent = await call.bot.send_photo(photo=out.photos[0], caption=out.text or None, **_envelope(call))
    elif out.voice:
        sent = await call.bot.send_voice(voice=out.voice, caption=out.text or None, **_envelope(call))
    elif out.upload is not None and out.upload.picture:
        photo = call.library.upload(out.upload.content, out.upload.name)
        sent = await call.bot.send_photo(photo=photo, caption=out.text or None, **_envelope(call))
    elif out.file:
        sent = await call.bot.send_document(document=out.file, caption=out.text or None, **_envelope(call))
    elif out.document or out.upload:
        document = await _document(call)
        sent = await call.bot.send_document(document=document, caption=out.text or None, **_envelope(call))
    else:
        sent = await call.bot.send_message(text=out.text, link_preview_options=_no_preview(call), **_envelope(call))
    return number_of(sent)


async def _document(call: Call) -> Any:
    if call.out.upload:
        return call.library.upload(call.out.upload.content, call.out.upload.name)
    path = Path(call.out.document)
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror}") from None
    return call.library.upload(content, path.name)


async def _send_album(call: Call) -> int:
    words = (call.out.text or None, *[None] * len(call.out.photos))
    media = [
        call.types.InputMediaPhoto(media=photo, caption=w) for photo, w in zip(call.out.photos, words, strict=False)
    ]
    envelope = _envelope(call)
    del envelope["reply_markup"]
    sent = await call.bot.send_media_group(media=media, **envelope)
    return number_of(sent[0])


def _envelope(call: Call) -> dict[str, Any]:
    """What every new message carries: where, in reply to what, with which buttons, how loud."""
    out = call.out
    return {
        "chat_id": out.chat,
        "message_thread_id": out.topic,
        "disable_notification": out.silent or None,
        "reply_parameters": _reply(call),
        "reply_markup": call.types.ForceReply(selective=True) if out.ask_reply else _keyboard(call),
    }


def _reply(call: Call) -> Any:
    if call.out.reply_to is None:
        return None
    return call.types.ReplyParameters(message_id=call.out.reply_to, allow_sending_without_reply=True)


def _keyboard(call: Call) -> Any:
    if not call.out.buttons:
        return None
    rows = [[_button(call, button) for button in row] for row in call.out.buttons]
    return call.types.InlineKeyboardMarkup(inline_keyboard=rows)


def _button(call: Call, button: Button) -> Any:
    return call.types.InlineKeyboardButton(text=button.text, callback_data=button.data or None, url=button.url or None)


def _no_preview(call: Call) -> Any:
    return call.types.LinkPreviewOptions(is_disabled=True)


async def _edit(call: Call) -> None:
    """Telegram takes the old buttons away when an edit names none."""
    if call.out.caption:
        await call.bot.edit_message_caption(caption=call.out.text, reply_markup=_keyboard(call), **call.target)
    else:
        await call.bot.edit_message_text(
            text=call.out.text, reply_markup=_keyboard(call), link_preview_options=_no_preview(call), **call.target
        )


async def _delete(call: Call) -> None:
    await call.bot.delete_message(**call.target)


async def _pin(call: Call) -> None:
    await call.bot.pin_chat_message(disable_notification=True, **call.target)


async def _react(call: Call) -> None:
    reaction = [call.types.ReactionTypeEmoji(emoji=call.out.text)] if call.out.text else []
    await call.bot.set_message_reaction(reaction=reaction, **call.target)


async def _answer(call: Call) -> None:
    out = call.out
    await call.bot.answer_callback_query(out.callback_id, text=out.text or None, show_alert=out.alert)


async def _leave(call: Call) -> None:
    await call.bot.leave_chat(chat_id=call.out.chat)


_PERFORM: dict[Act, Callable[[Call], Awaitable[int | None]]] = {
    Act.SEND: _send,
    Act.EDIT: _edit,
    Act.DELETE: _delete,
    Act.PIN: _pin,
    Act.REACT: _react,
    Act.ANSWER: _answer,
    Act.LEAVE: _leave,
}
