"""Tells whether a reply doubts or negates what it names. Holds no reading of any kind."""

# ruff: noqa: E501  (word lists)

from flows.reader.always import UNSURE
from flows.reader.gates import pick_gate
from flows.reader.normal import Said, normalise, words


def _keys(lines: str) -> frozenset[str]:
    return frozenset(
        normalise(line).key for line in lines.replace("\n", ",").split(",") if line.strip()
    )


_DOUBTS = _keys("""
not sure, unsure, not certain, not too sure, not so sure, not really sure, not quite sure, not completely sure, not very sure, not entirely sure, not totally sure, dont know, do not know,
dunno, donno, dno, dk, idk, dont no, no idea, no clue, not a clue, havent a clue, havent got a clue, dont have a clue, not decided, undecided, cant decide, cannot decide, havent decided, cant say, hard to say, cannot say,
couldnt say, couldnt tell you, cant tell, hard to tell, tough one, beats me, who knows, god knows, wouldnt know, im torn, 50 50, fifty fifty, depends, it depends, dont remember, cant remember, i forget, ive forgotten, not clear, arent sure,
isnt sure, never sure, wasnt sure, not 100 sure, not 100 percent sure, dont understand, didnt understand, still thinking, still deciding, not bothered, not fussed, doesnt matter, does not matter, dosent matter, dont matter, makes no difference, not fussy, dont care, either way, im easy, easy either way, no preference, no comment, no opinion, no view, no views, no strong feelings, no strong feeling, no strong views, no strong view, no strong opinion, no strong opinions, no feelings either way, havent made my mind up, need to think, your guess is as good as mine,
emin degilim, emin degiliz, emin degil, bilmiyorum, bilmiyoruz, bilmiyom, bilmem, bilemem, bilemiyorum, bilemedim, fikrim yok, anlamadim, anlamiyorum, hatirlamiyorum, hatirlamam, karar vermedim,
kararsizim, karar veremedim, karar veremiyorum, ddim yn siwr, dim yn siwr, dim syniad, dwn i ddim, dwn im, wn i ddim, sai n gwybod, ddim yn gwybod, dim yn gwybod, ansicr, ddim yn cofio, ddim yn deall,
jani na, janina, janinah, jani nah, jani nai, bolte parbo na, bolte parchi na, bolte parlam na, nischit na, nishchit na, nishchit noi, nischit noi, mone nai, mone nei, bujhi nai, bujhlam na,
জানি না, জানিনা, জানি নাহ, নিশ্চিত না, নিশ্চিত নই, নিশ্চিত নয়, বলতে পারব না, বলতে পারবো না, বলতে পারছি না, মনে নেই, বুঝি নাই, বুঝতে পারছি না, nie wiem, niewiem, nie jestem pewien, nie jestem pewna, nie jestem pewny, nie mam pojecia, nie mam zdania, trudno powiedziec, ciezko powiedziec, nie pamietam, nie rozumiem,
ma garanayo, garan maayo, garan mayo, ma hubo, hubo maayo, ma aqaan, ma ogi, ma ogi hadda, ma hubi, ma xasuusto, ma fahmin, pata nahi, pata nahin, pata nai, pata ni, pata nhi, pta nahi, pta nhi, nahi pata, nahi pta, nahin pata, nhi pata, nahi maloom, maloom nahi, maloom nahin, malum nahi,
mujhe nahi pata, yaqeen nahi, yakeen nahi, yaad nahi, yad nahi, samajh nahi aaya, keh nahi sakta, keh nahi sakti, پتہ نہیں, پتا نہیں, نہیں پتہ, نہیں پتا, معلوم نہیں, یقین نہیں, یاد نہیں, کہہ نہیں سکتا, کہہ نہیں سکتی, سمجھ نہیں آیا,
نہیں معلوم, لا اعرف, لا أعرف, لا ادري, لا أدري, لا أعلم, لا اعلم, لست متأكد, لست متأكدا, لست متأكدة, غير متأكد, مش متأكد, مو متأكد, مش عارف, مش عارفة, ما بعرف, ما اعرف, ما ادري, مدري, معرفش, لا أتذكر, لا أفهم, ما عندي فكرة,
mish aref, mesh aref, mish 3aref, mesh 3aref, mish arif, ma aref, ma a3ref, ma araf, ma a3raf, ma baaref, ma ba3ref, ma b3ref, ma b3raf, mabaref, madri, mudri, ma adri, la aaref, la a3ref, la araf, la a3raf, la arif, la adri, la aalam, la a3lam, mo mtakid, mish mutaakid, mish mit2akkid, lastu mutaakid
""")
_DOUBTS_BY_WORD: dict[str, list[str]] = {}  # a rare word -> phrases, with a space on either side
_RARE = pick_gate(_DOUBTS)
for _line in sorted(_DOUBTS):
    _word = next(word for word in words(_line) if word in _RARE)
    _DOUBTS_BY_WORD.setdefault(_word, []).append(f" {_line} ")
