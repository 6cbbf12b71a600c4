"""Riders in a sentence: by name, by nation, by what they have won, by a pronoun; and people who do not ride here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from replay.sources.reports.language.fact_rules import known_verbs
from replay.sources.reports.language.numbers_said import NUMBER
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.language.report_words import pattern_of, text_of, words_in
from replay.sources.reports.sentence.name_book import NameBook
from replay.sources.reports.sentence.name_surroundings import described, tail, title_in, with_lead_in
from replay.sources.reports.sentence.nation_words import nation_words, nouns_for_one


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is spoken of.

    riders   places in the race, if the words alone say who; else what says it:
    pronoun  'he', 'she', 'him', 'his', 'her', 'pair' or 'it is somebody described'
    nations  codes of a nation, one of whose riders is meant
    title    what they have won or are: 'defending champion'
    """

    start: int
    end: int
    riders: tuple[int, ...] = ()
    pronoun: str = ""
    nations: frozenset[str] = frozenset()
    title: str = ""
    first_person: bool = False

    @property
    def is_rider(self) -> bool:
        return bool(self.riders or self.pronoun or self.title or self.nations)


_PRONOUNS = re.compile(r"(?<![\w'-])(he|she|him|his|her|herself|himself)(?![\w-])")
_THEY = re.compile(r"(?<![\w'-])they(?![\w-])")
_SPEAKERS = re.compile(r"(?<![\w'-])(yours truly|i|we|you|my|our|me|us|i'm|i've)(?![\w-])")
_CAPITALISED = re.compile(
    r"(?<![\w'-])[A-Z][\w'-]*\.?(?:\s+(?:(?:de|da|di|van|der|den|von|la|le|bin|al|dos)\s+)*[A-Z][\w'-]+)*"
)


