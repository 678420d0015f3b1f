"""The ways into the records: first start, passphrase, recovery key, lock, who is working."""
