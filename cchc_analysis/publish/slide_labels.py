"""Names short enough for a chart, still telling agencies apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cchc_analysis.publish.plain_text import plain_text


def shorten(name: str, limit: int) -> str:
    """Cut a name after its last whole word that fits, ending in an ellipsis.

    >>> shorten("Ban Quản lý An toàn thực phẩm", 18)
    'Ban Quản lý An…'
    """
    name = plain_text(name)
    if len(name) <= limit:
        return name
    head = name[:limit]
    whole_words = head[: head.rfind(" ")] if " " in head else head[:-1]
    return whole_words.rstrip(" ,;-–") + "…"


def distinct_labels(names: Sequence[str], codes: Sequence[str], *, limit: int) -> list[str]:
    """Return one label per name, at most `limit` characters; names that would look alike carry their code.

    `codes` must be distinct. A name without a readable letter is shown by its code alone.
    """
    short = [shorten(name, limit) or code for name, code in zip(names, codes, strict=True)]
    seen = Counter(short)
    return [
        label if seen[label] == 1 else f"{shorten(name, max(limit - len(code) - 3, 8))} ({code})"
        for label, name, code in zip(short, names, codes, strict=True)
    ]
