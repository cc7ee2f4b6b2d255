"""Translations: found by what they say of themselves, whichever came in first, and counted as their original's word."""

import json
from itertools import permutations

import msgspec
import pytest

from dragoman import cli
from dragoman.analysis.side_by_side import Beside, side_by_side
from dragoman.article import Extractor, make_article
from dragoman.compare.origins import origin_of_article
from dragoman.compare.told import sources_of
from dragoman.config import Limits
from dragoman.errors import UsageError
from dragoman.exports.jsonl import jsonl_lines
from dragoman.exports.restore import import_export
from dragoman.ingest import Chain, read_paths, read_translation
from dragoman.records import Article, RawDocument
from dragoman.store.open import open_store
from dragoman.store.read import articles, coded_articles
from dragoman.store.translations import original_of, translated_among, translations_of
from dragoman.store.write import write_article
from tests.article.names import FakePublishers
from tests.sample_record import RUN, code, plain

GERMAN = (
    "Treffen in Lima\n\nDie Außenminister von Peru und Chile haben sich am Dienstag getroffen.\n\nSie einigten sich."
)
ENGLISH = "Meeting in Lima\n\nThe foreign ministers of Peru and Chile met on Tuesday.\n\nThey agreed."
CHAIN = Chain(code=code, run=RUN, limits=Limits())


def original(**fields):
    return plain(GERMAN, **{"source": "in/rede.txt", "url": "https://amt.example/rede", "language": "de", **fields})


def translation(name: str, **fields):
    return plain(ENGLISH, **{"source": "in/speech.txt", "translation_of": name, "translator": "Jane Roe", **fields})


NAMES = ["https://amt.example/rede", "in/rede.txt", "rede.txt", "guid-7", original().article.id,
         original().article.id.removeprefix("article-")]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_original_is_found_by_each_of_its_names_in_either_order(tmp_path, name):
    one, other = original(source_id="guid-7"), translation(name)
    for number, order in enumerate(permutations((one, other))):
        with open_store(tmp_path / f"{number}.db", mode="write") as store:
            for coded in order:
                write_article(store, coded, run=RUN)
            assert original_of(store, other.article) == one.article
            assert translations_of(store, one.article) == (other.article,)
            assert original_of(store, one.article) is None
            (told,) = translated_among(store, [one.article.id, other.article.id])
            assert (told.original, told.language, told.translator) == (one.article.id, "de", "Jane Roe")


@pytest.mark.parametrize("name", ["ede.txt", "other.txt", "https://amt.example/re", "%", "", "in", "article-"])
def test_what_names_nothing_finds_nothing(tmp_path, name):
    with open_store(tmp_path / "r.db", mode="write") as store:
        for coded in (original(), translation(name)):
            write_article(store, coded, run=RUN)
        assert original_of(store, translation(name).article) is None
        assert translations_of(store, original().article) == ()
        (told,) = translated_among(store, [translation(name).article.id])
        assert (told.named, told.original) == (name, None)


def test_an_article_is_never_its_own_translation(tmp_path):
    coded = translation("in/speech.txt")
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, coded, run=RUN)
        assert original_of(store, coded.article) is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_translations_of_one_original_are_of_one_origin(tmp_path, order):
    given = (original(publisher="Amt"), translation("rede.txt", publisher="One"),
             plain(f"{ENGLISH} Today.", source="b.txt", publisher="Two", translation_of="rede.txt"))  # fmt: skip
    with open_store(tmp_path / "r.db", mode="write") as store:
        for number in order:
            write_article(store, given[number], run=RUN)
        found = sources_of(store, [coded.article.id for coded in given])
        assert {origin_of_article(source).name for source in found.values()} == {"Amt"}
        assert len({origin_of_article(source).key for source in found.values()}) == 1
        noted = {row["article"] for row in store.query("SELECT article FROM articles_recounted")}
        late = {given[number].article.id for number in order[: order.index(0)]}
        assert noted == late  # those that were compared before their original was there


