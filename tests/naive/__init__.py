"""The counting rules once more, as somebody reads them from the page and works them out person by person."""
