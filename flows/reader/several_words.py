"""Words people put around several options, as data. Holds no reading."""

# ruff: noqa: E501  (word lists and patterns)

from flows.reader.choice_words import LAST
from flows.reader.choice_words import ORDINALS as PLACES
from flows.reader.normal import normalise, words

ALL = frozenset(
    normalise(one).key
    for one in words(
        "all everything both every each hepsi hepsini hepsini ikisi ikisini tumu tumunu herkes her-ikisi pob popeth cwbl gyd ddau shob shobgulo sobgulo sob dutoi duitoi duita sobkichu সব সবগুলো সবগুলি সবকটা দুটোই সবাই oba obie obydwa obydwie wszystko wszystkie kazde dhammaan dhamaan dhammaantood dhamaantood dhammaantooda dhamaantooda kulligood kuligood kulligooda dhammaanba labadaba labada kulli sab saare sabhi sary dono donon tamam سب سارے تمام دونوں الكل كلها كل كلهم جميعها جميعهم كلاهما كليهما الجميع الاثنين kullaha kulha kollohom alkul el-kol"
    )
)
ALL_TAIL = frozenset(
    normalise(one).key
    for one in words("of them really the those these un three four five six seven two 3 4 5 6 7 2 options please pls above it em one lot everything all thanks x like learn study lot birden de da i ohonyn nhw y trzy cztery piec w ech ka ke hi kuch o teen char tino chaaron tinte charta ta এর baki baqi باقي باقی বাকি kalan kalani geri ke ka ki kar کر کے کا کی ta-i الثلاثة الاربعة ٣ olsun")
)  # fmt: skip
THE_LOT = frozenset(("the lot", "the whole lot", "the full lot", "the lot of them", "the lot please", "the lot pls"))  # fmt: skip
NONE = frozenset(
    normalise(line).key
    for line in [
        "none",
        "none of them",
        "none of em",
        "none of um",
        "none of these",
        "none of those",
        "none of the above",
        "none thanks",
        "none please",
        "not any",
        "not any of them",
        "neither",
        "neither of them",
        "neither one",
        "nothing",
        "nothing thanks",
        "no none",
        "hicbiri",
        "hicbirini",
        "hic biri",
        "hicbiri degil",
        "dim un",
        "dim un ohonyn nhw",
        "yr un ohonyn nhw",
        "konotai na",
        "konota na",
        "ektao na",
        "কোনোটাই না",
        "কোনটাই না",
        "একটাও না",
        "zadne",
        "zadna",
        "zaden",
        "zadne z nich",
        "ani jedno",
        "zadnego",
        "koi nahi",
        "koi nahin",
        "koi bhi nahi",
        "in mein se koi nahi",
        "کوئی نہیں",
        "کوئی بھی نہیں",
        "midna",
        "midkood na",
        "waxba",
        "لا شيء",
        "ولا واحد",
        "ولا واحدة",
        "لا شي",
        "wala wahid",
        "la shay",
    ]
)
EXCEPT = frozenset(
    normalise(one).key
    for one in words(
        "except but bar not without besides minus excluding apart other haric disinda degil ac-eithrio heblaw ond chara chhara bade baad ছাড়া বাদে oprocz poza bez aan siwaye siwa ilawa chor علاوه سوا سوائے چھوڑ الا إلا ماعدا عدا غير ليس مش no dont nor never nid nie maaha nahi neither isnt"
    )
)
EXCEPT_BEFORE = frozenset(  # they stand behind what they leave out: "çöp hariç hepsi"
    normalise(one).key
    for one in words(
        "haric disinda ilawa siwa siwaye chara chhara bade baad chor ছাড়া বাদে علاوه علاوہ سوا چھوڑ"
    )
)
FILLERS = frozenset(
    normalise(one).key
    for one in words(
        "and & plus n also then after that next followed by with the a an i we my me want would like choose pick option options number numbers no please pls thanks thank you is are first second third fourth fifth 1st 2nd 3rd 4th 5th best last finally most"
        " then it them to of for think say go id ill all both just only definitely have need needs as well too lastly secondly thirdly firstly lets learn study see use make more hun love mate x ta cheers ve ile sonra once en lutfen istiyorum hem de a ac wedyn yna hefyd o ar gyntaf olaf plis ebong ar tarpor prothome age এবং ও আর তারপর প্রথমে আগে চাই prosze i oraz potem najpierw nastepnie na koncu tez iyo kadib marka hore aur phir pehle baad mein اور پھر پہلے بعد میں و ثم wa thumma w b3dein baadein awwal اولا بعدين بعدها yes ok okay hi an las lst واخيرا اخيرا اخر آخر آخر میں پھر سب سے শেষে সবশেষে সবার পরে আগে একদম tarpore sobseshe sheshe ardindan olarak sonunda ugu dambayn dambeyn dambayntii dambeyntii horayn horayntii koow kadibna kadibna dabadeed xiga koniec wreszcie pozniej dalej akhir akhri mein uske sab se phr phir yn olaf dechrau ddechrau nesaf شي"
    )
)
ORDINALS = {name: at for at, names in enumerate(PLACES, 1) for name in names} | dict.fromkeys(LAST, 99) | {"best": 1, "worst": 99, "finally": 99, "lastly": 99, "firstly": 1, "secondly": 2, "thirdly": 3, "top": 1}  # fmt: skip
AND = frozenset(words("and n ve i iyo aur ar o و w ও আর اور a ac"))
ANY = frozenset(words("anything any whatever whichever lol haha for from ما"))
SMALL = frozenset(
    words(
        "ta thanks thank cheers love pal mate x hi hello ok yes only those these for me on list the my please of options ones choices pls just i want id like y yr te to"
    )
)