_HEDGES = _keys("""
maybe, perhaps, probably, prob, probs, prolly, possibly, think, thinking, guess, guessing, suppose, reckon, might, could, hopefully, mostly, mainly, partly, kinda, sorta, likely, presumably, apparently, imagine,
belki, galiba, sanirim, herhalde, muhtemelen, olabilir, sanki, efallai, ella, debyg, tybed, hoyto, hoito, hoite, shombhoboto, sombhoboto, হয়তো, হয়ত, সম্ভবত, chyba, moze, raczej, prawdopodobnie, mozliwe, malaha, laga-yaabaa,
shayad, shaayad, shyd, ghaliban, شاید, غالبا, ربما, ممكن, يمكن, اظن, أظن, اعتقد, أعتقد, yimkin, yemken, mumkin, momken, rubama, robama, azun, a3taqid
""")
_APPROXIMATE = _keys("""
about, abt, bout, around, roughly, rough, approx, aprox, approximately, approximatly, nearly, almost, over, under, ish, circa, some, least, most, couple, few, like, say, odd, tops, max, maximum, min, minimum, plus,
thereabouts, thereabout, ballpark, upwards, close, near, nearer, estimate, estimated, yaklasik, yaklasık, civari, civarinda, civarı, kadar, asagi, yukari, neredeyse, falan, filan, takriben, tahminen, ustu, ustunde, uzeri, fazla, az, kusur,
tua, oddeutu, rhyw, gwmpas, bron, dros, drosodd, leiaf, prai, pray, praay, moto, moton, onuman, anumanik, ontoto, ontoto, beshi, kachakachi, প্রায়, প্রায়, মতো, মত, আনুমানিক, অন্তত, বেশি, কমপক্ষে, কাছাকাছি,
okolo, ok, mniej, wiecej, prawie, jakies, ponad, najmniej, najwyzej, gdzies, blisko, qiyaas, qiyaastii, ilaa, dhawaad, dhowaad, badan, yar, ugu, taqreeban, taqriban, takriban, takreeban, lagbhag, lag-bhag, kareeb, qareeb, zyada, ziada, kamazkam, andazan,
تقریبا, لگ, قریب, زیادہ, کم, اندازا, تقريبا, حوالي, نحو, قرابة, الأقل, الاقل, الأكثر, الاكثر, اكثر, أكثر, اقل, أقل, بحدود, حدود, hawali, 7awali, hawaly, takriban
""") - {"ok"}
_HEDGING = frozenset(
    words(
        "maybe perhaps possibly maybes could might be it not if belki olabilir efallai gallai fod moze byc mozliwe hoyto hoito hote pare malaha laga yaabaa shayad mumkin hai ho sakta mumkin yimkin yemken momken rubama robama"
    )
) | _keys("হয়তো, হয়ত, হতে, পারে, শاید, শاید, شاید, ممکن, ہے, ہو, سکتا, ربما, ممكن, يمكن")
_NEGATIONS = frozenset(
    normalise(one).key
    for one in words(
        "not no none never neither nor dont isnt arent wasnt but except cant cannot wont without degil hic hicbiri haric nid dim ddim"
        " না নয় noy nie oprocz bez maaha aan nahi nahin نہیں لا ليس غير"
    )
)


_GATE = _HEDGING.union(_DOUBTS_BY_WORD) | pick_gate(UNSURE)
"""A text with none of these words doubts nothing."""


def doubts(said: Said) -> bool:
    """Tell whether a text says that somebody does not know, wherever it says so."""
    if _GATE.isdisjoint(said.tokens):
        return False
    if said.key in UNSURE or _HEDGING.issuperset(said.tokens):
        return True
    tokens = said.tokens[:24]
    line = f" {' '.join(tokens)} "
    for token in tokens:
        if token in _DOUBTS_BY_WORD:
            for phrase in _DOUBTS_BY_WORD[token]:
                if phrase in line:
                    return True
    return False


def guesses(tokens: tuple[str, ...]) -> bool:
    """Tell whether words make what they stand beside a guess: maybe, I think, galiba."""
    return not _HEDGES.isdisjoint(tokens)


def approximates(tokens: tuple[str, ...]) -> bool:
    """Tell whether words make an amount or a time a guess: about, at least, maybe, galiba."""
    return not (_APPROXIMATE.isdisjoint(tokens) and _HEDGES.isdisjoint(tokens))


def negates(tokens: tuple[str, ...]) -> bool:
    """Tell whether words deny or except what they stand beside: not, but, degil."""
    return not _NEGATIONS.isdisjoint(tokens)
