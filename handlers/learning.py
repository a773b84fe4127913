"""Training the reader's model from the corpus and labelled files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.corpus import LABELLED, lexicon_utterances, load_corpus, load_labelled, load_registers, things
from config.lexicon import load_lexicon, save_weights
from rules.corpus import Utterance, in_registers, spoken
from rules.deciding import DANGERS, KINDS, OTHER
from rules.lexicon import Lexicon
from rules.marks import marks
from rules.model import SUBJECT, Sheet
from rules.training import Example, Plan, fit
from rules.wording import Dialect, narrow, plain

PLAN = Plan()
_COPIES, _FILLINGS, _SEED = 3, 5, 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """Turns utterances into examples with the words of one lexicon."""

    lexicon: Lexicon
    dialect: Dialect

    def example(self, said: Utterance) -> Example:
        """Matters are learnt from requests, subjects from days as well: elsewhere nothing is said of them."""
        standard = self.dialect.standard(narrow(said.text))
        _, shown = self.lexicon.words.find(standard)
        own = marks(self.lexicon.words, shown, len(standard), said.role)
        subjects = said.matters if said.subjects is None else said.subjects
        heads = (said.kind, *said.matters, *((f"!{said.danger}",) if said.danger else ()), *_about(subjects))
        silent = () if said.matters else tuple(self.lexicon.matters)
        if said.subjects is None and not said.matters:
            silent += _about(self.lexicon.matters)
        return Example(plain(standard), own, heads, said.weight, silent)


def _about(matters: Iterable[str]) -> tuple[str, ...]:
    return tuple(SUBJECT + matter for matter in matters)


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
    heads = (*KINDS, *lexicon.matters, *(f"!{name}" for name in (*DANGERS, OTHER)), *_about(lexicon.matters))
    return fit([lesson.example(said) for said in every], heads, plan)
