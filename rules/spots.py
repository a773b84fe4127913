"""Named places in a message and in a nickname: gates, squares, shops, the sides of a house."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rules.places import HOUSE, HOUSE_SIGNS, KEPT, MAYBE, NUMBER, NUMERALS, UNIT, UNIT_OF, nickname
from rules.wording import Beginnings, either, matches, narrow

# Where somebody is who tells no house: 12号院东房, 东二排3号, 塘北3号, 下坝组, 周记牛肉面.
_TRADES = (
    "店|铺|超市|摊|馆|车行|琴行|坊|小吃|五金|烟酒|烧腊|卤菜|豆花|热干面|牛肉面|羊汤|麻辣烫|米粉|理发|药房|诊所|客栈|民宿|粮油|水产|海产|包子|早点|凉茶|网吧"
    "|饭庄|建材|布行|沙县|快餐|炖品|糖水|童装|服装"
)
_CREWS = (
    "包装|维修|抢修|物业|业主|老年|志愿|安保|绿化|保洁|装修|施工|秩序|客服|工程|巡逻"
    "|电工|专项|互助|调查|检查|我们|他们|一个|这个|那个|每个|哪个"
)
_NAMED_HOUSE = re.compile(rf"(?<![\d{NUMERALS}号栋])[一-龥]{{1,3}}楼(?=\s?(?:{NUMBER}{UNIT_OF}|\d{{3,4}}))")
_STREETS = ("街", "路", "巷", "口", "门")
_CORNER = re.compile(
    rf"{NUMBER}巷[口头尾]?(?!{NUMBER}?号)|[BG]\d?-\d{{2,4}}(?:号?车位)?|[甲乙丙丁]?{NUMBER}号院(?:[东西南北中][房屋])?"
    rf"|(?:平房|安置区|新村)?(?:[东西南北]?第?{NUMBER}[排趟]|[东西南北]排)(?:{NUMBER}号)?"
    rf"|[一-龥]{{0,3}}[塘街路湾坝坪村庄屯房坡沟岭冲垸东南西北](?<!铁路)(?<!网线)\d{{1,3}}号"
    rf"|(?:(?<![一-龥])(?!{_CREWS})[一-龥]{{2}}组|第?{NUMBER}[组队社])(?:{NUMBER}号)?(?=$|\s|组?长|[老小阿][一-龥]|[一-龥]{{1,3}}$)"
    rf"|(?<![一-龥])(?![卖开住修做送摆]|老街坊)(?P<shop>[一-龥A-Za-z]{{0,6}}?(?:{_TRADES}))(?:小?店|铺|馆)?(?=$|\s|老板|店主|前台|[一-龥]{{1,3}}$)"
)
_FLOOR = re.compile(rf"(?:{NUMBER}|十几|几|顶)(?:楼|层)")
_BAY = re.compile(rf"车位[A-Za-z]?\d?-?\d{{1,4}}|[A-Za-z]\d?-?\d{{2,4}}号?车位|{NUMBER}号车位")
# What is in no house, though its last word may be: 北门消防通道.
_OUT_OF_DOORS = re.compile(r"地库|车库|停车|[东南西北]门|大门|正门|后门|侧门")
# Spots that begin with no word of the list, and signs of which each has one.
_BEGINS = re.compile(
    rf"[0-9{NUMERALS}](?=[0-9{NUMERALS}]?号门)|[负地几顶0-9{NUMERALS}](?=[下几0-9{NUMERALS}]{{0,3}}[楼层排组队社巷])|[东南西北新前中正](?=[街区])|[A-Za-z](?=区)|[一-龥](?=[一-龥](?:路|街|大道|巷|桥|组))"
)
_BEGUN = frozenset("门楼层区路街道排组队社巷桥")
# 阳光花园5栋 is called so; 在花园3号楼那边 is in a garden.
_COMPOUND = re.compile(
    r"(?!中心|小区|楼下|[前后]面)(?:(?![在到从的里个上下旁])[一-龥]){2,4}(?:花园|广场|公园)"
    r"(?=(?:小区|[东南西北A-Za-z]区)?(?:\d{1,3}(?:号楼|栋|幢|座|#)|物业|业委会|业主|管理处|居委|社区|的?房东)|小区)"
)
_BETWEEN = frozenset("和跟同与、到间至往用边-~")
_BESIDE = re.compile(r"门口|旁|边上|对面|后[面边头身]|前[面边]|底下|下面")
# Words before 门口 and the like that tell what is done there: 罐子搁门口.
_DOING = re.compile(
    r"^[盘卧趴蜷躲蹲]在|[一-龥]把(?!头)|床|沙发|米缸|[搁滚端爬扔放打割倒]|我|你|他|有人|还在|[男女]的|钥匙|下到|肚皮|门缝|垫子|枕头|柜子|被子"
)
# Beside whom a listed spot or any shop is: 对面工地, 楼下那家足疗店.
_NEAR = "楼下|隔壁|对面|对门"
_SHOP = "店|馆|铺|排档|足疗|酒吧|网吧|啤酒屋|咖啡屋|餐厅|歌厅|舞厅|台球厅|商场|家电城|超市|作坊|饭堂|KTV|ktv"
# A name does not hold these signs: what stands before 路口 in 污水流到路口 is none.
_NO_NAME = (
    "的了是有在把被给让叫我你他她它们这那哪谁么吗呢吧啊呀哦嘛啦咯不没也都还又再就才只很太真好个些几多少上下来去到从往对向和跟与同或但可能会要想说看听见闻"
    "停坐站走跑开关打拿放堆丢扔找问请帮等着过得昨今明前天早晚午夜点半刚现每一二三四五六七八九十两时候年月日号周人家孩子娃车狗猫水电气火烟味声音灯垃圾坏漏堵断"
    "臭吵响脏乱占满路线管全整里外边旁附近处怎为因所以后先最别快急谢"
)
# 老菜场, 西街口; 城南小学, 和平路口, 老王包子铺.
_TURNED = re.compile(r"(?:(?<![一-龥])|(?<=[在到从去往的那这就]))[东西南北老新旧]$")
_CALLED = re.compile(
    rf"(?:^|(?<=[\s,。!?;:在到从去往就近])|(?<=楼下)|(?<=隔壁)|(?<=对[面门]))(?!小区)(?:人[民才]|和[平谐]|[光黎文]明|明[珠月]|(?:(?![{_NO_NAME}])[一-龥]){{1,4}})$"
)
_NAMEABLE = (
    "小学",
    "中学",
    "学校",
    "幼儿园",
    "路口",
    "街口",
    "巷口",
    "桥头",
    "花园",
    "广场",
    "公园",
    "菜场",
    "菜市场",
    "市场",
    "车站",
    "大厅",
    "服务大厅",
    "服务中心",
    "花池",
    "水池",
    "包子铺",
    "饭店",
    "饭馆",
    "面馆",
    "粉店",
    "药店",
    "药房",
    "诊所",
    "超市",
    "便利店",
    "小卖部",
    "宾馆",
    "旅馆",
    "茶馆",
    "网吧",
    "麻将馆",
    "理发店",
    "水果店",
    "奶茶店",
    "早餐店",
    "早点铺",
    "烧烤店",
    "火锅店",
    "五金店",
    "花店",
    "酒店",
    "加油站",
    "羊肉馆",
    "牛肉馆",
    "粮油店",
    "停车场",
)
# 3栋楼下 tells the house and no more.
_NO_SIDE = ("楼下", "底下", "那边", "电梯口")
# What a house has beside it: 6栋车棚.
_OWN = frozenset({"车棚", "垃圾房", "地库", "地下室", "岗亭", "保安亭"})


class Spot(NamedTuple):
    """A named place in the words: its text, where it begins, whether inside a building, how sure (3 most, 1 loose).

    `between` houses it is in none of them; `of_house` it is at the house of who writes.
    """

    text: str
    start: int
    inside: bool
    rank: int = 2
    vague: bool = False
    between: bool = False
    of_house: bool = False


_LONGEST_SPOT = 12
_NO_MORE = re.compile(r"[就在是的那这里边儿上旁处下个头面口外啊呀哈嘛吧呗啦 ,。!~]*")


class PlaceReader:
    """Finds named places with a street's own list of spots."""

    def __init__(self, places: Mapping[str, Iterable[str]]) -> None:
        self._inside = frozenset(places.get("inside", ()))
        self._corridor = frozenset(places.get("corridor", ()))
        self._vague = frozenset(places.get("vague", ()))
        self._houses = tuple(places.get("house", ()))
        listed = {*places.get("spots", ()), *self._corridor}
        self._outside = tuple(listed - self._inside - self._corridor)
        spots = either(listed)
        own = (
            rf"(?<![号栋幢座#\d{NUMERALS}上下进出到爬大小高学公舍民整]){either(self._houses)}"
            if self._houses
            else "(?!)"
        )
        sides = either(places.get("sides", ()))
        house = rf"(?:(?:{NUMBER}|[A-Za-z])\s?{HOUSE}|[A-Za-z]座)"
        layer = r"[上下道梯顶栋层半泥灰水油雪冰皮土膜白黑红黄绿翅毛霜锈渣沙壳]"
        # 垫了三层 and 掉了两层 are counted; 在三层 and 三层往上 tell where.
        counted = r"(?!(?<![第在到从往至上负下洞元])[一两二三几半]层(?!以|往|的?楼|走廊|平台|电梯|住))"
        number = rf"(?!(?<=[面上漂盖落蒙积结])一层){counted}(?:负|地下)?(?:{NUMBER}|十几|二十几|几|顶)"
        story = rf"{number}(?:楼半?|层)(?!{layer}|楼?高(?!空)|的人|整栋|{NUMBER}\s?(?:号?门(?!口)|单元))"
        floor = (
            rf"{story}(?:[以往][上下])?(?:\s?(?:到|至|-|和|跟|与)?\s?{NUMBER}(?:楼|层)的?(?:之间|中间|当中)"
            rf"|\s?(?:到|至|-|和)\s?{NUMBER}(?:楼|层)|的?(?:[东西南北]边?|中间?)[户屋])?"
        )
        outside = either(self._outside)
        near = (
            rf"(?:{_NEAR})(?:那[家个]?|的)?"
            rf"(?:[小大老新]?{outside}(?<!广场(?=舞))|(?:(?![{_NO_NAME}])[一-龥]){{1,4}}?(?:{_SHOP})(?![员长主面]))"
        )
        self._corner = lru_cache(KEPT)(self._read_corner)
        self._sort = lru_cache(KEPT)(self._read_sort)
        self._between = re.compile(
            rf"(?:{house}|{NUMBER}号?(?=和|跟|同|与|、|到))(?:和|跟|同|与|、|到|,)?{house}?(?:和|跟|同|与|、|到){house}"
            rf"(?:之间|中间|的中间|当[中间]|门口|楼下)?|{NUMBER}号[和跟与到至、]?{NUMBER}号(?:之间|中间|当[中间]|门口|(?=的?(?:电线|路灯|墙|这段|那段)))|{house}{house}(?:之间|中间|[公共]用|这边|那边)"
            rf"|(?<![\d栋幢座楼-]){NUMBER}[-~至到]{house}(?:之间|中间)?|{house}(?:和|跟|同|与)[一-龥]{{2,4}}?(?:之间|中间|当[中间])|从(?:{house}[头尾]?|[一-龥]{{2,3}}?)[走]?[到至往](?:{house}|[一-龥]{{2,3}}?)[这那]?一?[截段条排]|从{house}[头尾口]?[到至]{house}"
        )
        # 新屋组黑了; 维修组 and 小组 are people.
        gate = rf"(?<![\d{NUMERALS}第楼栋幢座月]){NUMBER}号门(?![面店市牌洞楼诊窗卡\d{NUMERALS}]|\s\d{{3}}(?!\d))"
        a_line = "(?:(?<=有)|(?<=了)|(?<=家))一队|一队[人学小游]"
        team = rf"(?<![\d{NUMERALS}排列])第?(?![两几])(?!{a_line}){NUMBER}[队社](?![伍列长员友形区会交保排])"
        village = rf"(?<![一-龥])(?!{_CREWS})[一-龥]{{2}}组(?=[黑停没水电路灯有都全那这又进])"
        self._spot = re.compile(
            rf"(?:(?<![下污雨](?=水井))(?:{floor}|(?:平房区?|安置区)第?{NUMBER}排(?:{NUMBER}号)?|第?{NUMBER}组(?![织长员合团成])|{team}|(?<![大小这那]){NUMBER}巷[口头尾里]?(?!-?{NUMBER}?号|子)|{village}|{own}|{near}|{gate}|(?!门口|小区|[一-龥]?[了把就我你他它她是着被让往举])[一-龥]{{2}}(?:路|街(?!道)|大道|巷|桥)(?:[和与跟同][一-龥]{{2,3}}?(?:路|街|大道|巷)(?:的?(?:交叉|交[汇会])[路处口]?口?)?)?(?!面|灯|口|上|边|子|头|仔|哥|(?<=路)(?:过(?!马路)|人(?!民)|滑|不(?![亮通让平])))|(?!(?<=[\d{NUMERALS}号])门[洞栋]){spots}(?<![小中]学(?=生))(?<!广场(?=舞))(?<!老街(?=坊))|[A-Za-z]区|(?:小区)?[东西南北]区(?![\dA-Za-z{NUMERALS}别域])|(?<![上下逛这那一整半条])[东南西北新前中正]街(?![道上边口])|(?!一排){NUMBER}排(?!队|骨|水|除|查|车)(?:{NUMBER}号)?)(?:的|靠)?)"
            rf"(?:(?:{spots}|{floor}|{sides}|[A-Z]\d?区?|B\d)(?:的)?){{0,3}}"
        )
        self._indoors = re.compile(either((*self._inside, *self._corridor)))
        side_signs = "".join(sorted({word[0] for word in places.get("sides", ())})) or "#"
        self._aside = re.compile(rf"[{''.join(sorted(HOUSE_SIGNS))}](?:{NUMBER}{UNIT})?的?[{side_signs}]")
        self._beginnings = Beginnings((*listed, *self._houses, *_NEAR.split("|")))
        side = rf"(?P<side>(?:{sides}|[前后](?=[地那的垃树草路井停有一坡绿空]))+)"
        self._beside_house = re.compile(rf"{house}(?:{NUMBER}{UNIT})?的?{side}")
        self._loose = re.compile(
            r"(?:^|[在到从,。!?;\s把])((?!我|你|他|她|咱|俺|谁|那|这|有|是|一|就|都|家|又|今|昨|刚|淋浴|浴室|卫生|厨房|卧室|厕所|客厅|飘窗|窗台|床|沙发|马桶|水槽|洗菜|洗手|灶|橱|冰箱|空调|暖气|窗|从|在|到|往|像|现|水从|主人|夜里)[一-龥]{2,5}?)"
            r"(门口|旁边|边上|对面|后面|后边|前面|前边|后头|后身|底下|下面|旁)"
        )
        self._road = re.compile(
            r"^那?条路|(?<![面头边侧后前门])那条路|(?<!那)条路|[的马走公铁线电短道一上逛这那半回让过顺横挡堵拦占住死着得识到见没细了不]路|[上逛们这那落条满骂了]街|[一-龥]的路|思路|后路"
        )

    def corner(self, name: str) -> str:
        """The place in a nickname that tells no address: 「三和街 五金店」, 「5排 胡大爷」."""
        return self._corner(name)

    def _read_corner(self, name: str) -> str:
        if nickname(name):
            return ""
        words = narrow(name)
        told = _CORNER.search(words)
        spots = [] if told and told["shop"] is None else [spot.text for spot in self.told_spots(words)]
        street = next((spot for spot in spots if spot.endswith(_STREETS)), "")
        return street or (told.group() if told else next(iter(spots), ""))

    def house_named(self, name: str) -> str:
        """The house of a nickname that has a name and no number: 南楼 of 「南楼三门402」."""
        told = _NAMED_HOUSE.search(narrow(name))
        return told.group() if told else ""

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Places told in the words, in order, the surest first where they overlap."""
        return self.told_spots(narrow(text))

    def told_spots(self, words: str) -> tuple[Spot, ...]:
        """The same for words already narrow."""
        taken: list[tuple[int, int, Spot]] = []
        spans = _compounds(words)
        for found, rank in self._found(words):
            for match in found:
                start, end = match.start(1) if match.re is self._loose else match.start(), match.end()
                if any(start < stop and end > begin for begin, stop in spans):
                    continue
                start = self._named_from(words, start, end) if match.re is self._spot else start
                text = words[start:end].strip(" ,的靠")
                if match.re is self._loose and _DOING.search(text):
                    continue
                if match.re is self._beside_house and (text.endswith(_NO_SIDE) or self._is_indoors(match["side"])):
                    continue
                if sort := self._sort(text):
                    inside, vague = sort
                    between = match.re is self._between
                    spans.append((start, end))
                    of_house = text.startswith(self._houses)
                    taken.append(
                        (start, end, Spot(text, start, inside, 1 if vague else rank, vague, between, of_house))
                    )
            if taken and rank == 2:
                break
        return tuple([spot for _, _, spot in sorted(taken)])

    def _named_from(self, words: str, start: int, end: int) -> int:
        """Where the name of a listed spot begins that starts before it: 老菜场, 和平路口."""
        if not words.startswith(self._outside, start, end):
            return start
        called = _CALLED.search(words, max(0, start - 6), start) if words.startswith(_NAMEABLE, start) else None
        before = called or _TURNED.search(words, max(0, start - 2), start)
        return before.start() if before else start

    def _is_indoors(self, side: str) -> bool:
        """Whether a house is named of which this is a part: 大堂 of 3栋大堂 is the place, the house is told besides."""
        return side in self._inside or side in _OWN

    def is_all(self, words: str) -> bool:
        """Whether narrow words name a spot and nothing else: 花坛边, 就公厕那里."""
        if len(words) > _LONGEST_SPOT or not (spots := self.told_spots(words)):
            return False
        for spot in spots:
            words = words.replace(spot.text, "", 1)
        return bool(_NO_MORE.fullmatch(words))

    def _found(self, words: str) -> Iterator[tuple[Iterator[re.Match[str]], int]]:
        """What may be a spot, and how sure that is, the surest first."""
        if not HOUSE_SIGNS.isdisjoint(words) and MAYBE.search(words):
            if not _BETWEEN.isdisjoint(words):
                yield self._between.finditer(words), 3
            if self._aside.search(words):
                yield self._beside_house.finditer(words), 3
        if "车位" in words:
            yield _BAY.finditer(words), 3
        if starts := self._starts(words):
            yield matches(self._spot, words, starts), 2
        if _BESIDE.search(words):
            yield self._loose.finditer(words), 1

    def _starts(self, words: str) -> list[int]:
        """Where a spot may begin: at its first two signs, at a number of storeys, at an area, or two before 路."""
        starts = self._beginnings.places(words)
        if _BEGUN.isdisjoint(words):
            return starts
        return sorted({*starts, *(found.start() for found in _BEGINS.finditer(words))})

    def _read_sort(self, found: str) -> tuple[bool, bool] | None:
        """Whether a spot is inside a building, and whether it is a vague one; None if the words are no spot."""
        if found in self._vague or self._road.search(found) or len(found) < 2:
            return None
        inside = bool(self._indoors.search(found) or _FLOOR.match(found))
        return inside and not _OUT_OF_DOORS.search(found), found in self._corridor


def _compounds(words: str) -> list[tuple[int, int]]:
    """Where names of compounds stand that sound like a place in them."""
    return [found.span() for found in _COMPOUND.finditer(words)] if "园" in words or "广场" in words else []
