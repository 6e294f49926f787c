import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub.pages.login import MOST_BY_NAME
from elderapp.hub.storage import places, schema, staff
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import Staff, add_staff
from elderapp.records.people import Learner
from elderapp.records.statements import Verb

LESSON = "pay-fps-check-payee"
HOUR = 3_600_000


def elsewhere(hub) -> None:
    """Another centre with its own class, learner and manager."""

    def act(connection):
        now = clock.wall_ms()
        places.new_centre(connection, 2, "別處")
        places.new_cohort(connection, 2, "far", "別班", [Learner("far-01", "別人", "bird")])
        places.new_meeting(connection, 2, Meeting("farclass", "far", "別班", now, now + 3_600_000, "", "", ""))
        add_staff(connection, Staff(2, "far", "別導師", "manager"), "far", "far-password", now)

    transact(hub.engine, act)


def test_who_is_not_logged_in_is_led_to_the_log_in_and_back(stranger):
    answer = stranger.get("/attendance?session=a")

    assert (303, "/login?next=/attendance%3Fsession%3Da") == (answer.status_code, answer.headers["location"])


def test_a_wrong_password_and_an_unknown_name_read_the_same(stranger, small_hub):
    wrong = stranger.log_in(small_hub.demo.username, "wrong")
    unknown = stranger.log_in("nobody", "wrong")

    assert (403, 403) == (wrong.status_code, unknown.status_code)
    assert wrong.text.count("名或者密碼唔啱") == unknown.text.count("名或者密碼唔啱") == 1


def test_after_five_wrong_passwords_the_right_one_must_wait_too(stranger, small_hub):
    for _ in range(MOST_BY_NAME):
        stranger.log_in(small_hub.demo.username, "wrong")
    answer = stranger.log_in(small_hub.demo.username, small_hub.demo.password)

    assert 429 == answer.status_code
    assert int(answer.headers["retry-after"]) > 0


def test_of_many_tries_at_the_same_moment_five_are_looked_at(small_hub, new_browser):
    browsers = [new_browser(small_hub) for _ in range(12)]
    forms = [(one, {"_csrf_token": one.token(), "username": "chow", "password": "wrong"}) for one in browsers]
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda one: one[0].post("/login", data=one[1]).status_code, forms))

    assert {403: MOST_BY_NAME, 429: 12 - MOST_BY_NAME} == Counter(said)


def test_a_name_without_a_password_takes_as_long_as_any(small_hub, monkeypatch):
    looked_at = []
    monkeypatch.setattr(staff, "_is_right", lambda digest, password: looked_at.append(digest) or False)
    invited = Staff(1, "new", "新人", "trainer")
    transact(small_hub.engine, lambda connection: staff.invite_staff(connection, invited, "newcomer", 1))
    with reading(small_hub.engine) as connection:
        for name in ("newcomer", "nobody", "chow"):
            looked_at.clear()
            assert staff.check_password(connection, name, "x") is None
            assert 1 == len([digest for digest in looked_at if digest.startswith("$argon2")]), name


def test_logging_out_ends_the_log_in_on_the_hub_too(trainer):
    cookies = dict(trainer.cookies)
    assert 303 == trainer.submit("/logout", page="/").status_code

    trainer.cookies.update(cookies)
    assert 303 == trainer.get("/live").status_code


def test_a_log_in_survives_no_password_before_it_and_its_cookie_is_not_for_scripts(stranger, small_hub):
    stranger.cookies.set("elder-login", "1.chosen-by-somebody-else")
    answer = stranger.log_in(small_hub.demo.username, small_hub.demo.password)

    cookie = answer.headers["set-cookie"]
    assert "chosen-by-somebody-else" not in cookie
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_log_in_leads_to_our_own_pages_alone(stranger, small_hub, onward):
    form = {"username": small_hub.demo.username, "password": small_hub.demo.password, "next": onward}

    assert "/" == stranger.submit("/login", form).headers["location"]


def test_a_form_without_its_token_changes_nothing(trainer, hub):
    answer = trainer.post(f"/attendance/{hub.demo.session}", data={"mark-demo-01": "present"})

    assert 403 == answer.status_code
    with hub.engine.connect() as connection:
        assert connection.execute(select(schema.mark)).first() is None


