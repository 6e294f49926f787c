"""Who may open what: every route by every role, for one's own centre and another, and by nobody.

The list is made from the routes: one without a rule fails, and so does one with a part that nobody here knows.
"""

import functools
import io
import re

import pytest
from openpyxl import Workbook

from elderapp import clock
from elderapp.hub.alerts import Words
from elderapp.hub.app import create_app
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import (
    alerts,
    courses,
    credentials,
    devices,
    invites,
    people,
    places,
    templates,
    tokens,
)  # fmt: skip
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import ROLES, Staff, add_staff
from elderapp.hub.storage.templates import Template
from elderapp.hub.xapi import description
from elderapp.records.people import Learner

PASSWORD = "a long password"
NOBODY = "nobody"
OPEN = {
    "/login", "/login/code", "/language/{code}", "/static/{name}", "/healthz", "/readyz", "/setup/{token}",
    "/certificate/{code}",
}  # fmt: skip
"""What needs no log-in; another such route is to be thought about."""
ENDS = {"/logout", "/account"}
"""What ends the log-in it is asked with."""


def routes(app):
    """Method, path and rule of every route that is ours."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            if "elderapp" in getattr(handler.fn, "__module__", ""):
                path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
                for method in handler.http_methods - {"OPTIONS", "HEAD"}:
                    yield method, path, handler.opt.get("may")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    app = create_app(Settings(data=tmp_path_factory.mktemp("access")))
    app.state.engine.dispose()
    return sorted(set(routes(app)), key=lambda one: (one[1] in ENDS, one[0] != "GET", one[1]))


def test_every_route_has_a_rule_of_known_roles(table):
    assert len(table) > 50
    assert [] == [(method, path) for method, path, may in table if not may]
    assert OPEN == {path for _, path, may in table if may == "everybody"}
    named = {role for _, _, may in table if may != "everybody" for role in may}
    assert named == {*ROLES, "reader"}
    programs = {path for method, path, may in table if "reader" in may}
    assert programs == {path for _, path, _ in table if path.startswith(("/api/", "/metrics"))}
    assert {"GET"} == {method for method, path, _ in table if path in programs}


def fill(hub, centre: int) -> dict[str, str]:
    """A centre with one of everything, and somebody of each role; what stands in its addresses."""
    now = clock.wall_ms()
    name = f"c{centre}"

    def act(connection):
        places.new_centre(connection, centre, f"中心 {centre}")
        places.new_cohort(
            connection, centre, name, "班", [Learner(f"{name}-l{n}", f"秘密{centre}", "bird") for n in "12"]
        )
        places.new_meeting(connection, centre, Meeting(f"{name}-s", name, "堂", now, now + 3_600_000, "", "", ""))
        for role in (*ROLES, "leaver"):
            kind = role if role in ROLES else "trainer"
            add_staff(connection, Staff(centre, f"{name}-{role}", role, kind), f"{name}-{role}", PASSWORD, now)
        people.save(connection, centre, people.Person(f"{name}-l3", "第三", added=now))
        courses.enrol(connection, centre, name, [f"{name}-l3"], now)
        form = io.BytesIO()
        Workbook().save(form)
        templates.save(connection, centre, Template(f"{name}-t", "表", now, form.getvalue()), "")
        alerts.save(connection, centre, f"alert-{centre}-x", Words(title=f"秘密{centre}"), "nobody", now)
        code = devices.code_digest(secret(hub.settings.data), f"{centre:08d}")
        connection.execute(devices.pairing.insert().values(centre=centre, digest=code, created=now, expires=now + 9**9))
        device = devices.pair(connection, code, bytes([centre]) * 32, "", now)
        boss = Staff(centre, f"{name}-manager", "", "manager")
        programs = [tokens.make(connection, boss, "reads", now) for _ in "12"]
        key, _ = credentials.make(connection, centre, f"秘密{centre}", may_write=False, who="", now=now)
        return {
            "device": device.device, "token": invites.make(connection, centre, f"{name}-leaver", now),
            "bearer": programs[0][1], "reader": programs[1][0], "credential": key,
        }  # fmt: skip

    made = transact(hub.engine, act)
    return {
        **made, "session": f"{name}-s", "learner": f"{name}-l1", "cohort": name, "who": f"{name}-leaver",
        "code": "en", "template": f"{name}-t", "name": "hub.css", "enquiry": "none",
        "lesson": f"alert-{centre}-x", "report": "none", "alert": f"alert-{centre}-x",
    }  # fmt: skip


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
def test_each_role_opens_what_its_rule_says_and_nothing_of_another_centre(small_hub, new_browser, table):
    own, other = fill(small_hub, 1), fill(small_hub, 2)
    wrong = []
    for role in (*ROLES, "reader", NOBODY):
        browser = new_browser(small_hub, *(() if role in (NOBODY, "reader") else (f"c1-{role}", PASSWORD)))
        token = browser.token("/account" if role in ROLES else "/login")
        if role == "reader":
            browser.headers["Authorization"] = f"Bearer {own['bearer']}"
        for method, path, may in table:
            if path.endswith("/stream"):
                continue  # it never ends; its own tests ask for it
            for place in (own, other):
                if place is other and "{" not in path:
                    continue
                filled = path.format(**{**place, "token": place["reader"]} if path.startswith("/tokens") else place)
                answer = browser.request(method, filled, data={"_csrf_token": token} if method == "POST" else None)
                said = verdict(answer)
                is_centres = bool(re.search("{(?!code|name|token)", path)) or path.startswith("/tokens/")
                expected = wanted(role, may, path, is_own=place is own, is_centres=is_centres)
                if said not in expected:
                    wrong.append((role, method, path, "own" if place is own else "other", said, answer.status_code))
                if place is other and "秘密2" in answer.text:
                    wrong.append((role, method, path, "tells a name"))
    assert [] == wrong


def test_the_record_store_opens_by_credential_alone_and_as_far_as_it_may(small_hub, new_browser):
    fill(small_hub, 1)
    manager, now = new_browser(small_hub, "c1-manager", PASSWORD), clock.wall_ms()
    reader, writer = (
        transact(small_hub.engine, lambda c, may=may: credentials.make(c, 1, "x", may_write=may, who="", now=now))
        for may in (False, True)
    )
    version = {"x-experience-api-version": "1.0.3"}
    wrong = []
    for path, methods in description.paths().items():
        if path.endswith("/about"):
            continue
        for method in (*methods, "head", "delete"):
            ask = functools.partial(manager.request, method.upper(), path, headers=version)
            reads = method in ("get", "head")
            said = [ask(auth=who).status_code for who in (None, reader, writer, (reader[0], writer[1]))]
            expected = [401, said[2] if reads else 403, said[2], 401] if method in (*methods, "head") else [405] * 4
            good = said == expected and said[2] in (200, 400, 405)
            if not good:
                wrong.append((method, path, said))
    assert [] == wrong


def verdict(answer) -> str:
    if answer.status_code in (303, 401) and "/login" in answer.headers.get("location", "/login"):
        return "log-in"
    return {403: "refused", 404: "nothing"}.get(answer.status_code, "failed" if answer.status_code >= 500 else "open")


def wanted(role: str, may: object, path: str, *, is_own: bool, is_centres: bool) -> set[str]:
    if may == "everybody":
        return {"open", "log-in", "refused", "nothing"}  # a wrong password is refused, an old link leads nowhere
    if role == NOBODY or (role == "reader" and not path.startswith(("/api/", "/metrics"))):
        return {"log-in"}
    if role not in may:
        return {"refused"}
    return {"open", "nothing", "log-in" if path == "/logout" else "open"} if is_own or not is_centres else {"nothing"}
