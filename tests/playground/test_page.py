"""The chat page in a real headless Chromium: talk, press, edit, photos, the clock, a phone's width, no markup."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from playground.server import Playground
from tests.playground.browser import Browser, Page, PageError
from tests.playground.page_town import (
    CLAIM,
    LI,
    OFFICIALS,
    RESIDENTS,
    TITLES,
    WANG,
    WORKERS,
    WU,
    XIAOYAN,
    Town,
    column,
    count,
    png,
    show,
    words,
    write,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with Browser() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def town() -> AsyncIterator[Town]:
    async with aiohttp.ClientSession() as http:
        playground = Playground(limits=False)
        town = Town(playground, http)
        playground.page.on_clock = town.push
        playground.page.set_clock({"desk_time": town.time.isoformat()})
        await playground.start()
        yield town
        await playground.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, town: Town) -> AsyncIterator[Page]:
    async with browser.page() as page:
        await page.resize(1440, 900)
        await show(page, town)
        yield page


async def test_columns_show_who_sits_where(page: Page) -> None:
    titles = await page.evaluate("[...document.querySelectorAll('.column .title b')].map((one) => one.textContent)")
    assert titles == [*TITLES.values(), "小格"]
    assert await page.evaluate(f"document.querySelector('{column('residents')} .title small').textContent") == (
        "2 人 · 有事在这里说"
    )
    assert await page.evaluate(count(f"{column('private')} .blank button")) == 1


async def test_an_empty_group_says_what_comes_there(page: Page, town: Town) -> None:
    """For two minutes and a half the officials' column of the demo stood empty, and said nothing."""
    shown = f"document.querySelector('{column('officials')} .blank')"
    assert "每周有简报" in await page.evaluate(f"{shown}.innerText")
    await town.card(OFFICIALS, "光明街道　上周")
    await page.until(f"{shown}.hidden")


async def test_what_one_might_say_is_said_with_one_press(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} .try", "煤气味")
    await page.until(f"{words('residents')}.includes('楼道里有煤气味')")
    assert town.world.messages(RESIDENTS)[-1].sender is town.world.people[WANG]
    assert await page.evaluate(count(f"{column('private')} .try")) == 0
    town.world.starts(WU, town.bot)
    await page.click(f"{column('private')} .me")
    await page.click(".sheet .row", "吴主任")
    await page.click(f"{column('private')} .try", "有什么要我定的")
    await page.until(f"{words('private')}.includes('有什么要我定的')")


async def test_what_is_said_appears_and_enter_sends(page: Page, town: Town) -> None:
    await write(page, "residents", "3号楼2单元电梯又停了")
    await page.until(f"{words('residents')}.includes('3号楼2单元电梯又停了')")
    said = town.world.messages(RESIDENTS)[-1]
    assert (said.text, said.sender) == ("3号楼2单元电梯又停了", town.world.people[WANG])
    assert await page.evaluate(count(f"{column('residents')} .unit.mine")) == 1
    assert await page.evaluate(f"document.querySelector('{column('residents')} textarea').value") == ""


async def test_shift_enter_and_an_input_method_do_not_send(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} textarea")
    await page.type("一")
    await page.key("Enter", shift=True)
    await page.type("二")
    choosing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    await page.evaluate(f"document.activeElement.dispatchEvent({choosing})")
    assert not [post for post in town.world.messages(RESIDENTS) if post.text]
    await page.key("Enter")
    await page.until(f"{words('residents')}.includes('一\\n二')")


async def test_others_are_heard_as_somebody_else(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} .me")
    await page.click(".sheet .row", "小李")
    await write(page, "residents", "我家也是")
    await page.until(f"{words('residents')}.includes('我家也是')")
    assert town.world.messages(RESIDENTS)[-1].sender is town.world.people[LI]
    town.world.says(WANG, RESIDENTS, "刚爬上五楼")
    await page.until(f"{words('residents')}.includes('刚爬上五楼')")
    assert await page.evaluate(f"document.querySelector('{column('residents')} .unit.theirs .name').textContent") == (
        "3-2-501 王阿姨"
    )


async def test_a_newcomer_can_be_added_and_speak(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} .me")
    await page.click(".sheet .adding input")
    await page.type("新搬来的小周")
    await page.key("Enter")
    await page.until(f"document.querySelector('{column('residents')} .me').textContent.includes('新搬来的小周')")
    await write(page, "residents", "大家好")
    await page.until(f"{words('residents')}.includes('大家好')")
    sender = town.world.messages(RESIDENTS)[-1].sender
    assert sender is not None
    assert sender.name == "新搬来的小周"


