"""The same numbers wherever they are told: in the digest, its picture and table, in answers, and in the export."""

import random
import re

import pytest

from models import export
from models.town import load
from rules.digest import EXCLUDED
from rules.tickets import ACTIVE
from tests.handlers.story import OTHERS, SHANGHAI, WORKERS, Story
from tests.handlers.test_digest import enclosed

TOLD = (
    "1号楼垃圾桶满了", "2号楼2单元电梯坏了", "3号楼楼道灯不亮", "3号楼1单元下水道堵了", "5号楼停水了",
    "6号楼门口路面塌了个坑", "我要投诉网格员态度差", "两口子天天打架，3号楼2单元",
)  # fmt: skip
DONE = (
    "接单 {n}", "已联系 {n}", "办结 {n} 换好了", "挂账 {n} 资金 到12月20日 等维修资金批下来", "上报 {n} 我办不了",
    "误会 {n}", "并案 {n} 1", "退单 {n} 不归我们管",
)  # fmt: skip


def lived(story: Story, chance: random.Random) -> None:
    """Some days of a community, in which everything happens to tickets that may."""
    story.all_staff()
    for n in range(14):
        person = story.person(300 + n, f"{chance.choice('12356')}-1-{n + 1}01 邻居{n}")
        person.says(chance.choice(TOLD), OTHERS if chance.random() < 0.3 else -1001)
        for _ in range(chance.randrange(3)):
            number = chance.randrange(1, len(story.tickets()) + 2)
            who = chance.choice((story.xiaoyan, story.xiaoyan, story.yali, story.chen))
            who.says(chance.choice(DONE).format(n=number), WORKERS)
        story.forward(minutes=chance.choice((5, 40, 200, 600, 1500)))


def number(sign: str, words: str) -> int:
    """The number behind a word, 0 where it is not told."""
    found = re.search(rf"{sign}(\d+)", words)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("seed", range(5))
def test_a_street_reads_the_same_numbers_everywhere(story: Story, seed: int) -> None:
    """请您定1件 stood in the digest, and 有什么要我定的 was answered 没有要定的."""
    lived(story, random.Random(seed))
    for reader in (story.wu, story.chen):
        told = reader.hears
        reader.writes("今天怎么样")
        text = next(each for each in reversed(told()) if "统计：" in each)
        tiles = enclosed(story, reader.who.id)[0]["values"]["tiles"]
        behind, decide = number("", text.splitlines()[1]) if "件超期" in text else 0, number("请您定", text)
        decide += number("还有", text.splitlines()[2])
        shown = [behind, decide, number("\n新报", text), number("，办结", text)]
        assert [tile["count"] for tile in tiles] == shown
        assert number("到点没人接", text) + number("超期没办完", text) == behind
        grids = [line for line in text.splitlines() if re.search("　新报.*、办结.*、超期", line)]
        assert sum(number("、超期", line) for line in grids) == behind
        assert sum(number("　新报", line) for line in grids) == shown[2]
        assert sum(number("、办结", line) for line in grids) == shown[3]
        reader.writes("哪些超期了")
        assert number("超期", told()[-1]) == behind
        reader.writes("还有哪些没办完")
        assert number("还没办完", told()[-1]) == number("，还没办完", text)
        reader.writes("有什么要我定的")
        waits = [line for line in told()[-1].splitlines() if "号单　" in line]
        assert len(waits) == decide


@pytest.mark.parametrize("seed", range(3))
def test_the_export_has_what_the_street_reads(story: Story, seed: int) -> None:
    lived(story, random.Random(seed))
    story.wu.writes("今天怎么样")
    text = next(each for each in reversed(story.wu.hears()) if "统计：" in each)
    with story.database.snapshot() as session:
        rows = list(export.rows(session, load(session, (), SHANGHAI), SHANGHAI, None))
    today = f"{story.now.astimezone(SHANGHAI):%Y-%m-%d}"
    counted = [row for row in rows if row["state"] not in EXCLUDED]
    assert sum(row["created"].startswith(today) for row in counted) == number("\n新报", text)
    assert sum(row["state"] in ACTIVE for row in counted) == number("，还没办完", text)
