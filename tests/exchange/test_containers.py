"""Whatever a package was wrapped into on its way, it comes out byte for byte; whatever else is offered, the answer is a word."""

from __future__ import annotations

import base64
import functools
import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.exchange import mail_containers
from prossce_desktop.exchange.armour import armoured, read_text
from prossce_desktop.exchange.mail_containers import MailedPackages, look_into, opened
from prossce_desktop.system.sandbox import Sandbox, SandboxFailed
from tests.exchange import wrapping
from tests.exchange.outlook_files import msg, winmail

pytestmark = pytest.mark.slow

PACKAGE = b"age-encryption.org/v1\n-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n" + random.Random(1).randbytes(9_000)
TIMES = 5_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 250


@pytest.fixture(scope="module")
def fence() -> Iterator[Sandbox]:
    with Sandbox(mail_containers.WORK) as fence:
        yield fence


@given(st.data(), st.binary(max_size=6_000))
def test_the_package_comes_out_of_any_wrapping_byte_for_byte(data: st.DataObject, inside: bytes) -> None:
    package = b"age-encryption.org/v1\n" + inside
    content, kind, done = package, "package", []
    for _ in range(data.draw(st.integers(0, 5))):
        known = wrapping.ways(kind, content)
        name = data.draw(st.sampled_from(sorted(known)))
        wrap, kind = known[name]
        content = wrap(content)
        done.append(name)
    found = look_into(content)
    padded = [one.rstrip(b"\0") for one in found.packages]  # a .msg of these tests fills up what is small
    assert padded == [package.rstrip(b"\0")] and found.code is None, done


@pytest.mark.parametrize(
    "content",
    [
        wrapping.forwarded(wrapping.attached(wrapping.zipped(wrapping.attached(PACKAGE)))),
        wrapping.in_box(wrapping.forwarded(wrapping.attached(PACKAGE))),
        wrapping.attached(winmail(PACKAGE)),
        msg(PACKAGE, inside=True),
        wrapping.as_page(armoured(PACKAGE)),
        wrapping.listed(wrapping.as_body(wrapping.quoted(wrapping.quoted(armoured(PACKAGE))))),
        base64.encodebytes(PACKAGE) + wrapping.FOOTER,
        PACKAGE,
    ],
    ids=["mail in mail, zip, mail", "box", "winmail in mail", "msg in msg", "page", "quoted twice with a footer", "base64 with a footer", "itself"],
)
def test_the_fenced_child_gives_the_same(fence: Sandbox, content: bytes) -> None:
    assert opened(content, fence) == look_into(content) == MailedPackages((PACKAGE,))


def test_two_packages_in_one_mail_box_are_both_found_and_one_that_is_there_twice_once() -> None:
    other = PACKAGE + b"x"
    box = wrapping.in_box(wrapping.attached(PACKAGE)) + b"\n" + wrapping.in_box(wrapping.attached(other)) + b"\n" + wrapping.in_box(wrapping.attached(PACKAGE))
    assert look_into(box) == MailedPackages((PACKAGE, other))


def test_a_package_as_text_in_an_outlook_file_is_found() -> None:
    """Outlook keeps texts in UTF-16 without a mark."""
    assert look_into(msg(b"a picture", text=f"Dear Bo\r\n{armoured(PACKAGE).decode()}\r\nDara")) == MailedPackages((PACKAGE,))


def test_text_and_page_of_one_mail_give_one_package() -> None:
    page = wrapping.as_page(armoured(PACKAGE))
    both = b"Content-Type: multipart/alternative; boundary=zz\n\n--zz\n" + wrapping.as_body(armoured(PACKAGE)) + b"\n--zz\n" + page + b"\n--zz--\n"
    assert look_into(both) == MailedPackages((PACKAGE,))


@pytest.mark.skipif(shutil.which("tnef") is None, reason="no tnef program here")
def test_another_program_reads_our_winmail_dat_alike(tmp_path: Path) -> None:
    """So that what the other tests read is such a file."""
    (tmp_path / "winmail.dat").write_bytes(winmail(PACKAGE))
    subprocess.run(["tnef", "-f", tmp_path / "winmail.dat", "-C", tmp_path], check=True)
    assert (tmp_path / "KH.prossce").read_bytes() == PACKAGE


