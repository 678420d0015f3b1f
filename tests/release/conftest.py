"""A program that is built is too big for memory."""

from __future__ import annotations

from tests.on_disk import tmp_path, tmp_path_factory

__all__ = ["tmp_path", "tmp_path_factory"]
