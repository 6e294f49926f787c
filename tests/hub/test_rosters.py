"""Lists that come as files: everything that is wrong by row and column, or people and classes."""

import csv
import io
import zipfile

import pytest

from elderapp.hub import rosters, rosters_out
from elderapp.hub.rosters import Entry, Fault
from elderapp.hub.storage import courses, people, places
from elderapp.hub.storage.engine import transact
from elderapp.records.people import Learner

HEADS = ["姓名", "會員編號", "年齡組", "地區", "獨老／雙老", "班"]


def test_a_plain_table_is_read_however_it_was_written():
    rows = [
        ["Name", "class", "Member Number", "age band", "living"], ["陳太", "A 班", "7", "65–74", "獨老"],
        ["", "", "", "", ""], ["李生", "", "'=1", "85 或以上", ""],
    ]  # fmt: skip

    assert (
        Entry("陳太", "7", "65-74", living="single", cohort="A 班"), Entry("李生", "=1", "85+")
    ) == rosters.read_table(rows).entries  # fmt: skip


def test_all_that_is_wrong_is_told_at_once_by_row_and_column():
    rows = [
        HEADS, ["", "1", "", "", "", ""], ["陳太", "A123456(3)", "40", "紐約", "兩個", ""],
        ["李生", "1", "", "", "", "班" * 41], ["何太", "x" * 33, "", "", "", ""],
    ]  # fmt: skip

    assert {
        (2, "姓名", "name-missing"), (3, "會員編號", "identity-card"), (3, "年齡組", "not-a-choice"),
        (3, "地區", "not-a-choice"), (3, "獨老／雙老", "not-a-choice"), (4, "會員編號", "member-twice"),
        (4, "班", "name-long"), (5, "會員編號", "member-long"),
    } == {(one.row, one.column, one.code) for one in rosters.read_table(rows).faults}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "column-missing"), ([["編號"], ["1"]], "column-missing"), ([HEADS] + [["陳太"]] * 1001, "too-many")],
)
def test_a_file_that_is_no_such_table_is_refused_as_a_whole(rows, code):
    assert [code] == [one.code for one in rosters.read_table(rows).faults]


def test_text_is_read_as_excel_writes_it_in_hong_kong():
    assert "姓名,陳太" == rosters.decoded("姓名,陳太".encode("big5hkscs"))
    assert "姓名" == rosters.decoded("\ufeff姓名".encode())
    assert None is rosters.decoded(b"\xff\xfe\x00")


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return made.getvalue()


def test_a_zip_that_swells_is_not_opened():
    assert None is rosters.unzipped(zipped(users="a" * (rosters.MOST_INFLATED + 1)))
    assert None is rosters.unzipped(b"PK no zip at all")
    assert {"users.csv": "a"} == rosters.unzipped(zipped(**{"../../users": "a"}))


def test_oneroster_students_come_with_their_class_and_what_is_missing_is_named():
    files = {
        "users.csv": "sourcedId,status,role,givenName,familyName,identifier\nu1,active,student,太,陳,7\n"
        "u2,tobedeleted,student,生,李,8\nu3,active,teacher,晴,周,9\n",
        "classes.csv": "sourcedId,title\nk1,A 班\n",
        "enrollments.csv": "userSourcedId,classSourcedId,role\nu1,k1,student\nu3,k1,teacher\nu9,k1,student\n",
    }

    assert [Fault(4, "enrollments.csv", "user-unknown", "u9")] == list(rosters.read_oneroster(files).faults)
    assert (Entry("陳太", "7", cohort="A 班"),) == rosters.read_oneroster(files).entries
    assert ["file-missing"] * 3 == [one.code for one in rosters.read_oneroster({}).faults]


def test_people_are_matched_by_number_alone_and_what_comes_out_goes_in_again(engine):
    def act(connection):
        places.new_centre(connection, 1, "晴川")
        places.new_cohort(connection, 1, "a", "A 班", [Learner("l1", "陳太", "bird", "7")])
        entries = [Entry("陳太太", "7", "65-74", cohort="B 班"), Entry("陳太", "", cohort="A 班"), Entry("李生", "8")]
        planned = rosters.plan(connection, 1, entries)
        assert planned == rosters.apply(connection, 1, entries, 1000)
        assert (2, 1, 0, ("B 班",)) == (planned.new, planned.changed, planned.same, planned.opened)

        found = people.people(connection, 1)
        assert {"陳太太": ["A 班", "B 班"], "陳太": ["A 班"], "李生": []} == {
            one.name: sorted(one.cohorts.values()) for one in found
        }
        assert "l1" == next(one.id for one in found if one.member == "7")
        again = rosters.read_table(rosters_out.table([one for one in found if one.member]))
        assert (0, 0) == (len(again.faults) - 1, rosters.plan(connection, 1, again.entries).new)
        both = rosters.unzipped(rosters_out.oneroster(1, "晴川", found, courses.cohorts(connection, 1)))
        read = rosters.read_oneroster(both)
        assert () == read.faults
        assert {"陳太太", "陳太", "李生"} == {entry.name for entry in read.entries}
        manifest = dict(list(csv.reader(io.StringIO(both["manifest.csv"])))[1:])
        assert {"oneroster.version": "1.1", "file.users": "bulk", "file.results": "absent"}.items() <= manifest.items()

    transact(engine, act)
