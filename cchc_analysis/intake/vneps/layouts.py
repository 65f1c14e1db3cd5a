"""Where each fact stands in a notice, an award or a cancellation; the files have no heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cchc_analysis.intake.vneps.literals import FaultError, read_list

NOTICES, AWARDS, AWARDS_OFFLINE, CANCELLATIONS = "TBMT_CDT", "CNTTT", "CNTTT_KQM", "DHT"
_NOTICE_STEP, _RESULT_STEP = "notify-contractor-step-1-tbmt", "notify-contractor-step-4-kqlcnt"
# Per kind: the step of the process and the status that the system's own keys name, "" where they name none.
_MARKS = {
    NOTICES: (_NOTICE_STEP, ""),
    AWARDS: (_RESULT_STEP, "CNTTT"),
    AWARDS_OFFLINE: (_RESULT_STEP, "CNTTT"),
    CANCELLATIONS: (_NOTICE_STEP, "DHT"),
}
_STATUS, RESULT_ID, _ONLINE, _VERSION = 4, 5, 6, 8
# Ids that the keys of a row begin with: the notice's own (also in its link) and, in results, its number.
_ID, _NUMBER = 0, 1

_PLAIN = {
    "number": 0, "published": 1, "plan": 2, "name": 5, "investor": 6, "field": 9, "form": 10, "domestic": 12,
    "method": 13, "online": 15, "closed": 20, "link": 30,
}  # fmt: skip
# From mid-March 2023 the version stands third and the price after the guarantee.
_VERSIONED = {
    "number": 0, "published": 1, "version": 2, "plan": 3, "name": 6, "investor": 7, "field": 10, "form": 11,
    "domestic": 13, "method": 14, "online": 16, "closed": 21, "estimate": 26, "link": 32, "keys": 33,
}  # fmt: skip
_AWARD = {**_PLAIN, "estimate": 31, "bidder_count": 32, "bidders": 34, "winners": 35, "keys": 36}
# The estimate (dự toán, place 5) is 0 throughout; place 6 is the price of the package in the plan.
_OFFLINE_AWARD = {
    "number": 0, "published": 1, "investor": 2, "plan": 3, "name": 4, "estimate": 6, "form": 8, "method": 9,
    "field": 10, "decided": 11, "domestic": 15, "winners": 16, "keys": 17,
}  # fmt: skip
_LAYOUTS: dict[str, dict[int, dict[str, int]]] = {
    NOTICES: {32: {**_PLAIN, "keys": 31}, 35: {**_PLAIN, "keys": 31}, 37: _VERSIONED, 38: _VERSIONED},
    AWARDS: {37: _AWARD},
    AWARDS_OFFLINE: {18: _OFFLINE_AWARD},
    CANCELLATIONS: {32: {**_PLAIN, "keys": 31}},
}
KINDS = tuple(_LAYOUTS)


@dataclass(frozen=True)
class Fields:
    """The fields of one row by name, "" where its layout has none; `keys` are the system's own."""

    kind: str
    cells: Mapping[str, str]
    keys: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def has(self, name: str) -> bool:
        """Tell whether the layout of the row has a field at all."""
        return name in self.cells

    @property
    def result_id(self) -> str:
        """Id of an award in the system, "" where the keys hold none."""
        return self.keys[RESULT_ID] if len(self.keys) > RESULT_ID else ""

    @property
    def key_version(self) -> str:
        """Version of the notice as the keys of later exports have it."""
        return self.keys[_VERSION] if len(self.keys) > _VERSION else ""

    @property
    def key_online(self) -> str:
        """``1`` or ``0``: whether the process runs online, as the keys of a result have it."""
        return self.keys[_ONLINE] if len(self.keys) > _ONLINE else ""


def read_fields(kind: str, cells: tuple[str, ...]) -> Fields:
    """Name the fields of a row by its width, and prove by the system's own keys that it is one whole row.

    Two programmes that wrote one file at the same time left rows of the right width whose end belongs to another
    row: the keys at the end must name this notice and this kind.

    Raises
    ------
    FaultError
        For a width that is not known, keys that cannot be read, or keys of another row or kind.
    """
    layout = _LAYOUTS[kind].get(len(cells))
    if layout is None:
        known = ", ".join(map(str, _LAYOUTS[kind]))
        raise FaultError("vneps.row_width", cells[0][:80], kind=kind, fields=len(cells), known=known)
    try:
        keys = tuple(map(str, read_list(cells[layout["keys"]])))
    except FaultError as fault:
        raise FaultError("vneps.row_mixed", fault.raw_value, kind=kind) from fault
    fields = Fields(kind, {name: cells[at].strip() for name, at in layout.items()}, keys)
    if not _is_own(fields):
        raise FaultError("vneps.row_mixed", cells[layout["keys"]][:80], kind=kind)
    return fields


def _is_own(fields: Fields) -> bool:
    step, status = _MARKS[fields.kind]
    keys = fields.keys
    if step not in keys or (fields.has("link") and (not keys[_ID] or keys[_ID] not in fields["link"])):
        return False
    if not status:
        return True
    return len(keys) > _ONLINE and keys[_STATUS] == status and keys[_NUMBER] == fields["number"]
