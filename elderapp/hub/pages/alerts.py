"""「今日騙案」: somebody writes it, somebody else looks and publishes it, and this centre's tablets have it."""

import asyncio
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import alerts as forms
from elderapp.hub import publishing
from elderapp.hub.alerts import Fault, Words
from elderapp.hub.auth import AUTHORS, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages import words as page_words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import alerts, audit
from elderapp.hub.storage.alerts import Alert
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.studio import Spoken, Studio, Unfit
from elderapp.hub.threads import in_thread
from elderapp.packs.trust import ALERTS

LARGEST = 8 * 1024 * 1024
"""Bytes of an uploaded voice."""
SOUNDS = (".wav", ".ogg", ".oga", ".opus", ".mp3", ".m4a")


@get("/alerts", opt=AUTHORS, include_in_schema=False)
@in_thread
def show_all(request: Browser) -> Response[str]:
    """Every alert of the centre."""
    member = member_of(request)
    with reading(request.app.state.engine) as connection:
        found = alerts.alerts(connection, member.centre)
    return page(request, "alerts.html", alerts=found, today=clock.day_of(clock.wall_ms()))


@get("/alerts/new", opt=AUTHORS, include_in_schema=False)
@in_thread
def new(request: Browser) -> Response[str]:
    """An empty form."""
    return _form(request, "", Words(), ())


@get("/alerts/{alert:str}/edit", opt=AUTHORS, include_in_schema=False)
@in_thread
def edit(request: Browser, alert: FromPath[str]) -> Response[str]:
    """The form of one that nobody approved yet."""
    found = _waiting(request, alert)
    return _form(request, found.id, found.words, (), has_voice=found.has_voice)


def _form(
    request: Browser, name: str, given: Words, faults: tuple[Fault, ...], *, has_voice: bool = False
) -> Response[str]:
    by_field: dict[str, list[Fault]] = {}
    for fault in faults:
        by_field.setdefault(fault.field, []).append(fault)
    studio = request.app.state.settings.studio()
    errors = [fault for fault in faults if fault.severity == "error"]
    return page(
        request, "alert_form.html", status=422 if errors else 200, name=name, given=given, faults=by_field,
        errors=errors, has_voice=has_voice, may_record=studio.record is not None, kinds=forms.KINDS,
        sounds=",".join(SOUNDS), says=page_words.FAULTS, names=page_words.ALERT_FIELDS, lives=forms.LIVES,
    )  # fmt: skip


@post("/alerts", opt=AUTHORS, include_in_schema=False, status_code=303, request_max_body_size=LARGEST + 65536)
async def add(request: Browser) -> Response[str]:
    """A new alert, if there is nothing wrong with it."""
    return await _take(request, "")


@post("/alerts/{alert:str}", opt=AUTHORS, include_in_schema=False, status_code=303,
      request_max_body_size=LARGEST + 65536)  # fmt: skip
async def change(request: Browser, alert: FromPath[str]) -> Response[str]:
    """Other words for one that nobody approved yet."""
    await asyncio.to_thread(_waiting, request, alert)
    return await _take(request, alert)


async def _take(request: Browser, name: str) -> Response[str]:
    given = forms.read(await fields(request, longest=400))
    form = await request.form()
    upload, drops = form.get("voice"), bool(form.get("drop_voice"))
    sound = await upload.read() if isinstance(upload, UploadFile) else b""
    kind = upload.filename if isinstance(upload, UploadFile) else ""
    return await asyncio.to_thread(_save, request, name, given, (sound, kind), drops)


def _save(request: Browser, name: str, given: Words, upload: tuple[bytes, str], drops: bool) -> Response[str]:
    member, now, state = member_of(request), clock.wall_ms(), request.app.state
    studio: Studio = state.settings.studio()
    identity = name or f"{ALERTS}{member.centre}-{clock.new_id().replace('-', '')[-12:]}"
    before = _find(request, name) if name else None
    faults = forms.check(given, identity, clock.day_of(now), studio)
    spoken, wrong = _recorded(identity, given, upload, studio)
    stale = bool(before and before.has_voice and before.words.story != given.story and not spoken)
    if wrong:
        faults.append(Fault("voice", wrong))
    if any(fault.severity == "error" for fault in faults):
        return _form(request, name, given, tuple(faults), has_voice=bool(before and before.has_voice))

    def act(connection: Connection) -> None:
        alerts.save(connection, member.centre, identity, given, member.id, now)
        if spoken or drops or stale:
            clip, sound = (spoken.clip, spoken.sound) if spoken else (None, None)
            alerts.save_voice(connection, member.centre, identity, clip, sound)
        audit.note(connection, member.centre, member.id, "alert-written", identity, now)

    transact(state.engine, act)
    return Redirect(f"/alerts/{identity}", status_code=303)


