"""Tells whether a reply doubts or negates what it names. Holds no reading of any kind."""

# ruff: noqa: E501  (word lists)

from flows.always import is_unsure
from flows.normal import Said, normalise, words


def _keys(lines: str) -> frozenset[str]:
    return frozenset(
        normalise(line).key for line in lines.replace("\n", ",").split(",") if line.strip()
    )


_DOUBTS = _keys("""
not sure, unsure, not certain, not too sure, not so sure, not really sure, not quite sure, not completely sure, dont know, do not know,
dunno, no idea, no clue, not decided, undecided, cant decide, cannot decide, havent decided, cant say, hard to say, cannot say,
couldnt say, who knows, wouldnt know, im torn, 50 50, depends, it depends, dont remember, cant remember, not clear, arent sure,
isnt sure, never sure, wasnt sure, not 100 sure, dont understand, emin degilim, emin degiliz, bilmiyorum, bilmiyoruz, bilmem,
kararsizim, karar veremedim, ddim yn siwr, dim syniad, dwn i ddim, ddim yn gwybod, jani na, janina, nischit na, nishchit na,
জানি না, নিশ্চিত না, নিশ্চিত নই, nie wiem, nie jestem pewien, nie jestem pewna, nie mam pojecia, trudno powiedziec, ma garanayo,
garan maayo, ma hubo, pata nahi, pata nahin, nahi pata, nahi maloom, maloom nahi, mujhe nahi pata, yaqeen nahi, پتہ نہیں, معلوم نہیں,
نہیں معلوم, یقین نہیں, لا اعرف, لا أعرف, لا ادري, لا أدري, لست متأكد, لست متاكدا, غير متأكد, مش عارف, mish aref, ma aref, la aaref, la adri
""")
_LONGEST = max(len(line.split()) for line in _DOUBTS)
_DOUBT_WORDS = frozenset(line.split()[-1] for line in _DOUBTS)
_GUESSES = _keys("""
maybe, perhaps, probably, prob, probs, possibly, think, guess, suppose, reckon, might, could, hopefully, mostly, about, around,
roughly, approx, approximately, nearly, almost, over, under, ish, circa, some, least, most, couple, few, like, say, belki, galiba,
sanirim, herhalde, yaklasik, civari, civarinda, kadar, asagi, yukari, neredeyse, efallai, tua, oddeutu, hoyto, prai, pray, moto, প্রায়,
হয়তো, chyba, moze, okolo, mniej, wiecej, prawie, raczej, malaha, qiyaas, ilaa, shayad, taqreeban, taqriban, lagbhag, kareeb, شاید,
تقریبا, ربما, تقريبا, حوالي, ممكن, yimkin, mumkin, rubama, hawali
""")
_NEGATIONS = frozenset(
    normalise(one).key
    for one in words(
        "not no none never neither nor dont isnt arent wasnt but except cant cannot wont without degil hic hicbiri haric nid dim ddim"
        " না নয় noy nie oprocz bez maaha aan nahi nahin نہیں لا ليس غير"
    )
)


def doubts(said: Said) -> bool:
    """Tell whether a text says that somebody does not know, wherever it says so."""
    if is_unsure(said):
        return True
    tokens = said.tokens[:24]
    if _DOUBT_WORDS.isdisjoint(tokens):
        return False
    return any(
        " ".join(tokens[start : start + length]) in _DOUBTS
        for start in range(len(tokens))
        for length in range(1, min(_LONGEST, len(tokens) - start) + 1)
    )


def guesses(tokens: tuple[str, ...]) -> bool:
    """Tell whether words make what they stand beside a guess: about, maybe, galiba."""
    return not _GUESSES.isdisjoint(tokens)


def negates(tokens: tuple[str, ...]) -> bool:
    """Tell whether words deny or except what they stand beside: not, but, degil."""
    return not _NEGATIONS.isdisjoint(tokens)
