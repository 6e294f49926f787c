"""Answers as a table: whose they are, and what is wrong, by row and column."""

from elderapp.hub import answer_sheets
from elderapp.hub.answer_sheets import Entry, Fault, Member, Plan
from elderapp.hub.storage.confidence import AFTER, BEFORE, Answers

LISTED = [Member("a", "陳太", "B01"), Member("b", "李生", "B02"), Member("c", "張伯", "")]
HEAD = ["姓名", "會員編號", "開班前", "完班後"]


def test_answers_are_read_by_member_number_in_words_or_figures():
    rows = [["Member Number", "AFTER", "before"], ["B01", "有信心", "1"], ["", "", ""], ["B02", "—", "so-so"]]
    found = answer_sheets.read(rows, LISTED)

    assert () == found.faults
    assert (Entry("a", 1, 3), Entry("b", 2, 0)) == found.entries
    assert {("a", BEFORE): 1, ("a", AFTER): 3, ("b", BEFORE): 2} == answer_sheets.said(found.entries)
    known = {"a": Answers(1, 2), "b": Answers()}
    assert Plan(new=1, changed=1, same=1) == answer_sheets.plan(found.entries, known)


def test_everything_wrong_is_told_by_row_and_column_at_once():
    rows = [
        HEAD, ["", "", "有信心", ""], ["誰", "X9", "", ""], ["陳太", "B01", "好有", "4"], ["李伯", "B02", "1", ""],
        ["陳太", "B01", "1", "2"],
    ]  # fmt: skip
    found = answer_sheets.read(rows, LISTED)

    assert (
        Fault(2, "會員編號", "member-missing", ""), Fault(3, "會員編號", "member-unknown", "X9"),
        Fault(4, "開班前", "not-an-answer", "好有"), Fault(4, "完班後", "not-an-answer", "4"),
        Fault(5, "姓名", "name-differs", "李伯"), Fault(6, "會員編號", "member-twice", "B01"),
    ) == found.faults  # fmt: skip


def test_a_table_without_what_it_needs_is_refused_as_a_whole():
    assert [(1, "會員編號"), (1, "開班前"), (1, "完班後")] == [
        (one.row, one.column) for one in answer_sheets.read([["編號"]], LISTED).faults
    ]
    assert ["column-missing"] * 2 == [one.code for one in answer_sheets.read([["會員編號"]], LISTED).faults]
    assert () == answer_sheets.read([["會員編號", "完班後"], ["B01", "3"]], LISTED).faults
    assert ["nothing"] == [one.code for one in answer_sheets.read([HEAD, ["陳太", "B01", "", ""]], LISTED).faults]
    many = [HEAD, *([["", f"{n}", "1", ""] for n in range(answer_sheets.MOST_ROWS + 1)])]
    assert ["too-many"] == [one.code for one in answer_sheets.read(many, LISTED).faults]


def test_the_sheet_that_is_given_out_can_be_read_again():
    rows = answer_sheets.sheet(LISTED[:2], {"b": Answers(2, 3)})

    assert [HEAD, ["陳太", "B01", "", ""], ["李生", "B02", "麻麻哋", "有信心"]] == rows
    assert (Entry("b", 2, 3),) == answer_sheets.read(rows, LISTED).entries
