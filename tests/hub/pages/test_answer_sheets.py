"""A table of answers goes out, comes back filled in, is looked at, and is kept."""

import html
import re

import pytest

from elderapp.hub.storage import confidence
from elderapp.hub.storage.engine import reading
from elderapp.paper import spreadsheet

PAGE = "/cohorts/smartphone-b/confidence"


@pytest.fixture
def trainer(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


def upload(browser, data, name="answers.csv"):
    return browser.post(f"{PAGE}/check", data={"_csrf_token": browser.token(PAGE)}, files={"file": (name, data)})


def kept(hub):
    with reading(hub.engine) as connection:
        found = confidence.answers(connection, 1, "smartphone-b")
    return {who: (one.before, one.after) for who, one in found.items()}


def test_a_workbook_that_was_filled_in_is_looked_at_and_then_kept(trainer, small_hub):
    rows = spreadsheet.read(trainer.get(f"{PAGE}.xlsx").content, 100)
    assert ["姓名", "會員編號", "開班前", "完班後"] == rows[0]
    assert ["陳太", "B01"] == rows[1][:2]
    filled = [rows[0], [*rows[1][:2], "冇信心", "有信心"], *([*row[:2], "麻麻哋", ""] for row in rows[2:4])]
    looked = upload(trainer, spreadsheet.xlsx([spreadsheet.Table("班", filled)]), "answers.xlsx")

    assert 200 == looked.status_code
    assert "新答案 4 個" in looked.text
    assert {} == kept(small_hub)
    entries = html.unescape(re.search(r'name="entries" value="([^"]+)"', looked.text)[1])
    assert 303 == trainer.submit(f"{PAGE}/apply", {"entries": entries}, PAGE).status_code
    assert {"demo-01": (1, 3), "demo-02": (2, 0), "demo-03": (2, 0)} == kept(small_hub)
    assert "同之前一樣嘅 1 個" in upload(trainer, "會員編號,完班後\nB01,3\n".encode()).text


def test_what_is_wrong_is_listed_and_nothing_is_written(trainer, small_hub):
    answer = upload(trainer, "姓名,會員編號,開班前,完班後\n陳太,B01,一般,\n李生,B99,1,\n".encode("big5hkscs"))
    assert 422 == answer.status_code
    assert "有 2 個問題，一樣都未寫入" in answer.text
    assert "可以寫：有信心、麻麻哋、冇信心" in answer.text
    for data in (b"", b"\0\0", b"PK\x03\x04 broken", b"x\n"):
        assert 422 == upload(trainer, data).status_code
    for entries in ("", "[]", '[{"learner": "somebody"}]', "{"):
        assert PAGE == trainer.submit(f"{PAGE}/apply", {"entries": entries}, PAGE).headers["location"]
    assert {} == kept(small_hub)
