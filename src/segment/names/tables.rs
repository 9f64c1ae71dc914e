//! Tables of names and of words that stand in for them or beside them, in lower case.

/// Agencies and pools that stand in a byline's place, between bars.
pub(super) const AGENCIES: &str = "\
    afp|ap|associated press|the associated press|reuters|thomson reuters|dpa|epd|kna|sid|apa|\
    sda|ats|ansa|efe|europa press|agencia efe|lusa|anp|belga|pap|tass|xinhua|pti|ians|ani|upi|\
    bloomberg|canadian press|the canadian press|pa media|press association|aap|keystone-sda|\
    agence france-presse|dpa-infocom|agencies|news agencies|bbc news|kyodo|jiji|yonhap|antara|ritzau|\
    ntb|tt|stt|dts|dapd|afp/ap|dpa/afp|anadolu|anadolu agency|anadolu ajansı|ap news|apa-ots|afx|bns|ctk|čtk|\
    dow jones|europapress|ips|interfax|itar-tass|ria|ria novosti|lna|mti|nan|\
    news agency of nigeria|npa|pna|presse canadienne|la presse canadienne|\
    press trust of india|sna|suna|vna|wam|wafa|tanjug|hina|\
    agerpres|bta|télam|notimex|prensa latina|agência brasil|agência lusa|agência estado|\
    estadão conteúdo|folhapress|adnkronos|askanews|lapresse|deutsche presse-agentur|\
    austria presse agentur|sda-ats|awp|sapa|kuna|irna|dha|iha|cihan|ihlas|\
    tribune news service|project syndicate|wire services|wire reports|agencias|agenzie|\
    agências|agences|agenturen|persbureaus";

/// Agencies that sell pictures, between bars.
pub(super) const PICTURE_AGENCIES: &str = "epa|epa-efe|imago|imago images|getty|getty images|nurphoto|\
    sipa|sipa usa|picture alliance|picture-alliance|shutterstock|alamy|zuma|zuma press|zuma wire|\
    istock|unsplash|pixabay|corbis|afp via getty images|unitedarchives|eyevine|rex|rex features|\
    laif|ddp|mauritius images|keystone|hollandse hoogte|scanpix|ntb scanpix|lehtikuva|pa wire|pa images";

/// Words for what a person is at a paper.
pub(super) const JOBS: &str = "\
    staff writer reporter reporters editor correspondent columnist contributor journalist \
    producer author redakteur redakteurin korrespondent korrespondentin autor autorin \
    reporterin volontär volontärin journaliste redactor redactora periodista corresponsal \
    giornalista jornalista redacteur verslaggever dziennikarz chefredakteur writers editors \
    correspondents intern trainee director contributors analyst blogger anchor presenter host \
    leiter leiterin redakteure wirtschaftsredakteur wirtschaftsredakteurin politikredakteur \
    politikredakteurin sportredakteur chefreporter chefreporterin chefkorrespondent \
    auslandskorrespondent kolumnist kolumnistin journalistin mitarbeiter mitarbeiterin \
    ressortleiter ressortleiterin rédacteur rédactrice reportrice correspondant correspondante \
    envoyé envoyée chroniqueur chroniqueuse éditorialiste enviado enviada redacción columnista \
    directora subdirector corrispondente inviato inviata redattore redattrice repórter \
    colunista correspondente editora chefredacteur redactrice columniste redaktor korespondent \
    reporterka dziennikarka redaktør redaktör muhabir editör yazar";

/// Words that stand beside those: of what, where, since when.
pub(super) const JOB_WORDS: &str = "\
    our senior chief political deputy contributing foreign freelance parliamentary economics \
    health science business environment education crime sports sport technology news associate \
    assistant executive managing in chef for special investigative investigations video \
    digital audience content hub head lead team night day shopping commerce lifestyle \
    entertainment royal world national regional local community court politics policy economy \
    finance money consumer affairs europe asia africa american north of the at on and & by \
    media arts culture books film music tv tech security defence defense diplomatic \
    international features feature social agency leitender leitende freie freier \
    stellvertretende stellvertretender politische politischer grand spécial spéciale especial";

/// Words inside a name that begin in lower case.
pub(super) const PARTICLES: &str = "\
    de da do dos das di del della der den van von vom zu zum zur la le el al bin ibn ben y e \
    ter ten af du dela dal e.";

