"""A text with its buttons, sent or edited: nearly all that a desk sends, written without a library's models.

aiogram makes a checked model of each button and each option, which costs twice the request that carries them.
"""

from msgspec import Struct

from rules.messages import Act, Button, Outgoing


class _Key(Struct, omit_defaults=True, gc=False):
    text: str
    callback_data: str = ""
    url: str = ""


class _Keyboard(Struct, gc=False):
    inline_keyboard: list[list[_Key]]


class _Reply(Struct, gc=False):
    message_id: int
    allow_sending_without_reply: bool = True


class _Preview(Struct, gc=False):
    is_disabled: bool = True


_NO_PREVIEW = _Preview()


class SendText(Struct, omit_defaults=True, gc=False):
    """What aiogram's SendMessage would write for the same message."""

    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    link_preview_options: _Preview
    message_thread_id: int | None = None
    disable_notification: bool = False
    reply_parameters: _Reply | None = None
    reply_markup: _Keyboard | None = None


class EditText(Struct, omit_defaults=True, gc=False):
    """What aiogram's EditMessageText would write for the same edit."""

    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int | None
    text: str
    link_preview_options: _Preview
    reply_markup: _Keyboard | None = None


def text_method(out: Outgoing) -> SendText | EditText | None:
    """The method for a text without attachments; None for everything else."""
    if out.act is Act.EDIT and not out.caption:
        return EditText(out.chat, out.message, out.text, _NO_PREVIEW, _keyboard(out.buttons))
    if out.act is not Act.SEND or out.photos or out.document or out.file or out.voice or out.upload or out.ask_reply:
        return None
    reply = None if out.reply_to is None else _Reply(out.reply_to)
    return SendText(out.chat, out.text, _NO_PREVIEW, out.topic, out.silent, reply, _keyboard(out.buttons))


def _keyboard(buttons: tuple[tuple[Button, ...], ...]) -> _Keyboard | None:
    return _Keyboard([[_Key(key.text, key.data, key.url) for key in row] for row in buttons]) if buttons else None
