"""A funder's workbook: kept, looked at, filled with what the page shows; refused with a reason."""

import io
import re

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from elderapp import clock, i18n
from elderapp.hub import demo, demo_history, figures, funder
from elderapp.hub.pages import funders
from elderapp.hub.storage.engine import reading, transact


def form(**names: str) -> bytes:
    book = Workbook()
    for name, where in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"Sheet!{where}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def boss(small_hub, new_browser):
    now = clock.wall_ms()
    transact(small_hub.engine, lambda connection: demo_history.fill(connection, 1, demo.COHORT, "chow", now, ["l"]))
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def upload(browser, data: bytes, name: str = "年度表格.xlsx"):
    token = browser.token("/reports/templates")
    return browser.post("/reports/templates", data={"_csrf_token": token}, files={"file": (name, data)})


def test_a_workbook_is_kept_looked_at_and_filled_with_what_the_page_shows(boss, small_hub):
    month = figures.month_of(clock.wall_ms() - 20 * 24 * 3_600_000)
    shown = dict(
        re.findall(
            r'data-figure="(\w+)"><dt>[^<]+</dt><dd class="big-number">([^<]+)<',
            boss.get(f"/reports?month={month}").text,
        )
    )
    names = {f"elder_{code}": f"$B${n}" for n, code in enumerate(shown, 1)}
    answer = upload(boss, form(**names, elder_confidence_people="$C$1", elder_vistis="$C$2"))
    assert 303 == answer.status_code

    page = answer.headers["location"]
    html = boss.get(f"{page}?month={month}").text
    assert "年度表格" in html
    assert "係咪想寫 elder_visits？" in html
    assert ["會填 7", "今次冇數，留空 1", "唔識呢個名 1"] == re.findall(r"</span> ([^<]+ \d)</span>", html)
    sheet = load_workbook(io.BytesIO(boss.get(f"{page}/filled.xlsx?month={month}").content))["Sheet"]
    assert list(shown.values()) == [f"{sheet[f'B{n}'].value:g}" for n in range(1, 8)]
    assert None is sheet["C1"].value

    assert 303 == boss.submit(f"{page}/remove", page="/reports/templates").status_code
    assert 404 == boss.get(page).status_code


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"x", "唔係 Excel 活頁簿"), (form(other="$A$1"), "elder_"), (bytes.fromhex("d0cf11e0a1b11ae1"), "有密碼")],
)  # fmt: skip
def test_what_is_refused_is_told_why_and_not_kept(boss, data, said):
    answer = upload(boss, data)

    assert (422, True) == (answer.status_code, said in answer.text)
    assert "未有。加一份" in answer.text


def test_a_file_beyond_all_measure_does_not_come_in(boss):
    assert 413 == upload(boss, b"x" * 300_000).status_code


def test_every_name_has_a_definition_and_a_value_of_its_own(small_hub):
    with reading(small_hub.engine) as connection:
        asked = figures.Asked("2026-10")
        report = figures.report(connection, {1: "晴川"}, asked, clock.wall_ms(), lambda _: None)
    values = funder.values(report, "晴川", "2026年10月")
    told = funders.definitions(i18n.words("yue"))

    assert set(funder.NAMES) == set(values)
    assert len(told) == len({name for name, _, _ in told}) == len({what for _, what, _ in told})
    assert all(how for _, _, how in told)
    assert "elder_people_85_up" in values
