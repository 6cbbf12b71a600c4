"""How places behind the pacer are filled in where the draw is not known."""

from __future__ import annotations

import pytest

from replay.reconstruction.problem.race_problem import problem_of
from replay.track.catalogue import load_track
from tests.helpers.race_files import read, small


def queue(story: str, *, start_order: str = "[]") -> list[str]:
    """The order behind the pacer in the small race, where Ruiz wins before Møller and Tjon En Fa."""
    text = small(
        ("results:", f"start_order: {start_order}\nresults:"),
        ("{when: bell, attack: Ruiz, source: paper}", story),
    )
    found = problem_of(read(text), load_track("izu"))
    return [found.riders[row] for row in found.queue]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_who_is_told_in_a_place_is_filled_in_there(place: int) -> None:
    assert queue(f"{{when: bell, order: {{riders: [Ruiz], from: {place}}}}}").index("Ruiz") == place - 1


def test_the_others_keep_the_order_of_the_finish() -> None:
    assert queue("{when: bell, order: {riders: [Møller], from: 3}}") == ["Ruiz", "Tjon En Fa", "Møller"]


def test_a_place_that_is_drawn_goes_to_nobody_else() -> None:
    story = "{when: bell, order: {riders: [Ruiz], from: 1}}"
    assert queue(story, start_order="[Tjon En Fa]") == ["Tjon En Fa", "Ruiz", "Møller"]
    last = "{when: bell, order: {riders: [Ruiz], from: 3}}"
    assert queue(last, start_order="[unknown, unknown, Tjon En Fa]") == ["Møller", "Ruiz", "Tjon En Fa"]


def test_what_is_told_of_the_line_is_no_place_behind_the_pacer() -> None:
    attack = "{when: bell, attack: Ruiz}"
    told = queue(attack + "\n  - {when: finish, order: {riders: [Ruiz], from: 1}}")
    assert told == queue(attack)
