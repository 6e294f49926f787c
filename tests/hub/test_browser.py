"""A trainer's few minutes in a real Chromium."""

import csv
import threading
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from elderapp import clock
from elderapp.hub import demo_lessons
from elderapp.records.statements import Verb

LESSON = "pay-fps-check-payee"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

AXE_SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        made = context.new_page()
        made.wrong = []
        made.on("console", lambda message: made.wrong.append(message.text) if message.type == "error" else None)
        made.on("pageerror", lambda error: made.wrong.append(str(error)))
        yield made
        context.close()
        chromium.close()


def test_a_trainer_sees_a_hand_go_up_marks_the_roll_and_takes_the_file(page, small_hub):
    hub, tablet = small_hub, small_hub.tablet()
    page.goto(f"{hub.address}/")
    page.get_by_label("登入名").fill(hub.demo.username)
    page.get_by_label("密碼").fill(hub.demo.password)
    page.get_by_role("button", name="登入").click()
    page.get_by_role("link", name="入實時課堂").click()
    expect(page.get_by_text("平板已開，未揀名")).to_be_visible()

    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0", nth=1)
    tablet.say(Verb.EXPERIENCED, "demo-01", f"{LESSON}/together/amount", hub.demo.session, n=4, of=7)
    tablet.push()
    tile = page.locator('[data-tablet="01"]')
    expect(tile).to_contain_text("陳太")
    expect(tile).to_contain_text("第 4 步／7")
    expect(tile).to_contain_text("自己做緊")

    tablet.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="hand")
    tablet.push()
    queue = page.get_by_role("region", name="先去邊個")
    expect(queue).to_contain_text("陳太")
    expect(page.locator("#announce")).to_have_text("01 陳太 舉手")
    queue.get_by_role("button", name="去緊").click()
    expect(page.get_by_text("周子晴 去緊")).to_be_visible()

    page.get_by_role("navigation").get_by_role("link", name="出席").click()
    page.get_by_role("group", name="陳太").get_by_role("radio", name="缺").check()
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.get_by_role("button", name="儲存").first.click()
    expect(page.get_by_role("status")).to_contain_text("改咗 2 項")
    expect(page.get_by_role("radio", name="到").first).to_be_checked()

    with page.expect_download() as download:
        page.get_by_role("link", name="下載 CSV").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert ["陳太", "到", "周子晴"] == [rows[1][1], rows[1][7], rows[1][8]]
    assert ["李生", "遲"] == [rows[2][1], rows[2][7]]
    assert [] == page.wrong


def test_when_the_hub_goes_away_the_page_says_so_and_keeps_what_it_shows(page, small_hub):
    hub = small_hub
    page.goto(f"{hub.address}/login?next=/live")
    page.get_by_label("登入名").fill(hub.demo.username)
    page.get_by_label("密碼").fill(hub.demo.password)
    page.get_by_role("button", name="登入").click()
    expect(page.get_by_text("未有平板連線")).to_be_visible()
    hub.end()

    expect(page.get_by_text("試緊駁返")).to_be_visible()
    expect(page.get_by_text("未有平板連線")).to_be_visible()


def log_in(page: Page, hub, username: str, password: str, onward: str = "/") -> None:
    page.goto(f"{hub.address}/login?next={onward}")
    page.get_by_label("登入名").fill(username)
    page.get_by_label("密碼").fill(password)
    page.get_by_role("button", name="登入").click()
    page.wait_for_url(f"**{onward}")


def test_a_trainer_stops_the_room_and_lets_it_go_on_without_reloading(page, small_hub, make_lesson):
    hub, tablet = small_hub, small_hub.tablet()
    make_lesson(hub, LESSON)
    log_in(page, hub, hub.demo.username, hub.demo.password, "/live")
    page.get_by_role("button", name="停一停，望導師").click()
    expect(page.get_by_text("停咗・0／1 部")).to_be_visible()
    n = tablet.ask("GET", f"/{tablet.device}/live?after=0").json()["n"]
    threading.Thread(target=lambda: tablet.ask("GET", f"/{tablet.device}/live?after={n}")).start()
    expect(page.get_by_text("停咗・1／1 部")).to_be_visible()

    page.get_by_role("button", name="放返").click()
    expect(page.get_by_role("button", name="停一停，望導師")).to_be_visible()
    page.goto(f"{hub.address}/live/project?lesson={LESSON}&stage=together")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("region", name="第 2 步／2")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("region", name="第 1 步／2")).to_be_visible()
    assert [] == page.wrong


PAGES = (
    "/", "/live", "/live/lesson", f"/live/project?lesson={LESSON}", "/attendance", "/desk", "/learners",
    "/learners/new", "/learners/demo-01", "/learners/demo-02/merge", "/learners/roster", "/cohorts",
    "/cohorts/smartphone-b", "/cohorts/smartphone-b/progress", "/reports", "/devices", "/staff",
    "/lessons", f"/lessons/{LESSON}", "/alerts", "/alerts/new", "/alerts/alert-1-parcel", "/alerts/alert-1-gas/edit",
    "/devices/packs",
    "/reports/templates", "/reports/sharing",
    "/cohorts/smartphone-b/certificates", "/cohorts/smartphone-b/confidence", "/certificate/1-AAAA-AAAA-AAAA-AAAA",
    "/staff/chow/leave", "/audit", "/account", "/account/second", "/learners/demo-01/data", "/learners/demo-01/erase",
    "/privacy", "/notice", "/tokens",
    "/credentials",
)  # fmt: skip
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
@pytest.mark.timeout(300)  # so many pages, each read twice
def test_every_page_is_for_everybody_and_fits_a_phone(page, small_hub, make_lesson):
    hub = small_hub
    make_lesson(hub, LESSON)
    demo_lessons.publish(hub.engine, hub.settings, 1, ("chow", "ng"), clock.wall_ms())
    one, two = hub.tablet(), hub.tablet()
    for n in range(8):
        two.say(Verb.ANSWERED, "demo-02", f"{LESSON}/together/one", outcome="hint1" if n % 2 else "alone", wrong="two")
    one.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    one.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="hand")
    two.say(Verb.ATTENDED, "demo-02", hub.demo.session, hub.demo.session)
    two.say(Verb.EXPERIENCED, "demo-02", f"{LESSON}/together/one", hub.demo.session, n=1, of=2)
    one.push()
    two.push()
    page.goto(f"{hub.address}/login")
    assert [] == faults(page)
    log_in(page, hub, hub.demo.manager, hub.demo.manager_password)
    paths, wrong = (*PAGES, f"/devices?tablet={one.device}", f"/devices/{one.device}/lost"), {}
    for path in paths:
        page.set_viewport_size(LAPTOP)
        page.goto(f"{hub.address}{path}")
        wrong[path] = faults(page)
        page.set_viewport_size(PHONE)
        wrong[path] += [*faults(page), ("wide", str(page.evaluate("document.documentElement.scrollWidth")))]
    assert {path: [("wide", "390")] for path in paths} == wrong


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds wrong: rule and element."""
    found = page.evaluate(f"{AXE_SCRIPT}\naxe.run({{runOnly: {RULES}}})")["violations"]
    return [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
