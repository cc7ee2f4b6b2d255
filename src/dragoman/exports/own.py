"""Our own layouts in words: they hold status and basis beside every event, so nothing stays out of them."""

from dragoman.exports.csv import EVENT_COLUMNS, FIGURE_COLUMNS, STATEMENT_COLUMNS
from dragoman.exports.layout import Layout, Table

_SAME = "the field of this name (docs/concepts.md)"
_JOINED = "of each of them, joined with '; '"
_SOURCES = {
    **dict.fromkeys(("actors", "recipients", "speakers"), f"names {_JOINED}"),
    **{
        f"{role}_{column}": f"{what} {_JOINED}"
        for role in ("actor", "recipient", "speaker")
        for column, what in (("parties", "party"), ("countries", "state"), ("offices", "office on the day"))
    },
    **dict.fromkeys(("place", "place_country", "place_city", "lat", "lon"), "of the place"),
    **dict.fromkeys(
        ("source", "publisher", "title", "url", "published", "duplicate_of", "translation_of"), "of the article"
    ),
    "article": "id of the article",
}

CSV = Layout(
    name="csv",
    title="CSV for spreadsheets (RFC 4180, UTF-8, CRLF), with header",
    rows="one an event, a statement or a figure; status, basis and stance in their columns",
    tables=tuple(
        Table(
            name=name,
            file=f"{name}.csv",
            header=True,
            missing="",
            columns=tuple((column, _SOURCES.get(column, _SAME)) for column in columns),
        )
        for name, columns in (
            ("events", EVENT_COLUMNS), ("statements", STATEMENT_COLUMNS), ("figures", FIGURE_COLUMNS),
        )
    ),
    rules=(
        "Text that a spreadsheet would run as a formula gets an apostrophe before it, in a list each of its items; "
        "numbers stay numbers.",
        "NUL characters and marks that turn the direction of writing become U+FFFD.",
    ),
    lost=(
        "sectors, kinds, ids and places in the text of who takes part; trigger, cue and further citations",
        "division, precision and GeoNames id of the place",
        "findings and failures; the articles' text",
    ),
)  # fmt: skip
JSONL = Layout(
    name="jsonl",
    title="JSON lines: one object an article, the stable contract (docs/concepts.md)",
    rows="one an article, with its events, statements, figures, findings and failures",
    tables=(
        Table(
            name="articles",
            file="articles.jsonl",
            header=False,
            missing="null",
            columns=(
                ("article", "id, source, title, dates, length and hash of the text; with --with-text the text"),
                ("events", "events with status and basis"),
                ("statements", "statements with stance and act"),
                ("figures", "numbers with what they count"),
                ("findings", "what cannot be right or is disputed"),
                ("failures", "parts of the article that could not be used"),
                ("record", "only with --with-text: all of it as the record has it, for `dragoman import`"),
            ),
        ),
    ),
    rules=("Text is written as it is: JSON escapes what needs it.",),
    lost=(
        "without --with-text: the text, what decided each coding, who is meant by each mention; such a file cannot be "
        "imported, for no citation can be checked",
        "with --with-text: nothing",
    ),
)
PARQUET = Layout(
    name="parquet",
    title="Parquet by month of publication: articles, events, statements and figures, with a manifest",
    rows="one an article, event, statement or figure; columns are the keys of the JSON contract",
    tables=tuple(
        Table(name=name, file=f"{name}/YYYY-MM.parquet", header=True, missing="null", columns=columns)
        for name, columns in (
            ("articles", (("...", "keys of article; with --with-text also text, and record for `dragoman import`"),)),
            ("events", (("article", "id of the article"), ("...", "keys of an event"))),
            ("statements", (("article", "id of the article"), ("...", "keys of a statement"))),
            ("figures", (("article", "id of the article"), ("...", "keys of a figure"))),
        )
    ),
    rules=("Days are dates, participants lists of structures. What has no date of publication is undated.parquet.",),
    lost=(
        "findings and failures, but in record with --with-text",
        "without --with-text: the text, what decided each coding, who is meant by each mention",
    ),
)
