"""Hand-built sentences for tests: one token a line, ``form lemma UPOS head deprel [feats]``, no model loaded."""

from dragoman.records import Name, Reading, Sentence, Token


def sentences(*blocks: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text of the blocks, words parted by one blank and sentences by a newline, and the sentences."""
    text, built = "", []
    for block in blocks:
        start, tokens = len(text), []
        for number, line in enumerate(block.strip().split("\n"), start=1):
            form, lemma, upos, head, deprel, *feats = line.split()
            if tokens:
                text += " "
            tokens.append(
                Token(
                    id=number,
                    form=form,
                    start=len(text),
                    end=len(text) + len(form),
                    lemma=lemma,
                    upos=upos,
                    feats=feats[0] if feats else "_",
                    head=int(head),
                    deprel=deprel,
                )
            )
            text += form
        built.append(Sentence(start=start, end=len(text), text=text[start:], tokens=tuple(tokens)))
        text += "\n"
    return text, tuple(built)


def reading(*blocks: str, names: tuple[Name, ...] = ()) -> tuple[str, Reading]:
    """The text and a reading of it with the names given."""
    text, built = sentences(*blocks)
    return text, Reading(sentences=built, names=names, model="by hand")


def name(sentence: int, first: int, last: int, kind: str) -> Name:
    """A name the reader would have tagged."""
    return Name(sentence=sentence, first=first, last=last, kind=kind, probability=0.99)  # type: ignore[arg-type]
