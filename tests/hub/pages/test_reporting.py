"""The page, CSV, XLSX and PDF say the same, and name nobody."""

import csv
import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from elderapp import clock
from elderapp.hub import demo, demo_history
from elderapp.hub.figures import month_of
from elderapp.hub.storage.engine import transact
from elderapp.paper import spreadsheet


@pytest.fixture
def boss(small_hub, new_browser):
    now = clock.wall_ms()
    lessons = ["pay-fps-check-payee", "gov-hago"]
    transact(
        small_hub.engine,
        lambda connection: demo_history.fill(connection, 1, demo.COHORT, demo.TRAINER.id, now, lessons),
    )
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def test_the_screen_and_every_file_say_the_same_and_name_nobody(boss, small_hub):
    month = month_of(clock.wall_ms() - 20 * 24 * 3_600_000)
    html = boss.get(f"/reports?month={month}").text
    shown = re.findall(r'data-figure="\w+"><dt>([^<]+)</dt><dd class="big-number">([^<]+)</dd>', html)
    assert 7 == len(shown)
    assert int(dict(shown)["人次"]) > 20

    table = list(csv.reader(io.StringIO(boss.get(f"/reports/{month}.csv").content.decode("utf-8-sig"))))
    assert shown == [tuple(row[:2]) for row in table[5:12]]
    sheet = spreadsheet.read(boss.get(f"/reports/{month}.xlsx").content, 100)
    assert shown == [tuple(row[:2]) for row in sheet[4:11]]
    answer = boss.get(f"/reports/{month}.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert all(value in text for _, value in shown)
    for name in ("陳太", "demo-01", "B01", "周子晴"):
        assert name not in text + str(table) + str(sheet) + html.split("<main")[1], name
    with zipfile.ZipFile(io.BytesIO(boss.get(f"/reports/{month}.zip").content)) as archive:
        assert {f"report-{month}.{kind}" for kind in ("csv", "xlsx", "pdf")} == set(archive.namelist())


def test_the_chart_has_words_and_the_same_figures_beside_it(boss):
    html = boss.get("/reports").text
    chart = re.search(r"<svg[^>]*>.*?</svg>", html, re.DOTALL)[0]
    months = re.findall(r'<th scope="row" class="who">(\d+年\d+月)</th><td class="number">(\d+)</td>', html)

    assert 6 == len(months)
    assert 'role="img"' in chart
    assert "style" not in chart
    assert all(f"{month} {count}" in chart for month, count in months)
    assert all(f">{count}<" in chart for _, count in months)


@pytest.mark.parametrize(
    "path", ["/reports?month=2026-13", "/reports?cohort=none", "/reports/x.csv", "/reports/2026-10.exe"]
)
def test_what_cannot_be_asked_for_is_not_there(small_hub, new_browser, path):
    browser = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)

    assert 404 == browser.get(f"/reports{path}").status_code


def test_an_empty_month_and_one_class_can_be_looked_at(boss):
    assert 200 == boss.get("/reports?month=2001-01").status_code
    html = boss.get(f"/reports?cohort={demo.COHORT}").text
    assert f"?cohort={demo.COHORT}" in html
