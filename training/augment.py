"""Changes to treebank sentences that make them look like news as it is printed.

The treebanks have straight quotes, pointed abbreviations and one sentence after another; papers have curly quotes,
"Mr" without its point, datelines, hard line ends, headlines without a full stop. Every function takes a chunk (a list
of sentences) and a random generator and returns a new chunk; annotation stays right by construction.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from dragoman.language.shapes import GAP_BLANK, GAP_LINE, GAP_NONE, GAP_PARAGRAPH
from training.clauses import according, graft
from training.data import Sentence, Word
from training.names import byline, dateline, swap, title

Chunk = list[Sentence]

CURLY, TEX = 0.4, 0.05  # share of chunks whose quotes are changed
POINTLESS = 0.5  # share of titles that lose their point
POINTED_TITLES = {"Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Sen.", "Col.", "Lt.", "Rep.", "Gov.", "Prof.", "St."}
LINES = 0.25  # share of chunks in which some sentence starts a line
WRAPPED = 0.08  # share of chunks wrapped at a column
HEADLINE = 0.05  # share of sentences that become a headline: no full stop, a line of their own
RUN_IN = 0.04  # of sentences: the full stop is lost and nothing else marks the end
GLUED = 0.02  # of sentences: no blank after the full stop
CAPITALS, TITLED, LEAD = 0.015, 0.02, 0.03  # of sentences: all capitals, Title Case, capital first words
DATELINE, BYLINE = 0.07, 0.05  # of chunks


def _each(chunk: Chunk, change: Callable[[Word], Word]) -> Chunk:
    return [Sentence([change(w) for w in s.words], s.sent_id) for s in chunk]


def quotes(chunk: Chunk, rng: random.Random) -> Chunk:
    """Straight quotes as curly or TeX ones, by turns open and closed; apostrophes curly."""
    draw = rng.random()
    if draw >= CURLY + TEX:
        return chunk
    pair = ("“", "”") if draw < CURLY else ("``", "''")
    opened = False

    def change(word: Word) -> Word:
        nonlocal opened
        if word.form == '"':
            opened = not opened
            return replace(word, form=pair[0] if opened else pair[1])
        if draw < CURLY and "'" in word.form and word.form != "''":
            return replace(word, form=word.form.replace("'", "’"))
        return word

    return _each(chunk, change)


def titles(chunk: Chunk, rng: random.Random) -> Chunk:
    """ "Mr." as "Mr"."""
    return _each(
        chunk, lambda w: replace(w, form=w.form[:-1]) if w.form in POINTED_TITLES and rng.random() < POINTLESS else w
    )


def lines(chunk: Chunk, rng: random.Random) -> Chunk:
    """Line ends before sentences, and texts wrapped at 60 to 80 columns."""
    if rng.random() < LINES:
        gap = rng.choice((GAP_LINE, GAP_PARAGRAPH))
        chunk = [_start(s, gap) if rng.random() < 0.5 else s for s in chunk]
    if rng.random() >= WRAPPED:
        return chunk
    width, column = rng.randint(60, 80), 0

    def wrap(word: Word) -> Word:
        nonlocal column
        column += len(word.form) + (word.gap != GAP_NONE)
        if column > width and word.gap == GAP_BLANK:
            column = len(word.form)
            return replace(word, gap=GAP_LINE)
        return word

    return _each(chunk, wrap)


def _start(sentence: Sentence, gap: int) -> Sentence:
    return Sentence([replace(sentence.words[0], gap=gap), *sentence.words[1:]], sentence.sent_id)


def _without_stop(sentence: Sentence) -> Sentence | None:
    words = sentence.words
    if len(words) < 3 or words[-1].form != "." or any(w.head == len(words) for w in words):
        return None
    return Sentence(words[:-1], sentence.sent_id)


def _title_case(sentence: Sentence) -> Sentence:
    """Every longer word with a capital, as some papers print headlines."""
    words = [
        replace(w, form=w.form.capitalize()) if w.form.islower() and len(w.form) > 3 else w for w in sentence.words
    ]
    return Sentence(words, sentence.sent_id)


def ends(chunk: Chunk, rng: random.Random) -> Chunk:
    """Headlines, run-in headlines, and full stops with no blank after them."""
    out = list(chunk)
    for i, sentence in enumerate(out):
        draw = rng.random()
        shorter = _without_stop(sentence)
        following = out[i + 1] if i + 1 < len(out) else None
        if draw < HEADLINE and shorter:
            out[i] = _start(shorter, GAP_PARAGRAPH)
            if following:
                out[i + 1] = _start(following, rng.choice((GAP_LINE, GAP_PARAGRAPH)))
        elif draw < HEADLINE + RUN_IN and shorter and len(shorter.words) < 20:
            out[i] = _title_case(shorter) if rng.random() < 0.5 else shorter
        elif draw < HEADLINE + RUN_IN + GLUED and following and sentence.words[-1].form in ".?!”":
            out[i + 1] = _start(following, GAP_NONE)
    return out


def capitals(chunk: Chunk, rng: random.Random) -> Chunk:
    """Sentences in capitals, in Title Case, or with their first words in capitals."""
    out: Chunk = []
    for sentence in chunk:
        draw = rng.random()
        words = sentence.words
        if draw < CAPITALS:
            words = [replace(w, form=w.form.upper()) for w in words]
        elif draw < CAPITALS + TITLED and len(words) < 25:
            words = _title_case(sentence).words
        elif draw < CAPITALS + TITLED + LEAD:
            lead = rng.randint(1, 4)
            words = [replace(w, form=w.form.upper()) for w in words[:lead]] + words[lead:]
        out.append(Sentence(words, sentence.sent_id))
    return out


def sentences(chunk: Chunk, rng: random.Random, pool: list[list[Word]]) -> Chunk:
    """Other names, titles, second that-clauses, fronted sources: changes inside a sentence."""
    return [according(graft(title(swap(s, rng), rng), pool, rng), rng) for s in chunk]


def datelines(chunk: Chunk, rng: random.Random) -> Chunk:
    """A dateline before the chunk's first or second sentence, a byline before all."""
    if rng.random() < DATELINE:
        at = int(len(chunk) > 1 and rng.random() < 0.4)
        line = dateline(rng)
        line = _start(line, rng.choice((GAP_BLANK, GAP_LINE))) if at else line
        chunk = [*chunk[:at], line, _start(chunk[at], GAP_BLANK), *chunk[at + 1 :]]
    if rng.random() < BYLINE:
        gap = rng.choice((GAP_BLANK, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH))
        chunk = [byline(rng), _start(chunk[0], gap), *chunk[1:]]
    return chunk


def augment(chunk: Chunk, rng: random.Random, pool: list[list[Word]]) -> Chunk:
    """All changes, each by its own share; ``pool`` has the that-clauses that ``clauses.graft`` adds."""
    chunk = sentences(chunk, rng, pool)
    for change in (titles, ends, quotes, lines, capitals, datelines):
        chunk = change(chunk, rng)
    return chunk
