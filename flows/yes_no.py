"""Reads yes and no: words of eight languages and their Latin spellings, signs, negation, typos."""

# ruff: noqa: E501  (word lists)

from rapidfuzz import fuzz, process

from flows.hedges import doubts
from flows.normal import Said, normalise, words

Decision = tuple[bool, bool]  # yes, and whether we are sure

_WORDS = {  # language -> (words that begin a yes, words that begin a no)
    "en": (
        "yes y yess yesss yse yees ye yeah yeahh yea yeh yep yepp yup yh yhh ya yass yas aye sure surely definitely defo def absolutely certainly"
        " course correct right agreed true ok okay okey oki k kk fine alright indeed deffo totally exactly si oui da",
        "no n noo nooo nope nop nah naa naw na nay never negative false noway non nein",
    ),
    "tr": (
        "evet evett evt ewet evt e eet tabii tabi tabiki elbette olur tamam tmm tmam peki aynen kesinlikle dogru isterim istiyorum istiyoruz var he hee",
        "hayir hayr hyr hayrr h yok yoo olmaz asla istemem istemiyorum istemiyoruz degil maalesef",
    ),
    "cy": (
        "ie ia oes ydy ydi ydw ydyn ydych yndi do gwnaf gwna cewch iawn wrth siwr cytuno byddaf baswn hoffwn",
        "na nage nac nag nid naddo dim nagoes nadw nadi nagydy byth",
    ),
    "bn": (
        "hae hya hyan haa ha han haan hea hoy hobe ji jee jii hmm hu accha acha achha thik oboshshoi obosshoi nishchoy hyaa"
        " হ্যাঁ হ্যা হাঁ হা জি জী জ্বি ঠিক আচ্ছা অবশ্যই হবে হুম",
        "na naa nah nai nei noy kokhono না নাহ নাই নেই নয় কখনো",
    ),
    "pl": (
        "tak taak taa ta t jasne oczywiscie pewnie dobrze zgoda owszem spoko chetnie dokladnie",
        "nie niee nje n nigdy wcale niestety",
    ),
    "so": (
        "haa haah haaa ha hee waayahay waa haye hagaag dabcan sax ok",
        "maya maaya maay may mayaa weligay",
    ),
    "ur": (
        "haan han haa ha haanji hanji ji jee g theek thik teek acha accha bilkul zaroor zarur sahi"
        " ہاں جی ہا ٹھیک اچھا بالکل ضرور صحیح",
        "nahi nahin nai nhi nahee nahe na naa mat نہیں نہ نا مت",
    ),
    "ar": (
        "naam na3am naam aywa aiwa aywah aiwah ayo eh ee tamam tayyib tayeb akeed akid sah sahih mashi tab3an tabaan mwafiq"
        " نعم اه اها ايوه أيوه ايوا أيوا اي طيب تمام اكيد أكيد موافق صح صحيح بلى ماشي طبعا اجل",
        "la laa laaa kalla mish mesh mafi abadan لا لأ كلا مش ابدا أبدا ليس",
    ),
}
_YES_PHRASES = """
of course|of course yes|ofc|ofcourse|off course|yes ofc|hell yes|hell yeah|heck yes|damn right|oh yes|god yes|i do|we do|i am|we are|it is|it was|it does|i would|we would|i will|we will|i have|we have|i can|we can|can do|they are|they do
please do|go on|go on then|go ahead|sounds good|sounds great|sounds fine|thats right|thats correct|thats it|thats fine|for sure|no problem|no problems
no worries|no probs|not a problem|not a problem at all|no objection|no objections|why not|yes why not|with pleasure|id love to|i would love to
i agree|we agree|that works|works for me|you bet|too right|spot on|100|100 percent|very much|very much so|its true|i think yes|you did|yes and yes|you got it
tabii ki|olur tabii|elbette olur|tamam olur|neden olmasin|wrth gwrs|yn bendant|iawn diolch|thik ache|thik ace|tik ache|thikache|acha thik ache|thik asey|thik ase|ok thik ache
oboshshoi hobe|ji ha|ji han|ji haan|ha ji|han ji|haan ji|jee haan|g han|theek hai|theek he|thik hai|thik he|tik hai|teek hai|acha theek hai|kyun nahi|zaroor ji|ji bilkul|ji zaroor
no pewnie|no jasne|no tak|czemu nie|dlaczego nie|jak najbardziej|waa hagaag|haa waan rabaa|waan rabaa|waa haa|waa sax|waa yahay
ঠিক আছে|জি হ্যাঁ|ٹھیک ہے|جی ہاں|ہاں جی|کیوں نہیں|لا مانع|لا مشكله|la mushkila|mafi mushkila|la mane3|na problem|chaole jay
"""
_NO_PHRASES = """
of course not|no way|not at all|not really|not really no|not likely|not yet|not now|not today|not me|not for me|not us|definitely not|absolutely not|certainly not|defo not|surely not
probably not no|i dont|we dont|i do not|i cant|we cant|i cannot|we cannot|cant|cannot|cant do|i wont|we wont|i will not|i wouldnt|i would not|wont|wouldnt|dont|didnt|isnt
im not|i am not|we are not|we arent|it isnt|it is not|its not|it wasnt|it doesnt|i havent|i have not|i didnt|we havent|i couldnt|thats wrong|thats not right|not right|not correct|incorrect
wrong|not true|untrue|not ok|not okay|not fine|not good|not correct at all|i disagree|hell no|by no means|no thanks|no thank you|no chance|not a chance|never ever|fat chance
rather not|id rather not|i would rather not|neither|none|nothing|not happy|not any more|no longer|dont think so no|you didnt|not interested no|not this time|no ta|not good enough
hic degil|hayir degil|olmaz tesekkurler|tabii ki hayir|dim o gwbl|dim diolch|na fydda|na oes|nag oes|nag ydw|nag ydy|nag ydyn|nac ydyn|naddo wir|nac oes|nac ydw|nac ydy|ddim yn hollol|thik na|thik nai|bhalo na|hobe na|chai na thik|ji na|ji nai|na ji|ekdom na
theek nahi|theek nahi hai|thik nahi|thik nahi hai|ji nahi|ji nahin|nahi ji|bilkul nahi|bilkul nahin|sahi nahi|acha nahi|wcale nie|no nie|nie dziekuje|oczywiscie ze nie|raczej nie nie|ma rabo inaan|maya mahadsanid|waa maya
ma aha|sax maaha|mish mumkin|la shukran|la abadan|mush sah|ঠিক না|ঠিক নেই|ঠিক নয়|জি না|হবে না|একদম না|جی نہیں|نہیں جی|بالکل نہیں|ٹھیک نہیں|ٹھیک نہیں ہے|لا شكرا|لا ابدا|مش موافق|غير صحيح|غير موافق|ليس صحيحا
"""
_MAYBE_YES = """
i think so|think so|i guess|i guess so|guess so|i suppose|i suppose so|suppose so|probably|prob|probs|most likely|likely|i believe so|i hope so|hopefully|perhaps yes|maybe yes|yes maybe
yes i think|yes i think so|mostly|mostly yes|partly|sort of|kind of|kinda|sorta|a bit|a little|more or less|sometimes|if you like|if possible|not bad|not too bad|not sure but yes|could be
yes probably|yeah maybe|yes perhaps|yes i guess|yes sometimes|galiba evet|sanirim evet|galiba|sanirim|herhalde|belki evet|biraz|idare eder|mwy neu lai|dwi n meddwl|dwin meddwl|efallai ie|mone hoy|mone hoy ha|moneo hoy|hoyto ha
মনে হয়|মনে হয় হ্যাঁ|chyba tak|raczej tak|raczej|moze tak|shayad haan|shayad han|lagta hai|شاید ہاں|ربما نعم|اظن نعم|اعتقد نعم|malaha haa
"""
_MAYBE_NO = """
i dont think so|dont think so|i do not think so|probably not|prob not|i guess not|i suppose not|suppose not|i hope not|hopefully not|perhaps not|maybe not|maybe no|no maybe|unlikely|not much|not so much
hardly|barely|not always|not often|not very|not entirely|not quite|not completely|not exactly|not especially|not particularly|not necessarily|i doubt it|doubt it|not sure but no|sanmiyorum|sanmam|zannetmiyorum|galiba hayir|sanirim hayir|pek degil
efallai na|mone hoy na|moneo hoy na|মনে হয় না|chyba nie|raczej nie|moze nie|shayad nahi|shayad nahin|شاید نہیں|ربما لا|لا اظن|لا اعتقد|malaha maya
"""
_YES_SIGNS = "👍👌✅✔🙋☑💯🆗🙆⭕"
_NO_SIGNS = "👎❌✖🙅🚫⛔❎"
_NEGATIONS = frozenset(
    words(
        "not no dont isnt never but unless if only ama fakat ale lekin laakiin kintu kinto ond لكن لیکن কিন্তু depending depends provided cant cannot wont wouldnt didnt doesnt degil hayir nahi nahin nhi نہیں না nie maya ليس nac except"
    )
)
_LATE_NEGATIONS = frozenset(words("na nai noy nahi nahin nhi না নাই নেই নয় نہیں degil"))
_FILLERS = frozenset(
    words("""
    please pls plz thanks thank you ta i do it is am of indeed we would a the lot very much not sir that thats
    madam mate man bro lutfen tesekkurler tesekkur ederim hi hello course problem worries definitely so really totally
    absolutely sure ok okay x xx xxx will can love to us me for all gwrs wrth diolch gwelwch yn dda os prosze
    dziekuje hai hain ache ase shukriya shukran شكرا شکریہ ہے ہیں আছে ধন্যবাদ dhonnobad bhai apa sahib janab mahadsanid fadlan good right fine
""")
)
_LONG_WORDS = {
    "yes": True, "yeah": True, "evet": True, "definitely": True, "absolutely": True, "nope": False, "hayir": False, "haan": True,
    "nahi": False, "oczywiscie": True, "never": False, "maya": False, "of course": True, "certainly": True,
}  # fmt: skip


