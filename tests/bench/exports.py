"""Measure every export at many submissions: `python tests/bench/exports.py`.

BENCH_RECORDS is how many submissions there are (default 100,000), BENCH_FORMATS which exports are made (default all),
BENCH_DATABASE a PostgreSQL database that is empty, in place of an SQLite file. For each it prints how long
`formspec export` takes, how long its process works, the most memory that it has at once, and how large the file is: at
a tenth of the submissions first, so that one sees what grows with their number.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import overview
import sqlalchemy as sa

from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.tables import records

FORMATS = os.environ.get("BENCH_FORMATS", "jsonl json csv csv-answers csv-findings xlsx zip").split()
FORMSPEC = Path(sys.executable).with_name("formspec")
KILOBYTE = 1024
PARTS = (10, 1)


def main() -> None:
    """Fill a database, and print one line for each export of a part of it and of all."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        given = {"FORMSPEC_DATA": str(data), "FORMSPEC_DATABASE": os.environ.get("BENCH_DATABASE", "")}
        with open_repository(Settings.from_environment(given)) as repository:
            overview.fill(repository)
            days = [day_of_last(repository._database, overview.RECORDS // part) for part in PARTS]
        print("| export | submissions | took, s | worked, s | most memory, MB | size, MB |")
        for form in FORMATS:
            for part, until in zip(PARTS, days, strict=True):
                measure(form, overview.RECORDS // part, until, Path(folder, "made"), given)


def day_of_last(database: object, number: int) -> str:
    """Return the day up to which there are about so many submissions."""
    asked = sa.select(records.c.submitted).order_by(records.c.submitted).offset(number - 1).limit(1)
    with database.reading("The benchmark") as connection:  # type: ignore[attr-defined]
        found: datetime = connection.scalar(asked)
    return found.date().isoformat()


def measure(form: str, number: int, until: str, made: Path, given: dict[str, str]) -> None:
    """Export up to a day in a process of its own, and print what that took."""
    only = ["--form", overview.FORM] if form in {"csv", "xlsx"} else []
    words = [str(FORMSPEC), "export", "--format", form, "--until", until, *only, "--output", str(made)]
    began = time.perf_counter()
    process = subprocess.Popen(words, env={**os.environ, **given})
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise SystemExit(f"{form}: {status}")
    size, worked = made.stat().st_size / 1e6, used.ru_utime + used.ru_stime
    print(
        f"| {form} | about {number:,} | {took:.0f} | {worked:.0f} | {used.ru_maxrss / KILOBYTE:.0f} | {size:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
