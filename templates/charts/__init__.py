"""Pictures of figures, as SVG in a locale's words: one template a kind, in this folder."""

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rules import charts
from templates import FOLDER, Texts, plain

FONT = FOLDER / "fonts" / "NotoSansSC-subset.otf"
FAMILY = "Noto Sans CJK SC"
LATIN = range(0x20, 0x180)
SIGNS = frozenset("—–‘’“”…•‰′″€←→↑↓▁▂▃▄▅▆▇█■□▲△▼▽●○◆◇★☆")
UNKNOWN = "□"


def drawable(value: object) -> object:
    """A value in signs that the font has; what it has not is an empty square, and never reaches the renderer.

    Scripts that run from right to left, or pile signs up, have made resvg's layout panic (linebender/resvg 1044).
    """
    if type(value) is Markup:
        # A part of the picture that the template has made and escaped.
        return value
    value = plain(value)
    return "".join(sign if _has(sign) else UNKNOWN for sign in value) if type(value) is str else value


def _has(sign: str) -> bool:
    if ord(sign) in LATIN or sign in SIGNS:
        return True
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


class Charts:
    """The pictures of one locale; what stands in them is escaped."""

    def __init__(self, texts: Texts) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(Path(__file__).parent),
            undefined=StrictUndefined,
            finalize=drawable,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
            auto_reload=False,
        )
        self._environment.globals |= {
            "word": texts.word, "family": FAMILY, "box": charts.Box, "ticks": charts.ticks, "line": charts.line,
            "height": charts.height, "length": charts.length, "shade": charts.shade, "cut": charts.cut,
            "wrapped": charts.wrapped, "house": charts.house, "percent": charts.percent, "labelled": charts.labelled,
            "mixed": charts.mixed, "ink_on": charts.ink_on,
        }  # fmt: skip
        self._environment.filters["wide"] = charts.wide

    def svg(self, name: str, /, **values: Any) -> str:
        """The picture `name` of these values; raises for a value it needs and was not given."""
        return self._environment.get_template(f"{name}.svg.j2").render(values)