def _plainly(line: str) -> list[str]:
    return [normalise(part).key for part in line.replace("\n", "|").split("|") if part.strip()]


_STARTS: dict[str, dict[str, bool]] = {
    language: {normalise(one).key: True for one in words(yes)}
    | {normalise(one).key: False for one in words(no)}
    for language, (yes, no) in _WORDS.items()
}
_ANYWHERE: dict[str, set[bool]] = {}
for _table in _STARTS.values():
    for _word, _value in _table.items():
        _ANYWHERE.setdefault(_word, set()).add(_value)
_PHRASES: dict[str, Decision] = (
    dict.fromkeys(_plainly(_MAYBE_YES), (True, False))
    | dict.fromkeys(_plainly(_MAYBE_NO), (False, False))
    | dict.fromkeys(_plainly(_YES_PHRASES), (True, True))
    | dict.fromkeys(_plainly(_NO_PHRASES), (False, True))
)


def decide(said: Said, language: str) -> Decision | None:
    """Tell yes from no.

    Args:
        said: the text in its plain form.
        language: the words of this one count first; then those of any other, where all agree.

    Returns:
        The decision and whether it is sure; None where the text is neither or both.
    """
    if not said.tokens:
        return _read_signs(said.raw)
    key = said.key
    if language == "pl" and key == "no":  # "no" is a casual yes in Polish
        return None
    if key in ("1", "2"):
        return key == "1", True
    whole = _PHRASES.get(key)
    if whole is None and said.tokens[-1] in _FILLERS:
        whole = _PHRASES.get(" ".join(_without_tail(said.tokens)))
    if whole is not None:
        return _check_signs(said.raw, whole)
    if doubts(said):
        return None
    found = _read_start(said.tokens, language) or _read_typo(said.tokens)
    return _check_signs(said.raw, found) if found else None


