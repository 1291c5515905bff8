"""Words that orders to stop texting are made of, as data, in languages but English.

An order has an end word and a texting word, and nothing but words of its language's line: "stop the
traffic" has no texting word, "stop the messages about the bins" has words that are not in the line.
"""

# ruff: noqa: E501  (word lists)

from dataclasses import dataclass

from flows.reader.normal import normalise, words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One way of writing one language; a text must have an end word and a texting word."""

    language: str
    ends: frozenset[str]
    texting: frozenset[str]
    known: frozenset[str]


def _make(language: str, ends: str, texting: str, around: str) -> Vocabulary:
    first, second, third = (
        frozenset(normalise(one).key for one in words(line)) for line in (ends, texting, around)
    )
    return Vocabulary(language, first, second, first | second | third)


VOCABULARIES = (
    _make(
        "tr",
        "durdur durdurun durdurunuz kes kesin kesiniz birak birakin birakiniz bitir bitirin atma atmayin atmayiniz gonderme gondermeyin gondermeyiniz yollama yollamayin yazma yazmayin yazmayiniz istemiyorum istemiyoruz istemem iptal yeter sil silin cikar cikarin cikariniz son",
        "mesaj mesajlar mesaji mesajlari mesajlariniz mesajlarinizi mesajiniz mesajlardan mesaja sms smsler smsleri yazmayi atmayi gondermeyi yollamayi numarami numaramdan listeden listenizden rehberden abonelik aboneligi aboneligimi uyelik uyeligi uyeligimi mesajlasmak yazismak",
        "bana beni bize bizi benim artik bir daha lutfen lütfen bu su sizden sizin hic almak herhangi lan ya numaraya telefonuma edin et etme yapin verin tesekkurler sagolun kardesim rica ederim ve de da olarak boyle baska",
    ),
    _make(
        "cy",
        "stopiwch stopio stopia peidiwch paid peidio dim ddim tynnwch tynna dilewch digon",
        "negeseuon neges negesau decsts tecsts tecstio thecstio decstio nhecstio tecstiau decstiau thecstiau anfon danfon hanfon rhif rhestr cysylltu gysylltu chysylltu tecst negesu",
        "a ag ataf at i fi mi mwy o os gwelwch yn dda fy y yr oddi ar eich gyda plis ata atom aton enw rhagor eto byth eisiau dwi rwyf rydw isio nawr rwan diolch hyn hon yma ti chi am cael derbyn",
    ),
    _make(
        "bn",
        "bondho bondo bandho off thamun thaman na naa batil stop delete muche bad baad",
        "message messages msg sms text mesej massage texting number nombor",
        "amake ar amar amader ei eigulo apnara apni doya kore please plz pls vai bhai apu eto number e te diben dien diyen den dio pathaben pathano pathaiben pathiyo pathayen korben koren korun koro korte chai lagbe dorkar deben deya felun din dao theke ta list lister",
    ),
    _make(
        "bn",
        "বন্ধ থামান থামুন থামাও না বাতিল নয় মুছে ডিলিট বাদ",
        "মেসেজ এসএমএস ম্যাসেজ মেসেজগুলো মেসেজগুলি বার্তা টেক্সট মেসেজিং নম্বর নাম্বার নম্বরটি",
        "আমাকে আর আমার আমাদের পাঠানো করুন করো করেন করে দেবেন দিবেন দেন দেওয়া পাঠাবেন পাঠিও পাঠিয়েন পাঠান দিও দিয়েন দয়া এই এসব প্লিজ আপনারা আপনি নম্বরে নাম্বারে চাই এগুলো কোনো কোন লাগবে দরকার অনুগ্রহ দিন দাও ফেলুন থেকে তালিকা লিস্ট লিস্টের তালিকার আপনাদের আপনার",
    ),
    _make(
        "pl",
        "przestan przestancie przestac przestanie zaprzestanie zaprzestac rezygnuje nie koniec dosc stop zadnych bez usun usuncie usunac wypisac wykreslic wypisz wypiszcie",
        "pisac pisz piszcie pisania wysylac wysylaj wysylajcie wysylania przysylac przysylaj przysylajcie wiadomosci wiadomosc sms smsy smsow smsa smsami smsach esemesow esemesy kontaktowac kontaktuj kontaktujcie numer numeru listy",
        "do mnie mi nam wiecej juz prosze chce chcemy zycze sobie otrzymywac dostawac dostawania otrzymywania tych te ta od was na ten moj mojego sie ze mna z i o mojej tej takich dziekuje tego",
    ),
    _make(
        "so",
        "jooji joojiya joojin joojiso ha daa daaya rabo joogso maayo doonayo tirtir tira saar",
        "liiska liis fariin fariimo fariimaha fariinta fariimahan fariimahaas fariintan farriin farriimo farriimaha farriinta farriimahan farriintan sms message messages qoraal qoraalka dirin dirina diro nambarkayga lambarkayga number-kayga",
        "ii soo iga fadlan dambe mar kale waxaan rabaa inaad i aan ma ka tirtir liiska dhammaan qorin qorina walaal mahadsanid dirista wax hadda aad dirayso diraysaan dirtaan dooni saar kasta",
    ),
    _make(
        "ur",
        "band bund mat na nahi nahin roko rokein rok stop hatao hata nikal nikalo delete",
        "message messages msg msgs sms paigham text texts bhejna bhejo bhejein bhejen bhejiye messaging texting number tang list",
        "mujhe mjhe humein hamein ko karo karein karain kren kare kardo kar do dein den dijiye ab please plz pls meherbani meharbani aur ye yeh is in number par pe mera meri apne apke chahiye chahie hai hain karna list se bhai sahib",
    ),
    _make(
        "ur",
        "بند مت نہ نہیں روکو روکیں ہٹا ہٹاؤ ختم نکال ڈیلیٹ",
        "میسج میسجز پیغام پیغامات بھیجنا بھیجیں بھیجو بھیجنے ٹیکسٹ میسیج مسیج نمبر تنگ",
        "مجھے ہمیں کریں کرو کر دیں دو دیجئے اب اور براہ کرم مہربانی یہ ان چاہئے چاہیے ہے ہیں کرنا کے کو سے میرے میرا نمبر پر مزید کوئی برائے فرما",
    ),
    _make(
        "ar",
        "توقف توقفوا توقفي اوقف اوقفوا اوقفي وقف وقفوا وقفي لا كفى كفاية بطل بطلوا الغ الغاء الغوا ايقاف احذف احذفوا مابي بدون شيل شيلوا امسح امسحوا حذف ازيلوا الغي",
        "رسائل الرسائل رسالة تبعتوا تبعثوا رسائلكم رسايل الرسايل مراسلتي مراسلة المراسلة ارسال الارسال ترسل ترسلوا ترسلي ترسلون تراسلني تراسلوني تكتب تكتبوا الاشتراك اشتراكي رقمي مسجات sms تبعتولي تبعتلي تبعثولي تبعثوا تبعتو ترسلولي تبعثلي ابعتوا ابعتولي",
        "لي الي إلي عن من فضلك فضلكم اي مرة اخرى بعد الان اريد نريد هذه المزيد لو سمحت سمحتم ارجوك سمحتوا ارجوكم ارجو رجاء على هذا الرقم تلقي ما ابي ابغى بدي في استلام منكم شكرا القائمة قائمتكم كل جميع القايمه اللسته لسته اليوم عندكم ارجوكم شي",
    ),
    _make(
        "ar",
        "la tawaqaf tawaqqaf waqif waqef wa2ef wa2if wa2fo wa2fu wa2ifo waqfo battal battalo batlo awqif kafa khalas balash batel mabi ma mush mish",
        "rasail rasayel rasael risala rasa2el tursil tarsil tirsil turselu tirsilu torselo tursilo teb3ato tib3ato teb3atli tib3atli teb3atouli tib3atouli tib3atoli teb3atoli tib3atu tb3atoli tb3atouli tebatoli tibatoli tib3atlo tb3atli teb3ato tersel terselo ersal irsal murasalati sms messages message mesag",
        "li ili ilay al el min fadlak fadlik fadlkom law samaht samahtom ay urid ureed abi bidi baddi biddi hadhihi hay tani marra thaniya an 3an ana kul please shi",
    ),
)
NOT_TO_STOP = tuple(
    f" {normalise(f'{first} {second}').key} "
    for firsts, seconds in (
        (
            "bondho|bondo|bandho|off|batil|stop",
            "korben na|koren na|koro na|korio na|korba na|koiren na|korbenna",
        ),
        ("বন্ধ|বাতিল|স্টপ", "করবেন না|করেন না|করো না|কইরেন না|করিয়েন না"),
        ("band|bund|stop|khatam", "mat|na|nahi|nahin|nhi"),
        ("بند|ختم", "مت|نہ|نہیں"),
        ("ha", "joojin|joojinina|joojinin|joogsan|joogsanina"),
        (
            "لا|ما",
            "توقف|توقفوا|توقفي|توقفون|تتوقف|تتوقفوا|تبطل|تبطلوا|تلغوا|تلغي|تحذفوا|تحذف|تشيلوا|تشيل",
        ),
        ("la|ma", "twa2fo|twaqfo|twaqef|twa2ef|tawaqaf|tawaqqaf|twakfo|tebattel|tebatel|tbattlo"),
        (
            "nie",
            "rezygnuje|przestan|przestancie|przestawaj|przestawajcie|usuwaj|usuwajcie|wypisuj|wypisujcie",
        ),
        ("peidiwch|paid|peidio|peidiwch a|paid a", "stopio|stopiwch|gorffen"),
    )
    for first in firsts.split("|")
    for second in seconds.split("|")
)
"""Verbs of ending that are denied themselves: "message band mat karo" is a wish for more texts."""
ALL_TEXTING = frozenset().union(*(one.texting for one in VOCABULARIES))