async def test_a_press_spins_until_the_answer_shows_beside_the_button(page: Page, town: Town) -> None:
    await town.card(WORKERS, "128号单　电梯停运　急", CLAIM)
    await page.click(f"{column('workers')} .key", "接单")
    query = await town.pressed()
    assert (query["data"], query["from"]["id"]) == ("1|claim|128", XIAOYAN)
    assert await page.evaluate(count(".key.waiting")) == 1
    await town.call("answerCallbackQuery", callback_query_id=query["id"], text="128号单归你了。")
    await page.until(f"document.querySelector('{column('workers')} .toast')?.textContent === '128号单归你了。'")
    assert await page.evaluate(count(".key.waiting")) == 0
    top, bottom = [
        await page.evaluate(f"document.querySelector('{it}').getBoundingClientRect().{side}")
        for it, side in ((".key", "top"), (".toast", "bottom"))
    ]
    assert 0 <= top - bottom < 30


async def test_an_alert_stays_until_it_is_read(page: Page, town: Town) -> None:
    await town.card(WORKERS, "128号单", CLAIM)
    await page.click(f"{column('workers')} .key", "接单")
    query = await town.pressed()
    await town.call("answerCallbackQuery", callback_query_id=query["id"], text="先到场再办结。", show_alert=True)
    await page.until("document.querySelector('.sheet.alert')?.textContent.includes('先到场再办结。')")
    await page.click(".sheet.alert button", "好的")
    await page.until(f"{count('.sheet')} === 0")


async def test_an_edit_changes_the_card_in_place(page: Page, town: Town) -> None:
    number = await town.card(RESIDENTS, "编号128　电梯停运", CLAIM)
    town.world.says(LI, RESIDENTS, "好")
    await page.until(f"{words('residents')}.at(-1) === '好'")
    await town.call("editMessageText", chat_id=RESIDENTS, message_id=number, text="编号128　高晓燕接了")
    await page.until(f"{words('residents')}.at(-2) === '编号128　高晓燕接了'")
    assert await page.evaluate(words("residents")) == ["编号128　高晓燕接了", "好"]
    changed = f"document.querySelector('{column('residents')} [data-id=\"{number}\"]')"
    assert await page.evaluate(f"{changed}.classList.contains('flash')")
    assert "已编辑" in await page.evaluate(f"{changed}.querySelector('.meta').textContent")
    assert await page.evaluate(f"{changed}.querySelectorAll('.key').length") == 0


async def test_a_deleted_message_disappears(page: Page, town: Town) -> None:
    number = await town.card(RESIDENTS, "误会了的卡片")
    await page.until(f"{words('residents')}.includes('误会了的卡片')")
    await town.call("deleteMessage", chat_id=RESIDENTS, message_id=number)
    await page.until(f"document.querySelector('[data-id=\"{number}\"]') === null")


async def test_markup_shows_as_typed(page: Page, town: Town) -> None:
    nasty = '<b>真急</b> <img src=x onerror="window.hit=1"> *星* [x](javascript:1) &amp;'
    town.world.add_person(999, "<i>坏名字</i>")
    town.world.join(RESIDENTS, 999, quiet=True)
    town.world.says(999, RESIDENTS, nasty)
    await page.until(f"{words('residents')}.includes({json.dumps(nasty)})")
    log = f"{column('residents')} .log"
    assert await page.evaluate(count(f"{log} .text :not(.meta, time)")) == 0
    assert await page.evaluate(f"document.querySelector('{log} .name').textContent") == "<i>坏名字</i>"
    assert await page.evaluate(count(f"{log} i")) == 0
    assert not await page.evaluate("'hit' in window")


async def test_an_address_that_runs_a_script_is_no_link(page: Page) -> None:
    made = await page.evaluate(
        """import("/page/dom.js").then(({safeAddress}) => ["javascript:alert(1)", "data:text/html,x", "https://a.example/"].map(safeAddress))"""
    )
    assert made == [None, None, "https://a.example/"]


async def test_a_photo_is_shown_before_and_after_it_is_sent(page: Page, town: Town, tmp_path: Path) -> None:
    picture = tmp_path / "lift.png"
    picture.write_bytes(png(1600, 900))
    await page.upload(f"{column('residents')} input[type=file]", picture)
    await page.until(f"document.querySelector('{column('residents')} .strip img')")
    await write(page, "residents", "卡在7楼")
    await page.until(f"document.querySelector('{column('residents')} .picture img')?.naturalWidth === 1280")
    post = town.world.messages(RESIDENTS)[-1]
    assert post.text == "卡在7楼"
    assert post.media["photo"]
    await page.click(f"{column('residents')} .picture")
    await page.until("document.querySelector('.sheet.photo img')?.complete")
    await page.key("Escape")
    await page.until(f"{count('.sheet')} === 0")


