"""Tables about lessons: how steps went, scam alerts, packs that were published. None of them knows a learner."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from elderapp.hub.storage.columns import key, moment, number, text
from elderapp.hub.storage.schema import metadata

TIMES = 8
"""How many boxes the times of a step are counted in (`elderapp.hub.insight.LIMITS`)."""


step_tally = Table(  # how often a step was done in a month, how it went, and how long it took
    "step_tally", metadata, key("centre", Integer), key("lesson"), key("place"), key("month"),
    *(number(name) for name in ("done", "hinted", "shown", "again", "stuck")),
    *(number(f"t{n}") for n in range(TIMES)),
)  # fmt: skip

wrong_tally = Table(  # what was picked first where it was not it
    "wrong_tally", metadata, key("centre", Integer), key("lesson"), key("place"), key("month"), key("picked"),
    number("n"),
)  # fmt: skip

step_open = Table(  # the step a tablet shows, and since when: a time is known once it is done
    "step_open", metadata, key("centre", Integer), key("device"), text("attempt"), text("place"), moment("since"),
)  # fmt: skip

changed_report = Table(  # 「畫面唔同咗」: the real app looks different now, says a trainer
    "changed_report", metadata, key("centre", Integer), key("report"), text("lesson"), text("place"), moment("made"),
    text("staff"), moment("settled"), text("settler"),
    Index("changed_report_lesson", "centre", "lesson"),
)  # fmt: skip

alert = Table(  # a scam alert: `words` as JSON, `voice` an Ogg file, `pack` as signed once it is published
    "alert", metadata, key("centre", Integer), key("alert"), text("state"), text("title"), text("words"),
    text("writer"), moment("made"), text("approver"), moment("approved"), text("expires"), moment("withdrawn"),
    Column("voice", LargeBinary, nullable=True), text("clip"), Column("pack", LargeBinary, nullable=True),
    text("digest"),
    Index("alert_made", "centre", "made"),
)  # fmt: skip

release = Table(  # which version of a pack is for which tablets; `tablets` is empty where all are meant
    "release", metadata, key("centre", Integer), key("release"), text("pack"), text("version"), text("digest"),
    text("tablets"), moment("made"), text("staff"), text("kind"),
    Index("release_pack", "centre", "pack"),
)  # fmt: skip

fetched = Table(  # which version of a pack a tablet took last
    "fetched", metadata, key("centre", Integer), key("device"), key("pack"), text("version"), text("digest"),
    moment("made"),
)  # fmt: skip
