"""Checking the words and the keyboard of what a bot sends."""

from typing import Any

from playground import entities
from playground.access import Call
from playground.refusals import bad_request
from playground.things import Json

TEXT, CAPTION, DATA, BUTTONS, ROW, ANSWER = 4096, 1024, 64, 100, 8, 200


def words(call: Call, name: str, longest: int) -> tuple[str, list[Json]]:
    """The text or caption under `name` with its entities; refused when it is too long or cannot be parsed."""
    source = call.params.text(name)
    mode = call.params.text("parse_mode").lower()
    if mode == "html":
        text, found = entities.read_html(source)
    elif mode in ("", "markdown", "markdownv2"):
        text, found = source, _given(call, name)
    else:
        raise bad_request("unsupported parse_mode")
    text = text.strip() if not found else text.rstrip()
    if len(text) > longest:
        raise bad_request("message is too long" if name == "text" else f"message {name} is too long")
    return text, found or entities.find(text)


def message_text(call: Call) -> tuple[str, list[Json]]:
    text, found = words(call, "text", TEXT)
    if not text:
        raise bad_request("message text is empty")
    return text, found


def _given(call: Call, name: str) -> list[Json]:
    found = call.params.json("entities" if name == "text" else "caption_entities") or []
    if not isinstance(found, list):
        raise bad_request("can't parse message entities JSON object")
    return found


def keyboard(call: Call) -> Json | None:
    """The reply_markup, refused when Telegram would; None if there is none."""
    markup = call.params.json("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    kept = _inline(rows)
    return {"inline_keyboard": kept} if kept else None


def _inline(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > BUTTONS or any(len(row) > ROW for row in kept):
        raise bad_request("reply markup is too long")
    return kept


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text, data, url = button.get("text"), button.get("callback_data"), button.get("url")
    if not text:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if data is not None:
        if not 0 < len(str(data).encode()) <= DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": str(text), "callback_data": str(data)}
    if url is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return {"text": str(text), "url": _url(str(url))}


def _url(url: str) -> str:
    if not url.startswith(("https://", "http://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url