@pytest.mark.skipif(shutil.which("gsf") is None, reason="no gsf program here")
def test_another_program_reads_our_msg_alike(tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(msg(PACKAGE))
    said = subprocess.run(["gsf", "cat", tmp_path / "a.msg", "__attach_version1.0_#00000000/__substg1.0_37010102"], check=True, capture_output=True)
    assert said.stdout == PACKAGE


@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here")
def test_the_age_program_reads_the_text_and_we_read_its_text(tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    recipient = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True).stdout.strip()
    sealed = subprocess.run(["age", "-r", recipient], input=b"Hello", check=True, capture_output=True).stdout
    assert subprocess.run(["age", "-d", "-i", key], input=armoured(sealed), check=True, capture_output=True).stdout == b"Hello"
    theirs = subprocess.run(["age", "-a", "-r", recipient], input=b"Hello", check=True, capture_output=True).stdout
    [package] = read_text(theirs).packages
    assert armoured(package) == theirs


def zip_of(*contents: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, one in enumerate(contents):
            archive.writestr(f"{n}", one)
    return out.getvalue()


def nested_zips(times: int) -> bytes:
    content = b"x"
    for _ in range(times):
        content = zip_of(*[content] * 16)
    return content


def nested_parts(times: int) -> bytes:
    content = b"x"
    for n in range(times):
        content = f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() + content + f"\n--b{n}--\n".encode()
    return content


BOMBS = {
    "one large member": (lambda: zip_of(bytes(210_000_000)), "too-large"),
    "many zips in zips": (lambda: nested_zips(6), "too-large"),
    "deep zips": (lambda: functools.reduce(lambda inner, _: zip_of(inner), range(40), b"x"), "too-large"),
    "parts in parts": (lambda: nested_parts(2_000), "damaged"),
    "mails in mails": (lambda: b"Content-Type: message/rfc822\n\n" * 5_000 + b"A: b\n\nx", "damaged"),
    "a box of nothing": (lambda: b"From a b\nA: b\n\n" * 50_000, "too-large"),
    "begins without end": (lambda: b"BEGIN AGE ENCRYPTED FILE\n" * 300_000, "damaged"),
    "no zip": (lambda: b"PK\x03\x04" + bytes(500), "damaged"),
    "a zip cut off": (lambda: zip_of(PACKAGE)[:-30], "damaged"),
    "no .msg": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(2).randbytes(5_000), "damaged"),
    "a text cut off": (lambda: wrapping.as_body(armoured(PACKAGE)[:3_000]), "damaged"),
    "a letter": (lambda: b"Dear Bo, nothing new.", None),
    "a mail without": (lambda: wrapping.attached(b"a picture"), None),
    "a zip without": (lambda: zip_of(b"x", b""), None),
    "nothing": (lambda: b"", None),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_no_honest_container_gives_a_word(fence: Sandbox, name: str) -> None:
    make, code = BOMBS[name]
    assert opened(make(), fence) == MailedPackages((), code)


def test_the_packages_before_a_bomb_are_kept() -> None:
    bomb = zip_of(PACKAGE, nested_zips(6))
    assert look_into(bomb) == MailedPackages((PACKAGE,), "too-large")


def test_a_member_that_is_damaged_does_not_hide_the_others() -> None:
    other = PACKAGE + b"x" * 500
    content = bytearray(zip_of(PACKAGE, other))
    content[200] ^= 255
    assert look_into(bytes(content)) == MailedPackages((other,), "damaged")


def test_after_a_child_was_ended_the_next_file_has_a_new_one() -> None:
    with Sandbox(mail_containers.WORK, memory=120 * 1024 * 1024) as small:
        assert opened(wrapping.attached(PACKAGE), small) == MailedPackages((PACKAGE,))
        assert opened(wrapping.attached(bytes(60_000_000)), small) == MailedPackages((), "too-large")
        assert opened(wrapping.attached(PACKAGE), small) == MailedPackages((PACKAGE,))


def test_a_child_that_takes_too_long_is_ended() -> None:
    with Sandbox(mail_containers.WORK, seconds=0.5) as fence:
        assert opened(b"A: b\n" * 3_000_000, fence) == MailedPackages((), "too-large")


def test_a_child_that_crashes_is_damage() -> None:
    with Sandbox(mail_containers.WORK) as fence:
        fence.ask(b"")
        assert fence._child is not None
        fence._child.kill()
        assert opened(wrapping.attached(PACKAGE), fence) == MailedPackages((), "damaged")
        assert opened(wrapping.attached(PACKAGE), fence) == MailedPackages((PACKAGE,))


def test_a_child_for_work_that_nobody_knows_gives_no_answer() -> None:
    with Sandbox("nothing") as fence, pytest.raises(SandboxFailed):
        fence.ask(b"x")


def test_inside_the_fence_nothing_is_written_called_or_started(tmp_path: Path) -> None:
    """Asked in a child of its own, since the rule cannot be taken back."""
    code = (
        "import sys, os, socket, subprocess\n"
        "from prossce_desktop.system import sandbox\n"
        "sys.addaudithook(sandbox._refuse)\n"
        "def refused(act):\n"
        "    try:\n"
        "        act()\n"
        "    except PermissionError:\n"
        "        return True\n"
        f"place = {str(tmp_path / 'x')!r}\n"
        "print(refused(lambda: open(place, 'w')), refused(lambda: os.mkdir(place)), refused(lambda: os.remove(place)),\n"
        "      refused(lambda: socket.socket()), refused(lambda: socket.getaddrinfo('localhost', 80)),\n"
        "      refused(lambda: subprocess.run(['true'])), refused(lambda: os.system('true')), open(sandbox.__file__).read(1))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True"] * 7 + ['"']
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mail", "zip", "winmail", "msg", "box", "armour"])
def test_flipped_cut_and_joined_containers_give_a_word(name: str) -> None:
    """Each answer is the package, or something cut or changed, or none; nothing is raised."""
    content = {
        "mail": wrapping.forwarded(wrapping.attached(PACKAGE)),
        "zip": wrapping.zipped(PACKAGE),
        "winmail": winmail(PACKAGE),
        "msg": msg(PACKAGE, inside=True),
        "box": wrapping.in_box(wrapping.attached(wrapping.zipped(PACKAGE))),
        "armour": wrapping.as_page(armoured(PACKAGE)),
    }[name]
    chance = random.Random(name)
    head = min(len(content), 2_500)
    for _ in range(TIMES):
        damaged = bytearray(content)
        match chance.randrange(4):
            case 0:
                for _ in range(chance.randrange(1, 6)):
                    damaged[chance.randrange(head)] ^= 1 << chance.randrange(8)
            case 1:
                damaged[-chance.randrange(1, head)] ^= 1 << chance.randrange(8)
            case 2:
                del damaged[chance.randrange(len(damaged)) :]
            case _:
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.randrange(400)] = chance.randbytes(chance.randrange(400))
        found = look_into(bytes(damaged))
        assert found.code in (None, "too-large", "damaged")
        assert all(one.startswith(b"age-encryption.org/v1") for one in found.packages)
