"""The window round an open workspace: navigation, one page at a time, go to anything."""
