"""Which places the words name: 第一网格, or 朝阳社区第一网格 and 朝阳的第一网格 where there is more than one."""

import re
from dataclasses import dataclass

from rules.places import numeral
from rules.routing import Directory, Spot
from rules.wording import narrow

_LEVEL = re.compile(r"(?<=..)(?:社区|街道|镇|乡|村|网格)$")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3})")
# 达濠花园 and 达濠路 are others.
_NO_PLACE = r"(?!社区|街道|镇|乡|村|网格|花园|家园|小区|公寓|大厦|[苑园城路里街巷坊庭府湾一二三东西南北新大小])"
_JOINT = r"[\s的]*+"


@dataclass(frozen=True, slots=True)
class Named:
    """One name as it was written, where it begins, and the places it may mean: one where there is no doubt."""

    start: int
    words: str
    spots: tuple[Spot, ...]


def places_named(words: str, town: Directory, scope: int) -> tuple[list[Named], str]:
    """Every place named, in order, as somebody means it who stands at `scope`; and the words without them."""
    patterns, found = _patterns(words, town), dict[int, Named]()
    while True:
        matches = [(match, spots) for sign, spots in patterns.items() for match in re.finditer(sign, words)]
        if not matches:
            return [found[at] for at in sorted(found)], words
        best = min((match for match, _ in matches), key=lambda match: (match.start() - match.end(), match.start()))
        meant = [spot for match, spots in matches if match.span() == best.span() for spot in spots]
        found[best.start()] = Named(best.start(), best.group(), tuple(nearest(town, scope, meant)))
        words = words[: best.start()] + " " * len(best.group()) + words[best.end() :]


def in_full(words: str, town: Directory) -> str:
    """The words with the names of communities and streets that are told without their kind: 达濠这周报了几件."""
    for spot in town.spots.values():
        name = narrow(spot.name)
        short = _LEVEL.sub("", name)
        if short not in ("", name) and short in words and name not in words:
            words = re.sub(rf"{re.escape(short)}{_NO_PLACE}", name, words, count=1)
    return words


def nearest(town: Directory, scope: int, spots: list[Spot]) -> list[Spot]:
    """Those of the places that are nearest to where somebody stands: 第一网格 is that of one's own community."""
    for above in town.above(scope):
        near = [spot for spot in spots if above.id in spot.path]
        if near:
            return near
    return spots


def _patterns(words: str, town: Directory) -> dict[str, list[Spot]]:
    """How the places may be written whose names the words hold, each after those of the places around it or not."""
    found: dict[str, list[Spot]] = {}
    for spot in town.spots.values():
        name = narrow(spot.name)
        if name and (written := _spoken(name, words)):
            around = [each for place in spot.path[:-1] if (each := _written(town.spots[place], words))]
            lead = "".join(f"(?:(?:{'|'.join(map(re.escape, each))}){_JOINT})?" for each in around)
            found.setdefault(lead + re.escape(written), []).append(spot)
    return found


def _spoken(name: str, words: str) -> str:
    """The name as the words hold it: 一网格 and 第1网格 are 第一网格; "" where they do not."""
    number = _ORDINAL.match(name)
    if name in words or number is None:
        return name if name in words else ""
    rest, digits = name[number.end() :], f"(?:{number[1]}|{numeral(number[1])})"
    found = re.search(rf"(?:第|(?<![一二三四五六七八九十\d])){digits}{re.escape(rest)}", words) if rest else None
    return found[0] if found else ""


def _written(spot: Spot, words: str) -> list[str]:
    """达濠社区 or 达濠, where the words hold it."""
    name = narrow(spot.name)
    return [each for each in (name, _LEVEL.sub("", name)) if each in words]
