"""How a source is named where people read it: the publisher's own name, whatever a race file writes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_LONGEST = 36
"""Letters of a publisher's name; of a longer text what stands before its first mark of a pause is taken."""

_NOBODY = "an unnamed report"
"""What stands for a publisher whom the file does not name."""

_HANDED_ON = re.compile(
    r"\b(?:quoting|citing|quotes|quoted from|copied from|copy of|copy from|reprint of)\s+(?:the\s+)?(?P<from>.+)", re.I
)
"""Words after which the publisher stands whose words another has passed on."""

_BY_WAY_OF = re.compile(r"(?P<from>.+?)[\s,;(]+(?:via|as quoted (?:by|in)|quoted (?:by|in)|cited (?:by|in))\s+.+", re.I)
"""Words before which he stands."""

_UNNAMED = re.compile(
    r"^(?:an?\s+)?(?:unnamed|unknown|anonymous|untitled|unsigned|n/?a|none|various|\?+|[-–—]+)\b.*$|^\W*$", re.I
)

_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.I)

_PAUSE = re.compile(r"\s*(?:[;(|]|\s[-–—]\s|,\s)")


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source as it is named. quoted: its words are known from somebody who passed them on."""

    name: str
    quoted: bool = False

    @property
    def credit(self) -> str:
        """Under a caption: 'as reported by Reuters', 'as quoted from Reuters'."""
        return f"as quoted from {self.name}" if self.quoted else f"as reported by {self.name}"

    @property
    def listed(self) -> str:
        """In a list of sources: 'Reuters', 'Reuters (as quoted)'."""
        return f"{self.name} (as quoted)" if self.quoted else self.name


def named_source(publisher: str) -> NamedSource:
    """The source of a race file's words for its publisher: the name that a broadcaster would say.

    'Unnamed copy quoting BBC Sport' is BBC Sport, as quoted; an address is the place where it leads; whoever is not
    named is 'an unnamed report'.
    """
    words = " ".join(publisher.split())
    quoted = False
    for pattern in (_HANDED_ON, _BY_WAY_OF):
        found = pattern.search(words)
        if found:
            words, quoted = found["from"].strip(" .,;:()\"'“”"), True
            break
    if _ADDRESS.match(words):
        words = (urlsplit(words if "://" in words else f"//{words}").hostname or words).removeprefix("www.")
    if len(words) > _LONGEST:
        words = _PAUSE.split(words, maxsplit=1)[0]
    return NamedSource(_NOBODY, quoted=False) if _UNNAMED.match(words) else NamedSource(words, quoted)
