from elderapp.tablet.widgets.numbers import numeral, steps_in_words


def test_small_numbers_are_words_and_large_ones_digits():
    assert ["〇", "十", "二十", "21"] == [numeral(number, str) for number in (0, 10, 20, 21)]


def test_two_steps_are_counted_as_cantonese_counts():
    assert "第二步，一共兩步" == steps_in_words(2, 2, str)


def test_the_catalogue_gives_the_numbers_of_another_language():
    english = {"第{step}步，一共{steps}步": "Step {step} of {steps}"}

    def words(text):
        return english.get(text, "0、1、2、3" if "、" in text else text)

    assert "Step 1 of 3" == steps_in_words(1, 3, words)
