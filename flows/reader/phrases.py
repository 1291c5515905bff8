"""The words that always work, as data, in their plain form (see `normal`). Holds no matching.

Twilio's own words: https://help.twilio.com/articles/223134027 (REVOKE and OPTOUT since May 2025).
"""

# ruff: noqa: E501  (word lists)

from itertools import product

from flows.reader.normal import normalise, words

CARRIER_STOP = frozenset(words("stop stopall unsubscribe cancel end quit revoke optout"))
CARRIER_START = frozenset(["start", "unstop"])
CARRIER_HELP = frozenset(["help", "info"])


def _words(lines: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in lines.replace("\n", ",").split(",") if part.strip())


def _combine(*columns: str) -> frozenset[str]:
    rows = product(*(column.split("|") for column in columns))
    return frozenset(" ".join(" ".join(row).split()) for row in rows)


_STOP_ENGLISH = (
    _combine(
        "stop|quit|cease",
        "texting|txting|messaging|msging|contacting|bothering|spamming|harassing|pestering"
        "|calling|ringing|emailing|writing to|texting to",
        "|me|us|this number|my phone|my number",
    )
    | _combine(
        "stop sending|quit sending|stop with",
        "|me|us",
        "|this|these|the|your|any|all|all these|all the|any more|more",
        "texts|messages|msgs|sms|text messages|txts|spam|stuff|things|rubbish|crap",
    )
    | _combine("stop sending", "|me|us", "this|these|them|things|anything|any|to me")
    | _combine(
        "dont|do not|never|not|not to|no need to",
        "text|txt|message|msg|contact|bother|call|ring|email|spam|harass|pester",
        "me|us|this number|my number|my phone",
    )
    | _combine(
        "dont|do not|never",
        "send|send me|send us",
        "texts|messages|msgs|anything|any texts|any messages|any more texts|any more messages"
        "|more texts|more messages|these|this|these texts|these messages|me these",
    )
    | _combine(
        "dont want|do not want|do not want to receive|do not want to get|do not wish to receive|didnt ask for|did not ask for|dont need|dont like|no longer want|hate"
        "|sick of|fed up with|fed up of|tired of|dont wish to receive|dont want to get|dont want to receive",
        "|any|any more|your|these|the|all these|more|getting|getting these|to get|to receive",
        "texts|messages|msgs|sms|text messages|txts|spam",
    )
    | _combine(
        "dont want|do not want",
        "|any|any more|your",
        "texts|messages|msgs",
        "from you|off you|from you lot|off you lot|from this number",
    )
    | _combine(
        "no more|no|enough|stop|end|cancel|block|turn off|switch off|opt out of",
        "|the|these|this|your|all|all these|my|of these|of the|of your|with the",
        "texts|messages|msgs|sms|text messages|txts|spam",
        "|from you|from you lot|from this number|to me|to this number|to my phone",
    )
    | _combine(
        "remove|take|delete|get",
        "me|us|my number|this number|my name|my details|my phone number",
        "|off|from|out of|off of",
        "|this|your|the|ur",
        "|list|lists|database|system|mailing list|contacts|texts|thing",
    )
    - _combine("take|get|remove|delete", "me|us", "|off|from|out of|off of", "|this|your|the|ur")
    - _combine("take", "my number|this number|my name|my details|my phone number")
    - _combine(
        "get|take", "me|us", "|off|from|out of|off of", "|this|your|the|ur", "system|thing|list"
    )
    | _combine("take|get", "me|us", "off|out of", "this|your|the", "list|lists|system|database")
    | _combine(
        "|want to|would like to|id like to|wish to|need to|please can i|how do i|how can i|can i|let me",
        "unsubscribe|opt out|be removed|be taken off|stop getting these|stop receiving these"
        "|come off this|get off this list|come off this list|come off the list|stop these texts",
        "|from this|from this list|of this|of these|from these texts|from all texts|of all texts|from all|me",
    )
)

