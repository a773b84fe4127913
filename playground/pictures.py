"""Small drawn pictures for the demo, so that nobody's photograph is needed."""

import struct
import zlib
from collections.abc import Callable

WIDTH, HEIGHT = 480, 320
Colour = tuple[int, int, int]
DARK, STEEL, LIGHT, RED, AMBER, GREEN, BLUE, BROWN, WALL, FLOOR = (
    (52, 58, 66), (148, 158, 168), (226, 230, 232), (206, 62, 54), (232, 168, 60), (74, 148, 96),
    (92, 150, 196), (122, 92, 70), (206, 198, 184), (150, 142, 132),
)  # fmt: skip


class Canvas:
    """Pixels in rows, drawn on by rectangles and ellipses."""

    def __init__(self, above: Colour, below: Colour, horizon: int) -> None:
        self.rows = [bytearray(bytes(above if y < horizon else below) * WIDTH) for y in range(HEIGHT)]

    def box(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        for y in range(max(0, top), min(HEIGHT, top + height)):
            self._span(y, left, left + width, colour)

    def ellipse(self, x: int, y: int, across: int, down: int, colour: Colour) -> None:
        """Centre and half axes."""
        for row in range(max(0, y - down), min(HEIGHT, y + down)):
            half = int(across * (1 - ((row - y) / down) ** 2) ** 0.5)
            self._span(row, x - half, x + half, colour)

    def _span(self, y: int, left: int, right: int, colour: Colour) -> None:
        left, right = max(0, left), min(WIDTH, right)
        if right > left:
            self.rows[y][left * 3 : right * 3] = bytes(colour) * (right - left)

    def png(self) -> bytes:
        raw = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", raw) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _lift(canvas: Canvas) -> None:
    canvas.box(140, 40, 200, 240, DARK)
    canvas.box(150, 50, 84, 230, STEEL)
    canvas.box(252, 50, 78, 230, STEEL)
    canvas.box(200, 14, 80, 22, DARK)
    canvas.box(232, 19, 16, 4, RED)
    canvas.box(242, 19, 4, 13, RED)
    canvas.box(366, 150, 20, 46, DARK)
    canvas.ellipse(376, 164, 6, 6, AMBER)
    canvas.ellipse(376, 182, 6, 6, STEEL)
    canvas.box(160, 120, 150, 54, AMBER)
    canvas.box(172, 132, 126, 8, DARK)
    canvas.box(172, 152, 90, 8, DARK)


def _garbage(canvas: Canvas) -> None:
    for left, colour in ((60, GREEN), (190, BLUE), (320, DARK)):
        canvas.box(left, 120, 100, 140, colour)
        canvas.box(left - 6, 108, 112, 14, STEEL)
    for x, y, across in ((96, 96, 34), (132, 92, 30), (226, 88, 44), (262, 98, 28), (372, 92, 48), (160, 268, 52),
                         (290, 276, 58), (420, 270, 44), (60, 280, 40)):  # fmt: skip
        canvas.ellipse(x, y, across, across * 2 // 3, BROWN if x % 4 else DARK)


def _leak(canvas: Canvas) -> None:
    canvas.box(0, 0, WIDTH, 40, LIGHT)
    canvas.ellipse(240, 36, 120, 26, BROWN)
    canvas.ellipse(240, 34, 90, 18, FLOOR)
    for x, y in ((200, 80), (236, 130), (262, 96), (220, 186), (250, 226), (282, 164)):
        canvas.ellipse(x, y, 5, 11, BLUE)
    canvas.ellipse(240, 284, 150, 24, BLUE)
    canvas.ellipse(210, 280, 60, 8, LIGHT)


def _bikes(canvas: Canvas) -> None:
    canvas.box(160, 30, 160, 220, DARK)
    canvas.box(170, 40, 140, 210, LIGHT)
    canvas.box(60, 262, 360, 8, RED)
    for left, colour in ((70, RED), (200, BLUE), (320, GREEN)):
        canvas.ellipse(left, 250, 28, 28, DARK)
        canvas.ellipse(left + 90, 250, 28, 28, DARK)
        canvas.box(left, 200, 92, 26, colour)
        canvas.box(left + 70, 160, 8, 60, DARK)
        canvas.box(left + 58, 156, 34, 7, DARK)


def _done(canvas: Canvas) -> None:
    canvas.ellipse(240, 150, 96, 96, GREEN)
    for step in range(34):
        canvas.box(190 + step, 148 + step, 16, 16, LIGHT)
    for step in range(64):
        canvas.box(223 + step, 181 - step, 16, 16, LIGHT)


_DRAWN: dict[str, Callable[[Canvas], None]] = {
    "lift": _lift,
    "garbage": _garbage,
    "leak": _leak,
    "bikes": _bikes,
    "done": _done,
}


def draw(name: str) -> bytes:
    """A PNG; an unknown name gives an empty corridor."""
    canvas = Canvas(WALL, FLOOR, 250)
    if name in _DRAWN:
        _DRAWN[name](canvas)
    return canvas.png()
