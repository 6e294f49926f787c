"""Marks beside present, late and absent; who comes without being on the list; the register on paper."""

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import reports
from elderapp.hub.storage import people, places, schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import Staff, add_staff


@pytest.fixture
def teacher(hub, new_browser):
    return new_browser(hub, hub.demo.username, hub.demo.password)


def lines(hub):
    with reading(hub.engine) as connection:
        meeting = places.find_meeting(connection, 1, hub.demo.session)
        return {line.name: line for line in reports.sheet(connection, 1, meeting, clock.wall_ms()).lines}


def test_leaving_early_and_making_up_are_marks_with_a_reason(teacher, hub):
    path = f"/attendance/{hub.demo.session}"
    form = {"learner": "demo-03", "status": "left", "reason": "left-early"}
    assert 404 == teacher.submit(f"{path}/settle", {**form, "reason": ""}, page="/attendance").status_code
    assert 303 == teacher.submit(f"{path}/settle", form, page="/attendance").status_code

    assert "left" == lines(hub)["黃婆婆"].status
    html = teacher.get("/attendance").text
    assert re.search(r"早走 1", html)
    # The form shows no choice for her, and what it does not show it does not change.
    teacher.submit(path, {"was-demo-03": "left", "mark-demo-01": "present", "was-demo-01": ""}, page="/attendance")
    assert ("left", "present") == (lines(hub)["黃婆婆"].status, lines(hub)["陳太"].status)
    assert "早走" in teacher.get(f"{path}/attendance.csv").text


def test_somebody_new_and_somebody_of_another_class_come_to_this_one(teacher, hub):
    transact(hub.engine, lambda c: people.save(c, 1, people.Person("else-1", "別班人", member="Z1", added=1)))
    path = f"/attendance/{hub.demo.session}/guest"
    assert "別班人" in teacher.get("/attendance").text
    teacher.submit(path, {"learner": "else-1", "status": "makeup"}, page="/attendance")
    teacher.submit(path, {"name": "路過婆婆", "status": "present"}, page="/attendance")
    for bad in ({}, {"name": "A123456(7)"}):
        assert teacher.submit(path, bad, page="/attendance").headers["location"].endswith("&guest=no-name")
    assert "未寫點稱呼，未記低" in teacher.get("/attendance?guest=no-name").text
    assert 404 == teacher.submit(path, {"learner": "nobody"}, page="/attendance").status_code

    found = lines(hub)
    assert [("makeup", True), ("present", True)] == [
        (found[name].status, found[name].is_guest) for name in ("別班人", "路過婆婆")
    ]
    assert "臨時，未寫低" in teacher.get("/learners").text


def test_a_volunteer_marks_the_roll_and_sees_neither_history_nor_everybody(teacher, hub, new_browser):
    transact(hub.engine, lambda c: add_staff(c, Staff(1, "vol", "義工", "volunteer"), "vol", "a long password", 1))
    transact(hub.engine, lambda c: people.save(c, 1, people.Person("else-1", "別班人", member="Z1", added=1)))
    path = f"/attendance/{hub.demo.session}"
    teacher.submit(path, {"mark-demo-01": "absent", "was-demo-01": ""}, page="/attendance")
    helper = new_browser(hub, "vol", "a long password")
    assert 303 == helper.submit(path, {"mark-demo-02": "present", "was-demo-02": ""}, page="/attendance").status_code

    html = helper.get("/attendance").text
    assert "改動紀錄" not in html
    assert "別班人" not in html
    assert 404 == helper.submit(f"{path}/guest", {"learner": "else-1"}, page="/attendance").status_code
    assert 403 == helper.get(f"{path}/register.pdf").status_code
    with reading(hub.engine) as connection:
        assert {"chow", "vol"} == set(connection.scalars(select(schema.mark.c.staff)))


def test_the_register_has_everybody_room_for_walk_ins_and_a_code_that_names_nobody(teacher, hub):
    answer = teacher.get(f"/attendance/{hub.demo.session}/register.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(page.extract_text() for page in pages)

    assert 1 == len(pages)
    assert all(one.name in text for one in hub.demo.learners)
    assert {"簽名", "1／1", "導師：周子晴"} <= {word for word in ("簽名", "1／1", "導師：周子晴") if word in text}
