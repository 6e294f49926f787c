"""A draft of what a centre writes down when a tablet is lost: what the hub knows, in Chinese and then in English.

People finish it. No law is explained in it: a centre's own procedure says whom it must tell, and when.
"""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from elderapp import clock, i18n
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.standing import Standing, Stored
from elderapp.i18n import Words

Part = tuple[str, tuple[str, ...]]
"""A heading and its lines."""
BLANK = "＿" * 10


class Lost(Struct, frozen=True):
    """What is known: whose tablet it is, and about `unsent` statements that it had not handed in."""

    centre: str
    device: Device
    standing: Standing
    stored: Stored
    unsent: int


class Note(Struct, frozen=True):
    """A draft: its title, and its parts in both languages."""

    title: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """As plain text."""
        blocks = [f"{heading}\n" + "\n".join(lines) for heading, lines in self.parts]
        return "\n\n".join([self.title, *blocks]) + "\n"


def draft(lost: Lost) -> Note:
    """The draft for one tablet. Names are in it: it stays in the centre."""
    yue, en = i18n.words(i18n.SOURCE), i18n.words("en")
    title = f"{yue('資料外洩事故紀錄（草稿）')} {en('資料外洩事故紀錄（草稿）')}・{lost.centre}・{lost.device.label}"
    return Note(title, (*_parts(lost, yue), *_parts(lost, en)))


def _parts(lost: Lost, _: Words) -> Iterator[Part]:
    stored = lost.stored
    yield _("一・發生了甚麼"), tuple(_happened(lost, _))
    yield (
        _("二・涉及甚麼資料"),
        (
            _("學員的稱呼、會員編號、所選圖像、上課紀錄和學習進度。沒有身份證號碼、出生日期、地址、電話或相片。"),
            _("平板的檔案沒有另外加密：誰能解鎖平板，便可能讀到。"),
        ),
    )
    people = "、".join(f"{name or who}（{_when(last)}）" for who, name, last in stored.people)
    yield (
        _("三・涉及甚麼人（{n} 人）").format(n=len(stored.people)),
        (
            _("九十日內用過這部平板的學員，以中心收到的紀錄為準；最後一堂的同班學員也可能在內。"),
            people or "—",
        ),
    )
    left = _("約 {n} 項").format(n=lost.unsent) if lost.unsent else _("沒有，以中心最後所知")
    yield (
        _("四・未交的紀錄"),
        (
            _("中心收到 {n} 項，最後一項在 {when}。").format(n=stored.rows, when=_when(stored.last)),
            _("之後未交：{left}。這段時間的出席以導師點名為準。").format(left=left),
        ),
    )
    yield _("五・跟進"), tuple(f"□ {line}　{BLANK}" for line in _to_do(_))


def _happened(lost: Lost, _: Words) -> Iterator[str]:
    when, seen = _when(lost.standing.lost), _when(lost.device.seen)
    number = lost.device.label
    yield _("{number} 號平板於 {when} 報失並即時停用，不能再取得或交出任何資料。").format(number=number, when=when)
    yield _("中心最後收到它的消息：{when}。").format(when=seen)
    yield _("在何處、如何遺失：") + BLANK * 3


def _to_do(_: Words) -> tuple[str, ...]:
    return (
        _("通知中心主任"),
        _("按中心程序決定是否通知個人資料私隱專員公署、資助機構和學員"),
        _("更換導師在平板的密碼"),
        _("找回後重新安裝，再配對"),
        _("經手人及日期："),
    )


def _when(ms: int) -> str:
    if not ms:
        return "—"
    return dt.datetime.fromtimestamp(ms / 1000, clock.HONG_KONG).strftime("%Y-%m-%d %H:%M")
