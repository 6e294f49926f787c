"""What programs read: the same figures as the pages, of one centre, with a token or a log-in."""

import pytest

from elderapp import clock
from elderapp.hub import figures, reports
from elderapp.hub.storage import erasing, places, staff, tokens
from elderapp.hub.storage.engine import reading, transact
from elderapp.sync.protocol import PROBLEM_JSON


@pytest.fixture
def program(small_hub, new_browser, make_token):
    made = new_browser(small_hub)
    made.headers["Authorization"] = f"Bearer {make_token(small_hub)}"
    return made


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def mark(hub, learner, status):
    one = reports.Mark(learner, status, "chow", clock.wall_ms(), "")
    transact(hub.engine, lambda connection: reports.add_mark(connection, 1, hub.demo.session, one))


def test_programs_read_what_the_pages_show(small_hub, program, boss):
    mark(small_hub, "demo-01", "present")
    mark(small_hub, "demo-02", "late")
    transact(small_hub.engine, lambda connection: erasing.erase(connection, 1, "demo-02", clock.wall_ms()))

    learners = program.get("/api/v1/learners").json()
    assert "no-store" in program.get("/api/v1/learners").headers["cache-control"]
    assert learners == boss.get("/api/v1/learners").json()
    assert 11 == len(learners)
    assert ["demo-01"] == [one["id"] for one in learners if one["name"] == "陳太"]
    assert [] == program.get("/api/v1/learners?cohort=nothing").json()
    one = program.get("/api/v1/learners/demo-01").json()
    assert [("present", small_hub.demo.session)] == [(visit["status"], visit["session"]) for visit in one["visits"]]

    assert [small_hub.demo.session] == [one["id"] for one in program.get("/api/v1/sessions").json()]
    assert [] == program.get("/api/v1/sessions?from=2001-01-01&to=2001-02-01").json()
    roll = program.get(f"/api/v1/sessions/{small_hub.demo.session}/attendance").json()
    marked = {line["learner"]: (line["name"], line["status"], line["erased"]) for line in roll["lines"]}
    assert ("陳太", "present", False) == marked["demo-01"]
    assert ("", "late", True) == marked["demo-02"]

    now = clock.wall_ms()
    with reading(small_hub.engine) as connection:
        found = figures.report(connection, {1: ""}, figures.Asked(figures.month_of(now)), now, lambda _: None)
    told = program.get("/api/v1/report").json()
    assert (found.total.visits, found.total.people) == (told["total"]["visits"], told["total"]["people"])
    assert 2 == told["total"]["visits"]
    again = program.get(f"/api/v1/report?month={figures.month_of(now)}&cohort=").json()
    assert told == again | {"until": told["until"]}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("learners/nobody", 404, "not-found"), ("sessions/none/attendance", 404, "not-found"),
     ("report?cohort=none", 404, "not-found"), ("report?month=2026-13", 400, "refused"),
     ("sessions?from=soon", 400, "refused"), ("nothing", 404, "not-found")],
)  # fmt: skip
def test_refusals_are_problems_with_codes(program, path, status, code):
    answer = program.get(f"/api/v1/{path}")
    assert (status, code, PROBLEM_JSON) == (
        answer.status_code, answer.json()["code"], answer.headers["content-type"]
    )  # fmt: skip


def test_no_token_a_wrong_one_and_a_revoked_one_open_nothing(small_hub, stranger, program, boss, make_token):
    assert 401 == stranger.get("/api/v1/learners").status_code
    secret = make_token(small_hub)
    for bad in ("Bearer x", f"Basic {secret}", f"Bearer {secret}x", f"Bearer elder_2.{secret[8:]}", "Bearer elder_.",
                "Bearer", "Bearer " + "9" * 5000):  # fmt: skip
        assert 401 == stranger.get("/api/v1/learners", headers={"Authorization": bad}).status_code
    assert 401 == boss.get("/api/v1/learners", headers={"Authorization": "Bearer x"}).status_code
    assert 303 == stranger.get("/learners", headers={"Authorization": f"Bearer {secret}"}).status_code
    assert 405 == program.post("/api/v1/learners").status_code

    assert 200 == stranger.get("/api/v1/learners", headers={"Authorization": f"bearer {secret}"}).status_code
    transact(small_hub.engine, lambda connection: staff.deactivate(connection, 1, "ng", clock.wall_ms()))
    assert 401 == stranger.get("/api/v1/learners", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_manager_makes_a_token_sees_it_once_and_revokes_it(small_hub, boss, stranger):
    assert 422 == boss.submit("/tokens", {"title": ""}, page="/tokens").status_code
    made = boss.submit("/tokens", {"title": "<b>月報</b>"}, page="/tokens")
    assert "&lt;b&gt;月報" in made.text
    secret = made.text.partition('<p class="address">')[2].partition("<")[0]
    assert secret not in boss.get("/tokens").text
    header = {"Authorization": f"Bearer {secret}"}
    assert 200 == stranger.get("/api/v1/learners", headers=header).status_code
    with reading(small_hub.engine) as connection:
        one = tokens.listed(connection, 1)[0]
    assert 0 < one.seen
    assert 303 == boss.submit(f"/tokens/{one.id}/revoke", page="/tokens").status_code
    assert 404 == boss.submit(f"/tokens/{one.id}/revoke", page="/tokens").status_code
    assert 401 == stranger.get("/api/v1/learners", headers=header).status_code
    assert "停用程式權杖" in boss.get("/audit").text


def test_so_many_tokens_and_no_more(small_hub, boss, make_token):
    for _ in range(tokens.MOST):
        assert make_token(small_hub)
    assert "" == make_token(small_hub)
    assert 422 == boss.submit("/tokens", {"title": "多一個"}, page="/tokens").status_code


def test_another_centres_token_reads_another_centre(small_hub, stranger, make_token):
    def other(connection):
        places.new_centre(connection, 2, "二")
        staff.add_staff(connection, staff.Staff(2, "boss2", "", "manager"), "boss2", "a long password", 1)

    transact(small_hub.engine, other)
    header = {"Authorization": f"Bearer {make_token(small_hub, 2, 'boss2')}"}
    assert [] == stranger.get("/api/v1/learners", headers=header).json()
    assert 404 == stranger.get("/api/v1/learners/demo-01", headers=header).status_code
    assert 404 == stranger.get(f"/api/v1/sessions/{small_hub.demo.session}/attendance", headers=header).status_code
