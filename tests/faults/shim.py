"""Stands between SQLite and the disk, in this process: every write, truncation, sync and deletion passes here.

The library is the one that Python's own sqlite3 uses; its default VFS gets another `xOpen` and `xDelete`, and each file
that is opened gets other methods. So the programs under test run unchanged. What passes can be written down (to build
the disk of a power cut from it), refused with an error, or be the last thing the process does.
"""

import ctypes as c
import os
import signal
from collections.abc import Callable
from ctypes.util import find_library
from typing import Any, NamedTuple

OK, FULL, IOERR_WRITE, READONLY = 0, 13, 778, 8


class Op(NamedTuple):
    """One thing done to the disk: write, truncate, sync, create, delete, or ack (a promise made to a person)."""

    kind: str
    file: str
    at: int = 0
    data: bytes = b""


class _Methods(c.Structure):
    pass


class _File(c.Structure):
    _fields_ = (("methods", c.POINTER(_Methods)),)


_close = c.CFUNCTYPE(c.c_int, c.c_void_p)
_write = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
_truncate = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
_sync = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)
_Methods._fields_ = [
    ("version", c.c_int), ("close", _close), ("read", c.c_void_p), ("write", _write), ("truncate", _truncate),
    ("sync", _sync), *((f"rest{n}", c.c_void_p) for n in range(13)),
]  # fmt: skip


class _Vfs(c.Structure):
    pass


_open = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)
_delete = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_int)
_Vfs._fields_ = [
    ("version", c.c_int), ("size", c.c_int), ("longest", c.c_int), ("next", c.c_void_p), ("name", c.c_char_p),
    ("data", c.c_void_p), ("open", _open), ("delete", _delete),
]  # fmt: skip


class Disk:
    """The shim of this process. `log` is what passed; `before` is asked before each op and may give an error code."""

    def __init__(self) -> None:
        library = c.CDLL(find_library("sqlite3") or "libsqlite3.so.0")
        library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        self._vfs = library.sqlite3_vfs_find(None).contents
        self._open, self._delete = self._vfs.open, self._vfs.delete
        self._names: dict[int, str] = {}
        self._own: dict[int, tuple[_Methods, Any]] = {}
        self._keep: list[Any] = []
        self.log: list[Op] = []
        self.is_logging = False
        self.before: Callable[[Op], int] = lambda op: OK
        self.count = 0

    def __enter__(self) -> "Disk":
        # ctypes makes a new wrapper for each field it reads: ours and theirs are kept, or they would be freed in use.
        self._theirs = (_open(c.cast(self._open, c.c_void_p).value), _delete(c.cast(self._delete, c.c_void_p).value))
        ours = (_open(self._opened), _delete(self._deleted))
        self._keep += ours
        self._vfs.open, self._vfs.delete = ours
        return self

    def __exit__(self, *_: object) -> None:
        self._vfs.open, self._vfs.delete = self._theirs

    def die_at(self, number: int) -> None:
        """SIGKILL at so many ops from now: before that op is done."""
        until = self.count + number

        def before(op: Op) -> int:
            if self.count >= until:
                os.kill(os.getpid(), signal.SIGKILL)
            return OK

        self.before = before

    def fail(self, code: int, first: int, last: int) -> None:
        """The ops from one number to another (counted from now) fail with this code."""
        start = self.count
        self.before = lambda op: code if first <= self.count - start <= last and op.kind != "delete" else OK

    def _pass(self, op: Op) -> int:
        self.count += 1
        code = self.before(op)
        if not code and self.is_logging:
            self.log.append(op)
        return code

    def _opened(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        path = c.string_at(name).decode() if name else ""
        new = bool(path) and not os.path.exists(path)  # noqa: PTH110 (within a callback of SQLite)
        code = self._theirs[0](vfs, name, file, flags, out)
        held = c.cast(file, c.POINTER(_File)).contents
        if code or not path or not held.methods:
            return code
        key = c.addressof(held.methods.contents)
        if key not in self._own:
            self._own[key] = self._wrapped(held.methods.contents)
        self._names[file] = os.path.basename(path)  # noqa: PTH119
        held.methods = c.pointer(self._own[key][0])
        if new:
            self._pass(Op("create", self._names[file]))
        return code

    def _wrapped(self, theirs: _Methods) -> tuple[_Methods, Any]:
        mine = _Methods()
        c.memmove(c.addressof(mine), c.addressof(theirs), c.sizeof(_Methods) if theirs.version >= 3 else 16 * 8)
        real_write, real_truncate, real_sync = theirs.write, theirs.truncate, theirs.sync

        def write(file: int, data: int, size: int, at: int) -> int:
            op = Op("write", self._names.get(file, ""), at, c.string_at(data, size) if self.is_logging else b"")
            return self._pass(op) or real_write(file, data, size, at)

        def truncate(file: int, size: int) -> int:
            return self._pass(Op("truncate", self._names.get(file, ""), size)) or real_truncate(file, size)

        def sync(file: int, flags: int) -> int:
            # While ops are written down nothing waits for a disk: what would be lost is worked out from them.
            return self._pass(Op("sync", self._names.get(file, ""))) or (
                0 if self.is_logging else real_sync(file, flags)
            )

        mine.write, mine.truncate, mine.sync = _write(write), _truncate(truncate), _sync(sync)
        return mine, (real_write, real_truncate, real_sync, mine.write, mine.truncate, mine.sync)

    def _deleted(self, vfs: int, name: bytes, sync: int) -> int:
        path = name.decode()
        return self._pass(Op("delete", os.path.basename(path), sync)) or self._theirs[1](vfs, name, sync)  # noqa: PTH119
