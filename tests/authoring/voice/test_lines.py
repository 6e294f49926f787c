from elderapp.authoring.voice.lines import of_interface, of_lesson
from elderapp.lesson.model import Call, Lesson, Line, Reply, Stage, Turn


def test_every_line_of_a_lesson_is_found_once():
    task = Line("a/goal", "學識收線。")
    turns = {"start": Turn(hear=Line("a/c/hear", "喂？"), replies=(Reply("r1", "safe", Line("a/c/r1", "收線")),))}
    call = Call(id="c", say=task, caller="騙徒", start="start", hang_up="safe", turns=turns)
    lesson = Lesson(
        id="a",
        track="scams",
        title=Line("a/title", "收線"),
        goal=task,
        minutes=5,
        stages=(Stage("trick", (call,), Line("a/trick/say", "聽電話。")),),
        card=(Line("a/card-1", "收線、核實。"),),
        done=Line("a/done", "你識做喇。"),
    )

    assert {"a/title", "a/goal", "a/c/hear", "a/c/r1", "a/trick/say", "a/card-1", "a/done"} == set(of_lesson(lesson))


def test_the_app_itself_speaks():
    assert "你仲喺唔喺度呀？" == of_interface()["ui/still-there"].text
