"""Names of days and months and words for days in eight languages. Holds no reading.

Babel's CLDR has the names; here stand only what people write besides.
"""

# ruff: noqa: E501  (word lists)

from datetime import date
from functools import lru_cache
from importlib import import_module

import regex

from flows.reader.normal import normalise, words
from flows.reader.number_words import SPOKEN, sound

LANGUAGES = words("en tr cy bn pl so ur ar")
_MONTHS = {
    "en": "jan january janu/feb febuary febraury/mar march/apr april/may/jun june/jul july/aug august/sep sept september/oct october/nov november/dec december decembre",
    "tr": "ocak/subat/mart/nisan/mayis/haziran/temmuz/agustos/eylul/ekim/kasim/aralik",
    "cy": "ionawr/chwefror/mawrth fawrth/ebrill/mai fai/mehefin fehefin/gorffennaf orffennaf/awst/medi fedi/hydref/tachwedd dachwedd/rhagfyr",
    "bn": "januari january জানুয়ারী জানুয়ারি/februari february ফেব্রুয়ারী ফেব্রুয়ারি/march মার্চ/april এপ্রিল/মে/june জুন/julai july জুলাই/august আগস্ট অগাস্ট/september সেপ্টেম্বর/oktobor october অক্টোবর/nobhembor november নভেম্বর/disembor december ডিসেম্বর",
    "pl": "stycznia styczen styczniu/lutego luty lutym/marca marzec marcu/kwietnia kwiecien kwietniu/maja maj maju/czerwca czerwiec czerwcu/lipca lipiec lipcu/sierpnia sierpien sierpniu/wrzesnia wrzesien wrzesniu/pazdziernika pazdziernik pazdzierniku/listopada listopad listopadzie/grudnia grudzien grudniu",
    "so": "janaayo jannaayo jeenawari/febraayo feebarwari/maarso maarsi/abriil/maajo may mey/juun/luulyo luuliyo/agoosto ogosto/sebteembar sitembar/oktoobar/nofeembar/diseembar disembar",
    "ur": "january janwari جنوری/february farwari فروری/march مارچ/april aprail اپریل/may مئی/june جون/july julai جولائی/august agast اگست/september sitambar ستمبر/october aktoobar اکتوبر/november nawambar نومبر/december disambar دسمبر",
    "ar": "yanayer يناير كانون-الثاني/fibrayer فبراير شباط/maris مارس اذار آذار/abril أبريل ابريل نيسان/mayo مايو ايار أيار/yunyu يونيو حزيران/yulyu يوليو تموز/aghustus أغسطس اغسطس آب/sibtambar سبتمبر ايلول أيلول/uktubar أكتوبر اكتوبر/nufambar نوفمبر/disambar ديسمبر",
}
_DAYS = {  # Monday first
    "en": "mon monday mondays munday/tue tues tuesday tuseday teusday/wed weds wednesday wensday wednsday wendsday/thu thur thurs thursday thrusday thirsday/fri friday firday/sat saturday saterday satarday/sun sunday",
    "tr": "pazartesi pzt/sali/carsamba crs/persembe prs/cuma/cumartesi cmt/pazar",
    "cy": "llun lun/mawrth fawrth/mercher fercher/iau/gwener wener/sadwrn/sul",
    "bn": "shombar sombar sombaar সোমবার/mongolbar mongalbar মঙ্গলবার মঙ্গল/budhbar বুধবার বুধ/brihoshpotibar brihospotibar bishudbar বৃহস্পতিবার বৃহস্পতি/shukrobar sukrobar shukkurbar jummabar শুক্রবার শুক্র/shonibar sonibar শনিবার শনি/robibar rabibar রবিবার রবি",
    "pl": "poniedzialek poniedzialku poniedzialki pon pn/wtorek wtorku wt/sroda srode srody sr/czwartek czwartku czw/piatek piatku pt/sobota sobote soboty sob/niedziela niedziele niedzieli nd ndz",
    "so": "isniin isniinta/talaado salaasa talaadada salaasada/arbaco arbaca arbacada/khamiis khamiista/jimce jimco jimcaha jimcada/sabti sabtida/axad axadda",
    "ur": "peer pir somwar پیر سوموار/mangal منگل/budh بدھ/jumerat jumeraat jumayraat جمعرات/jumma juma jumah jume جمعہ جمعے/hafta haftay sanichar ہفتہ سنیچر/itwar itwaar atwar اتوار",
    "ar": "alithnayn alitnein ithnain itnein الاثنين الإثنين اثنين التنين/althulatha thulatha talat الثلاثاء ثلاثاء التلات/alarbia arbia arb3a الأربعاء الاربعاء اربعاء الاربعا/alkhamis khamis الخميس خميس/aljumua aljuma jumua jum3a gom3a gomaa jom3a jom3ah joma jumaa jomoa الجمعة جمعة/alsabt sabt assabt السبت سبت/alahad ahad الأحد الاحد احد",
}
_RELATIVE = {  # days from today: words
    "en": "0: today tday todays now tonight tonite 2day/1: tomorrow tomorow tommorow tommorrow tomorrows tomorra tmrw tmr tmw tmoz tomo 2moro 2morrow 2mrw 2moz tmoro tomoz tmorrow tmrow tomrw/-1: yesterday yday",
    "tr": "0: bugun bu-gun bugunku/1: yarin yarinki/2: obur/-1: dun",
    "cy": "0: heddiw heno/1: yfory fory/2: trennydd drennydd/-1: ddoe neithiwr/-2: echdoe",
    "bn": "0: aj ajke ajk aaj ajkei আজ আজকে আজকেই/1: kal agamikal kalke kalkei আগামীকাল কাল কালকে/2: porshu porsu পরশু/-1: gotokal গতকাল",
    "pl": "0: dzis dzisiaj/1: jutro jutra/2: pojutrze/-1: wczoraj/-2: przedwczoraj",
    "so": "0: maanta caawa/1: berri beri berrito berito beritoo barri barito berro/2: saadanbe saadambe saadamba/-1: shalay shaley shaleyto shalayto/-2: dorraad doraad",
    "ur": "0: aaj aj آج/1: kal کل/2: parson parso پرسوں/3: tarson",
    "ar": "0: alyawm elyoum alyoum alyom elyom nharda inharda ennaharda elnaharda innaharda naharda النهارده النهاردة انهارده انهاردة النهارده اليوم/1: bukra bokra boukra ghadan bachir غد غدا غداً بكرة بكره بكرا باچر باكر/-1: ams mbareh embareh imbareh imbare7 embare7 embare2 امبارح مبارح امس أمس",
}
# "kal" is tomorrow and yesterday, "parson" two days before or after.
UNSURE_WORDS = frozenset(
    normalise(one).key
    for one in words("kal کل কাল kalke কালকে parson parso tarson پرسوں porshu porsu পরশু now march marches")
)  # fmt: skip


