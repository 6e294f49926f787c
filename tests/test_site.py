"""The documentation site: built strictly, read in a real browser from its folder, with nothing from elsewhere."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from elderapp.authoring.schema import KINDS
from elderapp.hub.storage import erasing

ROOT = Path(__file__).parents[1]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

pytestmark = pytest.mark.timeout(600)
"""Seconds: the site is built once for all of them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site as `poe docs` builds it, into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", "docs/mkdocs.yml", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield made
        made.close()


def found(page: Page, word: str) -> list[str]:
    """The pages that the search names for a word, first the best."""
    field = page.locator(".md-search__input").first
    field.click()
    field.fill(word)
    field.press("Shift")  # as after any input method, a key goes up
    page.locator(".md-search-result__link").first.wait_for(timeout=60_000)
    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [link.split("?")[0].split("#")[0].rpartition("/site")[2] for link in links]


@pytest.mark.browser
def test_chinese_and_english_words_are_found_without_a_network(site, browser):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    wanted = {
        "配對": "operators/tablets.html", "備份": "operators/backup.html", "舉手": "trainers/class.html",
        "練習電話": "authors/phones.html", "永遠刪除": "operators/privacy.html",
        "第一個早上": "operators/first-morning.html",
        "pairing": "operators/en/tablets.html", "fdatasync": "performance.html",
    }  # fmt: skip
    missed = {}
    for word, path in wanted.items():
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        links = found(page, word)
        if not any(path in link for link in links):
            missed[word] = links
        page.close()

    assert {} == missed
    assert [] == [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]


@pytest.mark.browser
@pytest.mark.parametrize("wide", [390, 1366])
def test_no_page_is_wider_than_its_window_and_every_picture_is_there(site, browser, wide):
    page = browser.new_page(viewport={"width": wide, "height": 800})
    wrong = []
    for path in ("index", "start", "notice", "operators/first-morning", "architecture", "reference/api", "gallery"):
        page.goto((site / f"{path}.html").as_uri())
        broken = page.evaluate(
            "[...document.images].filter(one => !one.complete || !one.naturalWidth).map(one => one.src)"
        )
        if broken or page.evaluate("document.documentElement.scrollWidth") > wide:
            wrong.append((path, broken))
    page.close()

    assert [] == wrong


def test_the_pages_say_in_which_language_they_are(site):
    assert '<html lang="zh-Hant"' in (site / "operators" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB"' in (site / "operators" / "en" / "index.html").read_text(encoding="utf-8")


def test_the_reference_is_made_of_the_code(site):
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "elderapp hub restore" in commands
    assert "--xapi-version" in commands
    document = json.loads((site / "reference" / "openapi.json").read_text(encoding="utf-8"))
    assert "/api/v1/learners" in document["paths"]
    assert all((site / "reference" / f"{kind}.schema.json").exists() for kind in KINDS)
    assert "elderapp_requests_total" in (site / "reference" / "metrics.html").read_text(encoding="utf-8")


def test_the_notice_names_every_table_with_a_learner_in_it(site):
    notice = (site / "notice.html").read_text(encoding="utf-8")

    assert [] == [table.name for table in erasing.about_learners() if f"<code>{table.name}</code>" not in notice]
    assert "我哋會記低你個名" in notice
    assert "We write down your name" in notice or "your name" in notice


def test_the_picture_of_the_rooms_is_that_of_the_contracts():
    spec = importlib.util.spec_from_file_location("architecture", ROOT / "docs" / "_site" / "architecture.py")
    assert spec is not None
    assert spec.loader is not None
    drawing = importlib.util.module_from_spec(spec)
    sys.modules["architecture"] = drawing
    spec.loader.exec_module(drawing)

    assert drawing.drawn(drawing.rows()) == drawing.PICTURE.read_text(encoding="utf-8"), "draw it anew: poe picture"
