"""The rules of `facts.yaml`, made into patterns for sentences that are written anew as items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from replay.sources.reports.language.moments_said import pacer_leaves
from replay.sources.reports.language.report_words import (
    LexiconError,
    conjugation,
    entries_of,
    texts_of,
    words_in,
)
from replay.sources.reports.language.verb_forms import spellings

_SOMEBODY = r"(?:both )?[RGX]\d+(?: (?:, and|, then|and then|and|,|&) [RX]\d+){0,5}"
_ADVERBS = (
    r"(?:(?:then|soon|just|also|still|now|again|first|finally|even|almost|already|back|once|later|at last|at once|"
    r"instead|too|somehow|simply|duly|hard|straight|right|early|late|long|[a-z]+ly) ){0,3}"
)
_MACROS = {
    "{adv}": _ADVERBS,
    "{the}": r"(?:the |a |an |R\d+ 's |their |R\d+ 's own )?",
    "{amount}": r"(?P<amount>A\d+)",
    "{place}": r"(?P<place>N\d+_\d+)",
    "{place2}": r"(?P<place2>N\d+_\d+)",
    **{f"{{{name}}}": rf"(?P<{name}>{_SOMEBODY})" for name in ("who", "whom", "whom2", "third")},
}
_PRESENT = r"[a-z]{2,}[a-rt-z]s"
_REGULAR = r"[a-z-]{2,}(?:ed|ing)"
_VERBS = re.compile(r"~\(([^()]*(?:\([^()]*\)[^()]*)*)\)|~(\w+)")


@dataclass(frozen=True, slots=True)
class FactRule:
    """A rule for one kind of fact; what its keys mean stands at the head of `facts.yaml`.

    says      the pattern; its start is the verb, where the rule names no subject
    passive   the pattern of the same in the passive, None where it has none
    unless    the pattern of what must not stand around it, None where anything may

    A pattern is compiled when a sentence first needs it: a report needs half of them.
    begins_with_verb  whether its first word is a form of a verb: 'slow' of 'slow to react' is none
    triggers  words of which one has to be in the sentence; upper case letters stand for items
    needs     sets of letters of items: the sentence has to have an item of each of these sets
    """

    fact: str
    says_text: str
    passive_text: str
    unless_text: str
    triggers: frozenset[str]
    sure: float
    options: Mapping[str, object]
    begins_with_verb: bool = True
    needs: frozenset[frozenset[str]] = frozenset()

    @property
    def says(self) -> re.Pattern[str]:
        return _compiled(self.says_text)

    @property
    def passive(self) -> re.Pattern[str] | None:
        return _compiled(self.passive_text) if self.passive_text else None

    @property
    def unless(self) -> re.Pattern[str] | None:
        return _compiled(self.unless_text) if self.unless_text else None

    def has(self, option: str) -> bool:
        return bool(self.options.get(option))

    def option(self, name: str) -> str:
        return str(self.options.get(name, ""))


@cache
def fact_rules() -> tuple[FactRule, ...]:
    """All rules, in the order of the file. Raises LexiconError for one that cannot be meant."""
    return tuple(map(rule_of, entries_of("facts", "rules")))


@cache
def rules_by_trigger() -> Mapping[str, tuple[int, ...]]:
    """The rules that a word may set off, by their places."""
    found: dict[str, list[int]] = {}
    for place, rule in enumerate(fact_rules()):
        for word in rule.triggers:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


@cache
def known_verbs() -> frozenset[str]:
    """All verb forms of the rules: what tells an object from a subject."""
    return frozenset(word for rule in entries_of("facts", "rules") for word in _verb_words(str(rule["says"])))


@cache
def bare_forms() -> frozenset[str]:
    """Forms that are nothing but the bare form of a verb, and may be nouns: 'sprint', but not 'hit'."""
    bases: set[str] = set()
    others: set[str] = set()
    for rule in entries_of("facts", "rules"):
        for found in _VERBS.finditer(str(rule["says"])):
            for lemma in _lemmas(found[1] or found[2]):
                forms = conjugation().forms(lemma.split(" ")[0])
                bases.add(forms.base)
                others.update((forms.past, forms.participle, forms.third))
    return frozenset(bases - others - {"can", "could"})


def rules_for(words: frozenset[str]) -> Iterator[FactRule]:
    """The rules that words of a sentence set off, in the order of the file."""
    table, rules = rules_by_trigger(), fact_rules()
    lacks = {letters for rule_needs in _all_needs() for letters in rule_needs if words.isdisjoint(letters)}
    for place in sorted({place for word in words for place in table.get(word, ())}):
        rule = rules[place]
        if rule.passive_text or rule.needs.isdisjoint(lacks):
            yield rule


@lru_cache(maxsize=1024)
def matches_in(rendered: str, words: frozenset[str]) -> tuple[tuple[FactRule, re.Match[str], bool], ...]:
    """The rules that fit a sentence as rules read it, with what they fit and whether in the passive.

    A report is read for each ride and each race, and sentences of others are often written the same: `R0 led T2 .`
    """
    found: list[tuple[FactRule, re.Match[str], bool]] = []
    for rule in rules_for(words):
        found.extend((rule, match, False) for match in rule.says.finditer(rendered))
        found.extend((rule, match, True) for match in (rule.passive.finditer(rendered) if rule.passive else ()))
    return tuple(found)


@cache
def _all_needs() -> frozenset[frozenset[frozenset[str]]]:
    return frozenset(rule.needs for rule in fact_rules())


def rule_of(written: Mapping[str, object]) -> FactRule:
    """A rule as it is written in the lexicon. Raises LexiconError for one that cannot be meant."""
    if unknown := set(written) - set(texts_of("facts", "keys")):
        raise LexiconError(f"facts.yaml: unknown keys {sorted(unknown)} of {written.get('says')}")
    if not {"fact", "says"} <= set(written):
        raise LexiconError(f"facts.yaml: a rule needs fact and says, this one has {sorted(written)}")
    says = str(written["says"])
    keys = written.get("key", [])
    triggers = {str(key) for key in keys} if isinstance(keys, list) else set()
    triggers |= _verb_words(says)
    if not triggers:
        raise LexiconError(f"facts.yaml: a rule needs a key that sets it off: {says}")
    unless = str(written["unless"]) if "unless" in written else ""
    return FactRule(
        fact=str(written["fact"]),
        says_text=_expanded(says),
        passive_text=_passive_of(written),
        triggers=frozenset(triggers),
        unless_text=_expanded(unless),
        sure=float(str(written.get("sure", 1.0))),
        options={key: value for key, value in written.items() if key not in ("fact", "says", "key", "unless", "sure")},
        begins_with_verb=says.startswith(("~", "{moves}")),
        needs=_needs(says),
    )


_ITEMS = re.compile(r"\{(amount|place2?|who|whom2?|third)\}(?!\?)|(?<![\w\\])([RGXPTAN])\\d")
_LETTERS = {"amount": "A", "place": "N", "place2": "N"}
_PEOPLE = "RGX"


def _needs(says: str) -> frozenset[frozenset[str]]:
    """The items without which no alternative of a pattern can fit: a sentence without them need not be tried."""
    of_all: frozenset[frozenset[str]] | None = None
    for alternative in _lemmas(_VERBS.sub("", says)):
        plain = _without_groups(alternative)
        here = frozenset(frozenset(found[2] or _LETTERS.get(found[1], _PEOPLE)) for found in _ITEMS.finditer(plain))
        of_all = here if of_all is None else of_all & here
    return of_all or frozenset()


def _without_groups(pattern: str) -> str:
    """What of a pattern stands in no brackets, and so has to be there."""
    depth, kept = 0, []
    for letter in pattern:
        depth -= letter == ")"
        if depth == 0 and letter != ")":
            kept.append(letter if letter != "(" else " ")
        depth += letter == "("
    return "".join(kept)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern between spaces. Raises LexiconError for one that is none."""
    try:
        return re.compile(rf"(?<= )(?:{pattern})(?= )")
    except re.error as failure:
        raise LexiconError(f"facts.yaml: {pattern}: {failure}") from failure


