"""The workbooks an agency fills in: its scores of a year, or a list of its packages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cchc_analysis.batch.output_file import check_new_workbook
from cchc_analysis.exhibits.study import UnknownLanguageError
from cchc_analysis.intake.package_sheet.template import write_package_template
from cchc_analysis.intake.score.template import write_score_template
from cchc_analysis.reference.agencies import find_agency, group_in_year, load_agencies
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import LANGUAGES, Language, SpokenError

SCORES, PACKAGES = "scores", "packages"
_FRAMEWORK = "sample_city"


class UnknownTemplateError(SpokenError, LookupError):
    """There is no template of this kind."""

    key = "cli.template_unknown"


class TemplateNeedsError(SpokenError, ValueError):
    """A score workbook is of one agency and year."""

    key = "cli.template_needs"


class TemplateNeedsNoneError(SpokenError, ValueError):
    """A list of packages is of no agency, year or framework before it is filled in."""

    key = "cli.template_needs_none"


def write_template(
    *, kind: str, agency: str, year: int | None, output: Path, framework: str, language: str
) -> Path:
    """Write the empty workbook and return its path; raise for an unknown kind, agency, framework or language.

    `kind` is ``scores`` (of an agency and year) or ``packages`` (of none); `framework` "" is the usual one.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language=language, known=", ".join(LANGUAGES))
    spoken: Language = "vi" if language == "vi" else "en"
    if kind not in (SCORES, PACKAGES):
        raise UnknownTemplateError(kind=kind, known=f"{SCORES}, {PACKAGES}")
    check_new_workbook(output)
    if kind == PACKAGES:
        if agency or year is not None or framework:
            raise TemplateNeedsNoneError
        write_package_template(output, language=spoken)
        return output
    if not agency or year is None:
        raise TemplateNeedsError
    found = find_agency(load_agencies(), agency, dt.date(year, 12, 31))
    write_score_template(
        output,
        framework=load_framework(framework or _FRAMEWORK, year),
        agency_code=found.agency_code,
        agency_name=found.name_vi if spoken == "vi" else found.name_en,
        group=group_in_year(found.agency_code, year, registered=found.group),
        year=year,
        language=spoken,
    )
    return output