def test_a_login_form_without_its_token_logs_nobody_in(stranger, small_hub):
    form = {"username": small_hub.demo.username, "password": small_hub.demo.password}

    assert 403 == stranger.post("/login", data=form).status_code


@pytest.mark.parametrize("path", ["/", "/devices", "/attendance"])
def test_asking_what_a_page_allows_tells_a_stranger_nothing(stranger, path):
    answer = stranger.options(path)

    assert (303, "/login") == (answer.status_code, answer.headers["location"])


def test_what_no_text_can_hold_is_found_nowhere(browser, hub):
    assert 403 == browser.log_in("chow\0", "x").status_code
    browser.log_in(hub.demo.manager, hub.demo.manager_password)

    assert [404] * 3 == [
        browser.get(path).status_code
        for path in ("/live?session=%00", "/attendance/%00/attendance.csv", "/devices/%00/revoke")
    ]


@pytest.mark.parametrize("path", ["/", "/live", "/attendance", "/devices", "/login", "/nothing", "/healthz"])
def test_every_answer_carries_the_headers_that_protect_it(stranger, path):
    answer = stranger.get(path)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "nosniff" == answer.headers["x-content-type-options"]


def test_no_page_has_script_or_style_of_its_own(trainer, hub):
    hub.tablet()
    for path in ("/", "/live", "/attendance", "/devices"):
        html = trainer.get(path).text
        assert not re.search(r"<script(?! src=\"/static/)|<style|\sstyle=|\son\w+=|https?://(?!127\.0\.0\.1)", html), (
            path
        )


def test_every_route_says_who_may_open_it():
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from elderapp.hub.app import create_app
    from elderapp.hub.settings import Settings

    with TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder)))
        handlers = [one for route in app.routes for one in getattr(route, "route_handlers", [route])]
        own = [one for one in handlers if getattr(one, "fn", None) and "elderapp" in one.fn.__module__]
        app.state.engine.dispose()

    assert len(own) > 15
    assert [] == [one.handler_name for one in own if "may" not in one.opt]


def test_the_class_page_shows_who_is_where_and_whom_to_go_to_first(trainer, hub):
    one, two, idle = hub.tablet(), hub.tablet(), hub.tablet()
    one.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    one.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0", nth=1)
    one.say(Verb.EXPERIENCED, "demo-01", f"{LESSON}/together/amount", hub.demo.session, n=4, of=7)
    two.say(Verb.ATTENDED, "demo-02", hub.demo.session, hub.demo.session)
    two.say(Verb.ASKED, "demo-02", LESSON, hub.demo.session, what="hand")
    one.push()
    two.push()

    html = trainer.get("/live").text
    tiles = re.findall(r'data-tablet="(\d+)" data-state="(\w+)"', html)
    assert [("01", "alone"), ("02", "hand"), ("03", "away")] == tiles
    assert "第 4 步／7" in html
    assert re.search(r'data-say="02 李生 舉手"', html)
    assert idle.device


def test_colleagues_see_who_is_on_the_way_until_the_hand_is_down(trainer, hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="hand")
    tablet.push()

    assert 303 == trainer.submit(f"/live/{tablet.device}/going", page="/live").status_code
    assert "周子晴 去緊" in trainer.get("/live").text
    tablet.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="lowered")
    tablet.push()
    assert "去緊" not in trainer.get("/live").text


def test_somebody_who_changes_the_tablet_sits_at_one(trainer, hub):
    one, two = hub.tablet(), hub.tablet()
    now = clock.wall_ms()
    one.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session, wall=now - 60_000)
    two.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session, wall=now - 1000)
    two.push()
    one.push()

    assert [("01", "away"), ("02", "choosing")] == re.findall(
        r'data-tablet="(\d+)" data-state="(\w+)"', trainer.get("/live").text
    )


