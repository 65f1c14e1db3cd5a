"""Why a what-if question cannot be answered."""

from __future__ import annotations

from cchc_analysis.texts.faults import FaultsError


class WhatIfError(FaultsError):
    """A question that asks for the impossible; `faults` lists everything that is wrong with it."""

    key = "what_if.refused"
