"""A record in which things are told twice, differ, are promised and reviewed; and one whose every word is hostile."""

from datetime import date
from pathlib import Path

from dragoman.compare.current import bring_up_to_date
from dragoman.partial_date import PartialDate
from dragoman.records import Participant
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.dispatches import dispatch, handed_over, promised
from tests.compare.reports import person, report
from tests.sample_record import RUN
from tests.web.records import EVIL, hostile, write


def across(path: Path) -> Path:
    """Two outlets tell one meeting with other numbers; Norway promises Chile trawlers, and hands them over."""
    again = "Peru met Ecuador in Quito, where envoys spoke of fishing and of the frontier"
    fire = "Guns of Peru shelled Ecuador again, and 15 people were killed near the river"
    meeting = "Peru met Ecuador in Lima for talks on the border"
    counted = {"counted_on": date(2020, 3, 1), "counted_from": "event", "quad": 1}
    shelled = {"counted_on": date(2020, 4, 1), "counted_from": "event"}
    with open_store(path, mode="write") as store:
        for coded in (
            report(meeting, "met", by="Post", city="Lima", confidence=0.4, **counted),
            report(again, "met", by="Courier", city="Quito",
                   confidence=0.6, **counted),
            report("Peru shelled Ecuador and killed 12 people", "shelled", by="Post", type="ASSAULT", quad=4,
                   when="2020-04-01", dead="12", confidence=0.5, **shelled),
            report(fire, "shelled", by="Courier", type="ASSAULT", quad=4,
                   when="2020-04-01", dead="15", confidence=0.7, **shelled),
            report("Peru will meet Ecuador", "meet", by="Herald", when="2020-03-09", status="planned", confidence=0.3,
                   said_by=person("Ana Paz", "PER")),
            promised().coded(), handed_over().coded(),
            dispatch("Norway denied on Monday that it had seized trawlers.", on="2019-04-12").said(
                "it had seized trawlers", "NOR", stance="denies", topics=("environment.fisheries",),
                said=PartialDate.parse("2019-04-12"),
            ).coded(),
            dispatch("Chile said that Norway had seized twelve trawlers.", on="2019-04-11").said(
                "Norway had seized twelve trawlers", "CHL", topics=("environment.fisheries",),
                said=PartialDate.parse("2019-04-11"),
            ).coded(),
        ):  # fmt: skip
            write_article(store, coded, run=RUN)
        bring_up_to_date(store)
    return path


def hostile_across(path: Path) -> Path:
    """The hostile article, and one that tells the same with a promise, so that every list across articles has a row."""
    evil = Participant(id=f"person-{EVIL}", name=EVIL, kind="person", party=EVIL, country="NOR", office=EVIL)
    words = f"Chile promised {EVIL} to meet by the end of May"
    write(path, hostile())
    told = dispatch(f"{words}.", on="2019-04-10", publisher=f"Other {EVIL}", title=EVIL, source=f"b/{EVIL}")
    told.event(words, "promised", "AGREE", "CHL", "NOR", when="2019-04-09", asserted_by=EVIL, basis="attributed",
               recipients=(evil,))  # fmt: skip
    told.said(f"{EVIL} to meet", evil, topics=(EVIL,), said=PartialDate.parse("2019-04-09"))
    with open_store(path, mode="write") as store:
        write_article(store, told.coded(), run=RUN)
        bring_up_to_date(store)
    return path


def addresses_across(path: Path) -> list[str]:
    """One address of every page across articles, with what this record has in it."""
    with open_store(path) as store:
        event = store.first("SELECT id, article FROM events ORDER BY id")
        happening = store.first("SELECT id FROM happenings ORDER BY tellings DESC, id")
        line = store.first("SELECT id FROM ledger WHERE id IN (SELECT line FROM ledger_candidates) OR 1 ORDER BY id")
        assert event is not None
        differing = store.first("SELECT id FROM disagreements ORDER BY id")
        other = store.first("SELECT id FROM articles WHERE id <> ?", (event["article"],))
        pair = store.first("SELECT party, other FROM pair_days WHERE other <> '' ORDER BY party = 'NOR', party")
    assert happening is not None
    assert line is not None
    assert other is not None
    assert pair is not None
    from urllib.parse import quote

    one, two = quote(pair["party"], safe=""), quote(pair["other"], safe="")
    alone = [f"/disagreements/{differing['id']}"] if differing else []
    return [
        *alone, "/review", "/review?kind=statement", f"/review/{event['id']}", "/review/decisions",
        f"/review/add?article={event['article']}", f"/review/add?article={event['article']}&kind=statement",
        "/happenings", "/happenings?tellings=2", f"/happenings/{happening['id']}", "/disagreements", "/readouts",
        f"/readouts/{event['article']}/{other['id']}", "/promises", f"/promises/{line['id']}", "/topics",
        "/topics/environment.fisheries", "/positions", f"/positions?party={one}&other={two}", "/network", "/watch",
        "/network?by=year", "/changes", f"/pairs/{one}/{two}/series?by=year",
        f"/pairs/{one}/{two}/series?of=type", f"/pairs/{one}/{two}/series?of=status", f"/pairs/{one}/{two}",
        f"/parties/{one}",
    ]  # fmt: skip


LISTED_ACROSS = (
    "/review", "/happenings", "/disagreements", "/promises", "/changes", "/pairs/PER/ECU/series", "/readouts",
    "/topics/environment.fisheries",
)  # fmt: skip
