"""Rows and columns of widgets in one expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Spare:
    """Room that is left goes here, in this share; 0 only where no part grows."""

    share: int = 1


STRETCH = Spare()
Part = (
    QWidget
    | QLayout
    | Spare
    | int
    | tuple[QWidget | QLayout, int]
    | tuple[QWidget | QLayout, int, Qt.AlignmentFlag]
)
"""A widget, a layout, or pixels between; with a share of the spare room, and the alignment in it."""
_Box = TypeVar("_Box", bound=QBoxLayout)
Margins = tuple[int, int, int, int]


def grows_down(widget: QWidget, across: QSizePolicy.Policy = QSizePolicy.Policy.Expanding) -> None:
    """Let a widget be as high as its lines need at the width that it has."""
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def in_row(
    *parts: Part, into: QWidget | None = None, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """The parts side by side. `into` the widget that they fill, without margins unless they are given."""
    return _filled(QHBoxLayout(), parts, into, margins, spacing)


def in_column(
    *parts: Part, into: QWidget | None = None, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """The parts one beneath the other, as in `in_row`."""
    return _filled(QVBoxLayout(), parts, into, margins, spacing)


def _filled(
    box: _Box, parts: tuple[Part, ...], into: QWidget | None, margins: Margins | None, spacing: int | None
) -> _Box:
    if into is not None:
        into.setLayout(box)
        margins = margins or (0, 0, 0, 0)
    if margins is not None:
        box.setContentsMargins(*margins)
    if spacing is not None:
        box.setSpacing(spacing)
    add_to(box, *parts)
    return box


def set_upright(box: QBoxLayout, upright: bool) -> None:
    """Its parts one beneath the other, or side by side."""
    way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
    if box.direction() != way:
        box.setDirection(way)


def add_to(box: QBoxLayout, *parts: Part) -> None:
    """More parts, behind those that are there."""
    for part in parts:
        if isinstance(part, Spare):
            box.addStretch(part.share)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, tuple):
            _add(box, *part)
        else:
            _add(box, part)


def _add(
    box: QBoxLayout, part: QWidget | QLayout, share: int = 0, where: Qt.AlignmentFlag | None = None
) -> None:
    if isinstance(part, QLayout):
        box.addLayout(part, share)
    elif where is None:
        box.addWidget(part, share)
    else:
        box.addWidget(part, share, where)
