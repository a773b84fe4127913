"""Pictures as PNG, drawn with the font that comes with the desk and no other."""

from typing import Any

import resvg_py

from templates import Texts
from templates.charts import FAMILY, FONT, Charts


class Drawing:
    """Draws in the words of one locale; a picture takes about a tenth of a second, so not in the event loop."""

    def __init__(self, texts: Texts) -> None:
        self._charts = Charts(texts)

    def png(self, name: str, values: dict[str, Any]) -> bytes:
        """The picture `name` of these values; raises an Exception when it cannot be drawn."""
        return _rendered(self._charts.svg(name, **values))


def _rendered(svg: str) -> bytes:
    try:
        return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(FONT)], font_family=FAMILY)
    except BaseException as error:
        # A panic of the renderer is no Exception to Python: it would end the loop that asked for the picture.
        if type(error).__name__ == "PanicException":
            raise ValueError("the picture cannot be drawn") from None
        raise
