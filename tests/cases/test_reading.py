"""Cases 23 and 25: long and strange texts take bounded time, and processes agree to the byte."""

import os
import subprocess
import sys
import time

import pytest

from dragoman.citations import check_citations
from dragoman.pipeline import Resources, code_prepared, load_resources
from dragoman.records import Article, CodedArticle
from tests.cases.sizes import full_size

LONG_WORD = LONG_SENTENCE = 50_000
LONG_ARTICLE, FULL_ARTICLE = 30_000, 1_000_000  # the longest reports known have 200,000 characters
SENTENCE_S, ARTICLE_S, FULL_S = 25.0, 30.0, 300.0  # on two busy cores; alone a third of it
STATES = "Norway Chile Peru Kenya Brazil Japan Egypt Ghana".split()


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load_resources()


def coded(text: str, resources: Resources) -> CodedArticle:
    found = code_prepared(Article(id="article-long", source="s", text=text, body_start=0), resources=resources)
    check_citations(found)
    return found


def filled(unit: str, size: int) -> str:
    return unit * (size // len(unit))


SHAPES = {
    "one word": "The minister of Peru met " + "x" * LONG_WORD + " in Oslo.",
    "one sentence": "Peru said that "
    + filled("its minister met the president of Chile and ", LONG_SENTENCE // 2)
    + "left.",
    "no blanks": filled("NorwayandChilemet.", LONG_SENTENCE // 3),
    "long words": filled("incomprehensibilitiesandunconstitutionalities ", LONG_SENTENCE // 2),
    "hyphens": filled("a-", LONG_SENTENCE // 10),
    "clitics": "it" + filled("'s", LONG_SENTENCE),
    "addresses": filled("a.b@", LONG_SENTENCE // 5),
    "points": filled("a.", LONG_SENTENCE),
    "quotation marks": filled("“", LONG_SENTENCE // 5),
    "brackets": filled("(", LONG_SENTENCE // 10),
    "blanks": "Peru" + " " * LONG_SENTENCE + "met Chile.",
    "lines": filled("a\n", LONG_SENTENCE // 5),
    "han": filled("北京会谈", LONG_SENTENCE // 10),
    "invisible": "Peru" + "\u200b" * LONG_SENTENCE + " met Chile.",
    "combining": "Pe" + "\u0301" * LONG_SENTENCE + "ru met Chile.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_case_23_strange_texts_are_coded_in_bounded_time(resources: Resources, shape: str) -> None:
    began = time.monotonic()
    coded(SHAPES[shape], resources)
    assert time.monotonic() - began < SENTENCE_S


def test_case_23_a_sentence_of_50_000_letters_is_read_to_its_end(resources: Resources) -> None:
    """One sentence of eight thousand words: it is coded in parts, and what its last words tell is there."""
    clause = "Norway's foreign minister met the president of Chile in Oslo and "
    text = "Peru said that " + filled(clause, LONG_SENTENCE) + "Kenya signed an agreement with Japan.\n"
    began = time.process_time()  # of a machine that does other things too
    found = coded(text, resources)
    assert time.process_time() - began < SENTENCE_S
    assert max(event.end for event in found.events) > len(text) - 200


def report(size: int) -> str:
    text, number = "Ministers meet again\n\n", 0
    while len(text) < size:
        one, other = STATES[number % 8], STATES[(3 * number + 1) % 8]
        text += f"{one}'s foreign minister met the president of {other} on Tuesday, officials said. "
        text += f"“We will not sign pact {number},” he told reporters.\n\n"
        number += 1
    return text


def test_case_23_a_long_article_is_coded_to_its_end(resources: Resources) -> None:
    text, began = report(LONG_ARTICLE), time.monotonic()
    found = coded(text, resources)
    assert time.monotonic() - began < ARTICLE_S
    assert max(event.end for event in found.events) > len(text) - 200
    assert max(statement.end for statement in found.statements) > len(text) - 200


@full_size
def test_case_23_at_full_size(resources: Resources) -> None:
    began = time.monotonic()
    coded(report(FULL_ARTICLE), resources)
    assert time.monotonic() - began < FULL_S


CODING = """
import sys
sys.path[:0] = {paths!r}
from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.exports.jsonl import jsonl_lines
from dragoman.pipeline import code_article, load_resources
from dragoman.records import RawDocument
resources = load_resources(threads=int(sys.argv[1]))
text = '''Kenya and Tanzania sign trade pact

DODOMA, March 4 -- Kenyan Foreign Minister Jane Doe met her Tanzanian counterpart in Dodoma on Tuesday.
"Our border will stay open," she said. Tanzania praised the pact, which Uganda and Rwanda have condemned.
The African Union, the United Nations and NATO urged both sides to free 12 prisoners next week.
'''
raw = RawDocument(source="a.txt", media="text", content=text, published="2025-03-05")
with Extractor(Limits()) as extractor:
    for line in jsonl_lines([code_article(raw, extractor=extractor, resources=resources)], with_text=True):
        sys.stdout.buffer.write(line)
"""


def test_case_25_hash_seeds_processes_and_threads_give_the_same_bytes() -> None:
    script = CODING.format(paths=[entry for entry in sys.path if entry])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, threads],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        for seed, threads, zone in (("0", "1", "UTC"), ("1", "2", "Asia/Tokyo"), ("4711", "1", "America/Lima"))
    ]
    outputs = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert outputs[0].count(b'"type"') > 1
    assert outputs[0] == outputs[1] == outputs[2]
