"""Makes the databases under Tests/Fixtures. Standard library alone."""
import os
import shutil
import sqlite3

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.dirname(HERE)


def make(path, script, rows=()):
    full = os.path.join(FIXTURES, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    if os.path.exists(full):
        os.remove(full)
    base = sqlite3.connect(full)
    base.executescript("PRAGMA page_size = 1024;" + script)
    for statement, values in rows:
        base.execute(statement, values)
    base.commit()
    base.execute("VACUUM")
    base.close()


CARS = """
CREATE TABLE permits (year INTEGER, region TEXT, cars INTEGER, share REAL, opened TEXT, code TEXT, is_final BOOLEAN);
INSERT INTO permits VALUES
  (2025, 'kowloon', 100, 0.1 + 0.2, '2025-06-01', '007', 1),
  (2025, 'island', 60, 1.5, '2025-07-01', '012', 1),
  (2026, 'kowloon', 200, NULL, '2026-06-01', '007', 0),
  (2026, 'island', 90, 2.25, '2026-07', '012', 0);
"""
make("databases/cars.db", CARS)
make("databases/values.db", """
CREATE TABLE t (id INTEGER PRIMARY KEY, big INTEGER, real REAL, bytes BLOB, words TEXT, mixed);
""", [
    ("INSERT INTO t VALUES (1, 9007199254740993, 1e300, x'00ff', 'a' || char(0) || 'b', 1)", ()),
    ("INSERT INTO t VALUES (2, 5, 9e999, NULL, CAST(x'ff' AS TEXT), 'two')", ()),
    ("INSERT INTO t VALUES (3, -9007199254740992, 1e-7, NULL, '漢字, \"x\"', '~3')", ()),
])
make("sites/sqlite/content/briefings/cars/cars.db", CARS)
make("sites/sqlite-disagrees/content/briefings/cars/cars.db", CARS.replace("(2026, 'kowloon', 200", "(2026, 'kowloon', 150"))
make("sites/sqlite-refused/content/a/cars.db", CARS)
make("sites/sqlite-unlinked/content/a/cars.db", CARS)
shutil.copy(os.path.join(FIXTURES, "databases/cars.db"), os.path.join(FIXTURES, "sites/sqlite-unlinked/content/a/linked.db"))
# A log that was not brought back into the database: it is longer than nothing, which is enough to be refused.
make("sites/sqlite-unfinished/content/a/logged.db", CARS)
open(os.path.join(FIXTURES, "sites/sqlite-unfinished/content/a/logged.db-wal"), "wb").write(b"7\x7f\x06\x82" + bytes(28))
make("sites/sqlite-unfinished/content/a/broken.db", CARS)
hot = bytes([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
open(os.path.join(FIXTURES, "sites/sqlite-unfinished/content/a/broken.db-journal"), "wb").write(hot + bytes(504))
make("sites/sqlite-unfinished/content/a/settled.db", CARS)
open(os.path.join(FIXTURES, "sites/sqlite-unfinished/content/a/settled.db-journal"), "wb").write(bytes(512))
# The manual's own.
make("../../content/manual/data/town.db", """
CREATE TABLE permits (year INTEGER, month INTEGER, district TEXT, permits INTEGER);
INSERT INTO permits VALUES (2025, 1, 'east', 4), (2025, 6, 'west', 9), (2026, 1, 'east', 5), (2026, 5, 'east', 7),
  (2026, 2, 'west', 11), (2026, 6, 'west', 6);
""")
