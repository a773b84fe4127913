"""What the numbers of a policy make impossible, said all at once."""


def refuse(*checks: tuple[bool, str]) -> None:
    """Raises ValueError with the words of every check that is so."""
    wrong = [words for so, words in checks if so]
    if wrong:
        raise ValueError(*wrong)
