"""Sums of money that are whole to the last đồng, or stop and say whose amounts cannot be."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.texts import SpokenError

# The largest whole number of 64 bits: in đồng, more than all the money there is.
LARGEST = 2**63 - 1
_ROOM = "decimal(38, 0)"


class SumTooLargeError(SpokenError, OverflowError):
    """The amounts of an agency add up to more than a whole number of 64 bits holds."""

    key = "sums.of_agency"


class SumsTooLargeError(SpokenError, OverflowError):
    """Amounts add up to more than 64 bits hold, and the engine that found it does not say whose they are."""

    key = "sums.of_source"


def exact_sum(amounts: ir.IntegerValue, *, where: ir.BooleanValue | None = None) -> ir.DecimalValue:
    """Add amounts up with room for 38 digits, on every engine; missing where there is nothing to add.

    A frame made of it holds decimals: `whole_sums` makes whole numbers of them.
    """
    return amounts.cast(_ROOM).sum(where=where).cast(_ROOM)


def whole_sums(sums: pd.DataFrame, columns: Sequence[str], *, of: str = "agency_code") -> pd.DataFrame:
    """Return sums (decimals, or Python's own integers) as whole numbers; the column `of` tells whose they are.

    A column without a missing value is ``int64``, else ``Int64``.

    Raises
    ------
    SumTooLargeError
        If a sum does not fit 64 bits, where pandas would wrap it round or make it a rounded number.
    """
    return sums.assign(**{column: _whole(sums[column], sums[of]) for column in columns})


def grouped_sums(
    table: pd.DataFrame, by: Sequence[str], columns: Sequence[str], *, of: str = "agency_code"
) -> pd.DataFrame:
    """Add whole numbers up by keys, among them `of`, as pandas does, but never beyond 64 bits; see `whole_sums`.

    Missing numbers count as nothing. Groups come in the order in which they first stand in the table.
    """
    exact = table.astype(dict.fromkeys(columns, "object"))
    sums = exact.groupby(list(by), sort=False, observed=True, as_index=False)[list(columns)].sum()
    return whole_sums(sums, columns, of=of)


def _whole(sums: pd.Series, whose: pd.Series) -> pd.Series:
    numbers = [None if pd.isna(one) else int(one) for one in sums]
    for number, agency in zip(numbers, whose, strict=True):
        if number is not None and abs(number) > LARGEST:
            raise SumTooLargeError(agency=str(agency))
    return pd.Series(numbers, index=sums.index, dtype="Int64" if None in numbers else "int64")