def test_marks_are_added_with_who_and_when_and_none_is_lost(trainer, hub):
    path = f"/attendance/{hub.demo.session}"
    trainer.submit(path, {"mark-demo-01": "present", "was-demo-01": "", "mark-demo-02": "late"}, page="/attendance")
    trainer.submit(path, {"mark-demo-01": "absent", "was-demo-01": "present"}, page="/attendance")

    with hub.engine.connect() as connection:
        chosen = select(schema.mark.c.learner, schema.mark.c.status, schema.mark.c.staff).order_by(schema.mark.c.made)
        marks = [tuple(row) for row in connection.execute(chosen)]
    assert {("demo-01", "present", "chow"), ("demo-02", "late", "chow")} == set(marks[:2])
    assert ("demo-01", "absent", "chow") == marks[2]


def test_a_class_that_goes_on_past_midnight_stands_on_the_page_of_the_day(trainer, hub):
    begun, now = schema.session.c, clock.wall_ms()
    midnight = (now + 8 * HOUR) // (24 * HOUR) * 24 * HOUR - 8 * HOUR  # Hong Kong's
    late = schema.session.update().where(begun.session == hub.demo.session)
    transact(hub.engine, lambda c: c.execute(late.values(starts=midnight - 1000, ends=now + HOUR)))

    assert "入實時課堂" in trainer.get("/").text
    transact(hub.engine, lambda c: c.execute(late.values(starts=midnight - 4 * HOUR, ends=midnight - 3 * HOUR)))
    assert "入實時課堂" not in trainer.get("/").text


def test_a_form_that_was_open_long_does_not_undo_what_a_colleague_marked(trainer, hub):
    path = f"/attendance/{hub.demo.session}"
    trainer.submit(path, {"mark-demo-01": "late", "was-demo-01": ""}, page="/attendance")
    trainer.submit(path, {"mark-demo-01": "present", "was-demo-01": "present"}, page="/attendance")

    html = trainer.get("/attendance").text
    assert re.search(r'name="mark-demo-01" value="late" checked', html)


def test_the_roll_can_be_filled_from_tablets_for_the_unmarked_alone(trainer, hub):
    tablet, now = hub.tablet(), clock.wall_ms()
    for learner, minutes in (("demo-01", 19), ("demo-02", 1), ("demo-03", 19)):
        tablet.say(Verb.ATTENDED, learner, hub.demo.session, hub.demo.session, wall=now - minutes * 60_000)
    tablet.push()
    form = {"fill": "1", "mark-demo-03": "absent", "was-demo-03": ""}
    trainer.submit(f"/attendance/{hub.demo.session}", form, page="/attendance")

    html = trainer.get("/attendance").text
    checked = re.findall(r'name="mark-(demo-\d+)" value="(\w+)" checked', html)
    assert [("demo-01", "present"), ("demo-02", "late"), ("demo-03", "absent")] == checked


