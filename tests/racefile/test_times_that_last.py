"""Mistakes in what lasts `until` a moment, and in windows: they end after they begin."""

from __future__ import annotations

import pytest

from tests.helpers.race_files import mistakes, read, told


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("when: bell, leads: {rider: Ruiz, until: start}", "start is before bell"),
        ("when: bell, keeps_lane: {rider: Ruiz, until: pull-off}", "pull-off is before bell"),
        ("when: pull-off+1, leads: {rider: Ruiz, until: pull-off}", "pull-off is before pull-off+1"),
        ("when: bell, leads: {rider: Ruiz, until: bell-1}", "bell-1 is before bell"),
        ("when: bell, leads: {rider: Ruiz, until: bell}", "bell and bell are one moment"),
        ("when: bell, leads: {rider: Ruiz, until: 1 to go}", "bell and 1 lap to go are one moment"),
        ("when: 20, leads: {rider: Ruiz, until: 12}", "12 s is before 20 s"),
        ("when: finish, leads: {rider: Ruiz, until: 10}", "10 s is before finish"),
        ("when: bell+1, leads: {rider: Ruiz, until: 2 to go}", "2 laps to go is before bell+1"),
        ("when: {before: start}, leads: Ruiz", "start is before racing begins"),
        ("when: {before: 4 to go}, leads: Ruiz", "4 laps to go is before racing begins"),
        ("when: {before: pull-off}, leads: Ruiz", "pull-off and pull-off are one moment"),
        ("when: {between: [bell, bell]}, leads: Ruiz", "bell and bell are one moment"),
        ("when: {between: [finish, 0 m to go]}, leads: Ruiz", "finish and 0 m to go are one moment"),
        ("when: in the last 0 m, leads: Ruiz", "0 m to go and finish are one moment"),
        ("when: {between: [bell, pull-off]}, leads: Ruiz", "pull-off is before bell"),
    ],
)
def test_a_time_that_is_over_before_it_begins(item: str, message: str) -> None:
    found = mistakes(told(f"{{{item}}}"))
    assert message in found


@pytest.mark.parametrize(
    "item",
    [
        "when: bell, leads: {rider: Ruiz, until: finish}",
        "when: bell, leads: {rider: Ruiz, until: bell+0.5}",
        "when: bell, leads: {rider: Ruiz, until: 60}",
        "when: 60, leads: {rider: Ruiz, until: bell}",
        "when: pull-off-2, leads: {rider: Ruiz, until: pull-off}",
        "when: 1 to go, leads: {rider: Ruiz, until: 2 to go+60}",
        "when: {before: bell}, leads: Ruiz",
        "when: {before: pull-off+2}, leads: Ruiz",
        "when: {between: [bell-1, bell]}, leads: Ruiz",
    ],
)
def test_a_time_that_may_be_one(item: str) -> None:
    assert read(told(f"{{{item}}}")).story