def says_more(said: Said) -> bool:
    """Tell whether more was said than yes or no."""
    return said.key not in _PHRASES and any(
        token not in _FILLERS and token not in _ANYWHERE for token in said.tokens[1:]
    )


def _without_tail(tokens: tuple[str, ...]) -> tuple[str, ...]:
    end = len(tokens)
    while end > 1 and tokens[end - 1] in _FILLERS:
        end -= 1
    return tokens[:end]


def _lookup(token: str, language: str) -> bool | None:
    own = _STARTS.get(language, {}).get(token)
    if own is not None:
        return own
    found = _ANYWHERE.get(token, ())
    return next(iter(found)) if len(found) == 1 else None


def _read_start(tokens: tuple[str, ...], language: str) -> Decision | None:
    lead = 1 if len(tokens) > 1 and tokens[0] in _LEADS else 0
    first, rest = tokens[lead], tokens[lead + 1 :]
    value = _lookup(first, language)
    if value is None or (lead and rest and first not in _STARTS["en"]):
        return None
    if rest and value and rest[-1] in _LATE_NEGATIONS and len(rest) < 3:
        return False, True
    for other in rest[:1] if rest[:1] != ("and",) else rest[1:2]:
        told = _lookup(other, language)
        if told is not None and told is not value and other not in _FILLERS:
            return None
    if value and len(rest) > 3 and first in _WEAK:
        return None
    return value, _NEGATIONS.isdisjoint(rest) if value else "but" not in rest


def _read_typo(tokens: tuple[str, ...]) -> Decision | None:
    if len(tokens) > 2 or len(tokens[0]) < 3 or tokens[0] in _ANYWHERE:
        return None
    best = process.extractOne(tokens[0], list(_LONG_WORDS), scorer=fuzz.ratio, score_cutoff=75)
    return (_LONG_WORDS[best[0]], len(tokens[0]) <= len(best[0]) + 3) if best else None


def _read_signs(raw: str) -> Decision | None:
    yes = any(sign in raw for sign in _YES_SIGNS)
    no = any(sign in raw for sign in _NO_SIGNS)
    return (yes, True) if yes != no else None


def _check_signs(raw: str, found: Decision) -> Decision | None:
    """Trust words less where a thumb says the opposite."""
    if raw.isascii():
        return found
    sign = _read_signs(raw)
    return (found[0], False) if sign and sign[0] is not found[0] else found


_LEADS = frozenset(
    words("oh well um umm erm er ah hi hello so and mm hmm but and honestly merhaba selam")
)
_WEAK = frozenset(words("right fine true ok okay k correct var he waa do var da course"))
