"""Pictures of the hub's pages for the guides, taken in Debian's Chromium from a demo hub of its own.

    poe screens [yue] [en]

starts a new hub, then ``elderapp hub --demo``, on a free port with a folder that goes away again, pairs tablets made of
code with it, lets their learners take part, and writes ``docs/pictures/hub-*.png``; then the same with English pages as
``docs/pictures/hub-en-*.png``.
"""

import io
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from elderapp import i18n
from elderapp.records.statements import Verb
from tests.hub.conftest import Tablet

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LESSON = "pay-fps-check-payee"
MOST = 80 * 1024
"""Bytes of a picture."""
WIDE, HIGH = 1366, 740
"""Pixels of the window: a small laptop."""
STEPS = ("story", "open-fps", "pick-payee", "amount", "next", "confirm", "cancel", "ten-seconds", "search", "real-tool")
AT = (3, 5, 1, 6, 4, 8, 5, 2)
"""Where each tablet's learner stands."""
HANDS, HINTED = (1, 5), (3, 6)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def running(folder: Path, *more: str) -> Iterator[dict[str, str]]:
    """A hub that runs; what it printed: its address, who logs in how, or where its first manager does."""
    command = [sys.executable, "-m", "elderapp", "hub", "--port", "0", "--data", str(folder), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hub:
        try:
            told: dict[str, str] = {}
            for line in hub.stdout or ():
                name, _, value = line.strip().rpartition(": ") if "/setup/" in line else line.strip().partition(": ")
                told[name] = value
                if name == "hub":
                    break
            assert "hub" in told, "the hub did not start"
            told["hub"] = told["hub"].split()[0]
            yield told
        finally:
            hub.terminate()


def log_in(browser: Browser, told: dict[str, str], role: str, language: str) -> Page:
    """A window in which somebody of this role has logged in, by the form."""
    username, password = told[role].split(" / ")
    page = browser.new_context(viewport={"width": WIDE, "height": HIGH}).new_page()
    page.set_default_timeout(120_000)  # a machine that has other things to do
    page.goto(f"{told['hub']}/language/{language}?next=/login")
    _ = i18n.words(language)
    page.get_by_label(_("登入名")).fill(username)
    page.get_by_label(_("密碼")).fill(password)
    if role == "trainer":
        shoot(page, "log-in", high=520)
    page.get_by_role("button", name=_("登入")).click()
    page.wait_for_url(told["hub"] + "/")
    return page


def language_of(page: Page) -> str:
    """The language of the page that is open."""
    return "en" if page.locator("html").get_attribute("lang") == "en" else i18n.SOURCE


def shoot(page: Page, name: str, *, high: int = HIGH) -> None:
    """Writes docs/pictures/hub-`name`.png (or hub-en-…), of as many colours as fit 80 KB."""
    name = f"en-{name}" if language_of(page) == "en" else name
    page.set_viewport_size({"width": WIDE, "height": high})
    with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as picture:
        shown = picture.convert("RGB")
    for colours in (128, 64, 32, 16):
        file = io.BytesIO()
        shown.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST:
            break
    (PICTURES / f"hub-{name}.png").write_bytes(file.getvalue())
    print(f"hub-{name}.png  {file.tell():,} bytes")


def new_tablet(page: Page, address: str) -> Tablet:
    """Pairs one as a trainer does: the button, and the eight digits that are shown."""
    page.goto(address + "/devices")
    page.get_by_role("button", name=i18n.words(language_of(page))("配對新平板")).click()
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    made = Tablet(address)
    answer = made.pair(code)
    assert 200 == answer.status_code, answer.text
    return made


def take_part(page: Page, address: str) -> list[Tablet]:
    """Eight tablets in the class that is on, each somewhere else in the lesson; two with a hand up."""
    page.goto(address + "/live")
    session = re.search(r"session=([\w-]+)", page.locator("#class").get_attribute("data-stream") or "")
    assert session, "no class is on"
    tablets = [new_tablet(page, address) for _ in AT]
    for n, (tablet, at) in enumerate(zip(tablets, AT, strict=True)):
        who = f"demo-{n + 1:02d}"
        tablet.say(Verb.ATTENDED, who, session[1], session[1])
        tablet.say(Verb.INITIALIZED, who, LESSON, session[1], version="1.0.0", nth=1)
        step = f"{LESSON}/together/{STEPS[at - 1]}"
        tablet.say(Verb.EXPERIENCED, who, step, session[1], n=at, of=len(STEPS))
        if n in HINTED:
            tablet.say(Verb.ANSWERED, who, step, session[1], outcome="hint1", wrong="next")
        if n in HANDS:
            tablet.say(Verb.ASKED, who, LESSON, session[1], what="hand")
        assert 200 == tablet.push().status_code
    return tablets


def picture(page: Page, address: str, path: str, name: str, *, high: int = HIGH) -> None:
    """One page as it opens."""
    page.goto(address + path)
    shoot(page, name, high=high)


def afternoon(page: Page, address: str) -> None:
    """A trainer's pictures, in the order of an afternoon."""
    picture(page, address, "/", "today", high=900)
    _ = i18n.words(language_of(page))
    page.goto(address + "/live")
    page.locator("[data-part=queue]").get_by_role("button").first.click()
    page.locator(".caller .chip").first.wait_for()
    time.sleep(1)  # a moment for the stream
    shoot(page, "live", high=760)
    picture(page, address, "/live/lesson", "choose-lesson")
    page.goto(address + "/live")
    page.get_by_role("button", name=_("停一停，望導師")).click()
    page.get_by_role("button", name=_("放返")).first.wait_for()
    shoot(page, "frozen", high=420)
    page.get_by_role("button", name=_("放返")).first.click()
    page.goto(address + "/attendance")
    for name, mark in (("陳太", "缺"), ("李生", "到"), ("黃婆婆", "遲")):
        page.get_by_role("group", name=name).get_by_role("radio", name=_(mark), exact=True).check(force=True)
    page.get_by_role("button", name=_("儲存")).first.click()
    page.get_by_role("status").first.wait_for()
    shoot(page, "attendance", high=820)
    picture(page, address, "/desk", "desk", high=760)
    picture(page, address, "/learners", "learners")
    picture(page, address, "/learners/demo-01", "learner", high=820)
    page.goto(address + "/live/project?lesson=" + LESSON + "&stage=together&at=2")
    shoot(page, "projector", high=660)


def month_end(page: Page, address: str) -> None:
    """A manager's."""
    for path, name, high in (
        ("/reports", "report", 900),
        ("/alerts", "alerts", 520),
        ("/alerts/new", "alert-form", 900),
        ("/devices", "devices", 700),
        ("/devices/packs", "packs", 700),
        ("/staff", "staff", 640),
        ("/privacy", "privacy", 520),
        ("/learners/demo-02/merge", "merge", 700),
        ("/learners/roster", "roster", 520),
        ("/cohorts/smartphone-b", "class", 760),
        ("/cohorts/smartphone-b/progress", "matrix", 900),
        ("/cohorts/smartphone-b/confidence", "confidence", 900),
    ):
        picture(page, address, path, name, high=high)
    page.goto(address + "/devices")
    page.get_by_role("button", name=i18n.words(language_of(page))("配對新平板")).click()
    shoot(page, "pair")
    page.goto(address + "/devices")
    page.locator(".device-number a").first.click()
    page.locator("a[href$='/lost']").click()
    shoot(page, "lost", high=640)


def take(chromium: Browser, folder: Path, language: str) -> None:
    """Every picture in one language: of a new hub, then of a demo hub."""
    jobs: tuple[tuple[str, Callable[[Page, str], None]], ...] = (("trainer", afternoon), ("manager", month_end))
    with running(folder / "new") as told:
        page = chromium.new_page()
        page.goto(f"{told['hub']}/language/{language}?next=/login")
        page.goto(next(value for name, value in told.items() if name.startswith("Nobody manages")))
        shoot(page, "first-manager", high=660)
    with running(folder / "demo", "--demo") as told:
        for role, work in jobs:
            page = log_in(chromium, told, role, language)
            if role == "trainer":
                take_part(page, told["hub"])
            work(page, told["hub"])


def main() -> int:
    """Takes every picture anew."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for language in sys.argv[1:] or i18n.LANGUAGES:
            take(chromium, Path(made) / language, language)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
