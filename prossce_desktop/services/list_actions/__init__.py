"""The list in front of somebody, exported as it stands there: rows, order, columns, filters."""
