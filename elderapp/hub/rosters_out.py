"""Lists of learners as files to take away: a plain table and OneRoster 1.1. What comes in: `elderapp.hub.rosters`."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from elderapp.hub.rosters import COLUMNS, LIVING_WORDS
from elderapp.hub.storage.courses import Cohort
from elderapp.hub.storage.people import Person


def table(found: Sequence[Person]) -> list[list[str]]:
    """Learners as a plain table, as `read_table` reads it; somebody in two classes has a row for each."""
    rows = [[names[0] for names in COLUMNS.values()]]
    living = {code: word for word, code in LIVING_WORDS.items() if word in ("獨老", "雙老")}
    for one in found:
        for cohort in one.cohorts.values() or ("",):
            rows.append([one.name, one.member, one.band, one.district, living.get(one.living, ""), cohort])
    return rows


_USERS = (
    "sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds",
    "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades",
    "password",
)  # fmt: skip
_CLASSES = (
    "sourcedId", "status", "dateLastModified", "title", "grades", "courseSourcedId", "classCode", "classType",
    "location", "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods",
)  # fmt: skip
_ENROLLMENTS = (
    "sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary",
    "beginDate", "endDate",
)  # fmt: skip
_FILES = ("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
          "enrollments", "lineItems", "orgs", "resources", "results", "users")  # fmt: skip


def oneroster(centre: int, title: str, found: Sequence[Person], cohorts: Sequence[Cohort]) -> bytes:
    """OneRoster 1.1 in bulk: one org, its classes, learners and enrolments. What a centre does not keep stays empty."""
    org = f"centre-{centre}"
    running = [one for one in cohorts if not one.ended]
    users = [
        {"sourcedId": one.id, "enabledUser": "true", "orgSourcedIds": org, "role": "student", "username": one.id,
         "givenName": one.name, "identifier": one.member}
        for one in found
    ]  # fmt: skip
    classes = [
        {"sourcedId": one.id, "title": one.title, "classType": "scheduled", "location": one.venue,
         "courseSourcedId": one.id, "schoolSourcedId": org, "termSourcedIds": ""}
        for one in running
    ]  # fmt: skip
    enrolments = [
        {"sourcedId": f"{cohort}-{one.id}", "classSourcedId": cohort, "schoolSourcedId": org, "userSourcedId": one.id,
         "role": "student", "primary": "false"}
        for one in found
        for cohort in one.cohorts
    ]  # fmt: skip
    orgs = [{"sourcedId": org, "name": title, "type": "school", "identifier": str(centre)}]
    heads = ("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId")
    courses_ = [{"sourcedId": one.id, "title": one.title, "orgSourcedId": org} for one in running]
    course_heads = ("sourcedId", "status", "dateLastModified", "schoolYearSourcedId", "title", "courseCode", "grades",
                    "orgSourcedId", "subjects", "subjectCodes")  # fmt: skip
    files = {
        "manifest.csv": _manifest(),
        "orgs.csv": _csv(heads, orgs),
        "users.csv": _csv(_USERS, users),
        "classes.csv": _csv(_CLASSES, classes),
        "courses.csv": _csv(course_heads, courses_),
        "enrollments.csv": _csv(_ENROLLMENTS, enrolments),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _manifest() -> str:
    bulk = {"classes", "courses", "enrollments", "orgs", "users"}
    rows = [("propertyName", "value"), ("manifest.version", "1.0"), ("oneroster.version", "1.1")]
    rows += [(f"file.{name}", "bulk" if name in bulk else "absent") for name in _FILES]
    rows += [("source.systemName", "ElderApp"), ("source.systemCode", "elderapp")]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _csv(heads: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, heads, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
