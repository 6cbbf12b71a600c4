"""The words around a name that belong to it: 'the tiring Briton', 'Italian hardman', 'world champion', ', 27,'."""

from __future__ import annotations

import re
from functools import cache

from replay.sources.reports.language.fact_rules import known_verbs
from replay.sources.reports.language.report_words import between_words, text_of, texts_of, words_in
from replay.sources.reports.sentence.name_book import NameBook
from replay.sources.reports.sentence.nation_words import nation_words


@cache
def described() -> re.Pattern[str]:
    """'the tiring Briton', 'reigning world champion', 'the 24-year-old', 'Dutch rider'."""
    people, _, country, _ = nation_words()
    inner = people.pattern.removeprefix(r"(?<![\w'-])").removesuffix(r"(?![\w-])")
    land = country.pattern.removeprefix(r"(?<![\w'-])").removesuffix(r"(?![\w-])")
    adjectives = "|".join(re.escape(word) for word in sorted(words_in("adjectives"), key=len, reverse=True))
    nouns = "|".join(re.escape(w) for w in (*texts_of("words", "titles"), *texts_of("words", "persons")))
    modifier = rf"(?:{adjectives}|[0-9]+[- ]year[- ]old|\w+-year-old|{inner}|{nouns}|(?:{land})'s|(?:19|20)[0-9]{{2}})"
    medal = "(?:gold|silver|bronze)"
    head = rf"(?:{nouns}|[0-9]+-year-old|\w+-year-old|{inner})"
    article = "(?:the|a|an|his|her|their|fellow|our own|last year's|this year's) "
    return between_words(rf"(?:{article})?(?:(?!{medal},){modifier}(?: |, )){{0,5}}{head}")


@cache
def _adjectives_before() -> re.Pattern[str]:
    """'a fading', 'the tiring' before a name."""
    adjectives = "|".join(re.escape(word) for word in sorted(words_in("adjectives"), key=len, reverse=True))
    alone = r"(?:big|little|young|old|poor|brave|plucky|lanky|mighty|wily|dear|tiny) "
    like = text_of("words", "like_adjectives")
    return re.compile(rf"(?<![\w'-])(?:(?:an?|the) (?:(?:{adjectives}|{like}) ){{1,3}}|{alone})$")


@cache
def tail() -> re.Pattern[str]:
    """What may follow a name and belongs to it: 'of Australia', '(NED)', ', 27,'."""
    land = nation_words()[2].pattern.removeprefix(r"(?<![\w'-])").removesuffix(r"(?![\w-])")
    return re.compile(rf"(?: (?:of|from|for) (?:the )?(?:{land})(?![\w-])| \((?:[a-z]{{3}}|{land})\)|, [1-9][0-9],)")


@cache
def _lead_in() -> re.Pattern[str]:
    """What may stand before a name and belongs to it: 'Australia's'."""
    land = nation_words()[2].pattern.removeprefix(r"(?<![\w'-])").removesuffix(r"(?![\w-])")
    return re.compile(rf"(?<![\w'-])(?:the )?(?:{land})(?:'s?)?(?:'s)? $")


def _noun_after_nation(lowered: str, window: int, start: int) -> int | None:
    """Where 'Italian hardman' begins before a name: a nation and a noun that no list holds; None for no such words."""
    people = nation_words()[0]
    noun = re.search(r"(?<![\w'-])([a-z]{4,}) $", lowered[window:start])
    if noun is None or noun[1] in known_verbs() or noun[1].endswith(("ed", "ing", "ly", "s")):
        return None
    if noun[1] in words_in("prepositions") | words_in("subordinate") | words_in("auxiliaries"):
        return None
    before = window + noun.start()
    found = next((f for f in people.finditer(lowered, window, before) if before - 1 <= f.end() <= before), None)
    return None if found is None else found.start()


def _is_of_other_nation(words: str, book: NameBook, rider: int) -> bool:
    """Whether words name the nation of another rider of the race: in 'behind the Belgian Monroe' these are two."""
    people, codes, _, _ = nation_words()
    found = people.search(words)
    own = book.nations[rider]
    return bool(own and found and own not in codes[found[0]] and book.of_nation(codes[found[0]]))


def with_lead_in(lowered: str, start: int, book: NameBook, rider: int) -> tuple[int, str]:
    """Where the words begin that belong to a name, and the title among them."""
    title = ""
    for _ in range(4):
        window = max(0, start - 70)
        country = _lead_in().search(lowered, window, start)
        if country:
            start = country.start()
            continue
        best = next((f for f in described().finditer(lowered, window, start) if start - 5 <= f.end() <= start), None)
        adjectives = _adjectives_before().search(lowered, window, start)
        if adjectives and best is None:
            start = adjectives.start()
            continue
        if best is None and (noun := _noun_after_nation(lowered, window, start)) is not None:
            start = noun
            continue
        if best and _is_of_other_nation(best[0], book, rider):
            break
        joins = lowered[best.end() : start] if best else ""
        if best and re.fullmatch(r" |, | and ", joins) and (joins == " " or title):
            if "," in joins and lowered[best.start() : best.end()].startswith(("the ", "a ")):
                break
            title = title or title_in(lowered[best.start() : best.end()])
            start = best.start()
    return start, title


def title_in(words: str) -> str:
    """The title of a description without its article: 'defending champion'; '' where it has none."""
    has = any(words.endswith(title) for title in texts_of("words", "titles"))
    return re.sub(r"^(?:the|a|an|his|her|their) ", "", words) if has else ""
