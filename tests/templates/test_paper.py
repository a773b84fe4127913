"""The form to sign, as who signs it opens it: on a telephone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rules.handover import Happened
from tests.playground.browser import Browser
from tests.templates.test_templates import ANSWERED, NOW, TEXTS, context, ticket

PLACE = "阳光花园国际社区二期北区12号楼3单元门口东侧十米"
TOLD = "围挡已摆好；路是市政管的，网格只能先围挡，要街道协调"
HISTORY = tuple(
    Happened(NOW + timedelta(minutes=n), action, "第一网格网格员高晓燕", TOLD)
    for n, action in enumerate(("claim", "note", "report_up"))
)
NARROWEST = """Math.min(...[...document.querySelectorAll("td")].filter((one) => one.textContent.length > 20)
  .map((one) => one.getBoundingClientRect().width))"""


@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_the_form_is_read_on_a_telephone_before_it_is_signed(locale: str, tmp_path: Path) -> None:
    """The place stood in a column of three signs, and what was done in one of four, eleven screens down."""
    form = replace(ANSWERED, place=PLACE, history=HISTORY)
    words = context(locale, True, ticket()) | {"form": form, "giver": "第一网格网格员高晓燕（达濠社区）"}
    file = tmp_path / "form.html"
    file.write_text(TEXTS[locale].page("handover_page", **words), encoding="utf-8")
    async with Browser() as chromium, chromium.page() as page:
        await page.resize(390, 844, mobile=True)
        await page.open(file.as_uri())
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        assert await page.evaluate(NARROWEST) > 240
