"""What somebody would try who means no good: a lost tablet's finder, a trainer of another centre, a stranger."""

import re
import socket
import zlib

import msgspec
import pytest
from sqlalchemy import select

from elderapp import clock, keys
from elderapp.hub.storage import courses, people, places, schema, staff
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.statements import Row, Verb
from elderapp.sync import batches

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://x")'
DEEP = "[" * 30_000 + "]" * 30_000


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


@pytest.fixture
def scripted(small_hub):
    """A centre in which every name that anybody may type is a script, or a formula."""
    now = clock.wall_ms()

    def act(connection):
        people.save(connection, 1, people.Person("xss", SCRIPT, member=FORMULA, added=now))
        people.save(connection, 1, people.Person("csv", FORMULA, member="@SUM(1)", added=now))
        courses.save(connection, 1, courses.Cohort("cx", SCRIPT, SCRIPT, "sx"))
        courses.enrol(connection, 1, "cx", ["xss", "csv"], now - 1)
        places.new_meeting(connection, 1, Meeting("mx", "cx", SCRIPT, now - 10**6, now + 10**6, SCRIPT, "", "sx"))
        staff.add_staff(connection, staff.Staff(1, "sx", SCRIPT, "trainer"), "sx", "a long password", now)
        places.new_centre(connection, 1, SCRIPT)

    transact(small_hub.engine, act)
    tablet = small_hub.tablet(SCRIPT[:60])
    tablet.say(Verb.ATTENDED, "xss", "mx", "mx")
    tablet.say(Verb.INITIALIZED, "xss", SCRIPT, "mx", version=SCRIPT, nth=1)
    tablet.say(Verb.ASKED, "xss", SCRIPT, "mx", what="hand")
    assert 200 == tablet.push().status_code
    return tablet


def test_names_are_words_on_every_page_and_in_every_query(small_hub, scripted, boss):
    paths = [
        "/", "/live?session=mx", "/live/lesson?session=mx", "/attendance?session=mx", "/learners", "/learners/xss",
        "/learners/xss/edit", "/learners/xss/data", "/learners/xss/erase", "/learners/csv/merge", "/cohorts",
        "/cohorts/cx", "/cohorts/cx/progress", "/reports?cohort=cx", "/devices", f"/devices/{scripted.device}/revoke",
        "/staff", "/staff/sx/leave", "/audit", "/privacy", "/notice", "/tokens", "/account", "/desk",
    ]  # fmt: skip
    asked = "?q=<script>alert(1)&done=<script>alert(1)&month=<script>alert(1)&cohort=<script>alert(1)"
    wrong = []
    for path in paths:
        for address in (path, path.partition("?")[0] + asked):
            answer = boss.get(address)
            if "<script>alert" in answer.text or "<img src=x" in answer.text or answer.status_code >= 500:
                wrong.append((address, answer.status_code))
            if "script-src 'self'" not in answer.headers["content-security-policy"]:
                wrong.append((address, "no policy"))
    assert [] == wrong
    assert "&lt;script&gt;" in boss.get("/learners").text


def test_no_cell_is_a_formula(small_hub, scripted, boss):
    for path in ("/attendance/mx/attendance.csv", "/learners/roster.csv"):
        text = boss.get(path).text
        assert "HYPERLINK" in text
        assert [] == re.findall(r'(?:^|,)"?[=@+]', text, re.MULTILINE)
    assert b"<f>" not in boss.get("/learners/roster.xlsx").content


@pytest.mark.parametrize("body", [DEEP, '{"people":' + DEEP + "}", '{"people":[' + '{"id":"a","name":' + DEEP + "}]}"])
def test_what_is_nested_deep_is_refused_not_failed_at(small_hub, boss, body):
    tablet = small_hub.tablet()
    for path in (f"/{tablet.device}/people", f"/{tablet.device}"):
        answer = tablet.ask("POST", path, zlib.compress(body.encode()))
        assert (400, "bad-message") == (answer.status_code, answer.json()["code"])
    assert 404 == boss.submit("/learners/roster/apply", {"entries": body}, page="/account").status_code


def test_a_signed_row_nested_deep_is_set_aside_and_the_next_ones_count(small_hub):
    tablet = small_hub.tablet()
    deep = msgspec.json.decode("[" * 200 + "]" * 200)
    tablet.rows.append(Row(1, 1, clock.wall_ms(), 1, "boot", Verb.ASKED, "demo-01", "", "a", "x", {"what": deep}))
    tablet.say(Verb.ATTENDED, "demo-01", small_hub.demo.session, small_hub.demo.session)
    answer = tablet.push()
    assert (200, 2) == (answer.status_code, answer.json()["seq"])
    with reading(small_hub.engine) as connection:
        aside = connection.execute(select(schema.quarantine.c.seq, schema.quarantine.c.code)).all()
        assert [(1, "unreadable-row")] == aside


