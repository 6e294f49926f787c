import pytest
from playwright.sync_api import sync_playwright

from elderapp.workshop.gallery import Shot, page, write

SHOTS = (
    Shot("a.png", "basics-home-back", "why/why-1", "landscape 1"),
    Shot("b.png", "scam-fake-cs", "trick/call", "portrait 1.5", (("A04", "掣 <太細>: 12 mm"),)),
)


def test_what_is_wrong_stands_first_and_words_are_escaped():
    html = page(SHOTS)

    assert html.index("b.png") < html.index("a.png")
    assert "掣 &lt;太細&gt;: 12 mm" in html
    assert "2 screens, 1 with violations" in html


@pytest.mark.browser
def test_the_page_opens_from_a_folder_and_sifts(tmp_path):
    path = write(SHOTS, tmp_path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(path.as_uri())
        assert 2 == tab.locator("figure:visible").count()
        tab.check("#bad")
        assert 1 == tab.locator("figure:visible").count()
        tab.uncheck("#bad")
        tab.select_option("#lesson", "basics-home-back")
        assert 1 == tab.locator("figure:visible").count()
        tab.select_option("#eye", "aged")
        assert "aged" == tab.evaluate("document.body.className")
        browser.close()
