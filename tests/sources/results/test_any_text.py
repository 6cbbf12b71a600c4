"""Any text is read without a traceback, and every row that looks like one is read or listed."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app.drafting.finding_races import race_files
from replay.sources.decoding import binary_reason, source_text
from replay.sources.results.layouts.blocks import MOST_LINES
from replay.sources.results.read_results import read_results

PIECES = (
    "1 2. =2 DNF KENNY Jason GBR (NED) +0.763 1:51.874 s.t. Final Heat Keirin | || {| |- |} {{ }} <td> <table> <tr> "
    '[ ] ; , " 🥇 🇬🇧 é \N{REPLACEMENT CHARACTER}'
)
words = st.sampled_from([*PIECES.split(" "), "\t", "\n", "\n\n", "Heat 2"])
texts = st.lists(words, max_size=60).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_any_text_gives_race_files_without_mistakes(text: str) -> None:
    files = race_files(read_results(text.encode(), "table").races)
    assert [file.mistakes for file in files if file.mistakes] == []


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text(data: bytes) -> None:
    read_results(data, "table")


keys = st.sampled_from(["rank", "name", "heats", "round", "gap", "x"])
values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
)


@settings(deadline=None)
@given(values)
def test_any_json_is_read(value: object) -> None:
    read_results(json.dumps(value).encode(), "table")


names = st.lists(st.from_regex(r"[A-Z][a-z]{2,7} [A-Z][a-z]{2,7}", fullmatch=True), min_size=2, max_size=8, unique=True)


@settings(deadline=None)
@given(names, st.sampled_from([";", "\t", "|", "  "]))
def test_every_row_of_a_table_is_read_or_listed(riders: list[str], separator: str) -> None:
    rows = [separator.join((str(place), name, f"+{place / 10}")) for place, name in enumerate(riders, start=1)]
    reading = read_results("\n".join(rows).encode(), "table")
    lines = [result.origin.line for race in reading.races for result in race.results]
    lines += [piece.origin.line for race in reading.races for piece in race.unread]
    lines += [piece.origin.line for piece in reading.unread]
    assert set(range(1, len(riders) + 1)) <= set(lines)


def test_lines_beyond_the_longest_table_are_listed_as_not_read() -> None:
    reading = read_results(b"1 KENNY Jason GBR\n" * (MOST_LINES + 10), "table")
    assert any(piece.origin.line == MOST_LINES + 1 for piece in reading.unread)


def test_scripts_and_navigation_of_a_page_are_no_results() -> None:
    page = (
        "<html><script>document.write('<tr><td>1</td><td>Eve Mal</td></tr>')</script>"
        "<nav><ol><li>Ann Nav</li><li>Bob Nav</li></ol></nav><h1>Keirin final</h1>"
        "<table><tr><td>1</td><td>Cy Real</td></tr><tr><td>2</td><td>Di Real</td></tr></table></html>"
    )
    (race,) = read_results(page.encode(), "page").races
    assert [rider.first for rider in race.riders] == ["Cy", "Di"]


def test_encodings_are_found_out_and_broken_letters_repaired() -> None:
    assert source_text("Büchli".encode("utf-16"), "t").text == "Büchli"
    assert source_text("1;Büchli;NED\n2;Bötticher;GER".encode("cp1252"), "t").lines[0] == "1;Büchli;NED"
    repaired = source_text("1;TomÃ¡Å¡ BÃ¡bek;CZE".encode(), "t")
    assert repaired.text == "1;Tomáš Bábek;CZE"
    assert repaired.remarks
    assert source_text("Müller Ärger".encode(), "t").remarks == ()


def test_rows_of_long_lines_are_bounded_and_the_end_is_said() -> None:
    """A line may list many riders: lines alone bound nothing."""
    line = "1. Ana Ruiz (ESP) 2. Bea Holm (NOR) " * 100
    reading = read_results("\n".join(["Men's keirin", *[line] * 50]).encode(), "table")
    assert any("too many rows" in piece.why for piece in reading.unread)
    assert len(reading.notes) < 1000


def test_text_beyond_what_a_table_has_is_not_read_and_the_end_is_said() -> None:
    line = "words of no race at all " * 150
    reading = read_results("\n".join([line] * 300).encode(), "table")
    assert any("too much text" in piece.why for piece in reading.unread)


@pytest.mark.parametrize("begins", [b"", b"\xff\xfe", b"\xef\xbb\xbf"], ids=["plain", "UTF-16", "UTF-8"])
def test_bytes_as_mixed_as_random_ones_are_refused_at_once(begins: bytes) -> None:
    letters = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n")
    mixed = bytes(random.Random(7).choices(letters, k=20_000))
    assert binary_reason(begins + mixed)[0].startswith("it is binary")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp"])
def test_text_of_any_letters_is_text(encoding: str) -> None:
    text = "男子ケイリン 決勝 1着 脇本雄太 日本 2着 新田祐大 +0.12 準決勝 第1組 敗者復活戦 伊豆\n" * 300
    assert binary_reason(text.encode(encoding)) == ("", "")


def test_accents_piled_up_on_a_letter_are_left_out_and_that_is_said() -> None:
    found = source_text(("1;Bu" + "\u0308" * 41 + "chli;NED").encode(), "t")
    assert found.text == "1;Bu" + "\u0308" * 10 + "chli;NED"
    assert any("accents" in remark for remark in found.remarks)