STOP = {
    "en": _STOP_ENGLISH
    | _combine("|i|we|me", "not want|no want|dont want|not need|no need|dont need|not wish|no like|not like|no wish", "|any|more|any more|no more|this|these|your", "text|texts|message|messages|msg|msgs|sms|mesage", "|any more|anymore|no more|again|from you|more")
    | _combine("how many times|how many times do i have to say|how many times have i said|how many times do i have to tell you|how many times must i say", "stop", "|it|texting|messaging|text", "|me|us")
    | _combine("fuck|piss|bugger|sod|f", "off", "|you|u|all of you|the lot of you", "|lot|idiots|idiot|cunts|cunt|wankers|bastards|dickheads|twats|scum|bitch|bitches")
    | frozenset(
        _words("""
        stop all this, stop all of this, stop all this texting, stop all the texting, stop all texting, dont text, do not text, dont message, do not message, no texting
        un subscribe, do not disturb, fck off, fk off, fuk off, feck off, naff off, bore off, jog on, get stuffed, sod off will you, bog off will you, block me, block my number, dont send me anything else, dont send anything else, dont send me any more
        do not send me any more, dont text again, do not text again, dont message again, never text again, not for me, its not for me
        dont want to be texted, do not want to be texted, dont wish to receive these messages, do not wish to receive these messages
        do not wish to receive these texts, do not wish to receive texts, dont want to hear from you, do not want to hear from you
        stop receiving texts, stop receiving messages, stop receiving these, stop getting texts, stop getting messages, stop getting these
        would like to stop receiving texts, take my number off, take my number off your list, take my number off the list, no more msg
        dont want to get these, dont want to receive these, do not want to get these, do not want to receive these, stop getting these texts, stop getting these messages
        stop receiving these texts, stop receiving these messages, spam stop, no more of these, cease and desist, how do i stop these texts, how do i stop these messages
        how do i stop getting these messages, how do i stop getting these texts, how do i stop receiving these, how can i stop these texts, stop stop, stop stop stop, stop it, stop this, stop all, stop everything, i said stop, no stop, text stop, just stop
        stop means stop, stpo, sotp, stopp, stoppp, st op, s t o p, stop all texts, stop now, unsub, unsubscibe, unsuscribe
        unsubcribe, unsubscribe me, unsubscribed, unsubscribe all, opt out, opt me out, opting out, stop contact
        leave me alone, leave us alone, leave me be, leave me out of this, leave me out of it, go away, get lost, piss off
        fuck off, f off, bugger off, sod off, do one, shut up, not interested, im not interested
        i am not interested, not interested in this, no longer interested, not interested anymore, lose my number
        lose this number, forget my number, forget this number, erase my number, i want out, want out, count me out
        enough is enough, never signed up, never signed up for this, didnt sign up, didnt sign up for this
        i did not sign up for this, did not sign up for this, dont want this, dont want these, do not want this
        dont want to take part, do not want to take part, dont want to be part of this, dont want to be contacted
        do not want to be contacted, dont wish to be contacted, i do not consent, do not consent, i withdraw my consent
        withdraw my consent, withdraw consent, revoke consent, i revoke my consent, no more, no more of this, no more please
        stop bugging me, stop hassling me, cancel this, cancel my subscription, end this, delete me, remove me, take me off
        do not wish to be contacted, bog off, stop sending, stop sending please, dont reply, stop replying, this is spam stop, reported as spam, reporting you, blocking you
        gonnae no text me, gonnae no message me, gonny no text me, gonnae no, gonnae chuck it, gie it a rest
        im blocking you, i will block you, dont ever text me, you are annoying me, youre annoying me
        """)
    ),
    "tr": _combine(
        "bana |", "|artik|bir daha|daha", "mesaj|sms|yazi|mesajlar", "|artik|bir daha|daha",
        "atma|atmayin|atmayiniz|gonderme|gondermeyin|gondermeyiniz|yollama|yollamayin|istemiyorum"
        "|istemiyoruz|atmayi birakin|gondermeyi birakin|almak istemiyorum|yazma|yazmayin|kesin",
    )
    | frozenset(
        _words("""
        durun, bu numaraya mesaj atmayin, bu numaraya yazmayin, bu numaraya mesaj gondermeyin, beni engelleyin, mesajlari istemiyorum
        dur, durdur, durdurun, iptal, iptal et, iptal edin, cikis, yeter, yeter artik, istemiyorum, istemiyoruz, birakin beni
        rahatsiz etme, rahatsiz etmeyin, rahatsiz etmeyin beni, rahatsiz etme beni, beni rahatsiz etmeyin, beni rahatsiz etme, rahat birakin, beni rahat birakin
        beni rahat birak, bana yazma, yazma bana, yazmayin bana, yazmayin artik, artik yazmayin, yazmayin artik bana, artik bana yazmayin, yazma artik bana, bana yazmayin, yazmayin, bir daha yazmayin, abonelikten cik, abonelikten cikar
        abonelikten cikmak istiyorum, listeden cikar, listeden cikarin, beni listeden cikarin, beni listeden cikar
        numarami silin, numarami sil, beni cikarin, cikarin beni, beni silin, uyeligimi iptal edin, ilgilenmiyorum
        mesajlari durdurun, mesajlari durdur, mesajlari kesin, defol, defolun, mesaj istemem, katilmak istemiyorum
        bana ulasmayin, beni aramayin, aramayin, bu mesajlari istemiyorum, bu mesajlari durdurun, kes sunu
        """)
    ),
    "cy": frozenset(
        _words("""
        stopio, stopiwch, stopia, peidiwch, peidiwch a thecstio, peidiwch a tecstio fi, peidiwch a thecstio fi, peidiwch a danfon negeseuon, tynnwch fy rhif, dileu fy rhif, stopiwch nawr, peidiwch a fy nhecstio
        peidiwch ag anfon, peidiwch anfon negeseuon, dim mwy, dim mwy o negeseuon, dim mwy o decstiau, dim diolch dim mwy
        gadewch lonydd i mi, gadewch fi fod, ewch i ffwrdd, dos o ma, dad danysgrifio, canslo, tynnwch fi oddi ar y rhestr
        dwi ddim eisiau negeseuon, tynnwch fy enw, stopiwch anfon negeseuon, stopiwch decstio, stopiwch decstio fi
        """)
    ),
    "bn": frozenset(
        _words("""
        bondho, bondho korun, bondho koro, bondo koro, bondo korun, bandho korun, thamun, thamo, batil, batil korun
        message diben na, ar message diben na, amake message diben na, message pathaben na, ar message pathaben na
        stop koren, stop korun, stop koro, stop koira den, stop kore den, bondho koren, bondho kore den, amake message pathaben na, message dio na, message diyen na, sms diben na, ar sms diben na, text korben na
        amake text korben na, ar text korben na, birokto korben na, amake birokto korben na, disturb korben na
        chai na, ami chai na, message chai na, ar chai na, lagbe na, message bondho korun, message bondho koro
        বন্ধ, বন্ধ করুন, বন্ধ করো, থামুন, থামো, বাতিল, বাতিল করুন, মেসেজ দেবেন না, আর মেসেজ দেবেন না, আর মেসেজ দিবেন না, মেসেজ দিবেন না, মেসেজ বন্ধ করুন
        আমাকে মেসেজ দেবেন না, আমাকে মেসেজ পাঠাবেন না, মেসেজ পাঠাবেন না, আর মেসেজ পাঠাবেন না, বিরক্ত করবেন না
        আমাকে বিরক্ত করবেন না, আর চাই না, আর পাঠাবেন না, আর দিবেন না, আর দেবেন না, আর লিখবেন না
        ar pathaben na, ar diben na, ar diyen na, ar likhben na, ar birokto korben na, amake ar birokto korben na
        """)
    ),
    "pl": frozenset(
        _words("""
        zatrzymaj, zatrzymajcie, prosze zatrzymac, zatrzymac, zatrzymaj wiadomosci, zatrzymaj smsy, przestan, przestancie, przestan pisac, przestancie pisac, nie pisz do mnie wiecej, nie pisz wiecej, nie piszcie wiecej, nie pisz, nie pisz do mnie, nie piszcie, nie piszcie do mnie, prosze nie pisac
        prosze przestac, wypisz mnie, wypiszcie mnie, wypisz, rezygnuje, wypisuje sie, chce sie wypisac, prosze o wypisanie, wykreslcie mnie, nie chce, nie chce wiadomosci, daj mi spokoj
        dajcie mi spokoj, zostaw mnie w spokoju, zostawcie mnie w spokoju, prosze zostawic mnie w spokoju, nie wysylaj, nie wysylajcie, prosze nie wysylac wiadomosci, koniec, prosze mnie wypisac
        """)
    ),
    "so": frozenset(_words("iga saar liiska, iga saara liiska, iga tirtir liiska, liiska iga saar, ha i soo wicin, ha ila soo xiriirin, ha ila soo xidhiidhin, i daa, i daaya, iga daaya, i dhaaf, iska daa, jooji, joogso, jooji fariimaha, fariimaha jooji, fariin ha ii soo dirin, iga daa, ha ii soo dirin, fariimo ha ii soo dirin, ma rabo, fariin ma rabo, fariimo ma rabo, fariin dambe ma rabo, fariimo dambe ma rabo")),
    "ur": frozenset(
        _words("""
        stop karen, stop kijiye, stop karo, stop karein, stop kar do, band karo, bas karo, bas, band kar do, band karein, band kren, message mat karo, message na karein, mujhe message mat karo
        mujhe message na karein, mat bhejo, message mat bhejo, tang mat karo, mujhe tang mat karo, mujhe tang na karo, mujhe tang na karein, مجھے تنگ نہ کریں, مجھے تنگ مت کرو, تنگ مت کرو, بند کرو, بند کریں, میسج مت کرو, پیغام نہ بھیجیں
        """)
    ),
    "ar": _combine(
        "لا|ما", "تبعتلي|تبعتولي|تبعتوا|تبعثوا|تبعثلي|تبعثولي|ترسلولي|ترسلوا لي|ترسل لي", "|رسائل|رسايل|مسجات|شي|شيء|اي شي|اي شيء"
    )
    | _combine("ما|مش|مو|لا", "بدي|بدنا|اريد|نريد|ابغى|ابي|عايز|عايزه|عاوز|عاوزه", "|اي|هاي|هال|هذه", "رسائل|رسايل|مسجات|الرسائل|الرسايل", "|منكم|بعد الان|بعد اليوم|مره تانيه|مره ثانيه")
    | _combine("ma|mish|mesh|mush|mo", "baddi|biddi|bidi|badi|bade|bddi|abi|abgha|ayez|3ayez|ayz|ureed", "rasayel|rasael|rasail|rasa2el|messages|msgs")
    | frozenset(_words("وقف, وقفوا, أوقف, أوقفوا, wa2ef, wa2fo, waqef, tawaqaf, tawaqqaf, الغي الاشتراك, شيلوا رقمي, شيل رقمي, لا تتصلوا بي, لا تتصل بي, لا تتواصلوا معي, لا تكلموني, sheelo ra2mi, shilo ra2mi, shelo ra2mi, sheelo raqmi, shilo raqmi, shelo raqmi, shilo rakmi, ihzifo raqmi, imsaho raqmi, شيلوني, احذفوني من القائمة, احذفني من القائمة, شيلوني من القائمة, ma teb3atouli rasayel, ma tib3atuli rasael, la tib3atuli rasael, ma teb3atli rasayel, اتركوني وشأني, اتركني وشأني, اتركوني, اتركني, دعوني وشأني, دعني وشأني, khalas la tursil, توقف, قف, إلغاء, الغاء, لا ترسل, لا ترسلوا رسائل, لا ترسل لي رسائل, أوقفوا الرسائل, كفى")),
    "es": frozenset(_words("parar, no me escribas, no me escriban, no mas mensajes, dejame en paz, baja")),
    "fr": frozenset(_words("arretez, plus de messages, desabonner, laissez moi tranquille")),
}  # fmt: skip

