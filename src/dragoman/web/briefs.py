"""A selection of lines as a cited brief: Markdown, Word and BibTeX; every line with its words and where they stand."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple

from dragoman.web.brief_charts import BriefChart
from dragoman.web.drawings import png
from dragoman.web.queries.slices import Fields
from dragoman.web.render import safe_url, shown
from dragoman.web.terms import NOTICE
from dragoman.web.wording import TYPE_WORDS, status_words

_CHART_CM = 16.0  # the width of the text on A4 and Letter
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~])")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


class Entry(NamedTuple):
    """One line of a brief."""

    number: int  # of its source in the list
    date: str
    who: str
    what: str  # what is said of it: type, stance, status, basis
    words: str
    place: str  # where the words stand in the article


class Brief(NamedTuple):
    """A title, lines by day, and the articles they were read from."""

    title: str
    entries: list[Entry]
    sources: list[Fields]
    chart: BriefChart | None = None


def brief_of(lines: Sequence[Fields], title: str, drawn: BriefChart | None = None) -> Brief:
    """A brief of lines; they stand by day, undated ones last."""
    ordered = sorted(lines, key=lambda line: (line["date"] is None, line["date"] or "", line["start"]))
    sources = list({line["article"]["id"]: line["article"] for line in ordered}.values())
    numbers = {article["id"]: number for number, article in enumerate(sources, start=1)}
    entries = [_entry(line, numbers[line["article"]["id"]]) for line in ordered]
    return Brief(title or "Brief", entries, sources, drawn)


def _entry(line: Fields, number: int) -> Entry:
    return Entry(
        number, day_of(line), _who(line), _what(line), " ".join(shown(line["text"]).split()),
        f"characters {line['start']}–{line['end']}",
    )  # fmt: skip


def day_of(line: Fields) -> str:
    """When a line says it was, as sharply as it says so."""
    first, last = line["date"], line.get("date_end")
    if first is None:
        return "undated"
    if line.get("date_precision") in ("month", "year") and last:
        return str(first)[: 7 if line["date_precision"] == "month" else 4]
    return f"{first} to {last}" if last else str(first)


def _who(line: Fields) -> str:
    if line["line"] == "statement":
        return ", ".join(map(_named, line["speakers"])) or "nobody named"
    sides = [", ".join(map(_named, line[side])) for side in ("actors", "recipients")]
    return " → ".join(side for side in (sides[0] or "nobody named", sides[1]) if side)


def _named(who: Fields) -> str:
    of = f" ({who['party']})" if who["party"] and who["party"] != who["name"] else ""
    office = f", {who['office']}" if who["office"] else ""
    return f"{shown(who['name'])}{office}{of}"


def _what(line: Fields) -> str:
    if line["line"] == "statement":
        return f"{line['stance']}, {line['act']}, {line['kind']} speech"
    said = "; ".join(status_words(line))
    return f"{TYPE_WORDS[line['type']]}" + (f" — {said.upper()}" if said else "")


# --- Markdown ----------------------------------------------------------------------------------------------


def markdown(brief: Brief, *, picture: str | None = None) -> str:
    """The brief as Markdown; nothing in others' words acts as markup. ``picture``: the file of the chart beside it."""
    lines = [f"# {_md(brief.title)}", "", f"*{NOTICE}*", ""]
    for entry in brief.entries:
        lines += [f"**{_md(entry.date)}** {_md(entry.who)}: {_md(entry.what)}", ""]
        lines += [f"> “{_md(entry.words)}” [{entry.number}], {entry.place}", ""]
    if brief.chart:
        lines += _md_chart(brief.chart, picture)
    lines += ["## Sources", ""]
    for number, article in enumerate(brief.sources, start=1):
        lines.append(f"{number}. {_md(source_text(article))}" + _md_link(article))
    return "\n".join(lines) + "\n"


