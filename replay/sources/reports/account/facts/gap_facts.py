"""Facts of gaps: who is ahead of whom, by what."""

from __future__ import annotations

from collections.abc import Iterator

from replay.sources.reports.account.facts.fact_scene import FIELD, FactScene, WrittenFact, one_or_list, place_in
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import ItemKind


def gap(scene: FactScene) -> Iterator[WrittenFact]:
    """One is ahead of another, or of the field, by an amount."""
    event, rule = scene.event, scene.event.rule
    (place, *_) = event.parts.get("amount", (None,))
    amount = scene.sentence.items[place].amount if place is not None else None
    if amount is None or (amount.key == "s" and amount.value > _MOST_SECONDS):
        return
    if amount.key == "laps" and amount.value >= 1.0:
        return  # 'she has two laps to get it back': nobody is a lap ahead in a race of sprinters
    if rule.has("both") and (pair := scene.part("who")) and isinstance(pair, tuple) and len(pair) == 2:
        yield from _between(scene, pair, *amount.written())
        return
    by_rule = rule.option("ahead") and "who" not in event.parts
    subject = _ahead_by_rule(scene) if by_rule else scene.agents()
    if subject is None and _is_of_race(scene) and (winner := scene.discourse.book.ranked(1)) is not None:
        subject = (winner,)  # 'the postman had just enough to win by half a wheel'
    other = _other_of_gap(scene, subject if isinstance(subject, tuple) else ())
    if other == FIELD and rule.has("behind_self") and isinstance(subject, tuple):
        rival = scene.discourse.rival_of(subject)
        other = None if rival is None else (rival,)
    ahead, behind = (other, subject) if rule.has("behind_self") != event.passive else (subject, other)
    if isinstance(ahead, tuple) and len(ahead) == 2 and (behind == FIELD or isinstance(behind, tuple)):
        ranked = [rider for rider in ahead if rider == scene.discourse.book.ranked(1)]
        at_finish = rule.option("when") == "finish" and not scene.has_moment
        ahead = (ranked[0],) if ranked and at_finish else ahead[-1:]
    if rule.has("after_win") and (scene.discourse.to_go_m or 0.0) > _NEAR_FINISH_M:
        return
    if rule.has("after_win") and ahead not in (scene.discourse.last_subject, *scene.discourse.subjects[-1:]):
        return
    if not isinstance(ahead, tuple) or len(ahead) != 1 or behind is None or behind == ():
        return
    if behind != FIELD and set(ahead) & set(behind):
        return
    key, value = amount.written(at_most=rule.has("at_most"), at_least=rule.has("at_least"))
    of = behind if isinstance(behind, str) else one_or_list(scene, behind)
    loose = key == "straights" or (key == "laps" and amount.value >= 0.5)
    winner = scene.discourse.book.ranked(1)
    to_winner = rule.option("whom") == "winner" and not scene.has_moment and other == (winner,)
    timed_finely = key == "s" and amount.value < 1 and len(f"{amount.value:g}") >= 4 and not scene.has_moment
    words = {item.text for item in scene.sentence.items[: event.last]}
    crossed = bool(words & {"crossed", "crosses", "crossing"}) and "line" in words and not scene.has_moment
    of_win = rule.has("win") and not (scene.has_moment and _may_be_on_the_way(scene))
    won = rule.option("whom") == "before" and bool(words & _WON)
    home = not scene.has_moment and (won or _comes_home(scene) or _is_margin_alone(scene, ahead[0]))
    finish = of_win or to_winner or timed_finely or crossed or home
    denied = (
        _denied(scene, ahead[0], behind)
        if finish or scene.moment == "finish" or (rule.option("when") == "finish" and not scene.has_moment)
        else ""
    )
    sure, because = (0.5, denied) if denied else (0.6, "hardly meant to the metre") if loose else (1.0, "")
    content = {"ahead": scene.names[ahead[0]], "of": of, key: value}
    yield WrittenFact("gap", content, sure, because, at_finish=finish, agents=ahead)


def caught(scene: FactScene) -> Iterator[WrittenFact]:
    """Who was away is so no more: whoever comes first behind is a length back at most. Near the line he is passed."""
    agents = scene.agents()
    whom = scene.part("whom", agents if isinstance(agents, tuple) else ())
    metres = metres_to_go(scene.moment or "") if scene.has_moment else scene.discourse.to_go_m
    verb = scene.sentence.items[scene.event.verb].text
    if not isinstance(whom, tuple) or len(whom) != 1 or (metres is not None and metres <= _LAST_STRAIGHT_M):
        return
    if scene.event.claim.tried or verb.endswith("ing"):
        return  # 'was catching him' has not done so yet
    chaser = scene.names[agents[0]] if isinstance(agents, tuple) and len(agents) == 1 else FIELD
    if chaser != scene.names[whom[0]]:
        content = {"ahead": scene.names[whom[0]], "of": chaser, "lengths": "at most 1"}
        yield WrittenFact("gap", content, agents=whom)


_LAST_STRAIGHT_M = 110.0
"""Metres to go up to which who is caught is passed."""

