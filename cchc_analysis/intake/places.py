"""Whether a package lies in a province, however its name was typed."""

from __future__ import annotations

import difflib
import re
import unicodedata

import pandas as pd

from cchc_analysis.reference.provinces import load_provinces
from cchc_analysis.texts import SpokenError
from cchc_analysis.vietnamese.names import clean, name_key

_KIND = re.compile(r"^(?:tỉnh|thành phố) ")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


class UnknownPlaceError(SpokenError, ValueError):
    """A place that is neither a registered province nor one in the data."""

    key = "intake.unknown_place"


def place_key(name: str) -> str:
    """Key under which two spellings of one province are equal.

    The word for its kind (Tỉnh, Thành phố, TP.) does not count, nor do tone marks: the export writes both
    Thanh Hoá and Thanh Hóa, both Đăk Lăk and Đắk Lắk. No two provinces differ by tone alone, which is not
    true of districts and communes: this key is for provinces only.

    >>> place_key("TP. Hồ Chí Minh") == place_key("Thành phố Hồ Chí Minh")
    True
    """
    bare = _KIND.sub("", name_key(name))
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", bare)))


def find_place(province: pd.Series[str], place: str) -> str:
    """Return the registered name of the province meant by `place`, whichever way it was typed.

    Raises
    ------
    UnknownPlaceError
        If the place is neither registered nor in the data: a misspelt name must not give an empty report.
    """
    wanted = place_key(place)
    names = {place_key(name): clean(name) for name in (*province, *load_provinces()["name_vi"])}
    names.pop("", None)
    if wanted not in names:
        close = difflib.get_close_matches(wanted, sorted(names), n=3)
        raise UnknownPlaceError(place=place, suggestions="; ".join(names[key] for key in close) or "–")
    return names[wanted]


def in_place(province: pd.Series[str], place: str) -> pd.Series[bool]:
    """Mark the packages located in the province `place`; a package without a province is in none.

    Raises `UnknownPlaceError` as `find_place` does.
    """
    wanted = place_key(find_place(province, place))
    return (province.map(place_key) == wanted).astype(bool)