def _recorded(
    name: str, given: Words, upload: tuple[bytes, str], studio: Studio
) -> tuple[Spoken | None, str]:  # fmt: skip
    """A clip of what was uploaded, or why it cannot be used."""
    sound, file = upload
    if not sound or not given.story:
        return None, ""
    if studio.record is None:
        return None, "no-studio"
    if len(sound) > LARGEST:
        return None, "too-large"
    if not file.lower().endswith(SOUNDS):
        return None, "not-a-sound"
    try:
        return studio.record(forms.recorded(name, given, studio), sound), ""
    except Unfit as error:
        return None, error.code


@get("/alerts/{alert:str}", opt=AUTHORS, include_in_schema=False)
@in_thread
def show(request: Browser, alert: FromPath[str]) -> Response[str]:
    """One alert as learners will meet it, and what is to be done with it."""
    return _one(request, _find(request, alert))


def _one(request: Browser, one: Alert, *, status: int = 200, wrong: str = "") -> Response[str]:
    studio: Studio = request.app.state.settings.studio()
    today = clock.day_of(clock.wall_ms())
    warnings = [fault for fault in forms.check(one.words, one.id, today, studio) if fault.severity == "warning"]
    return page(
        request, "alert.html", status=status, one=one, parts=forms.pieces(one.words), wrong=wrong, today=today,
        may_approve=one.state == "waiting" and one.writer != member_of(request).id, warnings=warnings,
        until=publishing.expires_on(today), machine=studio.speak is not None, says=page_words.FAULTS,
        names=page_words.ALERT_FIELDS,
    )  # fmt: skip


@post("/alerts/{alert:str}/approve", opt=AUTHORS, include_in_schema=False, status_code=303)
async def approve(request: Browser, alert: FromPath[str]) -> Response[str]:
    """Somebody else than its writer publishes it, as they saw it."""
    seen = (await fields(request)).get("made", "")
    return await asyncio.to_thread(_approve, request, alert, seen)


def _approve(request: Browser, name: str, seen: str) -> Response[str]:
    member, state, now = member_of(request), request.app.state, clock.wall_ms()
    one = _waiting(request, name)
    if one.writer == member.id:
        return _one(request, one, status=403, wrong="own")
    if seen != str(one.made):
        return _one(request, one, status=409, wrong="changed")
    expires = publishing.expires_on(clock.day_of(now))
    with reading(state.engine) as connection:
        voice = alerts.voice(connection, member.centre, name)
    made = publishing.make(
        one.words, name, expires, state.settings.studio(), publishing.key_of(state.settings.data), voice
    )

    def act(connection: Connection) -> bool:
        done = alerts.publish(
            connection, member.centre, name, one.made, member.id, expires, made.data, made.digest, now
        )  # fmt: skip
        if done:
            audit.note(connection, member.centre, member.id, "alert-published", name, now)
        return done

    if not transact(state.engine, act):
        return _one(request, _find(request, name), status=409, wrong="changed")
    publishing.put_on_shelf(state.settings.alert_folder, made.digest, made.data)
    state.shelf.look_again()
    logger.info("alert", centre=member.centre, alert=name, lines=made.lines, voiced=made.voiced, staff=member.id)
    return Redirect(f"/alerts/{name}", status_code=303)


@post("/alerts/{alert:str}/withdraw", opt=AUTHORS, include_in_schema=False, status_code=303)
@in_thread
def withdraw(request: Browser, alert: FromPath[str]) -> Response[str]:
    """From the next sync on no tablet has it."""
    member, now = member_of(request), clock.wall_ms()
    one = _find(request, alert)

    def act(connection: Connection) -> None:
        if alerts.withdraw(connection, member.centre, one.id, now):
            audit.note(connection, member.centre, member.id, "alert-withdrawn", one.id, now)

    transact(request.app.state.engine, act)
    return Redirect(f"/alerts/{one.id}", status_code=303)


@get("/alerts/{alert:str}/voice", opt=AUTHORS, include_in_schema=False)
@in_thread
def listen(request: Browser, alert: FromPath[str]) -> Response[bytes]:
    """The recording, levelled as tablets will say it."""
    with reading(request.app.state.engine) as connection:
        found = alerts.voice(connection, member_of(request).centre, alert)
    if found is None:
        raise NotFound("nobody recorded this alert")
    headers: dict[str, Any] = {"Cache-Control": "no-store"}
    return Response(found[1], media_type="audio/ogg", headers=headers)


def _find(request: Browser, name: str) -> Alert:
    with reading(request.app.state.engine) as connection:
        found = alerts.find(connection, member_of(request).centre, name)
    if found is None:
        raise NotFound("there is no such alert")
    return found


def _waiting(request: Browser, name: str) -> Alert:
    found = _find(request, name)
    if found.state != "waiting":
        raise NotFound("this alert is published: it can be withdrawn, not changed")
    return found
