"""A second reading of the national export that shares no code with the project: csv, SQLite and SQL only.

``python3 tests/intake/independent_vneps.py FOLDER`` prints its answers.
"""

from __future__ import annotations

import ast
import csv
import io
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

csv.field_size_limit(2**31 - 1)

SCHEMA = """
CREATE TABLE record (id INTEGER PRIMARY KEY, file, kind, width, content);
CREATE TABLE plan (record, plan, version, investor, published, type);
CREATE TABLE package (record, id, name, field, form, price, is_online, start);
CREATE TABLE notice (record, number, published, plan, name, closed, estimate, keys);
CREATE TABLE winner (record, code, price);

-- One row per package: the last version of its plan, the earliest plan that has it, no price of 1 đồng.
CREATE VIEW last_plan AS
    SELECT * FROM plan WHERE version = (SELECT max(version) FROM plan AS other WHERE other.plan = plan.plan);
CREATE VIEW counted AS
    SELECT package.*, min(last_plan.published) AS published, last_plan.investor, last_plan.type, last_plan.plan
    FROM package JOIN last_plan USING (record) WHERE price > 1 GROUP BY package.id;
-- Rows of a known width whose own keys name them, of the moment at which their number was published last.
CREATE VIEW sound AS
    SELECT notice.*, record.kind, record.file FROM notice JOIN record ON record.id = notice.record
    WHERE CASE record.kind
        WHEN 'TBMT_CDT' THEN width IN (32, 35, 37, 38) AND keys LIKE '[%''notify-contractor-step-1-tbmt''%]'
        WHEN 'DHT' THEN width = 32 AND keys LIKE '%''' || number || '''%-step-1-tbmt'', ''DHT''%'
        WHEN 'CNTTT' THEN width = 37 AND keys LIKE '%''' || number || '''%''notify-contractor-step-4-kqlcnt''%'
        ELSE width = 18 AND keys LIKE '[''' || number || ''', ''' || number || '''%-step-4-kqlcnt'', ''CNTTT''%'
    END;
CREATE VIEW last_notice AS
    SELECT * FROM sound WHERE published = (
        SELECT max(published) FROM sound AS other WHERE other.number = sound.number AND other.kind = sound.kind);
"""
# Places of number, publication, plan, package name, close, price, keys and winners; None: the layout has none.
PLACES = {
    ("TBMT_CDT", 32): (0, 1, 2, 5, 20, None, 31, None),
    ("TBMT_CDT", 35): (0, 1, 2, 5, 20, None, 31, None),
    ("TBMT_CDT", 37): (0, 1, 3, 6, 21, 26, 33, None),
    ("TBMT_CDT", 38): (0, 1, 3, 6, 21, 26, 33, None),
    ("DHT", 32): (0, 1, 2, 5, 20, None, 31, None),
    ("CNTTT", 37): (0, 1, 2, 5, 20, 31, 36, 35),
    ("CNTTT_KQM", 18): (0, 1, 3, 4, None, 6, 17, 16),
}
OPEN_AND_SHOPPING = ("Đấu thầu rộng rãi", "DTRR", "Đấu thầu hạn chế", "DTHC", "Chào hàng cạnh tranh", "CHCT")
SHORTENED = ("Chào hàng cạnh tranh rút gọn", "CHCTRG")


def plain(word: str) -> str:
    """One spelling, as far as spaces, capitals and Unicode go."""
    return " ".join(unicodedata.normalize("NFC", word).split()).casefold()


