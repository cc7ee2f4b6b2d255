"""Fetching a page or a feed: guarded, in turn, as robots.txt allows, and every fetch written down."""

import hashlib
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from dragoman.config import FetchSettings, Limits
from dragoman.errors import (
    InputError,
    NotGivenOut,
    RefusedInput,
    RestingHost,
    UnreachableInput,
    UnreadableInput,
    UsageError,
)
from dragoman.logs import log
from dragoman.records import Record
from dragoman.sources.fetching.address import Resolver, system_resolver
from dragoman.sources.fetching.answer import GIVEN, TROUBLES, Answer, Line, ask, retry_after_s, unreachable
from dragoman.sources.fetching.connection import verifying_context
from dragoman.sources.fetching.robots import Robots, RobotsCopy, parse_robots
from dragoman.sources.fetching.target import Target, follow, parse_target, without_user
from dragoman.sources.fetching.visits import Fetch, FetchOutcome, Pace, Purpose, Visits

ROBOTS_AGE_S = 86_400.0  # RFC 9309, section 2.4: no longer than a day
ROBOTS_RETRY_S = 600.0  # a site that could not say is asked again after ten minutes
ROBOTS_GIVEN_UP_S = 30 * 86_400.0  # section 2.3.1.4: after 30 days it may be taken for one without robots.txt
_REDIRECTS = (301, 302, 303, 307, 308)
_TRANSIENT = (408, 425, 429)
_TROUBLED = (429, 503)  # the host itself asks to be left alone


class Clock(Record, frozen=True, kw_only=True):
    """Time, as fetching sees it: seconds since 1970, which processes share."""

    now: Callable[[], float] = time.time
    wait: Callable[[float], None] = time.sleep


