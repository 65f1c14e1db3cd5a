"""The score workbook an agency fills in, for one agency and year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cchc_analysis.batch.output_file import check_new_workbook
from cchc_analysis.exhibits.study import UnknownLanguageError
from cchc_analysis.intake.score.template import write_score_template
from cchc_analysis.reference.agencies import find_agency, group_in_year, load_agencies
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import LANGUAGES, Language


def write_template(*, agency: str, year: int, output: Path, framework: str, language: str) -> Path:
    """Write the empty workbook and return its path; raise for an unknown agency, framework or language."""
    if language not in LANGUAGES:
        raise UnknownLanguageError(language=language, known=", ".join(LANGUAGES))
    check_new_workbook(output)
    spoken: Language = "vi" if language == "vi" else "en"
    found = find_agency(load_agencies(), agency, dt.date(year, 12, 31))
    write_score_template(
        output,
        framework=load_framework(framework, year),
        agency_code=found.agency_code,
        agency_name=found.name_vi if spoken == "vi" else found.name_en,
        group=group_in_year(found.agency_code, year, registered=found.group),
        year=year,
        language=spoken,
    )
    return output
