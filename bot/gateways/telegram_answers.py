"""What the Bot API's answers mean for us: one table from status and description to an outcome."""

import msgspec
from msgspec import Raw, Struct

from bot.gateway import AccountGone, Conflict, GatewayError, Gone, Moved, Outcome, Refused, Sent, TryLater, Unclear
from bot.gateways.telegram_shapes import UNREADABLE, whole

SERVER_PAUSE = 5.0
CONFLICT_PAUSE = 30.0


class _Parameters(Struct):
    retry_after: float | None = None
    migrate_to_chat_id: int | None = None


class _Envelope(Struct):
    ok: bool
    result: Raw = Raw()
    description: str = ""
    parameters: _Parameters | None = None


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_UPDATES = msgspec.json.Decoder(list[Raw])


class Declined(Exception):
    """The Bot API answered, and not with a result; `described` is False for a page that is not its own."""

    def __init__(self, status: int, envelope: _Envelope | None) -> None:
        super().__init__(envelope.description if envelope else f"HTTP {status}")
        self.status = status
        self.described = envelope is not None
        self.words = str(self)
        parameters = (envelope.parameters if envelope else None) or _Parameters()
        self.retry_after = parameters.retry_after
        self.moved_to = parameters.migrate_to_chat_id


def result_of(status: int, body: bytes) -> Raw:
    """The JSON of an answer's result; raises Declined when there is none."""
    try:
        envelope = _ENVELOPE.decode(body)
    except UNREADABLE:
        raise Declined(status, None) from None
    if not envelope.ok or status >= 300:
        raise Declined(status, envelope)
    return envelope.result


def updates_of(status: int, body: bytes) -> list[bytes]:
    """The updates in an answer to getUpdates, each as its own JSON, undecoded; raises Declined when there is none."""
    try:
        return [bytes(raw) for raw in _UPDATES.decode(result_of(status, body))]
    except (Declined, *UNREADABLE) as error:
        loose = _loose_updates(body) if status == 200 else []
        if not loose:
            raise error if isinstance(error, Declined) else Declined(status, None) from None
        return loose


def _loose_updates(body: bytes) -> list[bytes]:
    """Half a surrogate pair in one text makes msgspec refuse the whole batch."""
    try:
        return [bytes(raw) for raw in _UPDATES.decode(_ENVELOPE.decode(whole(body)).result)]
    except UNREADABLE:
        return []


class Receipt(Struct, gc=False):
    """Of a new message we want its id only, so that no field we do not know can spoil a send that succeeded."""

    message_id: int


Receipts = Receipt | list[Receipt] | bool
_RECEIPTS = msgspec.json.Decoder(Receipts)


def receipts_of(status: int, body: bytes) -> Receipts:
    """What a send was answered: one message, an album's messages, or just yes. Raises Declined."""
    try:
        receipts: Receipts = _RECEIPTS.decode(result_of(status, body))
    except UNREADABLE:
        raise Declined(status, None) from None
    return receipts


# Read from the top: the first phrase found in the lower-cased description decides.
_BAD_REQUESTS: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Sent()),
    ("message to delete not found", Sent()),
    ("chat_not_modified", Sent()),
    ("message thread not found", Gone("topic")),
    ("topic_closed", Gone("topic")),
    ("topic_deleted", Gone("topic")),
    ("topic_id_invalid", Gone("topic")),
    ("message to edit not found", Refused("lost_message")),
    ("message to react not found", Refused("lost_message")),
    ("message to pin not found", Refused("lost_message")),
    ("message_id_invalid", Refused("lost_message")),
    ("message can't be edited", Refused("lost_message")),
    ("query is too old", Refused("stale_query")),
    ("query_id_invalid", Refused("stale_query")),
    ("chat not found", Gone("not_found")),
    ("peer_id_invalid", Gone("not_found")),
    ("group chat was deactivated", Gone("not_found")),
    ("user not found", Gone("not_found")),
    ("not enough rights", Gone("rights")),
    ("have no rights", Gone("rights")),
    ("need administrator rights", Gone("rights")),
    ("chat_admin_required", Gone("rights")),
    ("chat_write_forbidden", Gone("rights")),
    ("chat_send_", Gone("rights")),
    ("chat_restricted", Gone("rights")),
    ("too long", Refused("too_long")),
    ("too_long", Refused("too_long")),
    ("text is empty", Refused("empty")),
    ("text must be non-empty", Refused("empty")),
    ("message_empty", Refused("empty")),
    ("can't parse", Refused("markup")),
    ("button_", Refused("markup")),
    ("inline keyboard", Refused("markup")),
)

_FORBIDDEN: tuple[tuple[str, Outcome], ...] = (
    ("can't initiate conversation", Gone("unreachable")),
    ("blocked by the user", Gone("blocked")),
    ("user is deactivated", Gone("blocked")),
    ("kicked", Gone("kicked")),
    ("not a member", Gone("kicked")),
    ("group chat was deleted", Gone("kicked")),
)


def outcome_of(declined: Declined, whole_bot: bool = False) -> Outcome:
    """What the port says; `whole_bot` when the request concerned no chat, so that a 429 can only mean the account."""
    if declined.retry_after is not None or declined.status == 429:
        return TryLater(declined.retry_after or SERVER_PAUSE, whole_bot)
    if declined.moved_to is not None:
        return Moved(declined.moved_to)
    if not declined.described or declined.status > 500:
        return Unclear(declined.words)
    return _outcome(declined.status, declined.words)


def _outcome(status: int, words: str) -> Outcome:
    if status == 401:
        return Gone("account", words)
    if status == 403:
        return _first(_FORBIDDEN, words, Gone("rights"))
    if status == 500:
        return TryLater(SERVER_PAUSE)
    return _first(_BAD_REQUESTS, words, Refused("bad_request"))


def _first(table: tuple[tuple[str, Outcome], ...], words: str, otherwise: Outcome) -> Outcome:
    lowered = words.lower()
    found = next((outcome for phrase, outcome in table if phrase in lowered), otherwise)
    return _worded(found, words)


def _worded(outcome: Outcome, words: str) -> Outcome:
    if isinstance(outcome, Gone):
        return Gone(outcome.reason, words)
    if isinstance(outcome, Refused):
        return Refused(outcome.reason, words)
    return outcome


def failure_of(declined: Declined, bot: int) -> GatewayError:
    """The same refusal where nothing was sent: fetching, opening, webhooks."""
    if declined.status in (401, 404) and declined.described:
        return AccountGone(f"Telegram refuses the token of bot {bot}: {declined.words}", CONFLICT_PAUSE)
    if declined.status == 409:
        return Conflict(f"bot {bot}: {declined.words}", CONFLICT_PAUSE)
    return GatewayError(f"bot {bot}: {declined.words}", declined.retry_after or SERVER_PAUSE)
