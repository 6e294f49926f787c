"""A trainer's few minutes in a real Chromium."""

import csv
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from elderapp.records.statements import Verb

LESSON = "pay-fps-check-payee"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

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


def test_on_a_phone_nothing_is_wider_than_the_screen(page, small_hub):
    hub = small_hub
    hub.tablet()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{hub.address}/login?next=/live")
    page.get_by_label("登入名").fill(hub.demo.manager)
    page.get_by_label("密碼").fill(hub.demo.manager_password)
    page.get_by_role("button", name="登入").click()
    page.wait_for_url("**/live")
    for path in ("/", "/live", "/attendance", "/devices"):
        page.goto(f"{hub.address}{path}")
        assert 390 == page.evaluate("document.documentElement.scrollWidth"), path
