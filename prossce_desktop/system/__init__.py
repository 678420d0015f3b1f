"""What the computer gives: folders, files, clock, sandbox, drives, mail program."""
