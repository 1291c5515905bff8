"""Names of days and months and words for days in eight languages. Holds no reading.

Babel's CLDR has the names; here stand only what people write besides.
"""

# ruff: noqa: E501  (word lists)

from functools import lru_cache
from importlib import import_module

from flows.normal import normalise, words

LANGUAGES = words("en tr cy bn pl so ur ar")
_MONTHS = {
    "en": "jan january janu/feb febuary febraury/mar march/apr april/may/jun june/jul july/aug august/sep sept september/oct october/nov november/dec december decembre",
    "tr": "ocak/subat/mart/nisan/mayis/haziran/temmuz/agustos/eylul/ekim/kasim/aralik",
    "cy": "ionawr/chwefror/mawrth fawrth/ebrill/mai fai/mehefin/gorffennaf orffennaf/awst/medi fedi/hydref/tachwedd dachwedd/rhagfyr",
    "bn": "januari জানুয়ারী জানুয়ারি/februari ফেব্রুয়ারী ফেব্রুয়ারি/march মার্চ/এপ্রিল/মে/জুন/julai জুলাই/আগস্ট অগাস্ট/সেপ্টেম্বর/oktobor অক্টোবর/nobhembor নভেম্বর/disembor ডিসেম্বর",
    "pl": "stycznia styczen/lutego luty/marca marzec/kwietnia kwiecien/maja maj/czerwca czerwiec/lipca lipiec/sierpnia sierpien/wrzesnia wrzesien/pazdziernika pazdziernik/listopada listopad/grudnia grudzien",
    "so": "janaayo jannaayo/febraayo/maarso/abriil/maajo/juun/luulyo/agoosto/sebteembar/oktoobar/nofeembar/diseembar",
    "ur": "january جنوری/february فروری/march مارچ/aprail اپریل/مئی/جون/julai جولائی/اگست/ستمبر/اکتوبر/نومبر/دسمبر",
    "ar": "yanayer يناير/fibrayer فبراير/maris مارس/abril أبريل ابريل/mayo مايو/يونيو/يوليو/أغسطس اغسطس/سبتمبر/أكتوبر اكتوبر/نوفمبر/ديسمبر",
}
_DAYS = {  # Monday first
    "en": "mon monday mondays munday/tue tues tuesday tuseday teusday/wed weds wednesday wensday wednsday wendsday/thu thur thurs thursday thrusday thirsday/fri friday firday/sat saturday saterday satarday/sun sunday",
    "tr": "pazartesi/sali/carsamba/persembe/cuma/cumartesi/pazar",
    "cy": "llun lun/mawrth fawrth/mercher fercher/iau/gwener wener/sadwrn/sul",
    "bn": "shombar sombar sombaar সোমবার/mongolbar mongalbar মঙ্গলবার/budhbar বুধবার/brihoshpotibar brihospotibar বৃহস্পতিবার/shukrobar sukrobar শুক্রবার/shonibar sonibar শনিবার/robibar rabibar রবিবার",
    "pl": "poniedzialek pon/wtorek/sroda srode/czwartek/piatek/sobota sobote/niedziela niedziele",
    "so": "isniin isniinta/talaado salaasa talaadada/arbaco arbaca arbacada/khamiis khamiista/jimce jimco jimcaha/sabti sabtida/axad axadda",
    "ur": "peer pir somwar پیر/mangal منگل/budh بدھ/jumerat jumeraat جمعرات/jumma juma jumah جمعہ/hafta haftay ہفتہ سنیچر/itwar itwaar اتوار",
    "ar": "alithnayn alitnein الاثنين الإثنين اثنين/althulatha الثلاثاء ثلاثاء/alarbia الأربعاء الاربعاء اربعاء/alkhamis الخميس خميس/aljumua aljuma الجمعة جمعة/alsabt السبت سبت/alahad الأحد الاحد احد",
}
_RELATIVE = {  # days from today: words
    "en": "0: today tday todays now tonight tonite/1: tomorrow tomorow tommorow tommorrow tomorrows tmrw tmr tmw tomo 2moro 2morrow 2mrw tmoro tomoz tmorrow/-1: yesterday yday",
    "tr": "0: bugun/1: yarin/2: obur/-1: dun",
    "cy": "0: heddiw heno/1: yfory fory/2: trennydd/-1: ddoe",
    "bn": "0: aj ajke ajk আজ আজকে/1: kal agamikal kalke আগামীকাল কাল কালকে/2: porshu porsu পরশু/-1: gotokal গতকাল",
    "pl": "0: dzis dzisiaj/1: jutro/2: pojutrze/-1: wczoraj",
    "so": "0: maanta/1: berri beri/2: saadanbe/-1: shalay",
    "ur": "0: aaj آج/1: kal کل/2: parson parso پرسوں",
    "ar": "0: alyawm elyoum alyoum اليوم النهارده/1: bukra bokra ghadan غد غدا غداً بكرة بكره/-1: ams mbareh امس أمس",
}
# "kal" is tomorrow and yesterday, "parson" two days before or after.
UNSURE_WORDS = frozenset(
    normalise(one).key
    for one in words("kal کل কাল kalke কালকে parson parso پرسوں porshu porsu পরশু now march marches")
)
NEXT = frozenset(
    normalise(one).key
    for one in words(
        "next nxt gelecek onumuzdaki haftaya nesaf agami আগামী nastepny nastepna nastepnym przyszly przyszla przyszlym soo socda soosocota agle agla agli اگلے اگلی القادم القادمة المقبل aljay"
    )
)
THIS = frozenset(
    normalise(one).key
    for one in words("this coming bu hwn hon ei এই ten ta te is اس هذا هذه hadha najblizszy")
)
LAST = frozenset(
    normalise(one).key
    for one in words("last past gecen diwethaf goto গত zeszly ostatni pichle پچھلے الماضي")
)
FILLERS = frozenset(
    normalise(one).key
    for one in words(
        "on the of in at by for and to is it its be i can we will would like please pls plz thanks thank you a an that s ok okay yes yeah how about"
        " date day from my me suits best good works fine free available only just come meet meeting see u ya x hi hello morning afternoon evening night"
        " early late around after before all gunu gun lutfen icin sabah aksam ogleden sonra saat dydd diwrnod ar yr y bore prynhawn nos am din tarikh dine ke তারিখ তারিখে দিন সকালে বিকেলে"
        " dnia w we na o rano wieczorem godz maalin maalinta bisha subax galab ko din tareekh subah shaam کو تاریخ دن يوم في مساء صباحا سنة roku yili yil"
    )
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
            " seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30, "twelveth": 12, "fith": 5, "nineth": 9, "cyntaf": 1, "ail": 2, "trydydd": 3, "pedwerydd": 4, "pumed": 5, "chweched": 6, "seithfed": 7, "wythfed": 8, "nawfed": 9, "degfed": 10, "pierwszego": 1, "drugiego": 2, "trzeciego": 3, "piatego": 5, "dziesiatego": 10, "pehli": 1}  # fmt: skip
FEASTS = {  # (month, day)
    "christmas": (12, 25), "xmas": (12, 25), "christmas day": (12, 25), "xmas day": (12, 25), "christmas eve": (12, 24), "xmas eve": (12, 24),
    "boxing day": (12, 26), "new years day": (1, 1), "new years": (1, 1), "new year": (1, 1), "new year day": (1, 1), "new years eve": (12, 31), "nye": (12, 31),
    "halloween": (10, 31), "bonfire night": (11, 5), "valentines day": (2, 14), "valentines": (2, 14), "st davids day": (3, 1), "yilbasi": (1, 1), "nadolig": (12, 25),
}  # fmt: skip


def _keys(line: str) -> list[str]:
    return [normalise(one).key for one in words(line)]


@lru_cache(maxsize=16)
def list_months(language: str) -> dict[str, int]:
    """Give a language's names of months -> 1 to 12."""
    found = _take_names(language, "months") if language in LANGUAGES else {}
    for number, line in enumerate(_MONTHS.get(language, "").split("/"), 1):
        found |= dict.fromkeys(_keys(line), number)
    return found


@lru_cache(maxsize=16)
def list_weekdays(language: str) -> dict[str, int]:
    """Give a language's names of days -> 0 (Monday) to 6."""
    found = _take_names(language, "days") if language in LANGUAGES else {}
    for number, line in enumerate(_DAYS.get(language, "").split("/")):
        found |= dict.fromkeys(_keys(line), number)
    return found


@lru_cache(maxsize=16)
def list_relative(language: str) -> dict[str, int]:
    """Give a language's words such as tomorrow -> days from today."""
    found: dict[str, int] = {}
    for part in _RELATIVE.get(language, "").split("/"):
        number, _, line = part.partition(":")
        found |= dict.fromkeys(_keys(line), int(number or 0))
    return found


def _take_names(language: str, what: str) -> dict[str, int]:
    """Take names of one word from CLDR, long and short; Babel is loaded when a day is first read."""
    names = getattr(import_module("babel.core").Locale(language), what)
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context].get(width, {}).items():
                key = normalise(name).key
                if len(key) > 1 and " " not in key:
                    found.setdefault(key, number)
    return found
