"""真定假？ in the real window: a message is judged, and the guess is on the disk."""

from elderapp import resources
from elderapp.authoring.workspace import load
from tests.player import lessons as the


def test_a_message_is_judged_and_the_guess_is_on_the_disk(sit_down):
    bank = load(resources.lessons(), only="drills").bank
    somebody = sit_down(lessons={the.PAY.id: the.PAY, bank.id: bank})
    somebody.tap("learner:c1", "scams", "lesson:drills")
    message = somebody.shell.state.play.current
    somebody.listen()
    somebody.tap("answer:verify")
    somebody.tap("answer:genuine" if message.genuine else "answer:fake")

    assert {f"drill-{message.message.kind}", f"drills/{message.id}/hear-1"} <= set(somebody.heard)
    [told] = [row for row in somebody.rows() if str(row.verb) == "answered"]
    assert (f"drills/trick/{message.id}", "verify") == (told.object, told.result["action"])
    assert (message.genuine, message.genuine) == (told.result["genuine"], told.result["guess"])
    assert somebody.store.progress("c1")["drills"].guesses == {f"trick/{message.id}": "fg"[message.genuine] * 2}
