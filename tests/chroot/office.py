"""The centre's office: the hub's pages by HTTP alone, as a manager with a browser without scripts."""

import datetime as dt
import html
import re
import time

import httpx

from elderapp import clock
from tests.chroot.machine import Failed

PASSWORD = "a sentence that one remembers"
NAME = "陳太"


class Office(httpx.Client):
    """Somebody at the hub's pages."""

    def __init__(self, address: str) -> None:
        super().__init__(base_url=address, trust_env=False, timeout=60, follow_redirects=True)

    def read(self, path: str) -> str:
        """What a page says, as people read it."""
        answer = self.get(path)
        if answer.status_code != 200:
            raise Failed(f"{path} answers {answer.status_code}: {_words(answer.text)[:300]}")
        return _words(answer.text)

    def fill(self, page: str, path: str, form: dict[str, str | list[str]]) -> httpx.Response:
        """Fills in the form of a page."""
        token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', self.get(page).text)
        if token is None:
            raise Failed(f"{page} has no form")
        answer = self.post(path, data={"_csrf_token": token[1], **form})
        if answer.status_code != 200:
            raise Failed(f"{path} answers {answer.status_code}: {_words(answer.text)[:300]}")
        return answer

    def begin(self, link: str) -> None:
        """The first manager, by the link that the hub printed."""
        path = link[link.index("/setup/") :]
        form = {"centre": "晴川長者學堂", "name": "吳景行", "username": "ng", "password": PASSWORD, "again": PASSWORD}
        self.fill(path, path, form)

    def log_in(self) -> None:
        """With the password of before."""
        self.fill("/login", "/login", {"username": "ng", "password": PASSWORD})

    def add(self, name: str) -> None:
        """One learner more."""
        self.fill("/learners/new", "/learners/new", {"name": name})

    def open_class(self, lesson: str) -> None:
        """A class that is on since ten minutes ago, with everybody in it and this lesson for today."""
        cohort = self.fill("/cohorts", "/cohorts", {"title": "智能手機班", "venue": "二樓"}).url.path
        people = re.findall(r'name="learner" value="([0-9a-f]+)"', self.get(cohort).text)
        if not people:
            raise Failed(f"{cohort} offers nobody to put on its list")
        self.fill(cohort, f"{cohort}/enrol", {"learner": people})
        begins = clock.now().astimezone(clock.HONG_KONG) - dt.timedelta(minutes=10)
        plan = {"date": begins.date().isoformat(), "time": f"{begins:%H:%M}", "minutes": "180", "weeks": "1"}
        self.fill(cohort, f"{cohort}/timetable", {**plan, "venue": "二樓", "lesson": lesson})

    def code(self) -> str:
        """Eight digits that pair one tablet."""
        found = re.search(r'data-code="(\d{8})"', self.fill("/devices", "/devices/pair", {}).text)
        if found is None:
            raise Failed("the page of devices shows no code")
        return found[1]

    def mark(self) -> str:
        """Present is whoever a tablet saw; gives what the roll says then."""
        page = self.get("/attendance").text
        action = re.search(r'id="roll" method="post" action="([^"]+)"', page)
        if action is None:
            raise Failed("no class is on")
        hidden = dict(re.findall(r'type="hidden" name="(was-[^"]+)" value="([^"]*)"', page))
        self.fill("/attendance", action[1], {**hidden, "fill": "1"})
        return self.read("/attendance")


def answers(address: str, seconds: float = 60.0) -> None:
    """Waits until a hub answers. Raises `Failed`."""
    until = time.monotonic() + seconds
    while True:
        try:
            if httpx.get(f"{address}/readyz", trust_env=False, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        if time.monotonic() > until:
            raise Failed(f"{address} does not answer")
        time.sleep(0.5)


def _words(page: str) -> str:
    body = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body))).strip()
