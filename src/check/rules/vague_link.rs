//! Links whose words do not say where they lead.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;
use crate::model::paths::nfc;

pub(super) const RULE: Rule = Rule {
    code: Code::VagueLink,
    judge: Some(judge),
    manual: Manual {
        title: "Vague link",
        why: "Who uses a screen reader often goes through a page from link to link and hears each \
            without its sentence: “here”, “here”, “read more”. Who skims a page sees the coloured words \
            first. Search engines take a link's words for the subject of its target. None of them \
            learns anything from “click here”.",
        todo: "Make the link of words that name the target, such as its title: not `to get a refund, \
            click [here](refund.md)` but `[get a refund](refund.md)`. A link around an image takes the \
            image's alternative text for its words, and one without any words needs some.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your VAT number \
            goes, and when we charge VAT.\n---\n\nFor how to get your money back, click \
            «[here](refund.md)».\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your VAT number \
            goes, and when we charge VAT.\n---\n\nVAT comes back when you [get a refund](refund.md).\n",
    },
};

/// Bytes of the longest words that are compared; all phrases are shorter.
const WORDS_BYTES_MAX: usize = 200;

/// Words that name no target, in lower case, by the language of a text. English ones count in every text.
///
/// Left out is what some article may well be called: "Link", "Details", "Plus", "Continue".
#[rustfmt::skip]
const PHRASES: &[(&str, &str)] = &[
    ("en", "here|click here|clicking here|tap here|press here|see here|go here|right here|over here|this|click this|\
        see this|read this|this link|click this link|follow this link|this page|this article|this guide|\
        this document|this post|more|read more|learn more|see more|view more|find out more|more info|\
        more information|more details|for more information|for more details|continue reading"),
    ("ar", "هنا|من هنا|اضغط هنا|إضغط هنا|انقر هنا|أنقر هنا|بالضغط هنا|بالنقر هنا|انظر هنا|المزيد|اقرأ المزيد|إقرأ المزيد|\
        قراءة المزيد|اعرف المزيد|معرفة المزيد|تعرف على المزيد|تعرّف على المزيد|عرض المزيد|مزيد من المعلومات|\
        المزيد من المعلومات|لمزيد من المعلومات|لمزيد من التفاصيل|هذا الرابط|هذه الصفحة|هذا المقال|هذه المقالة|هذا الدليل"),
    ("de", "hier|hier klicken|bitte hier klicken|klicken sie hier|klick hier|klicke hier|ein klick hier|hier entlang|\
        hier lesen|siehe hier|mehr|mehr dazu|mehr erfahren|erfahren sie mehr|erfahre mehr|mehr lesen|lesen sie mehr|\
        weiterlesen|mehr anzeigen|mehr infos|mehr informationen|weitere infos|weitere informationen|dieser link|\
        diesem link|diesen link|diese seite|dieser seite|dieser artikel|diesem artikel|diesen artikel|diese anleitung|\
        dieser anleitung"),
    ("es", "aquí|aqui|haz clic aquí|haga clic aquí|hacer clic aquí|haciendo clic aquí|clic aquí|pulsa aquí|pulse aquí|\
        pincha aquí|desde aquí|ver aquí|más|ver más|leer más|lee más|saber más|conocer más|conoce más|más info|\
        más información|obtener más información|obtén más información|obtenga más información|más detalles|\
        seguir leyendo|este enlace|este vínculo|este link|esta página|este artículo|esta guía"),
    ("fa", "اینجا|اين جا|اينجا|این جا|در اینجا|از اینجا|اینجا کلیک کنید|اینجا را کلیک کنید|روی اینجا کلیک کنید|کلیک کنید|\
        بیشتر|بیشتر بخوانید|بیشتر بدانید|ادامه مطلب|اطلاعات بیشتر|برای اطلاعات بیشتر|مشاهده بیشتر|این لینک|این پیوند|\
        این صفحه|این مقاله|این مطلب|این راهنما"),
    ("fr", "ici|cliquez ici|cliquez-ici|cliquer ici|clique ici|en cliquant ici|par ici|voir ici|en savoir plus|\
        savoir plus|lire la suite|lire plus|voir plus|plus d'infos|plus d'info|plus d'informations|\
        plus d'information|pour plus d'informations|plus de détails|ce lien|cette page|cet article|ce guide"),
    ("hi", "यहाँ|यहां|यहाँ क्लिक करें|यहां क्लिक करें|यहाँ देखें|यहां देखें|यहाँ पढ़ें|यहां पढ़ें|क्लिक करें|और पढ़ें|अधिक पढ़ें|अधिक जानें|और जानें|\
        ज़्यादा जानें|ज्यादा जानें|अधिक जानकारी|ज़्यादा जानकारी|ज्यादा जानकारी|और देखें|यह लिंक|इस लिंक|यह पेज|इस पेज|यह पृष्ठ|\
        इस पृष्ठ|यह लेख|इस लेख"),
    ("ja", "ここ|こちら|ここをクリック|こちらをクリック|ここをクリックしてください|こちらをクリックしてください|こちらへ|こちらから|こちらを参照|\
        こちらを参照してください|こちらを参照して下さい|こちらをご覧ください|こちらをご参照ください|こちらのページ|こちらの記事|こちらのリンク|\
        詳細はこちら|詳しくはこちら|続きを読む|もっと見る|もっと読む|もっと詳しく|さらに詳しく|このリンク|このページ|この記事"),
    ("ko", "여기|여기를|여기에|여기에서|여기서|이곳|여기를 클릭|여기를 클릭하세요|여기를 클릭하십시오|여기를 누르세요|여기를 참조하세요|\
        여기를 참조하십시오|이곳을 클릭|이곳을 클릭하세요|더 보기|더보기|자세히|자세히 보기|자세히 알아보기|더 알아보기|더 읽기|계속 읽기|\
        자세한 내용|바로가기|바로 가기|이 링크|이 페이지|이 글|이 기사"),
    ("pt", "aqui|clique aqui|clica aqui|clicar aqui|clicando aqui|carregue aqui|toque aqui|por aqui|veja aqui|mais|\
        leia mais|ler mais|saiba mais|saber mais|veja mais|ver mais|mais info|mais informações|mais detalhes|\
        continuar lendo|continuar a ler|este link|neste link|esta ligação|esta página|nesta página|este artigo|\
        neste artigo|este guia"),
    ("ru", "здесь|тут|сюда|нажмите здесь|нажмите сюда|нажмите тут|щелкните здесь|щёлкните здесь|кликните здесь|\
        кликните сюда|смотрите здесь|по ссылке|по этой ссылке|эта ссылка|эту ссылку|этой ссылке|подробнее|\
        подробнее здесь|узнать больше|узнайте больше|узнать подробнее|читать далее|читать дальше|\
        читать полностью|эта страница|эту страницу|этой странице|эта статья|эту статью|этой статье"),
    ("th", "ที่นี่|คลิก|คลิกที่นี่|กดที่นี่|แตะที่นี่|ดูที่นี่|อ่านที่นี่|ได้ที่นี่|อ่านต่อ|อ่านเพิ่มเติม|ดูเพิ่มเติม|เพิ่มเติม|เรียนรู้เพิ่มเติม|\
        ข้อมูลเพิ่มเติม|รายละเอียดเพิ่มเติม|ลิงก์นี้|ลิงค์นี้|หน้านี้|บทความนี้"),
    ("tr", "burada|buraya|buradan|burayı|burası|tıklayın|tıklayınız|tıkla|buraya tıklayın|buraya tıklayınız|buraya tıkla|\
        buradan tıklayın|daha fazla|daha fazlası|daha fazla bilgi|daha fazla bilgi edinin|daha fazla bilgi alın|\
        daha fazla oku|daha fazla göster|devamı|devamını oku|bu bağlantı|bu bağlantıyı|bu bağlantıya|bu bağlantıdan|\
        bu link|bu linke|bu linkten|bu sayfa|bu sayfayı|bu sayfaya|bu sayfada|bu makale|bu makaleyi|bu makaleye|\
        bu makalede"),
    ("zh", "这里|此处|在此|点这里|点此|点我|点击这里|点击此处|请点击这里|请点击此处|单击这里|单击此处|请单击此处|看这里|更多|查看更多|\
        了解更多|阅读更多|更多信息|更多详情|了解详情|查看详情|继续阅读|阅读全文|这个链接|此链接|该链接|本链接|这个页面|此页面|本页面|该页面|\
        这篇文章|此文章|该文章|这裡|這裡|這裏|此處|點這裡|點此|點我|按此|請按此|按這裡|請按這裡|點擊這裡|點擊此處|請點擊這裡|請點擊此處|\
        點選這裡|點選此處|按一下這裡|按一下此處|看這裡|閱讀更多|瞭解更多|更多資訊|更多詳情|瞭解詳情|了解詳情|查看詳情|繼續閱讀|閱讀全文|\
        這個連結|此連結|該連結|本連結|這個頁面|此頁面|本頁面|該頁面|這篇文章"),
];

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for text in subject.texts() {
        let tag = subject.settings.languages.tag(text.language);
        for trace in text.body.rendered.traces.iter() {
            let TraceKind::Link(words) = &trace.kind else { continue };
            let message = if words.chars().all(is_invisible) {
                "this link has no words".to_owned()
            } else if is_vague(words, tag) {
                let words = words.trim_matches(is_invisible);
                format!("`{words}` does not say where this link leads")
            } else {
                continue;
            };
            let hint = "name the target in the link's words, for example by its title";
            sink.push(Diagnostic::new(Code::VagueLink, message).at(trace.span.clone()).hint(hint));
        }
    }
}