class Validators(Record, frozen=True, kw_only=True):
    """What tells a server which version is known already (RFC 9110, section 13.1)."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request's headers; what a header could not hold is left out."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value and value.isprintable() and value.isascii()}


class Page(Record, frozen=True, kw_only=True):
    """What was fetched."""

    url: str  # where it was found
    body: bytes  # empty where it is unchanged
    charset: str | None  # that the server declares
    validators: Validators
    unchanged: bool = False


class _Trail:
    """What happened so far in one fetch."""

    def __init__(self, url: str, purpose: Purpose, began: float) -> None:
        self.url = url
        self.purpose = purpose
        self.began = began
        self.redirects: list[str] = []
        self.status: int | None = None
        self.received_bytes = 0
        self.forbidden = False


class Fetcher:
    """Fetches, one page after the other. Not to be shared between threads."""

    def __init__(
        self, settings: FetchSettings, limits: Limits, *, visits: Visits, clock: Clock | None = None,
        tls: ssl.SSLContext | None = None, resolve: Resolver = system_resolver,
    ) -> None:  # fmt: skip
        """Get ready.

        Args:
            settings: how to fetch.
            limits: what one input may cost.
            visits: the memory that is shared with other processes.
            clock: time; None: the system's.
            tls: whom to trust; None: whom the system trusts. It must verify.
            resolve: the name server; the system's.

        Raises:
            UsageError: ``tls`` does not verify, or the contact cannot be written in a request.
        """
        trusted = tls or verifying_context()
        if trusted.verify_mode != ssl.CERT_REQUIRED or not trusted.check_hostname:
            raise UsageError("certificates must be verified", values=repr(trusted.verify_mode), remedy="Leave tls out")
        if not (settings.contact.isascii() and settings.contact.isprintable()):
            raise UsageError(
                "the contact cannot be told", values=repr(settings.contact), remedy="Use an address in ASCII"
            )
        self.settings = settings
        self.visits = visits
        self.clock = clock or Clock()
        self._line = Line(settings=settings, limits=limits, tls=trusted, resolve=resolve)
        self._parsed: dict[str, tuple[str, Robots]] = {}  # by origin: the text and its rules
        self._untold: dict[str, str] = {}  # by origin: why there are no rules

    def get(self, url: str, *, purpose: Purpose = "page", known: Validators | None = None) -> Page:
        """Fetch, after waiting for the host's turn.

        Args:
            url: the address.
            purpose: what for.
            known: the version that is known already; a page that is still the same comes without its content.

        Raises:
            RefusedInput: it is not asked for, robots.txt does not allow it, or it is over a limit.
            RestingHost: its host is to be left alone for longer than anybody waits; it was not asked.
            UnreachableInput: it cannot be had this time.
            UnreadableInput: it is not there, or damaged.
        """
        trail = _Trail(url, purpose, self.clock.now())
        try:
            page = self._follow(known, trail)
        except RestingHost as error:
            if trail.status is not None:  # a host before the one that rests was asked
                self._note(trail, "failed", error=error)
            raise
        except InputError as error:
            self._note(trail, _outcome(error, trail), error=error)
            raise
        self._note(trail, "unchanged" if page.unchanged else "fetched", page=page)
        return page

    def _follow(self, known: Validators | None, trail: _Trail) -> Page:
        """From redirect to redirect; each address is checked, and each site's rules asked for, anew."""
        any_port = self.settings.allow_loopback
        target = parse_target(trail.url, any_port=any_port)
        seen = {target.url}
        while True:
            delay_s = self.settings.host_delay_s
            if trail.purpose != "robots":
                delay_s = self._require_allowed(target, trail, delay_s)
            answer = self._ask(target, trail.purpose, known, self._pace(delay_s))
            trail.status = answer.status
            trail.received_bytes += answer.received_bytes
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return _judged(answer, target, known)
            try:
                target = self._next(target, answer.headers["location"], seen, trail)
            except RefusedInput as error:
                if trail.purpose != "robots":
                    raise
                # Rules that lead nowhere are rules not told: they are asked for again later, not for every page.
                raise UnreachableInput(error.what, values=error.values, remedy="Try again later") from error
            seen.add(target.url)

    def _next(self, target: Target, location: str, seen: set[str], trail: _Trail) -> Target:
        found = follow(target, location, any_port=self.settings.allow_loopback)
        trail.redirects.append(found.url)
        if found.url in seen:
            raise _refused("a redirect loop", f"{trail.url} to {found.url} again")
        if len(trail.redirects) > self.settings.max_redirects:
            raise _refused("too many redirects", f"more than {self.settings.max_redirects} from {trail.url}")
        return found

    def _ask(self, target: Target, purpose: Purpose, known: Validators | None, pace: Pace) -> Answer:
        settings, robots = self.settings, purpose == "robots"
        self._wait_for(target.host, pace)
        most = settings.max_robots_bytes if robots else settings.max_page_bytes
        given = known.headers() if known else {}
        try:
            answer = ask(target, line=self._line, given=given, most_bytes=most, cut=robots)
        except TROUBLES as error:
            self._leave_alone(target.host, None)
            raise unreachable(target, error) from error
        now = self.clock.now()
        if answer.status in _TROUBLED:
            self._leave_alone(target.host, retry_after_s(answer, now))
        else:
            self.visits.answered(target.host, now=now, pace=pace)
        return answer

    def _wait_for(self, host: str, pace: Pace) -> None:
        now = self.clock.now()
        turn = self.visits.take_turn(host, now=now, pace=pace)
        if not turn.taken:
            resting = RestingHost(
                "a host is to be left alone for a while",
                values=host,
                remedy="Run the same command later; `dragoman fetches --hosts` says when",
            )
            resting.until = turn.at
            raise resting
        if turn.at > now:
            self.clock.wait(turn.at - now)

    def _leave_alone(self, host: str, asked_s: float | None) -> None:
        settings = self.settings
        self.visits.troubled(
            host, now=self.clock.now(), asked_s=asked_s, first_s=settings.backoff_s, most_s=settings.max_backoff_s
        )

    def _pace(self, delay_s: float) -> Pace:
        return Pace(delay_s=delay_s, max_wait_s=self.settings.max_wait_s, max_rest_s=self.settings.max_backoff_s)

    # --- robots.txt ----------------------------------------------------------------------------------------

    def _require_allowed(self, target: Target, trail: _Trail, delay_s: float) -> float:
        """Check a page against its site's rules; the seconds between two requests that the site wants."""
        copy = self._robots(target)
        if copy.verdict == "closed":
            raise UnreachableInput(
                "a site's robots.txt cannot be had, so nothing else is asked for",
                values=f"{target.origin}{self._untold.get(target.origin, '')}",
                remedy="Try again later",
            )
        text, robots = self._parsed.get(target.origin, ("", Robots()))
        if text != copy.text:
            robots = parse_robots(copy.text)
            self._parsed[target.origin] = (copy.text, robots)
        if not robots.allows(target.path):
            trail.forbidden = True
            raise _refused("the site's robots.txt does not allow it", target.url)
        return max(delay_s, robots.crawl_delay_s or 0.0)

    def _robots(self, target: Target) -> RobotsCopy:
        copy, now = self.visits.robots(target.origin), self.clock.now()
        age_s = ROBOTS_RETRY_S if copy is not None and copy.verdict == "closed" else ROBOTS_AGE_S
        if copy is None or not 0 <= now - copy.at < age_s:  # also after the clock was put back
            copy = self._asked_robots(target, copy)
            self.visits.keep_robots(target.origin, copy)
        return copy

    def _asked_robots(self, target: Target, old: RobotsCopy | None) -> RobotsCopy:
        try:
            page = self.get(f"{target.origin}/robots.txt", purpose="robots")
        except RestingHost:
            raise
        except NotGivenOut:  # "unavailable": there is none, or it is kept from us
            return RobotsCopy(verdict="open", at=self.clock.now())
        except UnreadableInput as error:  # it may be there, and forbid us this page
            self._untold[target.origin] = f", {error.what}: {error.values}"
            return _not_told(old, self.clock.now())
        return RobotsCopy(verdict="rules", at=self.clock.now(), text=page.body.decode("utf-8", "replace"))

    # --- the log -------------------------------------------------------------------------------------------

    def _note(
        self, trail: _Trail, outcome: FetchOutcome, *, page: Page | None = None, error: InputError | None = None
    ) -> None:
        body = None if page is None or page.unchanged else page.body
        fetch = Fetch(
            url=without_user(trail.url),
            purpose=trail.purpose,
            at=utc(trail.began),
            seconds=round(max(0.0, self.clock.now() - trail.began), 3),
            outcome=outcome,
            status=trail.status,
            final_url=page.url if page else None,
            redirects=tuple(trail.redirects),
            received_bytes=trail.received_bytes,
            size_bytes=None if body is None else len(body),
            sha256=None if body is None else hashlib.sha256(body).hexdigest(),
            error=type(error).__name__ if error else None,
            reason=str(error) if error else None,
        )
        self.visits.note(fetch)
        log(
            "fetched", source=fetch.url, outcome=outcome, stage=fetch.purpose, http_status=fetch.status,
            seconds=fetch.seconds, size_bytes=fetch.size_bytes, error=fetch.error,
        )  # fmt: skip


