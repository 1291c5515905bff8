"""First names, to tell "I'm not Sarah" from "I'm not happy". Holds no matching.

Names that are words too (Will, Grace, Rich, Umut) are left out: what is lost there is asked about.
"""

# ruff: noqa: E501  (word lists)

from flows.reader.normal import normalise, words

FIRST_NAMES = frozenset(
    normalise(one).key
    for one in words("""
    aaron abigail adam adrian aidan alan albert alex alexander alexandra alfie alice alison amanda amelia amy andrea
    andrew andy angela anna anne annie anthony antony archie arthur barbara barry ben benjamin bernard bethany betty brian
    bridget callum cameron carl carol caroline catherine charles charlie charlotte chloe chris christina christine
    christopher claire clare colin connor craig daisy daniel danielle darren dave david dawid deborah debbie dennis derek
    diana diane donna dorothy doris douglas dylan edward eileen eleanor elizabeth ella ellie emily emma eric erin ethan
    evelyn fiona florence fred freddie gareth gary gavin gemma geoff george georgia gerald gillian gordon graham hannah
    harry heather helen henry howard hugh ian isaac isabella jacob jake james jamie jane janet janice jason jasmine jean
    jeff jennifer jenny jeremy jessica jill jim joan joanna joanne joe john johnny jonathan joseph josh joshua joyce judith
    julia julian julie karen kate katherine kathleen katie keith kelly ken kenneth kerry kevin kim kirsty kyle laura lauren
    lee leon leonard lewis liam linda lindsay lisa liz logan lorraine louis louise lucas lucy luke lynn maggie malcolm
    marcus margaret maria marie marion martin mary matt matthew maureen megan melanie melissa michael michelle mike millie
    mohammed molly natalie natasha nathan neil niamh nicholas nicola nigel noah nora oliver olivia oscar owen pamela patricia
    patrick paul paula pauline peter phil philip phoebe polly rachel raymond rebecca rhys richard robert robin roger ronald
    rosemary ross russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sebastian sharon sheila shirley
    simon sophia sophie stacey stanley stella stephanie stephen steve steven stewart stuart susan suzanne sylvia tanya terry
    theresa thomas tim timothy toby tom tony tracey tracy trevor valerie vanessa veronica vicky victoria vincent walter
    wayne wendy william yvonne zachary zoe
    aled alun angharad bethan bronwen carys catrin ceri dafydd delyth dilys eleri elin emyr ffion gethin glenys gwen gwyn
    gwyneth huw iestyn ieuan ifan iolo iwan llinos mair meinir menna nerys nia rhian rhiannon sian sioned
    abdi abdul abdullah abdullahi abu adil adnan ahmad ahmed aisha aishah aliya amin amina aminah amir amira anisa anwar asha
    asif asma ayaan ayesha aysha aziz bashir bilal dawood deeqa faisal farah faraz farhan farida farooq faruk fatema fatima
    fatimah fatuma fawzia ferdous habib hafsa halima hamid hamza hana hasan hassan hawa hibo hodan hussain hussein ibrahim
    idris ikram ilyas imran irfan ismail jamal jamila javed kamal karim khadija khadijah khadra khalid layla leila mahmood
    mahmud mahmoud malik maryam mariam mina mohamed mohammad mona muhammad muhammed muna mustafa nabil nadia nasir nasreen
    nasrin nazia nimo noor omar omer osman parveen qasim rabia rahim rahima rahman rashid razia rehana rukhsana sabina
    sabrina sadia saeed safia sagal sahra said saleh salim salma samira samir shabana shabnam shahid shahida shakil shamim
    sharif sharmin shazia shireen suleiman sultana tahir tahira tariq usman waleed warsame waris yasin yasmin yasmeen yusuf
    zainab zahra zaynab zubair
    ahmet asli ayse aylin aynur basak berkay berna burak busra canan cem cemal ceren deniz derya ebru elif emel emine emre
    engin erdogan erkan esma esra fatih fatma ferhat filiz gamze gokhan gulay gulsen hakan halil hande hasan hatice havva
    hulya huseyin ilker ismail kadir kemal kerem leyla levent mehmet melek meltem merve mesut metin meryem murat nazli
    nermin nesrin nuray onur orhan osman ozan ozge ozlem pinar ramazan recep remzi sedat selim selma semra serdar serkan
    sevda sevgi sibel sinem suleyman tugba tuncay turgut ugur umit veli volkan yasemin yeliz yilmaz yunus yusuf zehra zeynep
    adrianna agata agnieszka aleksander aleksandra aneta ania anita artur asia barbara bartek bartosz beata bogdan bozena
    cezary damian danuta dariusz darek dominik dorota edyta elzbieta ewa filip grazyna grzegorz halina hubert irena iwona
    izabela jacek jadwiga jakub janek janusz jaroslaw jerzy jolanta justyna kamil kamila karol karolina kasia katarzyna
    krystyna krzysztof leszek lukasz maciej magda magdalena malgorzata marcin mariusz marta marek marzena mateusz michal
    milena miroslaw monika natalia norbert pawel piotr przemek rafal renata robert ryszard sebastian slawek stanislaw
    sylwia szymon tadeusz teresa tomasz tomek urszula waldemar wanda weronika wiktor wioletta wojciech zbigniew zofia
    محمد أحمد علي فاطمة خديجة عائشة مريم حسن حسين خالد عمر يوسف ابراهيم مصطفى عبدالله زينب ياسمين سارة نادية کاشف عمران
    شازیہ نسرین আহমেদ মোহাম্মদ ফাতেমা খাদিজা রহিম করিম আয়েশা নাসরিন সুলতানা শারমিন রহমান হাসান আলী
    """)
)
