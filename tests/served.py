"""A server of this application that starts in a moment: its process comes from one that has everything imported.

Here lives the starting and the ending. It is a process like any other, which can be killed; only what a start by hand
takes most of its time for, to load the program and to compile its templates, is done once for all of them.
"""

import gc
import multiprocessing
import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from webapp.cli import main

FORMSPEC = Path(sys.executable).with_name("formspec")
PATIENCE_SECONDS = 20
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.served", "webapp.commands.serving"])


class Served:
    """`formspec serve` from when it says its address until it is ended, on a free port where none is named."""

    def __init__(self, data: Path, specs: Path | None = None, *, port: int = 0) -> None:
        words = ["serve", "--port", str(port), "--data", str(data), *(["--specs", str(specs)] if specs else [])]
        reading, writing = os.pipe()
        self._told = os.fdopen(reading, encoding="utf-8")
        with Connection(writing, readable=False) as told:
            self._process = _FORKS.Process(
                target=_served, args=(told, words, {**os.environ}, _compiled().name), daemon=True
            )
            self._process.start()
        line = self._told.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + self._told.read()
        self.address = found[0].rstrip("/")
        self.port = int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a crash would: at once, whatever it is doing."""
        self._process.kill()
        self._wait()

    def close(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.terminate()
        self._wait()

    def _wait(self) -> None:
        self._process.join(PATIENCE_SECONDS)
        assert self._process.exitcode is not None, "the server does not end"
        self._told.close()


@cache
def _compiled() -> TemporaryDirectory[str]:
    """The folder in which the servers of this run find templates that were compiled before."""
    return TemporaryDirectory()


def _served(told: Connection, words: Sequence[str], environment: dict[str, str], compiled: str) -> None:
    gc.freeze()
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(compiled)}
    os.dup2(told.fileno(), 1)
    os.dup2(told.fileno(), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(FORMSPEC), *words]
    sys.exit(main(words))
