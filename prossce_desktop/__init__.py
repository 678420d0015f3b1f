"""ProSSCE Desktop: offline data collection and reporting for employment services in ASEAN."""

__version__ = "0.5.0"

FENCED = "--fenced"
"""The first word for a child of this program that reads what strangers made (system/sandbox.py)."""

MAPI = "--mapi"
"""The first word for a child that opens a mail in Windows' mail program (simple_mapi.py)."""
