"""Log-in in two steps, turned on, used and turned off; and whoever knows the password alone stays out."""

import re

import pyotp
import pytest

from elderapp import clock
from elderapp.hub import codes
from elderapp.hub.pages import login
from elderapp.hub.storage import factors, invites, staff
from elderapp.hub.storage.engine import reading, transact

PASSWORD = "another long password"


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


@pytest.fixture
def turned_on(small_hub, boss):
    """The manager's secret and codes on paper."""
    password = small_hub.demo.manager_password
    assert 422 == boss.submit("/account/second", {"step": "begin", "password": "x"}, page="/account").status_code
    begun = boss.submit("/account/second", {"step": "begin", "password": password}, page="/account").text
    secret = re.search(r'<p class="address">([A-Z2-7]{32})</p>', begun)[1]
    assert "<svg" in begun
    wrong = boss.submit("/account/second", {"step": "confirm", "code": "000000"}, page="/account")
    assert (422, True) == (wrong.status_code, secret in wrong.text)
    done = boss.submit("/account/second", {"step": "confirm", "code": now_code(secret, -1)}, page="/account").text
    paper = re.findall(r"<li>([a-z2-7]{5}-[a-z2-7]{5})</li>", done)
    assert codes.PAPER == len(paper)
    return secret, paper


def now_code(secret, later=0):
    return pyotp.TOTP(secret).generate_otp(clock.wall_ms() // codes.STEP + later)


def first_step(hub, browser, password=""):
    form = {"username": hub.demo.manager, "password": password or hub.demo.manager_password, "next": "/learners"}
    answer = browser.submit("/login", form)
    assert 200 == answer.status_code
    assert "elder-login" not in browser.cookies
    return re.search(r'name="ticket" value="([0-9a-f]+)"', answer.text)[1]


def test_password_and_code_open_the_page_that_was_asked_for(small_hub, turned_on, stranger, boss):
    secret, _ = turned_on
    assert 200 == boss.get("/account/second").status_code  # the log-in that turned it on goes on
    ticket = first_step(small_hub, stranger)
    assert 303 == stranger.get("/learners").status_code
    done = stranger.submit("/login/code", {"ticket": ticket, "code": now_code(secret)})
    assert "/learners" == done.headers["location"]
    assert 200 == stranger.get("/learners").status_code


def test_a_code_that_was_seen_is_worth_nothing_and_paper_works_once(small_hub, turned_on, new_browser):
    secret, paper = turned_on
    seen = now_code(secret)
    thief, owner = new_browser(small_hub), new_browser(small_hub)
    mine, ticket = first_step(small_hub, owner), first_step(small_hub, thief)
    assert 303 == owner.submit("/login/code", {"ticket": mine, "code": seen}).status_code
    for code in (seen, now_code(secret, -1), ""):
        assert 403 == thief.submit("/login/code", {"ticket": ticket, "code": code}).status_code
    assert "elder-login" not in thief.cookies
    assert 303 == thief.submit("/login/code", {"ticket": ticket, "code": paper[0].upper()}).status_code
    again = new_browser(small_hub)
    used = again.submit("/login/code", {"ticket": first_step(small_hub, again), "code": paper[0]})
    assert 403 == used.status_code


def test_guessing_is_stopped_whatever_ticket_and_address(small_hub, turned_on, new_browser):
    secret, _ = turned_on
    for _ in range(login.MOST_BY_NAME + 1):
        browser = new_browser(small_hub)
        last = browser.submit("/login/code", {"ticket": first_step(small_hub, browser), "code": "000000"})
    assert 429 == last.status_code
    browser = new_browser(small_hub)
    right = browser.submit("/login/code", {"ticket": first_step(small_hub, browser), "code": now_code(secret)})
    assert 429 == right.status_code


def test_a_ticket_ends_with_the_password_with_the_job_and_with_time(small_hub, turned_on, new_browser, monkeypatch):
    secret, _ = turned_on
    browser = new_browser(small_hub)
    ticket = first_step(small_hub, browser)
    transact(small_hub.engine, lambda connection: staff.set_password(connection, 1, "ng", PASSWORD))
    answer = browser.submit("/login/code", {"ticket": ticket, "code": now_code(secret)})
    assert ("/login", False) == (answer.headers["location"], "elder-login" in browser.cookies)

    ticket = first_step(small_hub, browser, PASSWORD)
    transact(small_hub.engine, lambda connection: staff.deactivate(connection, 1, "ng", clock.wall_ms()))
    assert "/login" == browser.submit("/login/code", {"ticket": ticket, "code": now_code(secret)}).headers["location"]
    for forged in ("", "00" * 40, ticket[:-2] + "00"):
        assert "/login" == browser.submit("/login/code", {"ticket": forged, "code": "1"}).headers["location"]


def test_a_link_to_a_new_password_is_no_second_factor(small_hub, turned_on, new_browser):
    token = transact(small_hub.engine, lambda connection: invites.make(connection, 1, "ng", clock.wall_ms()))
    browser = new_browser(small_hub)
    form = {"password": PASSWORD, "again": PASSWORD}
    answer = browser.submit(f"/setup/{token}", form, page=f"/setup/{token}")
    assert ("/login", False) == (answer.headers["location"], "elder-login" in browser.cookies)


def test_turning_it_off_needs_password_and_code_and_a_colleague_may_do_it(small_hub, turned_on, boss, new_browser):
    _, paper = turned_on
    right = {"step": "off", "password": small_hub.demo.manager_password, "code": paper[1]}
    assert 422 == boss.submit("/account/second", {**right, "code": ""}, page="/account").status_code
    assert 404 == boss.submit("/staff/ng/second-off", page="/account").status_code
    assert 404 == boss.submit("/staff/chow/second-off", page="/account").status_code
    second = staff.Staff(1, "boss2", "副經理", "manager")
    transact(
        small_hub.engine, lambda connection: staff.add_staff(connection, second, "boss2", PASSWORD, clock.wall_ms())
    )
    other = new_browser(small_hub, "boss2", PASSWORD)
    assert "熄佢嘅兩步登入" in other.get("/staff").text
    assert 303 == boss.submit("/account/second", right, page="/account").status_code
    with reading(small_hub.engine) as connection:
        assert not factors.is_on(connection, staff.Staff(1, "ng", "", "manager"))
    assert 404 == other.submit("/staff/ng/second-off", page="/account").status_code
    assert "熄咗兩步登入" in boss.get("/audit").text
