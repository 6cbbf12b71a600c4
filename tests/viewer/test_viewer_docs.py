"""The page about the window says what its keys do."""

from __future__ import annotations

from pathlib import Path

from replay.viewer.controls import help_lines

PAGE = Path(__file__).resolve().parents[2] / "docs" / "viewer.md"


def test_the_page_has_every_key_as_the_help_has_it() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    expected = [f"| {keys} | {words} |" for keys, words in help_lines()]
    assert [row for row in rows if row in expected] == expected
