"""Weighing messages: together or alone it is the same, and what tells of danger is seen in one cheap look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.judging import alarming, judge, likeliest_of, weighed

READER = load_reader()
SAID = st.lists(
    st.sampled_from(["着火了", "电梯困人了", "没水了", "好的", "3号楼", "不", "help", "fire", "吗", "\n", "哈哈哈哈"]),
    max_size=6,
).map("".join)


@given(st.lists(st.one_of(SAID, st.text(max_size=20)), max_size=6))
def test_messages_weighed_together_are_what_each_is_alone(texts: list[str]) -> None:
    together = [judge(words, outline, READER) for words, outline in weighed([(text, "") for text in texts], READER)]
    alone = [judge(*weighed([(text, "")], READER)[0], READER) for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert (one.words, one.alarms, one.outline.ranked) == (other.words, other.alarms, other.outline.ranked)
        assert one.lead == pytest.approx(other.lead)


@given(SAID)
def test_whatever_tells_of_danger_is_alarming(text: str) -> None:
    words, outline = weighed([(text, "")], READER)[0]
    judged = judge(words, outline, READER)
    assert alarming(text, READER) or not judged.alarms
    assert likeliest_of(outline, READER) in READER.lexicon.matters


@pytest.mark.parametrize(
    "words",
    [
        "关于某楼盘长期停水的投诉",
        "关于石桥乡一建筑公司拖欠工资的紧急反映",
        "关于供暖时间过短的质疑",
        "恳请为我村开通班车",
        "第三次反映河道污染",
        "强烈要求公开收费依据",
        "望有关部门重视校门口的拥堵",
        "请教育局公布学位分配方案",
        "这种收费合理吗",
        "断头路何时才能解决",
    ],
)
def test_what_is_written_as_to_an_office_is_known_by_its_frame(words: str) -> None:
    assert READER.lexicon.turns["petitions"].search(words)


@pytest.mark.parametrize(
    "words",
    [
        "关于停水的通知",
        "关于上半年投诉办理情况的通报",
        "关于规范群租房管理的公告",
        "教育局公布学位分配方案",
        "您反映的问题已收悉,现答复如下",
        "反映很好,都说耐用",
        "请求大家配合",
        "要求各楼今天报名",
        "等哪个来负责",
        "咨询电话二十四小时在线",
        "请公开招聘的同学明天报到",
        "投诉有结果了",
    ],
)
def test_what_is_announced_or_answered_has_another(words: str) -> None:
    assert not READER.lexicon.turns["petitions"].search(words)


def lead(text: str) -> float:
    return judge(*weighed([(text, "6-1-402")], READER)[0], READER).lead


@pytest.mark.parametrize(
    "words",
    [
        "我家厨房水管昨晚一直滴,早上拿生料带缠了两圈,不滴了",
        "厨房水龙头漏水，自己换了个垫圈，好了",
        "卫生间灯不亮，换了个灯泡就亮了",
        "插座没电，换了个插座就好了，才八块钱",
        "我家窗台也漏,拿玻璃胶打了一圈,这回一滴都没有",
        "洗衣机震得楼板响,我垫了四块胶垫,不响了",
        "下水堵了，拿铁丝捅了半天，通了",
    ],
)
def test_who_has_mended_it_themselves_asks_for_nothing(words: str) -> None:
    assert lead(words) < 0


@pytest.mark.parametrize(
    "words",
    [
        "食堂那个烟管子是不是修了，这两天不呛了",
        "这两天不臭了",
        "垃圾桶这两天不臭了，是不是换人收了",
        "门口那盏灯是不是换了，不闪了",
        "空调不滴水了",
        "楼上终于不吵了",
        "今天水不黄了",
        "厕所不漏了 应该修好了",
    ],
)
def test_what_is_no_longer_so_asks_for_nothing(words: str) -> None:
    assert lead(words) < 0


@pytest.mark.parametrize(
    "words",
    [
        "臭得受不了了",
        "楼道臭得不行了",
        "电梯不晃了，就是门关不上",
        "马桶不冲水了",
        "水龙头不出水了",
        "灯不亮了",
        "楼上不漏了没两天又开始滴水，谁来看看",
        "垃圾桶昨天不臭了 今天堆得更满，什么时候清",
        "楼下冒烟了 不呛了也要来人看看 着火了",
        "不闻了 煤气味太大了",
    ],
)
def test_what_is_still_so_or_fails_otherwise_asks(words: str) -> None:
    assert lead(words) > 0


@pytest.mark.parametrize(
    "words",
    [
        "我家厨房水管一直滴,拿生料带缠了两圈,还是滴",
        "水管爆了，我把总阀关了，不漏了，快来修",
        "厨房水龙头漏水，换了个垫圈，不漏了，过一会又滴了",
        "卫生间灯不亮，换了灯泡也不亮，是不是线路坏了",
        "下水堵了，拿铁丝捅了半天，不通",
        "楼道漏水，拿桶接着，不滴到我家了，谁来修",
        "换了水表以后水管漏水",
        "插座换了就跳闸，一股糊味",
        "电线断了 用胶带缠了一圈 就亮了 摸着麻手",
    ],
)
def test_who_has_only_tried_to_mend_it_asks(words: str) -> None:
    assert lead(words) > 0
