"""Files with the rides of a match: each ride is a race, the match follows from them, mistakes are where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from replay.base.errors import InputError, UsageError
from replay.base.files.part_of_file import file_and_part, plain_stem
from replay.base.files.yaml_text import parse_document
from replay.race.facts import Race
from replay.race.shown import RideOfMatch
from replay.racefile.reader import read_race, read_rides, ride_files, rides_from
from replay.racefile.whole.schema import race_schema
from tests.helpers.race_files import MATCH, SMALL, SPRINT, changed, mistakes, read

SECOND = "  - results: [{rider: Møller, rank: 1}, {rider: Ruiz, rank: 2, gap_s: 0.3}]\n"
STOPPED = "  - stopped: bell\n"


def rides(text: str) -> tuple[Race, ...]:
    return rides_from(parse_document(text.encode(), "match.yaml"))


def test_each_ride_is_a_race_with_what_is_said_once() -> None:
    first, second = rides(MATCH)
    assert (first.winner, second.winner) == ("Ruiz", "Møller")
    assert (len(first.story), second.story) == (1, ())
    assert first.riders == second.riders
    assert first.meet == second.meet
    assert (first.file, second.file) == ("match.yaml#1", "match.yaml#2")


def test_how_the_match_stands_follows_from_the_rides_before() -> None:
    found = rides(
        MATCH + SECOND.replace("Møller, rank: 1", "Ruiz, rank: 1").replace("Ruiz, rank: 2", "Møller, rank: 2")
    )
    assert [race.match for race in found] == [
        RideOfMatch(1),
        RideOfMatch(2, ("Ruiz",)),
        RideOfMatch(3, ("Ruiz", "Møller")),
    ]


def test_a_ride_that_is_ridden_again_keeps_its_number() -> None:
    found = rides(changed(MATCH, ("rides:\n", f"rides:\n{STOPPED}")))
    numbers = [(race.match.number, race.match.again) for race in found if race.match]
    assert numbers == [(1, False), (1, True), (2, False)]


def test_two_rides_with_one_result_are_two_races() -> None:
    same = "  - results: [{rider: Ruiz, rank: 1}, {rider: Møller, rank: 2, gap_s: 0.1}]\n"
    first, second = rides(MATCH[: MATCH.index("  - results: ")] + 2 * same)
    assert first.key != second.key


def test_one_ride_says_which_it_is() -> None:
    race = read(SPRINT + "match: {ride: 2, won_before: [Møller]}\n")
    assert race.match == RideOfMatch(2, ("Møller",))
    assert read(SPRINT).match is None


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (MATCH.replace("Møller, rank: 2, gap_s: 0.1", "Moller, rank: 2, gap_s: 0.1"), "no rider is called Moller", 9),
        (MATCH.replace("gap_s: 0.3", "gap_s: -0.3"), "gap of -0.3 s, ahead of the winner", 11),
        (MATCH.replace("title: Club night", "titel: Club night"), "unknown key titel", 2),
        (MATCH.replace("kind: sprint", "kind: keirin"), "a keirin is one race and has no rides", 8),
        (MATCH + "story: []\n", "story stands beside rides", 12),
        (MATCH + "match: {ride: 2}\n", "match stands beside rides", 12),
        (MATCH + "    track: izu\n", "track is not said of a single ride", 12),
        (MATCH + "    storry: []\n", "did you mean story?", 12),
        (MATCH + "  - []\n", "a ride is a group of keys", 12),
        (MATCH + SECOND + SECOND, "a ride after Møller had won 2 of them", 13),
        (MATCH + STOPPED, "the last ride was stopped", 12),
        (MATCH.split("rides:", maxsplit=1)[0] + "rides: 3\n", "rides must be a list of rides", 8),
        (SMALL + "match: {ride: 1}\n", "a keirin is one race and no ride of a match", 17),
        (SPRINT + "match: {ride: 2, won_before: [Ruis]}\n", "no rider is called Ruis", 16),
        (SPRINT + "match: {ride: 1, won_before: [Ruiz]}\n", "1 rides won before ride 1", 16),
        (SPRINT + "match: {ride: 3, won_before: [Ruiz, Ruiz]}\n", "a ride after Ruiz had won 2 of them", 16),
    ],
)
def test_mistakes_are_found_where_they_stand(text: str, message: str, line: int) -> None:
    shown = mistakes(text)
    assert message in shown
    assert f":{line}:" in shown


def test_what_is_said_once_is_wrong_once() -> None:
    assert mistakes(MATCH.replace("track: olympic-250", "track: olympic")).count("no track is called") == 1


def test_the_schema_takes_rides() -> None:
    validator = Draft202012Validator(race_schema())
    assert list(validator.iter_errors(parse_document(MATCH.encode(), "match.yaml").root.plain())) == []
    wrong = parse_document(MATCH.replace("gap_s", "gaps").encode(), "match.yaml").root.plain()
    assert list(validator.iter_errors(wrong))


def test_a_ride_is_opened_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "match.yaml"
    file.write_text(MATCH, encoding="utf-8")
    assert [race.winner for race in read_rides(file)] == ["Ruiz", "Møller"]
    assert read_race(file).winner == "Ruiz"
    assert read_race(Path(f"{file}#2")).winner == "Møller"
    with pytest.raises(UsageError, match="has 2 rides, and no ride 3"):
        read_race(Path(f"{file}#3"))
    assert ride_files(file) == (Path(f"{file}#1"), Path(f"{file}#2"))
    assert ride_files(Path(f"{file}#2")) == (Path(f"{file}#2"),)
    assert ride_files(tmp_path / "none.yaml") == (tmp_path / "none.yaml",)


def test_a_match_with_mistakes_is_one_file_so_that_each_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "match.yaml"
    file.write_text(changed(MATCH + SECOND, ("distance_m: 750", "distance_m: 75000")), encoding="utf-8")
    assert ride_files(file) == (file,)


def test_a_file_that_is_called_so_is_meant_whole(tmp_path: Path) -> None:
    odd = tmp_path / "race.yaml#2"
    assert file_and_part(odd) == (tmp_path / "race.yaml", 2)
    assert plain_stem(odd) == "race-2"
    odd.write_text(SPRINT, encoding="utf-8")
    assert file_and_part(odd) == (odd, None)
    assert read_race(odd).winner == "Ruiz"


@pytest.mark.parametrize("number", ["0", "10", "00"])
def test_a_ride_that_no_file_has_is_answered_with_how_they_are_counted(tmp_path: Path, number: str) -> None:
    (tmp_path / "m.yaml").write_text(MATCH, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_race(tmp_path / f"m.yaml#{number}")
    (mistake,) = caught.value.mistakes
    assert "rides count from 1 to 9: write m.yaml#1 for the first" in mistake.remedy


@pytest.mark.parametrize("written", ["pull-off", "pull-off-1", "pulloff", "pul-off", "pacer-off"])
def test_no_remedy_in_a_sprint_names_the_pacer(written: str) -> None:
    said = mistakes(changed(SPRINT, ("when: bell", f"when: {written}")))
    assert "write `3 laps to go`" in said
    assert "`pull-off`" not in said
    assert "did you mean pull-off" not in said