_NEAR_FINISH_M = 250.0
"""Metres to go from which on an amount alone may be the winner's margin."""

_MOST_SECONDS = 15.0
"""Seconds that one rider can be ahead of another; more are those of a standstill, or of a lap."""


_WON = frozenset({"won", "wins", "win", "triumphed", "prevailed"})


def _comes_home(scene: FactScene) -> bool:
    """Whether the verb of a margin is said of the finish alone: 'came home three lengths to the good'."""
    items = scene.sentence.items[scene.event.verb : scene.event.verb + 3]
    return items[0].text.startswith("finish") or any(item.text == "home" for item in items[1:])


def _is_margin_alone(scene: FactScene, ahead: int) -> bool:
    """Whether an amount that no verb claims is the margin: of the winner, late in the race or of what comes of it."""
    to_go_m = scene.discourse.to_go_m
    late = to_go_m is None or to_go_m <= _LAST_STRAIGHT_M
    return scene.event.rule.has("fragment") and ahead == scene.discourse.book.ranked(1) and late


def _is_of_race(scene: FactScene) -> bool:
    """Whether a margin is that of the race, whoever is called its winner: 'enough to win by half a wheel'."""
    items, verb = scene.sentence.items, scene.event.verb
    wins = items[verb].text in ("win", "wins", "won", "winning", "triumph", "triumphed", "prevail", "prevailed")
    named = [items[place].kind for place in scene.event.subjects]
    return wins and not scene.event.claim.denied and all(kind is ItemKind.WORD for kind in named)


def _between(scene: FactScene, pair: tuple[int, ...], key: str, value: object) -> Iterator[WrittenFact]:
    """The gap between two of whom nobody says who is ahead: at the finish the table does, before it the leader is."""
    book = scene.discourse.book
    at_finish = scene.moment in (None, "finish")
    first = next((r for r in pair if r == (book.ranked(1) if at_finish else scene.discourse.leader)), None)
    for other in pair if first is not None else ():
        if first is not None and other != first:
            content = {"ahead": scene.names[first], "of": scene.names[other], key: value}
            yield WrittenFact("gap", content, 0.9, at_finish=at_finish, agents=(first,))


def _may_be_on_the_way(scene: FactScene) -> bool:
    """Whether the verb of a margin is said of the way as well: one leads at the bell, but wins only at the line."""
    return scene.sentence.items[scene.event.verb].text in words_in("on_the_way")


def _denied(scene: FactScene, ahead: int, behind: tuple[int, ...] | str) -> str:
    """Why the results cannot have one ahead of others at the finish; '' where they can."""
    ranks = scene.discourse.book.ranks
    rank = ranks[ahead]
    if rank is None:
        return ""
    if isinstance(behind, str):
        return "" if rank == 1 else "the results name another winner"
    before = [place for place in (ranks[rider] for rider in behind) if place is not None and place < rank]
    return "the results have another order" if before else ""


def _ahead_by_rule(scene: FactScene) -> tuple[int, ...]:
    if scene.event.rule.option("ahead") == "before":
        return scene.before(scene.event.first)[-1:]
    if scene.event.rule.option("ahead") == "winner":
        winner = scene.discourse.book.ranked(1)
        return () if winner is None else (winner,)
    leader = scene.discourse.book.ranked(1) if scene.moment == "finish" else scene.discourse.leader
    return () if leader is None else (leader,)


def _other_of_gap(scene: FactScene, subject: tuple[int, ...]) -> tuple[int, ...] | str | None:
    for name in ("whom", "whom2"):
        if name in scene.event.parts:
            return scene.part(name, subject)
    if scene.event.rule.option("whom") == "before":
        return scene.subjects_before(scene.event.first)[-1:]
    place = place_in(scene, "place") if "place" in scene.event.parts else None
    if scene.event.rule.has("of_place") and place is not None:
        holder = scene.discourse.book.ranked(place)
        return None if holder is None else (holder,)  # 'missed out on silver by two hundredths'
    if scene.event.rule.option("whom") == "winner" and len(subject) == 1:
        return _ahead_of(scene, subject[0])
    return scene.default()


def _ahead_of(scene: FactScene, rider: int) -> tuple[int, ...] | str | None:
    """Behind whom a rider is by an amount, where no words say it: the leader on the way, else as the table has it."""
    book, leader = scene.discourse.book, scene.discourse.leader
    if scene.has_moment and scene.moment != "finish":
        return None if leader in (None, rider) else (leader,)
    before = book.ranked((book.ranks[rider] or 1) - 1)
    (place, *_) = scene.event.parts.get("amount", (None,))
    amount = scene.sentence.items[place].amount if place is not None else None
    gap_s = book.gaps_s[rider]
    if before is None or amount is None or gap_s is None or (gap_before_s := book.gaps_s[before]) is None:
        named = before is not None and before in scene.before(scene.event.first)
        return (before,) if named and before is not None else scene.default()
    amount_s = amount.seconds
    to_winner, to_before = (max(amount_s, own) / max(1e-3, min(amount_s, own)) for own in (gap_s, gap_s - gap_before_s))
    return (before,) if to_before < to_winner else scene.default()