LESS = {
    "en": _combine(
        "|send|send me|get|getting|im getting|i get|you send|you send me|youre sending|youre sending me|with",
        "fewer|less|not so many|not as many|so many|too many|way too many|far too many",
        "texts|messages|msgs|txts|sms|text messages",
        "|from you|from you lot|a day|a week|every day|each day|each week",
    )
    | _combine("you|u|youre", "text|message|txt|texting|messaging", "|me|us", "too much|too often|so much|so often")
    | _combine("text|message|txt", "me|us", "less|less often|not so often|not so much|less please")
    | frozenset(_words("text less, text less often, texting too much, texting too often, dont text so often, dont text me so often, dont text so much, dont text me so much")),
    "tr": frozenset(_words("daha az mesaj, az mesaj, daha az mesaj atin, daha az mesaj gonderin, daha az yazin, cok fazla mesaj, fazla mesaj, cok mesaj atiyorsunuz, cok fazla mesaj atiyorsunuz, mesajlar cok fazla, cok sik mesaj atiyorsunuz, bu kadar cok mesaj atmayin")),
    "cy": frozenset(_words("llai o negeseuon, llai o negesau, llai o decstiau, gormod o negeseuon, gormod o decstiau, anfonwch lai o negeseuon")),
    "bn": frozenset(_words("kom message, kom message din, kom message den, kom sms, kom kore message din, beshi message, onek beshi message, eto message keno, কম মেসেজ, কম মেসেজ দিন, কম মেসেজ পাঠান, কম কম মেসেজ দিন, বেশি মেসেজ, অনেক বেশি মেসেজ, এত মেসেজ কেন")),
    "pl": frozenset(_words("mniej wiadomosci, mniej smsow, mniej sms, mniej sms ow, za duzo wiadomosci, za duzo smsow, za duzo sms, za duzo sms ow, piszcie rzadziej, rzadziej piszcie, prosze pisac rzadziej, piszecie za czesto, za czesto piszecie, za czesto")),
    "so": frozenset(_words("fariimo ka yar, fariimo yar, fariimo badan, fariimo aad u badan, fariimaha yaree, fariimaha waa badan yihiin, yaree fariimaha")),
    "ur": frozenset(_words("kam message, kam messages, kam message karo, kam message karein, kam message bhejein, bohat zyada messages, bohat zyada message, itne messages kyun, zyada messages, کم میسج, کم پیغام, کم پیغامات, کم میسج کریں, کم میسج بھیجیں, کم پیغامات بھیجیں, بہت زیادہ میسج, بہت زیادہ پیغامات, اتنے میسج کیوں")),
    "ar": frozenset(_words("رسائل أقل, رسائل اقل, رسائل كثيرة, رسائل كثيرة جدا, الرسائل كثيرة, الرسائل كثيرة جدا, قللوا الرسائل, قلل الرسائل, rasail aqal, rasail kteer, rasael kteer, rasael aqal")),
}  # fmt: skip

