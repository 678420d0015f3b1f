"""Mails as odd programs write them, and a folder in which a package lies among other files."""

from __future__ import annotations

import base64
import binascii
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prossce_desktop.exchange.armour import armoured
from prossce_desktop.exchange.mail_containers import look_into
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import package_receiving
from tests.exchange import wrapping
from tests.exchange.forging import NOW, Pair
from tests.exchange.test_costs import BODY_OF_ONE
from tests.program import inside

PACKAGE = b"age-encryption.org/v1\n-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n" + random.Random(1).randbytes(9_000)


def uuencoded(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 KH-7f3a91-000001.prossce\n" + b"".join(lines) + b"`\nend\n"


def of_urls(content: bytes) -> bytes:
    text = base64.urlsafe_b64encode(content)
    assert b"-" in text and b"_" in text
    return b"\n".join(text[at : at + 76] for at in range(0, len(text), 76)) + b"\n"


def attached_of_urls(content: bytes) -> bytes:
    head = b"From: a@b.c\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
    return head + of_urls(content)


def with_returns(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r")


ODD: dict[str, Callable[[bytes], bytes]] = {
    "a mail with returns alone": lambda content: with_returns(wrapping.attached(content)),
    "armour with returns alone": lambda content: with_returns(armoured(content)),
    "a mail box with returns alone": lambda content: with_returns(wrapping.in_box(wrapping.attached(content))),
    "base64 of links in a mail": attached_of_urls,
    "base64 of links as a text": of_urls,
    "base64 of links between the lines of armour": lambda content: b"-----BEGIN AGE ENCRYPTED FILE-----\n" + of_urls(content) + b"-----END AGE ENCRYPTED FILE-----\n",
    "uuencode in a text": lambda content: b"From: a@b.c\nSubject: for March\n\nHere it is:\n\n" + uuencoded(content) + b"\nRegards\n",
    "uuencode with other line ends": lambda content: uuencoded(content).replace(b"\n", b"\r\n"),
    "uuencode as an encoding of a mail": lambda content: b"From: a@b.c\nContent-Type: x/y\nContent-Transfer-Encoding: x-uuencode\n\n" + uuencoded(content),
    "line ends before it": lambda content: b"\r\n\n" + content,
    "line ends before a mail": lambda content: b"\n\n" + wrapping.attached(content),
}


@pytest.mark.parametrize("wrap", ODD.values(), ids=ODD)
def test_the_package_comes_out_of_odd_mails(wrap: Callable[[bytes], bytes]) -> None:
    found = look_into(wrap(PACKAGE))
    assert (found.packages, found.code) == ((PACKAGE,), None)


@pytest.mark.parametrize("text", [b"begin 644 a\n", b"begin 644 a\nM\xff\xff\n", b"begin 644 a\n#0V%T\n", b"begin 644 " + b"a" * 5_000, b"begin 644 a\n!!!!!!!!\nend\n"])
def test_a_text_that_only_begins_as_uuencode_holds_nothing(text: bytes) -> None:
    assert look_into(text).packages == ()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


@pytest.mark.parametrize("more", [b"\n", b"\r\n"])
def test_a_package_with_one_line_end_too_many_is_read(pair: Pair, more: bytes) -> None:
    assert package_receiving.read(pair.office, pair.forged([BODY_OF_ONE]) + more, NOW).made == 1


def test_a_letter_is_read_whatever_became_of_its_line_ends(pair: Pair) -> None:
    content, made = introductions.invite(pair.office, NOW)
    text, signature, _end = content.split(b"\n")
    for odd in (b"\xef\xbb\xbf\r\n" + content, content.replace(b"\n", b"\r"), content + b"\r\n\r\n", text[:500] + b"\r\n" + text[500:] + b"\n\n" + signature):
        assert read_invitation(odd).secret == made.secret


@pytest.mark.slow
def test_a_package_among_other_files_of_a_folder_is_taken_and_the_others_are_no_failure(
    pair: Pair, tmp_path: Path
) -> None:
    folder = tmp_path / "month"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text("Dear all")
    (folder / "more" / "list.csv").write_text("a,b\n")
    (folder / "b.prossce").write_bytes(pair.forged([BODY_OF_ONE]))
    pair.office.close()
    cli = inside()
    said = cli("package", tmp_path / "office", "read", folder, "--json", status=0).json["results"]
    assert [(Path(one["file"]).name, one["status"], one["code"]) for one in said] == [
        ("a.txt", "refused", "not-a-package"), ("b.prossce", "accepted", None), ("list.csv", "refused", "not-a-package"),
    ]  # fmt: skip
    cli("package", tmp_path / "office", "read", folder / "a.txt", status=4)
    (folder / "c.prossce").write_bytes(b"age-encryption.org/v1\nnothing")
    cli("package", tmp_path / "office", "read", folder, status=4)
