"""Counts wrong passphrases of one workspace over restarts of the program, and says how long to wait."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QSettings

from prossce_desktop import app
from prossce_desktop.domain.passphrase_delay import still_to_wait


class WrongPassphraseDelay:
    """A number and a time beside the window's state. The encryption guards; this slows guessing."""

    def __init__(self, folder: Path, settings: QSettings) -> None:
        self._settings = settings
        self._name = f"tries/{hashlib.sha256(str(folder).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    def count(self) -> int:
        """Wrong tries in a row."""
        return int(str(self._settings.value(f"{self._name}/count", 0)))

    def wrong(self) -> None:
        self._settings.setValue(f"{self._name}/count", self.count() + 1)
        self._settings.setValue(f"{self._name}/last", app.now().timestamp())
        self._settings.sync()

    def right(self) -> None:
        """The passphrase was right: counting begins anew."""
        self._settings.remove(self._name)

    def to_wait(self) -> int:
        """Seconds before the next try."""
        last = float(str(self._settings.value(f"{self._name}/last", 0.0)))
        return still_to_wait(self.count(), app.now().timestamp() - last)
