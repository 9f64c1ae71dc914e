//! Names of months, weekdays and units of time.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::relative::{self, Unit};

/// Month names and abbreviations by month: en de fr es it pt nl pl sv da nb fi cs ru uk tr id ms ro hu
/// sk et is ca lt lv bg el ar hi he.
///
/// Forms that mean different months in two of these languages are left out.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jaenner janvier janv enero ene gennaio gen genn janeiro januari \
     stycznia styczeń sty tammikuuta tammikuu ledna leden января январь янв січня ocak oca \
     ianuarie január januára jaanuar janúar gener sausio janvāris януари ιανουαρίου يناير \
     جانفي जनवरी ינואר",
    "february feb febr februar feber février fevrier févr fév fevr febrero febbraio febb fevereiro \
     fev februari lutego luty lut helmikuuta helmikuu února únor февраля февраль фев лютого şubat \
     şub pebruari \
     februarie február februára veebruar febrúar febrer vasario februāris февруари \
     φεβρουαρίου فبراير شباط فيفري फरवरी פברואר",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marts marca marzec maaliskuuta \
     maaliskuu března březen марта март мар березня mart maret \
     martie március märts març kovo μαρτίου مارس آذار मार्च מרץ",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi huhtikuuta huhtikuu dubna duben \
     апреля апрель апр квітня nisan nis \
     aprilie április apríla aprill apríl balandžio aprīlis април απριλίου أبريل ابريل \
     إبريل نيسان أفريل अप्रैल אפריל",
    "may mai mayo maggio mag maio mei maj maja toukokuuta toukokuu května květen мая май травня \
     mayıs \
     május mája maí maig gegužės maijs μαΐου مايو أيار ماي मई מאי",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze kesäkuuta kesäkuu června \
     červen июня июнь июн червня haziran haz \
     iunie június júna juuni júní juny birželio jūnijs юни ιουνίου يونيو يونية حزيران \
     جوان जून יוני",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip heinäkuuta heinäkuu \
     července červenec июля июль июл липня temmuz tem \
     iulie július júla juuli júlí juliol liepos jūlijs юли ιουλίου يوليو يولية تموز \
     جويلية जुलाई יולי julai",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień sie elokuuta elokuu srpna \
     srpen августа август авг серпня ağustos ağu agustus agu \
     augusztus augusta ágúst agost rugpjūčio augusts αυγούστου أغسطس اغسطس آب أوت अगस्त \
     אוגוסט ogos",
    "september sep sept septembre septiembre settembre sett setembro set września wrzesień wrz \
     syyskuuta syyskuu září сентября сентябрь сен сент вересня eylül eyl \
     septembrie szeptember septembra setembre rugsėjo septembris септември σεπτεμβρίου \
     سبتمبر أيلول सितंबर सितम्बर ספטמבר",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź \
     lokakuuta lokakuu října říjen октября октябрь окт жовтня ekim eki \
     octombrie október októbra oktoober spalio oktobris октомври οκτωβρίου أكتوبر اكتوبر \
     अक्टूबर אוקטובר",
    "november nov novembre noviembre novembro listopada listopad marraskuuta marraskuu listopadu \
     ноября ноябрь ноя нояб листопада kasım kas nopember \
     noiembrie novembra nóvember lapkričio novembris ноември νοεμβρίου نوفمبر नवंबर \
     नवम्बर נובמבר",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des \
     grudnia grudzień gru joulukuuta joulukuu prosince prosinec декабря декабрь дек грудня \
     aralık ara desember \
     decembrie decembra detsember desembre gruodžio decembris декември δεκεμβρίου ديسمبر \
     दिसंबर दिसम्बर דצמבר disember",
];

