"""Situations that real files hold and that every statistic must survive, placed on purpose.

All invented: they say nothing about the agency whose code they use.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Cluster:
    """Some appointments to one supplier within a few days, each priced just below one sum (VND)."""

    packages: int
    below_vnd: int
    step_vnd: int
    starts_on: dt.date
    days_apart: int
    supplier: int


# No scores sent: SDL had to be assessed and has no index, never zero; SNGV was not on that year's list.
NO_SCORES = frozenset({("SDL", 2020), ("SNGV", 2020)})

# Nothing at all sent for a quarter: no report, no measures, no packages.
SILENT_QUARTERS = frozenset({("CANGIO", 2020, 3)})

# No administrative procedures of its own: these criteria do not apply.
WITHOUT_PROCEDURES = frozenset({"TTTP"})
PROCEDURE_CRITERIA = frozenset({"3.3.1", "3.3.2", "3.4", "7.2.1", "7.2.2", "7.4"})

# No public service units below it: this criterion does not apply.
WITHOUT_SERVICE_UNITS = frozenset({"SNGV", "TTTP", "VPUB"})
SERVICE_UNIT_CRITERIA = frozenset({"6.2"})

# Eligible packages and those of them online: exactly 60 % of the count, and one package below it.
ONLINE_COUNTS = {("Q3", 2020): (40, 24), ("Q10", 2020): (40, 23)}

# One offline package (VND) that outweighs all others: the count leg passes, the value leg breaks.
HUGE_OFFLINE_PACKAGES = {("SGTVT", 2020): 960_000_000_000}

# No package that counts toward the quota: neither passed nor failed.
NO_ELIGIBLE_PACKAGES = frozenset({("TTTP", 2020)})

# Nearly every award of an agency goes to one supplier.
DOMINANT_SUPPLIERS = {("Q7", 2020): 7, ("Q7", 2021): 7, ("SVHTT", 2020): 31}

# What may be one purchase, split to stay below a ceiling of direct appointment. The sums are invented.
SPLIT_PACKAGES = {
    ("GOVAP", 2020): Cluster(5, 500_000_000, 1_300_000, dt.date(2020, 9, 7), 3, 44),
    ("SCT", 2020): Cluster(4, 500_000_000, 800_000, dt.date(2020, 5, 4), 2, 120),
    ("BINHTAN", 2021): Cluster(3, 500_000_000, 2_500_000, dt.date(2021, 9, 6), 7, 90),
}

# One award that is dearer than its estimate, which no rule allows.
AWARDS_ABOVE_ESTIMATE = frozenset({("NHABE", 2019), ("BINHCHANH", 2020)})
