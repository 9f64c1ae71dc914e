//! Cues: words and phrases that say what a line is for, in seven languages.
//!
//! A cue is evidence for the features and never decides alone.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a phrase marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Asks to subscribe, register, follow, donate or install.
    Promo,
    /// Law and imprint.
    Legal,
    /// Sharing, printing, saving.
    Share,
    /// Leads to other articles.
    More,
    /// Marks an advert.
    Advert,
    /// Credits a picture.
    Credit,
    /// Readers' comments.
    Comment,
    /// Says how long reading takes.
    Reading,
    /// Film and sound.
    Media,
    /// Moves about the site.
    Menu,
    /// Says that a date of publication or change follows.
    Publish,
    /// Says who a person is.
    Bio,
    /// Names those who helped, at the end of an agency's story.
    Desk,
}

/// The number of kinds of cues.
pub(super) const KINDS: usize = 13;

/// How much of a line is searched, in bytes: a long line is text whatever it says.
const REACH: usize = 400;

const PHRASES: [(Cue, &str); KINDS] = [
    (
        Cue::Promo,
        "subscribe|subscriber|subscription|newsletter|sign up|signing up|sign-up|register|\
         create an account|free trial|download the app|our app|follow us|like us on|donate|\
         support our|support us|become a member|membership|your inbox|email address|per month|\
         first month|join our|join us|get the latest|push notification|breaking news alerts|\
         abonnieren|abonnement|abonnent|jetzt testen|kostenlos|anmelden|registrieren|folgen sie|\
         spenden|unterstützen sie|e-mail-adresse|app herunterladen|probeabo|digitalabo|monatlich|\
         abonnez|abonné|s'abonner|s’abonner|inscrivez|inscription|infolettre|faire un don|\
         suscríbete|suscribirse|suscripción|suscriptores|boletín|regístrate|síguenos|\
         abbonati|abbonamento|iscriviti|registrati|assine|assinante|inscreva|cadastre|\
         abonneer|abonnees|nieuwsbrief|aanmelden|prenumerera|subskrypcj|prenumerat",
    ),
    (
        Cue::Legal,
        "copyright|all rights reserved|terms of use|terms of service|terms and conditions|\
         terms & conditions|privacy|cookie|imprint|do not sell|accessibility|advertise|\
         contact us|about us|sitemap|©|impressum|datenschutz|nutzungsbedingungen|agb|\
         alle rechte vorbehalten|barrierefreiheit|mediadaten|kontakt|mentions légales|\
         politique de confidentialité|tous droits réservés|conditions générales|aviso legal|\
         política de privacidad|todos los derechos|privacidad|tutti i diritti|informativa|\
         p.iva|todos os direitos|política de privacidade|privacybeleid|voorwaarden|\
         polityka prywatności|regulamin|javascript|consent",
    ),
    (
        Cue::Share,
        "share|facebook|twitter|whatsapp|instagram|linkedin|pinterest|reddit|telegram|flipboard|\
         copy link|link copied|print|save article|bookmark|add to favorites|gift article|teilen|\
         merken|drucken|link kopieren|per mail|artikel versenden|partager|imprimer|enregistrer|\
         copier le lien|compartir|imprimir|guardar|copiar enlace|condividi|stampa|copia link|\
         compartilhar|copiar link|delen|kopieer|udostępnij|email this|x.com|bluesky|threads",
    ),
    (
        Cue::More,
        "read more|read next|read also|read on|more from|more on|more news|more stories|\
         related|go deeper|most read|most popular|most viewed|trending|recommended|\
         you may like|you might like|you may also|editor's picks|editors' picks|latest news|\
         top stories|in this article|see also|also read|next article|previous article|\
         what to read|continue reading|don't miss|keep reading|load more|show more|see all|\
         view all|lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|zum thema|\
         mehr aus|weitere artikel|weitere themen|weitere meldungen|meistgelesen|\
         meist gelesen|das könnte sie|weiterlesen|mehr lesen|mehr anzeigen|alle anzeigen|\
         empfehlung|aktuelle nachrichten|top-themen|lire aussi|à lire|lire la suite|\
         sur le même sujet|les plus lus|à voir|voir plus|en savoir plus|articles recommandés|\
         lee también|leer más|más información|más noticias|te puede interesar|más leído|\
         más leídas|lo más visto|ver más|leggi anche|leggi tutto|potrebbe interessarti|\
         i più letti|leia também|leia mais|veja também|mais lidas|saiba mais|lees ook|\
         lees meer|meest gelezen|lees verder|czytaj także|czytaj więcej|zobacz także|\
         najczęściej czytane",
    ),
    (
        Cue::Advert,
        "advertisement|advertising|sponsored|promoted|advertiser content|paid content|anzeige|\
         werbung|gesponsert|publicité|sponsorisé|publicidad|patrocinado|pubblicità|\
         publicidade|advertentie|reklama|affiliate|commission",
    ),
    (
        Cue::Credit,
        "photo:|photo by|photos:|photograph:|photograph by|photography by|photo credit|\
         (photo|picture:|image:|image credit|images:|getty|via getty|ap photo|/ap|reuters/|\
         /reuters|(reuters)|/afp|afp/|afp via|shutterstock|istock|alamy|illustration:|\
         illustration by|courtesy|file photo|file image|credit:|credits:|foto:|fotos:|foto von|\
         bild:|bilder:|bildquelle|quelle:|picture alliance|picture-alliance|imago|/dpa|dpa/|\
         symbolbild|archivbild|archivfoto|grafik:|© |crédit|photo d'illustration|image d'|\
         fotografía|foto de|imagen de|imagen:|crediti|fotogramma|ansa/|foto ansa|\
         imagem:|foto/|beeld:|beeld ©|foto ©|fot.|źródło:|unsplash|pixabay|handout|\
         screenshot|video:",
    ),
    (
        Cue::Comment,
        "comments|comment|reply|replies|log in to comment|kommentare|kommentar|kommentieren|\
         antworten|commentaires|commenter|réagir|comentarios|comentar|commenti|comentários|\
         reacties|reageer|komentarz|upvote|likes",
    ),
    (
        Cue::Reading,
        "min read|mins read|minute read|minutes read|reading time|read time|min. lesezeit|\
         lesezeit|minuten lesen|min lesen|lesedauer|min de lecture|temps de lecture|\
         min. de lecture|minutes de lecture|tiempo de lectura|min lectura|minuti di lettura|\
         tempo di lettura|min de leitura|tempo de leitura|leestijd|min leestijd|czas czytania",
    ),
    (
        Cue::Media,
        "watch:|watch |video|listen|podcast|audio|play|gallery|photos|slideshow|live:|\
         livestream|anhören|ansehen|abspielen|fotostrecke|bildergalerie|hören|écouter|\
         regarder|vidéo|diaporama|escuchar|vídeo|galería|ascolta|guarda|ouvir|assista|\
         beluister|bekijk|escape",
    ),
    (
        Cue::Menu,
        "skip to|menu|home|log in|login|log out|search|navigation|back to top|sections|\
         main content|zum inhalt|zur navigation|startseite|suche|suchen|menü|einloggen|\
         ausloggen|nach oben|mein konto|accueil|rechercher|connexion|se connecter|aller au|\
         inicio|buscar|iniciar sesión|cerca|accedi|início|entrar|zoeken|inloggen|\
         strona główna|szukaj|zaloguj|e-paper|epaper|jobs|shop|wetter|horoscope|horoskop|\
         crossword|puzzles|sudoku|quiz|games|faq|help|hilfe|archiv|archive|rss|services|\
         close|schließen|fermer|cerrar|chiudi|fechar|edition|settings|profile",
    ),
    (
        Cue::Publish,
        "published|updated|posted|last updated|last modified|first published|stand:|\
         aktualisiert|veröffentlicht|erstellt|zuletzt|uhr|publié|mis à jour|modifié|\
         publicado|actualizado|pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|\
         laatste update|opublikowano|aktualizacja|publikacja|edited|revised|letzte änderung|\
         überarbeitet|mise à jour|última actualización|aggiornamento|última atualização|\
         aangepast|gewijzigd",
    ),
    (
        Cue::Bio,
        " is a | is an | is the | is based in| was a | directs | covers | writes | reports on| \
         teaches | hosts | edits | leads | author of| is our | has written| has been | joined |\
         freelance|contributing writer|senior editor|staff writer|correspondent|columnist|\
         journalist| ist redakteur| ist journalist| ist autor| ist freie| ist korrespondent|\
         schreibt | arbeitet | berichtet | leitet |jahrgang|redakteurin|redakteur|autorin|\
         reporterin|reporter|volontär| est journaliste| est une | est un | écrit |journaliste|\
         correspondante| es periodista| es redactor|periodista|redactora|corresponsal|\
         giornalista| è un | è una | é jornalista|jornalista| é um | is redacteur|verslaggever|\
         dziennikar",
    ),
    (
        Cue::Desk,
        "reporting by|editing by|additional reporting|compiled by|writing by|contributed to this|\
         mit material von|mit agenturen|mit informationen|© dpa|dpa-infocom|avec afp|(avec |\
         con información de|con agencias|com informações|redactie|with files from|(ap)|\
         this article was|this story was|originally published|dieser artikel|dieser text",
    ),
];

