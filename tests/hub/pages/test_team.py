"""Staff come, choose a password by a link, forget it, change roles and leave."""

import re

import pytest

from elderapp import clock
from elderapp.hub.opening import first_link
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage import audit, courses, factors, invites, places, staff, team
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.hub.storage.staff import Staff

PASSWORD = "an old song about rain"


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def link_in(html: str) -> str:
    return re.search(r"/setup/[\w.-]+", html)[0]


def colleague(hub, username):
    with reading(hub.engine) as connection:
        return next((one for one in team.colleagues(connection, 1) if one.username == username), None)


def test_somebody_new_chooses_a_password_by_a_link_that_is_good_once(boss, small_hub, new_browser):
    form = {"name": "林小姐", "username": "lam", "role": "volunteer"}
    for wrong in ({"name": ""}, {"username": "X!"}, {"role": "king"}, {"username": "chow"}):
        assert 422 == boss.submit("/staff", {**form, **wrong}, page="/staff").status_code
    link = link_in(boss.submit("/staff", form, page="/staff").text)
    newcomer = new_browser(small_hub)
    assert "lam" in newcomer.get(link).text
    for bad in ({"password": "short", "again": "short"}, {"password": PASSWORD, "again": "another one here"}):
        assert 422 == newcomer.submit(link, bad, page=link).status_code
    good = {"password": PASSWORD, "again": PASSWORD}
    assert 303 == newcomer.submit(link, good, page=link).status_code
    assert "林小姐" in newcomer.get("/live").text

    assert 404 == new_browser(small_hub).get(link).status_code
    assert 403 == newcomer.get("/learners").status_code
    html = newcomer.get("/").text
    assert "/learners" not in html
    assert "/reports" not in html


def test_a_new_link_makes_the_old_one_void_and_a_new_password_ends_every_log_in(boss, small_hub, new_browser):
    trainer = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    old = link_in(boss.submit("/staff/chow/link", page="/staff").text)
    new = link_in(boss.submit("/staff/chow/link", page="/staff").text)
    other = new_browser(small_hub)
    assert 404 == other.get(old).status_code
    assert 303 == other.submit(new, {"password": PASSWORD, "again": PASSWORD}, page=new).status_code

    assert 303 == trainer.get("/live").status_code
    assert 403 == new_browser(small_hub).log_in("chow", small_hub.demo.password).status_code


def test_an_old_link_leads_nowhere(small_hub, new_browser):
    past = clock.wall_ms() - invites.LIVES - 1
    token = transact(small_hub.engine, lambda connection: invites.make(connection, 1, "chow", past))

    assert 404 == new_browser(small_hub).get(f"/setup/{token}").status_code


def test_ones_own_password_is_changed_by_whoever_knows_the_old_one(small_hub, new_browser):
    mine = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    elsewhere = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    form = {"old": small_hub.demo.password, "password": PASSWORD, "again": PASSWORD}
    assert 422 == mine.submit("/account", {**form, "old": "wrong"}, page="/account").status_code
    assert 303 == mine.submit("/account", form, page="/account").status_code

    assert "密碼改好咗" in mine.get("/account?done=1").text
    assert 303 == elsewhere.get("/live").status_code


def test_whoever_leaves_is_out_at_once_and_hands_the_classes_over(boss, small_hub, new_browser):
    trainer = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    cohort = courses.Cohort("k", "班", trainer="chow")
    transact(small_hub.engine, lambda connection: courses.save(connection, 1, cohort))
    assert "1 班" in boss.get("/staff/chow/leave").text
    assert 303 == boss.submit("/staff/chow/leave", {"to": "ng"}, page="/staff").status_code

    assert 303 == trainer.get("/live").status_code
    assert 403 == new_browser(small_hub).log_in("chow", small_hub.demo.password).status_code
    with reading(small_hub.engine) as connection:
        assert "ng" == courses.find(connection, 1, "k").trainer
        assert () == tuple(one for one in places.roster(connection, 1, "01", clock.wall_ms()).staff if one.id == "chow")
        assert "staff-left" == audit.entries(connection, 1)[0].what
    boss.submit("/staff/chow/return", page="/staff")
    assert (0, False) == (colleague(small_hub, "chow").ended, colleague(small_hub, "chow").has_password)


def test_the_last_manager_stays_one(boss, small_hub):
    assert "最少要有一位" in boss.submit("/staff/ng/leave", page="/staff").text
    assert "最少要有一位" in boss.submit("/staff/ng/role", {"role": "trainer"}, page="/staff").text
    assert "manager" == colleague(small_hub, "ng").role


def test_a_role_and_a_number_for_tablets_are_the_managers_to_give(boss, small_hub):
    assert 422 == boss.submit("/staff/chow/pin", {"pin": "12"}, page="/staff").status_code
    assert 303 == boss.submit("/staff/chow/pin", {"pin": ""}, page="/staff").status_code
    assert not colleague(small_hub, "chow").has_pin
    assert 303 == boss.submit("/staff/chow/role", {"role": "author"}, page="/staff").status_code
    assert "author" == colleague(small_hub, "chow").role
    assert "改同事職務" in boss.get("/audit").text


def test_no_manager_makes_an_operator_or_touches_one(boss, small_hub, new_browser):
    new = {"name": "E", "username": "evil", "role": "operator"}
    assert 422 == boss.submit("/staff", new, page="/staff").status_code
    assert 404 == boss.submit("/staff/chow/role", {"role": "operator"}, page="/staff").status_code
    assert 'value="operator"' not in boss.get("/staff").text
    tech = Staff(1, "tech", "阿德", "operator")

    def act(connection):
        staff.add_staff(connection, tech, "tech", PASSWORD, 1)
        factors.begin(connection, tech, "sealed")

    transact(small_hub.engine, act)
    for path, form in {
        "link": {}, "role": {"role": "volunteer"}, "pin": {"pin": "1234"}, "leave": {}, "return": {}, "second-off": {},
    }.items():  # fmt: skip
        assert 404 == boss.submit(f"/staff/tech/{path}", form, page="/staff").status_code, path
    assert 404 == boss.get("/staff/tech/leave").status_code
    assert "/staff/tech/" not in boss.get("/staff").text
    with reading(small_hub.engine) as connection:
        assert "sealed" == factors.sealed(connection, tech)
    assert (0, "operator", True) == tuple(
        getattr(colleague(small_hub, "tech"), name) for name in ("ended", "role", "has_password")
    )


def test_a_new_hub_is_opened_once_by_its_link(tmp_path, new_browser):
    settings = Settings(data=tmp_path)
    with Running(settings) as hub:
        link = first_link(settings, "").removeprefix("http://x")
        browser = new_browser(hub)
        form = {"centre": "新中心", "name": "吳經理", "username": "ng", "password": PASSWORD, "again": PASSWORD}
        for wrong in ({"centre": ""}, {"name": ""}, {"username": "?"}):
            assert 422 == browser.submit(link, {**form, **wrong}, page=link).status_code
        assert 303 == browser.submit(link, form, page=link).status_code
        assert "新中心" in browser.get("/").text
        assert "" == first_link(settings, "")
    engine = open_engine(settings.url)
    with reading(engine) as connection:
        assert team.has_manager(connection)
    engine.dispose()
