"""Tells whether a text asks to stop, or may ask it. Holds no effect."""

# ruff: noqa: E501  (word lists)

from flows.reader.always import find_command
from flows.reader.gates import pick_gate
from flows.reader.hedges import doubts
from flows.reader.normal import Said, normalise, words
from flows.reader.wrong_person import ASKED, may_deny_person

MAX_TOKENS = 12
_TEXTING = frozenset(
    normalise(one).key
    for one in words(
        "text texts texting txt txts txting message messages messaging msg msgs sms spam mesaj mesajlar"
        " neges negeseuon decst wiadomosci wiadomosc sms-y fariin fariimo paigham رسائل رساله মেসেজ میسج"
    )
)
_ENOUGH = frozenset(
    words("annoying annoyed enough constant constantly stop sick unwanted irritating why")
)
_TOO_OFTEN = ("too many", "too much", "so many", "you keep", "u keep")
_WAVERING = (
    "do i have to", "have i got to", "do i need to", "must i keep", "not sure i want", "not sure if i want", "not sure about th", "not sure i need",
    "dont think i want", "dont think i need", "dont know if i want", "dont really want", "not sure i like", "not keen on", "rather not get", "rather not have",
    "whats the point of", "what is the point of", "can i not get", "no longer need", "not bothered about", "dont know why", "still getting", "still get",
)  # fmt: skip
_KEEP_ON = ("dont stop", "do not stop", "never stop", "not to stop", "wont stop", "not stopping")
_OTHERS = frozenset(words("my bus school council english"))
_PEOPLE = frozenset(words("me you your these u i"))
MAYBE = frozenset(
    normalise(line).key
    for line in """
had enough of this, ive had enough of this, stop this nonsense, stop the nonsense, stop pls its late, had enough, ive had enough
i have had enough, thats enough, enough, enough now, ok enough, can this stop, when does this stop, when will this stop
how do i stop, how do i stop this, how to stop, how do i get out of this, how do i leave, i want to leave, want to leave
leave, leave me, exit, im done with this, done with this, no thank you not for me, pause, mute, turn off, turn it off
switch off, not now, stop for now, stop for today, this is too much, annoying, this is annoying, so annoying, dont bother
do not bother, nope not interested in that, hmm stop, maybe stop, stop maybe, should i stop, do i stop, stop or not
stop that, stop doing this, stop doing that, stop this now, pack it in, give it a rest, remove, remove this, thats not me
that isnt me, enough already, thats enough now, this is spam, its spam, ill report you, i will report you, im reporting you to the police, reported, blocked, block, dnd
stop texting so late, stop texting at night, stop or ill report you, stop or i will report you, stob, stp, stoop, sop texting
this person has died, this person has passed away, this person is deceased, this person is dead, the person has died, he has died, she has died, he died, she died
he has passed away, she has passed away, he passed away, she passed away, hes passed away, shes passed away, hes dead, shes dead, he is dead, she is dead, they have died, they passed away
deceased, he is no longer with us, she is no longer with us, hes no longer with us, shes no longer with us
thinking of opting out, thinking about opting out, i might opt out, might opt out, i may opt out, thinking of unsubscribing
might unsubscribe, i might unsubscribe, thinking of leaving, thinking of stopping, im thinking of opting out, im thinking of unsubscribing
get off my phone, never heard of her, never heard of him
tamam yeter, yeter be, yeter ya, cok oldu, kapat, birak, birakin, sus, kes, kesin, kes artik, ilgimi cekmiyor, biktim
biktim artik, vazgectim, siktir, siktir git, neden mesaj atiyorsunuz, niye mesaj atiyorsunuz, neden bana yaziyorsunuz
niye bana yaziyorsunuz, digon, dyna ddigon, dyna ni ddigon, gadael, hen ddigon, dwi ddim eisiau mwy, dim eisiau mwy, dwi wedi cael digon, llonydd, pam ydych chin tecstio
ar na, thak, thaak, onek hoyeche, keno message den, keno message pathan, keno message pathacchen
বিরক্ত, যথেষ্ট, আর না, থাক, অনেক হয়েছে, আর লাগবে না, কেন মেসেজ দেন, কেন মেসেজ পাঠান, কেন মেসেজ পাঠাচ্ছেন
nie chce wiecej, nie chce juz, juz nie chce, juz nie chce wiecej, nie potrzebuje wiecej, juz wystarczy, wystarczy juz, dosyc, dosc, wystarczy, starczy, mam dosc, mam tego dosc, po co do mnie piszecie, dlaczego do mnie piszecie
dajcie spokoj, odczep sie, odczepcie sie, odwal sie, odwalcie sie, spadaj, spadajcie, spierdalaj, spierdalajcie
nie jestem zainteresowany, nie jestem zainteresowana, nie interesuje mnie to
ma rabo mar dambe, ma rabo dambe, hadda ma rabo, kuba filan, waa igu filan, igu filan, waan ka baxayaa, waan ka daalay, maxaad fariin iigu soo dirtaan
aur nahi chahiye, aur nahin chahiye, aur nai chahiye, mujhe aur nahi chahiye, ab nahi chahiye, mujhe ab nahi chahiye, ab bas karo, bas bohat hua
اور نہیں چاہیے, اور نہیں چاہئے, اب نہیں چاہیے, مجھے اور نہیں چاہیے, مجھے نہیں چاہیے اب, بس بہت ہوا
khatam, khatam karo, bohat hua, bohat ho gaya, kafi hai, chhor do, choro, jaan chhoro
kyun message karte ho, kyon message karte ho, kyun message bhejte ho
کافی ہے, چھوڑ دو, بہت ہو گیا, کیوں میسج کرتے ہو, کیوں میسج کر رہے ہو
كفايه, بس كفايه, كفايه بس, kifaya, kefaya, bas kefaya, bikaffi, bikafi, بيكفي, خلص, ما بدي, ما بدي شي, ما بدي بعد, مش عايز تاني, خلاص, khalas, khalas ma baddi, khalas ma bidi, خلاص ما بدي, خلاص ما بدي شي, بس ما بدي, يكفي, بس خلاص, خروج, مش مهتم, غير مهتم, لست مهتما, لماذا تراسلوني, ليش تراسلوني, ليش ترسلون
""".replace("\n", ",").split(",")
) - {""}
# Of these words alone an order to stop may be made, but of what is not said: "can you stop now".
_ENDS = frozenset(words("stop stopping stopped quit unsubscribe"))
_UNSAID = _ENDS | frozenset(
    words("""
    it this that these you u me us i can could will would please pls plz now ok okay just so why when how do does did
    to be and then all make made want need again already really very way no hi hey hello sorry from been have
    ive asked told said before times please asking
    youre are is ffs omg mate time its im get out lot going
    """)
)


