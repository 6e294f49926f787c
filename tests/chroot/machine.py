"""An empty Debian that boots with systemd of its own, in a folder of this machine: as root, by systemd-nspawn."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

TOOLS = {"mmdebstrap": "mmdebstrap", "systemd-nspawn": "systemd-container", "nsenter": "util-linux"}
"""What this needs of the machine it runs on: programs, and the Debian packages that bring them."""
MIRROR = "http://deb.debian.org/debian"
AT_FIRST = "systemd-sysv,dbus,ca-certificates,udev"
BOOTS_WITHIN = 120.0
"""Seconds."""


class Failed(Exception):
    """A step did not do what it should; the message says what was seen."""


class NotHere(Exception):
    """This machine cannot carry it out; the message says why."""


def prepare() -> None:
    """Whatever is missing is installed. Raises `NotHere`."""
    if os.getuid() != 0:
        raise NotHere("a machine in a folder is root's matter: sudo .venv/bin/poe chroot")
    missing = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if missing:
        done = subprocess.run(
            ["sh", "-c", f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(missing)}"],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NotHere(f"{' '.join(missing)} cannot be installed: {done.stderr.strip()[-400:]}")


class Machine:
    """``with Machine(folder, "bookworm") as machine``: made, booted, and switched off at the end."""

    def __init__(self, folder: Path, suite: str) -> None:
        """`folder` is emptied first and stays for whoever wants to look."""
        self.root, self._suite = folder / "root", suite
        self._base = folder / f"{suite}.tar"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = folder / "console.log"
        self._leader = 0

    def __enter__(self) -> Self:
        """Makes it of Debian's archive, or of the copy that was made today, and boots it."""
        self._base.parent.mkdir(parents=True, exist_ok=True)
        if not self._base.exists() or time.time() - self._base.stat().st_mtime > 86_400:
            command = ["mmdebstrap", "--variant=minbase", f"--include={AT_FIRST}", self._suite, str(self._base), MIRROR]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                self._base.unlink(missing_ok=True)
                raise NotHere(f"Debian's archive cannot be reached: {done.stderr.strip()[-400:]}")
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        subprocess.run(["tar", "-C", str(self.root), "-xf", str(self._base)], check=True)
        self._boot()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Switches it off."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)  # nspawn shuts the system down
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(30)

    def _boot(self) -> None:
        # A host with the older control groups lends those; --register would need a bus on the host.
        mixed = Path("/sys/fs/cgroup/systemd").is_dir()
        environment = {**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "0"} if mixed else dict(os.environ)
        command = [
            "systemd-nspawn", "--quiet", "-D", str(self.root), "--register=no", "--keep-unit", "--boot",
            "--console=passive", "--resolv-conf=replace-host", "--machine=elderapp-try",
        ]  # fmt: skip
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
            )
        until = time.monotonic() + BOOTS_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            self._leader = self._leader or self._first_child()
            if self._leader and self.ask("systemctl", "is-system-running").strip() in ("running", "degraded"):
                return
            time.sleep(0.5)
        said = self._log.read_text(errors="replace")[-600:]
        self.__exit__(None, None, None)
        raise NotHere(f"systemd does not boot in a folder here: {said}")

    def _first_child(self) -> int:
        assert self._process is not None
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        found = path.read_text().split() if path.exists() else []
        return int(found[0]) if found else 0

    def run(self, *words: str, timeout: float = 900.0, environment: Sequence[str] = ()) -> str:
        """What a command in it prints. Raises `Failed` with what it said when it ends with another code than 0."""
        done = self._enter(words, timeout, environment)
        if done.returncode:
            raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
        return done.stdout

    def ask(self, *words: str) -> str:
        """What a command in it prints, however it ends."""
        done = self._enter(words, 300.0, ())
        return done.stdout + done.stderr

    def _enter(
        self, words: Sequence[str], timeout: float, environment: Sequence[str]
    ) -> "subprocess.CompletedProcess[str]":
        command = [
            "nsenter", "-t", str(self._leader), "-m", "-u", "-i", "-p", "-r", "-w", "env", "-i",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
            *environment, *words,
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, errors="replace")

    def install(self, *packages: str) -> None:
        """By apt, with what they depend on and nothing besides."""
        self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, timeout=1800)

    def diary(self, unit: str) -> str:
        """What a service has said."""
        return self.ask("journalctl", "-u", unit, "-o", "cat", "--no-pager")

    def property(self, unit: str, name: str) -> str:
        """One of a unit's properties."""
        return self.ask("systemctl", "show", unit, f"--property={name}", "--value").strip()

    def wait(self, unit: str, seconds: float = 120.0) -> None:
        """Until a service runs. Raises `Failed` with what it said."""
        until = time.monotonic() + seconds
        while self.property(unit, "ActiveState") != "active":
            if time.monotonic() > until:
                raise Failed(f"{unit} does not run:\n{self.diary(unit)[-3000:]}")
            time.sleep(0.5)
