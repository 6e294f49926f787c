"""Certificates: handed out, looked up by anybody who holds the paper, taken back."""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from elderapp import clock
from elderapp.hub import readmodels
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import certificates
from elderapp.hub.storage.engine import reading, transact
from elderapp.records.statements import Row, Verb

LESSON = "pay-fps-check-payee"
CLASS = "/cohorts/smartphone-b/certificates"


@pytest.fixture
def trainer(small_hub, new_browser, make_lesson):
    """A trainer of a class in which one has finished a lesson and came to the meeting."""
    make_lesson(small_hub, LESSON)

    def act(connection):
        row = Row(1, 1, clock.wall_ms(), 0, "", Verb.COMPLETED, "demo-01", "", "a", LESSON, {})
        readmodels.update_all(connection, 1, "t", [row])
        add_mark(connection, 1, small_hub.demo.session, Mark("demo-01", "present", "chow", 1, ""))

    transact(small_hub.engine, act)
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


def held(hub, learner: str = "demo-01"):
    with reading(hub.engine) as connection:
        return certificates.of_learner(connection, 1, learner)


def test_whoever_holds_the_paper_sees_that_it_is_genuine_and_nothing_more(trainer, small_hub, new_browser):
    page = "/learners/demo-01"
    assert 303 == trainer.submit(f"{page}/certificates", {"about": LESSON, "shown": "initial"}, page).status_code
    assert 303 == trainer.submit(f"{page}/certificates", {"about": LESSON}, page).status_code  # she holds one already
    (one,) = held(small_hub)
    text = PdfReader(io.BytesIO(trainer.get(f"{page}/certificates/{one.code}.pdf").content)).pages[0].extract_text()
    assert "陳＊" in text
    assert one.code in text

    stranger = new_browser(small_hub)
    answer = stranger.get(f"/certificate/{one.code.lower()}")
    assert (200, "noindex") == (answer.status_code, answer.headers["x-robots-tag"])
    for words in ("係真嘅", "陳＊", f"課：{LESSON}", "晴川長者學堂"):
        assert words in answer.text
    for words in ("陳太", "demo-01", "B01", "周子晴"):
        assert words not in answer.text

    assert 303 == trainer.submit(f"{page}/certificates/{one.code}/revoke", page=page).status_code
    answer = stranger.get(f"/certificate/{one.code}")
    assert "已經取消" in answer.text
    assert "陳＊" not in answer.text
    assert 404 == trainer.get(f"{page}/certificates/{one.code}.pdf").status_code
    assert 303 == trainer.submit(f"{page}/certificates", {"about": LESSON}, page).status_code
    assert 2 == len(held(small_hub))


@pytest.mark.parametrize("code", ["1-AAAA-AAAA-AAAA-AAAA", "x", "99999999999-A", "1-ÀAAA-AAAA-AAAA-AAAA"])
def test_a_code_that_nobody_gave_out_is_found_nowhere(stranger, code):
    answer = stranger.get(f"/certificate/{code}")

    assert 404 == answer.status_code
    assert "搵唔到呢張證書" in answer.text


def test_a_lesson_she_has_not_finished_and_a_class_that_is_not_hers_give_none(trainer, small_hub):
    for about in ("gov-hago", "none", ""):
        answer = trainer.submit("/learners/demo-02/certificates", {"about": about}, "/learners/demo-02")
        assert 404 == answer.status_code
    assert [] == held(small_hub, "demo-02")


def test_a_class_gets_them_at_once_as_one_file_or_one_each(trainer, small_hub):
    html = trainer.get(CLASS).text
    assert ["demo-01"] == re.findall(r'name="learner" value="([^"]+)" checked', html)
    form = {"about": "course", "shown": "name", "learner": ["demo-01", "demo-03", "somebody"]}
    assert 303 == trainer.submit(CLASS, form, CLASS).status_code

    document = PdfReader(io.BytesIO(trainer.get(f"{CLASS}.pdf?about=course").content))
    assert [True, True] == ["智能手機 B 班" in page.extract_text() for page in document.pages]
    with zipfile.ZipFile(io.BytesIO(trainer.get(f"{CLASS}.zip?about=course").content)) as archive:
        codes = {one.code for who in ("demo-01", "demo-03") for one in held(small_hub, who)}
        assert codes == {name[3:].removesuffix(".pdf") for name in archive.namelist()}
    assert 404 == trainer.get(f"{CLASS}.pdf?about={LESSON}").status_code
    assert 404 == trainer.get(f"{CLASS}?about=never").status_code

    assert 303 == trainer.submit(CLASS, {"about": LESSON, "learner": ["demo-01", "demo-02"]}, CLASS).status_code
    assert [] == held(small_hub, "demo-02")
    assert {LESSON, "smartphone-b"} == {one.about for one in held(small_hub)}