def _expanded(says: str) -> str:
    """The pattern with its verbs in all forms and its macros in full. A part is named once: later ones are not."""
    pattern = _VERBS.sub(_in_all_forms, says).replace(" ,? ", "(?: ,)? ")
    return _with_macros(pattern)


def _in_all_forms(found: re.Match[str]) -> str:
    return _verb_pattern(found[1] or found[2])


def _with_macros(pattern: str) -> str:
    pattern = pattern.replace("{leaves}", pacer_leaves()).replace(r"\w+", r"[a-z'-]+").replace(r"[\w-]+", r"[a-z-]+")
    pattern = re.sub(r"(?<![\w{<])(?:his|her)(?![\w}])", r"R\\d+ 's", pattern)
    pattern = re.sub(r"(?<![\w{<])him(?![\w}])", r"R\\d+", pattern)
    pattern = re.sub(r"N\\d\+(?!_)", r"N\\d+_\\d+", pattern)
    pattern = re.sub(r"N1(?![_\d])", r"N1_\\d+", pattern)
    for macro, meaning in _MACROS.items():
        pattern = _numbered(pattern, macro, meaning)
    return pattern.replace("{moves}", _moving())


@cache
def _moving() -> str:
    """Any verb, in the past or with an ending: where a rider goes is said by what stands behind it.

    English has many more verbs of moving than a list can hold, and few words for where one moves to.
    """
    irregular = {re.escape(form) for forms in conjugation().irregular.values() for form in forms}
    forms = "|".join(sorted(irregular, key=len, reverse=True))
    resting = "|".join(map(re.escape, sorted(words_in("no_movement"))))
    return rf"(?!(?:{resting}) )(?:{forms}|{_REGULAR}|{_PRESENT})"


