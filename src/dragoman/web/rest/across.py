"""The API across articles: happenings, positions, promises, disagreements; and decisions, read and written."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec import to_builtins
from starlette.requests import Request
from starlette.responses import Response

from dragoman.compare.promise_decisions import decisions_of
from dragoman.store.revisions import history
from dragoman.web.asks_across import (
    DecisionsAsked,
    DisagreementsAsked,
    HappeningsAsked,
    MapAsked,
    PositionsAsked,
    PromisesAsked,
    QueueAsked,
    SeriesAsked,
)
from dragoman.web.decisions import Wanted, decided
from dragoman.web.decisions_across import HappeningWanted, PromiseWanted, Seen, decided_happening, decided_promise
from dragoman.web.pages import across as pages
from dragoman.web.pages import measured
from dragoman.web.pages.world import events_of
from dragoman.web.queries import across, ledger, review
from dragoman.web.queries.places import places
from dragoman.web.queries.slices import Slice
from dragoman.web.render import as_json
from dragoman.web.rest.answers import PREFIX, Name, as_page, as_rows, coded, kept
from dragoman.web.rest.models import Decision, Fault, HappeningDecision, One, PromiseDecision, Rows
from dragoman.web.signing_in import decider
from dragoman.web.terms import NOTICE, Terms

router = APIRouter(prefix=PREFIX)
_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Fault, "description": "somebody revised the line first; the error holds both versions"}
}


@router.get("/happenings", response_model=Rows, summary="Happenings by day")
def list_happenings(request: Request, ask: Annotated[HappeningsAsked, Query()]) -> Response:
    """Each thing once, with the telling that leads and the independent origins of its tellings."""
    return as_rows(request, lambda it: across.list_happenings(it.store, coded(it, ask)))


@router.get("/happenings/{happening}", response_model=One, summary="One happening")
def one_happening(request: Request, happening: Name) -> Response:
    """Its tellings by origin, what they agree and differ on, why they are one, what was decided."""
    return as_page(request, pages.happening_page)


@router.post(
    "/happenings/{happening}/decisions", response_model=One, status_code=201, summary="Join or split happenings",
    responses=_CONFLICT,
)  # fmt: skip
def decide_happening(request: Request, happening: Name, given: HappeningDecision) -> Response:
    """Join it with another, or split tellings off; `happening` of the answer is what is left of it."""
    seen = Seen(given.seen) if "seen" in given.model_fields_set else None
    wanted = HappeningWanted(given.action, happening, given.other, tuple(given.events), given.why, seen)
    there = decided_happening(request.app.state.terms.record, decider(request, given.by), wanted)
    return as_json({"notice": NOTICE, "happening": there}, status=201)


@router.post(
    "/promises/{line}/decisions", response_model=One, status_code=201, summary="Confirm or refuse what followed",
    responses=_CONFLICT,
)  # fmt: skip
def decide_promise(request: Request, line: Name, given: PromiseDecision) -> Response:
    """Say whether a candidate followed from a line of the ledger; the answer has all decisions on the line."""
    seen = Seen(given.seen) if "seen" in given.model_fields_set else None
    wanted = PromiseWanted(line, given.candidate, given.verdict, given.why, seen)
    there = decided_promise(request.app.state.terms.record, decider(request, given.by), wanted)
    with request.app.state.desk.store() as store:
        made = decisions_of(store, [there]).get(there, ())
    return as_json({"notice": NOTICE, "line": there, "decisions": [to_builtins(one) for one in made]}, status=201)


@router.get("/places", response_model=Rows, summary="Happenings by place")
def list_places(request: Request, ask: Annotated[MapAsked, Query()]) -> Response:
    """Places of the latest 5,000 events that fit, those with most happenings first; what counts unless asked."""
    return as_rows(request, lambda it: Slice(places(it.store, events_of(coded(it, ask))).places[: ask.limit], None))


@router.get("/disagreements/{disagreement}", response_model=One, summary="One disagreement")
def one_disagreement(request: Request, disagreement: Name) -> Response:
    """With every account of it."""
    return as_page(request, pages.disagreement_page)


@router.get("/disagreements", response_model=Rows, summary="Disagreements by day")
def list_disagreements(request: Request, ask: Annotated[DisagreementsAsked, Query()]) -> Response:
    """Where accounts differ, each account quoted; none is called right."""
    return as_rows(request, lambda it: across.list_disagreements(it.store, coded(it, ask)))


@router.get("/promises", response_model=Rows, summary="The ledger of promises as of a day")
def list_promises(request: Request, ask: Annotated[PromisesAsked, Query()]) -> Response:
    """Promises, demands, threats and plans by the day they are due, with what may have followed."""
    return as_rows(request, lambda it: ledger.list_promises(it.store, coded(it, ask)))


@router.get("/promises/{line}", response_model=One, summary="One line of the ledger")
def one_promise(request: Request, line: Name) -> Response:
    """With all that may have followed, and what was decided."""
    return as_page(request, pages.promise_page)


@router.get("/positions", response_model=One, summary="Positions side by side")
def positions(request: Request, ask: Annotated[PositionsAsked, Query()]) -> Response:
    """What two parties, or one in two stretches of time, said on a topic."""
    return kept(request, lambda it: {"notice": NOTICE, **ledger.compare_positions(it.store, coded(it, ask))})


@router.get("/pairs/{one}/{other}/series", response_model=One, summary="A pair's counts and scores by period")
def series(request: Request, one: Name, other: Name, ask: Annotated[SeriesAsked, Query()]) -> Response:
    """Every period is there, with the articles read from it."""
    return as_page(request, measured.series_page)


@router.get("/queue", response_model=Rows, summary="Lines to review")
def queue(request: Request, ask: Annotated[QueueAsked, Query()]) -> Response:
    """Lines that nobody has decided on, the least confidence first; `seen` is what a decision must give."""
    return as_rows(request, lambda it: review.list_queue(it.store, coded(it, ask)))


@router.get("/reviews", response_model=Rows, summary="Decisions, the latest first")
def list_reviews(request: Request, ask: Annotated[DecisionsAsked, Query()]) -> Response:
    """Who decided what, when and why."""
    return as_rows(request, lambda it: review.list_decisions(it.store, ask))


@router.get("/reviews/{line}", response_model=One, summary="What was decided on a line")
def line_history(request: Request, line: Name) -> Response:
    """The oldest first; empty where nobody decided."""

    def make(it: Any) -> dict[str, Any]:
        return {"notice": NOTICE, "rows": [review.revision_fields(each) for each in history(it.store, line)]}

    return kept(request, make)


@router.post("/reviews", response_model=One, status_code=201, summary="Decide on a line", responses=_CONFLICT)
def decide(request: Request, given: Decision) -> Response:
    """Accept, edit, reject, add, merge, split or undo. What was seen of each line goes along: 409 where it changed."""
    terms: Terms = request.app.state.terms
    seen = [*given.seen, *[None] * (len(given.lines) - len(given.seen))]
    wanted = Wanted(
        given.action, tuple(given.lines), tuple(seen[: len(given.lines)]), article=given.article, kind=given.kind,
        fields=given.fields, parts=tuple(given.parts), why=given.why,
    )  # fmt: skip
    made = decided(terms.record, decider(request, given.by), wanted)
    return as_json({"notice": NOTICE, **review.revision_fields(made)}, status=201)
