"""Small numbers as words."""

from elderapp.i18n import Words


def numeral(number: int, words: Words) -> str:
    """A number up to twenty as one writes it in a sentence, a larger one in digits.

    >>> numeral(12, str)
    '十二'
    """
    small = words(
        "〇、一、二、三、四、五、六、七、八、九、十、十一、十二、十三、十四、十五、十六、十七、十八、十九、二十"
    ).split("、")
    return small[number] if 0 <= number < len(small) else str(number)


def steps_in_words(step: int, steps: int, words: Words) -> str:
    """How far a stage has come.

    >>> steps_in_words(2, 4, str)
    '第二步，一共四步'
    >>> steps_in_words(1, 2, str)
    '第一步，一共兩步'
    """
    count = words("兩") if steps == 2 else numeral(steps, words)
    return words("第{step}步，一共{steps}步").format(step=numeral(step, words), steps=count)