/// Weekday names and abbreviations, Monday first.
const WEEKDAYS: [&str; 7] = [
    "monday mon montag mo lundi lun lunes lunedì lunedi segunda maandag ma poniedziałek måndag \
     mandag maanantai pondělí понедельник понеділок pazartesi senin \
     luni hétfő pondelok mánudagur dilluns δευτέρα الاثنين الإثنين सोमवार isnin",
    "tuesday tue tues dienstag di mardi mar martes martedì martedi terça terca dinsdag wtorek \
     tisdag tirsdag tiistai úterý вторник вівторок salı selasa \
     marți kedd utorok þriðjudagur dimarts τρίτη الثلاثاء मंगलवार",
    "wednesday wed mittwoch mi mercredi mer miércoles miercoles mié mercoledì mercoledi quarta \
     woensdag wo środa onsdag keskiviikko středa среда середа çarşamba rabu \
     miercuri szerda streda miðvikudagur dimecres τετάρτη الأربعاء बुधवार",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì giovedi gio quinta \
     donderdag czwartek torsdag torstai čtvrtek четверг четвер perşembe kamis \
     joi csütörtök štvrtok fimmtudagur dijous πέμπτη الخميس गुरुवार khamis",
    "friday fri freitag fr vendredi ven viernes vie venerdì venerdi sexta vrijdag vr piątek fredag \
     perjantai pátek пятница cuma jumat \
     vineri péntek piatok föstudagur divendres παρασκευή الجمعة शुक्रवार jumaat",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sáb sabato sab zaterdag za sobota \
     lördag lørdag lauantai суббота субота cumartesi sabtu \
     sâmbătă szombat laugardagur dissabte σάββατο السبت शनिवार",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo niedziela söndag søndag \
     sunnuntai neděle воскресенье неділя pazar minggu \
     duminică vasárnap nedeľa sunnudagur diumenge κυριακή الأحد रविवार ahad",
];

/// Units of time.
const UNITS: [(Unit, &str); 7] = [
    (
        Unit::Second,
        "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi \
         seconden sekund sekundy sekunder s \
         초 秒 ثانية ثوان",
    ),
    (
        Unit::Minute,
        "minute minutes min mins minuten minuto minutos minuti minuut minuty minut minuter minutt \
         minutter minuuttia минут минуты минуту dakika menit m \
         분 分 دقيقة دقائق хвилин phút मिनट",
    ),
    (
        Unit::Hour,
        "hour hours hr hrs stunde stunden std heure heures hora horas ora ore uur uren godzin \
         godziny godzinę timme timmar time timer tuntia hodinami час часа часов saat jam h \
         시간 時間 小时 小時 ساعة ساعات годин giờ घंटे",
    ),
    (
        Unit::Day,
        "day days tag tagen tage jour jours día días dia dias giorno giorni dag dagen dagar dager \
         dage dni dzień päivää день дня дней gün hari d \
         일 天 يوم أيام ngày",
    ),
    (
        Unit::Week,
        "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken \
         tydzień tygodnie tygodni vecka veckor uke uker uge uger viikkoa hafta minggu w \
         주 週間 周 أسبوع أسابيع неделю недели tuần",
    ),
    (
        Unit::Month,
        "month months monat monaten monate mois mes meses mese mesi mês maand maanden miesiąc \
         miesiące miesięcy månad månader måned måneder ay bulan \
         개월 か月 カ月 个月 個月 شهر أشهر месяц месяца месяцев tháng",
    ),
    (
        Unit::Year,
        "year years yr yrs jahr jahren jahre an ans année année año años anno anni ano anos jaar \
         rok lata lat år yıl tahun \
         년 年 سنة سنوات год года лет năm",
    ),
];

static MONTH: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| table((1..).zip(MONTHS)));
static WEEKDAY: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| table((1..).zip(WEEKDAYS)));
static UNIT: LazyLock<HashMap<&str, Unit>> = LazyLock::new(|| table(UNITS.into_iter()));

static OPENERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let names = MONTHS.into_iter().chain(WEEKDAYS).flat_map(str::split_whitespace);
    names.chain(relative::openers()).collect()
});

fn table<T: Copy>(rows: impl Iterator<Item = (T, &'static str)>) -> HashMap<&'static str, T> {
    rows.flat_map(|(value, names)| names.split_whitespace().map(move |name| (name, value)))
        .collect()
}

/// Tells whether a date can begin with this word: a cheap test before any reading.
pub(super) fn opens(word: &str) -> bool {
    OPENERS.contains(word.to_lowercase().as_str())
}

/// Returns the month of a name, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTH.get(word.to_lowercase().as_str()).copied()
}

/// Returns the month of a name of two words, as Arabic has for four of them.
pub(super) fn month_of_two(first: &str, second: &str) -> Option<i8> {
    let number = ["الأول", "الاول", "الثاني"].iter().position(|&name| name == second)?;
    match (first, number) {
        ("تشرين", 0 | 1) => Some(10),
        ("تشرين", _) => Some(11),
        ("كانون", 0 | 1) => Some(12),
        ("كانون", _) => Some(1),
        _ => None,
    }
}

/// Returns the weekday of a name, Monday being 1.
pub(super) fn weekday(word: &str) -> Option<i8> {
    WEEKDAY.get(word.to_lowercase().as_str()).copied()
}

/// Returns the unit of time of a word.
pub(super) fn unit(word: &str) -> Option<Unit> {
    UNIT.get(word.to_lowercase().as_str()).copied()
}
