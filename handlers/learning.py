"""Training the reader's model from the corpus, labelled files and workers' corrections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from config.corpus import LABELLED, lexicon_utterances, load_corpus, load_labelled, load_registers, things
from config.lexicon import load_lexicon, load_reader, save_weights
from rules.corpus import Utterance, in_registers, spoken
from rules.deciding import DANGERS, KINDS
from rules.lexicon import Lexicon
from rules.marks import marks
from rules.model import Model, Sheet
from rules.parsing import Context, Reader, read_many
from rules.training import Example, Plan, fit
from rules.wording import Dialect, narrow, plain

PLAN = Plan(cost=2.0)
_COPIES, _FILLINGS, _SEED = 2, 5, 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """Turns utterances into examples with the words of one lexicon."""

    lexicon: Lexicon
    dialect: Dialect

    def example(self, said: Utterance) -> Example:
        """Matters are learnt from messages that tell one: of all others nothing is said about them."""
        standard = self.dialect.standard(narrow(said.text))
        own = marks(self.lexicon.words.find(standard), len(standard), said.role)
        heads = (said.kind, *said.matters, *((f"!{said.danger}",) if said.danger else ()))
        silent = () if said.matters else tuple(self.lexicon.matters)
        return Example(plain(standard), own, heads, said.weight, silent)


def train(out: Path, labelled: Sequence[Path] = LABELLED, policy_dir: Path | None = None) -> Sheet:
    """Learns from the corpus and `labelled` JSON-lines files, writes the weights to `out` and returns them."""
    lexicon = load_lexicon(policy_dir)
    extra = [said for path in labelled for said in load_labelled(path, lexicon)]
    sheet = learn(lexicon, load_corpus(), extra)
    save_weights(sheet, out)
    return sheet


def learn(lexicon: Lexicon, corpus: Sequence[Utterance], extra: Sequence[Utterance] = (), plan: Plan = PLAN) -> Sheet:
    """The weights learnt from a corpus in all its registers and from `extra` utterances as they are."""
    lesson = Lesson(lexicon, Dialect(lexicon.dialect))
    registers = load_registers(list(corpus))
    real = [said for said in corpus if said.weight < 1]
    own = [said for said in corpus if said.weight >= 1 and said.kind != "aside"]
    filled = spoken(own, things(lexicon), registers, _FILLINGS, _SEED)
    every = [*in_registers(filled, registers, _COPIES, _SEED), *in_registers(extra, registers, 1, _SEED), *real]
    every += lexicon_utterances(lexicon)
    heads = (*KINDS, *lexicon.matters, *(f"!{name}" for name in DANGERS))
    return fit([lesson.example(said) for said in every], heads, plan)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many held-back corrections each model reads right, and whether the new one was kept."""

    held_back: int
    present: int
    fresh: int
    replaced: bool

    def __str__(self) -> str:
        done = "replaced" if self.replaced else "kept as it was"
        return f"held back {self.held_back}: present {self.present} right, new {self.fresh} right; model {done}"


def retrain(
    corrections: Path, out: Path, labelled: Sequence[Path] = LABELLED, policy_dir: Path | None = None
) -> Verdict:
    """Learns from workers' corrections (JSON lines like the labelled sets) and keeps the new weights only if better.

    Every third correction is held back and judges both models. Raises ValueError naming a broken line.
    """
    lexicon = load_lexicon(policy_dir)
    told = load_labelled(corrections, lexicon)
    learnt = [said for number, said in enumerate(told) if number % 3 != 2]
    judged = [said for number, said in enumerate(told) if number % 3 == 2]
    extra = [said for path in labelled for said in load_labelled(path, lexicon)]
    sheet = learn(lexicon, load_corpus(), [*extra, *learnt])
    present = load_reader(policy_dir)
    before, after = _right(present, judged), _right(replace(present, model=Model(sheet)), judged)
    if after > before:
        save_weights(sheet, out)
    return Verdict(len(judged), before, after, after > before)


def _right(reader: Reader, judged: Sequence[Utterance]) -> int:
    """How many are read as the right kind, with the right matters."""
    readings = read_many([(said.text, Context()) for said in judged], reader)
    return sum(
        reading.kind == said.kind and {request.matter for request in reading.requests} == set(said.matters)
        for reading, said in zip(readings, judged, strict=True)
    )