def phrases_in(
    sentence: Sentence, lowered: str, book: NameBook, known: frozenset[str], taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Everybody whom a sentence speaks of, in no order, none over another nor over what is taken."""
    used = list(taken)

    def is_free(start: int, end: int) -> bool:
        return not any(start < b and a < end for a, b in used)

    for mention in _named(sentence, lowered, book, known):
        if is_free(mention.start, mention.end):
            used.append((mention.start, mention.end))
            yield mention
    by_words = (*_by_description(lowered, book), *_by_epithet(sentence.folded), *_ours(lowered))
    for mention in (*by_words, *_by_pronoun(lowered), *_strangers(sentence, lowered, known)):
        if is_free(mention.start, mention.end):
            used.append((mention.start, mention.end))
            yield mention


def _named(sentence: Sentence, lowered: str, book: NameBook, known: frozenset[str]) -> Iterator[Mention]:
    for span in book.spans_in(sentence.folded):
        start, end = span.start, span.end
        nickname = _nickname(sentence.folded, start, book.firsts[span.rider])
        if nickname:
            start = nickname
        elif not span.whole and _is_of_somebody_else(sentence.folded, lowered, start, known):
            yield Mention(_word_before(sentence.folded, start), end)
            continue
        if not span.whole and _goes_on_as_name(sentence.folded, end, book, span.rider):
            yield Mention(start, end)
            continue
        for _ in range(3):
            behind = tail().match(lowered, end)
            end = behind.end() if behind else end
        if (
            span.whole
            and not nickname
            and _word_before(sentence.folded, start) > 0
            and _is_of_somebody_else(sentence.folded, lowered, start, known)
        ):
            start = _word_before(sentence.folded, start)
        start, title = with_lead_in(lowered, start, book, span.rider)
        yield Mention(start, end, (span.rider,), title=title)


def _nickname(text: str, start: int, first: str) -> int:
    """Where a short form of the given name begins that stands before a family name; 0 if none does."""
    word = re.search(r"([A-Z][a-z]+) $", text[max(0, start - 20) : start])
    if word is None or not first:
        return 0
    plain, known = word[1].lower(), first.lower()
    same = plain[:3] == known[:3] and plain[:1] == known[:1] and plain not in words_in("starters")
    return start - len(word[0]) if same else 0


def _word_before(text: str, start: int) -> int:
    return text.rfind(" ", 0, max(0, start - 1)) + 1


def _is_of_somebody_else(text: str, lowered: str, start: int, known: frozenset[str]) -> bool:
    """Whether a family name follows a given name of another: 'Laura' before 'Kenny'."""
    before = text[:start]
    if not before.endswith(" "):
        return False
    word = re.search(r"([\w'.-]+) $", before)
    if word is None or not word[1][0].isupper() or word[1].endswith((".", "'s", "'")) or word[1].isupper():
        return False
    if re.search(r"\b(?:in|at|from|near|outside) [\w'.-]+ $", before):
        return False  # 'in Berlin Meyer attacked'
    plain = word[1].lower()
    if (
        plain in words_in("starters")
        or plain in words_in("adjectives")
        or plain in known
        or plain in words_in("calendar")
        or re.fullmatch(text_of("words", "like_adjectives"), plain)
    ):
        return False
    people, _, country, _ = nation_words()
    ends = lowered[max(0, start - 40) : start - 1]
    if any(found.end() == len(ends) for p in (people, country, described()) for found in p.finditer(ends)):
        return False
    return not plain.endswith(("ly", "ing"))


def _goes_on_as_name(text: str, end: int, book: NameBook, rider: int) -> bool:
    """Whether a given name alone is followed by another family name than the rider's: 'Jason' before 'Queally'."""
    found = re.match(r" ([A-Z][a-z]+)", text[end : end + 40])
    first, last = book.firsts[rider].lower(), book.lasts[rider].lower()
    alone = text[:end].lower().endswith(first) and not text[:end].lower().endswith(last) if first else False
    return bool(alone and found and found[1].lower() not in words_in("starters") and found[1].lower() not in last)


def _by_description(lowered: str, book: NameBook) -> Iterator[Mention]:
    people, codes, _, _ = nation_words()
    for found in pattern_of("pair").finditer(lowered):
        yield Mention(found.start(), found.end(), pronoun="pair")
    for found in described().finditer(lowered):
        words = found[0]
        has_article = words.startswith(("the ", "his ", "her ", "a ", "an ", "our own "))
        nation = frozenset(code for match in people.finditer(words) for code in codes[match[0]])
        ends_in_nation = any(words.endswith(noun) for noun in nouns_for_one())
        title = title_in(words)
        if not has_article and not (ends_in_nation and found.start() > 0):
            continue
        if nation and not title:
            riders = book.of_nation(nation)
            is_pair = words.endswith(("pair", "duo"))
            is_known = len(riders) == (2 if is_pair else 1)
            yield Mention(
                found.start(), found.end(), riders if is_known else (), nations=nation if riders else frozenset()
            )
        elif title and words.startswith(("the ", "his ", "her ")):
            yield Mention(found.start(), found.end(), title=title)
        elif words.endswith(("-year-old", "youngster", "veteran", "teenager")) and words.startswith("the "):
            yield Mention(found.start(), found.end(), pronoun="somebody")
        elif has_article and nation:
            yield Mention(found.start(), found.end())


@cache
def _epithets() -> re.Pattern[str]:
    """What a clause calls somebody without a name: 'the Glaswegian', 'the Bolton bombshell, 22,', 'the older man'."""
    nouns = "|".join(sorted(map(re.escape, words_in("epithets")), key=len, reverse=True))
    return re.compile(
        r"(?:^(?:But |And |Then |Now )?|(?<=[,;] )|(?<= and )|(?<= but )|(?<= while )|(?<= as )|(?<= when )|"
        r"(?<= before )|(?<= after )|(?<= until ))"
        r"[Tt]he (?:[A-Z][a-z]+(?:man|woman|ian|egian)|"
        rf"(?:[A-Z][a-z]+[- ]){{1,2}}(?:based |born )?(?!(?:never|ever|over|under|after|later|however)\b)"
        rf"(?:[a-z]*(?:er|or|man|woman|ist)|{nouns})|"
        r"(?:older|younger|bigger|taller|smaller|local|home|former|veteran|little|big) [a-z]+)(?:, [1-9][0-9],)?"
        r"(?=,| [a-z]+\b|'s )"
    )


def _by_epithet(text: str) -> Iterator[Mention]:
    """The rider whom the first words of a clause describe: the one spoken of last, as 'he' is."""
    for found in _epithets().finditer(text):
        start = found.start() + found[0].lower().find("the ")
        yield Mention(start, found.end(), pronoun="somebody")


_OURS = re.compile(
    r"(?<![\w'-])our (?:[a-z]+ )?"
    r"(?:representative|athlete|rider|sprinter|lad|boy|girl|man|woman|lass|champion|hero|heroine|star)(?![\w-])"
)


def _ours(lowered: str) -> Iterator[Mention]:
    """'Our representative': the rider whom the report is about."""
    for found in _OURS.finditer(lowered):
        yield Mention(found.start(), found.end(), pronoun="ours")


def _by_pronoun(lowered: str) -> Iterator[Mention]:
    for found in _PRONOUNS.finditer(lowered):
        if found[1] not in ("herself", "himself"):
            yield Mention(found.start(), found.end(), pronoun=_case_in(lowered, found))
    for found in _THEY.finditer(lowered):
        yield Mention(found.start(), found.end(), pronoun="they")
    for found in _SPEAKERS.finditer(lowered):
        yield Mention(found.start(), found.end(), first_person=True)


def _case_in(lowered: str, found: re.Match[str]) -> str:
    """The case of a pronoun in a sentence: whoever is let or made to do something is an object, 'let her go'."""
    before = lowered[max(0, found.start() - 12) : found.start()].split()
    is_let = bool(before) and before[-1] in ("let", "lets", "letting")
    return "her" if found[1] == "her" and is_let else _case_of(found[1], lowered[found.end() :])


def _case_of(word: str, following: str) -> str:
    """'he', 'him' or 'his' (the same of 'she', as 'she', 'her', 'hers'): 'her' is either as what follows says."""
    if word != "her":
        return word
    following = following.lstrip()
    own = re.match(r"[a-z]", following) and not re.match(
        rf"(?:(?:just|only|about|some|barely) )?{NUMBER} (?:m|metres?|meters?|laps?|lengths?|yards?)\b|"
        r"(?:and|but|with|in|on|at|by|for|from|to|as|when|while|before|after|into|over|past|around|again|down|off|out|up|back|"
        r"since|till|through|throughout|all|home|too|once|twice|along|across|so|"
        r"then|because|until|behind|near|right|just|out|off)\b",
        following,
    )
    return "hers" if own else "her"


_NOUN_BEHIND = re.compile(r" (?:rider|man|woman|sprinter|star|native|racer|athlete|youngster|ace|teenager)(?![\w-])")
"""What makes a name one of a place: 'the Derby rider'."""


def _strangers(sentence: Sentence, lowered: str, known: frozenset[str]) -> Iterator[Mention]:
    """People and things with names who are not riders of the race: they do what their verbs say, and nobody else."""
    people, _, country, _ = nation_words()
    no_names = [found.span() for pattern in (people, country) for found in pattern.finditer(lowered)]
    for found in _CAPITALISED.finditer(sentence.folded):
        start, end = _without_starters(found, known)
        noun = _NOUN_BEHIND.match(lowered, end)
        end = noun.end() if noun else end
        if start >= end or any(start < b and a < end for a, b in no_names):
            continue
        first = lowered[start:end].split()[0]
        alone = " " not in sentence.folded[start:end]
        if start == 0 and alone and (first.endswith(("ing", "ly", "ed")) or first in known_verbs()):
            continue
        yield Mention(start, end)


def _without_starters(found: re.Match[str], known: frozenset[str]) -> tuple[int, int]:
    """The part of capitalised words that may be a name: without words that begin sentences, and calendar words."""
    start, end = found.span()
    words = list(re.finditer(r"\S+", found[0]))
    while words and _is_no_name(words[0][0], known):
        words = words[1:]
    return (start + words[0].start(), end) if words else (end, end)


def _is_no_name(word: str, known: frozenset[str]) -> bool:
    plain = word.lower().strip(".'")
    plain = plain.removesuffix("'s")
    return (
        plain in words_in("starters")
        or plain in known
        or plain in words_in("calendar")
        or len(plain) < 2
        or word.isupper()
    )