STRONG_STOP = frozenset(
    _combine(
        "stop|quit|cease", "texting|txting|messaging|contacting|spamming|bothering|harassing|pestering", "me|us"
    )
    | _combine("dont|never", "text|txt|message|msg|contact|bother", "me|us")
    | _combine("do not", "text|txt|message|msg|contact|bother", "me|us")
    | frozenset(("no more texts", "no more messages", "unsubscribe me from", "stop sending me texts",
                 "stop sending me messages", "stop these texts", "stop these messages"))
)  # fmt: skip

WRONG_NUMBER = {
    "en": _combine(
        "|this is|this is a|this is the|its the|its|its a|it is|you have|you have the|you have a|youve got|youve got the|youve got a"
        "|you got|you got the|got|got the|think its|think this is|think you have|think you have the|think youve got"
        "|think youve got the|think you got|think you got the|you must have|you must have the|the|a|u have|u have the"
        "|u got|u got the|must be|must be the|must be a|have|have the|has|texting the|youre texting the",
        "wrong",
        "number|num|no|person|phone|mobile|one|nr|numbr|nmber",
    )
    | frozenset(
        _words("""
        wrong number, not my number, not the right number, not the right person, this isnt my number, you have the wrong man
        this is not the right number, not the person you want, not who you think, im not who you think i am
        not who you are looking for, im not the person you are looking for, new number, this is a new number
        this number belongs to someone else, this number is someone elses, no longer their number, not their number anymore
        not his number, not her number, this isnt his number, this isnt her number, changed owner, wrong numbers
        no one by that name, no one by that name here, nobody by that name, nobody by that name here, no one of that name
        no one of that name here, nobody of that name, nobody of that name here, no one here by that name
        nobody here by that name, thats not my name, not my name, that isnt my name
        """)
    ),
    "tr": frozenset(
        _words("""
        yanlis numara bu, bu yanlis numara, bu benim numaram degil, benim numaram degil, aradiginiz kisi degilim, ben o degilim
        yanlis numara, yanlis kisi, numara yanlis, yanlis numarayi aradiniz, yanlis numaraya yaziyorsunuz
        yanlis numaraya yazdiniz, bu numara yanlis, yanlis kisiye yaziyorsunuz, yanlis kisiye yazdiniz
        """)
    ),
    "cy": frozenset(_words("rhif anghywir, person anghywir, y rhif anghywir, rhif anghywir sori, rhif rong, y rhif rong, mae gennych y rhif anghywir, maer rhif yn anghywir, mae r rhif yn anghywir, y person anghywir, nid fy rhif i")),
    "bn": _combine("|eta|etaa|ei ta|apni|apnar", "bhul|vul|bul|wrong|rong", "number|nombor|nambar|numbar", "|eta|e|te message diyechen|bhai|apu")
    | _combine("|এটা|এটি|আপনি|আপনার", "ভুল|রং|রঙ", "নম্বর|নাম্বার|নম্বরে|নাম্বারে", "|এটা|মেসেজ দিয়েছেন|মেসেজ করেছেন"),
    "pl": frozenset(_words("zly numer, pomylka, to pomylka, pomylil pan numer, pomylila pani numer, to zly numer, to nie ten numer, nie ten numer, bledny numer, to bledny numer, zly nr, to zly nr, pomylka numeru, pomylil sie pan, pomylila sie pani, pomyliliscie numer, pomyliliscie sie")),
    "so": _combine("|waa", "nambar|lambar|number|nambarka|lambarka|numberka|nambarku|lambarku|numberku|qof", "|waa|kani waa|kan waa", "khalad|khaldan|qalad|qaldan", "|ah"),
    "ur": _combine("|ye|yeh|ap ne|aap ne|apka|apke paas", "galat|ghalat|glt|ghlt|galt|wrong", "number|nambar|no|nmbr", "|hai|he|hay|h|per|pe|pe message kiya|par message kiya|milaya hai")
    | _combine("|یہ|آپ نے|آپ کے پاس", "غلط|رانگ", "نمبر", "|ہے|پر میسج کیا|ملایا ہے"),
    "ar": frozenset(_words("رقم خطأ, الرقم خطأ, رقم خاطئ, الرقم خاطئ, رقم غلط, الرقم غلط, النمره غلط, نمره غلط, هذا رقم خطأ, هذا الرقم خطأ, هذا الرقم غلط, انت غلطان بالرقم, غلطان بالرقم, raqam ghalat, el raqam ghalat, raqm ghalat, rakam ghalat, rakm ghalat, el rakam ghalat, nemra ghalat, number ghalat")),
}  # fmt: skip

