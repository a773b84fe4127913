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
    attached = [kind for kind in (out.photos, out.document, out.file, out.voice, out.upload) if kind]
    if len(out.text) > _longest(out, bool(attached), can):
        return Refused("too_long", f"{len(out.text)} characters")
    if not out.text and _needs_text(out, bool(attached)):
        return Refused("empty")
    return (_unfit_attachments(out, len(attached)) if attached else None) or _unfit_buttons(out)


def _longest(out: Outgoing, attached: bool, can: Capabilities) -> int:
    if out.act is Act.ANSWER:
        return can.answer_length
    return can.caption_length if out.caption or attached else can.text_length


def _needs_text(out: Outgoing, attached: bool) -> bool:
    if out.act is Act.EDIT:
        return not out.caption
    return out.act is Act.SEND and not attached


def _unfit_attachments(out: Outgoing, attached: int) -> Refused | None:
    if len(out.photos) > ALBUM or attached > 1:
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
