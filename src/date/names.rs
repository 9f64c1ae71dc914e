//! Names of months, weekdays and units of time.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::relative::{self, Unit};

/// Month names and abbreviations by month: en de fr es it pt nl pl sv da nb fi cs ru uk tr id.
///
/// Forms that mean different months in two of these languages are left out.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jaenner janvier janv enero ene gennaio gen genn janeiro januari \
     stycznia styczeń sty tammikuuta tammikuu ledna leden января январь янв січня ocak oca",
    "february feb febr februar feber février fevrier févr fév fevr febrero febbraio febb fevereiro \
     fev februari lutego luty lut helmikuuta helmikuu února únor февраля февраль фев лютого şubat \
     şub pebruari",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marts marca marzec maaliskuuta \
     maaliskuu března březen марта март мар березня mart maret",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi huhtikuuta huhtikuu dubna duben \
     апреля апрель апр квітня nisan nis",
    "may mai mayo maggio mag maio mei maj maja toukokuuta toukokuu května květen мая май травня \
     mayıs",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze kesäkuuta kesäkuu června \
     červen июня июнь июн червня haziran haz",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip heinäkuuta heinäkuu \
     července červenec июля июль июл липня temmuz tem",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień sie elokuuta elokuu srpna \
     srpen августа август авг серпня ağustos ağu agustus agu",
    "september sep sept septembre septiembre settembre sett setembro set września wrzesień wrz \
     syyskuuta syyskuu září сентября сентябрь сен сент вересня eylül eyl",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź \
     lokakuuta lokakuu října říjen октября октябрь окт жовтня ekim eki",
    "november nov novembre noviembre novembro listopada listopad marraskuuta marraskuu listopadu \
     ноября ноябрь ноя нояб листопада kasım kas nopember",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des \
     grudnia grudzień gru joulukuuta joulukuu prosince prosinec декабря декабрь дек грудня \
     aralık ara desember",
];

/// Weekday names and abbreviations, Monday first.
const WEEKDAYS: [&str; 7] = [
    "monday mon montag mo lundi lun lunes lunedì lunedi segunda maandag ma poniedziałek måndag \
     mandag maanantai pondělí понедельник понеділок pazartesi senin",
    "tuesday tue tues dienstag di mardi mar martes martedì martedi terça terca dinsdag wtorek \
     tisdag tirsdag tiistai úterý вторник вівторок salı selasa",
    "wednesday wed mittwoch mi mercredi mer miércoles miercoles mié mercoledì mercoledi quarta \
     woensdag wo środa onsdag keskiviikko středa среда середа çarşamba rabu",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì giovedi gio quinta \
     donderdag czwartek torsdag torstai čtvrtek четверг четвер perşembe kamis",
    "friday fri freitag fr vendredi ven viernes vie venerdì venerdi sexta vrijdag vr piątek fredag \
     perjantai pátek пятница cuma jumat",
    "saturday sat samstag sonnabend sa samedi sam sábado sabado sáb sabato sab zaterdag za sobota \
     lördag lørdag lauantai суббота субота cumartesi sabtu",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo niedziela söndag søndag \
     sunnuntai neděle воскресенье неділя pazar minggu",
];

/// Units of time.
const UNITS: [(Unit, &str); 7] = [
    (
        Unit::Second,
        "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi \
         seconden sekund sekundy sekunder s",
    ),
    (
        Unit::Minute,
        "minute minutes min mins minuten minuto minutos minuti minuut minuty minut minuter minutt \
         minutter minuuttia минут минуты минуту dakika menit m",
    ),
    (
        Unit::Hour,
        "hour hours hr hrs stunde stunden std heure heures hora horas ora ore uur uren godzin \
         godziny godzinę timme timmar time timer tuntia hodinami час часа часов saat jam h",
    ),
    (
        Unit::Day,
        "day days tag tagen tage jour jours día días dia dias giorno giorni dag dagen dagar dager \
         dage dni dzień päivää день дня дней gün hari d",
    ),
    (
        Unit::Week,
        "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken \
         tydzień tygodnie tygodni vecka veckor uke uker uge uger viikkoa hafta minggu w",
    ),
    (
        Unit::Month,
        "month months monat monaten monate mois mes meses mese mesi mês maand maanden miesiąc \
         miesiące miesięcy månad månader måned måneder ay bulan",
    ),
    (
        Unit::Year,
        "year years yr yrs jahr jahren jahre an ans année année año años anno anni ano anos jaar \
         rok lata lat år yıl tahun",
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

/// Returns the weekday of a name, Monday being 1.
pub(super) fn weekday(word: &str) -> Option<i8> {
    WEEKDAY.get(word.to_lowercase().as_str()).copied()
}

/// Returns the unit of time of a word.
pub(super) fn unit(word: &str) -> Option<Unit> {
    UNIT.get(word.to_lowercase().as_str()).copied()
}