async def test_what_is_no_picture_is_refused_in_words(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    await page.upload(f"{column('residents')} input[type=file]", broken)
    await page.until(f"document.querySelector('{column('residents')} .toast.bad')?.textContent.includes('打不开')")


async def test_an_album_is_one_bubble_and_a_voice_note_a_bar(page: Page, town: Town) -> None:
    town.world.says(LI, RESIDENTS, "两张图", album=[png(40, 30), png(30, 40)])
    town.world.says(LI, RESIDENTS, voice=75)
    await page.until(f"document.querySelector('{column('residents')} .voice')?.textContent === '1:15'")
    assert await page.evaluate(count(f"{column('residents')} article.unit")) == 2
    assert await page.evaluate(count(f"{column('residents')} .gallery.of-2 img")) == 2


async def test_a_voice_note_is_spoken_by_pressing_twice(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} .writing [data-mode=voice]")
    await page.until("document.querySelector('.recording')")
    await page.click(f"{column('residents')} .writing [data-mode=voice]")
    await page.until(f"document.querySelector('{column('residents')} .voice')")
    assert town.world.messages(RESIDENTS)[-1].media["voice"]["duration"] >= 1


async def test_a_tap_on_a_message_replies_and_reacts(page: Page, town: Town) -> None:
    number = await town.card(RESIDENTS, "编号128　电梯停运")
    await page.click(f"{column('residents')} .bubble", "编号128")
    await page.click(".sheet .row", "回复")
    await write(page, "residents", "还差一层")
    await page.until(f"document.querySelector('{column('residents')} .quote')?.textContent.includes('编号128')")
    replied = town.world.messages(RESIDENTS)[-1].reply_to
    assert replied is not None
    assert replied.id == number
    await page.click(f'{column("residents")} [data-id="{number}"] .bubble')
    await page.click(".sheet .moods button", "👍")
    await page.until(f"document.querySelector('{column('residents')} .reaction')?.textContent === '👍1'")


async def test_own_words_can_be_edited(page: Page, town: Town) -> None:
    await write(page, "residents", "3号楼没点")
    await page.click(f"{column('residents')} .mine .bubble", "3号楼没点")
    await page.click(".sheet .row", "改这句话")
    await page.evaluate("document.activeElement.select()")
    await page.type("3号楼没电")
    await page.key("Enter")
    await page.until(f"{words('residents')}.includes('3号楼没电')")
    assert town.world.messages(RESIDENTS)[-1].text == "3号楼没电"


async def test_a_pinned_notice_stands_on_top_and_leads_to_a_private_chat(page: Page, town: Town) -> None:
    keys = [[{"text": "私下说一件事", "url": "https://t.me/xiaoge_bot?start=g1"}]]
    number = await town.card(RESIDENTS, "这里有小格值班。", keys)
    await town.call("pinChatMessage", chat_id=RESIDENTS, message_id=number)
    await page.until(f"document.querySelector('{column('residents')} .pin').textContent.includes('这里有小格值班。')")
    await page.click(f"{column('residents')} .key", "私下说一件事")
    await page.until(f"{words('private')}.includes('/start g1')")
    await town.card(WANG, "什么事，您说。")
    await page.until(f"{words('private')}.includes('什么事，您说。')")
    await write(page, "private", "我想反映一件事")
    await page.until(f"{words('private')}.includes('我想反映一件事')")
    assert town.world.messages(town.bot, WANG)[-1].text == "我想反映一件事"


async def test_the_clock_is_pushed(page: Page, town: Town) -> None:
    assert await page.evaluate("document.querySelector('.time').textContent") == "16:44"
    await page.click(".clock button", "+1 小时")
    await page.until("document.querySelector('.time').textContent === '17:44'")
    await page.click(".clock button", "+1 天")
    await page.until("document.querySelector('.date').textContent.includes('22日')")
    assert town.pushed == [3600, 86400]


async def test_a_line_that_was_down_catches_up_and_words_are_not_lost(page: Page, town: Town) -> None:
    port = int(town.playground.url.rpartition(":")[2])
    await town.playground.stop()
    await page.until("document.querySelector('.live').dataset.status === 'lost'")
    await write(page, "residents", "没网时写的")
    await page.until(f"document.querySelector('{column('residents')} .toast.bad')")
    assert await page.evaluate(f"document.querySelector('{column('residents')} textarea').value") == "没网时写的"
    town.world.says(LI, RESIDENTS, "这期间说的")
    await town.playground.start(port=port)
    await page.until(f"{words('residents')}.includes('这期间说的')")
    await page.until("document.querySelector('.live').dataset.status === 'live'")
    page.errors.clear()


async def test_an_old_state_does_not_hide_what_came_meanwhile(page: Page, town: Town) -> None:
    await page.evaluate("""{ const ask = window.fetch; window.fetch = async (...about) => {
        const reply = await ask(...about);
        if (about[0].endsWith("/state")) { window.asked = true; await new Promise((go) => setTimeout(go, 500)); }
        return reply; }; 0 }""")
    town.world.add_group(-1009, "新群", purpose="residents")
    await page.until("window.asked")
    town.world.says(LI, RESIDENTS, "刚说的")
    await page.until(f"{words('residents')}.includes('刚说的')")
    await asyncio.sleep(0.7)
    assert await page.evaluate(f"{words('residents')}.includes('刚说的')")


async def test_a_reader_of_old_messages_is_not_pulled_down(page: Page, town: Town) -> None:
    for number in range(40):
        town.world.says(LI, RESIDENTS, f"第{number}句")
    await page.until(f"{words('residents')}.includes('第39句')")
    await page.evaluate(f"document.querySelector('{column('residents')} .list').scrollTop = 0")
    await page.until(f"!document.querySelector('{column('residents')} .more').hidden")
    town.world.says(LI, RESIDENTS, "新的一句")
    await page.until(f"document.querySelector('{column('residents')} .more').textContent.includes('1 条新消息')")
    assert await page.evaluate(f"document.querySelector('{column('residents')} .list').scrollTop") == 0
    await page.click(f"{column('residents')} .more")
    await page.until(f"document.querySelector('{column('residents')} .more').hidden")


async def test_what_grows_beneath_leaves_nobody_behind(page: Page, town: Town) -> None:
    """A photo came between the scroll and its event: the column stood still, and the day went on unseen."""
    the_list = f"document.querySelector('{column('residents')} .list')"
    for number in range(40):
        town.world.says(LI, RESIDENTS, f"第{number}句")
    await page.until(f"{words('residents')}.includes('第39句')")
    await page.evaluate(
        f"{the_list}.lastElementChild.style.paddingBottom = '400px', {the_list}.dispatchEvent(new Event('scroll'))"
    )
    town.world.says(LI, RESIDENTS, "新的一句")
    await page.until(f"{words('residents')}.includes('新的一句')")
    await page.until(f"{the_list}.scrollHeight - {the_list}.scrollTop - {the_list}.clientHeight < 2", 3)


async def test_english(page: Page, town: Town) -> None:
    await show(page, town, "?lang=en")
    assert await page.evaluate("document.documentElement.lang") == "en"
    assert await page.evaluate("document.querySelector('.clock').textContent.includes('+1 hour')")
    assert await page.evaluate("document.querySelector('textarea').placeholder") == "Say something…"


CUT = """[...document.querySelectorAll(".tabs span, .brand h1")].filter((one) => one.getClientRects().length
  && one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("asked", ["", "?lang=en"])
async def test_whose_column_it_is_is_read_on_a_phone(page: Page, town: Town, width: int, asked: str) -> None:
    """In English the tabs read Resi…, Wor…, Offic…, Priv…, and the desk's name touched its clock."""
    await page.resize(width, 844, mobile=True)
    await show(page, town, asked)
    assert await page.evaluate(CUT) == []
    assert await page.evaluate(
        "document.querySelector('.brand').getBoundingClientRect().right + 4 "
        "<= document.querySelector('.clock').getBoundingClientRect().left"
    )


WIDER = """[...document.querySelectorAll("body *")].filter((one) => one.getClientRects().length
  && !one.closest(".sprite, .tries") && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML)"""


# What stands under the card of a ticket that somebody has.
ROWS = (
    ("已联系", "到场", "办结"),
    ("转派", "上报", "改类别", "误会"),
    ("问居民", "退单", "延期", "挂账"),
    ("Misunderstanding", "Recategorise", "Extend", "Suspend"),
)


async def test_at_the_width_of_a_laptop_no_word_is_broken(page: Page, town: Town) -> None:
    town.world.people[XIAOYAN].name = "第一网格网格员高晓燕（达濠社区）"
    await page.resize(1280, 800)
    await show(page, town)
    keys = [[{"text": word, "callback_data": f"1|{word}|1"} for word in row] for row in ROWS]
    await town.card(WORKERS, "128号单　电梯故障", keys)
    await page.until(f"{count(column('workers') + ' .key')} === {sum(map(len, ROWS))}")
    spans = ", ".join(f"{column('workers')} {each}" for each in (".key span", ".who > span"))
    broken = f"[...document.querySelectorAll({json.dumps(spans)})].filter((one) => one.offsetHeight > 30)"
    assert await page.evaluate(f"{broken}.map((one) => one.textContent)") == []


async def assert_fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await page.evaluate("document.body.scrollWidth") <= 360
    assert await page.evaluate(WIDER) == []


async def test_the_whole_round_on_a_phone(page: Page, town: Town) -> None:
    await page.resize(360, 640, mobile=True)
    await show(page, town)
    assert (
        await page.evaluate("[...document.querySelectorAll('.column')].filter((one) => one.offsetParent).length") == 1
    )
    await write(
        page, "residents", "3号楼2单元电梯又停了，18楼爬上来的，" + "长" * 60 + "https://example.org/" + "a" * 80
    )
    await page.until(f"{count('.column.active .mine')} === 1")
    await assert_fits(page)
    await town.card(WORKERS, "128号单　电梯停运　急", [[*CLAIM[0], {"text": "上报", "callback_data": "1|up|128"}]])
    await page.until("document.querySelector('.tabs .count')?.textContent === '1'")
    await page.click(".tabs button", "网格员")
    await page.until(f"{count('.tabs .count')} === 0")
    await page.click(".column.active .key", "接单")
    query = await town.pressed()
    await town.call("answerCallbackQuery", callback_query_id=query["id"], text="归你了。")
    await page.until("document.querySelector('.column.active .toast')?.textContent === '归你了。'")
    await assert_fits(page)
    await page.click(".column.active .bubble", "128号单")
    await page.click(".sheet .row", "回复")
    await write(page, "workers", "已换灯泡")
    await page.until(f"{words('workers')}.includes('已换灯泡')")
    await page.click(".column.active .title")
    await page.click(".sheet .row", "光明街道指挥群")
    await page.until("document.querySelector('.column.active .title').textContent.includes('光明街道指挥群')")
    await page.click(".tabs button", "私聊")
    await page.click(".column.active .blank button", "开始")
    await page.until(f"{words('private')}.includes('/start')")
    await assert_fits(page)


async def test_the_keyboard_reaches_messages_and_their_menu(page: Page, town: Town) -> None:
    town.world.says(LI, RESIDENTS, "第一句")
    town.world.says(LI, RESIDENTS, "第二句")
    await page.until(f"{words('residents')}.includes('第二句')")
    await page.evaluate(f"document.querySelector('{column('residents')} .list').focus()")
    await page.key("ArrowUp")
    await page.key("ArrowUp")
    await page.key("Enter")
    await page.click(".sheet .row", "回复")
    assert "第一句" in await page.evaluate(f"document.querySelector('{column('residents')} .strip').textContent")


async def test_everything_pressable_has_a_name(page: Page, town: Town) -> None:
    await town.card(WORKERS, "128号单", CLAIM)
    await page.until(f"{count('.key')} === 2")
    is_nameless = "(one) => !one.hidden && !one.textContent.trim() && !one.ariaLabel"
    nameless = await page.evaluate(
        f"[...document.querySelectorAll('button, a, textarea')].filter({is_nameless}).map((one) => one.outerHTML)"
    )
    assert nameless == []


async def test_the_browser_tells_of_a_script_error(browser: Browser) -> None:
    with pytest.raises(PageError, match="kaputt"):
        async with browser.page() as page:
            await page.evaluate("setTimeout(() => { throw new Error('kaputt') })")
            await asyncio.sleep(0.3)


async def test_a_reload_keeps_who_one_is(page: Page, town: Town) -> None:
    await page.click(f"{column('residents')} .me")
    await page.click(".sheet .row", "小李")
    await show(page, town)
    assert "小李" in await page.evaluate(f"document.querySelector('{column('residents')} .me').textContent")


async def test_a_group_that_became_a_supergroup_goes_on(page: Page, town: Town) -> None:
    upgraded = town.world.migrate(RESIDENTS)
    await page.until(f"document.querySelector('{column('residents')} .service').textContent.includes('升级')")
    await write(page, "residents", "还在吗")
    await page.until(f"{words('residents')}.includes('还在吗')")
    assert town.world.messages(upgraded)[-1].text == "还在吗"
