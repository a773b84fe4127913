"""Whose telephones are blotted out of residents' words, and which stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.telephones import MASKED, is_telephone, mask_telephones, telephones

PROSE = st.text(alphabet="换了灯泡修好水电工明早来，。门口的", max_size=12)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("电话13812345678", "电话138****5678"),
        ("3号楼2单元501电梯坏了，打138 0013 8000找王阿姨", "3号楼2单元501电梯坏了，打138****8000找王阿姨"),
        ("+86 138-1234-5678 找我", "138****5678 找我"),
        ("微信同号13812345678，晚上也行", "微信同号138****5678，晚上也行"),
        ("家里座机0571-88881234", "家里座机0571-****1234"),
        ("(0371)66551234", "0371-****1234"),
        ("打037166551234", "打0371-****1234"),
        ("座机：66551234", "座机：****1234"),
        ("家里电话8612345，晚上打", "家里电话****2345，晚上打"),
        ("+852 9123 4567", "+852****4567"),
        ("让物业电话联系我13812345678", "让物业电话联系我138****5678"),
        ("请物业联系电话13812345678", "请物业联系电话138****5678"),
        ("麻烦物业联系13812345678", "麻烦物业联系138****5678"),
        ("我电话13812345678，是物业让我留的", "我电话138****5678，是物业让我留的"),
        ("我家在幸福社区 13812345678", "我家在幸福社区 138****5678"),
        ("我家维修电话13812345678", "我家维修电话138****5678"),
        ("师傅，我电话13812345678", "师傅，我电话138****5678"),
        ("请维修师傅13812345678", "请维修师傅138****5678"),
        ("告诉师傅13812345678", "告诉师傅138****5678"),
        ("我是3栋的李经理13812345678", "我是3栋的李经理138****5678"),
        ("叫物业经理打我手机13812345678", "叫物业经理打我手机138****5678"),
        ("楼下老李13812345678他家漏水", "楼下老李138****5678他家漏水"),
    ],
)
def test_whose_own_it_is_is_blotted_out(said: str, masked: str) -> None:
    assert mask_telephones(said) == masked
    assert len(telephones(said)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "12345没人接，96119也打了，110来过",
        "物业电话0371-66551234没人接",
        "物业服务中心电话 0755-26001234",
        "物业值班室电话13812345678打不通",
        "社区电话0754-88123456",
        "开锁师傅13812345678靠谱",
        "张师傅电话：13812345678",
        "客服热线4001234567",
        "13812345678是物业的电话",
        "13812345678（物业）",
        "维修电话0371-66551234",
        "订单20261120123456789012没到",
        "快递单号440506198013011234帮我拿一下",
        "卡号6222021234567890123",
        "电话 20261120 打过",
        "手机尾号5678",
        "3号楼2单元 1203 1204 都停水",
        "2026-11-20 8:00-17:00停水",
        "电话138****5678",
    ],
)
def test_what_is_nobodys_own_stays(said: str) -> None:
    assert mask_telephones(said) == said
    assert telephones(said) == ()


@given(before=PROSE, after=PROSE, number=MOBILE)
def test_no_mobile_number_of_anybody_is_left(before: str, after: str, number: str) -> None:
    masked = mask_telephones(before + number + after)
    assert number not in masked
    assert masked == f"{before}{number[:3]}****{number[-4:]}{after}"
    assert telephones(before + number + after) == (number,)


@given(said=st.text(max_size=60))
def test_twice_is_once_and_what_is_masked_is_known_again(said: str) -> None:
    once = mask_telephones(said)
    assert mask_telephones(once) == once
    assert (once == said) == (telephones(said) == ())
    assert once == said or MASKED.search(once)


@pytest.mark.parametrize(
    "said",
    [
        "138****5678",
        "电话138****5678",
        "有事打我138****5678",
        "师傅到了打我手机：138****5678，谢谢",
        "打我0571-****1234",
    ],
)
def test_a_number_and_nothing_else(said: str) -> None:
    assert is_telephone(said)


@pytest.mark.parametrize("said", ["卖冰箱 电话138****5678", "3号楼停电了，打138****5678", "电话打不通", "12345", ""])
def test_what_says_more_than_a_number(said: str) -> None:
    assert not is_telephone(said)
