"""The lists of the window as anything that shows, writes or prints them needs them: columns, and the rows
that were chosen."""
