"""FORMAT.md says what the code does; the ordinary age program opens a package with the key on paper."""

from __future__ import annotations

import bz2
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from prossce_desktop import exchange
from prossce_desktop.domain.model.fields import FieldKind, stored_fields
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.operation import declared_personal_fields
from prossce_desktop.exchange.header import Header, SourceRange
from prossce_desktop.exchange.operation_codec import _COLUMNS
from tests.program import Cli, inside

PAGE = (Path(exchange.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
KEY = bytes(32)


@pytest.fixture
def cli() -> Cli:
    return inside()


@pytest.mark.rule("FORMAT3", "FORMAT4")
def test_the_page_names_every_key_of_a_header_and_every_column_of_a_body() -> None:
    part = SourceRange(KEY, bytes(16), "KH", 0, 1, KEY, KEY, bytes(64))
    header = Header("a", 1, KEY, "KH-1", "KH", "O", "A", KEY, 1, 1, 0, 1, (part,))
    said = json.loads(header.written())
    for name in (*said, *said["from"], *said["sources"][0], *_COLUMNS):
        assert f"`{name}`" in PAGE, name


@pytest.mark.rule("FORMAT5")
def test_the_page_names_every_field_that_is_sealed_at_codes_and_none_that_is_not() -> None:
    table = [line for line in PAGE.splitlines() if line.endswith("| sealed | yes |")]
    said = {name for line in table for name in re.findall(r"`(\w+)`", line)}
    personal = {name for kind in KINDS for name in declared_personal_fields(kind)}
    told_in_words = {("attachment", "name"), ("impact_story", "title")}
    assert said == personal - {"title"}
    for kind in KINDS:
        sealed, open_ones = declared_personal_fields(kind), {one.name for one in stored_fields(KINDS[kind])} - declared_personal_fields(kind)
        texts = {one.name for one in stored_fields(KINDS[kind]) if one.kind in (FieldKind.text, FieldKind.long_text) and not one.many}
        assert texts & open_ones <= OPEN_TEXTS, f"{kind}: every text but codes, titles and names of organisations and places is sealed"
        assert sealed & {"title"} <= {name for of, name in told_in_words if of == kind}


OPEN_TEXTS = {"title", "code", "place", "partners", "edition", "name", "latin_name", "institution", "youth_band", "field", "sha256", "media"}
"""Codes, titles, and names of organisations and places; of an organisation its name, of a question the field it is about."""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here")
@pytest.mark.rule("FORMAT1", "FORMAT2", "FORMAT6")
def test_the_age_program_opens_a_package_with_the_key_on_paper(cli: Cli, tmp_path: Path) -> None:
    cli("init", tmp_path / "th", "--country", "TH", "--office", "Region", "--officer", "Bo", "--no-encryption")
    cli("init", tmp_path / "kh", "--country", "KH", "--office", "Office KH", "--officer", "Dara", "--no-encryption", "--recovery-out", tmp_path / "paper.txt")
    cli("office", tmp_path / "th", "invite", "--out", tmp_path / "inv")
    cli("device-request", tmp_path / "kh", "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
    cli("add", tmp_path / "kh", "person", "name=ចាន់ ដារ៉ា")
    (tmp_path / "out").mkdir()
    [file] = cli("package", tmp_path / "kh", "make", "--out", tmp_path / "out", "--json").json["files"]
    plain = tmp_path / "package.zip"
    subprocess.run(["age", "-d", "-i", tmp_path / "paper.txt", "-o", plain, file["path"]], check=True)
    with zipfile.ZipFile(plain) as archive:
        assert {one.filename for one in archive.infolist()} == {"header.json", "header.sig", "body.bz2", "personal.age", "request.age"}
        columns, body = bz2.decompress(archive.read("body.bz2")).split(b"\n")
        personal = archive.read("personal.age")
    assert json.loads(columns)[0]["who"] == ["Dara"]
    assert json.loads(body)[1]["hidden"] == ["name"]
    assert "ចាន់".encode() not in body
    (tmp_path / "personal.age").write_bytes(personal)
    subprocess.run(["age", "-d", "-i", tmp_path / "paper.txt", "-o", tmp_path / "signed", tmp_path / "personal.age"], check=True)
    _names, values = bz2.decompress((tmp_path / "signed").read_bytes()[64:]).split(b"\n")
    assert json.loads(values)[1] == {"name": ["ចាន់ ដារ៉ា"]}