def records(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Every record of every file, in the order of the files."""
    for path in sorted(folder.glob("*/*.csv")):
        text = path.read_bytes().decode("utf-8").replace("\r\r\n", "\n")
        for cells in csv.reader(io.StringIO(text, newline="")):
            yield f"{path.parent.name}/{path.name}", path.stem, cells


def load(folder: Path) -> sqlite3.Connection:
    """Load the raw rows; a row repeated word for word is loaded once, with how often it stands as its count."""
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    base.create_function("plain", 1, plain, deterministic=True)
    seen: set[tuple[str, ...]] = set()
    for number, (file, kind, cells) in enumerate(records(folder)):
        is_first = (kind, *cells) not in seen
        seen.add((kind, *cells))
        base.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)", (number, file, kind, len(cells), is_first))
        if is_first and kind == "KHLCNT":
            base.execute(
                "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?)",
                (number, cells[0], int(cells[2]), cells[5], cells[20], cells[21]),
            )
            for one in ast.literal_eval(cells[17]):
                row = (number, one[9], one[0], one[1], one[4], one[2], one[11] == "Qua mạng", one[6])
                base.execute("INSERT INTO package VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        elif is_first and (kind, len(cells)) in PLACES:
            *places, winners = PLACES[kind, len(cells)]
            row = (number, *(None if at is None else cells[at] for at in places))
            base.execute("INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            for winner in ast.literal_eval(cells[winners]) if winners else []:
                base.execute(
                    "INSERT INTO winner VALUES (?, ?, ?)",
                    (number, winner[0], winner[-2 if kind == "CNTTT" else -1]),
                )
    return base


def quota(base: sqlite3.Connection, *, shortened: bool) -> dict[str, tuple[int, int, int, int]]:
    """Eligible and online number, eligible and online value in đồng of the first quarter of 2023, by investor."""
    forms = OPEN_AND_SHOPPING + (SHORTENED if shortened else ())
    query = f"""
        SELECT plain(investor), count(*), sum(is_online), sum(price), sum(price * is_online) FROM counted
        WHERE form IN ({", ".join("?" * len(forms))}) AND field NOT IN ('HON_HOP', 'HHOP')
          AND published BETWEEN '2023-01-01' AND '2023-04' GROUP BY 1
    """
    return {investor: tuple(sums) for investor, *sums in base.execute(query, forms)}


ANSWERS = {
    "packages": "SELECT count(*), sum(price) FROM counted",
    "packages_by_type": "SELECT type, count(*) FROM counted GROUP BY type ORDER BY type",
    "packages_by_start": "SELECT start, count(*) FROM counted GROUP BY start ORDER BY start",
    "held": "SELECT count(DISTINCT id) FROM package WHERE price <= 1",
    "procedures": "SELECT count(DISTINCT number) FROM sound",
    "procedures_by_kind": "SELECT kind, count(DISTINCT number) FROM sound GROUP BY kind ORDER BY kind",
    "estimates": """
        SELECT count(*), sum(estimate) FROM (
            SELECT max(CAST(estimate AS INTEGER)) AS estimate FROM last_notice
            WHERE estimate IS NOT NULL GROUP BY number)""",
    "joined": """
        SELECT count(DISTINCT number) FROM last_notice
        WHERE EXISTS (SELECT 1 FROM counted WHERE counted.plan = last_notice.plan
                      AND plain(counted.name) = plain(last_notice.name))""",
    "awards": """
        SELECT file, count(*), sum(price) FROM winner JOIN sound USING (record) GROUP BY file ORDER BY file""",
    "rows": "SELECT file, count(*), count(*) - sum(content) FROM record GROUP BY file ORDER BY file",
    "broken_rows": """
        SELECT file, count(*) FROM record
        WHERE content AND kind <> 'KHLCNT' AND id NOT IN (SELECT record FROM sound) GROUP BY file ORDER BY file""",
}


def answer(base: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    """Answer one question of `ANSWERS`."""
    return base.execute(ANSWERS[name]).fetchall()


if __name__ == "__main__":
    with load(Path(sys.argv[1])) as loaded:
        for question in ANSWERS:
            print(question, *answer(loaded, question)[:20], sep="\n    ")
        for is_in in (True, False):
            by_investor = quota(loaded, shortened=is_in)
            print(
                "quota",
                is_in,
                len(by_investor),
                [sum(column) for column in zip(*by_investor.values(), strict=True)],
            )
