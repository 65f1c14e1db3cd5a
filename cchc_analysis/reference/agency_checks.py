"""What must hold in the registry of agencies before anyone may use it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pandas as pd

from cchc_analysis.reference.errors import Said, in_both
from cchc_analysis.texts import Language, SpokenError, text

COLUMNS = (
    "agency_code", "official_code", "name_vi", "name_en", "short_name_vi", "group", "parent_code", "valid_from",
    "valid_to", "successor_codes", "source",
)  # fmt: skip
GROUPS = ("city", "department", "district", "ward", "unit")
_MAY_BE_EMPTY = ("official_code", "short_name_vi", "parent_code", "valid_from", "valid_to", "successor_codes")
# Codes name files and folders.
_CODE = re.compile(r"[A-Za-z0-9_]{1,40}", re.ASCII)
_ONE_DAY = pd.Timedelta(days=1)

Problem = tuple[str, dict[str, str]]


class RegistryError(SpokenError, ValueError):
    """`agencies.csv` contradicts itself; the message lists every contradiction."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems=problems)

    def message(self, language: Language) -> str:
        """Say what is wrong, one line per problem."""
        return "\n".join(text(key, language, **values) for key, values in self.problems)


def row_faults(rows: pd.DataFrame) -> Iterator[Said]:
    """Say what is wrong with single rows of `agencies.csv`, all text: empty cells, codes, groups and days."""
    for number, row in enumerate(rows.to_dict("records"), 2):
        empty = [column for column in COLUMNS if not row[column] and column not in _MAY_BE_EMPTY]
        if empty:
            yield in_both("agency_without", row=number, columns=", ".join(empty))
        if row["agency_code"] and not _CODE.fullmatch(row["agency_code"]):
            yield in_both("agency_code", row=number, code=row["agency_code"])
        if row["group"] and row["group"] not in GROUPS:
            yield in_both("agency_group", row=number, group=row["group"], groups=", ".join(GROUPS))
        for column in ("valid_from", "valid_to"):
            if row[column] and not _is_day(row[column]):
                yield in_both("agency_day", row=number, column=column, day=row[column])


def _is_day(words: str) -> bool:
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def check_agencies(agencies: pd.DataFrame) -> None:
    """Raise `RegistryError` unless codes, spans, parents and successors fit together.

    A code has at most one row on any day; a parent exists; a successor exists on the day after its
    predecessor ends.
    """
    spans = agencies.assign(
        starts=agencies["valid_from"].fillna(pd.Timestamp.min.as_unit("us")),
        ends=agencies["valid_to"].fillna(pd.Timestamp.max.as_unit("us")),
    )
    problems = [*_overlaps(spans), *_missing_parents(spans), *_missing_successors(spans)]
    if problems:
        raise RegistryError(problems)


def _overlaps(spans: pd.DataFrame) -> Iterator[Problem]:
    ordered = spans.sort_values(["agency_code", "starts"])
    same_code = ordered["agency_code"] == ordered["agency_code"].shift()
    overlaps = same_code & (ordered["starts"] <= ordered["ends"].shift())
    for agency_code in ordered.loc[overlaps | (ordered["starts"] > ordered["ends"]), "agency_code"]:
        yield "agencies.overlapping_spans", {"agency_code": agency_code}


def _missing_parents(spans: pd.DataFrame) -> Iterator[Problem]:
    children = spans[spans["parent_code"] != ""]
    orphans = children[~children["parent_code"].isin(spans["agency_code"])]
    for agency_code, parent_code in zip(orphans["agency_code"], orphans["parent_code"], strict=True):
        yield "agencies.missing_parent", {"agency_code": agency_code, "parent_code": parent_code}


def _missing_successors(spans: pd.DataFrame) -> Iterator[Problem]:
    ended = spans[spans["successor_codes"] != ""]
    for next_day in (ended["valid_to"] + _ONE_DAY).unique():
        of_that_day = ended[ended["valid_to"] + _ONE_DAY == next_day]
        alive = set(spans.loc[(spans["starts"] <= next_day) & (spans["ends"] >= next_day), "agency_code"])
        pairs = zip(of_that_day["agency_code"], of_that_day["successor_codes"], strict=True)
        for agency_code, successor_codes in pairs:
            for successor_code in successor_codes.split(";"):
                if successor_code not in alive:
                    yield (
                        "agencies.missing_successor",
                        {"agency_code": agency_code, "successor_code": successor_code},
                    )
