"""The ``cchc`` command. Thin: each word imports what it needs, so that ``--help`` answers at once."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Cải cách hành chính: chỉ số, đấu thầu qua mạng, báo cáo. "
    "Administrative reform: index, online procurement, reports.",
)

SourceOption = Annotated[
    str,
    typer.Option(
        "--source",
        help="sample, hoặc tên=đường dẫn | or name=path (vneps, packages, bid_reports, ocds, papi, pci, scores)",
    ),
]
LanguageOption = Annotated[str, typer.Option("--language", help="vi | en")]


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="Tên báo cáo | name of the report")] = "quarterly",
    period: Annotated[str, typer.Option("--period", help="2020-Q4 | 2020")] = "",
    source: SourceOption = "sample",
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="Mã cơ quan, lặp lại được; all = tất cả | agency codes")
    ] = None,
    language: LanguageOption = "vi",
    place: Annotated[str, typer.Option("--place", help="Tỉnh, thành phố | province of the packages")] = "",
    without_shortened: Annotated[
        bool, typer.Option("--without-shortened", help="Không tính chào hàng cạnh tranh rút gọn")
    ] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="tham số=giá trị của sổ tay, lặp lại được | a notebook's parameter=value"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Làm lại cả khi không có gì đổi | make it again")] = False,
    engine: Annotated[str, typer.Option("--engine", help="Bộ máy tính toán | duckdb, spark (Java 17)")] = "",
) -> None:
    """Làm báo cáo: toàn cảnh, từng cơ quan, bản trình chiếu. Make a report."""
    from cchc_analysis.batch.report import ReportRequest, run_report  # noqa: PLC0415 - see the module docstring
    from cchc_analysis.tables.engine import chosen_engine  # noqa: PLC0415

    request = ReportRequest(
        name=name,
        period=period,
        source=source,
        agencies=tuple(agency or ()),
        language=language,
        place=place,
        counts_shortened=not without_shortened,
        force=force,
        settings=tuple(settings or ()),
    )
    with chosen_engine(engine):
        code = run_report(request, say=typer.echo)
    raise typer.Exit(code)


@app.command()
def index(
    source: SourceOption,
    year: Annotated[int, typer.Option("--year", help="Năm | year")],
    output: Annotated[Path, typer.Option("--output", help="Tệp CSV: unit, code, score (điểm | points)")],
) -> None:
    """Tính chỉ số từ điểm thành phần ra tệp CSV. Roll the scores of a source up into a CSV."""
    from cchc_analysis.batch.index_file import write_index  # noqa: PLC0415 - see the module docstring

    write_index(source=source, year=year, output=output, say=typer.echo)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục | files or folders")],
    lists_all: Annotated[
        bool, typer.Option("--all", help="Nêu riêng từng ghi nhận, không gộp | every finding by itself")
    ] = False,
) -> None:
    """Đọc tệp và nêu những điều ghi nhận, không làm báo cáo. Read files and list what is found."""
    from cchc_analysis.batch.check import check_files  # noqa: PLC0415 - see the module docstring

    raise typer.Exit(check_files(files, say=typer.echo, lists_all=lists_all))


@app.command()
def convert(
    path: Annotated[
        Path, typer.Argument(help="Tệp CSV gói thầu; tệp, thư mục OCDS; cả .gz | CSV of packages; OCDS; also .gz")
    ],
) -> None:
    """Chuyển số liệu rất lớn vào kho dữ liệu, làm tiếp được. Convert data of any size, with resume."""
    from cchc_analysis.batch.convert import convert_file  # noqa: PLC0415 - see the module docstring

    raise typer.Exit(convert_file(path, say=typer.echo))


@app.command()
def sample(
    seed: Annotated[int, typer.Option("--seed", help="Mầm số ngẫu nhiên | random seed")] = 2020,
) -> None:
    """Viết số liệu thành phố mẫu vào data/sample. Write the synthetic sample city."""
    from cchc_analysis.sample.write import write_sample  # noqa: PLC0415 - see the module docstring
    from cchc_analysis.settings import load_settings  # noqa: PLC0415

    for path in write_sample(load_settings().sample_dir, seed=seed):
        typer.echo(path)


@app.command()
def template(
    output: Annotated[Path, typer.Option("--output", help="Tệp .xlsx | workbook to write")],
    kind: Annotated[
        str, typer.Argument(help="scores: chấm điểm | packages: danh sách gói thầu, a list of packages")
    ] = "scores",
    agency: Annotated[str, typer.Option("--agency", help="Mã cơ quan (scores) | agency code")] = "",
    year: Annotated[int | None, typer.Option("--year", help="Năm chấm điểm (scores) | year assessed")] = None,
    framework: Annotated[str, typer.Option("--framework", help="Bộ tiêu chí (scores) | framework")] = "",
    language: LanguageOption = "vi",
) -> None:
    """Viết mẫu .xlsx để điền: chấm điểm, danh sách gói thầu. Write a workbook to fill in: scores or packages."""
    from cchc_analysis.batch.template_file import write_template  # noqa: PLC0415 - see the module docstring

    typer.echo(
        write_template(kind=kind, agency=agency, year=year, output=output, framework=framework, language=language)
    )


@app.command(name="bid-report")
def bid_report(
    period: Annotated[str, typer.Option("--period", help="2020 | 2020-Q4")],
    output: Annotated[Path, typer.Option("--output", help="Tệp .xlsx | workbook to write")],
    agency: Annotated[str, typer.Option("--agency", help="Mã cơ quan, ALL = tất cả | agency code")] = "ALL",
    source: SourceOption = "sample",
    reported: Annotated[
        Path | None,
        typer.Option("--reported", help="Báo cáo cơ quan đã gửi, để đối chiếu | filled reports to compare"),
    ] = None,
    language: LanguageOption = "vi",
) -> None:
    """Lập báo cáo đấu thầu Biểu 01-06B (.xlsx). Write the official procurement report workbook."""
    from cchc_analysis.batch.bid_report_file import write_bid_report_file  # noqa: PLC0415 - see the docstring

    write_bid_report_file(
        agency=agency,
        period=period,
        source=source,
        output=output,
        language=language,
        say=typer.echo,
        reported=reported,
    )


def main() -> None:
    """Run the command; say a user's mistake in one clear message, in Vietnamese and English."""
    from cchc_analysis.batch.errors import explained_errors  # noqa: PLC0415 - see the module docstring
    from cchc_analysis.settings import fix_folders  # noqa: PLC0415

    fix_folders()
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console or an old terminal may not know Vietnamese letters: never die of that.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with explained_errors():
        app()