START = {
    "en": frozenset(
        _words(
            "start again, start texting me, start texting me again, start texts, resubscribe, join again"
        )
    ),
    "tr": frozenset(_words("basla, baslat, tekrar basla, yeniden basla, devam, mesaj istiyorum")),
    "cy": frozenset(_words("dechrau, cychwyn, ailddechrau")),
    "bn": frozenset(_words("shuru, shuru korun, suru, chalu, chalu korun, শুরু, শুরু করুন, চালু")),
    "pl": frozenset(_words("zacznij, zacznij od nowa, wznow")),
    "so": frozenset(_words("bilow, dib u bilow")),
    "ur": frozenset(_words("shuru karo, shuru karein, dobara shuru karein, شروع, شروع کریں")),
    "ar": frozenset(_words("ابدأ, ابدا, ابدأ من جديد, ibda")),
}

HELP = {
    "en": frozenset(
        _words(
            "help me, i need help, need help, sos, menu, hlep, hepl, options, helpme, h e l p, i want help"
        )
    ),
    "tr": frozenset(
        _words(
            "yardim, yardim edin, yardim et, bilgi, imdat, yardim lazim, yardima ihtiyacim var, menu"
        )
    ),
    "cy": frozenset(_words("cymorth, help llaw, gwybodaeth, help os gwelwch yn dda")),
    "bn": frozenset(
        _words("sahajjo, shahajjo, sahajjo chai, sahajjo korun, সাহায্য, সাহায্য চাই, সাহায্য করুন, তথ্য")
    ),
    "pl": frozenset(_words("pomoc, pomocy, potrzebuje pomocy, prosze o pomoc, informacja")),
    "so": frozenset(_words("caawimaad, caawimo, i caawi, gargaar, waxaan u baahanahay caawimaad")),
    "ur": frozenset(_words("madad, madad chahiye, meri madad karo, مدد, مدد چاہیے, مدد کریں")),
    "ar": frozenset(
        _words("مساعدة, ساعدني, ساعدوني, احتاج مساعدة, معلومات, musaada, musa3ada, saedni")
    ),
}