def _outcome(error: InputError, trail: _Trail) -> FetchOutcome:
    if trail.forbidden:
        return "forbidden"
    return "refused" if isinstance(error, RefusedInput) else "failed"


def utc(seconds: float) -> str:
    """A moment as text: UTC, ISO 8601, with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _not_told(old: RobotsCopy | None, now: float) -> RobotsCopy:
    """What holds while a site cannot say: what it said last; where it never did, nothing may be asked, for 30 days."""
    if old is not None and old.verdict != "closed":
        return RobotsCopy(verdict=old.verdict, at=now - ROBOTS_AGE_S + ROBOTS_RETRY_S, text=old.text)
    since = old.closed_since if old is not None and old.closed_since is not None else now
    verdict = "open" if now - since > ROBOTS_GIVEN_UP_S else "closed"
    return RobotsCopy(verdict=verdict, at=now, closed_since=since)  # type: ignore[arg-type]  # one of two words


def _judged(answer: Answer, target: Target, known: Validators | None) -> Page:
    """A page, where the answer brings one or says that it is the one that is known."""
    if answer.status in GIVEN or (answer.status == 304 and known is not None):
        found = Validators(etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
        unchanged = answer.status == 304
        if unchanged and known is not None:
            found = Validators(etag=found.etag or known.etag, modified=found.modified or known.modified)
        return Page(url=target.url, body=answer.body, charset=answer.charset, validators=found, unchanged=unchanged)
    told = f"{target.url}: {_status_name(answer.status)}"
    if answer.status in _TRANSIENT or answer.status >= 500:
        raise UnreachableInput("a server cannot answer", values=told, remedy="Try again later")
    raise NotGivenOut("a page is not given out", values=told, remedy="Look at it in a browser")


def _status_name(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _refused(what: str, values: str) -> RefusedInput:
    return RefusedInput(what, values=values, remedy="Save the page and read the file, if its owner lets you")
