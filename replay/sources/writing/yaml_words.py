"""Texts as YAML writes them inside of braces: plain where that is read back as the same text, else in quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w .'’()/+-]*")
_NO_TEXTS = frozenset(("true", "false", "null", "unknown", "none", "field", "inf", "nan", "y", "n"))
"""Words that mean something else to readers of race files or of YAML."""

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufeff]")


def yaml_text(text: str) -> str:
    """A text as it is written between braces; letters that steer, or that were lost, are left out."""
    text = _STEERING.sub("", text).replace("\N{REPLACEMENT CHARACTER}", "")
    if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXTS and text == text.strip() and " #" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def yaml_value(value: object) -> str:
    """A value of a race file in one line: texts, numbers, lists and mappings."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {yaml_value(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(yaml_value, value)) + "]"
    return _moment_or_text(str(value))


def _moment_or_text(text: str) -> str:
    """Moments, amounts and words of the format (`2 laps to go`, `about 0.25`, `field`) stay plain, as by hand."""
    if text in ("field", "unknown"):
        return text
    if re.fullmatch(
        r"(?:about |at least |at most |almost |exactly )?\d+(?:\.\d+)?(?: [a-z][a-z ]*)?", text
    ) and not re.fullmatch(r"[\d.]+", text):
        return text
    return yaml_text(text)


def seconds_text(seconds: float, decimals: int) -> str:
    """Seconds with as many decimals as the table has, and one more only where the sum needs it."""
    decimals = min(max(decimals, 1), 6)
    while decimals < 6 and abs(round(seconds, decimals) - seconds) > 1e-7:
        decimals += 1
    return f"{seconds:.{decimals}f}"


def remark(text: str) -> str:
    """A text as it may stand behind `#`: in one line, without letters that steer."""
    return " ".join(_STEERING.sub(" ", text).split())
