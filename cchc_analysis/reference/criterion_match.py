"""Which criterion of one framework version is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts.faults import Fault, FaultsError


class RenumberingError(FaultsError):
    """A list of renumbered criteria that does not fit the two framework versions; every fault is listed."""

    key = "change.renumbering"


def match_criteria(
    before: Framework, after: Framework, renumbered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the new code of every criterion and domain that goes on, by its old code.

    Codes are matched by being equal; the roots always match.

    Parameters
    ----------
    renumbered
        What equal codes would get wrong: new code by old code. ``""`` says that the criterion ended although its
        code is used again for another one.

    Raises
    ------
    RenumberingError
        If `renumbered` names codes that the versions do not have, or one new code for two old ones.
    """
    known = dict(renumbered or {})
    codes = set(after.criteria["code"])
    faults = _faults(known, set(before.criteria["code"]), codes)
    if faults:
        raise RenumberingError(faults, year_from=before.year, year_to=after.year)
    taken = set(known.values())
    matched = {before.root_code: after.root_code}
    for code in before.criteria["code"]:
        is_ousted = code not in known and code in taken
        new = "" if is_ousted else known.get(code, code)
        if code != before.root_code and new in codes:
            matched[code] = new
    return matched


def match_leaves(
    before: Framework, after: Framework, renumbered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the new code by the old code of criteria that are scored in both versions.

    One that was divided into sub-criteria, or put together from them, is not among these.
    """
    old, new = set(before.leaf_codes), set(after.leaf_codes)
    return {
        code: other
        for code, other in match_criteria(before, after, renumbered).items()
        if code in old and other in new
    }


def _faults(known: Mapping[str, str], old: set[str], new: set[str]) -> list[Fault]:
    counts = Counter(code for code in known.values() if code)
    faults: list[Fault] = [
        ("change.renumbering_unknown_old", {"old": code, "new": known[code]}) for code in known if code not in old
    ]
    faults += [
        ("change.renumbering_unknown_new", {"old": code, "new": other})
        for code, other in known.items()
        if other and other not in new
    ]
    for other in (code for code, count in counts.items() if count > 1):
        sharing = ", ".join(code for code, given in known.items() if given == other)
        faults.append(("change.renumbering_shared", {"old": sharing, "new": other}))
    return faults
