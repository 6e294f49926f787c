"""How each tablet of a centre is doing, in one word, and what to do about it. Pure: the page shows what stands here."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from elderapp.hub.storage.devices import DeviceLine
from elderapp.hub.storage.standing import NOTHING, Standing

Kind = Literal["fine", "itself", "look", "act", "away", "out"]
"""All is well · mends itself · worth a look · somebody must act · in the cupboard · shut out."""
KINDS: tuple[Kind, ...] = ("fine", "itself", "look", "act", "away", "out")

MINUTE = 60_000
SOON = 60 * MINUTE
"""Unsent work of a tablet that was heard within this is on its way; older, somebody must see to it."""
QUIET_AFTER = 24 * 60 * MINUTE
"""A tablet not heard of for a day lies in a cupboard, or is lost."""
LITTLE_ROOM = 0.15
"""Of the disk: below this a pack may not fit any more."""
OFF = MINUTE
"""A clock that is wrong by less is right enough."""


class Line(Struct, frozen=True):
    """One tablet. `unsent` statements as far as the hub knows, `room` of its disk free (percent; -1: unknown).

    `old` packs are not those it is to have, of `packs` in all. `word` says how it is doing, `todo` what to do.
    """

    line: DeviceLine
    standing: Standing
    kind: Kind
    icon: str
    word: str
    todo: str
    unsent: int
    room: int
    packs: int
    old: int

    @property
    def n(self) -> int:
        """The number that the words name, where they name one."""
        return self.line.aside if self.word == ASIDE else self.unsent


UNSENT = "未交 {n} 項"
ASIDE = "{n} 項用唔到"
_TODO = {
    UNSENT: "開機、連返中心 Wi-Fi，唔使撳嘢，佢會自己交。連唔到就用 USB：平板「導師角」撳「抄去 USB」，再喺呢度上載。",
    ASIDE: "呢啲紀錄收咗但用唔到，多數係 App 太新或者太舊。更新中心或者平板。",
    "冇聲": "睇吓有冇插住耳筒，音量有冇閂咗；再唔得就重開部機。上堂照睇字幕。",
    "寫唔入": "平板滿咗：刪走唔要嘅相同 App，騰位之後佢會自己補寫。唔好熄機。",
    "位唔夠": "就快冇位裝新課堂包：刪走唔要嘅相同 App。",
    "個鐘唔啱": "唔使理：收到嘅紀錄已經校正。有空喺設定開返自動時間。",
    "等緊更新": "唔使理：佢連住中心就會自己攞新課堂包。",
    "傳送緊": "唔使理：佢仲傳送緊。",
    "冇消息": "好耐冇消息：開機、連返中心 Wi-Fi。",
    "收咗入櫃": "一日冇開過，紀錄交齊晒。",
    "有問題": "開平板嘅「導師角」→「呢部平板」睇吓，或者喺平板行 elderapp doctor。",
}


def lines(
    known: Sequence[DeviceLine], standings: Mapping[str, Standing], meant: Mapping[str, Mapping[str, str]], now: int
) -> list[Line]:
    """Every tablet by number; `meant` are the versions of the packs that each device is to have, by id."""
    return [
        _line(one, standings.get(one.device.device, NOTHING), meant.get(one.device.device, {}), now) for one in known
    ]


def counts(shown: Sequence[Line]) -> dict[Kind, int]:
    """How many there are of each kind."""
    return {kind: sum(line.kind == kind for line in shown) for kind in KINDS}


def _line(one: DeviceLine, standing: Standing, meant: Mapping[str, str], now: int) -> Line:
    status = standing.status
    unsent = max(0, standing.due - one.statements) if standing.told else 0
    room = round(100 * status.free / status.room) if status.room else -1
    old = sum(status.packs.get(name) != version for name, version in meant.items()) if standing.told else 0
    kind, icon, word = _state(one, standing, unsent, room, old, now)
    return Line(one, standing, kind, icon, word, _TODO.get(word, ""), unsent, room, len(meant), old)


def _state(one: DeviceLine, standing: Standing, unsent: int, room: int, old: int, now: int) -> tuple[Kind, str, str]:
    """The worst that is true of it."""
    device, status = one.device, standing.status
    age = now - device.seen
    facts: tuple[tuple[bool, Kind, str, str], ...] = (
        (standing.lost > 0, "out", "report", "報咗失"),
        (device.revoked > 0, "out", "block", "停用咗"),
        (unsent > 0 and age > SOON, "act", "cloud_off", UNSENT),
        (status.late > 0, "act", "sd_card", "寫唔入"),
        (one.aside > 0, "look", "warning", ASIDE),
        (status.mute, "look", "volume_off", "冇聲"),
        (0 <= room < 100 * LITTLE_ROOM, "look", "sd_card", "位唔夠"),
        (bool(status.trouble) and status.trouble != "hub-unreachable", "look", "warning", "有問題"),
        (age > QUIET_AFTER and not standing.told, "look", "cloud_off", "冇消息"),
        (age > QUIET_AFTER, "away", "inventory_2", "收咗入櫃"),
        (unsent > 0, "itself", "sync", "傳送緊"),
        (abs(device.skew) >= OFF, "itself", "schedule", "個鐘唔啱"),
        (old > 0, "itself", "update", "等緊更新"),
    )
    return next(((kind, icon, word) for is_so, kind, icon, word in facts if is_so), ("fine", "check_circle", "正常"))
