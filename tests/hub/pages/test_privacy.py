"""What is held of somebody is shown, taken away and corrected; how long it is kept is chosen; the notice is printed."""

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub.storage import people, retention, schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.player.phrases import PHRASES
from elderapp.records.statements import Verb


@pytest.fixture
def teacher(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def test_the_file_holds_every_row_and_statement_about_her_and_nobody_else(small_hub, teacher):
    tablet = small_hub.tablet()
    for who in ("demo-01", "demo-02"):
        tablet.say(Verb.INITIALIZED, who, "pay-fps-send", small_hub.demo.session, version="1.0.0", nth=1)
        tablet.say(Verb.ANSWERED, who, "pay-fps-send/alone/s1", small_hub.demo.session, outcome="hint1", key=True)
    assert 200 == tablet.push().status_code
    form = {"name": "陳太太", "member": "B01", "picture": "flower", "band": "65-74"}
    assert 303 == teacher.submit("/learners/demo-01/edit", form, page="/learners/demo-01/edit").status_code

    html = teacher.get("/learners/demo-01/data").text
    assert ["陳太太", "65–74", "40 日內", "改咗學員資料"] == [
        word for word in ("陳太太", "65–74", "40 日內", "改咗學員資料") if word in html
    ]
    answer = teacher.get("/learners/demo-01/data.json")
    assert 'attachment; filename="person.json"' == answer.headers["content-disposition"]
    held = answer.json()
    assert ["demo-01"] == held["ids"]
    assert "陳太太" == held["tables"]["learner"][0]["name"]
    assert ["pay-fps-send"] == [row["state"]["lesson"] for row in held["tables"]["progress"]]
    assert ["initialized", "answered"] == [row[5] for row in held["statements"]]
    assert "demo-02" not in answer.text
    assert "李生" not in answer.text
    with reading(small_hub.engine) as connection:
        about = {
            table.name
            for table in schema.metadata.sorted_tables
            if "learner" in table.c and table.name != "event"
            and connection.execute(select(table).where(table.c.learner == "demo-01")).first()
        }  # fmt: skip
    assert about == set(held["tables"])
    assert "下載學員資料" in teacher.get("/learners/demo-01/data").text


def test_a_trainer_reads_but_does_not_erase_nor_choose(teacher):
    assert "/erase" not in teacher.get("/learners/demo-01/data").text
    for path in ("/learners/demo-01/erase", "/privacy"):
        assert 403 == teacher.get(path).status_code
        assert 403 == teacher.submit(path, {"sure": "yes", "months": "3"}, page="/account").status_code


def test_the_manager_chooses_months_looks_at_the_list_and_presses(small_hub, boss):
    old = clock.wall_ms() - 200 * 24 * 3_600_000
    transact(small_hub.engine, lambda connection: people.save(connection, 1, people.Person("x", "舊生", added=old)))
    for bad in ("-1", "2", "121", "９", "x", "", "1e3"):
        assert 422 == boss.submit("/privacy", {"months": bad}, page="/privacy").status_code
    assert 303 == boss.submit("/privacy", {"months": "6"}, page="/privacy").status_code
    html = boss.get("/privacy").text
    assert "舊生" in html
    assert "每日自動刪夠期嘅人" in html

    for form in ({"count": "1"}, {"count": "2", "sure": "yes"}, {"sure": "yes"}):
        assert 422 == boss.submit("/privacy/erase", form, page="/privacy").status_code
    assert 303 == boss.submit("/privacy/erase", {"count": "1", "sure": "yes"}, page="/privacy").status_code
    assert "舊生" not in boss.get("/privacy").text
    assert "夠期刪除學員資料" in boss.get("/audit").text
    with reading(small_hub.engine) as connection:
        assert 12 == len(people.people(connection, 1))
        assert 0 < retention.setting(connection, 1).ran


def test_the_notice_has_the_tablets_own_words_and_the_centres_months(small_hub, teacher):
    html = teacher.get("/notice").text
    assert [] == [one for one in ("notice-1", "notice-2", "notice-3", "notice-4") if PHRASES[one] not in html]
    assert "中心唔再需要" in html
    transact(small_hub.engine, lambda connection: retention.choose(connection, 1, 18, 1))
    assert "18 個月" in teacher.get("/notice").text