def test_a_disagreement_is_shown_and_settled_with_a_reason(trainer, hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.push()
    path = f"/attendance/{hub.demo.session}"
    trainer.submit(path, {"mark-demo-01": "absent", "was-demo-01": ""}, page="/attendance")
    assert "兩邊未夾" in trainer.get("/attendance").text

    without = trainer.submit(f"{path}/settle", {"learner": "demo-01", "status": "absent"}, page="/attendance")
    assert 404 == without.status_code
    trainer.submit(
        f"{path}/settle", {"learner": "demo-01", "status": "absent", "reason": "other-person"}, page="/attendance"
    )
    html = trainer.get("/attendance").text
    assert "兩邊未夾" not in html
    assert "部平板係第二個用" in html


def test_the_file_has_what_the_page_has_and_no_cell_is_a_formula(trainer, hub):
    transact(
        hub.engine,
        lambda connection: connection.execute(
            schema.learner.update().where(schema.learner.c.learner == "demo-02").values(name="=HYPERLINK(1)")
        ),
    )
    trainer.submit(f"/attendance/{hub.demo.session}", {"mark-demo-01": "late", "was-demo-01": ""}, page="/attendance")
    answer = trainer.get(f"/attendance/{hub.demo.session}/attendance.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert 13 == len(lines)
    assert ["1", "陳太", "B01"] == lines[1].split(",")[:3]
    assert ["遲", "周子晴"] == lines[1].split(",")[7:9]
    assert "'=HYPERLINK(1)" in lines[2]


def test_a_name_is_text_and_never_markup(trainer, hub):
    transact(
        hub.engine,
        lambda connection: connection.execute(
            schema.learner.update().where(schema.learner.c.learner == "demo-02").values(name="<b>x</b>")
        ),
    )

    assert "<b>x</b>" not in trainer.get("/attendance").text
    assert "&lt;b&gt;x&lt;/b&gt;" in trainer.get("/attendance").text


def test_nothing_of_another_centre_can_be_seen_or_touched(trainer, hub, new_browser):
    elsewhere(hub)
    tablet = hub.tablet()
    token = trainer.token("/")
    far = new_browser(hub, "far", "far-password")
    for path in ("/", "/live", "/attendance", "/devices"):
        assert "陳太" not in far.get(path).text
        assert "別人" not in trainer.get(path).text
    assert 404 == far.get(f"/attendance?session={hub.demo.session}").status_code
    assert 404 == far.get(f"/live?session={hub.demo.session}").status_code
    assert 404 == far.get(f"/live/stream?session={hub.demo.session}").status_code
    assert 404 == far.get(f"/live/lesson?session={hub.demo.session}").status_code
    assert 404 == far.get(f"/attendance/{hub.demo.session}/attendance.csv").status_code
    assert 404 == far.get(f"/devices/{tablet.device}/revoke").status_code
    assert 404 == far.submit(f"/devices/{tablet.device}/revoke", page="/").status_code
    assert 404 == far.submit(f"/live/{tablet.device}/going", page="/").status_code
    form = {"mark-demo-01": "present"}
    assert 404 == far.submit(f"/attendance/{hub.demo.session}", form, page="/").status_code
    assert 404 == trainer.get("/live?session=farclass").status_code
    form = {"_csrf_token": token, "mark-far-01": "present"}
    assert 404 == trainer.post("/attendance/farclass", data=form).status_code


def test_a_code_made_on_the_page_pairs_a_tablet_and_only_its_digest_is_kept(trainer, hub, new_tablet):
    html = trainer.submit("/devices/pair", page="/devices").text
    code = re.search(r'data-code="(\d{8})"', html)[1]

    assert "<svg" in html
    assert 200 == new_tablet(hub).pair(code).status_code
    with hub.engine.connect() as connection:
        assert code not in str(connection.execute(select(schema.pairing)).all())


def test_staff_see_what_a_tablet_said_that_the_hub_cannot_use(trainer, hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.push()
    assert "項用唔到" not in trainer.get("/devices").text
    for _ in range(2):
        tablet.say("sang", "demo-01", LESSON, hub.demo.session)
    tablet.push()

    assert "2 項用唔到" in trainer.get("/devices").text


def test_a_manager_shuts_a_tablet_out_and_a_trainer_may_not(manager, hub, new_browser):
    tablet = hub.tablet()
    path = f"/devices/{tablet.device}/revoke"
    other = new_browser(hub, hub.demo.username, hub.demo.password)
    assert (403, 403) == (other.get(path).status_code, other.submit(path, page="/").status_code)
    assert 200 == tablet.push().status_code

    assert "停用之後會點" in manager.get(path).text
    assert 303 == manager.submit(path, page=path).status_code
    assert (403, "revoked-device") == (tablet.push().status_code, tablet.push().json()["code"])


def test_the_documents_for_machines_are_there(stranger):
    assert {"status": "ok"} == stranger.get("/healthz").json()
    assert {"status": "ok"} == stranger.get("/readyz").json()
    document = stranger.get("/schema/openapi.json").json()
    assert {"/healthz", "/readyz", "/sync/v1/pair", "/sync/v1/{device}"} <= document["paths"].keys()


def test_pages_fetch_nothing_from_elsewhere_and_no_file_but_their_own(stranger):
    assert "text/css" in stranger.get("/static/hub.css").headers["content-type"]
    assert 404 == stranger.get("/static/hub.secret").status_code
    assert 404 == stranger.get("/static/..%2f..%2fapp.py").status_code
    assert 'url("http' not in stranger.get("/static/hub.css").text


def test_the_pages_speak_english_when_asked(trainer):
    assert 303 == trainer.get("/language/en?next=/live").status_code
    assert '<html lang="en">' in trainer.get("/live").text
    trainer.get("/language/xx")
    assert '<html lang="zh-HK">' in trainer.get("/live").text
