"""How much talk that asks for nothing is met with silence: `python -m tests.bench.silence FILE...`.

Files are JSON lines with `text`, or XML with `text` elements as the NUS SMS Corpus has them (kite1988/nus-sms-corpus
on GitHub: real text messages, none of which is in this repository or was learnt from).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import iterparse

from config.lexicon import load_reader
from rules.parsing import Context, Reader, read_many

TOGETHER = 256


def texts(path: Path) -> Iterator[str]:
    if path.suffix == ".xml":
        return (element.text or "" for _, element in iterparse(path) if element.tag == "text")
    return (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def told(path: Path, reader: Reader) -> str:
    """Of how many messages nothing is asked, and how many of the others would first be asked about or are dangers."""
    said = list(texts(path))
    read = [
        reading
        for first in range(0, len(said), TOGETHER)
        for reading in read_many([(text, Context()) for text in said[first : first + TOGETHER]], reader)
    ]
    heard = [reading for reading in read if reading.requests]
    asked = sum(reading.doubtful for reading in heard)
    dangers = sum(any(request.danger for request in reading.requests) for reading in heard)
    silent = 1 - len(heard) / len(said)
    return (
        f"{path.name}: {silent:.4f} of {len(said):,} met with silence; {asked} asked about, {dangers} taken for danger"
    )


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(told(Path(name), load_reader()))
