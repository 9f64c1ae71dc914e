//! Words that prose cannot do without and menus can.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Function words of en de fr es it pt nl pl sv, one list for all: which language does not matter.
const WORDS: &str = "\
    the of and to in that is was for it with as on be at by this had not are but from or have an \
    they which one you were her all she there would their we him been has when who will no more \
    if out so said what its about into than them can only other some could these two may then do \
    der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden \
    aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben \
    nur oder aber vor zur bis mehr durch man sein wurde sei wenn ich kann gegen schon was dieser \
    le la les de et un une du des en que qui dans pour pas au sur par plus ce il elle ne se sont \
    avec est aux son sa ses mais comme ont été cette nous vous leur être fait ou même \
    el los las y que del se por con su para al lo como más pero sus ha fue este ya muy sin sobre \
    también hasta hay donde han quien desde todo nos una uno son entre esta \
    il che di e della per non sono del si le dei nel alla da gli anche più ma ha delle è stato \
    come questo tra dal nella al ai degli \
    o os as do da dos das em um uma não no na nos nas foi ao ele mais também pelo pela seu sua são \
    het een van dat op te zijn niet met voor aan er maar om ook door naar bij nog uit heeft wordt \
    w z na się nie że jest jak po od przez za od dla oraz ale tym być \
    och att det som på är av för med den till inte om ett har de";

static STOPS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// Tells whether a lower-case word is a function word.
pub(super) fn is_stop(word: &str) -> bool {
    STOPS.contains(word)
}