def _keys_of(line: str) -> frozenset[str]:
    return frozenset(normalise(one).key for one in words(line))


NEXT = _keys_of(
    "next nxt nex following gelecek onumuzdaki haftaya oteki nesaf agami samner porer আগামী সামনের পরের nastepny nastepna nastepnym nastepne przyszly przyszla przyszlym przyszle przyszlego soo socda soosocota xiga agle agla agli aglay اگلے اگلی القادم القادمة قادم المقبل المقبلة الجاي الجاية aljay elgay eljay jay alqadim"
)
THIS = _keys_of(
    "this coming bu hwn hon yma ei এই ten ta te tym w-tym is iss اس هذا هذه hadha najblizszy najblizsza najblizszym kan tan"
)
LAST = _keys_of("last past gecen diwethaf goto গত zeszly zeszla ostatni ostatnia ubieglym pichle pichla پچھلے پچھلی گزشتہ الماضي الماضية الفائت hore tagay")  # fmt: skip
FILLERS = _keys_of(
    "oh go then come along round over there be on the of in at by for and to is it its be i can we will would like please pls plz thanks thank you a an that s ok okay yes yeah how about"
    " date day from my me suits best good works fine free available only just come meet meeting see u ya x hi hello morning afternoon evening night noon lunch lunchtime lets say id prefer anytime any time year this"
    " early late around after before all gunu gun lutfen icin sabah aksam ogleden ogle sonra saat tarihi tarihinde bana uyar olur dydd ddydd diwrnod ar yr y bore prynhawn nos am din tarikh dine ke তারিখ তারিখে দিন সকালে বিকেলে সন্ধ্যায় রাতে সকাল বিকেল"
    " dnia w we na o rano wieczorem poludnie godz po prosze maalin maalinta bisha subax subaxnimo galab galabnimo fiidnimo habeen ko din tareekh tarikh subah shaam dopahar raat کو تاریخ دن صبح شام دوپہر رات يوم في مساء صباحا الصبح المساء الظهر سنة عام من roku yili yil saal سال সাল সালের sanad sanadka"
    " yom yawm fi ka ki se mein میں کی کے کا سے er i la o'r yn fi"
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
} | {"thirtieth": 30, "twelveth": 12, "fith": 5, "nineth": 9, "twentyfirst": 21, "twentysecond": 22, "twentythird": 23, "twentyfourth": 24, "twentyfifth": 25, "thirtyfirst": 31, "pehli": 1}  # fmt: skip
ORDINALS |= {  # as days of the month
    word: number
    for line in (
        "cyntaf ail trydydd pedwerydd pumed chweched seithfed wythfed nawfed degfed",
        "pierwszego drugiego trzeciego czwartego piatego szostego siodmego osmego dziewiatego dziesiatego jedenastego dwunastego trzynastego czternastego pietnastego szesnastego siedemnastego osiemnastego dziewietnastego dwudziestego",
        "pierwszy drugi trzeci czwarty piaty szosty siodmy osmy dziewiaty dziesiaty",
        "birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci dokuzuncu onuncu",
        "kowaad labaad saddexaad afraad shanaad lixaad toddobaad siddeedaad sagaalaad tobnaad",
        "pehla doosra teesra chautha panchwan",
        "পহেলা দোসরা তেসরা চৌঠা পাঁচই ছয়ই সাতই আটই নয়ই দশই",
        "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    )
    for number, word in enumerate((normalise(one).key for one in words(line)), 1)
} | {"trydedd": 3, "pedwaredd": 4, "drydydd": 3, "bumed": 5, "trzydziestego": 30, "poyla": 1, "pohela": 1, "প্রথম": 1, "পয়লা": 1, "ilk": 1, "labaad": 2}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "dwudziestego": 20, "trzydziestego": 30}
_ENDINGS = {
    "tr": regex.compile(r"(?:[dt][ae]ki|n?[iu]n|[dt][ae]n?|y[ae]|[ae]|y?[iu]|leri|lari|si|su)$"),
    "bn": regex.compile(r"(?:er|te|ke|e|ের|তে|কে|ে|র)$"),
    "so": regex.compile(r"(?:ka|ga|ha|da|ta|eed)$"),
    "ar": regex.compile(r"^(?:وال|بال|لل|ال|و|ل|ب|el|al)"),
}


def _keys(line: str) -> list[str]:
    return [normalise(one).key for one in words(line)]


def look_up(token: str, names: dict[str, int], language: str) -> int | None:
    """Find a name, also with the ending a language puts to it ("salıya", "মার্চের")."""
    found = names.get(token)
    if found is None and language in SPOKEN and len(token) > 3:
        found = _by_sound(language).get(sound(token)) if names is list_weekdays(language) else None
    ending = _ENDINGS.get(language)
    if found is not None or ending is None or len(token) < 4:
        return found
    bare = ending.sub("", token)
    return names.get(bare) if bare != token and len(bare) > 2 else None


@lru_cache(maxsize=16)
def _by_sound(language: str) -> dict[str, int]:
    """Give the weekdays as they sound, for those spelt by ear."""
    return {sound(name): day for name, day in list_weekdays(language).items() if len(name) > 3}


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


@lru_cache(maxsize=1024)
def write_day(day: str, language: str) -> str:
    """Write an ISO day as "3 Mar 2027" in the language, English where we do not know it."""
    locale = language if language in LANGUAGES else "en"
    write = import_module("babel.dates").format_date
    return str(write(date.fromisoformat(day), "d MMM y", locale=locale))


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