def test_fields_of_json_name_an_original(tmp_path):
    lines = [
        {"text": GERMAN, "url": "https://amt.example/rede"},
        {"text": ENGLISH, "translation_of": "https://amt.example/rede", "Translated-By": "Jane Roe"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    with open_store(tmp_path / "r.db", mode="write") as store, Extractor(Limits()) as extractor:

        def coder(raw: RawDocument):
            article = make_article(raw, extractor=extractor, publishers=FakePublishers())
            return msgspec.structs.replace(code(raw), article=article)

        read_paths([str(tmp_path / "a.jsonl")], store=store, chain=Chain(code=coder, run=RUN, limits=Limits()))
        (english,) = [one for one in articles(store) if one.translation_of]
        found = original_of(store, english)
        assert found is not None
        assert (found.language, english.language, english.translator) == ("de", "en", "Jane Roe")


# --- from files --------------------------------------------------------------------------------------------


def coded_as(raw: RawDocument):
    """What the stand-in coder makes of a document, with its fields."""
    coded = code(raw)
    kept = {name: getattr(raw, name) for name in ("publisher", "byline", "translation_of", "translator")}
    return msgspec.structs.replace(coded, article=msgspec.structs.replace(coded.article, **kept))


def test_a_translation_in_a_file_takes_what_it_does_not_say_from_its_original(tmp_path):
    (tmp_path / "rede.json").write_text(json.dumps({"text": GERMAN, "publisher": "Amt", "author": "Max Roe"}))
    (tmp_path / "speech.txt").write_text(ENGLISH)
    chain = Chain(code=coded_as, run=RUN, limits=Limits())
    given = (str(tmp_path / "rede.json"), str(tmp_path / "speech.txt"))
    with open_store(tmp_path / "r.db", mode="write") as store:
        report = read_translation(*given, translator="Jane Roe", store=store, chain=chain)
        assert (report.read, report.failed) == (2, 0)
        (found,) = [one for one in articles(store) if one.translation_of]
        assert (found.publisher, found.byline, found.translator) == ("Amt", "Max Roe", "Jane Roe")
        assert original_of(store, found) is not None
        assert read_translation(*given, translator="Jane Roe", store=store, chain=chain).unchanged == 2


def test_a_file_of_several_documents_is_no_original(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n')
    (tmp_path / "b.txt").write_text(ENGLISH)
    with open_store(tmp_path / "r.db", mode="write") as store:
        for one, other in (("a.jsonl", "b.txt"), ("b.txt", "none.txt"), ("none.txt", "b.txt")):
            with pytest.raises(UsageError, match="one document each"):
                read_translation(str(tmp_path / one), str(tmp_path / other), translator=None, store=store, chain=CHAIN)
        assert list(articles(store)) == []


@pytest.mark.parametrize(
    "arguments",
    [["a", "b", "--translation", "c"], ["--translation", "c"], ["a", "--translator", "Jane"],
     ["a", "--translation", "c", "--warc-paths", "d"]],
)  # fmt: skip
def test_the_command_takes_one_original(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.run(["read", *arguments])
    assert left.value.code == 2
    assert "dragoman read: error:" in capsys.readouterr().err


# --- shown and taken along ---------------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        for coded in (original(), translation("rede.txt")):
            write_article(store, coded, run=RUN)
    return path


def test_show_prints_both_side_by_side(record, capsys):
    assert cli.run(["show", "speech.txt", "--record", str(record)]) == 0
    shown = capsys.readouterr().out
    assert f"A translation by Jane Roe of {original().article.id} (de)" in shown
    assert any("Sie einigten sich." in line and "They agreed." in line for line in shown.splitlines())
    assert cli.run(["show", "rede.txt", "--record", str(record)]) == 0
    assert f"Translated by Jane Roe: {translation('').article.id}" in capsys.readouterr().out


def test_show_gives_both_as_json(record, capsys):
    assert cli.run(["show", "speech.txt", "--record", str(record), "--format", "json"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert fields["article"]["translator"] == "Jane Roe"
    assert fields["original"]["text"] == GERMAN


def test_an_export_tells_it_and_is_taken_back(record, tmp_path):
    out = tmp_path / "out.jsonl"
    with open_store(record) as store:
        for line in map(json.loads, jsonl_lines(coded_articles(store), with_text=False)):
            assert line["article"]["translation_of"] in (None, "rede.txt")
    assert cli.run(["export", "--format", "jsonl", "--with-text", "--out", str(out), "--record", str(record)]) == 0
    with open_store(tmp_path / "again.db", mode="write") as store:
        import_export(store, out)
        found = {article.id: article for article in articles(store)}
        assert found[translation("").article.id].translator == "Jane Roe"
        assert original_of(store, found[translation("").article.id]) == original().article


# --- side by side ------------------------------------------------------------------------------------------


def made(text: str, title: str | None = None) -> Article:
    whole = f"{title}\n{text}" if title else text
    return Article(id="a", source="a", text=whole, title=title, body_start=len(title) + 1 if title else 0)


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        (made("a\nb", "T"), made("c\nd", "U"), [("T", "U"), ("a", "c"), ("b", "d")]),
        (made("a\nwrapped\n\nb"), made("c\n\nd\nwrapped"), [("a wrapped", "c"), ("b", "d wrapped")]),
        (made("a\nb\nc"), made("d\ne"), [("a\nb\nc", "d\ne")]),
        (made("a", "T"), made("b"), [("T", ""), ("a", "b")]),
        (made("a\n\n\n \nb\n"), made("c\nd"), [("a", "c"), ("b", "d")]),
        (made(""), made(""), []),
    ],
)
def test_paragraphs_stand_side_by_side_where_there_are_as_many(one, other, rows):
    assert list(side_by_side(one, other)) == [Beside(*row) for row in rows]
