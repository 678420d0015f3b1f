"""Everything that leaves a laptop of a country and its regional office, made by the real program, and taken apart to the last byte."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, StreamObject, TextStringObject

from prossce_desktop.domain.operations.operation import declared_personal_fields
from prossce_desktop.exchange.package import open_package
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import journal_pdf, package_files, usb_stick
from prossce_desktop.services.list_actions import list_to_clipboard, list_to_paper, list_to_workbook
from prossce_desktop.services.lists import activity_columns, organisation_columns
from prossce_desktop.services.reporting import activity_papers, figure_lines
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export, origin_of
from prossce_desktop.store.devices import device_keys
from tests.exchange.opened import everything_sent
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk
from tests.leaving.canaries import Base, Canary, Search
from tests.pdf_text import pdf_text
from tests.services.giving.scene import given

TODAY = dt.date(2026, 6, 1)


@dataclass(frozen=True)
class Leaf:
    """One thing that leaves: where it was found, and its bytes. `opened`: a package as the regional office opens it with its keys."""

    place: str
    data: bytes
    opened: bool = False


@contextmanager
def at(region: Region, desk: Desk) -> Iterator[None]:
    """On that computer, by its clock."""
    with desk.here(), ExitStack() as stack:
        for name in ("now", "today"):
            stack.enter_context(patch(f"prossce_desktop.system.clock.{name}", lambda name=name: region.now(desk) if name == "now" else TODAY))
        yield


def compared(region: Region, desk: Desk) -> None:
    """The six words are said by telephone: names may pass, where the share level says so."""
    with desk.here(), desk.store.read() as reading:
        office = next(one for one in introductions.all_devices(reading.execute) if one.regional)
        request = introductions.request_to(reading.execute, desk.store.identity, office, region.now(region.office))
        words = introductions.words_of(office, introductions.own_device(reading.execute, desk.store.identity))
    with region.office.here():
        introductions.accept(region.office.store, request, words)
    with desk.here():
        introductions.compared_with_office(desk.store, words)


def all_that_leaves(region: Region, desk: Desk, base: Base, folder: Path) -> list[Leaf]:
    """Mails, packages, exports with names off, pages, texts, what lies on a stick, and the office's answer; each taken apart."""
    folder.mkdir()
    for one in ("mail", "answer", "stick", "files", "office"):
        (folder / one).mkdir()
    region.minutes += 60
    with at(region, desk):
        sent = package_files.make_packages(desk.store, folder / "mail", attachments=True)
        for one in sent:
            package_files.as_text(one.path)
            package_files.as_zip(one.path)
        package_files.make_receipt(desk.store, folder / "mail" / "receipt.prossce", to=region.office.store.identity.device)
        usb_stick.exchange(desk.store, folder / "stick")
        _files(desk, base, folder / "files")
    with at(region, region.office):
        package_files.read_packages(region.office.store, [folder / "mail"])
        package_files.make_reply(region.office.store, folder / "answer", [desk.store.identity.device])
        export(region.office.store, Wanted(excel=folder / "office" / "o.xlsx", pdf=folder / "office" / "o.pdf"), region.now(desk), TODAY)
    leaves = [Leaf(f"the name of {one}", str(one.relative_to(folder)).encode()) for one in sorted(folder.rglob("*"))]
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        leaves += [Leaf(place, data) for place, data in inside(str(path.relative_to(folder)), path.read_bytes())]
    for one in sent:
        leaves.append(Leaf(f"{one.path.name}, opened by the office", _opened(region, one.path).encode(), opened=True))
    return leaves