/// Words that headings, menus and institutions are made of and names are not.
pub(super) const NOT_NAMES: &str = "\
    der zum zur news sport sports politics business world opinion culture home more read about contact \
    privacy terms policy the and for in of on to at us uk eu live video photo photos image \
    images getty editor editors staff reporter writer correspondent team desk newsroom media \
    times post daily weekly magazine journal newsletter subscribe sign log menu search share \
    print copy comments follow facebook twitter instagram youtube whatsapp podcast podcasts \
    most top latest breaking special guide review reviews analysis exclusive health science \
    technology tech money travel food style lifestyle entertainment football cricket rugby \
    tennis golf weather jobs cars property games north south east west new united states \
    kingdom america africa europe asia germany france politik wirtschaft kultur wissen reise \
    panorama gesellschaft meinung leben gesundheit startseite mehr alle die und für im \
    nachrichten redaktion impressum datenschutz kontakt abo anzeige deutschland ausland inland \
    regional lokales service archiv politique économie société monde international sciences \
    planète política economía deportes cultura sociedad opinión mundo economia esportes esteri \
    cronaca updated published advertisement january february march april june july august \
    september october november december monday tuesday wednesday thursday friday saturday \
    sunday click here get our your my all show view see watch listen go how why what when \
    where who this that is are with from by no not you we it be as premium plus tv app bank \
    club city university company group inc ltd gmbh features local national events services \
    account profile settings help faq political senior chief deputy contributing foreign \
    associate assistant executive managing freelance columnist journalist contributor author \
    producer photographer redakteur redakteurin korrespondent autor autorin chefredakteur \
    volontär journaliste parliamentary economics environment education crime legal digital \
    head director professor fellow artikel article articles related weitere ähnliche passend \
    externer inhalt text size thema mit dieses kolumne kommentar leitartikel nachfolge lesen \
    sie auch veröffentlicht aktualisiert keep reading tribunal los las son les leitender \
    leitende wirtschaftsredakteur deutscher deutsche deutsches britische britischer \
    landtag bundestag shopping interviews quellen \
    quelle foto fotos bild archivbild beitrag gastbeitrag externe \
    empfohlener redaktioneller kommentare anmelden registrieren teilen drucken continue story \
    stories content topics tags source sources credit caption minutes minute hours ago today \
    yesterday heute gestern uhr feb apr jul aug sept sep oct nov dec januar februar märz juni \
    oktober dezember mr mrs ms party government ministry minister president council police \
    hospital school road county district department institute foundation association \
    federation committee commission parliament senate office center centre museum festival \
    award cup league championship olympics crisis act report update alert deal deals sale \
    worst free first second last next previous main site website online partner partners \
    sponsored advert ad ads offer offers gift gutscheine gobierno partido última hora más leer \
    ver crédito publicité voir lire aussi suite gouvernement parti ministre une des governo \
    ministro leggi gazeta zobacz czytaj więcej partia rząd";