def test_a_found_tablet_speaks_for_itself_alone_and_says_nothing_twice(small_hub):
    mine, other = small_hub.tablet(), small_hub.tablet()
    nonce, now = clock.new_id(), clock.wall_ms()
    path = f"/{mine.device}/roster?after=0"
    assert [200, 401] == [mine.ask("GET", path, nonce=nonce, time_ms=now).status_code for _ in "12"]
    for forged in (
        mine.ask("GET", f"/{other.device}/roster?after=0"),
        mine.ask("GET", f"/{other.device}/roster?after=0", device=other.device),
        mine.ask("GET", f"/{mine.device}/../{other.device}/roster?after=0"),
        mine.ask("GET", path, time_ms=now - 3_600_000),
        mine.ask("GET", "/1'or'1/roster", device="1'or'1"),
        mine.ask("POST", f"/{mine.device}/people", zlib.compress(b'{"people":[]}'), signed=b"other"),
    ):
        assert 401 == forged.status_code
    rows = [Row(1, 1, now, now, "b", Verb.ATTENDED, "demo-01", small_hub.demo.session, "", small_hub.demo.session, {})]
    theirs = batches.make_batch(keys.new_private(), mine.device, 1, 1, bytes(32), rows, wall=now)
    assert 200 != mine.ask("POST", f"/{mine.device}", zlib.compress(msgspec.json.encode(theirs))).status_code


@pytest.mark.parametrize(
    "path",
    ["/static/../hub.db", "/static/..%2f..%2fhub.secret", "/static/%2e%2e/hub.secret", "/static/hub.css%00.png",
     "/sync/v1/../../hub.secret", "/api/../learners", "/api/v1/learners/..%2f..%2flearners", "/api/v1/..;/learners"],
)  # fmt: skip
def test_no_address_leads_out_of_the_hub_or_around_the_log_in(small_hub, path):
    host, port = small_hub.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert answer.split(b" ", 2)[1] in (b"404", b"401")
    assert small_hub.settings.data.joinpath("hub.secret").read_bytes() not in answer


def test_a_log_in_that_was_there_before_is_not_the_one_after(small_hub, stranger):
    stranger.cookies.set("elder-login", "1.chosen-by-somebody-else")
    answer = stranger.log_in(small_hub.demo.username, small_hub.demo.password)
    given = re.search(r"elder-login=([^;]+)", answer.headers["set-cookie"])[1]
    assert "1.chosen-by-somebody-else" != given
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "secure" not in answer.headers["set-cookie"].lower()
    stranger.cookies.clear()
    stranger.headers["X-Forwarded-Proto"] = "https"
    behind = stranger.log_in(small_hub.demo.username, small_hub.demo.password)
    assert "; secure" in behind.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()


def test_forms_of_another_site_are_refused(small_hub, boss):
    for path in ("/logout", "/learners/demo-01/leave", "/learners/demo-01/erase", "/privacy/erase", "/tokens"):
        assert 403 == boss.post(path, data={"sure": "yes"}, headers={"Origin": "http://evil.example"}).status_code
    with reading(small_hub.engine) as connection:
        assert people.person(connection, 1, "demo-01").gone == 0


@pytest.mark.parametrize("onward", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
                                    "/\tevil", "///evil.example", " //evil.example"])  # fmt: skip
def test_a_log_in_leads_nowhere_else(small_hub, stranger, onward):
    form = {"username": small_hub.demo.username, "password": small_hub.demo.password, "next": onward}
    assert "/" == stranger.submit("/login", form).headers["location"]
    assert "/" == stranger.get("/language/en", params={"next": onward}).headers["location"]


def test_a_trainer_who_leaves_is_out_at_once_and_gone_from_the_tablets(small_hub, boss, new_browser):
    theirs = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    tablet = small_hub.tablet()
    before = tablet.ask("GET", f"/{tablet.device}/roster?after=0").json()["roster"]
    assert ["chow"] == [one["id"] for one in before["staff"]]
    assert 303 == boss.submit("/staff/chow/leave", {"to": "ng"}, page="/staff").status_code

    assert 303 == theirs.get("/learners").status_code
    assert 403 == new_browser(small_hub).log_in(small_hub.demo.username, small_hub.demo.password).status_code
    after = tablet.ask("GET", f"/{tablet.device}/roster?after={before['cursor']}").json()["roster"]
    assert [] == after.get("staff", [])
    with reading(small_hub.engine) as connection:
        assert "ng" == places.find_meeting(connection, 1, small_hub.demo.session).trainer
