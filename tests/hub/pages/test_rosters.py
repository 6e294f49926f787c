"""A list is looked at, then applied; cards and labels are PDF."""

import html
import io
import re

import pytest
from pypdf import PdfReader

from elderapp.hub.storage import people
from elderapp.hub.storage.engine import reading
from elderapp.paper import spreadsheet

GOOD = "姓名,會員編號,年齡組,班\n新太,N1,65-74,新班\n陳太,B01,75-84,\n"


@pytest.fixture
def teacher(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


def upload(browser, data, name="list.csv"):
    form = {"_csrf_token": browser.token("/learners/roster")}
    return browser.post("/learners/roster/check", data=form, files={"file": (name, data)})


def members(hub):
    with reading(hub.engine) as connection:
        return {one.member: one for one in people.people(connection, 1)}


def test_a_list_is_looked_at_before_anything_is_written(teacher, small_hub):
    looked = upload(teacher, GOOD.encode("big5hkscs"))
    assert 200 == looked.status_code
    assert re.search("新學員 1 人.*有改動 1 人.*會開新班：新班", looked.text, re.DOTALL)
    assert "N1" not in members(small_hub)

    entries = html.unescape(re.search(r'name="entries" value="([^"]+)"', looked.text)[1])
    assert 303 == teacher.submit("/learners/roster/apply", {"entries": entries}, page="/learners/roster").status_code
    found = members(small_hub)
    assert ("65-74", ["新班"]) == (found["N1"].band, list(found["N1"].cohorts.values()))
    assert ("75-84", "demo-01") == (found["B01"].band, found["B01"].id)
    assert "匯入名單" not in teacher.get("/learners/roster?done=2").text.split("<main")[0]


def test_what_is_wrong_is_listed_and_nothing_written(teacher, small_hub):
    answer = upload(teacher, "姓名,會員編號\n,1\n陳太,A123456(7)\n".encode())
    assert 422 == answer.status_code
    assert "有 2 個問題，一樣都未寫入" in answer.text
    for data in (b"", b"\0\0\0", b"PK\x03\x04 broken", "編號\n1\n".encode()):
        assert 422 == upload(teacher, data).status_code
    forged = '[{"name": "A123456(7)"}]'
    for entries in ("", "[]", "{", forged):
        answer = teacher.submit("/learners/roster/apply", {"entries": entries}, page="/learners/roster")
        assert 404 == answer.status_code
    assert 12 == len(members(small_hub))


def test_each_kind_of_file_that_goes_out_can_come_in(teacher, small_hub):
    for path in ("/learners/roster.csv", "/learners/roster.xlsx", "/learners/oneroster.zip"):
        answer = teacher.get(path)
        assert 200 == answer.status_code
        assert "同而家一樣 12 人" in upload(teacher, answer.content).text, path
    assert ["姓名", "會員編號"] == spreadsheet.read(teacher.get("/learners/roster.xlsx").content, 100)[0][:2]


def test_cards_and_labels_name_everybody(teacher, small_hub):
    for path, more in (("labels", "智能手機 B 班"), ("cards", "晴川長者學堂")):
        answer = teacher.get(f"/cohorts/smartphone-b/{path}.pdf")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        text = "".join(page.extract_text() for page in pages)
        assert "application/pdf" == answer.headers["content-type"]
        assert all(one.name in text for one in small_hub.demo.learners)
        assert more in text
    one = PdfReader(io.BytesIO(teacher.get("/learners/demo-02/card.pdf").content)).pages
    assert (1, True) == (len(one), "B02" in one[0].extract_text())
