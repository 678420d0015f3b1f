"""The e-mail that carries a package, as other mail programs take it apart; what its words may say; the package once more where it was refused."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import random
import shutil
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.exchange.armour import armoured
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.sync import mail_words
from tests.exchange.forging import NOW, Pair

pytestmark = pytest.mark.slow

NAME = "ចាន់ សុភា"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def hold(pair: Pair, women: int, men: int) -> list[str]:
    """A training with people by name; gives their phones."""
    phones = [f"070{random.randrange(10**6):06}" for _ in range(women + men)]
    with pair.laptop.work("new", 1) as work:
        [training] = work.new("training", [Training(title="CV writing", country="KH", start=dt.date(2026, 2, 1), end=dt.date(2026, 2, 1))])
        sexes = [Sex.female] * women + [Sex.male] * men
        people = work.new("person", [Person(name=f"{NAME} {n}", phone=phones[n], sex=sex) for n, sex in enumerate(sexes)])
        work.new("participation", [Participation(person=one, activity=training, stage="attended") for one in people])
    return phones


def sent(pair: Pair, folder: Path, **more: object) -> list[package_files.WrittenPackage]:
    folder.mkdir(exist_ok=True)
    return package_files.make_packages(pair.laptop, folder, **more)  # type: ignore[arg-type]


def parsed(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_draft_is_unsent_and_holds_package_workbook_and_pdf_without_a_name(pair: Pair, tmp_path: Path) -> None:
    phones = hold(pair, 3, 7)
    [written] = sent(pair, tmp_path / "out")
    assert written.email is not None
    message = parsed(written.email)
    assert (message["X-Unsent"], message["To"], message["From"]) == ("1", None, None)
    files = {one.get_filename(): one.get_content() for one in message.iter_attachments()}
    stem = written.path.stem
    assert list(files) == [f"{stem}.prossce", f"{stem}.xlsx", f"{stem}.pdf"]
    assert files[f"{stem}.prossce"] == written.path.read_bytes()
    assert files[f"{stem}.pdf"].startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(files[f"{stem}.xlsx"]))
    values = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    assert values and not any(told in one for one in values for told in (NAME, *phones))
    text = written.email.read_bytes()
    assert text.isascii() and max(map(len, text.split(b"\r\n"))) <= 998


def test_the_words_say_what_is_new_the_figures_and_the_code_and_no_small_number(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 3, 7)
    [written] = sent(pair, tmp_path / "out")
    assert written.email is not None
    body = parsed(written.email).get_body()
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.splitlines() == written.text.splitlines()
    assert "In this first package: 1 activity, 10 people, 10 participations." in text
    assert "People reached: 10" in text
    assert "Women: fewer than 5\n" in text
    assert "Men: not shown, because the other numbers are fewer than 5\n" in text
    assert f"Check code of the data: {pair.laptop.digest().code}\n" in text
    assert NAME not in text


def test_a_few_people_are_fewer_than_five_in_every_line(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 1, 2)
    text = sent(pair, tmp_path / "out")[0].text
    assert "In this first package: 1 activity, fewer than 5 people, fewer than 5 participations." in text
    assert "People reached: fewer than 5\n" in text
    assert "Training, Cambodia: fewer than 5 " in text
    assert " 3 " not in text


def test_nothing_new_is_said_and_nothing_is_attached_but_the_package(pair: Pair, tmp_path: Path) -> None:
    [written] = sent(pair, tmp_path / "out")
    assert written.email is not None
    assert len(list(parsed(written.email).iter_attachments())) == 1
    assert mail_words.news({"activity": 3, "person": 412, "head_count": 7}, 2, answered=True) == "New since the last receipt: 3 activities, 412 people, 7 other records, fewer than 5 corrections."
    assert mail_words.news({}, 0, answered=True) == "Nothing is new since the last receipt."


def test_what_does_not_fit_into_the_mail_box_is_left_out_the_workbook_first(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 3, 7)
    most, endings = 10_000_000, []
    for _ in range(3):
        [written] = sent(pair, tmp_path / "out", most=most)
        assert written.email is not None
        size = written.email.stat().st_size
        assert size <= most
        endings.append([one.get_filename()[-4:] for one in parsed(written.email).iter_attachments()])
        most = size * 9 // 10
    assert endings == [["ssce", "xlsx", ".pdf"], ["ssce", ".pdf"], ["ssce"]]


def test_smaller_pieces_each_fit_and_only_the_first_has_the_figures(pair: Pair, tmp_path: Path) -> None:
    for _ in range(8):
        hold(pair, 300, 300)
    [whole] = sent(pair, tmp_path / "out")
    most = whole.made.mailed_bytes // 2
    pieces = sent(pair, tmp_path / "pieces", most=most)
    assert len(pieces) > 1
    assert all(one.email is not None and one.email.stat().st_size <= most for one in pieces)
    assert ["People reached" in one.text for one in pieces] == [True, *[False] * (len(pieces) - 1)]
    for one in reversed(pieces):
        package_files.read_packages(pair.office, [one.path])
    assert pair.office.digest(("KH",)).code == pair.laptop.digest().code


def test_without_drafts_there_are_packages_alone(pair: Pair, tmp_path: Path) -> None:
    [written] = sent(pair, tmp_path / "out", email=False)
    assert [one.name for one in (tmp_path / "out").iterdir()] == [written.path.name]


def test_a_country_gets_its_own_figures_and_no_other_from_the_office(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 10, 10)
    [written] = sent(pair, tmp_path / "out")
    package_files.read_packages(pair.office, [written.path])
    with pair.office.work("new", 1) as work:
        [other] = work.new("training", [Training(title="Elsewhere", country="LA", start=dt.date(2026, 2, 1), end=dt.date(2026, 2, 1))])
        work.new("head_count", [HeadCount(activity=other, count=7_777)])
    (tmp_path / "reply").mkdir()
    [reply] = package_files.make_reply(pair.office, tmp_path / "reply", [str(written.made.header.name)])
    assert reply.email is not None
    assert [one.get_filename() for one in parsed(reply.email).iter_attachments()] == [reply.path.name]
    assert "Nothing is new since the last receipt." in reply.text
    assert "Cambodia, all dates\nPeople reached: 20\n" in reply.text
    assert "7,777" not in reply.text and "Lao" not in reply.text


@pytest.mark.parametrize("way", [package_files.as_text, package_files.as_zip])
def test_a_refused_package_in_another_form_is_read_as_the_same(pair: Pair, tmp_path: Path, way: object) -> None:
    hold(pair, 3, 7)
    [written] = sent(pair, tmp_path / "out")
    again = way(written.path)  # type: ignore[operator]
    assert [one.packages for one in package_files.open_files([again.path, again.email])] == [(written.path.read_bytes(),)] * 2
    results = package_files.read_packages(pair.office, [again.email, again.path, written.path])
    assert [one.outcome.status for one in results] == ["accepted", "already_known", "already_known"]


def test_a_small_package_stands_in_the_mail_itself_and_a_large_one_is_attached(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 3, 7)
    small = package_files.as_text(sent(pair, tmp_path / "out")[0].path)
    assert "-----BEGIN AGE ENCRYPTED FILE-----" in small.text
    assert list(parsed(small.email).iter_attachments()) == []
    large = tmp_path / "large.prossce"
    large.write_bytes(b"age-encryption.org/v1\n" + bytes(60_000))
    written = package_files.as_text(large)
    [attached] = parsed(written.email).iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("large.txt", "text/plain")
    assert armoured(large.read_bytes()) == written.path.read_bytes()


def test_a_folder_of_a_month_with_folders_in_it_is_read_whole(pair: Pair, tmp_path: Path) -> None:
    hold(pair, 3, 7)
    month = tmp_path / "month"
    (month / "week 1").mkdir(parents=True)
    [first] = sent(pair, tmp_path / "out")
    shutil.copy(first.email or "", month / "week 1" / "mail 1")
    hold(pair, 1, 1)
    [second] = sent(pair, tmp_path / "out")
    shutil.copy(package_files.as_zip(second.path).path, month / "2")
    (month / ".DS_Store").write_bytes(b"of the system")
    results = package_files.read_packages(pair.office, [month])
    assert sorted(one.file.name for one in results) == ["2", "mail 1"]
    assert pair.office.digest(("KH",)).code == pair.laptop.digest().code


def apart(program: list[str | Path], folder: Path) -> list[bytes]:
    """What another program takes out of a mail, as files."""
    folder.mkdir()
    subprocess.run(program, check=True, capture_output=True, cwd=folder)
    return [one.read_bytes() for one in folder.iterdir()]


@pytest.mark.parametrize("program", ["munpack", "ripmime"])
def test_other_mail_programs_take_out_each_attachment_byte_for_byte(pair: Pair, tmp_path: Path, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    hold(pair, 3, 7)
    [written] = sent(pair, tmp_path / "out")
    assert written.email is not None
    words: list[str | Path] = ["munpack", "-f", written.email] if program == "munpack" else ["ripmime", "-i", written.email, "-d", "."]
    found = apart(words, tmp_path / "apart")
    ours = [one.get_content() for one in parsed(written.email).iter_attachments()]
    assert len(ours) == 3
    assert all(one in found for one in ours)
    assert written.path.read_bytes() in found


@pytest.mark.skipif(shutil.which("age") is None or shutil.which("munpack") is None, reason="no age or munpack here")
def test_the_age_program_opens_what_another_mail_program_took_out(pair: Pair, tmp_path: Path) -> None:
    from prossce_desktop.store.devices import device_keys

    hold(pair, 3, 7)
    [written] = sent(pair, tmp_path / "out")
    with pair.office.read() as reading:
        (tmp_path / "key").write_text(device_keys.box_identity(reading.execute) or "")
    folder = tmp_path / "apart"
    apart(["munpack", "-f", written.email or ""], folder)
    subprocess.run(["age", "-d", "-i", tmp_path / "key", "-o", tmp_path / "package.zip", folder / written.path.name], check=True)
    assert (tmp_path / "package.zip").read_bytes().startswith(b"PK\x03\x04")


def test_the_day_of_the_draft_is_that_of_the_package(pair: Pair, tmp_path: Path) -> None:
    [written] = sent(pair, tmp_path / "out")
    assert written.email is not None
    said = parsed(written.email)["Date"].datetime
    assert abs(said - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1) and said > NOW
