"""The OCDS fields that figures are made of: everything else of a release is left out once it was counted."""

from __future__ import annotations

import re
from typing import Any

_LANGUAGE_SUFFIX = re.compile(r"_[a-z]{2,3}(?:_[A-Za-z0-9]+)*$")

Tree = dict[str, Any]

ORGANISATION: Tree = {
    "id": None,
    "name": None,
    "identifier": {"id": None, "scheme": None, "legalName": None},
}
VALUE: Tree = {"amount": None, "currency": None}

# Field names of OCDS 1.1 (standard.open-contracting.org/1.1/en/schema/reference). A name with a language behind it
# (`title_fr`) is the same field in that language.
FIELDS: Tree = {
    "ocid": None,
    "id": None,
    "date": None,
    "tag": None,
    "language": None,
    "buyer": ORGANISATION,
    "parties": {**ORGANISATION, "roles": None},
    "tender": {
        "id": None,
        "title": None,
        "status": None,
        "value": VALUE,
        "mainProcurementCategory": None,
        "additionalProcurementCategories": None,
        "procurementMethod": None,
        "procurementMethodDetails": None,
        "submissionMethod": None,
        "tenderPeriod": {"startDate": None, "endDate": None},
        "numberOfTenderers": None,
        "tenderers": ORGANISATION,
        "procuringEntity": ORGANISATION,
    },
    "awards": {
        "id": None,
        "title": None,
        "status": None,
        "date": None,
        "value": VALUE,
        "suppliers": ORGANISATION,
    },
    "contracts": {
        "id": None,
        "awardID": None,
        "title": None,
        "status": None,
        "dateSigned": None,
        "value": VALUE,
    },
}


def used_fields(value: Any, tree: Tree | None = FIELDS) -> Any:
    """Return what a release says in the fields that are used; lists and objects keep their shape.

    Merging works field by field, so leaving out the other fields changes nothing of these.
    """
    if tree is None:
        return value
    if isinstance(value, list):
        return [used_fields(one, tree) for one in value]
    if not isinstance(value, dict):
        return value
    bases = {key: key if key in tree else _LANGUAGE_SUFFIX.sub("", key) for key in value}
    return {key: used_fields(value[key], tree[base]) for key, base in bases.items() if base in tree}
