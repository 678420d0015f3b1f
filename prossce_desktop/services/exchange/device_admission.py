"""Who asks to be let in: by a request, by a package with one, or by the name of a known laptop."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.errors import FileMissing, RequestRefused, UnknownDevice
from prossce_desktop.exchange import mail_containers
from prossce_desktop.exchange.limits import MOST_FILE
from prossce_desktop.exchange.package import Package, PackageRefused, open_package
from prossce_desktop.exchange.zip_members import REQUEST
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.devices.introductions import Acceptance
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import device_of
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class _Asks:
    """One laptop in a file. `request`: None where it is known here and its package carries none any more."""

    key: bytes
    request: bytes | None


def by_name(store: Store, name: str, words: str | None, now: dt.datetime) -> Acceptance:
    """Let in the laptop of that name. Raises UnknownDevice, or FileMissing for what is spelled as a file."""
    try:
        return introductions.accept_known(store, name, words, now)
    except UnknownDevice:
        if Path(name).name != name or "." in name:
            raise FileMissing(path=name) from None
        raise


def by_file(store: Store, content: bytes, words: str | None, now: dt.datetime) -> Acceptance:
    """Let in the laptop of a request, or of whatever holds a package with one. Raises NotAnOffice,
    RequestRefused, FingerprintDiffers; then nobody was let in."""
    store.identity.refuse_country()
    asks = _asks_in(store, content)
    if asks.request is None:
        return introductions.accept_known(store, asks.key.hex(), words, now)
    return introductions.accept(store, asks.request, words, now)


def _asks_in(store: Store, content: bytes) -> _Asks:
    """The one laptop that asks in a file, by its last request. Raises RequestRefused, also for several."""
    found: dict[bytes, _Asks] = {}
    refused, sealed = _is_none(), _opened(content)
    with store.read() as reading:
        for one in sealed:
            try:
                asks = _who_asks(reading, one)
            except RequestRefused as error:
                refused = error
                continue
            if asks.request is not None or asks.key not in found:
                found[asks.key] = asks
    if len(found) > 1:
        raise RequestRefused(
            why=_(
                "this file contains requests of several laptops; name one of them, as it is written in the "
                "list of laptops"
            )
        )
    if not found:
        raise refused
    return next(iter(found.values()))


def _opened(content: bytes) -> tuple[bytes, ...]:
    """What is sealed in a file from outside, each once."""
    if len(content) > MOST_FILE:
        return ()
    with Sandbox(mail_containers.WORK) as fence:
        return mail_containers.opened(content, fence).packages


def _who_asks(reading: Reading, content: bytes) -> _Asks:
    """Whoever asks with this request or package. Raises RequestRefused, also if another laptop sent it."""
    package = _package_in(reading, content)
    request = content if package is None else package.members.get(REQUEST)
    if request is None:
        known = device_of(reading.execute, package.header.device) if package is not None else None
        if known is None:
            raise RequestRefused(why=_("this package contains no request, and its laptop is not known here"))
        return _Asks(known.key, None)
    asks = introductions.asking(reading.execute, reading.identity, request)
    if package is not None and asks.key != package.header.device:
        raise _is_none()
    return _Asks(asks.key, request)


def _is_none() -> RequestRefused:
    return RequestRefused(why=_("the file is damaged or was changed on the way"))


def _package_in(reading: Reading, content: bytes) -> Package | None:
    """The package, signed by the laptop in its header; None for whatever else is sealed."""
    try:
        return open_package(content, [device_keys.box_identity(reading.execute) or ""])
    except PackageRefused:
        return None
