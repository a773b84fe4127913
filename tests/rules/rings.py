"""Whether words ring: what a resident writes, read alone."""

from config.lexicon import load_reader
from rules.parsing import Context, read, read_many

READER = load_reader()


def urgent(words: str) -> bool:
    """Whether a life is in danger by these words."""
    return any(request.service_class == "P0" for request in read(words, Context("王阿姨"), READER).requests)


def sayings(families: dict[str, tuple[str, str]], side: int) -> list[str]:
    """All that tells of these families, or all that only uses their words."""
    return [words for family in families.values() for words in family[side].split(" / ")]


def ringing(heads: str, tail: str) -> dict[str, bool]:
    """Whether each of these heads rings with this tail."""
    words = [head + tail for head in heads.split("|")]
    read = read_many([(each, Context("王阿姨")) for each in words], READER)
    return {
        said: any(asked.service_class == "P0" for asked in each.requests)
        for said, each in zip(words, read, strict=True)
    }
