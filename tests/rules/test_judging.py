"""Weighing messages: together or alone it is the same, and what tells of danger is seen in one cheap look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.judging import alarming, judge, likeliest_of, weighed
from rules.parsing import Context, read

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
        "清河县第二中学周边摊贩占道经营",
        "A7县某某公司拖欠工程款",
        "为何洪山区居民不能网上缴费",
        "G市最低工资标准是多少?",
        "盛达建筑有限公司拖欠农民工工资半年",
        "请问新的实施条例何时下发",
        "请把公园里的门球场尽快修好",
        "人社局网站应公布培训学校的情况",
        "校门口拥堵日久,盼重视",
        "居住证办理三个月仍未出证",
        "入户安装收费不透明",
        "盼望末班车延至晚十点",
        "市民来信:希望自习室开放到晚上十点",
        "贵局去年答复六月底前完成",
        "承包田登记到他人名下,要求更正",
        "对劳务派遣人员福利待遇的请求",
        "拆迁过渡费为何停发?",
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
        "清河县教育局发布今年中考时间安排",
        "桥西区开展占道经营集中整治行动",
        "某县法院公开审理拖欠农民工工资案",
        "市城管局回应烧烤油烟投诉：已责令整改",
        "我表弟在清河县送快递",
        "谁去县城捎两米窗帘布",
        "她在呼市呢 那就手机上弄",
        "车库B区是消防管的接头渗水",
        "宿舍区这边呢 水往操场去了",
        "全区都停吧 一关总阀",
        "请问各位家里有小推车借吗",
        "请把伞放门口就行",
        "盼了一年的15号",
        "透明的落灰就不透明了",
        "致业主的一封信",
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


@pytest.mark.parametrize(
    "words",
    [
        "D10县联兴神威拖欠工程款",
        "F市区和农村教师的工资福利待遇为何如此大？",
        "清河县私立医院违规操作，病人烫伤无人过问",
        "请把L市公园里的门球场尽快修好",
        "土地确权时将我家承包田登记到他人名下，要求更正",
        "贵局去年答复今年六月底前完成雨污分流，如今八月，翠屏路照旧一雨就成河",
    ],
)
def test_what_a_headline_complains_of_is_asked_for(words: str) -> None:
    assert lead(words) > 0


@pytest.mark.parametrize(
    "words",
    [
        "清河县第二中学中考成绩喜人",
        "安平县的石磨面真香",
        "金水路那家烧烤味道真不错",
        "A市地铁三号线开通首日客流创新高",
        "桥西区花展周末开幕",
        "盛达建筑公司招钢筋工，工资日结",
    ],
)
def test_what_it_only_tells_is_not(words: str) -> None:
    assert lead(words) <= 0


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("人才市场里招聘公司失联，请予追回", "dispute.labor_consumer"),
        ("清河县私立医院违规操作，病人烫伤无人过问", "other.service_complaint"),
        ("拆迁过渡费为何停发？租房在外已三年零两个月", "other.service_complaint"),
        ("A5区雅华物业有限公司侵犯农民工的合法权益", "dispute.labor_consumer"),
        ("清河县一化工厂偷排，臭气熏天无人监管", "sanitation.odor"),
        ("请尽快修复清河县河东路的路灯，至今无人过问", "public_facility.street_light"),
        ("为何清河县三中门口的污水迟迟未处理", "public_facility.sewer_overflow"),
    ],
)
def test_whose_matter_hardly_speaks_is_told_by_what_it_complains_of(words: str, matter: str) -> None:
    assert read(words, Context(""), READER).requests[0].matter == matter
