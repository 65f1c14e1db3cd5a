"""What changed in the rules of the index between two years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import pandas as pd

from cchc_analysis.reference.criterion_match import match_criteria, match_leaves
from cchc_analysis.reference.criterion_words import spoken_criteria
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing

Change = Literal[
    "added", "dropped", "renumbered", "points", "moved", "renamed", "source", "groups", "direction"
]  # fmt: skip

CHANGE_COLUMNS = [
    "year_from", "year_to", "criterion_code", "criterion_name", "is_leaf", "change", "change_name", "before",
    "after",
]  # fmt: skip

_Row = dict[str, Any]


def framework_changes(
    before: Framework,
    after: Framework,
    *,
    language: Language,
    renumbered: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """List what differs between two versions of the criteria, so that a reader knows what may be compared.

    Parameters
    ----------
    renumbered
        New code by old code where equal codes would mislead; see
        `cchc_analysis.reference.criterion_match.match_criteria`.

    Returns
    -------
    The ``framework_changes`` table, one row per criterion or domain and difference, in the order of the later
    version, dropped ones last: year_from, year_to, criterion_code (the later one), criterion_name, is_leaf (scored
    itself), change (``added``, ``dropped``, ``renumbered``, ``points`` = maximum, ``moved`` = other parent,
    ``renamed``, ``source`` = who scores it, ``groups`` = whom it applies to, ``direction``), change_name, and
    ``before`` and ``after`` in words (for added and dropped: the maximum of points).

    The Vietnamese name is the one that counts; a new translation is no change.

    Raises
    ------
    RenumberingError
        If `renumbered` does not fit the two versions.
    """
    matched = match_criteria(before, after, renumbered)
    old_codes = {new: old for old, new in matched.items()}
    old, new = _rows(before), _rows(after)
    leaves = {*after.leaf_codes}, {*before.leaf_codes}
    records: list[tuple[object, ...]] = []

    def record(row: _Row, is_leaf: bool, change: Change, was: str, now: str) -> None:
        said = text(f"change.kind_{change}", language)
        name = row[f"name_{language}"]
        records.append((before.year, after.year, row["code"], name, is_leaf, change, said, was, now))

    for code, row in new.items():
        if code not in old_codes:
            record(row, code in leaves[0], "added", MISSING, _points(row, language))
            continue
        for change, was, now in _differences(old[old_codes[code]], row, old, new, matched, language):
            record(row, code in leaves[0], change, was, now)
    for code, row in old.items():
        if code not in matched:
            record(row, code in leaves[1], "dropped", _points(row, language), MISSING)
    return pd.DataFrame.from_records(records, columns=CHANGE_COLUMNS)


def are_comparable(before: Framework, after: Framework, *, renumbered: Mapping[str, str] | None = None) -> bool:
    """Say whether the indices of two years measure the same: the same criteria for the same agencies and points.

    Names, codes given in `renumbered`, places in the tree and who scores a criterion may differ; a criterion more
    or less, other groups, another maximum, another direction or another scale of the index may not.
    """
    matched = match_leaves(before, after, renumbered)
    old, new = _rows(before), _rows(after)
    return (
        before.index_scale == after.index_scale
        and len(matched) == len(before.leaf_codes) == len(after.leaf_codes)
        and all(_counts_alike(old[code], new[other]) for code, other in matched.items())
    )


def comparison_warning(
    before: Framework,
    after: Framework,
    *,
    language: Language,
    renumbered: Mapping[str, str] | None = None,
) -> str:
    """Warn that two years' indices do not compare, and say why; "" where they do."""
    if are_comparable(before, after, renumbered=renumbered):
        return ""
    matched = match_leaves(before, after, renumbered)
    old, new = _rows(before), _rows(after)
    continuing = set(matched.values())
    changed = [other for code, other in matched.items() if not _counts_alike(old[code], new[other])]
    lists = {
        "added": (after, [code for code in after.leaf_codes if code not in continuing]),
        "dropped": (before, [code for code in before.leaf_codes if code not in matched]),
        "changed": (after, changed),
    }
    parts = [
        text(f"change.warning_{kind}", language, count=len(codes), names=spoken_criteria(codes, version, language))
        for kind, (version, codes) in lists.items()
        if codes
    ]
    domains = [int(one.criteria["parent_code"].eq(one.root_code).sum()) for one in (before, after)]
    if before.index_scale != after.index_scale:
        parts.insert(0, text("change.warning_scale", language))
    if domains[0] != domains[1]:
        parts.insert(0, text("change.warning_domains", language, before=domains[0], after=domains[1]))
    years = {"year_from": before.year, "year_to": after.year}
    return text("change.warning", language, **years, reasons=" ".join(parts), common=len(matched))


def _rows(framework: Framework) -> dict[str, _Row]:
    return {str(row["code"]): row for row in framework.criteria.to_dict("records")}  # type: ignore[misc]


def _differences(
    was: _Row,
    now: _Row,
    old: dict[str, _Row],
    new: dict[str, _Row],
    matched: Mapping[str, str],
    language: Language,
) -> Iterator[tuple[Change, str, str]]:
    if was["code"] != now["code"]:
        yield "renumbered", was["code"], now["code"]
    if _differ(was["max_points"], now["max_points"]):
        yield "points", _points(was, language), _points(now, language)
    if matched.get(was["parent_code"], "") != now["parent_code"]:
        yield "moved", _named(old[was["parent_code"]], language), _named(new[now["parent_code"]], language)
    if was["name_vi"] != now["name_vi"]:
        # Where the translation was kept, only the Vietnamese names show the difference.
        shown = "name_vi" if was[f"name_{language}"] == now[f"name_{language}"] else f"name_{language}"
        yield "renamed", was[shown], now[shown]
    if was["score_source"] != now["score_source"]:
        yield "source", _source(was, language), _source(now, language)
    if _groups(was) != _groups(now):
        yield "groups", _spoken_groups(was, language), _spoken_groups(now, language)
    if was["direction"] and now["direction"] and was["direction"] != now["direction"]:
        yield "direction", _direction(was, language), _direction(now, language)


def _counts_alike(was: _Row, now: _Row) -> bool:
    return (
        not _differ(was["max_points"], now["max_points"])
        and _groups(was) == _groups(now)
        and was["direction"] == now["direction"]
    )


def _differ(was: float, now: float) -> bool:
    return was != now and not (is_missing(was) and is_missing(now))


def _groups(row: _Row) -> frozenset[str]:
    return frozenset(filter(None, row["applies_to"].split(";")))


def _spoken_groups(row: _Row, language: Language) -> str:
    groups = [text(f"groups.{group}", language) for group in sorted(_groups(row))]
    return "; ".join(groups) or text("change.all_groups", language)


def _source(row: _Row, language: Language) -> str:
    return text(f"change.source_{row['score_source'] or 'none'}", language)


def _direction(row: _Row, language: Language) -> str:
    return text(f"change.direction_{row['direction']}", language)


def _points(row: _Row, language: Language) -> str:
    return format_number(row["max_points"], language, 2)


def _named(row: _Row, language: Language) -> str:
    return f"{row['code']} {row[f'name_{language}']}"
