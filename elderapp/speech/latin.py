"""Latin letters and the English words of everyday Hong Kong, with the sound they have in a Cantonese sentence."""

LETTERS: dict[str, str] = {
    "A": "ei1",
    "B": "bi1",
    "C": "si1",
    "D": "di1",
    "E": "ji1",
    "F": "e1 fu4",
    "G": "zi1",
    "H": "ik1 cyu4",
    "I": "aai1",
    "J": "zei1",
    "K": "kei1",
    "L": "e1 lou4",
    "M": "em1",
    "N": "en1",
    "O": "ou1",
    "P": "pi1",
    "Q": "kiu1",
    "R": "aa1 lou4",
    "S": "e1 si4",
    "T": "ti1",
    "U": "ju1",
    "V": "wi1",
    "W": "dap6 bi1 ju1",
    "X": "ik1 si4",
    "Y": "waai1",
    "Z": "ji6 set1",
}
"""Jyutping of each letter as it is named in Hong Kong."""

WORDS: dict[str, str] = {
    "app": "ep1",
    "apps": "ep1 si4",
    "whatsapp": "wot1 sep1",
    "wechat": "wi1 cet1",
    "wi-fi": "waai1 faai1",
    "wifi": "waai1 faai1",
    "payme": "pei1 mi1",
    "alipay": "aa1 li4 pei1",
    "code": "kuk1",
    "link": "ling1",
    "send": "sen1",
    "email": "ji1 mou1",
    "e-mail": "ji1 mou1",
    "video": "wi1 di1 ou4",
    "call": "kou1",
    "card": "kaat1",
    "click": "kik1",
    "file": "faai1 lou2",
    "go": "gou1",
    "google": "gu1 gou4",
    "facebook": "fei1 si4 buk1",
    "youtube": "jiu1 tiu1 bi4",
    "android": "en1 zo4 ji4",
    "iphone": "aai1 fung1",
    "ipad": "aai1 pet1",
    "home": "hom1",
    "like": "laai1 ki4",
    "lift": "lip1",
    "line": "laai1",
    "login": "lok1 jin1",
    "online": "on1 laai1",
    "ok": "ou1 kei1",
    "pin": "pin1",
    "play": "pei1 lei4",
    "sim": "sim1",
    "siri": "si1 ji4",
    "smart": "si6 maat1",
    "store": "si6 do1",
    "zoom": "sum1",
    "bye": "baai1",
    "hello": "haa1 lou2",
    "hi": "haai1",
    "at": "et1",
    "com": "kom1",
    "gov": "gaf1",
    "hk": "ik1 cyu4 kei1",
    "www": "dap6 bi1 ju1 dap6 bi1 ju1 dap6 bi1 ju1",
    "example": "ik1 saam1 pou4",
    "test": "tes1",
}
"""Jyutping of words that stand in captions as they are, by lower case."""

SURNAMES: dict[str, str] = {
    "AU": "歐", "CHAN": "陳", "CHENG": "鄭", "CHEUNG": "張", "CHIU": "趙", "CHOW": "周", "CHOY": "蔡", "CHU": "朱",
    "FONG": "方", "FUNG": "馮", "HO": "何", "HUI": "許", "HUNG": "洪", "IP": "葉", "KO": "高", "KWAN": "關",
    "KWOK": "郭", "LAI": "黎", "LAM": "林", "LAU": "劉", "LAW": "羅", "LEE": "李", "LEUNG": "梁", "LI": "李",
    "LO": "羅", "LUI": "雷", "MA": "馬", "MAK": "麥", "MOK": "莫", "NG": "吳", "POON": "潘", "SIU": "蕭",
    "SO": "蘇", "SZETO": "司徒", "TAM": "譚", "TANG": "鄧", "TO": "杜", "TONG": "唐", "TSANG": "曾", "TSE": "謝",
    "TSUI": "徐", "WAN": "溫", "WONG": "黃", "WU": "胡", "YAU": "邱", "YEUNG": "楊", "YIP": "葉", "YU": "余",
    "YUEN": "袁",
}  # fmt: skip
"""Surnames as bank screens print them before masked names, and how they are said."""


def sound(word: str) -> str:
    """Jyutping of an English word, or of its letters one by one where it is not known.

    >>> sound("WhatsApp"), sound("QR")
    ('wot1 sep1', 'kiu1 aa1 lou4')
    """
    return WORDS.get(word.lower()) or " ".join(LETTERS[mark] for mark in word.upper() if mark in LETTERS)


def is_word(word: str) -> bool:
    """Whether `word` has a sound of its own here, not only its letters."""
    return word.lower() in WORDS
