"""What `new` was not sure of, as the window lists it; and that taking it in is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from replay.app.build import Replay
from replay.app.filming import Choice, scene_of
from replay.app.viewing.film_answers import FilmAnswers
from replay.app.viewing.unsure_remarks import unsure_in, unsure_remarks
from replay.draw.style.theme import DEFAULT_THEME
from replay.racefile.reader import parse_race
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import Layout

RACE = Path(__file__).resolve().parents[3] / "races" / "tokyo-2020" / "mens-keirin" / "final-a.yaml"

FILE = """\
event:
  distance_m: 1500   # unsure: the usual distance, not read
results:
  - {rider: Holm, rank: 2}
    # a remark of another kind
    # unsure: two figures stand there
    #   gap_s: 0.2
  # unsure: a gap of 500 s
  - {rider: Tjon, rank: unknown}
  #   {rider: Tjon, rank: 3}
  #   gap_s: 500
  # unsure: who was last
story:
  # unsure: he or she
  # - {when: bell, attack: Holm, source: report}
  - {when: finish, attack: Holm, source: report}
"""


def test_each_remark_says_what_is_left_out_why_and_how_it_is_taken_in() -> None:
    found = [(each.line, each.fact, each.reason, each.remedy) for each in unsure_remarks(FILE)]
    assert found == [
        (
            2,
            "distance_m: 1500",
            "the usual distance, not read",
            "it counts; if it is right, take the remark away",
        ),
        (7, "gap_s: 0.2", "two figures stand there", "write it in line 4, into its braces"),
        (10, "{rider: Tjon, rank: 3}", "a gap of 500 s", "write it in line 9, instead of what stands there"),
        (11, "gap_s: 500", "a gap of 500 s", "write it in line 9, into its braces"),
        (12, "", "who was last", "if it is known, write it there"),
        (15, "{when: bell, attack: Holm, source: report}", "he or she", "take the # of line 15 away"),
    ]


def test_a_file_without_remarks_holds_nothing_back(tmp_path: Path) -> None:
    assert unsure_remarks("event: {kind: keirin}   # as the heading says\n") == ()
    assert unsure_in(tmp_path / "gone.yaml") == ()
    assert unsure_in(Path("-")) == ()


def test_the_list_of_facts_names_them_last(replay_of: Callable[[str], Replay]) -> None:
    replay = replay_of("final-a")
    scene = scene_of(replay, Layout.LANDSCAPE, Cut.FULL, Choice())
    sure = FilmAnswers(replay, scene, DEFAULT_THEME).facts()
    lines = FilmAnswers(replay, scene, DEFAULT_THEME, unsure_remarks(FILE)).facts()
    assert lines[: len(sure)] == sure
    words = [line.words for line in lines[len(sure) :]]
    assert words[0] == "NOT SURE"
    assert "line 15: {when: bell, attack: Holm, source: report}" in words
    assert "he or she \N{MIDDLE DOT} take the # of line 15 away" in words


def test_what_is_taken_in_as_the_remedy_says_is_a_fact_of_the_race(tmp_path: Path) -> None:
    whole = RACE.read_text(encoding="utf-8")
    item = next(line for line in whole.splitlines() if line.startswith("  - {when:") and line.endswith("}"))
    held_back = whole.replace(item, f"  # unsure: hedged\n  # {item.strip()}", 1)
    file = tmp_path / "race.yaml"
    file.write_text(held_back, encoding="utf-8")
    (remark,) = unsure_in(file)
    assert remark.remedy == f"take the # of line {remark.line} away"
    lines = held_back.splitlines()
    lines[remark.line - 1] = lines[remark.line - 1].replace("# ", "", 1)
    del lines[remark.line - 2]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert unsure_in(file) == ()
    assert len(parse_race(file.read_bytes()).story) == len(parse_race(held_back.encode()).story) + 1
