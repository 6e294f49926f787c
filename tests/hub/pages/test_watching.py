"""The class page while it is open: what is sent to it, over real HTTP."""

import contextlib
import re

from elderapp.hub.pages import watching
from elderapp.hub.storage import staff
from elderapp.hub.storage.engine import transact
from elderapp.records.statements import Verb

LESSON = "pay-fps-check-payee"


@contextlib.contextmanager
def watched(browser, hub):
    """The events of one open page, one after the other: name and data."""
    with browser.stream("GET", f"/live/stream?session={hub.demo.session}") as answer:
        assert 200 == answer.status_code
        assert "text/event-stream" in answer.headers["content-type"]
        yield _events(answer)


def _events(answer):
    name, data = "", []
    for line in answer.iter_lines():
        if not line:
            yield name, "\n".join(data)
            name, data = "", []
        elif line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data.append(line.removeprefix("data: "))


def test_an_open_page_is_told_at_once_what_happens_and_carries_no_secret(trainer, hub):
    with watched(trainer, hub) as events:
        name, html = next(events)
        assert "class" == name
        assert "陳太" in re.search(r'class="unseen".*', html)[0]
        tablet = hub.tablet()
        tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
        tablet.push()
        while 'data-state="choosing"' not in html:
            name, html = next(events)
    assert re.search(r'name="_csrf_token" value=""', html)


def test_the_page_is_told_from_time_to_time_that_it_is_heard(small_hub, new_browser, monkeypatch):
    monkeypatch.setattr(watching, "BEAT", 0.1)
    with watched(_logged_in(new_browser, small_hub), small_hub) as events:
        assert next(events) == next(events)


def test_a_page_of_somebody_who_logged_out_is_ended(small_hub, new_browser, monkeypatch):
    monkeypatch.setattr(watching, "BEAT", 0.1)
    browser = _logged_in(new_browser, small_hub)
    with watched(browser, small_hub) as events:
        next(events)
        token = browser.cookies["elder-login"]
        transact(small_hub.engine, lambda connection: staff.log_out(connection, token))
        names = [name for name, _ in events]
    assert "gone" == names[-1]


def test_an_open_page_does_not_keep_the_hub_from_ending(small_hub, new_browser):
    with watched(_logged_in(new_browser, small_hub), small_hub) as events:
        next(events)
        small_hub.end()
        assert [] == list(events)


def test_nobody_more_may_watch_than_the_hub_can_serve(small_hub, new_browser, monkeypatch):
    monkeypatch.setattr(watching, "MOST_WATCHING", 1)
    browser, path = _logged_in(new_browser, small_hub), f"/live/stream?session={small_hub.demo.session}"
    with watched(browser, small_hub) as events:
        next(events)
        assert 404 == browser.get(path).status_code


def _logged_in(new_browser, hub):
    return new_browser(hub, hub.demo.username, hub.demo.password)