/// All phrases in one automaton.
struct Finder {
    automaton: AhoCorasick,
    /// By phrase: its kind, and whether it begins and ends with a word.
    phrases: Vec<(Cue, bool, bool)>,
}

static FINDER: LazyLock<Option<Finder>> = LazyLock::new(|| {
    let (mut texts, mut phrases) = (Vec::new(), Vec::new());
    for (cue, list) in PHRASES {
        for phrase in list.split('|') {
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            phrases.push((cue, word(phrase.chars().next()), word(phrase.chars().last())));
            texts.push(phrase);
        }
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts).ok()?;
    Some(Finder { automaton, phrases })
});

/// Counts the cues of each kind in a line; phrases count at word borders.
///
/// `lower` is the line in lower case.
pub(super) fn count(lower: &str) -> [u8; KINDS] {
    let mut counts = [0_u8; KINDS];
    let lower = lower.get(..lower.floor_char_boundary(REACH)).unwrap_or(lower);
    let Some(finder) = &*FINDER else { return counts };
    let word_at = |before: bool, at: usize| {
        let next = if before {
            lower.get(..at).and_then(|s| s.chars().next_back())
        } else {
            lower.get(at..).and_then(|s| s.chars().next())
        };
        next.is_some_and(char::is_alphanumeric)
    };
    for found in finder.automaton.find_overlapping_iter(lower) {
        let Some(&(cue, start_word, end_word)) = finder.phrases.get(found.pattern().as_usize())
        else {
            continue;
        };
        if start_word && word_at(true, found.start()) || end_word && word_at(false, found.end()) {
            continue;
        }
        if let Some(count) = counts.get_mut(cue as usize) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(line: &str, cue: Cue) -> bool {
        count(&line.to_lowercase())[cue as usize] > 0
    }

    #[test]
    fn cues_are_found_at_word_borders() {
        assert!(has("Read more: the harbour reopens", Cue::More));
        assert!(has("Lesen Sie auch", Cue::More));
        assert!(has("Foto: A. Muster/dpa", Cue::Credit));
        assert!(has("Subscribe to our newsletter", Cue::Promo));
        assert!(has("5 min read", Cue::Reading));
        assert!(!has("The shareholders met", Cue::Share));
        assert!(!has("Homework is due", Cue::Menu));
    }

    #[test]
    fn every_kind_has_its_row_in_order() {
        for (row, (cue, _)) in PHRASES.iter().enumerate() {
            assert_eq!(*cue as usize, row);
        }
    }
}
