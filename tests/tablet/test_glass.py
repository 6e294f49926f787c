"""What is behind the glass, and what touches it."""

from msgspec.structs import replace


def test_a_finger_anywhere_tells_that_somebody_is_here(chan):
    chan.listen()
    chan.wait(12)
    before = chan.shell._patience.idle
    finger = chan.window.touch(1, 1)
    finger.touch_down()
    finger.touch_up()

    assert before > 5
    assert 0 == chan.shell._patience.idle


def test_larger_text_draws_the_same_screen_anew(chan):
    before = chan.shell.stage.screen
    chan.shell.dress(replace(chan.shell.theme, scale=1.5))

    assert type(before) is type(chan.shell.stage.screen)
    assert before is not chan.shell.stage.screen
    assert {"go", "hand"} <= {target.id for target in chan.shell.scene().targets}
