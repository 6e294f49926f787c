"""A process that forks others, quickly, from a state in which everything is loaded: they are there to be killed."""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[2]


class Nursery:
    """``with Nursery() as nursery: pid = nursery.start("tests.faults.kills:tablet_life", folder=…)``."""

    def __enter__(self) -> "Nursery":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self._living: set[int] = set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pid in list(self._living):
            self.kill(pid)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def start(self, call: str, **given: Any) -> int:
        """A child that runs the function `call` (module:name) and ends. Gives its number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([call, given]), file=self._process.stdin, flush=True)
        pid = int(self._process.stdout.readline())
        self._living.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        """SIGKILL, and waits until it is gone."""
        if self.is_alive(pid):
            os.kill(pid, signal.SIGKILL)
        self.wait(pid)

    def wait(self, pid: int, seconds: float = 60.0) -> None:
        """Waits until a child is gone."""
        until = time.monotonic() + seconds
        while self.is_alive(pid):
            assert time.monotonic() < until, "a child does not end"
            time.sleep(0.002)
        self._living.discard(pid)

    def is_alive(self, pid: int) -> bool:
        """Whether a child of ours still runs."""
        if pid not in self._living:
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True


def main() -> None:
    """Forks a child for each line. Children that ended are gone at once."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for module in ("tests.faults.kills", "elderapp.hub.server", "elderapp.sync.client", "httpx"):
        importlib.import_module(module)
    for line in sys.stdin:
        call, given = json.loads(line)
        pid = os.fork()
        if not pid:
            _live(call, given)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(call: str, given: dict[str, Any]) -> None:
    module, name = call.split(":")
    code = 1
    try:
        getattr(importlib.import_module(module), name)(**given)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
