"""What a source is called: by its own title line and agency, else by its file."""

from __future__ import annotations

import pytest

from replay.sources.writing.source_names import named_after_file, report_name


def test_a_report_is_called_by_its_title_line() -> None:
    text = "Alder storms to the keirin title\n\nBy Ann Writer\n\nAlder led at the bell."
    assert report_name("report.txt", text).title == "Alder storms to the keirin title"


def test_the_agency_of_a_dateline_publishes_it() -> None:
    text = "LONDON, March 9 (Sports Wire) - Tom Alder won.\n\nAlder led at the bell."
    called = report_name("x/report.txt", text)
    assert (called.title, called.publisher) == ("Report", "Sports Wire")


@pytest.mark.parametrize(
    "first",
    [
        "Alder won the keirin on Sunday.",
        "19:42 Alder leads from Brandt",
        "1/ That keirin final, a thread",
        "By Ann Writer of the Post",
        "LEEDS (GBR) - Alder led at the bell",
        "Alder",
    ],
)
def test_other_first_lines_are_no_titles(first: str) -> None:
    called = report_name("city_paper-keirin.txt", f"{first}\n\nHe led at the bell.")
    assert (called.title, called.publisher) == ("Report", "city paper keirin")


@pytest.mark.parametrize(
    ("file", "publisher"),
    [("report.txt", "report"), ("-", "-"), ("a/b/mens-keirin.html", "mens keirin"), ("notes", "notes")],
)
def test_a_file_is_called_by_its_name(file: str, publisher: str) -> None:
    assert named_after_file(file, "Results").publisher == publisher
