"""Who does what a verb says: subjects and objects, from the order of the words."""

from __future__ import annotations

from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.made_to_do import makes_to_do, owner_of_deed
from replay.sources.reports.sentence.sentence_items import Item, ItemKind
from replay.sources.reports.sentence.word_forms import (
    SOMEBODY,
    is_between,
    is_nobody,
    is_noun_subject,
    is_verb,
    joined_verb,
)

_COMES = frozenset({"comes", "come", "goes", "go", "came", "went"})
_STOPS = frozenset({";", "!", "?", "..."})


def subject_of(items: tuple[Item, ...], verb: int) -> int | None:
    """The item that is the subject of a verb; None where the sentence names none."""
    at = verb - 1
    if at > 1 and _goes_on(items, verb):
        before = next((v for v in range(at - 1, 0, -1) if items[v].text in (",", ";") or is_verb(items[v])), 0)
        is_making = items[before].text in words_in("causatives") | words_in("makes_to_do")
        if is_verb(items[before]) and not is_making:
            return subject_of(items, before)
    if (owner := owner_of_deed(items, at)) is not None:
        return owner
    if at > 1 and items[at].text == "to" and items[at - 1].kind in SOMEBODY and makes_to_do(items, at - 2):
        return at - 1
    if (joined := joined_verb(items, at)) is not None:
        return subject_of(items, joined)
    while at >= 0 and is_between(items[at]) and items[at].text not in ("who", "which", "that", "to"):
        at -= 1
    if at >= 0 and (is_nobody(items, at) or (items[at].text in _NO_RIDERS and is_verb(items[verb]))):
        return at
    if at >= 0 and items[at].kind in SOMEBODY and not _is_after_preposition(items, at, verb):
        return at
    if at >= 0 and items[at].text in ("who", "which", "that", "whom"):
        return _antecedent(items, at)
    if is_noun_subject(items, at, verb):
        return at
    if (relative := _relative_before(items, at)) is not None:
        return _antecedent(items, relative)
    found = _nearest_subject(items, at, verb)
    return _subject_ahead(items, verb) if found is None else found


def _goes_on(items: tuple[Item, ...], verb: int) -> bool:
    """Whether a verb has the subject of the one before: 'resisted before cracking', 'squeezed up to pass R'."""
    before = items[verb - 1]
    if items[verb].text.endswith("ing"):
        return before.text in _BEFORE_PARTICIPLES
    if before.text != "to" or verb < 3:
        return False
    made = makes_to_do(items, verb - 3) or items[verb - 3].text in words_in("causatives")
    return items[verb - 2].kind not in SOMEBODY or (_is_object(items, verb - 2, verb) and not made)


_NO_RIDERS = frozenset({"it", "they", "we"})
"""Subjects that are no rider, or nobody knows which."""

_BEFORE_PARTICIPLES = frozenset({"before", "after", "while", "when"})
"""Behind these a participle has the subject of the verb before; behind 'with R' they begin a clause of another."""


def _relative_before(items: tuple[Item, ...], at: int) -> int | None:
    """The 'who' that opens the clause of a verb, with only words between: 'R, who had in the meantime worked'."""
    for place in range(at, max(-1, at - _MOST_BETWEEN), -1):
        item = items[place]
        if item.text in ("who", "which"):
            return place
        if item.kind in SOMEBODY or not item.text.isalpha() or item.text in words_in("clause_starts"):
            return None
        if is_verb(item) and item.text not in words_in("auxiliaries"):
            return None
    return None


_MOST_BETWEEN = 7
"""Words between 'who' and its verb."""