def _files(desk: Desk, base: Base, folder: Path) -> None:
    """What an officer makes without asking for names."""
    now = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
    store = desk.store
    export(store, Wanted(excel=folder / "o.xlsx", pdf=folder / "o.pdf"), now, TODAY)
    for kind in ("training", "career_fair", "policy_dialogue", "knowledge_product", "sstc_exchange"):
        activity_papers.write_activity_page(store, base.ids[kind][0], folder / f"{kind}.pdf", now, TODAY)
    activity_papers.write_sign_in_sheet(store, base.ids["training"][0], folder / "blank.pdf", now)
    journal_pdf.write(store, folder / "journal.pdf")
    for one in (given("activity", activity_columns.COLUMNS[1:]), given("organisation", organisation_columns.COLUMNS)):
        list_to_workbook.write(store, one, folder / f"list-{one.rows.kind}.xlsx", now, TODAY)
        with store.read() as reading:
            (folder / f"list-{one.rows.kind}.pdf").write_bytes(list_to_paper.document(reading, one, now, TODAY).data)
            copied = list_to_clipboard.copied(reading, one, TODAY)
        (folder / f"list-{one.rows.kind}.html").write_text(copied.text + copied.html, encoding="utf-8")
    with store.read() as reading:
        found = figures(reading, by=("sex", "age", "disability"))
        code = origin_of(reading, now, TODAY, sample=False).code
    (folder / "figures.json").write_text(json.dumps(found.as_json()), encoding="utf-8")
    (folder / "message.txt").write_text(figure_lines.message(found, code, TODAY), encoding="utf-8")


def _office_key(region: Region) -> str:
    with region.office.store.read() as reading:
        return device_keys.box_identity(reading.execute) or ""


def _opened(region: Region, path: Path) -> str:
    return everything_sent(path.read_bytes(), _office_key(region))


def in_bodies(region: Region, path: Path) -> set[tuple[str, str]]:
    """Personal fields, by kind, whose values stand in the open body of a package."""
    found: set[tuple[str, str]] = set()
    for stretch in open_package(path.read_bytes(), [_office_key(region)]).stretches():
        for operation in stretch.operations:
            for block in json.loads(operation.body)[1:]:
                kind = str(block.get("new") or block.get("set") or "person")
                found |= {(kind, name) for name in block.get("cols", {}) if name in declared_personal_fields(kind)}
    return found


def inside(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes, and all that is packed into them: members of zips, parts of mails, streams, texts, metadata and attachments of PDFs."""
    yield place, data
    if data.startswith(b"PK\x03\x04"):
        yield from _zip(place, data)
    elif data.startswith(b"%PDF-"):
        yield from _pdf(place, data)
    elif place.endswith(".eml"):
        yield from _mail(place, data)


def _zip(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        yield f"{place}, its comment", packed.comment
        for one in packed.infolist():
            yield f"{place}, the name of a member", one.filename.encode() + one.comment + one.extra
            yield from inside(f"{place}: {one.filename}", packed.read(one))


def _mail(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    yield f"{place}, its head", "\n".join(f"{name}: {value}" for name, value in message.items()).encode()
    for part in message.walk():
        name = part.get_filename() or "text"
        yield f"{place}, the name of a part", name.encode()
        if not part.is_multipart():
            yield from inside(f"{place}: {name}", bytes(part.get_payload(decode=True) or b""))


def _pdf(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Its text as poppler reads it, and every string and unpacked stream of every object, metadata and attachments among them."""
    yield f"{place}, its text", pdf_text(data).encode()
    reader = PdfReader(io.BytesIO(data))
    yield f"{place}, its metadata", repr(reader.metadata).encode()
    numbers = sorted({number for of in reader.xref.values() for number in of})
    for number in numbers:
        found = reader.get_object(number)
        if isinstance(found, StreamObject):
            yield f"{place}, stream {number}", found.get_data()
        yield f"{place}, object {number}", "\n".join(_strings(found)).encode("utf-8", "surrogatepass")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, TextStringObject | ByteStringObject):
        yield value.decode("latin-1") if isinstance(value, bytes) else str(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def found(leaves: list[Leaf], canaries: list[Canary]) -> list[str]:
    """In words, for whoever reads a failing test: which value stands where."""
    search = Search(canaries)
    return sorted({f"{canary} in {leaf.place}" for leaf in leaves for canary in search.found_in(leaf.data)})
