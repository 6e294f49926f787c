from elderapp.authoring.build import Library, build_lesson
from elderapp.authoring.source import read_text


def built(text: str):
    return build_lesson("f.yaml", read_text(text, "f.yaml").root, Library())


def test_a_lesson_with_an_error_is_drafted_and_not_given_out():
    found = built("lesson: a\ntitle: 甲\nminutes: x")

    assert found.draft is not None
    assert found.lesson is None


def test_what_is_no_mapping_is_no_lesson():
    assert (None, ["L103"]) == (built("- a").draft, [problem.code for problem in built("- a").problems])


def test_goal_and_praise_are_made_of_the_title_where_the_author_says_none():
    draft = built("lesson: a\ntitle: 過數").draft

    assert ("過數", "過數，你識做喇。") == (draft.goal.text, draft.done.text)


def test_a_line_may_tell_its_own_sound():
    draft = built("lesson: a\ntitle: {text: 行長, speech: 航掌}").draft

    assert ("行長", "航掌") == (draft.title.text, draft.title.speech)


def test_who_reviewed_and_when_is_kept():
    assert "2026-11-20 陳大文" == built('lesson: a\nreviewed: {by: 陳大文, on: "2026-11-20"}').draft.reviewed


def test_a_reviewed_of_another_word_is_told():
    assert "L104" in [problem.code for problem in built("lesson: a\nreviewed: yes").problems]


def test_a_value_of_with_is_text():
    assert "L103" in [problem.code for problem in built("lesson: a\nwith: {b: [c]}").problems]