CALL = {
    "en": _combine("call|ring|phone", "me|us", "|back|on this number|when you can|later|tomorrow|today|soon|sometime")
    | frozenset(
        _words("""
        call, callback, call back, ring back, phone call, a call, want a call, want you to call me, give me a call, rather talk on the phone, prefer to talk on the phone, rather speak on the phone, rather speak
        give me a ring, give us a call, give me a bell, can i get a call, can someone call me, can somebody call me
        can someone ring me, can somebody ring me, someone call me, someone ring me, somebody ring me, can i talk to someone
        can i speak to someone, talk to someone, speak to someone, talk to a person, speak to a person, speak to a human
        talk to a human, want to talk, id rather talk, rather talk, prefer to talk, prefer a call, would rather speak
        want to talk to someone, want to speak to someone, need to talk to someone, need to speak to someone
        """)
    ),
    "tr": frozenset(
        _words("""
        ara, beni ara, beni arayin, arayin, arayin beni, beni arar misiniz, beni geri arayin, geri arayin, telefon edin
        konusmak istiyorum, biriyle konusmak istiyorum, beni arayabilir misiniz, lutfen arayin
        """)
    ),
    "cy": frozenset(_words("ffonio, ffoniwch, ffoniwch fi, ffoniwch fi yn ol, galwch fi, ffonia fi, eisiau siarad")),
    "bn": frozenset(_words("call korun, phone korun, amake call korun, amake phone korun, amake call koro, amake phone koro, kotha bolte chai, কল করুন, ফোন করুন, আমাকে কল করুন, আমাকে ফোন করুন, কথা বলতে চাই")),
    "pl": frozenset(_words("zadzwon, zadzwoncie, zadzwon do mnie, prosze zadzwonic, prosze o telefon, prosze o kontakt telefoniczny, prosze do mnie zadzwonic, zadzwoncie do mnie, oddzwon, oddzwoncie, chce porozmawiac, chce rozmawiac, wole rozmawiac")),
    "so": frozenset(_words("i soo wac, isoo wac, i wac, soo wac, fadlan i soo wac, waxaan rabaa inaan hadlo, ila hadal, la hadal qof")),
    "ur": frozenset(_words("mujhe call karo, mujhe call karein, call karo, call karein, phone karo, phone karein, mujhe phone karo, mujhe phone karein, baat karni hai, mujhe baat karni hai, کال کریں, مجھے کال کریں, فون کریں, مجھے فون کریں, بات کرنی ہے")),
    "ar": frozenset(_words("اتصل بي, اتصلوا بي, كلمني, كلموني, اتصل, اريد التحدث, أريد التحدث مع شخص, اريد التحدث مع شخص, ittasil bi, itasel bi, kallimni, kalimni, etesel bi")),
}  # fmt: skip

WHO = {
    "en": _combine("who", "is|is this|is it|are you|r u|r you|dis|this|is that|are u|are these people|are you people|am i talking to|am i texting|sent this|sent me this|the hell is this|the fuck is this|the hell are you")
    | _combine("is this|is it|are you|are these|this is|this a|are u|r u|looks like|sounds like|is this number", "|a|an|for|all a", "scam|scams|scammer|scammers|spam|spammer|fraud|phishing|real|legit|genuine|joke|bot|robot|machine|computer|wind up|human|real person|person|ai|hoax")
    | _combine("how|where|why", "did you get|have you got|do you have|you get|u get|did u get|have you|do u have|did you find", "my number|my phone number|my mobile number|my mobile|my details|this number|my name")
    | _combine("are you|is this|r u|is it|are u", "|from|with|part of", "the council|council|the government|the police|police|home office|the home office|immigration|my landlord|the landlord|labour|a charity|a company|the nhs|selling something|a political party")
    | frozenset(
        _words("""
        who, whos this, whose this, whos that, whos dis, who dat, whos texting, whos texting me, who you, scam, spam, bot, real
        fraud, what is this, whats this, what is this about, whats this about, what is it about, what is this for
        whats this for, what is all this, what the hell is this, wtf is this, wtf, what is this number, what number is this
        do i know you, do we know you, i dont know you, dont know you, dont know this number, who gave you my number
        who gave you this number, why are you texting me, why are you messaging me, why did i get this
        why am i getting this, why am i getting these texts, what do you want, who do you work for, who runs this
        who is behind this, who is running this, who sent you, what organisation is this, which organisation is this
        what company is this, new phone who dis, new phone who is this, you a bot, u a bot, why are you asking, why do you ask, why do you want to know, hoo is this, hu is this, who am i texting with, prove it, how do i know this is real
        how do i know its real, is this safe, can i trust this, will my landlord see this, who sees this, who reads this
        who will see this, is this anonymous, who are yous, who am i speaking to, identify yourself, never heard of you
        """)
    ),
    "tr": frozenset(
        _words("""
        kim, kimsin, kimsiniz, sen kimsin, siz kimsiniz, kim bu, bu kim, bu kimdir, kimdir bu, bu ne, bu nedir, nedir bu
        dolandirici misiniz, dolandirici mi bu, bu dolandiricilik mi, dolandiricilik mi, bu gercek mi, gercek mi
        numarami nereden buldunuz, numarami nereden aldiniz, numarami nerden buldunuz, numarami kim verdi
        numarami size kim verdi, belediye misiniz, siz belediye misiniz, kimsiniz siz, neden yaziyorsunuz, spam mi bu
        """)
    ),
    "cy": frozenset(_words("pwy, pwy ydych chi, pwy yw hwn, pwy yw hwnna, pwy sy na, pwy wyt ti, beth yw hwn, ai sgam yw hwn, sgam, ydy hwn yn go iawn, o ble gawsoch chi fy rhif")),
    "bn": frozenset(_words("ke, apni ke, ke apni, tumi ke, ke tumi, eta ke, ke eta, apnara ke, eta ki, amar number kothay pelen, amar number kivabe pelen, eta ki scam, কে, আপনি কে, কে আপনি, আপনারা কে, এটা কে, এটা কি, আমার নম্বর কোথায় পেলেন")),
    "pl": frozenset(_words("kto, kto to jest, kim pan jest, kim pani jest, kim panstwo sa, co to jest, czy to prawdziwe, skad masz moj numer, skad wzieliscie moj numer, skad macie ten numer, kto dal wam moj numer, kto to, kim jestes, kim jestescie, kto pisze, skad macie moj numer, czy to oszustwo")),
    "so": frozenset(_words("kuma, waa ayo, ayaad tahay, yaad tahay, kumaad tihiin, waa maxay tani, xaggee ka heshay lambarkayga, xagee ka heshay nambarkayga, ma been baa, waa kuma, kumaad tahay, yaad tihiin")),
    "ur": frozenset(_words("yeh kaun hai, ye kaun hai, kaun hai, tum kaun ho, aap kaun, mera number kahan se mila, mera number kahan se liya, yeh kya hai, ye kya hai, kya yeh scam hai, آپ کون, یہ کون ہے, یہ کیا ہے, میرا نمبر کہاں سے ملا, kaun, kaun ho, aap kaun hain, aap kaun ho, kon ho, آپ کون ہیں, کون ہے")),
    "ar": frozenset(_words("من, من معي, مين, مين انت, مين معي, مين هذا, من حضرتك, ما هذا, شو هذا, من اين حصلت على رقمي, من أين حصلتم على رقمي, هل هذا احتيال, man anta, min inta, meen inta, meen, man antum, من انت, من أنت, من انتم, من أنتم, من هذا")),
}  # fmt: skip

