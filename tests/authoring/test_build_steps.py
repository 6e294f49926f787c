from elderapp.authoring.build_steps import STEP_KEYS
from elderapp.authoring.workspace import load
from elderapp.lesson.model import Step, Type


def test_every_step_of_the_model_can_be_written():
    assert {kind.__struct_config__.tag for kind in Step.__args__} == set(STEP_KEYS)


def test_where_the_keys_are_may_be_left_to_us(folder, change, problems):
    change("lesson", "    where: 數字掣喺電話下面。\n", "")

    assert () == problems()
    together = load(folder / "lessons", cuts=False).lessons["pay-fps-send"].stages[2]
    step = together.steps[1]
    assert isinstance(step, Type)
    assert "喺下面嗰啲數字掣度，逐個撳。" == step.where.text


def test_a_step_may_use_another_phone(folder, change):
    (folder / "lessons/mocks/chat.yaml").write_text(
        'mock: chat\nkind: chat\nvars: {who: 阿女}\nscreens: {a: {button: {id: b, text: "{who}"}}}', encoding="utf-8"
    )
    step = '{do: tap, id: chat, mock: chat, screen: a, target: b, say: "撳「{who}」。", where: 喺中間。}'
    change("lesson", "alone: same", f"  - {step}\nalone: same")

    lesson = load(folder / "lessons", cuts=False).lessons["pay-fps-send"]
    assert "撳「阿女」。" == lesson.stages[2].steps[-1].say.text
    assert {"chat", "chat@variant", "harbour-bank", "river-bank@variant"} == set(lesson.mocks)


def test_speech_beside_say_is_its_sound(folder, change):
    change("lesson", "say: 撳「下一步」。,", "say: 撳「下一步」。, speech: 撳下一步,")

    assert "撳下一步" == load(folder / "lessons", cuts=False).lessons["pay-fps-send"].stages[2].steps[2].say.speech
