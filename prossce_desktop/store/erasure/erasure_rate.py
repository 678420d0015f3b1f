"""How fast each laptop erases people, by arrival here: slowly in many packages is as many as at once in one.

The device counts, whoever passes its operations on, as it may begin a new life at any time. What the laptop
that reads erased here itself is no matter of arrival.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.erasure import DAYS, MANY
from prossce_desktop.domain.operations.hash_chain import Stretch
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.erasure.log_redaction import new_by_device

_AS_LONG = DAYS * 24 * 3_600 * 1_000

_Noted = dict[str, tuple[int, bool]]
"""By person when the erasure arrived first (UTC milliseconds), and whether it waits for consent."""


def waits_for_somebody(
    db: Connection, own: bytes, stretches: Sequence[Stretch], time_ms: int, *, agreed: bool
) -> bool:
    """Whether these erase more people than their laptops may; noted in the caller's transaction at `time_ms`.
    What waited once waits until somebody agreed (`agreed`, then counting begins anew), however it comes.
    """
    waits = False
    for device, people in sorted(new_by_device(db.execute, stretches).items()):
        if device == own:
            continue
        noted = {} if agreed else _noted(db, device)
        recent = {one: known for one, known in noted.items() if known[1] or known[0] > time_ms - _AS_LONG}
        if not agreed:
            found = {str(one) for one in people}
            too_many = len(recent.keys() | found) > MANY or any(
                known[1] for one, known in recent.items() if one in found
            )
            recent |= {one: (recent[one][0] if one in recent else time_ms, too_many) for one in found}
            waits = waits or too_many
        settings.write(db, SettingKey.device_erasures.of(device), json.dumps(recent))
    return waits


def _noted(db: Connection, device: bytes) -> _Noted:
    noted = settings.read(db.execute, SettingKey.device_erasures.of(device)) or "{}"
    return {person: (int(time_ms), bool(waits)) for person, (time_ms, waits) in json.loads(noted).items()}
