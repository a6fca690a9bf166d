"""What SQLite does to its files, watched, and refused where a test says so.

Here lives a file system of SQLite's own kind (a "VFS") that is put before the one of this machine, in the library that
this process has loaded, so that the program's code is the one that runs every day. What is done with what is seen lives
in the harnesses.
"""

import _sqlite3
import ctypes
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

OK, FULL = 0, 13
IOERR_READ, IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE = 266, 778, 1034, 1546
_NEW_ENTRY = 0x4  # SQLITE_OPEN_CREATE
_SYNCS_FOLDER = 0x800 | 0x4000 | 0x80000  # a journal, the journal of several files, a WAL: their first sync is both

Kind = Literal["open", "read", "write", "truncate", "sync", "delete"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that is about to be done to a file. `size` is what it is cut to, `folder` that its folder is synced."""

    kind: Kind
    path: str
    offset: int = 0
    data: bytes = b""
    size: int = 0
    folder: bool = False


Watch = Callable[[Operation], int]
"""What is told of every operation before it is done, and returns OK, or the code of the fault to answer it with."""


_METHODS = (
    *("close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector"),
    *("device", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch"),
)
_CALLS = (
    *("open", "delete", "access", "full", "dl_open", "dl_error", "dl_sym", "dl_close", "randomness", "sleep"),
    *("time", "last_error", "time64", "set_call", "get_call", "next_call"),
)


class _Methods(Structure):
    _fields_ = (("version", c_int), *((name, c_void_p) for name in _METHODS))


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        *((name, c_void_p) for name in _CALLS),
    )


_CLOSE = CFUNCTYPE(c_int, c_void_p)
_MOVE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))  # SQLite keeps the pointer to the name
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


def library() -> ctypes.CDLL:
    """Return the SQLite that Python's own module has loaded. Skips the test where it cannot be reached; fails in CI."""
    sqlite3.connect(":memory:").close()
    loaded = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "libsqlite3" in line}
    for name in (*sorted(loaded), _sqlite3.__file__):
        found = ctypes.CDLL(name)
        if hasattr(found, "sqlite3_vfs_register"):
            found.sqlite3_libversion.restype = c_char_p
            assert found.sqlite3_libversion().decode() == sqlite3.sqlite_version
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("the SQLite that Python uses cannot be reached")
    pytest.skip("the SQLite that Python uses cannot be reached")


class _Watched:
    """The file system of this machine with a watch before it. `answer` holds what SQLite calls, as long as it may."""

    def __init__(self, base: _Vfs, watch: Watch) -> None:
        self.base, self.watch = base, watch
        self.paths: dict[int, tuple[str, bool]] = {}
        self.tables: dict[int, tuple[_Methods, _Methods]] = {}
        self.open_base, self.delete_base = _OPEN(base.open), _DELETE(base.delete)
        self.vfs = _Vfs.from_buffer_copy(base)
        self.answer = (_OPEN(self.open), _DELETE(self.delete))
        self.vfs.name, self.vfs.next = b"watched", None
        self.vfs.open, self.vfs.delete = (ctypes.cast(each, c_void_p).value for each in self.answer)

    def open(self, _vfs: int, name: int | None, file: int, flags: int, out: "ctypes._Pointer[c_int]") -> int:
        path = ctypes.string_at(name).decode() if name else ""
        if path and (fault := self.watch(Operation("open", path))):
            _File.from_address(file).methods = POINTER(_Methods)()
            return fault
        done = self.open_base(ctypes.addressof(self.base), name, file, flags, out)
        if done == OK and path:
            self.paths[file] = (path, bool(flags & _NEW_ENTRY and flags & _SYNCS_FOLDER))
            opened = _File.from_address(file)
            opened.methods = ctypes.pointer(self.watched(opened.methods.contents))
        return done

    def delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        fault = self.watch(Operation("delete", name.decode(), folder=bool(sync_folder)))
        return fault or self.delete_base(ctypes.addressof(self.base), name, sync_folder)

    def watched(self, base: _Methods) -> _Methods:
        """Return the methods of a file with a watch before those that change it, made once for each set of methods."""
        place = ctypes.addressof(base)
        if place not in self.tables:
            made = _Methods.from_buffer_copy(base)
            for name, answer in self.answers(base).items():
                self.answer += (answer,)
                setattr(made, name, ctypes.cast(answer, c_void_p).value)
            self.tables[place] = (base, made)
        return self.tables[place][1]

    def answers(self, base: _Methods) -> dict[str, "ctypes._CFuncPtr"]:
        close, read, write = _CLOSE(base.close), _MOVE(base.read), _MOVE(base.write)
        truncate, sync = _TRUNCATE(base.truncate), _SYNC(base.sync)

        def on_close(file: int) -> int:
            self.paths.pop(file, None)
            return close(file)

        def on_read(file: int, buffer: int, size: int, offset: int) -> int:
            return self.watch(Operation("read", self.paths[file][0], offset)) or read(file, buffer, size, offset)

        def on_write(file: int, buffer: int, size: int, offset: int) -> int:
            data = ctypes.string_at(buffer, size)
            fault = self.watch(Operation("write", self.paths[file][0], offset, data))
            if fault:
                write(file, buffer, size // 2, offset)
            return fault or write(file, buffer, size, offset)

        def on_truncate(file: int, size: int) -> int:
            return self.watch(Operation("truncate", self.paths[file][0], size=size)) or truncate(file, size)

        def on_sync(file: int, flags: int) -> int:
            path, folder = self.paths[file]
            self.paths[file] = (path, False)
            return self.watch(Operation("sync", path, folder=folder)) or sync(file, flags)

        return {
            "close": _CLOSE(on_close),
            "read": _MOVE(on_read),
            "write": _MOVE(on_write),
            "truncate": _TRUNCATE(on_truncate),
            "sync": _SYNC(on_sync),
        }


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Let every connection of SQLite that is opened meanwhile be watched; they have to be closed at the end."""
    lib = library()
    lib.sqlite3_vfs_find.restype = POINTER(_Vfs)
    lib.sqlite3_vfs_find.argtypes = [c_char_p]
    lib.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
    lib.sqlite3_vfs_unregister.argtypes = [c_void_p]
    watched = _Watched(lib.sqlite3_vfs_find(None).contents, watch)
    assert lib.sqlite3_vfs_register(ctypes.addressof(watched.vfs), 1) == OK
    try:
        yield
    finally:
        assert lib.sqlite3_vfs_unregister(ctypes.addressof(watched.vfs)) == OK
