"""The forms of English verbs: from a lemma to what stands in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"
_SHORT = re.compile(r"(?:qu)?[^aeiou]*[aeiou][^aeiouwxy]")
"""Verbs of one syllable that end in one consonant behind one vowel: they double it ('slot', 'slotted')."""


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The forms of one verb: 'pass', 'passes', 'passed' (past), 'passed' (participle), 'passing'."""

    base: str
    third: str
    past: str
    participle: str
    ing: str

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.base, self.third, self.past, self.participle, self.ing)))


@dataclass(frozen=True, slots=True)
class Conjugation:
    """How verbs are inflected.

    irregular    past and participle of verbs that have their own
    doubled      regular verbs that double their last consonant
    doubled_ing  verbs that double it before -ing
    """

    irregular: Mapping[str, tuple[str, str]]
    doubled: frozenset[str]
    doubled_ing: frozenset[str]

    def forms(self, lemma: str) -> VerbForms:
        """The forms of a verb. 'be' has more: 'is' stands for its third person, 'was' for its past."""
        if lemma == "be":
            return VerbForms("be", "is", "was", "been", "being")
        if lemma == "have":
            return VerbForms("have", "has", "had", "had", "having")
        past, participle = self.irregular.get(lemma) or (self._past(lemma),) * 2
        return VerbForms(lemma, _third(lemma), past, participle, self._ing(lemma))

    def _past(self, lemma: str) -> str:
        if lemma in self.doubled or _SHORT.fullmatch(lemma):
            return f"{lemma}{lemma[-1]}ed"
        if lemma.endswith("e"):
            return f"{lemma}d"
        return f"{lemma[:-1]}ied" if _ends_in_y(lemma) else f"{lemma}ed"

    def _ing(self, lemma: str) -> str:
        if lemma in self.doubled or lemma in self.doubled_ing or _SHORT.fullmatch(lemma):
            return f"{lemma}{lemma[-1]}ing"
        if lemma.endswith("ie"):
            return f"{lemma[:-2]}ying"
        keeps = lemma.endswith(("ee", "oe", "ye")) or not lemma.endswith("e") or len(lemma) < 3
        return f"{lemma}ing" if keeps else f"{lemma[:-1]}ing"


BE = ("be", "am", "are", "is", "was", "were", "been", "being", "'s", "'re", "'m")
"""All forms of 'be' that stand in texts."""


def spellings(forms: VerbForms) -> tuple[str, ...]:
    """Everything that a form of the verb looks like in a text."""
    if forms.base == "be":
        return BE
    return (*forms.all, "'s", "'ve", "'d") if forms.base == "have" else forms.all


def _ends_in_y(lemma: str) -> bool:
    return lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if _ends_in_y(lemma) else f"{lemma}s"
