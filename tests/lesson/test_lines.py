from elderapp.lesson import model
from elderapp.lesson.lines import lines_of, parts_of
from elderapp.lesson.model import Line


def line(name: str) -> Line:
    return Line(name, name)


STEPS = (
    model.Say(id="1", say=line("say")),
    model.Show(id="2", moves=(model.Move(say=line("move"), act="tap", mock="m", screen="s"),)),
    model.Tap(
        id="3",
        say=line("tap"),
        where=line("where"),
        mock="m",
        screen="s",
        target="t",
        slip=model.Slip(line("ask"), "u", line("slipped")),
    ),
    model.Gesture(id="4", say=line("swipe"), where=line("where"), mock="m", screen="s", gesture="up"),
    model.Type(id="5", say=line("type"), where=line("where"), mock="m", screen="s", field="f", expect="1"),
    model.Choose(id="6", say=line("choose"), options=(model.Option("o", line("option"), line("because")),)),
    model.Spot(
        id="7",
        say=line("spot"),
        genuine=False,
        message=model.Message(sender="x", parts=()),
        suspicious=(model.Mark("m", line("mark")),),
        because=line("whole"),
    ),
    model.Call(
        id="8",
        say=line("call"),
        caller="x",
        start="a",
        hang_up="b",
        turns={
            "a": model.Turn(hear=line("hear"), replies=(model.Reply("r1", "b", line("reply")),)),
            "b": model.Turn(end="good", say=line("end")),
        },
    ),
    model.Checklist(id="9", say=line("list"), items=(line("item"),)),
)


def test_every_line_of_every_step_comes_once(made):
    lesson = made(*STEPS, stage="trick", card=(line("card"),))
    wanted = "say move tap where ask slipped swipe type choose option because spot mark whole call hear reply end list"

    found = [one.id for one in lines_of(lesson)]
    assert [*wanted.split(), "item", "card"] == [name for name in found if not name.startswith("a/")]
    assert len(found) == len(set(found))


def test_answers_and_stories_are_told_from_instructions(made):
    parts = {one.id: part for one, part in parts_of(made(*STEPS, stage="trick"))}

    assert {"option", "reply"} == {name for name, part in parts.items() if part == "answer"}
    assert {"because", "mark", "whole", "hear", "end"} == {name for name, part in parts.items() if part == "story"}
    assert {"a/title"} == {name for name, part in parts.items() if part == "title"}
