"""Words that people put around an option, and words for its place, as data. Holds no reading."""

# ruff: noqa: E501  (word lists)

from functools import lru_cache
from unicodedata import normalize

import regex

from flows.reader.normal import WORDS_REMEMBERED, normalise, words
from flows.reader.spelt_by_ear import undo_mutation


def _keys(*lines: str) -> frozenset[str]:
    return frozenset(normalise(one).key for line in lines for one in words(line))


FILLERS = _keys(
    "the a an my by of for us its it is that would be i think say option number no answer letter opt",
    "choice mostly mainly really just only probably and please pls plz thanks thank thx ta cheers you one ones pick",
    "definitely def defo deffo to in on at most all im me we our ill id hepsi like want wants choose choosing prefer go going with this these",
    "maybe perhaps thing obvs obviously innit x xx xxx lol back backing support vote voting mine best better every time way fine good great need needs needed first",
    "take takes taking catch catches make makes more hun hunni babe bab bruv fam innit darling dear chuck pet hen sweetheart tbh honestly actually prob probs prolly probly lets learn study then num",
    "gotta got has have hes shes been course sure certainly absolutely totally clearly easily easy hands down mate love pal bro there here gets get put down favourite fave main top priority important yes yeah yep yh ok okay oh well hi hello um umm erm hmm so has am are was should could cos always 100 percent thatd thats theres please sounds seems looks right",
    "ans tbf kindly select selecting reply goes going picks sectim dedim derim diyorum istiyoruz bence en cok galiba tane secenek numara olan olsun lutfen istiyorum isterim tabii evet tercihim tercih ederim bana gore kesinlikle secim seciyorum secerim iyi olur bu daha fazla cok hep artik tesekkurler tesekkur",
    "dewis dwi eisiau isio un yr y yn ta ti hoffwn plis diolch os gwelwch dda fi orau rhif opsiwn ie mwy o ni rhagor gwell diolch fawr bydda byddaf",
    "number nombor chai ami amar mone hoy bhalo valo hobe eta oita dorkar lagbe onek beshi aro khub beshi অনেক আরো আরও খুব প্লিজ please টা টি চাই আমি আমার ভালো হবে হলে এটা ওটা দরকার লাগবে মনে হয় সবচেয়ে বেশি নম্বর নাম্বার জি হ্যাঁ",
    "prosze poprosze numer nr wybieram wole opcja opcje mysle ze chodzi mi o to jest bardzo najbardziej tak najlepszy najlepsza moim zdaniem glosuje na oczywiscie wiecej duzo sa u nas chcialbym chcialabym chce bym dziekuje",
    "tan kan tani kani ka ta doorasho doorasha doorashada lambarka nambarka badan dheeraad aad u waxaan rabaa doortay dooranayaa waa ugu fiican fadlan mahadsanid",
    "wala wali wale hai ji haan mujhe chahiye mera meri pasand behtar acha accha sahi karein والا والی ہے ہیں رقم جی ہاں مجھے چاہیے میرا میری پسند بہتر اچھا نمبر کا کی زیادہ بہت پلیز مہربانی سب سے اہم zyada bohat bahut please sabse aham wali",
    "اريد أريد اختار أختار رقم raqam ana urid akhtar انا أنا هو هي افضل أفضل احسن أحسن نعم من فضلك الخيار خيار شكرا لو سمحت سمحتي سمحتم رجاء ارجوك بدي بدنا ابغى ابي عايز عاوز عايزه المزيد اكثر كثير كتير دايما دائما جدا law samaht samahti el al baddi biddi ayez aktar ktir kteer",
)
ORDINALS = tuple(
    _keys(line)
    for line in (
        "first 1st firstly 1s birinci birincisi ilk ilki cyntaf gyntaf prothom prothomta prothomti প্রথম প্রথমটা প্রথমটি পহেলা pierwszy pierwsza pierwsze pierwszą kowaad koowaad kowaadka hore ugu-horreeya pehla pehli pehle pahla پہلا پہلی پہلے الاول الأول الأولى اول أول awwal alawwal aloula 🥇",
        "second 2nd ikinci ikincisi ail ditiyo dwitiyo ditiyota দ্বিতীয় দ্বিতীয়টা দ্বিতীয়টি drugi druga drugie drugą labaad labaadka doosra dusra doosri dusri doosre دوسرا دوسری دوسرے الثاني الثانية ثاني thani althani thania althania 🥈",
        "third 3rd ucuncu ucuncusu trydydd trydedd drydydd tritiyo tritiyota তৃতীয় তৃতীয়টা তৃতীয়টি trzeci trzecia trzecie trzecią saddexaad saddexaadka teesra tisra teesri teesre تیسرا تیسری تیسرے الثالث الثالثة ثالث thalith althalith 🥉",
        "fourth 4th dorduncu dorduncusu pedwerydd pedwaredd bedwerydd choturtho চতুর্থ চতুর্থটা czwarty czwarta czwarte czwartą afraad chautha chauthi چوتھا چوتھی الرابع الرابعة rabi alrabi arrabi",
        "fifth 5th besinci besincisi pumed bumed ponchom পঞ্চম piaty piata piate shanaad panchwa panchwan پانچواں پانچویں الخامس الخامسة khamis alkhamis",
        "sixth 6th altinci chweched shoshtho ষষ্ঠ szosty szosta lixaad chata chatta چھٹا السادس السادسة",
        "seventh 7th yedinci seithfed shoptom সপ্তম siodmy siodma toddobaad satwan ساتواں السابع السابعة",
        "eighth 8th sekizinci wythfed oshtom অষ্টম osmy osma siddeedaad athwan آٹھواں الثامن الثامنة",
        "ninth 9th dokuzuncu nawfed nobom নবম dziewiaty dziewiata sagaalaad nawan نواں التاسع التاسعة",
    )
)
LAST = _keys(
    "last bottom final son sonuncu sonuncusu sondaki en-son olaf diwethaf shesh shesher sheshta শেষ শেষের শেষেরটা শেষটা ostatni ostatnia ostatnie ostatnią akhri aakhri akhiri آخری الاخير الأخير الأخيرة اخير akheer alakheer alakhir dambe dambeeya dambeeyo ugu-dambeeya"
)
MIDDLE = _keys("middle centre center ortadaki ortanca canol majher মাঝের srodkowy srodkowa srodkowe dhexe beech beechwala darmiyani درمیانی بیچ الوسط الاوسط الأوسط الوسطى")  # fmt: skip
TOO_SMALL = frozenset(
    words("the a an of for and or to in on at is it i no not my our your yes with by")
)
HEDGES = _keys(
    "prob probs prolly probly think maybe perhaps probably guess suppose possibly reckon might could galiba sanirim belki herhalde efallai hoyto hoito moze chyba raczej shayad malaha ربما شاید হয়তো হয়ত ممكن يمكن"
)
OPINIONS = tuple(
    tuple(normalise(line).tokens)
    for line in [
        "i think",
        "i think its",
        "i reckon",
        "i believe",
        "id say",
        "i would say",
        "in my opinion",
        "imo",
        "mysle ze",
        "uwazam ze",
        "bence",
        "dusunuyorum ki",
        "dwi n meddwl",
        "rwy n credu",
        "ami mone kori",
        "amar mone hoy",
        "আমার মনে হয়",
        "আমি মনে করি",
        "mera khayal hai",
        "mere khayal mein",
        "میرا خیال ہے",
        "میرے خیال میں",
        "اعتقد",
        "أعتقد ان",
        "اظن",
        "برأيي",
        "waxaan u malaynayaa",
        "a3taqid",
    ]
)
DENIALS = _keys(
    "not nae none never neither nor dont doesnt isnt arent wasnt wont cant except without anything degil hicbiri haric nid dim ddim na nac heblaw noy nai nei na না নয় নেই ছাড়া nie oprocz zaden zadna maaha ma maya nahi nahin nhi mat siwaye نہیں مت لا ليس مش مو غير الا"
) - {"ma", "mo"}
SIGN_WORDS = {  # what people call what Unicode calls a wastebasket
    sign: words(called)
    for signs, called in (
        ("🚲🚴", "bike bikes bicycle cycle cycling"),
        ("🚗🚙🚘", "car cars driving"),
        ("🚶", "walk walking foot"),
        ("🚂🚆🚄🚅", "train trains rail"),
        ("🗑🚮", "bin bins rubbish litter waste"),
        ("🏠🏡🏘", "home homes house houses housing"),
        ("🌳🌲", "tree trees park parks"),
        ("📚📖", "library books"),
        ("🏥💊🩺", "health hospital doctor doctors clinic"),
        ("🐕🐶🐩", "dog dogs"),
        ("🐈🐱", "cat cats"),
        ("🚓👮🚔", "police crime safety"),
        ("🎢🛝", "playground play"),
        ("🚽🚻", "toilet toilets"),
        ("💷💰💵", "money cash"),
        ("🛒🏪", "shop shops shopping"),
        ("☕", "cafe coffee"),
        ("🏀🏈🎾", "sport sports"),
    )
    for sign in signs
}
LATE_DENIALS = _keys("degil noy nahi nahin nhi maaha নয় নই نہیں")  # they deny what stands before
EITHER_WAY = _keys("না na")  # in Bengali "park na school" asks which of the two
_ENGLISH_END = regex.compile(r"(?<=[^s])sses$|(?<=s|x|z|ch|sh)es$|(?<=[^siu])s$")
_ENDS = {
    "tr": regex.compile(r"(?<=\p{L}{3})(?:l[ae]r)?(?:[iu]n|[dt][ae]n?|y?[aeiu]|s[iu])?$"),
    "pl": regex.compile(r"(?<=\p{L}{3})(?:ami|ach|ow|om|[aeiouy])$"),
    "bn": regex.compile(
        normalize("NFD", r"(?<=[\p{L}\p{M}]{2})(?:গুলো|গুলি|টায়|টাই|টা|টি|টে|তে|ের|কে|য়|ে|র|ই)$")
    ),
    "ar": regex.compile(r"^(?:وال|بال|لل|ال|و)(?=\p{L}{2})|(?<=\p{L}{3})(?:ات|ه)$"),
    "ur": regex.compile(r"(?<=\p{L}{3})(?:وں|يں|ين|ے|ا|ه)$"),
}


