"""Numbers as Cantonese says them, in characters; never a digit is left."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
GROUPS = ("", "萬", "億", "兆")


def digits(text: str) -> str:
    """Digit by digit; anything else stays.

    >>> digits("1823")
    '一八二三'
    """
    return "".join(_DIGITS[ord(mark) - 48] if "0" <= mark <= "9" else mark for mark in text)


def cardinal(number: int, *, counted: bool = False) -> str:
    """A whole number up to 10¹⁶; `counted` says that a measure follows, so that two is 兩.

    Two hundred keeps 二百; a number that opens with two thousand, two ten-thousands or two hundred-millions has 兩.

    >>> cardinal(4345), cardinal(2000), cardinal(12000), cardinal(200), cardinal(105)
    ('四千三百四十五', '兩千', '一萬二千', '二百', '一百零五')
    >>> cardinal(2, counted=True), cardinal(12, counted=True)
    ('兩', '十二')
    """
    if number == 0:
        return "零"
    if number == 2 and counted:
        return "兩"
    groups: list[str] = []
    rest, place, gap = number, 0, False
    while rest:
        rest, group = divmod(rest, 10_000)
        if group:
            is_first = not rest
            said = "兩" if group == 2 and place and is_first else below_ten_thousand(group)
            said = "兩" + said[1:] if is_first and said.startswith("二千") else said
            groups.append(said + GROUPS[place] + ("零" if gap and groups else ""))
        # A lower group that does not fill its thousands is joined with 零: 一萬零五十.
        gap = group < 1000
        place += 1
    said = "".join(reversed(groups))
    return said[1:] if said.startswith("一十") else said


def below_ten_thousand(number: int) -> str:
    """The digits of one group with their units: 四千零五."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return said


def decimal(text: str, *, counted: bool = False) -> str:
    """A written number, perhaps with commas and a decimal point.

    >>> decimal("4,345"), decimal("3.5"), decimal("0.25")
    ('四千三百四十五', '三點五', '零點二五')
    """
    whole, _, fraction = text.replace(",", "").partition(".")
    if not fraction:
        return _whole(whole, counted=counted)
    return f"{_whole(whole or '0', counted=False)}點{digits(fraction)}"


def _whole(text: str, *, counted: bool) -> str:
    return cardinal(int(text), counted=counted) if len(text) <= 16 else digits(text)


def money(text: str) -> str:
    """Dollars as one says them in a shop: 兩蚊, 六個八, 八個半, 三毫.

    >>> money("2"), money("8.5"), money("6.8"), money("8,260.50"), money("0.30")
    ('兩蚊', '八個半', '六個八', '八千二百六十蚊五毫', '三毫')
    """
    whole, _, cents = text.replace(",", "").partition(".")
    dollars = _whole(whole or "0", counted=True)
    if not cents.strip("0"):
        return f"{dollars}蚊"
    if len(cents) > 2:
        return f"{decimal(text)}蚊"
    tens, ones = (int(mark) for mark in cents.ljust(2, "0"))
    small = len(whole) <= 2 and whole.strip("0")
    if small and tens and not ones:
        return f"{dollars}個{'半' if tens == 5 else _DIGITS[tens]}"
    return ("" if not whole.strip("0") else f"{dollars}蚊") + _cents(tens, ones)


def _cents(tens: int, ones: int) -> str:
    if not tens:
        return f"{_DIGITS[ones]}仙"
    first = f"{'兩' if tens == 2 else _DIGITS[tens]}毫"
    return first + ("" if not ones else "半" if ones == 5 else f"{_DIGITS[ones]}仙")


def clock(hour: int, minute: int) -> str:
    """A time of day: 兩點三十五分, 兩點半, 十點零五分, 兩點.

    >>> clock(2, 35), clock(14, 30), clock(10, 5), clock(9, 0)
    ('兩點三十五分', '十四點半', '十點零五分', '九點')
    """
    said = f"{cardinal(hour, counted=True)}點"
    if minute == 30:
        return said + "半"
    return said + ("" if not minute else f"{'零' if minute < 10 else ''}{cardinal(minute)}分")
