from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.publish.deterministic_zip import repack
from cchc_analysis.publish.plain_text import plain_lines, plain_text
from cchc_analysis.publish.slide_labels import distinct_labels, shorten


def zipped(entries: dict[str, bytes], *, year: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in entries.items():
            package.writestr(zipfile.ZipInfo(name, date_time=(year, 2, 3, 4, 5, 6)), content)
    return file.getvalue()


def test_two_zips_that_differ_by_clock_only_become_the_same_bytes():
    entries = {"[Content_Types].xml": b"<Types/>", "a/b.xml": "ữ".encode() * 500}
    assert zipped(entries, year=2020) != zipped(entries, year=2021)
    assert repack(zipped(entries, year=2020)) == repack(zipped(entries, year=2021))


def test_repacking_keeps_entries_their_order_and_content():
    entries = {"z.xml": b"1", "a.xml": b"2", "m/n.bin": bytes(range(256))}
    with zipfile.ZipFile(io.BytesIO(repack(zipped(entries, year=2020)))) as package:
        assert {name: package.read(name) for name in package.namelist()} == entries
        assert package.namelist() == list(entries)


def test_what_is_no_zip_is_refused():
    with pytest.raises(zipfile.BadZipFile):
        repack(b"PK, but no package")


@given(st.text())
def test_plain_text_is_one_printable_line_and_stays_as_it_is(value):
    plain = plain_text(value)
    assert plain.isprintable()
    assert plain_text(plain) == plain


@given(st.text())
def test_plain_lines_keep_only_line_breaks(value):
    assert all(line.isprintable() for line in plain_lines(value).split("\n"))


@pytest.mark.parametrize("sentence", ["=1+1", "{x}", "Sở Nội vụ – 12,5%", "₫ ≥ ½ → ★"])
def test_readable_text_is_not_changed(sentence):
    assert plain_text(sentence) == sentence


@pytest.mark.parametrize(
    ("name", "limit", "short"),
    [
        ("Sở Y tế", 7, "Sở Y tế"),
        (
            "Ban Quản lý Các khu chế xuất và công nghiệp Thành phố Hồ Chí Minh",
            44,
            "Ban Quản lý Các khu chế xuất và công nghiệp…",
        ),
        ("Sở Lao động - Thương binh", 14, "Sở Lao động…"),
        ("Ư" * 30, 10, "Ư" * 9 + "…"),
    ],
)
def test_long_names_end_after_a_whole_word(name, limit, short):
    assert shorten(name, limit) == short


@given(st.text(min_size=1, max_size=200), st.integers(min_value=8, max_value=60))
def test_a_shortened_name_never_exceeds_its_limit(name, limit):
    assert len(shorten(name, limit)) <= limit


def test_names_that_would_look_alike_carry_their_codes():
    names = ["Ban Quản lý Khu đô thị mới Nam Thành phố", "Ban Quản lý Khu đô thị mới Thủ Thiêm", "Sở Y tế"]
    assert distinct_labels(names, ["BQLN", "BQLT", "SYT"], limit=28) == [
        "Ban Quản lý Khu đô… (BQLN)",
        "Ban Quản lý Khu đô… (BQLT)",
        "Sở Y tế",
    ]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_labels_are_always_distinct_and_never_empty(names):
    labels = distinct_labels(names, [f"C{number}" for number in range(len(names))], limit=20)
    assert all(labels)
    assert len(set(labels)) == len(names)
