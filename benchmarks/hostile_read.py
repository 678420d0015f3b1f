"""Reads one kind and size outside the sandbox: `python -m benchmarks.hostile_read KIND BYTES`."""

from __future__ import annotations

import bz2
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from prossce_desktop.exchange.header import parsed_header
from prossce_desktop.exchange.join_letters import parsed_letter, signed_text
from prossce_desktop.exchange.mail_containers import look_into
from prossce_desktop.exchange.operation_codec import checked_body

Shape = Callable[[int], bytes]

TEXTS: Mapping[str, Shape] = {
    "quotation marks": lambda n: b'"' * n,
    "texts without end": lambda n: b'"\\' * (n // 2),
    "empty lists": lambda n: b"[" + b"[]," * (n // 3) + b"[]]",
    "empty objects": lambda n: b"[" + b"{}," * (n // 3) + b"{}]",
    "other keys": lambda n: b"{" + b",".join(b'"%d":0' % i for i in range(n // 11)) + b"}",
    "one key": lambda n: b"{" + b'"a":0,' * (n // 6) + b'"a":0}',
    "digits": lambda n: b"1" * n,
    "halves of letters": lambda n: b'["' + b"\\ud800" * (n // 6) + b'"]',
}
_MAIL = b"From: a@b.c\r\nContent-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n"
MAILS: Mapping[str, Shape] = {
    "one e-mail in another": lambda n: b"".join(_MAIL % (b"x%d" % i, b"x%d" % i) for i in range(n // 80)),
    "parts without end": lambda n: _MAIL % (b"x", b"x") + b"--x\r\n\r\n" * (n // 7),
    "folded lines": lambda n: b"Subject: a\r\n" + b" b\r\n" * (n // 4),
    "a mail box": lambda n: b"From a\nTo: b\n\n" * (n // 14),
    "beginnings of armour": lambda n: (
        b"To: a\r\n\r\n" + b"-----BEGIN AGE ENCRYPTED FILE-----\r\n" * (n // 36)
    ),
    "tags": lambda n: b"To: a\r\n\r\nYWdl" + b"<a " * (n // 3),
    "quotes": lambda n: b"To: a\r\n\r\nYWdl" + b"\n> YWdlLWVuY3J5cHRpb24" * (n // 22),
    "beginnings of uuencode": lambda n: b"To: a\r\n\r\n" + b"begin 644 a\n" * (n // 12),
    "returns": lambda n: b"To: a\r\r" + b"\r" * n,
    "one line": lambda n: b"To: a\r\n\r\n" + b"A" * n,
}


def _letter(text: bytes) -> None:
    with suppress(ValueError):
        signed_text(text + b"\n" + b"0" * 128)
    parsed_letter(text)


def _body(text: bytes) -> None:
    checked_body(bz2.compress(text), 1)


def _after(begin: bytes) -> Mapping[str, Shape]:
    """The shapes of texts, each behind that."""
    return {name: _joined(begin, make) for name, make in TEXTS.items()}


def _joined(begin: bytes, make: Shape) -> Shape:
    return lambda n: begin + make(n)


KINDS: Mapping[str, tuple[Callable[[bytes], object], Mapping[str, Shape]]] = {
    "header": (parsed_header, TEXTS),
    "request": (_letter, _after(b'{"kind":"prossce request","a":')),
    "invitation": (_letter, _after(b'{"kind":"prossce invitation","a":')),
    "body": (_body, _after(b"[]\n")),
    "mail": (look_into, MAILS),
}


def main() -> None:
    """One line of JSON: the worst shape, its processor seconds, and its bytes of memory on top."""
    read, shapes = KINDS[sys.argv[1]]
    size = int(sys.argv[2])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took: dict[str, float] = {}
    for name, shape in shapes.items():
        content = shape(size)
        began = time.process_time()
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            read(content)
        took[name] = time.process_time() - began
    worst = max(took, key=lambda name: took[name])
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(json.dumps({"worst": worst, "seconds": took[worst], "memory": memory, "each": took}))


if __name__ == "__main__":
    main()