def _md_chart(found: BriefChart, picture: str | None) -> list[str]:
    lines = [f"## {_md(found.title)}", ""]
    if picture:
        lines += [f"![{_md(found.title)}]({picture})", ""]
    lines += [f"| {' | '.join(map(_md, found.head))} |", "|---" + "|--:" * (len(found.head) - 1) + "|"]
    lines += [f"| {' | '.join(_md(str(cell)) for cell in row)} |" for row in found.rows]
    return [*lines, "", _md(found.caption), ""]


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", shown(text).replace("\n", " "))


def _md_link(article: Fields) -> str:
    url = safe_url(article["url"])
    return f" <{url.replace('>', '%3E').replace(' ', '%20')}>" if url else ""


def source_text(article: Fields) -> str:
    """An article as a list of sources names it."""
    parts = [shown(article["publisher"] or "publisher not known"), f"“{shown(article['title'] or 'untitled')}”"]
    parts.append(shown(article["published"] or "not dated"))
    return ", ".join(parts) + f". {article['id']}"


# --- BibTeX ------------------------------------------------------------------------------------------------


def folder(brief: Brief) -> bytes:
    """The brief as a zip: Markdown with the chart beside it as SVG and PNG, and BibTeX."""
    files: dict[str, str | bytes] = {
        "brief.md": markdown(brief, picture="chart.svg" if brief.chart else None), "sources.bib": bibtex(brief),
    }  # fmt: skip
    if brief.chart:
        files |= {"chart.svg": brief.chart.svg, "chart.png": png(brief.chart.svg)}
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as pack:
        for name, content in files.items():
            pack.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def bibtex(brief: Brief) -> str:
    """The sources as BibTeX."""
    return "\n".join(_bib(article) for article in brief.sources)


def _bib(article: Fields) -> str:
    fields = {
        "title": article["title"] or "Untitled",
        "author": article["byline"],
        "organization": article["publisher"],
        "date": article["published"],
        "year": (article["published"] or "")[:4] or None,
        "url": safe_url(article["url"]),
        "note": f"Record id {article['id']}",
    }
    body = ",\n".join(f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value)
    return f"@misc{{{article['id']},\n{body}\n}}\n"


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(char, char) for char in " ".join(shown(text).split()))


# --- Word --------------------------------------------------------------------------------------------------


def word(brief: Brief) -> bytes:
    """The brief as a Word document."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = xml_text(brief.title)
    document.core_properties.author = ""
    document.add_heading(xml_text(brief.title), level=1)
    document.add_paragraph().add_run(NOTICE).italic = True
    for entry in brief.entries:
        head = document.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(f"{entry.date}  ").bold = True
        head.add_run(f"{xml_text(entry.who)}: {xml_text(entry.what)}")
        quoted = document.add_paragraph(f"“{xml_text(entry.words)}” ", style="Quote")
        quoted.add_run(f"[{entry.number}], {entry.place}").italic = False
    if brief.chart:
        _word_chart(document, brief.chart)
    document.add_heading("Sources", level=2)
    for number, article in enumerate(brief.sources, start=1):
        url = safe_url(article["url"])
        document.add_paragraph(f"{number}. {xml_text(source_text(article))}" + (f" {xml_text(url)}" if url else ""))
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def _word_chart(document: Any, found: BriefChart) -> None:
    from docx.shared import Cm

    document.add_heading(xml_text(found.title), level=2)
    picture = document.add_picture(io.BytesIO(png(found.svg)), width=Cm(_CHART_CM))
    properties = picture._inline.docPr  # what a screen reader says of it has no other way in
    properties.set("descr", xml_text(f"{found.title}; the table has the numbers"))
    table = document.add_table(rows=1, cols=len(found.head), style="Light List")
    written: list[Sequence[object]] = [found.head, *found.rows]
    for number, row in enumerate(written):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = xml_text(value)
    document.add_paragraph().add_run(xml_text(found.caption)).italic = True


def xml_text(text: object) -> str:
    """Text that XML can hold: no control characters, no half of a pair."""
    plain = shown(text)
    return "".join(
        char
        for char in plain
        if char in "\t\n" or (" " <= char < "\ud800") or ("\ue000" <= char <= "\ufffd") or char > "\uffff"
    )
