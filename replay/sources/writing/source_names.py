"""What a source is called on the result card: the title and agency that a report gives itself, or its file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from replay.sources.results.words.nation_codes import nation_of_code
from replay.sources.writing.file_lines import SourceName, short_name

_LONGEST = 120
"""Letters of a line that may be a title: a longer one is prose."""

_FEWEST_WORDS = 3
_MOST = 200


def named_after_file(name: str, title: str) -> SourceName:
    """A source of which nothing but the file is known: 'bbc sport' for `bbc_sport.txt`."""
    plain = short_name(name)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", plain)
    words = re.sub(r"(?<=\w)[-_]+(?=\w)|\s+", " ", stem).strip()
    return SourceName(title, (words or plain)[:_MOST])


def report_name(name: str, text: str) -> SourceName:
    """How a report calls itself: its title line, and the agency or paper that its first lines name."""
    lines = [line.strip() for line in text[:_HEAD].splitlines()]
    lines = [line for line in lines if line]
    found = named_after_file(name, "Report")
    title = _title_of(lines[0]) if len(lines) > 1 else ""
    agency = next((said for line in lines[:_FIRST] if (said := _agency_of(line))), "")
    return SourceName((title or found.title)[:_MOST], (agency or found.publisher)[:_MOST])


_HEAD = 2000
_FIRST = 4
"""Lines at the head of a report among which the agency stands."""

_LABELLED = re.compile(r"^\W*(?:[0-9]{1,2}[:.h][0-9]{2}\b|[0-9]+\s*[/.)]|by [A-Z]|re:|\[|@|-?[0-9.]+ )", re.IGNORECASE)
"""What begins a line of a ticker, a thread or a list, or says who wrote it: no title."""


def _title_of(line: str) -> str:
    """A line as a title; '' for one that is a sentence, a dateline, or a line of a ticker."""
    plain = re.sub(r"^[#=*_\s]+|[#=*_\s]+$", "", line)
    is_title = (
        len(plain) <= _LONGEST
        and len(plain.split()) >= _FEWEST_WORDS
        and plain[-1:] not in {".", ":", ";", ",", "…"}
        and not _LABELLED.match(plain)
        and not (_DATELINE.match(plain) or _SIGNED.match(plain))
    )
    return plain if is_title and plain[:1].isalnum() | (plain[:1] in "\"'“‘") else ""


_DATELINE = re.compile(
    r"^[A-Z][\w.,' /-]{1,60}?\s*\((?P<agency>[A-Z][\w.&' ]{1,30})\)\s*(?:[A-Z][a-z]+ [0-9]{1,2}\s*)?[-–—:]"
)
"""'LONDON, March 9 (Sports Wire) - ..': the place, and the agency in brackets before a dash."""

_SIGNED = re.compile(r"^(?:Source|From|Published (?:by|in)|Courtesy of|©)\s*:?\s+(?P<agency>[A-Z][\w.&' -]{1,40}?)\W*$")


def _agency_of(line: str) -> str:
    found = _DATELINE.match(line) or _SIGNED.match(line)
    agency = found["agency"].strip() if found else ""
    return "" if nation_of_code(agency) else agency


def names_of_reports(reports: Mapping[str, str]) -> dict[str, SourceName]:
    """The name of each report, by that of its file. reports: the text of each by the name of its file."""
    return {name: report_name(name, text) for name, text in reports.items()}
