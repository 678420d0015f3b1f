"""Words, plurals, dates and numbers in the language of the officer."""
