from pathlib import Path

from cchc_analysis.intake.digest import file_sha256


def test_the_digest_of_an_empty_file_is_the_published_one(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert file_sha256(tmp_path / "empty") == expected


def test_one_changed_byte_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 300_000 + b"1")
    (tmp_path / "b").write_bytes(b"x" * 300_000 + b"2")
    assert file_sha256(tmp_path / "a") != file_sha256(tmp_path / "b")