/// Returns whether the words of a link in a text of the language `tag` name no target.
fn is_vague(words: &str, tag: &str) -> bool {
    if words.len() > WORDS_BYTES_MAX {
        return false;
    }
    let bare = bare(words);
    if bare.is_empty() {
        // Other signs may be what an article explains, such as `==`.
        return words.chars().all(|c| is_invisible(c) || is_pointer(c));
    }
    let primary = tag.split('-').next().unwrap_or(tag);
    let lists = PHRASES.iter().filter(|(language, _)| *language == "en" || *language == primary);
    lists.flat_map(|(_, phrases)| phrases.split('|')).any(|phrase| phrase == bare)
}

/// Returns words as phrases are written: in lower case, without what stands around them.
fn bare(words: &str) -> String {
    // Brackets fall only in their own direction, so that `here()` stays the name of a function.
    let inner = words.trim_start_matches(|c| is_margin(c) || matches!(c, '(' | '['));
    let inner = inner.trim_end_matches(|c| is_margin(c) || matches!(c, ')' | ']'));
    let lower = nfc(inner).to_lowercase();
    // A Turkish capital `İ` leaves its dot behind.
    let kept = lower.chars().filter(|c| !is_invisible(*c) || *c == ' ').filter(|c| *c != '\u{307}');
    kept.map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// Returns whether a character around words is no part of them. Signs of programming languages are: `@here` and `$this`
/// are names.
fn is_margin(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace()
            || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '>' | '-' | '|');
    }
    // In scripts from Devanagari to Lao, marks that are no letters end words; the danda ends sentences.
    let is_mark = matches!(c, '\u{900}'..='\u{eff}') && !matches!(c, '।' | '॥');
    !c.is_alphanumeric() && !is_mark
}

