"""What authors read of lessons: from statements of a tablet to the page and its file."""

from elderapp import clock
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.staff import Staff, add_staff
from elderapp.records.statements import Verb

NAME = "pay-fps-send"
PASSWORD = "a long password"


def author(hub, new_browser):
    who = Staff(1, "wong", "王寫", "author")
    transact(hub.engine, lambda connection: add_staff(connection, who, "wong", PASSWORD, clock.wall_ms()))
    return new_browser(hub, "wong", PASSWORD)


def learn(hub, times: int):
    """A tablet on which somebody did a step so often, half of the times with a hint, and a trainer reported it."""
    tablet = hub.tablet()
    for n in range(times):
        tablet.say(Verb.EXPERIENCED, "demo-01", f"{NAME}/alone/one", n=1, of=2)
        more = {"outcome": "hint1", "wrong": "two"} if n % 2 else {"outcome": "alone"}
        tablet.say(Verb.ANSWERED, "demo-01", f"{NAME}/alone/one", **more)
    tablet.say(Verb.ASKED, "", f"{NAME}/alone/two", what="changed", by="chow")
    assert 200 == tablet.push().status_code


def test_an_author_begins_at_the_lessons_and_sees_where_people_stop_without_names(
    small_hub, new_browser, make_lesson
):  # fmt: skip
    make_lesson(small_hub, NAME)
    learn(small_hub, 8)
    browser = author(small_hub, new_browser)

    assert "/lessons" == browser.get("/").headers["location"]
    every = browser.get("/lessons").text
    assert f"課：{NAME}" in every
    assert "4／8" in every
    one = browser.get(f"/lessons/{NAME}").text
    for said in ("4／8", "最多人卡", "做one。", "做過", "<svg", "two"):
        assert said in one
    assert "陳太" not in every + one
    assert 403 == browser.get("/learners").status_code


def test_of_few_nothing_is_told(small_hub, new_browser, make_lesson):
    make_lesson(small_hub, NAME)
    learn(small_hub, 4)
    browser = author(small_hub, new_browser)
    one = browser.get(f"/lessons/{NAME}").text

    assert "2／4" not in one
    assert "少過 5" in one
    assert "<5" in browser.get(f"/lessons/{NAME}/steps.csv").text


def test_the_file_says_what_the_page_says(small_hub, new_browser, make_lesson):
    make_lesson(small_hub, NAME)
    learn(small_hub, 8)
    lines = author(small_hub, new_browser).get(f"/lessons/{NAME}/steps.csv").text.splitlines()

    assert "\ufeff部分,步,做乜,做過,要提示,示範咗,再聽一次,卡住,中位時間（秒）" == lines[0]
    assert lines[1].startswith("自己做,1,做one。,8,4,0,0,0,")


def test_a_changed_screen_waits_until_somebody_looked(small_hub, new_browser, make_lesson):
    make_lesson(small_hub, NAME)
    learn(small_hub, 1)
    browser = author(small_hub, new_browser)
    page = browser.get(f"/lessons/{NAME}").text
    assert "1 個未睇" in page
    report = page.partition(f"/lessons/{NAME}/reports/")[2].partition('"')[0]

    assert 303 == browser.submit(f"/lessons/{NAME}/reports/{report}", page="/account").status_code
    assert 404 == browser.submit(f"/lessons/{NAME}/reports/{report}", page="/account").status_code
    assert "0 個未睇" in browser.get(f"/lessons/{NAME}").text
    assert "chow" not in page


def test_a_lesson_that_nobody_knows_is_not_there(small_hub, new_browser):
    browser = author(small_hub, new_browser)
    assert [404, 404] == [browser.get(f"/lessons/{name}").status_code for name in ("none", "alert-2-abc")]
    assert 200 == browser.get("/lessons").status_code
