"""Random jumps of Qt's table model over a plain copy of the people, in its own process; ms as JSON."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.people import Base

JUMPS = 5
COLUMNS = "id, name_key, name, sex, birth, phone, province"


def main() -> None:
    """`WORKSPACE`: each jump on a model that has read nothing yet, since what it once read it keeps."""
    app = QApplication([])
    base = Base(Path(sys.argv[1]), 0)
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        path = Path(folder) / "plain.db"
        count = _plain(base, path)
        database = QSqlDatabase.addDatabase("QSQLITE")
        database.setDatabaseName(str(path))
        database.open()
        chance = random.Random(5)
        print(json.dumps([_jump(app, database, chance.randrange(count)) for _turn in range(JUMPS)]))


def _jump(app: QApplication, database: QSqlDatabase, row: int) -> float:
    model = QSqlTableModel(None, database)
    model.setTable("person")
    model.setSort(1, Qt.SortOrder.AscendingOrder)
    model.select()
    view = QTableView()
    view.setModel(model)
    view.resize(1366, 728)
    view.show()
    app.processEvents()
    start = time.perf_counter()
    while model.rowCount() <= row and model.canFetchMore():
        model.fetchMore()
    view.scrollTo(model.index(row, 0))
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def _plain(base: Base, path: Path) -> int:
    store = base.open(writing=False)
    plain = sqlite3.connect(path)
    plain.execute(f"CREATE TABLE person({COLUMNS})")
    with store.read() as reading:
        plain.executemany(
            "INSERT INTO person VALUES(?, ?, ?, ?, ?, ?, ?)",
            reading.execute(f"SELECT {COLUMNS} FROM person WHERE removed = 0"),
        )
    plain.execute("CREATE INDEX by_name ON person(name_key)")
    plain.commit()
    [(count,)] = plain.execute("SELECT count(*) FROM person").fetchall()
    plain.close()
    store.close()
    return int(count)


if __name__ == "__main__":
    main()
