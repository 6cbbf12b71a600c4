"""YAML with marks: what is read how, what is refused, and what the user then sees."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from replay.base.errors import InputError, Mistake
from replay.base.files.yaml_complaints import MAX_DEPTH
from replay.base.files.yaml_text import MAX_BYTES, MAX_MARKS, parse_document, read_document
from replay.base.mistakes import MAX_SHOWN, TextSpan, format_mistakes, nearest


def plain(text: str | bytes) -> object:
    return parse_document(text.encode() if isinstance(text, str) else text, "a.yaml").root.plain()


def refusal(text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        plain(text)
    return format_mistakes(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("010", 10),
        ("-7", -7),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("0.763", 0.763),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1:02.500", "1:02.500"),
        ("2021-08-08", "2021-08-08"),
        ("~", None),
        ("", None),
        ("none", "none"),
        ('"010"', "010"),
        ("'true'", "true"),
        ("3 laps to go", "3 laps to go"),
    ],
)
def test_scalars_follow_the_core_schema_in_decimal(written: str, value: object) -> None:
    read = plain(f"key: {written}\nother: x")
    assert read == {"key": value, "other": "x"}
    assert isinstance(read, dict)
    assert type(read["key"]) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {b: 0,113}", {"b": "0,113"}),
        ("a: {b: -0,113, c: 2}", {"b": "-0,113", "c": 2}),
        ("a: {b: between 10,8 and 11,2, c: 2}", {"b": "between 10,8 and 11,2", "c": 2}),
        ("a: {b: 10,8-11,2}", {"b": "10,8-11,2"}),
        ("a: {b: 10,8 and 11: }", {"b": 10, "8 and 11": None}),
        ("a: {b: 1:51,874}", {"b": "1:51,874"}),
        ("a: {b: about 0,25, c: d}", {"b": "about 0,25", "c": "d"}),
        ("a: [1,2]", [1, 2]),
    ],
)
def test_a_decimal_comma_in_braces_is_part_of_its_number(text: str, value: object) -> None:
    assert plain(text) == {"a": value}


def test_a_comma_that_is_no_decimal_comma_is_none() -> None:
    assert "a key must be a word, not 5" in refusal("a: {b: 1, 5: 2}")
    assert "a key must be a word, not 5" in refusal("a: {b: 1, 5}")


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a:\n  - {b: x, c: #ff0000}\n  - {b: y}\n", "2:15: `#` begins a comment", 'put "quotes"'),
        ("a:\n  - {b: Heat #2 is on}\n", "2:14: `#` begins a comment", 'put "quotes"'),
        ("a: Heat #2 is on\n", "1:9: `#` begins a comment", 'put "quotes"'),
        ("a: {b: Bell: she goes}\n", "1:12: a colon that cannot stand here", 'put "quotes"'),
        ("a: Bell: she goes\n", "1:8: a colon that cannot stand here", 'put "quotes"'),
        ("a: 'It's over'\n", "1:8: a text goes on after its closing quote", "of the other kind"),
        ("a: @home\n", "1:4: a character that cannot stand here", 'put it in "quotes"'),
        ("a: *finally*\n", "a text cannot begin so", 'put it in "quotes"'),
    ],
)
def test_what_lacks_quotes_is_named_at_its_place(text: str, place: str, remedy: str) -> None:
    assert place in refusal(text)
    assert remedy in refusal(text)


def test_a_remark_behind_a_value_is_none_of_it() -> None:
    assert plain("a: Heat 2 # is on\nb: 1 #first\nc: x ## y\n") == {"a": "Heat 2", "b": 1, "c": "x"}


def test_accents_piled_up_are_refused_before_they_are_composed() -> None:
    assert plain(f"a: A{chr(0x301) * MAX_MARKS}")
    assert "accents on one letter" in refusal("a: A" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}" * 100_000)
    assert "accents on one letter" in refusal('a: "' + "\\u0301\\u0323" * 40_000 + '"')


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    assert plain(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == {"a": 1, "b": 2}


def test_letters_with_accents_are_equal_however_they_are_composed() -> None:
    assert plain("a: Bu\N{COMBINING DIAERESIS}chli") == {"a": "Büchli"}


def test_values_remember_line_column_and_length() -> None:
    document = parse_document("a:\n  - {b: Büchli, c: 12}\n".encode(), "a.yaml")
    assert document.mark(("a", 0, "c")) == TextSpan(2, 20, 2)
    assert document.mark(("a", 0, "c"), at_key=True) == TextSpan(2, 17, 1)
    assert document.mark(("a", 0, "missing")) == TextSpan(2, 5, 1)


def test_a_pruned_document_keeps_the_marks_of_the_rest() -> None:
    document = parse_document(b"a:\n  - x\n  - y\n", "a.yaml").without([("a", 0)])
    assert document.root.plain() == {"a": ["y"]}
    assert document.mark(("a", 0)) == TextSpan(3, 5, 1)


def test_a_repeated_key_names_both_lines() -> None:
    assert refusal("a: 1\nb: 2\na: 3\n") == (
        "a.yaml:3:1: the key a is here a second time: it is in line 1 too\n"
        "   3 | a: 3\n"
        "       ^ take one of lines 1 and 3 out"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [1]\nb: *x", "1:4: anchors"),
        ("a: *x", "1:4: aliases"),
        ("a: !!python/object:os.system x", "1:4: tags"),
        ("a: !mine x", "1:4: tags"),
        ("a: 1\n---\nb: 2", "2:1: a second document"),
        ("1: a", "a key must be a word, not 1"),
        ("true: a", "a key must be a word, not true"),
        ("[a]: b", "1:1: a key must be a word"),
        ("", "the file is empty"),
        ("# only words\n", "the file is empty"),
        ("a: b: c", "a colon that cannot stand here"),
        ("a:\n\tb: 1", "2:1: a tab cannot stand here"),
        ('a: 1\nb: "c\n\n', "2:4: a quote is never closed"),
        ("a: [1, 2\nb: 3", "the bracket was opened in line 1, column 4"),
        ('a: "\\0"', "a character that does not print"),
        ("a: \x1b[31m", "1:4: a character that does not print (U+001B)"),
        ('a: "\\ud800"', "a.yaml:1:"),
        (b"a: \0", "not a text file"),
        ("a: 1".encode("utf-16"), "save the file as UTF-8"),
        ("a: 1\nb: Büchli".encode("latin-1"), "2:5: a character that is not UTF-8"),
        (b"x" * (MAX_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_what_is_not_read_is_named_with_its_place(text: str | bytes, message: str) -> None:
    assert message in refusal(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_twenty_thousand_levels_are_refused(opening: str) -> None:
    assert f"nested more than {MAX_DEPTH} deep" in refusal(opening * 20_000)


def test_twenty_thousand_keys_within_keys_are_refused() -> None:
    assert "a key must be a word" in refusal("? " * 20_000)


@pytest.mark.parametrize("text", ["[" + "[]," * 300_000 + "]", "\n".join(f"k{n}: 1" for n in range(80_000))])
def test_memory_stays_bounded(text: str) -> None:
    data = text.encode()
    tracemalloc.start()
    with pytest.raises(InputError):
        plain(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "final.yaml").write_text("a: 1")
    with pytest.raises(InputError) as caught:
        read_document(tmp_path / "finale.yaml")
    assert "no such file" in format_mistakes(caught.value)
    assert "did you mean final.yaml?" in format_mistakes(caught.value)


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for path, message in ((tmp_path, "this is a folder"), (Path("/dev/zero"), "this is not a file")):
        with pytest.raises(InputError) as caught:
            read_document(path)
        assert message in format_mistakes(caught.value)


def test_a_file_of_fifty_megabytes_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    tracemalloc.start()
    with pytest.raises(InputError):
        read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_only_twenty_mistakes_are_shown() -> None:
    text = "\n".join("a: 1" for _ in range(31))
    shown = refusal(text)
    assert shown.count("a second time") == MAX_SHOWN
    assert shown.endswith("\nand 10 more")


def test_the_underline_stands_under_wide_and_accented_letters() -> None:
    mistake = Mistake("a.yaml", 1, 10, "wrong", "write x", "a: 橋本, b: Kim", 3)
    assert format_mistakes(InputError((mistake,))).splitlines()[2] == " " * 7 + " " * 11 + "^^^ write x"


def test_a_long_line_is_cut_around_the_mistake() -> None:
    text = "x" * 500 + "WRONG" + "y" * 500
    shown = format_mistakes(InputError((Mistake("a.yaml", 1, 501, "wrong", "", text, 5),))).splitlines()
    at = shown[2].index("^")
    assert shown[1][at : at + 5] == "WRONG"
    assert len(shown[1]) < 130


def test_near_words_are_found_without_accents_and_capitals() -> None:
    assert nearest("buchli", ["Büchli", "Kenny"]) == "Büchli"
    assert nearest("Zzz", ["Büchli", "Kenny"]) is None
