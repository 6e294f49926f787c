from msgspec.structs import replace

from elderapp.player.play import Ghost
from elderapp.workshop.moments import layouts, moments
from tests.player import lessons as the


def test_every_step_has_a_moment_and_no_view_comes_twice():
    seen = moments(the.PAY, quick=True)

    assert {f"{stage.kind}/{step.id}" for stage in the.PAY.stages for step in stage.steps} == {m.place for m in seen}
    assert len(seen) == len({repr(moment.view) for moment in seen})


def test_the_rungs_of_the_hint_ladder_are_moments_of_the_way_without_a_mistake():
    views = [moment.view for moment in moments(the.PAY, quick=True) if moment.place == "alone/open"]

    assert {"", "hint"} <= {view.tag for view in views}
    assert any(view.phone.ring for view in views)
    assert any(view.phone.ghost for view in views)


def test_mistakes_are_seen_only_when_every_way_is_walked():
    quick, whole = ({repr(m.view) for m in moments(the.SCAM, quick=quick)} for quick in (True, False))

    assert quick < whole


def test_ring_and_hand_are_no_other_layout_but_words_and_screens_are():
    view = next(m.view for m in moments(the.PAY, quick=True) if m.place == "alone/open")
    lit = replace(view, phone=replace(view.phone, ring="fps", dim=True, ghost=Ghost("tap", "fps")))

    assert layouts(view) == layouts(lit)
    assert layouts(view) != layouts(replace(view, tag="praise"))
    assert layouts(view) != layouts(replace(view, phone=replace(view.phone, grey=("fps",))))
    assert layouts(view) != layouts(replace(view, step=view.step + 1))
    assert not layouts(view) & layouts(replace(view, phone=None, step=view.step + 1, caption=view.title))
