"""The plain letters of a text, in which words of several languages are compared."""

from __future__ import annotations

import re
import unicodedata


def plain_letters(text: str) -> str:
    text = re.sub(r"[’ʼ`]", "'", text)
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c) or c > "\u3000"))
    return re.sub(r"[\u2010-\u2015]", "-", kept)
