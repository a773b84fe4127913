"""What can be said to be wrong, with an Outgoing or a token, before any platform is asked."""

from bot.gateway import Capabilities, Refused
from rules.messages import Act, Outgoing

BUTTON_DATA_BYTES = 64
BUTTONS = 100
ALBUM = 10
_ON_A_MESSAGE = frozenset({Act.EDIT, Act.DELETE, Act.REACT, Act.PIN})


def unfit(out: Outgoing, can: Capabilities) -> Refused | None:
    """Why the platform would refuse this, or None."""
    if out.act in _ON_A_MESSAGE and out.message is None:
        return Refused("bad_request", f"{out.act} names no message")
    if len(out.text) > _longest(out, can):
        return Refused("too_long", f"{len(out.text)} characters")
    if not out.text and _needs_text(out):
        return Refused("empty")
    return _unfit_attachments(out) or _unfit_buttons(out)


def _longest(out: Outgoing, can: Capabilities) -> int:
    if out.act is Act.ANSWER:
        return can.answer_length
    return can.caption_length if out.caption or _attached(out) else can.text_length


def _needs_text(out: Outgoing) -> bool:
    if out.act is Act.EDIT:
        return not out.caption
    return out.act is Act.SEND and not _attached(out)


def _attached(out: Outgoing) -> list[object]:
    return [kind for kind in (out.photos, out.document, out.file, out.voice, out.upload) if kind]


def _unfit_attachments(out: Outgoing) -> Refused | None:
    if len(out.photos) > ALBUM or len(_attached(out)) > 1:
        return Refused("bad_request", "more attachments than one message can carry")
    if len(out.photos) > 1 and out.buttons:
        return Refused("markup", "an album carries no buttons")
    if out.upload is not None and not out.upload.content:
        return Refused("bad_request", f"{out.upload.name}: nothing in it")
    return None


def _unfit_buttons(out: Outgoing) -> Refused | None:
    buttons = [button for row in out.buttons for button in row]
    if len(buttons) > BUTTONS:
        return Refused("markup", f"{len(buttons)} buttons")
    for button in buttons:
        leads = (not button.data) != (not button.url)
        if not (button.text and leads and len(button.data.encode()) <= BUTTON_DATA_BYTES):
            return Refused("markup", f"button {button.text!r}")
    return None


def bot_of(token: str) -> int:
    """The numeric id in a bot token; raises ValueError, without the token, for what is not digits:text."""
    digits, _, secret = token.partition(":")
    if not digits.isdecimal() or not secret or any(sign.isspace() for sign in token):
        raise ValueError("a bot token is digits:text")
    return int(digits)
