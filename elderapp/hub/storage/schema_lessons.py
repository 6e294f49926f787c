"""Tables about lessons: how steps went, scam alerts, packs that were published. None of them knows a learner."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from elderapp.hub.storage.schema import metadata

TIMES = 8
"""How many boxes the times of a step are counted in (`elderapp.hub.insight.LIMITS`)."""


def _key(name: str, kind: type[Integer] | type[Text] | type[BigInteger] = Text) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _time(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


step_tally = Table(  # how often a step was done in a month, how it went, and how long it took
    "step_tally", metadata, _key("centre", Integer), _key("lesson"), _key("place"), _key("month"),
    *(_number(name) for name in ("done", "hinted", "shown", "again", "stuck")),
    *(_number(f"t{n}") for n in range(TIMES)),
)  # fmt: skip

wrong_tally = Table(  # what was picked first where it was not it
    "wrong_tally", metadata, _key("centre", Integer), _key("lesson"), _key("place"), _key("month"), _key("picked"),
    _number("n"),
)  # fmt: skip

step_open = Table(  # the step a tablet shows, and since when: a time is known once it is done
    "step_open", metadata, _key("centre", Integer), _key("device"), _text("attempt"), _text("place"), _time("since"),
)  # fmt: skip

changed_report = Table(  # 「畫面唔同咗」: the real app looks different now, says a trainer
    "changed_report", metadata, _key("centre", Integer), _key("report"), _text("lesson"), _text("place"), _time("made"),
    _text("staff"), _time("settled"), _text("settler"),
    Index("changed_report_lesson", "centre", "lesson"),
)  # fmt: skip

alert = Table(  # a scam alert: `words` as JSON, `voice` an Ogg file, `pack` as signed once it is published
    "alert", metadata, _key("centre", Integer), _key("alert"), _text("state"), _text("title"), _text("words"),
    _text("writer"), _time("made"), _text("approver"), _time("approved"), _text("expires"), _time("withdrawn"),
    Column("voice", LargeBinary, nullable=True), _text("clip"), Column("pack", LargeBinary, nullable=True),
    _text("digest"),
    Index("alert_made", "centre", "made"),
)  # fmt: skip

release = Table(  # which version of a pack is for which tablets; `tablets` is empty where all are meant
    "release", metadata, _key("centre", Integer), _key("release"), _text("pack"), _text("version"), _text("digest"),
    _text("tablets"), _time("made"), _text("staff"), _text("kind"),
    Index("release_pack", "centre", "pack"),
)  # fmt: skip

fetched = Table(  # which version of a pack a tablet took last
    "fetched", metadata, _key("centre", Integer), _key("device"), _key("pack"), _text("version"), _text("digest"),
    _time("made"),
)  # fmt: skip
