from elderapp.authoring.workspace import load
from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import Show, Tap, Type


def stages(folder):
    lesson = load(folder / "lessons", cuts=False).lessons["pay-fps-send"]
    return lesson, {stage.kind: stage for stage in lesson.stages}


def test_the_stages_come_in_their_order(folder):
    lesson, _ = stages(folder)

    assert ["why", "watch", "together", "alone", "variant", "trick", "checklist"] == [s.kind for s in lesson.stages]


def test_watch_plays_the_steps_of_together_with_their_very_lines(folder):
    _, by = stages(folder)

    (show,) = by["watch"].steps
    assert isinstance(show, Show)
    assert [("tap", "fps", ""), ("type", "pad", "100"), ("tap", "next", ""), ("tap", "ok", "")] == [
        (move.act, move.target, move.text) for move in show.moves
    ]
    assert [step.say for step in by["together"].steps] == [move.say for move in show.moves]


def test_alone_plays_them_without_the_slip_and_asks_for_the_goal(folder):
    lesson, by = stages(folder)

    assert lesson.goal == by["alone"].say
    assert [step.id for step in by["together"].steps] == [step.id for step in by["alone"].steps]
    assert all(step.slip is None for step in by["alone"].steps if isinstance(step, Tap))


def test_a_slip_asks_for_the_wrong_thing_by_its_label(folder):
    _, by = stages(folder)

    slip = by["together"].steps[0].slip
    assert "我哋特登撳錯一次：撳「繳付賬單」。" == slip.ask.text


def test_the_variant_plays_on_another_phone_with_other_words(folder):
    lesson, by = stages(folder)

    kind = {"harbour-bank", "river-bank@variant"}
    assert kind == set(lesson.mocks)
    assert {"river-bank@variant"} == {step.mock for step in by["variant"].steps}
    assert "轉賬 $200 予 CHAN T** M**？" == lesson.mocks["river-bank@variant"].screens["review"].widgets[0].text
    assert "轉賬 $100 予 CHAN T** L**？" == lesson.mocks["harbour-bank"].screens["review"].widgets[0].text
    amount = by["variant"].steps[1]
    assert isinstance(amount, Type)
    assert ("200", "入 $200。") == (amount.expect, amount.say.text)


def test_the_same_words_keep_their_line_and_other_words_get_one_of_their_own(folder):
    _, by = stages(folder)

    assert "pay-fps-send/next/say" == by["variant"].steps[2].say.id
    assert "pay-fps-send/variant.amount/say" == by["variant"].steps[1].say.id


def test_lines_of_a_variant_may_be_said_anew(folder, change):
    change("lesson", 'sum: "200"}}', 'sum: "200"}, say: 幫阿玲過數。, lines: {next: {say: 撳「繼續」。}}}')
    _, by = stages(folder)

    assert "幫阿玲過數。" == by["variant"].say.text
    assert ("pay-fps-send/variant.next/say", "撳「繼續」。") == (
        by["variant"].steps[2].say.id,
        by["variant"].steps[2].say.text,
    )


def test_alone_may_have_its_own_task_and_leave_steps_out(folder, change):
    change("lesson", "alone: same", "alone: {say: 自己過一次。, skip: [ok]}")
    _, by = stages(folder)

    assert "自己過一次。" == by["alone"].say.text
    assert ["open-fps", "amount", "next"] == [step.id for step in by["alone"].steps]


def test_alone_may_be_a_list_of_its_own(folder, change):
    step = "- {do: tap, id: open-fps, screen: home, target: fps, say: 撳轉數快。, where: 喺上面。}"
    change("lesson", "alone: same", f"alone: [{step[2:]}]")
    _, by = stages(folder)

    assert ["pay-fps-send/alone.open-fps/say"] == [step.say.id for step in by["alone"].steps]


def test_watch_may_be_a_list_of_shows(folder, change):
    change(
        "lesson",
        "watch: auto",
        "watch: [{do: show, id: look, moves: [{say: 撳。, tap: fps, screen: home}, "
        '{say: 入。, type: "5", field: pad, screen: amount}]}]',
    )
    _, by = stages(folder)

    (show,) = by["watch"].steps
    assert [("tap", "fps", ""), ("type", "pad", "5")] == [(move.act, move.target, move.text) for move in show.moves]


def test_line_ids_are_unique_and_name_lesson_step_and_field(folder):
    lesson, _ = stages(folder)

    ids = [line.id for line in lines_of(lesson)]
    assert len(ids) == len(set(ids))
    wanted = {"title", "goal", "done", "card-1", "why-1/say", "open-fps/slip-ask", "who/name-because", "parcel-sms/fee"}
    wanted |= {"fake-bank/a", "fake-bank/a-r1", "fake-bank/safe", "checklist/say", "checklist-2", "amount/where"}
    assert {f"pay-fps-send/{field}" for field in wanted} <= set(ids)


def test_reading_twice_gives_the_same_lesson(folder):
    assert load(folder / "lessons").lessons == load(folder / "lessons").lessons


def test_a_value_that_nothing_uses_is_an_error_only_where_it_looks_like_a_slip(change, problems):
    change("lesson", 'sum: "200"}}', 'sun: "200", weather: fine}}')

    assert [("L114", "error"), ("L114", "warning")] == [(one.code, one.severity) for one in problems()]
