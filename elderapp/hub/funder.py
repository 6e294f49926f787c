"""The names of cells that a funder's workbook may hold, each with what stands in it. One list, from one report."""

from elderapp.hub.figures import Report
from elderapp.hub.storage import people
from elderapp.hub.tallies import TOPICS
from elderapp.lesson.model import TRACKS
from elderapp.paper.workbook import PREFIX, Cell


def _code(word: str) -> str:
    """A code as part of a name: letters, digits and underscores.

    >>> _code("60-64"), _code("85+"), _code("e-payments")
    ('60_64', '85_up', 'e_payments')
    """
    return word.replace("-", "_").replace("+", "_up")


def values(report: Report, title: str, month: str) -> dict[str, Cell | None]:
    """What each name stands for; None where the report says nothing. `title` is the centre's, `month` in words."""
    total, said = report.total, report.confidence
    found: dict[str, Cell | None] = {
        "centre": title, "month": month, "visits": total.visits, "people": total.people, "sessions": total.sessions,
        "hours": total.hours, "completions": report.completions, "desk_visits": report.desk_visits,
        "enquiries": report.enquiries, "enquiry_minutes": report.enquiry_minutes, "under_60_visits": report.young,
    }  # fmt: skip
    if report.asked.cohort:  # the help desk belongs to no class
        found |= dict.fromkeys(("desk_visits", "enquiries", "enquiry_minutes"))
    found |= {f"people_{_code(band or 'age_unknown')}": count for band, count in report.bands}
    found |= {f"people_living_{living}": count for living, count in report.livings}
    found |= {f"completions_{_code(track)}": count for track, count in report.topics}
    found |= {f"enquiries_{_code(topic)}": None if report.asked.cohort else n for topic, n in report.questions}
    asked = said.people or None
    found |= {
        "confidence_people": asked,
        "confidence_better": said.better if asked else None,
        "confidence_worse": said.worse if asked else None,
    }
    return {f"{PREFIX}{name}": value for name, value in found.items()}


NAMES: dict[str, tuple[str, str]] = {
    **{f"{PREFIX}{name}": (name, "") for name in (
        "centre", "month", "visits", "people", "sessions", "hours", "completions", "desk_visits", "enquiries",
        "enquiry_minutes", "under_60_visits", "confidence_people", "confidence_better", "confidence_worse",
    )},
    **{f"{PREFIX}people_{_code(band or 'age_unknown')}": ("people", band) for band in (*people.BANDS[:-1], "")},
    **{f"{PREFIX}people_living_{living}": ("living", living) for living in ("single", "double")},
    **{f"{PREFIX}completions_{_code(track)}": ("completions", track) for track in TRACKS},
    **{f"{PREFIX}enquiries_{_code(topic)}": ("enquiries", topic) for topic in TOPICS},
}  # fmt: skip
"""Every name we fill: of which number it is, and which part of that number (all of it where this is empty)."""