GATE = pick_gate(MAYBE) | _ENDS | _TEXTING | ASKED
"""A text with none of these words is not asked about."""


def find_stop(said: Said) -> str:
    """Tell whether somebody wants no more texts.

    Returns:
        stop; ask where it may mean that, so that we ask before we act; "" where it does not.
    """
    command = find_command(said)
    if command:
        return _MEANT.get(command.word, "")
    return "ask" if may_ask_stop(said) else ""


def may_ask_stop(said: Said) -> bool:
    """Tell whether a text without any command may still mean that somebody wants no more texts."""
    tokens = said.tokens
    if said.key in MAYBE or (not _ENDS.isdisjoint(tokens) and _UNSAID.issuperset(tokens)):
        return True
    return may_deny_person(said) if _TEXTING.isdisjoint(tokens) else _is_tired(said)


def _is_tired(said: Said) -> bool:
    """Tell whether a text that names texts says that they are too many."""
    tokens = said.tokens
    if len(tokens) > MAX_TOKENS or _PEOPLE.isdisjoint(tokens) or not _OTHERS.isdisjoint(tokens):
        return False
    if any(map(said.key.__contains__, _KEEP_ON)):
        return False
    if any(map(said.key.__contains__, _WAVERING)):
        return True
    is_enough = not _ENOUGH.isdisjoint(tokens) or any(map(said.key.__contains__, _TOO_OFTEN))
    return is_enough and not doubts(said)


# Who wants fewer texts may want none.
_MEANT = {"stop": "stop", "less": "ask"}
