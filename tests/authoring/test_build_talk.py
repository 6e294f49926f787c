from elderapp.authoring.workspace import load
from elderapp.lesson.model import Call, Part, Spot


def trick(folder):
    return {step.id: step for step in load(folder / "lessons", cuts=False).lessons["pay-fps-send"].stages[5].steps}


def test_a_message_is_cut_at_its_marked_words(folder):
    spot = trick(folder)["parcel-sms"]

    assert isinstance(spot, Spot)
    assert (
        Part("請去 "),
        Part("parcel.example/pay", "link"),
        Part(" 補 "),
        Part("$8.5", "fee"),
        Part("。"),
    ) == spot.message.parts


def test_a_placeholder_may_stand_inside_of_marked_words(folder, change):
    change("lesson", "{fee|$8.5}", "{fee|${sum}}")

    assert Part("$100", "fee") in trick(folder)["parcel-sms"].message.parts


def test_hanging_up_leads_to_the_first_good_end_unless_the_author_says(folder):
    call = trick(folder)["fake-bank"]

    assert isinstance(call, Call)
    assert ("a", "safe", "不明來電") == (call.start, call.hang_up, call.caller)


def test_a_reply_that_hangs_up_says_so(folder):
    first = trick(folder)["fake-bank"].turns["b"].replies[0]

    assert (True, "收線", "r1") == (first.hang_up, first.say.text, first.id)
