"""Learners, classes and their timetable, by forms alone."""

import re

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import reports
from elderapp.hub.storage import audit, courses, people, places, schema
from elderapp.hub.storage.engine import reading
from elderapp.records.statements import Verb

LESSON = "pay-fps-check-payee"


@pytest.fixture
def teacher(hub, new_browser):
    return new_browser(hub, hub.demo.username, hub.demo.password)


def known(hub):
    with reading(hub.engine) as connection:
        return {one.name: one for one in people.people(connection, 1, with_gone=True)}


def sheet(hub):
    with reading(hub.engine) as connection:
        meeting = places.find_meeting(connection, 1, hub.demo.session)
        return {line.name: line for line in reports.sheet(connection, 1, meeting, clock.wall_ms()).lines}


def test_a_learner_is_written_down_once_and_never_by_her_identity_card(teacher, hub):
    form = {"name": "新太", "member": "A123456(7)", "picture": "bird", "band": "65-74", "cohort": "smartphone-b"}
    refused = teacher.submit("/learners/new", form, page="/learners/new")
    assert 422 == refused.status_code
    assert "似係身份證號碼" in refused.text
    assert 'value="新太"' in refused.text

    taken = teacher.submit("/learners/new", {**form, "member": "B01"}, page="/learners/new")
    assert "已經係另一位學員" in taken.text
    assert "新太" not in known(hub)

    made = teacher.submit("/learners/new", {**form, "member": "B99"}, page="/learners/new")
    assert 303 == made.status_code
    one = known(hub)["新太"]
    assert ("B99", "65-74", {"smartphone-b": "智能手機 B 班"}) == (one.member, one.band, one.cohorts)
    assert "新太" in sheet(hub)
    with reading(hub.engine) as connection:
        assert ["learner-added"] == [entry.what for entry in audit.entries(connection, 1)]


def test_a_change_keeps_the_rest_and_all_that_is_wrong_is_told_at_once(teacher, hub):
    path = "/learners/demo-01/edit"
    wrong = teacher.submit(path, {"name": "", "member": "x" * 33, "band": "40", "picture": "bird"}, page=path)
    assert (422, 3) == (wrong.status_code, wrong.text.count('class="fault"'))

    assert 303 == teacher.submit(path, {"name": "陳太太", "member": "B01", "picture": "junk"}, page=path).status_code
    assert ("陳太太", "junk") == (known(hub)["陳太太"].name, known(hub)["陳太太"].picture)


def test_somebody_who_left_stays_on_the_rolls_until_then(teacher, hub):
    assert 303 == teacher.submit("/learners/demo-01/leave", page="/").status_code

    assert "陳太" in sheet(hub)
    with reading(hub.engine) as connection:
        later = places.Meeting("x", "smartphone-b", "", clock.wall_ms() + 9**9, clock.wall_ms() + 9**9 + 1, "", "", "")
        assert "陳太" not in [person.learner.name for person in places.people_of(connection, 1, later)]
    assert "陳太" not in teacher.get("/learners").text
    assert "陳太" in teacher.get("/learners?all=1").text
    teacher.submit("/learners/demo-01/return", page="/")
    assert 0 == known(hub)["陳太"].gone


def test_two_who_are_one_count_once_and_are_two_again_when_that_was_wrong(teacher, hub):
    tablet = hub.tablet()
    for learner, ago in (("demo-01", 10), ("demo-02", 4)):
        wall = clock.wall_ms() - ago * 60_000
        tablet.say(Verb.ATTENDED, learner, hub.demo.session, hub.demo.session, wall=wall)
        tablet.say(Verb.INITIALIZED, learner, LESSON, hub.demo.session, wall=wall, version="1.0.0", nth=1)
        tablet.say(Verb.COMPLETED, learner, LESSON, hub.demo.session, wall=wall)
    tablet.push()
    before = sheet(hub), teacher.get("/learners/demo-01").text, teacher.get("/learners/demo-02").text

    assert "拆返" in teacher.get("/learners/demo-02/merge").text
    assert 303 == teacher.submit("/learners/demo-02/merge", {"kept": "demo-01"}, page="/").status_code
    merged = sheet(hub)
    assert "李生" not in merged
    assert (before[0]["陳太"].first, before[0]["李生"].last) == (merged["陳太"].first, merged["陳太"].last)
    assert "李生" not in teacher.get("/learners").text
    assert [("01", "choosing")] != re.findall(r'data-tablet="(\d+)" data-state="(\w+)"', teacher.get("/live").text)
    assert "李生" not in teacher.get("/live").text

    again = teacher.submit("/learners/demo-03/merge", {"kept": "demo-02"}, page="/")
    assert 404 == again.status_code  # whoever is merged already stands for nobody
    assert 404 == teacher.submit("/learners/demo-01/merge", {"kept": "demo-03"}, page="/").status_code
    assert 404 == teacher.submit("/learners/demo-01/merge", {"kept": "demo-01"}, page="/").status_code

    assert 303 == teacher.submit("/learners/demo-02/unmerge", page="/").status_code
    assert before[0] == sheet(hub)
    hidden = re.compile('value="[0-9a-f]{64,}"')
    after = teacher.get("/learners/demo-01").text, teacher.get("/learners/demo-02").text
    assert [hidden.sub("", text) for text in before[1:]] == [hidden.sub("", text) for text in after]


