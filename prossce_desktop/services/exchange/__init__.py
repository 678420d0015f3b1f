"""How packages travel: files, mail, a USB stick, and how the exchange stands."""