/// Common given names of Europe, the Americas, Russia, the Near East and India.
pub(super) const GIVEN: &str = "\
    aaron abdul abdullah abigail adam adrian adriana agata agnes agnieszka ahmad ahmed aidan \
    aisha alan alastair albert alberto alejandra alejandro aleksander aleksandr aleksandra \
    alessandra alessandro alessia alex alexander alexandra alexandre alexis alfredo ali alice \
    alicia alina alison allison amanda amber amelia amelie amina amir amit amy ana anastasia \
    anders andrás andre andré andrea andreas andreea andrei andrej andrés andrew andrey \
    andrzej andy angela angelica angelika angelo angus anil anita anja anjali ankit ann anna \
    anne annegret anneke anne-marie annette annie annika ansgar anthony antje antoine anton \
    antonia antonio antônio anusha anya april ariane ariel armin arne arnaud arno arthur artur \
    arun astrid audrey aurélie aurora axel ayşe barbara bárbara barry bart bartosz bastian \
    beata beate beatrice beatriz ben benedikt benjamin benoît bernadette bernard bernd \
    bernhard bert beth bettina bianca bill birgit björn bob boris brad bradley brandon brenda \
    brett brian brice bridget brigitte britta brooke bruce bruno bryan caitlin cameron camila \
    camille carina carl carla carles carlo carlos carmen carol carolin carolina caroline \
    carsten casey catarina catherine cathy cecilia cécile céline charles charlie charlotte \
    cheryl chiara chloe chloé chris christa christel christian christiane christina christine \
    christof christoph christophe christopher claire clara claudia claudio clemens clément \
    colin connor constance constantin constanze cora corina corinna corinne cristian cristiana \
    cristina cynthia cyril dagmar daisy damian damien dan dana daniel daniela daniele danielle \
    danny darius dave david davide dawn dean debbie deborah deepak delphine denis denise \
    dennis derek detlef diana diane diego dieter dietmar dimitri dirk dmitri dmitry dominic \
    dominik dominique don donald dorothea doris dorothy douglas duncan dustin dylan eduardo \
    edward edwin elaine eleanor elena eleonora elias elisa elisabeth elizabeth elke ella ellen \
    elliot emil emile emilia emilie emily emine emma emmanuel emmanuelle enrico enrique eric \
    erica erich erik erika erin ernesto ernst esra esther ethan eugen eugenia eva evan eve \
    evelyn fabian fabien fabio fabrice farah fatima fatma federica federico felicia felicitas \
    felix fernanda fernando filip filipe filippo finn fiona florence florian frances francesca \
    francesco francis francisca francisco franck françois françoise frank franz franziska fred \
    frederic frédéric frederick frederik friederike friedrich gabriel gabriela gabriele \
    gabriella gaëlle gareth gary gavin gemma geoffrey georg george georges georgia georgina \
    gerald gérard gerd gerhard gernot gesine gianluca gilles gina giorgio giorgos giovanna \
    giovanni giulia giuseppe glenn gonzalo grace graham greg gregor gregory greta grzegorz \
    guido guillaume guillermo gunnar günter günther gustavo guy hakan hana hanna hannah hannes \
    hans harald harold harry hartmut hasan hassan heather hector heidi heike heiko heiner \
    heinrich heinz helen helena helene hélène helga helmut hendrik henning henri henrik henry \
    herbert hermann hilary holger horst howard hugh hugo hussein ian ibrahim ignacio igor ilka \
    ilona ilse imran inês ines inga inge ingo ingrid ioana irene irina iris isaac isabel \
    isabella isabelle iván ivan jack jackie jacob jacopo jacqueline jacques jaime jake jakob \
    jakub james jamie jan jana jane janet janine janna janosch jason javier jay jean \
    jean-baptiste jean-luc jean-pierre jeanne jeff jeffrey jenna jennifer jenny jens jeremy \
    jérôme jess jesse jessica jesús jill jim jimena jo joachim joan joana joanna joão joaquín \
    jochen joe joel joëlle joerg johan johann johanna johannes john johnny jon jonas jonathan \
    jordan jordi jorge jörg jörn josé josef joseph josephine josh joshua joyce juan judith \
    julia julian juliana juliane julie julien juliette julio justin justine justyna kai kamil \
    karen karim karin karina karl karla karolina karoline karsten kasia katarina katarzyna \
    kate katerina katharina katherine kathleen kathrin kathryn kathy katie katja katrin kay \
    keith kelly ken kenneth kerstin kevin khaled kim kira kirsten kirsty klaas klaus konrad \
    konstantin krishna kristen kristian kristin kristina krzysztof kumar kurt kyle lara \
    larissa larry lars laura lauren laurence laurent lea léa leah lee leila lena leo leon léon \
    leonard leonardo leonie leonor leslie liam libby lidia lilian lilly linda lindsay lindsey \
    lisa liz lorena lorenz lorenzo lori lothar louis louisa louise luc luca lucas lucía lucia \
    lucie lucy ludwig luigi luis luís luisa luise lukas luke lutz lydia maciej madeleine \
    madison mael magda magdalena maggie magnus maia maik maike maja malcolm malte mandy \
    manfred manuel manuela mara marc marcel marcella marcin marco marcos marcus mareike \
    margaret margarida margarita maria maría mariam marian mariana marianne marie marina mario \
    marion marisa marius mark marko markus marlene marta martha martin martín martina mary \
    maryam marvin massimo mateo mateusz mathias mathieu mathilde matt matteo matthew matthias \
    matthieu maura maureen maurice max maxime maximilian maya megan mehdi mehmet meike mélanie \
    melanie melissa mercedes mia michael michaela michał michel michela michele michelle \
    miguel mihai mike mikael mikhail milan milena mira miriam mirjam mirko moana mohamed \
    mohammad mohammed molly mona monica mónica monika moritz muhammad murat mustafa nadia \
    nadine nadja naomi natalia natalie natascha natasha nathalie nathan neil nele neha nelson \
    niamh nicholas nick nicki nico nicola nicolas nicole niels nigel nikita niklas niko \
    nikolai nikolas nikolaus nils nina noah noel noemi nora norbert norman olaf ole oleg \
    oleksandr olena olga oliver olivia olivier omar oscar oskar özlem pablo pamela paola paolo \
    pascal patricia patrícia patricio patrick patrik patrizia paul paula pauline paulina paulo \
    pavel pawel paweł pedro penelope per peter petra phil philip philipp philippa philippe \
    phoebe pia pierre pieter piotr polly priya prince quentin rachel radosław rafael rafał \
    rahul rainer raj rajesh ralf ralph ramona ramón randy raphael raquel raúl ravi ray raymond \
    rebecca regina reiner reinhard remi rémi renata renate rené renée reza ricarda ricardo \
    riccardo richard rick rita rob robert roberta roberto robin rocío rodrigo roger roland \
    rolf roman ron ronald ronja rosa rosalind rosemary ross roxana roy ruben rubén rudolf rui \
    rupert russell ruth ryan sabine sabrina said salman salvador sam samantha samir samira \
    samuel sandra sandro sandy sanjay santiago sara sarah sascha sasha scott sean sebastian \
    sébastien selina serena serge sergei sergey sergio severin shane shannon sharon shaun \
    sheila sherry shirley sibylle silke silvia simon simona simone sina sofia sofía sofie \
    sonia sonja sophia sophie stacy stan stefan stefania stefanie stefano steffen stella \
    stéphane stephan stephanie stéphanie stephen steve steven stewart stuart sue sunil susan \
    susana susann susanna susanne suzanne sven svenja svetlana sylvain sylvia sylvie tamara \
    tania tanja tara tatiana tatjana taylor ted teresa teri terry thea theo theodor theresa \
    thérèse thiago thibault thomas thorsten tiago tiffany tilman tim timo timothy tina tino \
    tobias toby todd tom tomas tomás tomasz tommaso tommy toni tony torsten tracey tracy \
    trevor tristan tyler udo ulf uli ulrich ulrike urs ursula ute uwe valentin valentina \
    valeria valerie valérie vanessa vera verena veronica veronika véronique vicky victor \
    victoria vijay viktor viktoria vincent vincenzo violeta virginia virginie vitor vivian \
    vivien vladimir volker walter wanda wendy werner wiebke wilfried wilhelm will william \
    willy wilma wojciech wolf wolfgang xavier yannick yasmin yasmine yves yvonne zachary \
    zainab zeynep zoe zoé александр алексей алёна алина анастасия анатолий андрей анна антон \
    артём борис вадим валентина валерий василий вера виктор виктория виталий владимир галина \
    георгий дарья денис дмитрий евгений евгения екатерина елена иван игорь илья ирина карина \
    кирилл константин ксения людмила максим мария марина михаил наталья никита николай оксана \
    олег олександр олена ольга павел пётр роман светлана сергей софия станислав степан татьяна \
    тимур фёдор юлия юрий яна ярослав";

/// Surnames that Chinese names begin with.
pub(super) const HAN_SURNAMES: &str = "\
     \
    王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯江尹薛闫雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文";

/// Surnames that Japanese names begin with.
pub(super) const JAPANESE_SURNAMES: &str = "\
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 \
    石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 \
    森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 \
    松井 千葉 菅原 岩崎 木下 久保 佐野 野村 松尾 市川 菊地 菊池 杉本 古川 大西 島田 水野 桜井 渡部 吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 \
    関 中田 久保田 服部 東 岩田 土屋 川崎 福島 本田 樋口 秋山 辻 永井 中西 吉村 山中 川上 大島 馬場 浅野 石原 松岡 黒田 矢野 松村 荒木 大橋 小池 望月 早川 \
    水沢 大久保 三宅 堀 西山";

/// Surnames that Korean names begin with.
pub(super) const KOREAN_SURNAMES: &str = "\
    김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진엄원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";
