from elderapp import i18n
from elderapp.lesson.model import Line
from elderapp.workshop.handouts import card_of, sheet_of
from elderapp.workshop.stills import Still
from tests.desk import ours

FOUND = ours()
PAY = FOUND.lessons["pay-fps-check-payee"]


def test_the_card_has_the_lesson_s_lines_and_no_name_of_anybody():
    card = card_of(PAY, [Still("a", Line("x", "撳「轉數快」。"), b"")], str)

    assert PAY.card == card.lines
    assert ("撳「轉數快」。",) == tuple(step.say.text for step in card.steps)
    assert "內容待核實" == card.notice
    assert 3 == len(card.checklist)


def test_the_run_sheet_tells_each_stage_its_answers_and_what_is_due():
    scam = FOUND.lessons["scam-fake-cs"]
    sheet = sheet_of(scam, {}, "2027-12-31", str)
    trick = next(part for part in sheet.parts if part.name == "真定假")

    assert ["點解學", "一齊", "自己做", "幫阿玲", "真定假"] == [part.name for part in sheet.parts]
    assert any("【假】" in line for line in trick.lines)
    assert any("【真】" in line for line in trick.lines)
    assert any(line.startswith("　○") for line in trick.lines)
    assert "adcc-hotline" in dict(sheet.facts)["要再查嘅資料"]
    assert len(scam.sources) == len(sheet.sources)


def test_a_reviewed_lesson_says_by_whom_and_an_overdue_one_that_it_is():
    from msgspec.structs import replace

    reviewed = replace(PAY, reviewed="陳大文 2026-11-20", review_by="2027-05-20")

    assert "陳大文" in dict(sheet_of(reviewed, {}, "2026-11-23", str).facts)["核實"]
    assert "2027-05-20" in dict(sheet_of(reviewed, {}, "2027-06-01", str).facts)["核實"]


def test_the_time_of_a_stage_is_its_voice_and_four_seconds_an_action():
    stage = next(stage for stage in PAY.stages if stage.kind == "why")
    silent, voiced = (
        next(part.time for part in sheet_of(PAY, seconds, "2026-11-23", str).parts if part.name == "點解學")
        for seconds in ({}, {stage.steps[0].say.id: 41.0})
    )

    assert ("約 5 秒", "約 40 秒") == (silent, voiced)


def test_in_english_the_labels_are_english():
    assert any("min" in text for _, text in sheet_of(PAY, {}, "2026-11-23", i18n.words("en")).facts)
