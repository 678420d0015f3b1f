"""ProSSCE Desktop: offline data collection and reporting for employment services in ASEAN."""

__version__ = "0.1.0"