def _numbered(pattern: str, macro: str, meaning: str) -> str:
    """The pattern with every use of a macro filled in; a group has its name, and a number from its second use on."""
    parts = pattern.split(macro)
    filled = parts[0]
    for number, part in enumerate(parts[1:], start=1):
        use = re.sub(r"\?P<(\w+)>", rf"?P<\1__{number}>", meaning) if number > 1 else meaning
        filled += use + part
    return filled


def _lemmas(group: str) -> list[str]:
    """The alternatives of a group of verbs, some of which are more words; those may have alternatives of their own."""
    parts, depth, current = [], 0, ""
    for letter in group:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


_HAS = r"'s(?= (?:got|now|already|just|still) )"
"""The 's that is 'has', and says not to whom something belongs: 'Ruiz's got the lead'."""


def _verb_pattern(group: str, *, participles: bool = False) -> str:
    found = []
    for lemma in _lemmas(group):
        verb, _, more = lemma.partition(" ")
        forms = conjugation().forms(verb)
        words = (forms.participle,) if participles else spellings(forms)
        plain = "|".join(re.escape(word) for word in words if not (verb == "have" and word == "'s"))
        has = f"|{_HAS}" if verb == "have" and not participles else ""
        found.append(f"(?:{plain}{has}){f' {more}' if more else ''}")
    return f"(?:{'|'.join(found)})"


def _verb_words(says: str) -> set[str]:
    words: set[str] = set()
    for found in _VERBS.finditer(says):
        for lemma in _lemmas(found[1] or found[2]):
            words.update(spellings(conjugation().forms(lemma.split(" ")[0])))
    return words


def _passive_of(written: Mapping[str, object]) -> str:
    """The passive of a rule: of the verbs of `says`, or of those that `passive` names with what stands behind them."""
    passive = written.get("passive")
    if not passive:
        return ""
    return _in_passive(str(written["says"]) if passive is True else str(passive), whole=passive is not True)


def _as_participle(found: re.Match[str]) -> str:
    return _verb_pattern(found[1] or found[2], participles=True)


def _in_passive(says: str, *, whole: bool) -> str:
    """The passive of a rule: its verbs as participles, with whom it was done by behind them, if that is said."""
    verbs = "|".join(_verb_pattern(found[1] or found[2], participles=True) for found in _VERBS.finditer(says))
    if whole:
        verbs = _VERBS.sub(_as_participle, says)
    by = rf"(?P<agent>{_SOMEBODY})"
    return rf"(?:{verbs})(?:(?: (?!and |but |, |\\.|;|before |as )[^ ]+){{0,4}}? by {by})?"