/// Returns whether nobody sees or hears a character.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns whether a character only points: an arrow, a pointing hand, a chain, an ellipsis.
fn is_pointer(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '…' | '>' | '\u{fe0f}')
        || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2794}'..='\u{27bf}' | '\u{2b00}'..='\u{2b11}')
        || matches!(c, '\u{1f446}'..='\u{1f449}' | '\u{1f517}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_what_stands_around_them() {
        for words in ["Here", "here.", "(here)", "→ Click here!", "“Read more”", "Learn more >>", "👉 this"]
        {
            assert!(is_vague(words, "ja"), "{words}");
        }
        for words in
            ["@here", "$this", "here()", "more refunds", "Here is how", "https://a.example/here", "=="]
        {
            assert!(!is_vague(words, "en"), "{words}");
        }
    }

    #[test]
    fn words_of_every_language_of_the_theme_are_known() {
        for (tag, words) in [
            ("ar", "اضغط هنا"),
            ("de-AT", "Klicken Sie hier"),
            ("es", "¡Haz clic aquí!"),
            ("fa", "این\u{200c}جا"),
            ("fr", "Plus d’infos"),
            ("hi", "यहाँ क्लिक करें।"),
            ("ja", "「こちら」"),
            ("ko", "여기를 클릭하세요"),
            ("pt-BR", "Clique aqui"),
            ("ru", "Нажмите здесь…"),
            ("th", "คลิกที่นี่"),
            ("tr", "Buraya tıklayın"),
            ("zh-Hans", "点击这里"),
            ("zh-Hant", "按一下這裡"),
        ] {
            assert!(is_vague(words, tag), "{words}");
            assert!(!is_vague(words, "nl"), "{words}");
        }
    }

    #[test]
    fn signs_that_only_point_say_nothing() {
        for words in ["🔗", "→", "👉🏽", "»", "➡\u{fe0f}"] {
            assert!(is_vague(words, "en"), "{words}");
        }
    }

    /// A phrase that is not written as it is compared would never be found.
    #[test]
    fn phrases_stand_as_they_are_compared() {
        for (language, phrases) in PHRASES {
            for phrase in phrases.split('|') {
                assert_eq!(bare(phrase), phrase, "{language}");
                assert!(phrase.len() <= WORDS_BYTES_MAX, "{phrase}");
                let count = phrases.split('|').filter(|other| *other == phrase).count();
                assert_eq!(count, 1, "{language}: {phrase}");
            }
        }
    }
}
