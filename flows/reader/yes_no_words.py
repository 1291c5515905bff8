"""Words for yes and no in eight languages and their Latin spellings, as data. Holds no reading."""

# ruff: noqa: E501  (word lists)

from flows.reader.normal import normalise, words

_WORDS = {  # language -> (words that begin a yes, words that begin a no)
    "en": (
        "y yes ys yse yees ye yeah yea yeh yep yup yh yhh ya yass yas yessir yessss yis yus aye sure surely definitely definately defo deffo def absolutely certainly obviously obvs"
        " course correct right agreed true ok okay okey okies okie oki k kk fine alright alrite indeed totally exactly precisely naturally gladly affirmative yupp yepp si oui da",
        "n no nope nop nah naa naw na nay nae never negative false noway non nein nopes nopey noo nowt wrong incorrect untrue",
    ),
    "tr": (
        "evet evt ewet evvet eved evetttt e eet he hee hehe tabii tabi tabiki elbette olur tamam tamamdir olurdu tmm tmam peki aynen kesinlikle dogru isterim isteriz istiyorum istiyoruz katilirim gelirim yaparim var oldu yapildi onayliyorum mutlaka memnuniyetle hayhay",
        "hayir hayr hyr hayirr h yok yoo yoq olmaz asla istemem istemiyorum istemiyoruz degil maalesef hic olmadi yapilmadi yanlis",
    ),
    "cy": (
        "ie ia oes ydy ydi ydyw ydw yndw ydyn ydych yndi oedd do gwnaf gwna cewch caf iawn wrth siwr cytuno cytunon cytunaf bydda byddaf bydd byddwn baswn byswn hoffwn gallaf galla medraf cei oce sicr bendant",
        "na nage nac nag nid naddo dim ddim nagoes nadw nadi nagydy byth nadoes nagyw",
    ),
    "bn": (
        "hae hya hyan haa ha han haan hea hoy oy hobe ji jee jii zi jwi hmm hu hum accha acha achha thik oboshshoi obosshoi oboshyoi obossoi oboshoi nischoy nischoi nishchoi hyaa chai parbo korbo jabo asbo ashbo thakbo raji"
        " হ্যাঁ হ্যা হাঁ হা হ জি জী জ্বি জ্বী জ্বে হুম ঠিক আচ্ছা অবশ্যই নিশ্চয়ই নিশ্চয় হবে চাই আছে রাজি পারব পারবো করব করবো যাব যাবো আসব আসবো থাকব থাকবো ইয়েস ইয়াহ ওকে ওকেই শিওর অফকোর্স",
        "na naa nah nai nei noy naah kokhono kokhonoi motei নো নোপ না নাহ নাই নেই নয় নই কখনো কখনোই মোটেই",
    ),
    "pl": (
        "tak taak ta t jasne oczywiscie pewnie pewno dobrze dobra zgoda owszem spoko chetnie dokladnie naturalnie racja zdecydowanie tk yhy mhm zgadza prawda",
        "nie niee nje n nigdy wcale niestety ni nieprawda",
    ),
    "so": (
        "haa haah haaa ha hee waayahay waa haye hagaag dabcan sax ok hubaal macquul waan runtii haaheey",
        "maya maaya maay may mayaa weligay maaha maayo marnaba",
    ),
    "ur": (
        "haan han haa ha haanji hanji haji ji jee g jii theek thik teek thek acha accha achha bilkul bilkol zaroor zarur zroor sahi sahih darust beshak hanjee jeehan"
        " ہاں جی ہا ھاں ٹھیک اچھا بالکل بلکل ضرور صحیح درست بیشک یس اوکے اوکی شیور",
        "nahi nahin nai nhi nahee nahe nahen na naa mat hargiz kabhi-nahi نو نہیں نہی نہ نا مت ہرگز",
    ),
    "ar": (
        "naam na3am na3m naam nam aywa aiwa aywah aiwah ayo aywaa eywa eh ee tamam tayyib tayeb tayib akeed akid sah sahih sa7 mashi mashy tab3an tabaan taban ajal bala mwafiq muwafiq mwaf2 hader labbaik"
        " نعم ايه إيه اه اها آه اهه ايوه أيوه ايوة أيوة ايوا أيوا اي إي طيب تمام اكيد أكيد موافق موافقة اوافق أوافق صح صحيح بلى ماشي طبعا اجل حاضر بالطبع بالتأكيد بالتاكيد اريد أريد بدي ابغى بقدر اقدر باجي اوكي اوك يس يب اوكيه شور",
        "la laa laaa la2 laa2 kalla mish mesh mush mo mafi abadan mabi mustahil لا لأ لاء لالا كلا مش مو مب ابدا أبدا ليس لست لن لم مستحيل مابي نو",
    ),
}
_YES_PHRASES = """
of course|of course yes|ofc|ofcourse|off course|yes ofc|hell yes|hell yeah|heck yes|damn right|oh yes|god yes|please do|go on|go on then|go ahead|go for it|lets do it|do it|sounds good|sounds great|sounds fine|sounds like a plan|thats right|thats correct|thats it|thats true|thats fine|thats ok|thats good|for sure|fo sho|no problem|no problems|no prob
of course not a problem|course not a problem|of course its not a problem|no not a problem|no its not a problem|no its no problem|nae bother|nae bother at all|nae bother pal|nae probs|nae problem|nae worries|aye nae bother|och aye|ach aye|wey aye|why aye|way aye|whey aye|howay then|gan on then|goan then|dead on|so i would|so i do|so it is|go on aye|aye go on|aye go on then|champion|no worries|no probs|no bother|no issue|no issues|no doubt|no doubt about it|without a doubt|without doubt|no question|no hesitation|not a problem|not a problem at all|no objection|no objections|why not|yes why not|why wouldnt i|with pleasure|id love to|i would love to|love to|would love to|happy to|im happy to|more than happy to|glad to|id be happy to|id be glad to|id like to|id like that|i would like to|i would like that|would love that
i agree|we agree|that works|works for me|fine by me|fine with me|ok by me|okay by me|ok with me|suits me|you bet|you betcha|too right|too true|spot on|100|100 percent|1000|a hundred percent|one hundred percent|very much|very much so|please|plis|its true|i think yes|you did|yes and yes|you got it|count me in|im in|i am in|im up for it|up for it|im game|sign me up|put me down|im keen|keen|im interested|interested|by all means|as always|always|every time|it works|all good|all done|its done|it is done|its been done|its fixed|its sorted|sorted|all sorted|not half
cant wait|wouldnt miss it|wouldnt miss it for the world|couldnt agree more|could not agree more|great|perfect|lovely|brilliant|thumbs up|affirmative|roger|yes sir|yes maam|grand|bring it on|im up for that|up for that|im there|ill be there|i will be there|well be there|we will be there|ill come|i will come|well come along|im coming|we are coming|were coming|delighted|im delighted|of coarse|off coarse|damn straight|too bloody right|bloody right|uh huh|y not|all fixed|done|fab|fabulous|marvellous|smashing|champion|yes indeedy|youre on|deal|och aye|oh aye|wey aye|why aye|whey aye|way aye|aye aye|aye go on|aye go on then|no trouble|no trouble at all|not at all no trouble|aye aye|okey dokey|okie dokie|okey doke|alright then|all right|all right then|certainly yes|i sure do|sure thing|sure do|i certainly do|we certainly do|i absolutely do|i definitely do|i definitely would|i still do|y e s|yay
tabii ki|tabi ki|olur tabii|elbette olur|tamam olur|neden olmasin|niye olmasin|kesinlikle evet|tabii canim|he ya|evet ya|gelecegim|sorun degil|sorun yok|problem degil|problem yok|hay hay|memnuniyetle|evet tabii ki|cok isterim|oyle|evet oyle|bana uyar|wrth gwrs|wrth gwrs hynny|yn bendant|yn sicr|yn hollol|iawn diolch|dim problem|dim problem o gwbl|iawn gen i|dwi n cytuno|rwy n cytuno|dwi eisiau|dwi isio|ydw dwi eisiau|pam lai|siwr iawn|os gwelwch yn dda
thik ache|thik ace|tik ache|thikache|acha thik ache|thik asey|thik ase|thik asa|ok thik ache|oboshshoi hobe|ji ha|ji han|ji haan|jee ha|ji hae|ha ji|han ji|haan ji|jee haan|g han|g haan|ji hyan|ji bhai|hobe ji|ami raji|ami chai|keno noy|keno na|kano na|kono somossa nai|kono somossa nei|somossa nai|kono problem nai|shomossha nai|ki ar|nischoi ha|ha nischoi|hoy ji|oy ji
theek hai|theek he|thik hai|thik he|tik hai|teek hai|thek hai|theek h|thik h|acha theek hai|kyun nahi|kyun nahin|kyu nahi|kyo nahi|kyon nahi|kiun nahi|q nahi|haan kyun nahi|zaroor ji|ji bilkul|ji zaroor|bilkul ji|bilkul theek|koi masla nahi|koi masla nahin|koi baat nahi|koi problem nahi|be shak|kar do|haan chahiye|ji chahiye|sahi hai|sahi he|bilkul sahi|manzoor hai|aa jaunga|aa jaungi|aaunga|aaungi|main aaunga|main aaungi|aa jaoonga|آؤں گا|آؤں گی|آ جاؤں گا|آ جاؤں گی|razi hoon
no pewnie|no jasne|no tak|no dobra|no oczywiscie|no raczej|czemu nie|dlaczego nie|jak najbardziej|nie ma problemu|nie ma sprawy|zaden problem|bez problemu|oczywiscie ze tak|jasne ze tak|pewnie ze tak|zgadzam sie|zgadza sie|na pewno|na pewno tak|z przyjemnoscia|z checia|bede|bede na pewno|przyjde|moze byc|tak jest|w porzadku|mam|chce|jest|bylo|moge
waa hagaag|haa waan rabaa|waan rabaa|waa haa|waa sax|waa yahay|waan ogolahay|waan raacsanahay|waan hubaa|dhib malaha|dhib ma leh|wax dhib ah malaha|dhibaato malaha|haa dabcan|haa hubaal|waa runtaa|waa run|maxaa diidaya|sabab ma diidaa|haa waan
ঠিক আছে|জি হ্যাঁ|জ্বি হ্যাঁ|জী হ্যাঁ|হ্যাঁ জি|কেন নয়|কেন না|কোনো সমস্যা নেই|কোন সমস্যা নেই|সমস্যা নেই|আমি রাজি|আমি চাই|ٹھیک ہے|جی ہاں|ہاں جی|کیوں نہیں|کوئی مسئلہ نہیں|کوئی بات نہیں|بے شک|جی بالکل|جی ضرور|بالکل ٹھیک|صحیح ہے|منظور ہے|چاہیے|ہاں چاہیے|راضی ہوں
لا مانع|لا مشكله|لا مشكلة|لا باس|لا بأس|مافي مشكلة|ما في مشكلة|مفيش مشكلة|ما عندي مانع|لم لا|ليش لا|ليه لا|لما لا|بكل تاكيد|بكل سرور|la mushkila|mafi mushkila|ma fi mushkila|ma fi mushkile|mafi mushkil|la mane3|la mani3|la ba2s|lesh la|leh la|leish la|bi kul sorour|bltakid|bel taakid|na problem|chaole jay|de acord|claro que si
"""
_NO_PHRASES = """
of course not|no way|not at all|nty|ty but no|thanks but no|thanks but no thanks|ta but no|ur alright|youre alright|your alright|im ok thanks|im okay thanks|im fine thanks|please dont|pls dont|nothing done|nuh uh|id love to but no|id love to but i cant|love to but cant|would love to but cant|i would but i cant|would but cant|i would but no|id rather you didnt|not on your nelly|not on your life|no fear|not for love nor money|count me out|i cant sorry|not really|not really no|not likely|not yet|not now|not today|not me|not for me|not us|definitely not|absolutely not|certainly not|defo not|deffo not|surely not|obviously not|sadly not|unfortunately not|afraid not|im afraid not|apparently not
probably not no|cant do|im not|thats wrong|thats not right|thats not true|thats false|not right|not correct|incorrect|wrong|not true|untrue|not ok|not okay|not fine|not good|not correct at all|i disagree|we disagree|hell no|heck no|god no|by no means|no thanks|no thank you|no thankyou|nothanks|no thx|no tnx|no chance|not a chance|never ever|fat chance|no siree|no sir|no fear|no deal|no go|no good|no use
rather not|id rather not|i would rather not|would rather not|prefer not to|id prefer not to|i would prefer not to|neither|none|none at all|nothing|nothing at all|not happy|not any more|not anymore|no longer|dont think so no|you didnt|not interested no|not this time|no ta|not good enough|ill pass|i will pass|i pass|hard pass|not keen|im not keen|im good thanks|no im good|no im ok|no im fine|nothing yet|nothing changed|nothing has changed yet|nothing happened|still waiting|still not|still nothing|under no circumstances|over my dead body|as if|cant say i do|cant say i am|cant say i have|cant say i would|thumbs down|negative|not one bit|not a bit|not in the slightest|no never|absolutely no|not in my opinion
hic degil|hayir degil|yok ya|yok be|yok canim|yok abi|hayir ya|gelemeyecegim|olmaz tesekkurler|tabii ki hayir|tabi ki hayir|tabiki hayir|kesinlikle hayir|kesinlikle olmaz|elbette hayir|hic de degil|asla olmaz|ne munasebet|yok hayir|hayir yok|maalesef hayir|maalesef yok|henuz degil|simdi degil|dim o gwbl|dim diolch|dim eto|dim nawr|dim rwan|ddim eto|na fydda|na fyddaf|na oes|nag oes|nag ydw|nag ydy|nag ydyn|nac ydyn|naddo wir|nac oes|nac ydw|nac ydy|wrth gwrs ddim|wrth gwrs na|yn bendant na|yn bendant ddim|ddim yn hollol|ddim o gwbl|ddim wir|ddim yn wir
thik na|thik nai|bhalo na|hobe na|chai na thik|ji na|ji nai|na ji|ekdom na|ekdomi na|mote na|motei na|kokhono na|kokhonoi na|na na|lagbe na|dorkar nai|dorkar nei|raji na|ekhono na|ekhon na
theek nahi|theek nahi hai|thik nahi|thik nahi hai|ji nahi|ji nahin|ji nai|g nahi|nahi ji|bilkul nahi|bilkul nahin|bilkul bhi nahi|sahi nahi|acha nahi|kabhi nahi|kabhi nahin|kabhi bhi nahi|hargiz nahi|abhi nahi|wcale nie|no nie|nie dziekuje|oczywiscie ze nie|jasne ze nie|pewnie ze nie|zdecydowanie nie|absolutnie nie|absolutnie|w zadnym wypadku|w zadnym razie|nie ma mowy|nic z tego|jeszcze nie|nie teraz|na pewno nie|niestety nie|niezbyt
ma rabo|ma rabo inaan|ma doonayo|maya mahadsanid|waa maya|ma ogoli|ma ogola|ma aha|maaha|sax maaha|sax ma aha|marna|weligay maya|wali maya|hadda maya|haba yaraatee|mish mumkin|la shukran|la abadan|la la|mush sah|mish sah|mo sah|mish mwafiq|ma bidi|ma biddi|ma baddi|ma abi|ma abgha|la urid|lissa la|akeed la|tab3an la|abadan la
ঠিক না|ঠিক নেই|ঠিক নয়|জি না|জ্বি না|না না|হবে না|একদম না|একদমই না|মোটেই না|মোটেও না|কখনোই না|কখনো না|চাই না|লাগবে না|দরকার নেই|রাজি না|রাজি নই|এখনো না|এখন না|অবশ্যই না|جی نہیں|نہیں جی|بالکل نہیں|بلکل نہیں|ہرگز نہیں|کبھی نہیں|ٹھیک نہیں|ٹھیک نہیں ہے|ابھی نہیں|نہیں چاہیے|نہیں شکریہ
لا شكرا|لا ابدا|لا لا|مش موافق|مو موافق|غير صحيح|غير موافق|غير موافقة|ليس صحيحا|ليس بعد|ليس الان|مش صح|مو صح|طبعا لا|اكيد لا|بالتاكيد لا|بالطبع لا|مستحيل|ما بدي|ما ابي|ما ابغى|لا اريد|لا اوافق|لسه|ابدا لا
"""
_MAYBE_YES = """
i think so|think so|i guess|i guess so|guess so|i suppose|i suppose so|suppose so|probably|prob|probs|most likely|very likely|quite likely|likely|i believe so|i hope so|hopefully|hope so|perhaps yes|maybe yes|yes maybe|i reckon|i reckon so|reckon so|i imagine so|i would think so|should think so|i should think so|as far as i know|presumably|apparently|inshallah|insha allah|in sha allah|inshaallah|god willing
yes i think|yes i think so|mostly|mostly yes|partly|partially|sort of|kind of|kinda|sorta|a bit|a little|more or less|sometimes|occasionally|usually|to some extent|to an extent|up to a point|in a way|half|if you like|if possible|if i can|if needed|if i have to|go on if you must|not bad|not too bad|not sure but yes|could be|cant complain|cant grumble|mustnt grumble|i wouldnt say no|wouldnt say no|i would not say no|wont say no|never say never|might do|i might|we might|may do|i could|we could|ish|yes ish|yesish|almost
yes probably|yeah maybe|yes perhaps|yes i guess|yes sometimes|galiba evet|sanirim evet|galiba|sanirim|saniyorum|galiba oyle|herhalde|herhalde evet|muhtemelen|muhtemelen evet|belki evet|belki olur|biraz|kismen|idare eder|insallah|oyle saniyorum|bazen|cogunlukla|mwy neu lai|dwi n meddwl|dwin meddwl|dwi n meddwl hynny|rwy n meddwl|rwy n credu|dwi n credu|fwy na thebyg|mae n debyg|debyg iawn|efallai ie|gobeithio|weithiau|i raddau|tipyn bach
mone hoy|mone hoy ha|moneo hoy|mone hoi|hoyto ha|hoito ha|hoite pare ha|inshallah hobe|majhe majhe|kichuta|মনে হয়|মনে হয় হ্যাঁ|হয়তো হ্যাঁ|হ্যাঁ হয়তো|কিছুটা|মাঝে মাঝে|ইনশাআল্লাহ|chyba tak|raczej tak|raczej|moze tak|tak mysle|mysle ze tak|wydaje mi sie ze tak|prawdopodobnie|prawdopodobnie tak|czesciowo|czasami|po czesci|w zasadzie tak|mniej wiecej
shayad haan|shayad han|shayad ji|lagta hai|lagta he|mera khayal hai|mere khayal mein haan|kuch had tak|thora bohat|kabhi kabhi|شاید ہاں|میرا خیال ہے|لگتا ہے|انشاءاللہ|ان شاء اللہ|کبھی کبھی|کسی حد تک|ربما نعم|اظن|اظن نعم|اظن ذلك|اعتقد|اعتقد نعم|اعتقد ذلك|نعم ربما|ان شاءالله|ان شاء الله|إن شاء الله|نوعا ما|احيانا|غالبا|تقريبا|a3taqid|azun na3am|rubama na3am|momken aywa|shway|nos nos|malaha haa|waan u malaynayaa|waan filayaa|insha allaah|haa laga yaabaa|mararka qaarkood|in yar
"""
_MAYBE_NO = """
i dont think so|dont think so|i do not think so|we dont think so|no i dont think so|probably not|prob not|probs not|i guess not|guess not|i suppose not|suppose not|i hope not|hopefully not|perhaps not|maybe not|maybe no|no maybe|unlikely|very unlikely|not much|not so much|not that much|not a lot|not likely to|i wouldnt think so|i wouldnt say so|wouldnt say so
hardly|hardly ever|barely|rarely|not always|not often|not very|not entirely|not quite|not completely|not exactly|not especially|not particularly|not necessarily|not totally|not fully|not very often|you must be joking|youre joking|i doubt it|doubt it|doubtful|not sure but no|not that i know of|not as far as i know|not that im aware of|might not|may not|i might not|sanmiyorum|sanmam|zannetmiyorum|zannetmem|galiba hayir|sanirim hayir|herhalde hayir|muhtemelen hayir|belki hayir|pek degil|pek sayilmaz|cok degil|tam degil|dusunmuyorum
efallai na|efallai ddim|dwi ddim yn meddwl|dwi ddim yn credu|dydw i ddim yn meddwl|dim felly|ddim wir felly|dim llawer|mone hoy na|moneo hoy na|mone hoi na|hoyto na|hoito na|mone hoyna|মনে হয় না|হয়তো না|chyba nie|raczej nie|moze nie|nie sadze|nie wydaje mi sie|nie bardzo|nie do konca|niekoniecznie|prawdopodobnie nie|mysle ze nie|raczej nie nie|shayad nahi|shayad nahin|mera khayal nahi|lagta nahi|lagta nahi hai|nahi lagta|mushkil hai|شاید نہیں|نہیں لگتا|میرا خیال نہیں|ربما لا|لا اظن|لا أظن|لا اعتقد|لا أعتقد|ما اظن|ما اعتقد|ليس تماما|مش كتير|مو كثير|ma azun|la azun|la a3taqid|ma a3taqid|malaha maya|uma malaynayo|u malayn maayo|ma filayo|ma u malaynayo
"""


