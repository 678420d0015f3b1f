"""The theme: light or dark, the size of text, and the style sheet made from both."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.ui.look.fonts import SIZES, Role, font, load_fonts
from prossce_desktop.ui.look.tokens import DARK, LIGHT, Tokens

STYLE = "Fusion"
Choice = Literal["system", "light", "dark"]

_TEMPLATE = Path(__file__).with_name("look.qss")
_PIXELS = re.compile(r"\b(\d+)px")
_NAME = re.compile(r"@([a-z]+[0-9]?)")
_FONT_OF_THE_SYSTEM = ("QMessageBox", "QMenu", "QMenuBar", "QTipLabel", "QStatusBar")
"""Windows has fonts of its own for these, without the letters of the region."""


class Theme(QObject):
    """What every part draws itself with; `changed` after palette, fonts and style sheet were replaced."""

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: Choice = "system", percent: int = 100, *, opening: bool = False
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self._scale = percent / 100
        self.tokens: Tokens = LIGHT
        load_fonts(first=opening)
        if not opening:
            app.setStyle(STYLE)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._put_on()

    @property
    def choice(self) -> Choice:
        """What the person chose; `system` follows the desktop."""
        return self._choice

    @property
    def scale(self) -> float:
        """The size of text and of what holds it; 1.0 is 100 %."""
        return self._scale

    def choose(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._put_on()

    def set_text_size(self, percent: int) -> None:
        """The size of text, 80 to 200 %."""
        scale = min(200, max(80, percent)) / 100
        if scale != self._scale:
            self._scale = scale
            self._put_on()

    def px(self, pixels: int) -> int:
        """A height or padding that holds text, at the chosen size of text."""
        return round(pixels * self._scale)

    def font(self, role: Role) -> QFont:
        """The font of a role at the chosen size of text."""
        return font(role, self._scale)

    def line(self, role: Role) -> int:
        """The height of a line of a role, in pixels."""
        return self.px(SIZES[role].line)

    @Slot()
    def _system_changed(self) -> None:
        if self._choice == "system":
            self._put_on()

    def _put_on(self) -> None:
        system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = system_is_dark if self._choice == "system" else self._choice == "dark"
        self.tokens = DARK if dark else LIGHT
        self._app.setPalette(palette(self.tokens))
        self._app.setFont(self.font("body"))
        for kind in _FONT_OF_THE_SYSTEM:
            self._app.setFont(self.font("body"), kind)  # type: ignore[arg-type]  # takes text alone
        self._app.setStyleSheet(style_sheet(self.tokens, self._scale))
        self.changed.emit()


_worn: list[Theme] = []


def wear(app: QApplication, choice: Choice = "system", percent: int = 100, *, opening: bool = False) -> Theme:
    """Dress the program, or change its theme; `opening`: load only the fonts of the opening page."""
    if _worn:
        _worn[0].choose(choice)
        _worn[0].set_text_size(percent)
    else:
        _worn.append(Theme(app, choice, percent, opening=opening))
    return _worn[0]


def theme() -> Theme:
    """The theme of the running program; dresses it as the desktop is, where nobody did yet."""
    if not _worn:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("The theme needs a running QApplication")
        return wear(app)
    return _worn[0]


def tokens() -> Tokens:
    """The colours now in use; ask for them at each painting, since they change."""
    return theme().tokens


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at and have the widget drawn anew by it."""
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


@cache
def _template() -> str:
    return _TEMPLATE.read_text(encoding="utf-8")


def style_sheet(colours: Tokens, scale: float) -> str:
    """The style sheet with colours put in and every length above 3 px at the size of text."""
    named = colours.colours()
    coloured = _NAME.sub(lambda found: named[found.group(1)], _template())

    def sized(match: re.Match[str]) -> str:
        pixels = int(match.group(1))
        return f"{pixels if pixels <= 3 else round(pixels * scale)}px"

    return _PIXELS.sub(sized, coloured)


def palette(colours: Tokens) -> QPalette:
    """A full palette, with placeholder, accent and the disabled group."""
    role = QPalette.ColorRole
    plain: dict[QPalette.ColorRole, str] = {
        role.Window: colours.bg,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.surface,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.place,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.err,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Dark: colours.field,
        role.Mid: colours.line,
        role.Shadow: colours.field,
        role.Highlight: colours.fill,
        role.HighlightedText: colours.onfill,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.fill,
    }
    made = QPalette()
    for which, colour in plain.items():
        made.setColor(which, QColor(colour))
    off: dict[QPalette.ColorRole, str] = {
        role.WindowText: colours.muted,
        role.Text: colours.muted,
        role.ButtonText: colours.muted,
        role.Highlight: colours.line,
        role.HighlightedText: colours.muted,
        role.Base: colours.bg,
        role.Accent: colours.line,
        role.Link: colours.muted,
    }
    for which, colour in off.items():
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colour))
    return made
