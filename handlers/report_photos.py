"""What comes without words: it joins what its sender said in the last minutes, or waits a minute for words."""

from datetime import timedelta
from typing import Any

from handlers.desk import Desk
from models.attachment import done_waiting, end_waiting
from models.ticket import Ticket, latest_of, move
from rules.cards import gathered
from rules.messages import MediaKind
from rules.remarks import only_shows

# Understood by every map on Chinese phones; Telegram tells WGS 84.
MAP = "https://uri.amap.com/marker?position={longitude:.5f},{latitude:.5f}&coordinate=wgs84"
# How soon the rest of an album follows its caption.
ONE_ALBUM = timedelta(seconds=10)
SEEN_ALONE = (MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT)


def spoken_of(desk: Desk) -> Ticket | None:
    """The unfinished ticket that its reporter has just spoken of in this chat."""
    return latest_of(desk.session, desk.actor, desk.said.chat, desk.now - desk.policies.desk.photo_joins)


def attach_photo(desk: Desk) -> bool:
    """A photo without words belongs to what its sender just said, else it waits for words; whether there was one."""
    if not any(m.file_id and m.kind in SEEN_ALONE for m in desk.said.media) or _is_of_album(desk):
        return False
    ticket = spoken_of(desk)
    if ticket:
        desk.attach(ticket, desk.said.media)
    else:
        desk.let_wait(desk.said.media)
    return True


def attach_captioned(desk: Desk, clings: bool) -> bool:
    """The same of one with words, where they cling to a ticket or only show it: 今天包的饺子 is a picture of that."""
    return (clings or only_shows(desk.said.text)) and attach_photo(desk)


def _is_of_album(desk: Desk) -> bool:
    """Whether a photo without words is of an album whose caption, just before, was of no ticket."""
    last = next((past for past in reversed(desk.talk_before()) if past.sender == desk.said.sender_name), None)
    if not desk.said.album or last is None or desk.now - last.at > ONE_ALBUM:
        return False
    return not last.tickets and not only_shows(last.text)


def attach_place(desk: Desk) -> bool:
    """A place on the map belongs to what its sender just said: whoever goes there finds it with a tap."""
    pins = [m for m in desk.said.media if m.latitude is not None and m.longitude is not None]
    ticket = spoken_of(desk) if pins else None
    if ticket is None:
        return False
    link = MAP.format(longitude=pins[0].longitude, latitude=pins[0].latitude)
    move(desk.session, ticket, "note", news=gathered(ticket.news, link))
    desk.record(ticket.id, "place", link=link)
    desk.refresh(ticket)
    desk.react()
    return True


def sweep_photos(desk: Desk) -> int:
    """After its minute a photo is forgotten in silence; in private the desk asks for words first, once an album."""
    rows = done_waiting(desk.session, desk.now)
    for row in rows:
        asks = row.chat_id > 0 and row.due_at - row.at <= desk.policies.desk.photo_waits
        if asks:
            _ask(desk, row)
        end_waiting(desk.session, row.id, desk.now + desk.policies.desk.photo_joins if asks else None)
    return len(rows)


def _ask(desk: Desk, row: Any) -> None:
    key = f"words:{row.by}:{row.album or row.unique_id}"
    words = {"spoken": False, "numbers": desk.policies.safety}
    desk.say_once(key, row.chat_id, "words_please", words, bot=row.bot_id)
