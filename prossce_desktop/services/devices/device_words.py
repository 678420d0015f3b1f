"""Whose a laptop is, in words for people: the office, and which of its laptops."""

from __future__ import annotations

from prossce_desktop.language.messages import _
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device, all_devices
from prossce_desktop.store.log.sample_lots import Executes


class DeviceWords:
    """The laptops known here, by their keys."""

    def __init__(self, execute: Executes, identity: Identity) -> None:
        self._own = identity
        self._known: dict[bytes, Device] = {one.key: one for one in all_devices(execute)}

    def where(self, key: bytes) -> str:
        """Phnom Penh, this laptop; Siem Reap, KH-7f3a91."""
        if key == self._own.device_key:
            return _("{office}, this laptop").format(office=self._own.office)
        known = self._known.get(key)
        if known is None:
            return _("another laptop")
        return known.office if known.regional else f"{known.office}, {known.name}"

    def is_regional(self, key: bytes) -> bool:
        """Whether it is the regional office's."""
        if key == self._own.device_key:
            return self._own.regional
        known = self._known.get(key)
        return known is not None and known.regional