def test_what_a_learner_did_is_told_in_words(teacher, hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0", nth=1)
    tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/alone/a", hub.demo.session, outcome="hint1")
    for n, (genuine, guess) in enumerate([(False, False), (False, True), (True, True), (True, False)]):
        tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/trick/{n}", hub.demo.session, outcome="alone",
                   genuine=genuine, guess=guess)  # fmt: skip
    tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/tried", hub.demo.session, tried="stuck")
    tablet.say(Verb.COMPLETED, "demo-01", LESSON, hub.demo.session)
    tablet.push()

    html = teacher.get("/learners/demo-01").text
    for words in ("識做（有人喺身邊）", "1 步", "認到 1", "走漏 1", "錯怪 1", "話屋企卡住咗"):
        assert words in html, words
    matrix = teacher.get("/cohorts/smartphone-b/progress").text
    assert "識做（有人喺身邊）" in matrix
    assert "未開始" in matrix
    assert "0／12 人" in matrix


def test_a_class_is_opened_filled_and_meets_each_week_at_the_same_time(teacher, hub):
    assert 422 == teacher.submit("/cohorts", {"title": ""}, page="/cohorts").status_code
    made = teacher.submit("/cohorts", {"title": "新班", "venue": "禮堂", "trainer": "chow"}, page="/cohorts")
    path = made.headers["location"]
    cohort = path.rpartition("/")[2]
    teacher.submit(f"{path}/enrol", {"learner": ["demo-05", "demo-06", "nobody"]}, page=path)
    teacher.submit(f"{path}/unenrol", {"learner": "demo-05"}, page=path)
    plan = {"date": "2031-03-05", "time": "10:30", "minutes": "90", "weeks": "3", "venue": "禮堂", "trainer": "chow"}
    for field, bad in (("date", "2031-02-30"), ("minutes", "5"), ("weeks", "99"), ("time", "25:00")):
        assert 422 == teacher.submit(f"{path}/timetable", {**plan, field: bad}, page=path).status_code
    assert 303 == teacher.submit(f"{path}/timetable", plan, page=path).status_code

    with reading(hub.engine) as connection:
        assert ["梁姑娘"] == [name for _, _, name, _ in courses.enrolled(connection, 1, cohort)]
        meetings = [meeting for meeting, _ in courses.meetings(connection, 1, cohort)]
    assert [("2031-03-05", "禮堂", "chow"), ("2031-03-12", "禮堂", "chow"), ("2031-03-19", "禮堂", "chow")] == [
        (clock.day_of(one.starts), one.venue, one.trainer) for one in meetings
    ]
    teacher.submit(f"{path}/cancel", {"session": meetings[1].session}, page=path)
    assert 404 == teacher.submit(f"{path}/cancel", {"session": hub.demo.session}, page=path).status_code
    with reading(hub.engine) as connection:
        assert 2 == len(places.meetings(connection, 1, meetings[0].starts, meetings[2].starts + 1))
    teacher.submit(f"{path}/cancel", {"session": meetings[1].session, "on": "1"}, page=path)
    teacher.submit(f"{path}/close", page=path)
    with reading(hub.engine) as connection:
        assert courses.find(connection, 1, cohort).ended
        assert not connection.execute(select(schema.session.c.cancelled).where(schema.session.c.cancelled > 0)).all()
