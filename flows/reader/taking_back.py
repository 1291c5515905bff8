"""Finds that somebody takes back their yes to being quoted. Holds no reply and no effect.

It works whatever is open, so no flow may have these lines for anything else.
"""

from flows.reader.normal import Said, normalise
from flows.reader.reading import read_said

WORD = "UNQUOTE"
"""What our text says to write, in every language."""

_LINES = (
    "unquote, un quote, unqoute, unquote me, unquote my words, unquote please, please unquote, "
    "take back my words, take my words back, i take back my words, i take my words back, "
    "please take back my words, please take my words back, take back my quote, "
    "take my quote back, do not quote me, please do not quote me, don't quote me, "
    "please don't quote me, dont quote my words, do not quote my words, stop quoting me, "
    "do not use my words, don't use my words, i do not want to be quoted, "
    "i don't want to be quoted, take my words out, remove my words, delete my quote, "
    "sözlerimi geri al, sözlerimi geri alın, sözlerimi geri alıyorum, sözlerimi kullanmayın, "
    "benden alıntı yapmayın, "
    "tynnu fy ngeiriau yn ôl, peidiwch â fy nyfynnu, peidiwch â defnyddio fy ngeiriau, "
    "আমার কথা ফেরত নিন, আমার কথা ফেরত নিচ্ছি, আমার কথা ব্যবহার করবেন না, "
    "amar kotha ferot nin, amar kotha bebohar korben na, "
    "wycofuję swoje słowa, cofam swoje słowa, proszę mnie nie cytować, nie cytujcie mnie, "
    "hadalkayga iga celiya, hadalkayga ha isticmaalina, "
    "میرے الفاظ واپس لیں, میرے الفاظ استعمال نہ کریں, mere alfaaz wapas lein, "
    "mere alfaz wapas lein, mere alfaz istemal na karein, "
    "اسحبوا كلامي, لا تقتبسوا كلامي, لا تستخدموا كلامي"
)
LINES = frozenset(normalise(line).key for line in _LINES.split(", "))
_LONGEST = 50  # letters; whoever says more than such a line says something else
_STARTS = frozenset(line[:2] for line in (*_LINES.split(", "), *LINES)) | {"/u"}
"""Most texts begin otherwise, and are not looked at any further."""


def takes_words_back(text: str) -> bool:
    """Say whether a whole text is an order to quote its writer no more."""
    start = text.lstrip()[:2].lower()
    return start in _STARTS and len(text) <= _LONGEST and is_order(normalise(text))


def is_order(said: Said) -> bool:
    """Say the same of a text in its plain form."""
    return said.key.removeprefix("/") in LINES


def is_no(text: str, language: str) -> bool:
    """Say whether a whole text is a clear no, such as 2: to what was agreed to just before."""
    found = read_said("yes_no", normalise(text), language=language)
    return found.value is False and found.sure and not found.spare
