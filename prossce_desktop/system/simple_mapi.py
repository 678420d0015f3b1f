"""Windows' Simple MAPI, in a process of its own: opens a new mail in the mail program with texts and files;
the person sends it.

Written after Microsoft's description of `MAPISendMailW`. It could not be tried where it was written: there
is no Windows there.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Mapping
from pathlib import Path

LOGON_UI, DIALOG = 0x1, 0x8
SUCCESS, USER_ABORT = 0, 1
_NO_POSITION = 0xFFFFFFFF


class FileDescription(ctypes.Structure):
    """MapiFileDescW."""

    _fields_ = (
        ("ulReserved", ctypes.c_uint32), ("flFlags", ctypes.c_uint32), ("nPosition", ctypes.c_uint32),
        ("lpszPathName", ctypes.c_wchar_p), ("lpszFileName", ctypes.c_wchar_p),
        ("lpFileType", ctypes.c_void_p),
    )  # fmt: skip


class Message(ctypes.Structure):
    """MapiMessageW."""

    _fields_ = (
        ("ulReserved", ctypes.c_uint32), ("lpszSubject", ctypes.c_wchar_p),
        ("lpszNoteText", ctypes.c_wchar_p),
        ("lpszMessageType", ctypes.c_wchar_p), ("lpszDateReceived", ctypes.c_wchar_p),
        ("lpszConversationID", ctypes.c_wchar_p),
        ("flFlags", ctypes.c_uint32), ("lpOriginator", ctypes.c_void_p), ("nRecipCount", ctypes.c_uint32),
        ("lpRecips", ctypes.c_void_p), ("nFileCount", ctypes.c_uint32),
        ("lpFiles", ctypes.POINTER(FileDescription)),
    )  # fmt: skip


def message_of(data: Mapping[str, object]) -> Message:
    """The message as MAPI takes it, from what the parent said: subject, text, files."""
    listed = data["files"]
    files = [Path(str(one)) for one in listed] if isinstance(listed, list) else []
    described = (FileDescription * len(files))(
        *(FileDescription(0, 0, _NO_POSITION, str(one), one.name, None) for one in files)
    )
    text = str(data["text"]).replace("\r\n", "\n").replace("\n", "\r\n")
    return Message(0, str(data["subject"]), text, None, None, None, 0, None, 0, None, len(files), described)


def main() -> int:
    """The child's side: read the message, open the mail; 0 also where the person closed it again."""
    said = json.loads(sys.stdin.buffer.read())
    library = getattr(ctypes, "windll", None)
    if library is None:
        return 2
    send = library.LoadLibrary("mapi32.dll").MAPISendMailW
    send.argtypes = (
        ctypes.c_size_t,
        ctypes.c_size_t,
        ctypes.POINTER(Message),
        ctypes.c_uint32,
        ctypes.c_uint32,
    )
    send.restype = ctypes.c_uint32
    answer = send(0, 0, ctypes.byref(message_of(said)), LOGON_UI | DIALOG, 0)
    return 0 if answer in (SUCCESS, USER_ABORT) else 1