DELETE = {
    "en": _combine(
        "delete|erase|remove",
        "my",
        "data|information|info|messages|texts|answers|answer|personal data",
    )
    | frozenset(
        _words(
            "delete it, delete everything, delete what i said, delete all my data, forget me, delete what you have on me"
        )
    ),
    "tr": frozenset(
        _words(
            "verilerimi silin, verilerimi sil, bilgilerimi silin, soylediklerimi silin, her seyi silin"
        )
    ),
}

COMPLAIN = {
    "en": frozenset(
        _words(
            "complain, complaint, make a complaint, want to complain, want to make a complaint, how do i complain"
        )
    ),
    "tr": frozenset(_words("sikayet, sikayet etmek istiyorum, sikayetim var, sikayetciyim")),
}

SKIP = {
    "en": frozenset(_words("skip, pass, skip it, skip this, next, next question, skip question, rather not say, prefer not to say, id rather not say")),
    "tr": frozenset(_words("atla, gec, sonraki, pas, bos gec, soylemek istemiyorum")),
    "cy": frozenset(_words("hepgor, nesaf, neidio")),
    "bn": frozenset(_words("bad din, bad dao, porer ta, বাদ দিন, পরের প্রশ্ন")),
    "pl": frozenset(_words("pomin, pomijam, dalej, nastepne, nastepne pytanie, wole nie mowic, nie chce odpowiadac")),
    "so": frozenset(_words("ka bood, ka gudub, gudub, dhaaf, su aasha xigta, kuma jawaabayo")),
    "ur": frozenset(_words("chhor dein, chhorein, agla, agla sawal, aagay, rehne dein, اگلا, اگلا سوال, چھوڑیں, رہنے دیں")),
    "ar": frozenset(_words("تخطي, تخطى, التالي, السؤال التالي, تجاوز, takhatti, eltali, altali, افضل عدم القول")),
}  # fmt: skip

BACK = {
    "en": frozenset(_words("back, go back, previous, back please")),
    "tr": frozenset(_words("geri, geri don, onceki")),
    "cy": frozenset(_words("yn ol, nol")),
    "bn": frozenset(_words("pichone, ager ta, পিছনে, আগের প্রশ্ন")),
    "pl": frozenset(_words("wstecz, wroc, cofnij, poprzednie")),
    "so": frozenset(_words("dib u noqo, gadaal, dib")),
    "ur": frozenset(_words("wapas, peeche, wapis, پیچھے, واپس")),
    "ar": frozenset(_words("رجوع, ارجع, السابق, للخلف, rujue, irja3")),
}

LANGUAGES = {
    "en": frozenset(_words("in english, english please, speak english, ingilizce lutfen")),
    "tr": frozenset(
        _words(
            "turkce, turkce lutfen, in turkish, turkish please, turkce yazin, speak turkish, yn dyrceg"
        )
    ),
    "cy": frozenset(
        _words("cymraeg, in welsh, welsh please, yn gymraeg, cymraeg os gwelwch yn dda")
    ),
    "bn": frozenset(_words("bangla, in bengali, bengali please, bangla please, in bangla, বাংলা")),
    "pl": frozenset(_words("polski, po polsku, in polish, polish please")),
    "so": frozenset(_words("soomaali, af soomaali, in somali, somali please")),
    "ur": frozenset(_words("in urdu, urdu please, اردو")),
    "ar": frozenset(_words("in arabic, arabic please, العربية, عربي, arabi")),
}

# These may also be an answer ("which group is it worst for?"), so they count only where nothing else was asked.
LANGUAGE_ADJECTIVES = {
    "en": frozenset(_words("english, ingilizce, saesneg, ingreji, ইংরেজি")),
    "tr": frozenset(_words("turkish, turk")),
    "cy": frozenset(_words("welsh")),
    "bn": frozenset(_words("bengali, bengoli, sylheti")),
    "pl": frozenset(_words("polish")),
    "so": frozenset(_words("somali")),
    "ur": frozenset(_words("urdu")),
    "ar": frozenset(_words("arabic")),
}