VERBS = {  # other words in -ing are things: parking is no park, training no train
    form: verb
    for verb, forms in (
        ("walk", "walking walked walks walker"),
        ("cycle", "cycling cycled cycles cyclist"),
        ("drive", "driving drove drives driver"),
        ("run", "running runs runner"),
        ("swim", "swimming swims swimmer"),
        ("cook", "cooking cooks cookery"),
        ("garden", "gardening gardens"),
        ("house", "housing houses"),
        ("light", "lighting lights"),
        ("heat", "heating heated"),
        ("dance", "dancing dances"),
        ("sing", "singing sings"),
        ("paint", "painting paints"),
        ("read", "reading reads"),
        ("write", "writing writes"),
        ("sew", "sewing sews"),
        ("knit", "knitting knits"),
        ("clean", "cleaning cleans cleaner"),
        ("shop", "shopping shops"),
        ("play", "playing plays"),
        ("repair", "repairing repairs repaired"),
        ("insulate", "insulation insulating insulated"),
        ("noise", "noisy noises"),
        ("crowd", "crowded crowding"),
        ("flood", "flooding floods flooded"),
    )
    for form in words(forms)
}


@lru_cache(maxsize=WORDS_REMEMBERED)
def stem(token: str, language: str) -> str:
    """Take away the endings a language puts to a word: homes, okula, szkołę, রাস্তাটা, المدرسة."""
    if language == "cy":
        return undo_mutation(token)
    ending = _ENDS.get(language)
    if ending is not None and (language in ("tr", "pl")) == token.isascii():
        token = ending.sub("", token)
    if not token.isascii() or language in ("tr", "pl"):
        return token
    verb = VERBS.get(token)
    if verb is not None:
        return verb
    if token.endswith("ies") and len(token) > 4:
        return token[:-3] + "y"
    return _ENGLISH_END.sub(lambda match: "s" if match[0] == "sses" else "", token)
