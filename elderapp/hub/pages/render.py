"""From values to HTML: the templates, and what each of them may use."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.plugins.jinja import JinjaTemplateEngine
from markupsafe import Markup

from elderapp import clock, i18n, resources
from elderapp.hub import classroom, reports
from elderapp.hub.pages import words
from elderapp.hub.storage import alerts, places
from elderapp.hub.storage.engine import reading
from elderapp.hub.storage.staff import Staff

HERE = Path(__file__).parent
LANGUAGE = "elder-language"

engine = JinjaTemplateEngine.from_environment(
    Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)

Browser = Request[Staff | None, str, Any]
"""A request of a browser."""


def language_of(request: Browser) -> str:
    """The language this browser chose."""
    chosen = request.cookies.get(LANGUAGE, i18n.SOURCE)
    return chosen if chosen in i18n.LANGUAGES else i18n.SOURCE


def fragment(request: Browser, template: str, **given: object) -> str:
    """One template as text, for whoever asks."""
    asked = {"request": request, "staff": request.user, "path": request.url.path, "now": clock.wall_ms()}
    return rendered(request.app.state, template, language_of(request), **(asked | given))


def rendered(state: State, template: str, language: str, **given: object) -> str:
    """One template as text; `state` is the app's."""
    _ = i18n.words(language)
    context: dict[str, object] = {
        "_": _,
        "in_english": i18n.words("en"),
        "language": language,
        "icon": icon,
        "static": static_address,
        "time": lambda ms: words.time(ms, language),
        "span": lambda meeting: words.span(meeting.starts, meeting.ends, language),
        "day": lambda ms: words.day(ms, language, _),
        "lasting": lambda ms: words.lasting(ms, _),
        "ago": lambda ms: words.ago_long(ms, _),
        "title_of": lambda lesson: state.shelf.title(lesson, language),
        "step_words": state.shelf.step_words,
        "words": words,
    }
    return engine.get_template(template).render(context | given)


def page(request: Browser, template: str, *, status: int = 200, **given: object) -> Response[str]:
    """A whole page, with what stands on the rail."""
    rail = _rail(request) if request.user else {}
    html = fragment(request, template, **rail, **given)
    return Response(html, media_type=MediaType.HTML, status_code=status, headers={"Cache-Control": "no-store"})


def _rail(request: Browser) -> dict[str, object]:
    """The centre's name, and how many things there are to do on each page."""
    assert request.user is not None
    centre, now = request.user.centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        title = places.centre_title(connection, centre)
        badges = {"/lessons": alerts.waiting(connection, centre, request.user.id)}
        meeting = places.meeting_for(connection, centre, now)
        if meeting is None:
            return {"centre": title, "badges": badges}
        waiting = len(classroom.class_view(connection, centre, meeting, now).queue) if meeting.is_open(now) else 0
        conflicts = len(reports.sheet(connection, centre, meeting, now).conflicts)
    return {"centre": title, "badges": {**badges, "/live": waiting, "/attendance": conflicts}}


@lru_cache
def _codepoints() -> dict[str, str]:
    text = (resources.assets() / "icons" / "icons.json").read_text(encoding="utf-8")
    return {name: chr(int(code, 16)) for name, code in json.loads(text).items()}


def icon(name: str) -> Markup:
    """An icon; a word stands beside it always, so it is hidden from screen readers."""
    return Markup('<span class="icon" aria-hidden="true">{}</span>').format(_codepoints()[name])


def _files() -> dict[str, tuple[Path, str]]:
    fonts, icons, own = resources.assets() / "fonts", resources.assets() / "icons", HERE / "static"
    woff = "font/woff2"
    return {
        "hub.css": (own / "hub.css", "text/css; charset=utf-8"),
        "hub.js": (own / "hub.js", "text/javascript; charset=utf-8"),
        "icons.woff2": (icons / "icons.woff2", woff),
        "icon.svg": (own / "icon.svg", "image/svg+xml"),
        **{
            f"hk-{weight}{part}.woff2": (fonts / f"NotoSansHK-{weight}{part}.woff2", woff)
            for weight in ("400", "700")
            for part in ("", "-yue", "-rare")
        },
    }


@lru_cache
def static_file(name: str) -> tuple[bytes, str] | None:
    """A file that pages need, and what it is. There are no others, whatever is asked for."""
    found = _files().get(name)
    return (found[0].read_bytes(), found[1]) if found else None


def static_address(name: str) -> str:
    """Where a file is served; the address changes with the file, so browsers may keep it."""
    found = static_file(name)
    assert found is not None
    return f"/static/{name}?{hashlib.sha256(found[0]).hexdigest()[:12]}"
