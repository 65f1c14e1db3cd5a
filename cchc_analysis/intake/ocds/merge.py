"""Releases of one process merged into its present state, by the merge rules of OCDS 1.1."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Sequence
from typing import Any

from ocdsmerge import CompiledRelease
from ocdsmerge.exceptions import DuplicateIdValueWarning, OCDSMergeError

from cchc_analysis.reference.strict_files import read_rows, reference_file

_RULES_FILE = "vocabulary/ocds_merge_rules.csv"
_PATH_IN_WARNING = re.compile(r"in the `([^`]*)` array")


class CannotMergeError(Exception):
    """Releases that no rule can merge: a field is an object in one and a list in another, or an id is no id."""


@functools.cache
def merge_rules() -> dict[tuple[str, ...], str]:
    """Return the fields that are not merged field by field, by path: ``omitWhenMerged`` or ``wholeListMerge``.

    They come from a file, because the library would fetch the schema from the network.
    """
    rows = read_rows(reference_file(_RULES_FILE, None), ["path", "rule", "source"])
    return {tuple(path.split("/")): rule for path, rule in zip(rows["path"], rows["rule"], strict=True)}


def merged(
    releases: Sequence[dict[str, Any]], *, onto: dict[str, Any] | None = None
) -> tuple[dict[str, Any], str]:
    """Merge releases, oldest first: later values win, objects of a list are matched by their ``id``.

    A ``null`` takes away what earlier releases said there, a whole object or list too.

    Parameters
    ----------
    onto
        A compiled release to go on from.

    Returns
    -------
    The compiled release, and the paths of lists in which several objects have one id ("" if there is none): of
    those only the last is kept, as the standard says.

    Raises
    ------
    CannotMergeError

    Source: standard.open-contracting.org/1.1/en/schema/merging; why this library:
    docs/decisions/0013-ocds-merge.md.
    """
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", DuplicateIdValueWarning)
        try:
            compiled = CompiledRelease(onto, merge_rules=merge_rules())
            _take_away(compiled.data)
            for release in releases:
                compiled.append(release)
                if _has_null(release):
                    _take_away(compiled.data)
            result = compiled.asdict()
        except (OCDSMergeError, TypeError, AttributeError) as error:
            # An id that is a list or an object cannot be looked up: the library does not catch that.
            raise CannotMergeError(str(error)) from error
    doubled = {match[1] for one in said if (match := _PATH_IN_WARNING.search(str(one.message)))}
    return result, ", ".join(sorted(doubled))


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    return value is None or (isinstance(value, list) and any(map(_has_null, value)))


def _take_away(data: dict[tuple[str, ...], Any]) -> None:
    """Remove nulls and what stands under them: the library takes away single values, but no objects and lists."""
    nulls = {path for path, value in data.items() if value is None}
    if nulls:
        gone = [path for path in data if any(path[:end] in nulls for end in range(1, len(path) + 1))]
        for path in gone:
            del data[path]
