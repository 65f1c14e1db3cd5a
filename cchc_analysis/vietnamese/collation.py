"""Vietnamese dictionary order, with numbers in natural order (``Phường 2`` before ``Phường 10``)."""

from __future__ import annotations

import re
import unicodedata

# The 29 letters of the alphabet; f, j, w and z occur in foreign names and stand where ICU puts them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
# ngang (no mark), huyền, hỏi, ngã, sắc, nặng
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACE, _SIGN, _NUMBER, _LETTER, _FOREIGN = range(5)
_PIECES = re.compile(r"\d+|\D")

VietnameseKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...], str]


def vietnamese_key(text: str) -> VietnameseKey:
    """Sort key of a name in Vietnamese order: letters first, then tones, then small before capital.

    Use it as ``sorted(names, key=vietnamese_key)`` or ``frame.sort_values("agency_name",
    key=lambda names: names.map(vietnamese_key))``.

    >>> sorted(["Quận 10", "Đồng", "Quận 2", "Dũng"], key=vietnamese_key)
    ['Dũng', 'Đồng', 'Quận 2', 'Quận 10']
    """
    normal = unicodedata.normalize("NFC", text)
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for piece in _PIECES.findall(normal):
        base, tone = _split_tone(piece)
        letters.append(_rank(base))
        tones.append(tone)
        capitals.append(piece != piece.lower())
    return tuple(letters), tuple(tones), tuple(capitals), normal


def _split_tone(piece: str) -> tuple[str, int]:
    """Take the tone mark off a letter: ``ấ`` gives ``â`` and sắc."""
    marks = unicodedata.normalize("NFD", piece.lower())
    tone = next((_TONE_RANK[mark] for mark in marks if mark in _TONE_RANK), 0)
    base = "".join(mark for mark in marks if mark not in _TONE_RANK)
    return unicodedata.normalize("NFC", base), tone


def _rank(base: str) -> tuple[int, int]:
    if base.isdecimal():
        return _NUMBER, int(base)
    if base in _LETTER_RANK:
        return _LETTER, _LETTER_RANK[base]
    if base.isspace():
        return _SPACE, 0
    # A tone mark with no letter under it leaves nothing.
    return (_FOREIGN if base.isalpha() else _SIGN), ord(base[0]) if base else 0
