"""The main job, from end to end: lesson YAML → pack → tablet app, touched by synthetic taps → log → hub → page.

The tablet runs in a process of its own (`elderapp demo`), in a real off-screen window, with a real hub over HTTP. What
a trainer then reads is read here in a real browser.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.store import Store
from elderapp.workshop.demo import LESSON, Place
from tests.desk import few_lessons

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()


def learn(data: Path, database: str = "") -> str:
    """Run the whole loop as `make run` does without a display; gives what it printed."""
    command = [sys.executable, "-m", "elderapp", "demo", "--offscreen", "--port", "0", "--data", str(data)]
    command += ["--pictures", str(data / "pictures"), *(["--database", database] if database else [])]
    # Where lessons lie in the folder at hand, they are the ones that are taken: four are enough.
    desk = data.parent / "desk"
    if not desk.exists():
        few_lessons(desk)
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, timeout=800, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def log_in(page: Page, address: str, made: demo.Demo) -> None:
    page.goto(f"{address}/login")
    page.fill("input[name=username]", made.username)
    page.fill("input[name=password]", made.password)
    page.click("main button.main")
    page.wait_for_url(lambda url: not url.split("?")[0].endswith("/login"))


def trainer_reads(settings: Settings, page: Page) -> tuple[str, str]:
    """What the class page and the attendance page say to the trainer who logs in."""
    engine = open_engine(settings.url)
    made = demo.fill(engine, clock.wall_ms(), settings, lesson=LESSON)
    engine.dispose()
    with Running(settings) as hub:
        log_in(page, hub.address, made)
        page.goto(f"{hub.address}/live")
        live = page.inner_text("main")
        page.goto(f"{hub.address}/attendance")
        return live, page.inner_text("main")


def check_what_was_kept(data: Path, printed: str) -> None:
    pushed = int(re.search(r"the hub took (\d+) statements", printed)[1])
    with Store.open(data / "tablet" / "tablet.db") as store:
        kept = store.verify()
        word = store.progress("demo-01")[LESSON]
    assert pushed >= 30
    assert kept <= pushed  # what the hub has safe may leave the tablet
    assert 1 == word.completed
    assert "hint1" in word.outcomes.values()
    assert {"alone"} < set(word.outcomes.values())
    assert 30 <= len(list((data / "pictures").glob("*.png")))


def test_what_a_learner_does_is_what_the_trainer_reads(tmp_path: Path, page: Page) -> None:
    printed = learn(tmp_path)
    live, roll = trainer_reads(Place(tmp_path, ROOT / "build" / "packs", tmp_path).settings, page)

    check_what_was_kept(tmp_path, printed)
    check_what_is_read(live, roll)


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
@pytest.mark.postgres
def test_the_same_on_postgresql(tmp_path: Path, page: Page, postgres: str) -> None:
    printed = learn(tmp_path, postgres)
    live, roll = trainer_reads(Place(tmp_path, ROOT / "build" / "packs", tmp_path, database=postgres).settings, page)

    check_what_was_kept(tmp_path, printed)
    check_what_is_read(live, roll)


def check_what_is_read(live: str, roll: str) -> None:
    assert "陳太" in live
    assert "過數前睇真啲" in live
    assert "做完" in live
    assert re.search(r"到\s*1", roll)
    assert "陳太" in roll
