"""The figures of the categories beside each other."""

from __future__ import annotations

import pytest

from replay.race.riders.rider_categories import (
    CATEGORIES,
    ELITE_MEN,
    ELITE_WOMEN,
    JUNIOR_MEN,
    JUNIOR_WOMEN,
    MASTERS_MEN,
    MASTERS_WOMEN,
    YOUTH_BOYS,
    YOUTH_GIRLS,
    RiderCategory,
)


def test_every_category_has_a_name_of_its_own() -> None:
    assert len({category.name for category in CATEGORIES}) == len(CATEGORIES) == 8


@pytest.mark.parametrize(
    "order",
    [
        (ELITE_MEN, JUNIOR_MEN, YOUTH_BOYS),
        (ELITE_WOMEN, JUNIOR_WOMEN, YOUTH_GIRLS),
        (ELITE_MEN, MASTERS_MEN, MASTERS_WOMEN),
        (ELITE_MEN, ELITE_WOMEN, JUNIOR_WOMEN),
        (JUNIOR_MEN, JUNIOR_WOMEN),
        (YOUTH_BOYS, YOUTH_GIRLS),
    ],
)
def test_stronger_riders_are_faster(order: tuple[RiderCategory, ...]) -> None:
    for one in ("peak_w", "critical_w", "full_effort_w", "effort_share", "top_mps", "speed_share"):
        values = [getattr(category.physique, one) for category in order]
        assert values == sorted(values, reverse=True), one
        assert len(set(values)) == len(values), one


def test_a_full_effort_is_the_mean_of_some_ten_seconds() -> None:
    for category in CATEGORIES:
        riders = category.physique
        share = (riders.full_effort_w - riders.critical_w) / (riders.peak_w - riders.critical_w)
        assert share == pytest.approx(0.763, abs=0.01), category.name