def _is_after_preposition(items: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether somebody right before a verb is no subject: 'the move by R attacked' is rare, 'behind R' is not."""
    if _is_nominative(items[at]):
        return False
    before = _before(items, at)
    if before is None or before.kind is not ItemKind.WORD or before.text not in words_in("prepositions"):
        return False
    if _is_side(items, at - 1):
        return False
    return items[verb].text.endswith("ed") or before.text != "for"


def _before(items: tuple[Item, ...], at: int) -> Item | None:
    return items[at - 1] if at > 0 else None


def _antecedent(items: tuple[Item, ...], at: int) -> int | None:
    cleft = next((place for place in range(at - 1, 1, -1) if _is_cleft(items, place)), None)
    if cleft is not None and items[at - 1].text == ",":
        return cleft
    far = _FAR_FROM_WHO if at > 0 and items[at - 1].text in (",", "and") else _NEAR_WHO
    for place in range(at - 1, max(-1, at - far), -1):
        if items[place].kind in SOMEBODY:
            return place
    return None


def _is_cleft(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody stands behind 'it was': a later 'who' means nobody else."""
    return (
        items[place].kind in SOMEBODY and items[place - 1].text in ("was", "is", "'s") and items[place - 2].text == "it"
    )


_NEAR_WHO, _FAR_FROM_WHO = 8, 12
"""Items before 'who' among which the one stands of whom it speaks; more behind a comma: 'it is R, diving low, who'."""


def _nearest_subject(items: tuple[Item, ...], at: int, verb: int) -> int | None:
    """The nearest item to the left that is somebody and no object.

    What 'and' joins to a main clause has its subject, not that of a clause between: 'R1 let R2 go when R3 attacked,
    and rode on'.
    """
    joined = at >= 0 and items[at].text in ("and", "but")
    if at >= 0 and items[at].text == "," and not items[verb].text.endswith("ing"):
        return _before_apposition(items, at, verb)
    passed_over: int | None = None
    for place in range(at, -1, -1):
        item = items[place]
        if item.kind is ItemKind.WORD and item.text in _STOPS:
            return None
        if item.kind in SOMEBODY and passed_over is None and place > 0 and items[place - 1].text == "by":
            passed_over = place
        if joined and place > 0 and items[place - 1].text == "for" and items[place + 1].text == "to":
            return place  # 'only for R to come off the wheel and nose ahead'
        if item.kind in SOMEBODY and not _is_object(items, place, verb):
            in_row = items[verb].text.endswith("ing") and any(i.text.endswith("ing") for i in items[place:at])
            if joined and not in_row and place > 0 and items[place - 1].text in words_in("subordinate"):
                passed_over = place if passed_over is None else passed_over
                continue
            return place
    return passed_over


def _before_apposition(items: tuple[Item, ...], at: int, verb: int) -> int | None:
    """The subject of a verb behind a comma: whoever stands before the comma that opens what it closes.

    'R1, who had gone when R2 attacked, rolled in.' Without one the nearest subject.
    """
    nearest: int | None = None
    passed_over: int | None = None
    if (named := _named_and_described(items, at)) is not None:
        return named
    for place in range(at - 1, -1, -1):
        if items[place].kind not in SOMEBODY or _is_object(items, place, verb):
            continue
        if _is_in_clause_between(items, place):
            passed_over = place if passed_over is None else passed_over
            continue
        nearest = place if nearest is None else nearest
        if items[place + 1].text == "," and place + 1 < at:
            return place
    return passed_over if nearest is None else nearest


def _named_and_described(items: tuple[Item, ...], at: int) -> int | None:
    """Who is named before the description that a comma closes: 'R, the home favourite, was fourth'; None for nobody."""
    if at < 3 or items[at - 2].text != ",":
        return None
    named, described = items[at - 3].mention, items[at - 1].mention
    is_one = named is not None and described is not None and bool(described.title) and not described.riders
    return at - 3 if is_one and named is not None and named.riders else None


def _is_in_clause_between(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody is the subject of a clause between commas: 'R1 slowed and, when R2 drew level, went'."""
    comma = next((at for at in range(place - 1, max(0, place - 7), -1) if items[at].text == ","), place)
    joined = items[comma - 1].text in ("and", "but")
    opens = {item.text for item in items[comma:place]} & (words_in("subordinate") | {"moment", "instant"})
    return joined and bool(opens) and items[place + 1].text != ","


def _is_nominative(item: Item) -> bool:
    """Whether an item is 'he' or 'she', which is never an object."""
    return item.mention is not None and item.mention.pronoun in ("he", "she")


def _is_object(items: tuple[Item, ...], place: int, verb: int) -> bool:
    mention = items[place].mention
    if mention is not None and mention.pronoun in ("him", "her"):
        return True
    if _is_nominative(items[place]):
        return False
    following = items[place + 1] if place + 1 < len(items) else None
    if following is not None and following.text == "'s" and place + 1 != verb:
        after = items[place + 2] if place + 2 < len(items) else None
        if after is None or not (
            after.text.endswith("ing")
            or after.text in ("still", "now", "just", "already", "gone", "had", "been", "got")
        ):
            return True
    before = _before(items, place)
    if before is None or (following is not None and following.text == "who" and _is_it_was(items, place)):
        return False
    if before.kind is ItemKind.WORD and before.text in words_in("prepositions"):
        return not _is_side(items, place - 1)
    if before.text in ("was", "is", "'s") and place > 1 and items[place - 2].text == "it":
        return False
    if before.text in _COMES and place > 1 and items[place - 2].text in ("here", "there", "off", "away", "then"):
        return False
    if before.text == "with" and verb >= 0 and items[verb].text.endswith("ing"):
        return any(item.text in _BEFORE_PARTICIPLES for item in items[place + 1 : verb])
    if before.text == "with" and not (
        following is not None and (is_verb(following) or following.kind is ItemKind.PLACE)
    ):
        return True
    if items[place].kind is ItemKind.STRANGER and place + 1 != verb and _is_away(items, place):
        return True
    if before.text in words_in("causatives") or _is_behind_particle(items, place):
        return True
    if is_verb(before) and not (following is not None and is_verb(following) and not following.text.endswith("ing")):
        return True
    if before.text in ("and", ",", "&") and place >= 2 and items[place - 2].kind in SOMEBODY:
        follows_verb = following is not None and (
            is_verb(following) or (following.kind is ItemKind.WORD and following.text != "to" and is_between(following))
        )
        return not follows_verb and _is_object(items, place - 2, verb)
    return False


_SIDES = frozenset({("the", "outside"), ("the", "inside"), ("up", "front"), ("out", "front")})


def _is_side(items: tuple[Item, ...], at: int) -> bool:
    """Whether a word names a side, and no relation to whoever stands behind it: 'on the outside R came'."""
    return at > 0 and (items[at - 1].text, items[at].text) in _SIDES


def _is_behind_particle(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody is the object of a verb of two words: 'edged out R', 'reeled in R'."""
    following = items[place + 1] if place + 1 < len(items) else None
    does_more = following is not None and is_verb(following) and not following.text.endswith("ing")
    return (
        place > 1
        and items[place - 1].text in ("out", "off", "in", "back")
        and is_verb(items[place - 2])
        and not does_more
    )


def _is_it_was(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody is the one of whom a clause speaks: 'it was R who went'."""
    before = [item.text for item in items[max(0, place - 4) : place]]
    return "it" in before and bool({"was", "is", "'s"} & set(before))


def _is_away(items: tuple[Item, ...], place: int) -> bool:
    """Whether a name that is no rider's stands in a phrase of its own: 'since the Glasgow worlds', 'in Hong Kong'."""
    before = [item.text for item in items[max(0, place - 2) : place]]
    return any(word in ("the", "a", "in", "at", "since", "for", "of", "on", "his", "'s", "to") for word in before)


_IN_LISTS = frozenset({"'s", ",", "and", "&"})
"""What stands behind somebody who is one of a list, or to whom something belongs: no subject."""


def _subject_ahead(items: tuple[Item, ...], verb: int) -> int | None:
    """The subject of a participle that begins its sentence: 'Attacking with two laps left, R ...'."""
    if not items[verb].text.endswith(("ing", "ed", "en", "wn", "led", "aught")):
        return None
    if verb > 3 or any(item.kind in SOMEBODY for item in items[:verb]):
        return None
    comma = next((place for place in range(verb, len(items)) if items[place].text == ","), None)
    if comma is None:
        return None
    for place in range(comma + 1, min(comma + 18, len(items))):
        follows_comma = any(item.text == "," for item in items[max(0, place - 2) : place])
        in_list = place + 1 < len(items) and items[place + 1].text in _IN_LISTS
        if items[place].kind in SOMEBODY and follows_comma and not in_list and not is_beside(items, place):
            return place
    return None


def stands_as_subject(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody is likely the subject of a clause."""
    return items[place].kind in SOMEBODY and not _is_object(items, place, -1)


def is_beside(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody is the subject of a 'with' clause: 'with R tucked in behind'."""
    before = _before(items, place)
    return before is not None and before.text == "with"


def coordinated(items: tuple[Item, ...], subject: int) -> tuple[int, ...]:
    """The subject and those who share it: 'R1 and R2 attacked'. A list that is the object of a verb is none."""
    found = [subject]
    if subject > 2 and items[subject - 1].text == "then" and items[subject - 2].text == "and":
        first = subject - 3  # 'first R1 and then R2 went by'
        return (first, subject) if items[first].kind in SOMEBODY and not _is_object(items, first, -1) else (subject,)
    while subject >= 2 and items[subject - 1].text in ("and", ",", "&") and items[subject - 2].kind in SOMEBODY:
        found.insert(0, subject - 2)
        subject -= 2
    before = _before(items, found[0])
    if len(found) > 1 and before is not None and (is_verb(before) or before.text in words_in("prepositions")):
        return (found[-1],)
    has_and = any(items[place + 1].text in ("and", "&") for place in found[:-1])
    return tuple(found) if has_and else (found[-1],)
