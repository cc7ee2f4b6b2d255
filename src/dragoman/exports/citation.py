"""How a release is cited: the Citation File Format 1.2.0, and BibTeX."""

import re
from collections.abc import Sequence

import msgspec

from dragoman.exports.release_contents import CAVEAT, Release


def citation_cff(release: Release, authors: Sequence[str]) -> str:
    """The citation in the Citation File Format 1.2.0; strings as JSON, which YAML 1.2 reads alike."""
    names = "\n".join(f"  - name: {_quoted(author)}" for author in authors)
    runs = ", ".join(run.id for run in release.runs)
    return (
        "cff-version: 1.2.0\n"
        f"message: {_quoted('If you use these data, please cite them as below and name the release.')}\n"
        f"title: {_quoted(release.name)}\n"
        "type: dataset\n"
        f"authors:\n{names}\n"
        f"version: {_quoted(release.name)}\n"
        f"date-released: {release.released}\n"
        f"abstract: {_quoted(f'{release.told} Coded with Dragoman {release.dragoman} ({runs}). {CAVEAT}')}\n"
    )


def citation_bib(release: Release, authors: Sequence[str]) -> str:
    """The citation for BibTeX."""
    key = re.sub(r"\W+", "", release.name.lower()) or "release"
    who = " and ".join("{" + _plain(author) + "}" for author in authors)
    runs = ", ".join(run.id for run in release.runs)
    return (
        f"@misc{{{key}{release.released[:4]},\n"
        f"  author = {{{who}}},\n"
        f"  title = {{{{{_plain(release.name)}}}}},\n"
        f"  year = {{{release.released[:4]}}},\n"
        f"  note = {{Released {release.released}. {release.told} Coded with Dragoman {release.dragoman} ({runs})}}\n"
        "}\n"
    )


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def _plain(text: str) -> str:
    return re.sub(r"[{}\\]", "", text)
