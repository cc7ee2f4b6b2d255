"""In whose words a finding is: the report's own, or those of somebody it quotes."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.records import Finding, Statement

REPORT = "in the report's own words"


def whose_words(findings: Sequence[Finding], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """The findings, each with a last line of evidence that says in whose words it is.

    What lies in the content of a statement is its speaker's: a slip there is not the writer's.
    """
    return tuple(replace(one, evidence=(*one.evidence, _words(one, statements))) for one in findings)


def _words(finding: Finding, statements: Sequence[Statement]) -> str:
    around = [one for one in statements if one.start <= finding.start and finding.end <= one.end]
    speech = min(around, key=lambda one: one.end - one.start, default=None)
    if speech is None:
        return REPORT
    speakers = ", ".join(dict.fromkeys(who.name for who in speech.speakers))
    return f"in words of {speakers}" if speakers else "in words that are quoted from nobody named"
