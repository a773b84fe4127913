"""Whether words ring: what a resident writes, read alone."""

from config.lexicon import load_reader
from rules.parsing import Context, read

READER = load_reader()


def urgent(words: str) -> bool:
    """Whether a life is in danger by these words."""
    return any(request.service_class == "P0" for request in read(words, Context("王阿姨"), READER).requests)


def sayings(families: dict[str, tuple[str, str]], side: int) -> list[str]:
    """All that tells of these families, or all that only uses their words."""
    return [words for family in families.values() for words in family[side].split(" / ")]
