"""How criteria are called in sentences: by name, not by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text

# A sentence that names more is not read; tables list them all.
_MOST = 6


def is_printed_code(code: str) -> bool:
    """Tell whether a code is a number printed in the criteria (``3.1``), not a key made up for a file.

    >>> is_printed_code("3.1"), is_printed_code("pci_entry")
    (True, False)
    """
    return "_" not in code


def spoken_criteria(codes: Sequence[str], framework: Framework, language: Language) -> str:
    """Return names of criteria apart by semicolons, as names hold commas.

    Where several criteria of the framework have one name, the code follows in brackets.
    """
    names = framework.names(language)
    counts = Counter(names[code] for code in framework.leaf_codes)
    said = [f"{names[code]} ({code})" if counts[names[code]] > 1 else names[code] for code in codes[:_MOST]]
    if len(codes) > _MOST:
        said.append(text("change.more_criteria", language, count=len(codes) - _MOST))
    return "; ".join(said)