GREETINGS = frozenset(
    _words("""
    hi, hello, hey, hiya, helo, hullo, hallo, heya, yo, hi there, hello there, hey there, good morning, good afternoon
    good evening, good day, morning, afternoon, evening, alright, alrite, you alright, you ok, hows it going, how are you
    hi how are you, hello how are you, howdy, sup, wassup, whats up, greetings, ello, oi oi, hii, hiii, helloo, heyy
    merhaba, selam, selamlar, slm, mrb, mrhb, selamun aleykum, selamin aleykum, iyi gunler, iyi aksamlar, gunaydin, merhabalar
    nasilsiniz, merhaba nasilsiniz, alo, efendim, shwmae, smae, sut mae, bore da, prynhawn da, noswaith dda, helo na
    nomoskar, namaskar, assalamu alaikum, assalamualaikum, asalamu alaikum, salam alaikum, as salamu alaikum, salaam, salam
    asalam alaikum, kemon achen, নমস্কার, আসসালামু আলাইকুম, সালাম, হ্যালো, হাই, czesc, dzien dobry, witam, hej, siema
    iska warran, salaan, السلام عليكم, مرحبا, سلام, namaste, hola, bonjour, salut, ola, ciao, buna, buna ziua
    """)
)

PLEASANTRIES = frozenset(
    _words("""
    thanks, thank you, thankyou, thx, tnx, ta, cheers, ty, thank u, thanx, many thanks, thanks a lot, thank you very much
    thank you so much, ok, okay, k, kk, ok thanks, ok thank you, okay thanks, ok cheers, great, great thanks, good, lovely, nice
    perfect, cool, fine, alright thanks, no problem, np, you too, bye, goodbye, bye bye, see you, good night, night, sure
    will do, got it, understood, noted, received, no thanks, no thank you, nothing, nothing else, thats all, thats it, no, yes
    tesekkurler, tesekkur ederim, tesekkur, sagol, sagolun, sag olun, tamam, peki, tmm, eyvallah, hosca kalin, gorusuruz
    iyi geceler, evet, hayir, diolch, diolch yn fawr, iawn, hwyl, dhonnobad, dhanyabad, ধন্যবাদ, thik ache, accha, ঠিক আছে
    dziekuje, dzieki, mahadsanid, shukriya, شكرا, شکریہ, no worries, amen, x, xx, xxx
    """)
)

UNSURE = frozenset(
    _words("""
    not sure, im not sure, unsure, dont know, i dont know, dunno, idk, no idea, i have no idea, maybe, not really sure, who knows
    dont mind, i dont mind, any, whatever, no opinion, hard to say, bilmiyorum, emin degilim, fark etmez, belki, bilmem
    dwn i ddim, dim syniad, ddim yn siwr, jani na, ami jani na, জানি না, nie wiem, huh, what, eh, hmm, umm, um, er, erm
    nie jestem pewien, nie jestem pewna, nie mam pojecia, ma garanayo, garan maayo, ma hubo, pata nahi, pata nahin, mujhe nahi pata
    maloom nahi, nahi pata, پتہ نہیں, معلوم نہیں, مجھے نہیں پتہ, لا اعرف, لا أعرف, لا ادري, لا أدري, مش عارف, mish aref, ma baaref, হয়তো, efallai, moze, shayad, ربما, malaha
    kararsizim, emin degiliz, fikrim yok, ddim yn gwybod, wn i ddim, nischit na, নিশ্চিত না
    umm not sure, what do you mean, i dont understand, dont understand, anlamadim, pardon, sorry what
    """)
)

POLITE = frozenset(
    words("""
    please pls plz plse pleas hi hello hey hiya ok okay sorry just thanks thank you now
    excuse dear sir madam team lutfen merhaba selam yes so well oh omg ffs look oi
    kindly help fadlan walaal mahadsanid prosze poprosze bardzo dziekuje plis diolch os gwelwch yn dda
    meherbani baraye shukriya min fadlak fadlik fadlkom law samaht samahtom shukran
""")
    + tuple(
        normalise(one).key
        for one in words(
            "দয়া করে প্লিজ অনুগ্রহ ধন্যবাদ مہربانی برائے براہ کرم پلیز شکریہ من فضلك فضلكم لو سمحت سمحتم رجاء شكرا"
        )
    )
) - {"help"}
LEAD = POLITE | frozenset(
    words("""
    can could would will u i im want need like id to gonnae gonny asked told said say already again
    and seriously no have asking am me artik bana bir daha beni ive the for last time
    amake ar doya kore mate pal think its
""")
) - {"me", "the"}
TAIL = frozenset(
    words("""
    please pls plz thanks thank you u ta cheers now ok okay mate pal love bro buddy bhai yaar baji abi abla hocam
    friend sorry again anymore any more ever ffs asap x xx xxx lutfen tesekkurler today
    immediately right away at once sir madam already then guys everyone altogether
    completely forever mister dude from here i think man and ya lol eh innit bye goodbye
    doya kore artik fadlan walaal mahadsanid prosze bardzo dziekuje plis diolch os gwelwch yn dda meherbani shukriya
    min fadlak fadlik law samaht shukran
""")
    + tuple(
        normalise(one).key
        for one in words(
            "দয়া করে প্লিজ অনুগ্রহ ধন্যবাদ مہربانی پلیز شکریہ من فضلك فضلكم لو سمحت سمحتم رجاء شكرا"
        )
    )
)
SUBJECT_AFTER = frozenset(
    words("after before at until till on during in while when by unless about")
)
