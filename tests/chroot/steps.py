"""What is tried in the empty system, one after the other: each step says what was seen, or raises `Failed`."""

import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from tests.chroot.machine import Failed, Machine
from tests.chroot.office import NAME, Office, answers

LESSON = "pay-fps-check-payee"
TITLE = "過數前睇真啲"
HUB, KIOSK = "elderapp-hub.service", "elderapp-kiosk.service"
HUB_DATA, KIOSK_DATA = "/var/lib/elderapp-hub", "/var/lib/elderapp-kiosk"
EXPOSED_AT_MOST = 2.0
"""systemd-analyze security: from 0 (shut in) to 10 (open)."""
HANGS_FOR = 15
"""Seconds after which the watchdog acts in this trial; a minute in the packages."""
GLASS = """[Service]
Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman LIBGL_ALWAYS_SOFTWARE=1
WatchdogSec={hangs}
"""
"""The kiosk without a screen, a seat or a finger: the rest of its unit is as it is."""


class Trial:
    """One run. `packages` are the .deb files by name, `pictures` is where pictures of screens go."""

    who = ""
    """Whose name the robot took."""

    def __init__(self, machine: Machine, packages: dict[str, Path], pictures: Path) -> None:
        self.machine, self.pictures = machine, pictures
        inside = machine.root / "root"
        for path in packages.values():
            shutil.copy(path, inside)
        self._debs = {name: f"/root/{path.name}" for name, path in packages.items()}
        with socket.socket() as free:  # the network is this machine's own
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.office = Office(self.address)

    def steps(self) -> Iterator[str]:
        """Every step; gives what each has seen."""
        yield self.install_hub()
        yield self.shut_in()
        yield self.open_centre()
        yield self.install_tablet()
        yield self.attend()
        yield self.trainer_reads()
        yield self.kiosk()
        yield self.kiosk_hangs()
        yield self.hub_hangs()
        yield self.back_up_and_restore()
        yield self.upgrade()
        yield self.proxies()
        yield self.remove()
        yield self.purge()

    def install_hub(self) -> str:
        """The service starts by itself, as its own user."""
        machine = self.machine
        machine.run("apt-get", "update", "-qq")
        machine.install(self._debs["elderapp-lessons"], self._debs["elderapp-hub"])
        machine.run("sed", "-i", f"s/^ELDERAPP_PORT=.*/ELDERAPP_PORT={self.port}/", "/etc/default/elderapp-hub")
        drop_in(machine, HUB, f"[Service]\nWatchdogSec={HANGS_FOR}\n")
        machine.run("systemctl", "restart", HUB)
        machine.wait(HUB)
        answers(self.address)
        owner = machine.run("stat", "-c", "%U %a", HUB_DATA).strip()
        expect(owner, "elderapp-hub 700")
        packs = machine.run("sh", "-c", f"ls {HUB_DATA}/hub/packs/*.pack | wc -l").strip()
        return f"the hub is installed, runs as its own user and has {packs} packs of lessons"

    def shut_in(self) -> str:
        """How much of the system the services can reach."""
        told = []
        for unit in (HUB, "elderapp-hub-backup.service"):
            said = self.machine.ask("systemd-analyze", "security", "--no-pager", unit)
            found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
            if found is None or float(found[1]) > EXPOSED_AT_MOST:
                raise Failed(f"{unit} is exposed too far:\n{said[-1500:]}")
            told.append(f"{unit} {found[1]}")
        timer = self.machine.property("elderapp-hub-backup.timer", "ActiveState")
        expect(timer, "active")
        return f"exposure of 10 at most (systemd-analyze security): {', '.join(told)}; the backup's timer is on"

    def open_centre(self) -> str:
        """The first manager by the printed link, three learners, a class that is on."""
        said = self.machine.diary(HUB)
        links = re.findall(r"http://\S+/setup/\S+", said)
        if not links:
            raise Failed(f"no link for the first manager:\n{said[-1500:]}")
        self.office.begin(links[-1])
        for name in (NAME, "李生", "黃婆婆"):
            self.office.add(name)
        self.office.open_class(LESSON)
        return "a manager has begun a centre, written down three learners and opened a class"

    def install_tablet(self) -> str:
        """With the kiosk; the desktop's own greeter is none here."""
        machine = self.machine
        machine.install(self._debs["elderapp-tablet"], self._debs["elderapp-kiosk"], "xvfb", "xauth", "grim", "libgl1")
        version = machine.run("elderapp-tablet", "--version").strip()
        size = machine.run("sh", "-c", "du -sm /usr/lib/elderapp-tablet | cut -f1").strip()
        return f"{version} is installed as a tablet and kiosk ({size} MB on the disk)"

    def attend(self) -> str:
        """The robot pairs the kiosk's tablet and does today's lesson in a window of Xvfb, drawn by Mesa."""
        machine = self.machine
        machine.run("install", "-d", "-m", "0777", "/srv/pictures")
        home = (f"HOME={KIOSK_DATA}", f"ELDERAPP_HOME={KIOSK_DATA}")
        window = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")
        said = machine.run(
            "runuser", "-u", "elderapp-kiosk", "--", "env", *home, *window, "elderapp-tablet", "attend",
            "--data", f"{KIOSK_DATA}/tablet", "--hub", self.address, "--code", self.office.code(),
            "--pictures", "/srv/pictures", timeout=1800,
        )  # fmt: skip
        found = re.match(r"(\S+) did (\S+): \d+ steps", said)
        if found is None or found[2] != LESSON:
            raise Failed(f"the robot did something else: {said}")
        self.who = found[1]
        for path in sorted((machine.root / "srv" / "pictures").glob("*.png")):
            shutil.copy(path, self.pictures)
        return said.strip()

    def trainer_reads(self) -> str:
        """What was done on the tablet stands on the trainer's pages."""
        live = self.office.read("/live")
        for word in (self.who, TITLE, "做完"):
            if word not in live:
                raise Failed(f"the class page does not say {word}: {live[:600]}")
        roll = self.office.mark()
        marked = re.search(r"[到遲]\s*1\b", roll)
        if marked is None:
            raise Failed(f"the roll has not her: {roll[:600]}")
        return f"the trainer's pages say: {self.who}, {TITLE}, 做完; {marked[0]}"

    def kiosk(self) -> str:
        """The app is on the screen of a compositor that shows nothing else."""
        machine = self.machine
        drop_in(machine, KIOSK, GLASS.format(hangs=HANGS_FOR))
        machine.run("systemctl", "start", KIOSK)
        machine.wait(KIOSK)
        self._picture("kiosk")
        expect(machine.property("display-manager.service", "Id"), KIOSK)
        return "the kiosk is on; it has said that its screen stands"

    def _picture(self, name: str) -> None:
        time.sleep(3)
        self.machine.run(
            "runuser", "-u", "elderapp-kiosk", "--", "env", "XDG_RUNTIME_DIR=/run/elderapp-kiosk",
            "WAYLAND_DISPLAY=wayland-0", "grim", "/srv/pictures/kiosk.png",
        )  # fmt: skip
        shutil.copy(self.machine.root / "srv" / "pictures" / "kiosk.png", self.pictures / f"{name}.png")

    def kiosk_hangs(self) -> str:
        """An app that stands still is started anew."""
        return self._hang(KIOSK, "elderapp-tablet/elderapp")

    def hub_hangs(self) -> str:
        """So is a hub."""
        told = self._hang(HUB, "elderapp-hub/elderapp")
        answers(self.address)
        return told

    def _hang(self, unit: str, program: str) -> str:
        machine = self.machine
        machine.wait(unit)
        before = int(machine.property(unit, "NRestarts"))
        script = r"""for p in /proc/[0-9]*; do
            tr '\0' ' ' <$p/cmdline | grep -q PROGRAM && kill -STOP ${p#/proc/}
        done 2>/dev/null; true"""
        machine.run("sh", "-c", script.replace("PROGRAM", f"^/usr/lib/{program}"))
        until = time.monotonic() + 6 * HANGS_FOR
        while int(machine.property(unit, "NRestarts")) == before:
            if time.monotonic() > until:
                raise Failed(f"{unit} hangs and nobody minds:\n{machine.diary(unit)[-1500:]}")
            time.sleep(1)
        machine.wait(unit)
        return f"{unit}: stopped in its tracks, it was started anew by the watchdog"

    def back_up_and_restore(self) -> str:
        """What the month's report says comes back to the letter; what was done after the backup is gone."""
        machine = self.machine
        before = self._report("before")
        said = machine.run("elderapp-hub", "backup")
        file = said.split()[0]
        self.office.add("張伯")
        machine.run("systemctl", "stop", HUB)
        restored = machine.run("elderapp-hub", "restore", file)
        machine.run("systemctl", "start", HUB)
        machine.wait(HUB)
        answers(self.address)
        expect(self._report("after"), before)
        self.office.cookies.clear()
        self.office.log_in()
        if "張伯" in (page := self.office.read("/learners")) or NAME not in page:
            raise Failed(f"not the learners of before: {page[:600]}")
        machine.run("systemctl", "start", "elderapp-hub-backup.service")
        return f"{said.split(maxsplit=1)[1].splitlines()[0].strip()}; {restored.splitlines()[0]}"

    def _report(self, name: str) -> str:
        """A month's tables, without the minute in which they were made."""
        machine, folder = self.machine, f"{HUB_DATA}/{name}"
        month = machine.run("date", "+%Y-%m", environment=("TZ=Asia/Hong_Kong",)).strip()
        machine.run("elderapp-hub", "report", "--month", month, "--out", f"{folder}.zip")
        path = machine.root / folder.lstrip("/")
        shutil.unpack_archive(path.with_suffix(".zip"), path)
        tables = sorted(path.rglob("*.csv"))
        if not tables:
            raise Failed("the month's report has no tables")
        return re.sub(r"\d\d:\d\d", "", "\n".join(table.read_text(encoding="utf-8") for table in tables))

    def upgrade(self) -> str:
        """The same version once more: what the operator wrote stays, the service runs again."""
        machine = self.machine
        machine.run("apt-get", "install", "-y", "-qq", "--reinstall", self._debs["elderapp-hub"])
        machine.wait(HUB)
        answers(self.address)
        expect(machine.run("sh", "-c", ". /etc/default/elderapp-hub; echo $ELDERAPP_PORT").strip(), str(self.port))
        return "installed over itself: settings and data are there, the hub runs"

    def proxies(self) -> str:
        """The examples for nginx and Caddy are what these take."""
        machine, examples = self.machine, "/usr/share/doc/elderapp-hub"
        machine.install("nginx-light", "caddy", "openssl")
        machine.run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hub.example.org",
            "-keyout", "/etc/ssl/private/elderapp.key", "-out", "/etc/ssl/certs/elderapp.pem",
        )  # fmt: skip
        machine.run("cp", f"{examples}/nginx.conf", "/etc/nginx/sites-enabled/elderapp")
        machine.run("nginx", "-t")
        machine.run("caddy", "validate", "--adapter", "caddyfile", "--config", f"{examples}/Caddyfile")
        return "nginx -t and caddy validate take the examples"

    def remove(self) -> str:
        """Programs go, data and settings stay."""
        machine = self.machine
        machine.run("apt-get", "remove", "-y", "-qq", "elderapp-kiosk", "elderapp-tablet", "elderapp-hub")
        for kept in (f"{HUB_DATA}/hub/hub.db", f"{KIOSK_DATA}/tablet/tablet.db", "/etc/default/elderapp-hub"):
            machine.run("test", "-f", kept)
        for gone in ("/usr/lib/elderapp-hub", "/usr/lib/elderapp-tablet", "/usr/lib/elderapp-kiosk"):
            machine.run("test", "!", "-e", gone)
        return "removed: the programs are gone, records and settings are there"

    def purge(self) -> str:
        """Nothing is left but what others own: backups elsewhere, and who they belong to."""
        machine = self.machine
        machine.run(
            "apt-get", "purge", "-y", "-qq", "elderapp-kiosk", "elderapp-tablet", "elderapp-hub", "elderapp-lessons"
        )
        left = machine.ask("find", "/etc", "/usr", "/var/lib", "-xdev", "-iname", "*elderapp*").split()
        ours = [path for path in left if "sites-enabled" not in path and "/etc/ssl/" not in path and ".d" not in path]
        if ours:
            raise Failed(f"left behind: {' '.join(ours)}")
        return "purged: nothing is left"


def drop_in(machine: Machine, unit: str, text: str) -> None:
    """Changes a unit for this trial, as an operator would."""
    folder = machine.root / "etc" / "systemd" / "system" / f"{unit}.d"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trial.conf").write_text(text, encoding="utf-8")
    machine.run("systemctl", "daemon-reload")


def expect(seen: str, wanted: str) -> None:
    """Raises `Failed` where it is something else."""
    if seen != wanted:
        raise Failed(f"expected {wanted[:400]!r}, saw {seen[:400]!r}")
