"""One spelling for names that were typed in many ways; accents always count."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
# Letters of other alphabets that look like Đ and come from old fonts and keyboards.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_DASHES = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*")
_SHORT_CITY = re.compile(r"\btp(?:\.\s*|\s+|$)")
_SHORT_COMMITTEE = re.compile(r"\bubnd\b")
_LEADING_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
_AREA_KIND = re.compile(r"(?:phường|xã|thị trấn|đặc khu|quận|huyện|thành phố) (?=\D)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Both hòa and hoà are correct; the tone moves only where oa, oe or uy ends the syllable.
_EARLY_TONE = re.compile(rf"(o(?=[{_TONES}][ae])|u(?=[{_TONES}]y))([{_TONES}])([aey])(?![^\W\d_]|[\u0300-\u036f])")


def clean(text: str) -> str:
    """Repair how a text was typed, never what it says: NFC, ordinary single spaces, nothing invisible."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", visible).strip()


def name_key(text: str) -> str:
    """Key under which two spellings of the same name are equal.

    Unified: capitals, spaces, ``hoà``/``hòa``, letters that look like Đ, dashes, ``TP.`` (thành phố),
    ``UBND`` (ủy ban nhân dân), leading zeros (``Phường 05``). Accents are never dropped: ``Thanh An`` and
    ``Thạnh An`` are two places.

    >>> name_key("UBND  TP. Thủ Đức") == name_key("Uỷ ban nhân dân Thành phố Thủ Đức")
    True
    """
    name = clean(text).translate(_LOOKALIKES).casefold()
    name = _DASHES.sub(" - ", name)
    name = _SHORT_CITY.sub("thành phố ", name)
    name = _SHORT_COMMITTEE.sub("ủy ban nhân dân", name)
    name = _LEADING_ZEROS.sub("", name)
    late_tones = _EARLY_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", name))
    return clean(late_tones)


def bare_name(key: str) -> str:
    """Drop the kind of an area from a name key: ``quận bình tân`` gives ``bình tân``.

    A numbered area keeps it (``quận 1``): a number alone names nothing.
    """
    return _AREA_KIND.sub("", key, count=1) if _AREA_KIND.match(key) else key


def search_key(text: str) -> str:
    """Key for a search box, where people type without accents; only to narrow a list, never to identify.

    >>> search_key("Sở Nội vụ"), search_key("Đặc khu Côn Đảo")
    ('so noi vu', 'dac khu con dao')
    """
    plain = unicodedata.normalize("NFD", clean(text).translate(_LOOKALIKES).casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """Name of a folder made of a name: ASCII letters, digits and ``_``; only to be read, never a key.

    >>> slug("Thành phố Hồ Chí Minh")
    'thanh_pho_ho_chi_minh'
    """
    return re.sub(r"[^a-z0-9]+", "_", search_key(text)).strip("_")
