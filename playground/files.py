"""Files that were sent, with their ids, paths and the Bot API fragments of each kind of attachment."""

from collections import OrderedDict
from dataclasses import dataclass
from itertools import count

from playground.things import Json


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file: `path` is what getFile answers and /file/bot<token>/<path> serves; `seconds` of sound or film."""

    id: str
    unique_id: str
    path: str
    content: bytes
    kind: str
    seconds: int = 1

    @property
    def shape(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


_FOLDERS = {
    "photo": ("photos", "jpg"), "voice": ("voice", "oga"), "video": ("videos", "mp4"), "audio": ("music", "mp3"),
    "sticker": ("stickers", "webp"), "document": ("documents", "bin"),
}  # fmt: skip
_SIDES = (90, 320, 800)


class Files:
    """Every file sent here; the oldest are forgotten when together they exceed `room` bytes."""

    def __init__(self, room: int = 200_000_000) -> None:
        self.by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self.by_path: dict[str, StoredFile] = {}
        self._room = room
        self._size = 0
        self._numbers = count(1)

    def add(self, kind: str, content: bytes, suffix: str = "", seconds: int = 1) -> StoredFile:
        number = next(self._numbers)
        folder, usual = _FOLDERS[kind]
        path = f"{folder}/file_{number}.{suffix or usual}"
        file = StoredFile(f"AgACAgUAAx{kind[:3]}{number:08d}", f"AQAD{number:08d}", path, content, kind, seconds)
        self.by_id[file.id] = self.by_path[path] = file
        self._size += len(content)
        self._forget()
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """By the id of any of its sizes."""
        return self.by_id.get(file_id) or self.by_id.get(file_id[:-1])

    def _forget(self) -> None:
        while self._size > self._room and len(self.by_id) > 1:
            _, file = self.by_id.popitem(last=False)
            del self.by_path[file.path]
            self._size -= len(file.content)


def photo(file: StoredFile) -> Json:
    """The message fragment of a photo: three sizes, of which the largest is the file itself."""
    sizes = []
    for sign, side in zip("sm", _SIDES, strict=False):
        sizes.append({**file.shape, "file_id": file.id + sign, "file_unique_id": file.unique_id + sign,
                      "width": side, "height": side * 3 // 4})  # fmt: skip
    sizes.append({**file.shape, "width": _SIDES[-1], "height": _SIDES[-1] * 3 // 4})
    return {"photo": sizes}


def document(file: StoredFile, name: str) -> Json:
    return {"document": {**file.shape, "file_name": name, "mime_type": "application/octet-stream"}}


def voice(file: StoredFile) -> Json:
    return {"voice": {**file.shape, "duration": file.seconds, "mime_type": "audio/ogg"}}


def video(file: StoredFile) -> Json:
    return {"video": {**file.shape, "duration": file.seconds, "width": 640, "height": 480, "mime_type": "video/mp4"}}


def sticker(file: StoredFile, sign: str) -> Json:
    return {"sticker": {**file.shape, "type": "regular", "width": 512, "height": 512, "is_animated": False,
                        "is_video": False, "emoji": sign}}  # fmt: skip


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(phone: str, name: str) -> Json:
    return {"contact": {"phone_number": phone, "first_name": name}}


def poll(number: int, question: str, options: list[str], many: bool = False, anonymous: bool = True) -> Json:
    choices = [{"text": text, "voter_count": 0, "persistent_id": str(at)} for at, text in enumerate(options)]
    return {"poll": {"id": str(5_000_000_000 + number), "question": question, "options": choices,
                     "total_voter_count": 0, "is_closed": False, "is_anonymous": anonymous, "type": "regular",
                     "allows_multiple_answers": many, "allows_revoting": True, "members_only": False}}  # fmt: skip


def of_kind(file: StoredFile) -> Json:
    """The fragment of a file sent again by its id."""
    makers = {"photo": photo, "voice": voice, "video": video}
    return makers[file.kind](file) if file.kind in makers else document(file, file.path.rpartition("/")[2])