def _plainly(lines: str) -> list[str]:
    return [normalise(part).key for part in lines.replace("\n", "|").split("|") if part.strip()]


STARTS: dict[str, dict[str, bool]] = {  # language -> word -> whether it begins a yes
    language: {normalise(one).key: True for one in words(yes)}
    | {normalise(one).key: False for one in words(no)}
    for language, (yes, no) in _WORDS.items()
}
SOUNDS = frozenset(words("hmm hm hum hu ha ta e he hehe"))  # a yes in their own languages only
_WOULD_BE = [
    f"{lead} {praise}"
    for lead in (
        "thatd be",
        "that would be",
        "itd be",
        "it would be",
        "that will be",
        "thatll be",
        "sounds",
    )
    for praise in words(
        "grand great lovely good nice brilliant fab fine fantastic perfect helpful amazing wonderful ideal ace"
    )
]
PHRASES: dict[str, tuple[bool, bool]] = (  # phrase -> yes, and whether we are sure
    dict.fromkeys((*_plainly(_YES_PHRASES), *_WOULD_BE), (True, True))
    | dict.fromkeys(_plainly(_NO_PHRASES), (False, True))
    | dict.fromkeys(_plainly(_MAYBE_YES), (True, False))
    | dict.fromkeys(_plainly(_MAYBE_NO), (False, False))
)
PHRASES.pop("", None)
CONDITIONS = frozenset(  # a yes or no with one of these is a guess
    normalise(one).key
    for one in words(
        "but if unless until till only except though although however depending depends provided providing assuming maybe sometimes perhaps ama fakat ancak lakin eger sadece belki yalniz ale tylko jesli jezeli chyba lecz lekin laakiin lakiin haddii hadii balse magar agar par shayad kintu tobe jodi shudhu hoyto ond os efallai dim-ond"
        " لكن ولكن بس اذا إذا لو الا فقط ربما لیکن مگر اگر صرف شاید কিন্তু তবে যদি শুধু হয়তো bas lw iza law rubama lakin walakin"
    )
)
YES_SIGNS = "👍👌✅✔☑✓🙋💯🆗🙆⭕🫡"
NO_SIGNS = "👎❌✖✗✘🙅🚫⛔❎"
