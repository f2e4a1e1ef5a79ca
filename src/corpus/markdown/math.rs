//! Turns LaTeX into MathML, which browsers set without a script or a font of ours.
//!
//! Three forms: `` $`…`$ `` and a `math` fence always, `$…$` and `$$…$$` where the settings say so, since a
//! help centre has more prices than formulas.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event, StateChange};
use pulldown_latex::{Parser, Storage};

use super::mathml;
use super::text::escape;
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::guest::{self, Panicked};

/// Bytes of one formula; beyond this it is none, and the parser's recursion must be bounded.
const LATEX_BYTES_MAX: usize = 4 << 10;

/// Braces that may lie in each other, for the same reason.
const NESTING_MAX: usize = 32;

/// Commands of one formula, each of which may hold the next: `\hat\hat\hat x`.
const COMMANDS_MAX: usize = 200;

/// Commands that define others. A few of them can write a formula that never ends.
const DEFINITIONS: [&str; 6] = ["def", "let", "futurelet", "newcommand", "renewcommand", "providecommand"];

impl Writer<'_> {
    /// Writes a formula that stands in a sentence.
    pub(super) fn inline_math(&mut self, latex: &str, range: Range<usize>) {
        self.line_start = false;
        self.plain_words(latex);
        match mathml(latex, DisplayMode::Inline) {
            Ok(math) => {
                let token = self.fragment(math);
                self.html.push_str(&token);
            }
            Err(problem) => {
                self.invalid_math(&problem, range);
                self.html.push_str("<code>");
                escape(&mut self.html, latex);
                self.html.push_str("</code>");
            }
        }
    }

    /// Writes a formula that stands by itself.
    pub(super) fn block_math(&mut self, latex: &str, range: Range<usize>) {
        match mathml(latex, DisplayMode::Block) {
            Ok(math) => {
                let token = self.fragment(math);
                self.html.push_str(&format!("<div class=\"math\" tabindex=\"0\">{token}</div>\n"));
            }
            Err(problem) => {
                self.invalid_math(&problem, range);
                self.html.push_str("<pre class=\"code-block\" tabindex=\"0\"><code>");
                escape(&mut self.html, latex);
                self.html.push_str("</code></pre>\n");
            }
        }
    }

    /// Writes `$$…$$`, which may stand in a sentence too.
    pub(super) fn inline_display_math(&mut self, latex: &str, range: Range<usize>) {
        self.line_start = false;
        match mathml(latex, DisplayMode::Block) {
            Ok(math) => {
                let token = self.fragment(math);
                self.html.push_str(&format!("<span class=\"math\" tabindex=\"0\">{token}</span>"));
            }
            Err(_) => self.inline_math(latex, range),
        }
    }

    /// Returns whether code stands between dollars, which makes it a formula.
    pub(super) fn is_dollared(&self, range: &Range<usize>) -> bool {
        let before = self.pending.as_ref().filter(|(_, place)| place.end == range.start);
        let opens = before.is_some_and(|(text, _)| text.ends_with('$') && !text.ends_with("\\$"));
        let source = self.source.as_str().as_bytes();
        let escaped = range.start > 1 && source.get(range.start - 2) == Some(&b'\\');
        opens && !escaped && self.image.is_none() && source.get(range.end) == Some(&b'$')
    }

    /// Writes the formula, without the dollars around it.
    pub(super) fn dollared(&mut self, latex: &str, range: Range<usize>) {
        if let Some((text, place)) = &mut self.pending {
            text.pop();
            place.end -= 1;
        }
        self.flush();
        self.inline_math(latex, range);
        self.after_dollared = true;
    }

    fn invalid_math(&mut self, trouble: &Trouble, range: Range<usize>) {
        match trouble {
            Trouble::Invalid(problem) => {
                let message = format!("this formula cannot be read: {problem}");
                self.report(Code::InvalidMath, message, range, "write LaTeX, such as `\\frac{a}{b}`");
            }
            Trouble::Panicked(panicked) => {
                let problem = panicked.diagnostic("reading this formula").at(self.source.span(range));
                self.sink.push(problem);
            }
        }
    }
}

/// Why a formula is not set.
#[derive(Debug)]
enum Trouble {
    /// It is none, or none that can be set.
    Invalid(String),
    /// The library failed.
    Panicked(Panicked),
}

impl From<String> for Trouble {
    fn from(problem: String) -> Self {
        Self::Invalid(problem)
    }
}

/// Returns the MathML of a formula with its LaTeX in it, or what is wrong.
fn mathml(latex: &str, display_mode: DisplayMode) -> Result<String, Trouble> {
    let latex = latex.trim();
    if latex.is_empty() {
        return Err("it is empty".to_owned().into());
    }
    // A line break is no beginning of a name.
    let unbroken = latex.replace(r"\\", r"\ ");
    let is_long = latex.len() > LATEX_BYTES_MAX || commands(&unbroken).nth(COMMANDS_MAX).is_some();
    if is_long || nesting(latex) > NESTING_MAX {
        return Err("it is too large".to_owned().into());
    }
    if let Some(name) = commands(&unbroken).find(|name| DEFINITIONS.contains(name)) {
        return Err(format!("`\\{name}` is not supported").into());
    }
    if lacks_number(latex) {
        return Err("a number is missing".to_owned().into());
    }
    // The parser is young, and its writer trusts it.
    let named = with_braced_names(latex);
    let attempt = guest::contained_at(&format!("formula {latex}"), || convert(&named, display_mode));
    let math = attempt.map_err(Trouble::Panicked)??;
    let Some(math) = mathml::filtered(&math) else {
        return Err("it is of a kind that is not supported".to_owned().into());
    };
    Ok(annotated(&math, latex))
}

/// Puts the LaTeX into its formula, where browsers do not show it: for the page's twin, and for who copies it.
fn annotated(math: &str, latex: &str) -> String {
    let (start, inner) = math.split_once('>').unwrap_or((math, ""));
    let inner = inner.strip_suffix("</math>").unwrap_or(inner);
    let mut out =
        format!("{start}><semantics><mrow>{inner}</mrow><annotation encoding=\"application/x-tex\">");
    escape(&mut out, latex);
    out.push_str("</annotation></semantics></math>");
    out
}

fn convert(latex: &str, display_mode: DisplayMode) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| first_line(&error.to_string()))?;
    let names = Names::of(&events);
    let events = events.into_iter().enumerate().filter_map(|(at, event)| match event {
        // Colours would be inline styles, which a strict content security policy forbids.
        Event::StateChange(StateChange::Color(_)) => None,
        // The writer makes no element of it.
        Event::Space { width: None, .. } => None,
        Event::Content(Content::Function(_)) => Some(Event::Content(Content::Function(names.at(at)))),
        other => Some(other),
    });
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut math = String::new();
    pulldown_latex::push_mathml(&mut math, events.map(Ok::<_, std::convert::Infallible>), config)
        .map_err(|error| first_line(&error.to_string()))?;
    Ok(math)
}

/// The names of functions such as `\operatorname{rank}` with their signs escaped, which the writer forgets.
struct Names(Vec<(usize, String)>);

impl Names {
    fn of(events: &[Event<'_>]) -> Self {
        let name = |(at, event): (usize, &Event<'_>)| match event {
            Event::Content(Content::Function(name)) => {
                let mut escaped = String::with_capacity(name.len());
                escape(&mut escaped, name);
                Some((at, escaped))
            }
            _ => None,
        };
        Self(events.iter().enumerate().filter_map(name).collect())
    }

    /// Returns the name that stands at this place of the events.
    fn at(&self, at: usize) -> &str {
        let found = self.0.binary_search_by_key(&at, |(at, _)| *at);
        found.ok().and_then(|found| self.0.get(found)).map_or("", |(_, name)| name.as_str())
    }
}

/// Returns `latex` with the names of operators in braces and without the star, which would only say what is done
/// anyway: limits below. Of a name without braces the parser takes all that follows.
fn with_braced_names(latex: &str) -> Cow<'_, str> {
    const OPERATOR: &str = r"\operatorname";
    if !latex.contains(OPERATOR) {
        return Cow::Borrowed(latex);
    }
    let mut out = String::with_capacity(latex.len() + 2);
    let mut parts = latex.split(OPERATOR);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(OPERATOR);
        let rest = part.strip_prefix('*').unwrap_or(part).trim_start();
        match rest.chars().next() {
            Some(name)
                if !matches!(name, '{' | '}' | '\\' | '&' | '%' | '#') && !part.starts_with(is_letter) =>
            {
                out.push_str(&format!("{{{name}}}"));
                out.push_str(rest.get(name.len_utf8()..).unwrap_or_default());
            }
            _ if part.starts_with('*') => out.push_str(rest),
            _ => out.push_str(part),
        }
    }
    Cow::Owned(out)
}

/// A letter behind the name of a command belongs to the name.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
}

/// Returns whether a letter stands where the parser takes a number for granted, and cuts in the middle of it.
fn lacks_number(latex: &str) -> bool {
    let is_letter = |(at, mark): (usize, &str)| {
        let behind = latex.get(at + mark.len()..).unwrap_or_default().trim_start();
        behind.chars().next().is_some_and(|next| !next.is_ascii())
    };
    [r"\char", "at}{", "at*}{"].iter().any(|mark| latex.match_indices(mark).any(is_letter))
}

fn first_line(problem: &str) -> String {
    problem.lines().next().unwrap_or_default().trim_start_matches("parsing error: ").trim().to_owned()
}

fn nesting(latex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in latex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns the names of all commands; those of one sign have none.
fn commands(latex: &str) -> impl Iterator<Item = &str> {
    let rests = latex.split('\\').skip(1);
    rests.map(|rest| rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::markdown::tests::{rendered, rendered_with};

    #[test]
    fn formulas_become_mathml() {
        let page = rendered("The fee is $`\\frac{a}{b}`$ percent.\n\n```math\nx^2\n```\n");
        assert!(page.html.starts_with("<p>The fee is <math"), "{}", page.html);
        assert!(
            page.html.contains("</math> percent.</p>")
                && page.html.contains("<div class=\"math\" tabindex=\"0\"><math display=\"block\">")
        );
        assert!(page.problems.is_empty(), "{:?}", page.problems);
    }

    #[test]
    fn dollars_are_prices_unless_the_settings_say_otherwise() {
        let text = "From $5 to $10, and $x^2$.\n";
        assert_eq!(rendered(text).html, "<p>From $5 to $10, and $x^2$.</p>\n");
        let page = rendered_with("markdown: {math: true}\n", text);
        assert!(page.html.starts_with("<p>From $5 to $10, and <math"), "{}", page.html);
    }

    #[test]
    fn what_is_no_formula_is_shown_as_written() {
        let page = rendered("$`\\nope{<b>}`$\n");
        assert_eq!(page.problems, ["invalid-math"]);
        assert_eq!(page.html, "<p><code>\\nope{&lt;b&gt;}</code></p>\n");
    }

    /// What a formula becomes in a sentence, without its LaTeX.
    fn set(latex: &str) -> String {
        let math =
            mathml(latex, DisplayMode::Inline).unwrap_or_else(|trouble| panic!("{latex}: {trouble:?}"));
        let inner = math.strip_prefix("<math display=\"inline\"><semantics><mrow>").unwrap();
        inner.split_once("</mrow><annotation encoding=\"application/x-tex\">").unwrap().0.to_owned()
    }

    /// Issue 13, F2.
    #[test]
    fn words_in_formulas_are_words() {
        let image = r#"<img src=x onerror="alert(1)">"#;
        let shown = r#"&lt;img src=x onerror="alert(1)"&gt;"#;
        assert_eq!(set(&format!(r"\operatorname{{{image}}}")), format!("<mi>{shown}</mi>"));
        assert_eq!(set(&format!(r"\operatorname*{{{image}}}")), format!("<mi>{shown}</mi>"));
        for text in [r"\text", r"\textrm", r"\textbf", r"\texttt"] {
            let math = set(&format!("{text}{{{image}}}"));
            assert!(math.contains("&lt;") && !math.contains("<img"), "{math}");
        }
        assert_eq!(set(r"\text{</mtext></math><script>a()</script>}").matches('<').count(), 2);
        assert_eq!(set(r"\operatorname{</mi></math><script>a()</script>}").matches('<').count(), 2);
        assert_eq!(
            set(r"\operatorname* x y"),
            "<mi mathvariant=\"normal\">x</mi><mo>\u{2061}</mo><mspace width=\"0.1667em\"></mspace><mi>y</mi>"
        );
        assert_eq!(
            set(r"\operatorname <y"),
            "<mi>&lt;</mi><mo>\u{2061}</mo><mspace width=\"0.1667em\"></mspace><mi>y</mi>"
        );
        assert_eq!(set(r"\operatorname{&lt;b&gt;}"), "<mi>&amp;lt;b&amp;gt;</mi>");
        assert_eq!(set(r"\operatorname{Größe}"), "<mi>Größe</mi>");
        assert_eq!(set(r"\operatorname{الحجم}"), "<mi>الحجم</mi>");
        assert_eq!(set(r"\operatorname{面积}"), "<mi>面积</mi>");
        assert_eq!(set(r"a<b"), "<mi>a</mi><mo>&lt;</mo><mi>b</mi>");
        assert_eq!(set(r"a \gt b"), "<mi>a</mi><mo>&gt;</mo><mi>b</mi>");
        assert_eq!(set(r"\& x"), "<mi>&amp;</mi><mi>x</mi>");
    }

    /// Issue 13, F2: every command of the library that takes an argument gets one that would be HTML.
    #[test]
    fn no_command_lets_markup_through() {
        let commands = [
            "operatorname",
            "operatorname*",
            "text",
            "textrm",
            "textbf",
            "textit",
            "textsf",
            "texttt",
            "mathrm",
            "mathbf",
            "mathit",
            "mathsf",
            "mathtt",
            "mathcal",
            "mathbb",
            "mathfrak",
            "mathscr",
            "boldsymbol",
            "bm",
            "tag",
            "label",
            "href",
            "url",
            "htmlClass",
            "class",
            "cssId",
            "style",
            "color",
            "textcolor",
            "colorbox",
            "fcolorbox",
            "mbox",
            "hbox",
            "fbox",
            "boxed",
            "cancel",
            "overset",
            "underset",
            "stackrel",
            "frac",
            "sqrt",
            "binom",
            "hat",
            "overline",
            "underbrace",
            "overbrace",
            "xrightarrow",
            "mathop",
            "mathrel",
            "substack",
            "phantom",
            "rule",
            "hspace",
            "kern",
            "raisebox",
            "includegraphics",
            "verb",
            "unicode",
            "char",
            "limits",
            "not",
            "left",
            "right",
            "big",
            "middle",
        ];
        let arguments = [
            r#"<img src=x onerror="alert(1)">"#,
            "</mi></math><script>alert(1)</script>",
            "&#60;script&#62;",
            r#"" onclick="alert(1)"#,
            "javascript:alert(1)",
            "<!--",
            "]]>",
            "<a href=javascript:alert(1)>",
            "<annotation-xml encoding=\"text/html\"><img src=x>",
        ];
        for (command, argument) in
            commands.iter().flat_map(|command| arguments.iter().map(move |one| (command, one)))
        {
            for latex in [
                format!("\\{command}{{{argument}}}"),
                format!("\\{command}{{{argument}}}{{{argument}}}"),
                format!("\\{command}[{argument}]{{x}}"),
                format!("\\begin{{{argument}}}x\\end{{{argument}}}"),
                format!("\\begin{{array}}{{{argument}}}x\\end{{array}}"),
                format!("\\mathbf{{\\{command}{{{argument}}}}}"),
            ] {
                let Ok(math) = mathml(&latex, DisplayMode::Block) else { continue };
                let (_, behind) = math.split_once('>').unwrap();
                for tag in behind.split('<').skip(1) {
                    let name = tag.split(['>', ' ']).next().unwrap().trim_start_matches('/');
                    let known = name.starts_with('m') || ["semantics", "annotation"].contains(&name);
                    assert!(known, "<{name}> in {math}");
                    let (start, _) = tag.split_once('>').unwrap();
                    assert!(
                        !start.contains("on")
                            || start == "annotation encoding=\"application/x-tex\""
                            || start == "/annotation",
                        "{start} in {math}"
                    );
                    assert!(!start.contains("style=") && !start.contains("href"), "{start} in {math}");
                }
            }
        }
    }

    #[test]
    fn a_formula_carries_its_latex() {
        let math = mathml(r" \sum_{i<n} a & b ", DisplayMode::Inline);
        assert!(matches!(math, Err(Trouble::Invalid(_))), "an ampersand outside of a table: {math:?}");
        let math = mathml(r" \sum_{i<n}^{\infty} a_i ", DisplayMode::Inline).unwrap();
        let annotation =
            "<annotation encoding=\"application/x-tex\">\\sum_{i&lt;n}^{\\infty} a_i</annotation>";
        assert!(math.ends_with(&format!("</mrow>{annotation}</semantics></math>")), "{math}");
    }

    #[test]
    fn formulas_are_set_as_they_are_meant() {
        for (latex, expected) in [
            ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
            (r"\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
            (r"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mn>3</mn></mroot>"),
            (r"\color{red} x", "<mi>x</mi>"),
            (r"\text{a b}", "<mtext>a b</mtext>"),
            (r"\char`\x", "<mi>x</mi>"),
        ] {
            assert_eq!(set(latex), expected, "{latex}");
        }
        let cases = set(r"\begin{cases}a\\[2em] b\end{cases}");
        assert!(cases.contains("<mtr><mtd><mi>a</mi></mtd></mtr>") && !cases.contains("style"), "{cases}");
        let array = set(r"\begin{array}{l|r}1&2\\\hline3&4\end{array}");
        assert!(array.contains("menv-hline") && array.matches("<mtr").count() == 2, "{array}");
        for wrong in [
            r"\left(",
            r"\begin{matrix}",
            r"\frac",
            r"a^b^c",
            r"\charé",
            r"\char ح",
            r"\begin{alignat}{漢}x\end{alignat}",
            "}",
            "&",
            "\\",
        ] {
            let outcome = mathml(wrong, DisplayMode::Inline);
            assert!(matches!(outcome, Err(Trouble::Invalid(_))), "{wrong}: {outcome:?}");
        }
    }

    #[test]
    fn a_formula_in_a_heading_is_words_in_the_contents() {
        let page = rendered("## Rank $`\\operatorname{<b>}`$\n\n## Two\n\nText.\n");
        assert!(page.html.contains("<mi>&lt;b&gt;</mi>") && !page.html.contains("<b>"), "{}", page.html);
        assert!(page.problems.is_empty(), "{:?}", page.problems);
    }

    #[test]
    fn formulas_stand_in_lists_tables_and_callouts() {
        let hostile = r"$`\operatorname{<img src=x onerror=a()>}`$";
        let block = "```math\n\\operatorname{<img src=x onerror=a()>}\n```\n";
        for text in [
            format!("- {hostile}\n"),
            format!("| a |\n|---|\n| {hostile} |\n"),
            format!("> [!NOTE]\n> {hostile}\n"),
            format!(":::note\n{hostile}\n\n{block}:::\n"),
            format!("x[^1]\n\n[^1]: {hostile}\n"),
            format!("1. a\n\n   {}", block.replace('\n', "\n   ")),
            block.to_owned(),
            hostile.replace("$`", "**$`").replace("`$", "`$**"),
        ] {
            let page = rendered_with("markdown: {math: true}\n", &text);
            assert!(!page.html.contains("<img"), "{text}: {}", page.html);
            assert!(page.html.contains("&lt;img src=x onerror=a()&gt;"), "{text}: {}", page.html);
        }
        let dollars = rendered_with(
            "markdown: {math: true}\n",
            "$\\operatorname{<img>}$ and $$\\operatorname{<img>}$$\n",
        );
        assert!(!dollars.html.contains("<img") && dollars.html.matches("<mi>&lt;img&gt;</mi>").count() == 2);
    }

    #[test]
    fn a_formula_cannot_grow_without_bound() {
        for shape in [
            r"\hat ",
            r"\sqrt ",
            r"\left( ",
            r"\begin{matrix} ",
            r"\substack{",
            r"\frac1",
            "x^",
            r"\sqrt[",
            r"\mathbf ",
        ] {
            for count in [COMMANDS_MAX, COMMANDS_MAX + 1, 10_000] {
                let outcome = mathml(&format!("{}x", shape.repeat(count)), DisplayMode::Block);
                assert!(!matches!(outcome, Err(Trouble::Panicked(_))), "{shape}: {outcome:?}");
                let is_long = shape.len() * count > LATEX_BYTES_MAX;
                assert!(!is_long || outcome.is_err(), "{shape} times {count} is set");
            }
        }
        for endless in [r"\def\a{x\a}\a", r"\let\a=\b", r"\newcommand{\a}{\a\a}\a"] {
            let Err(Trouble::Invalid(problem)) = mathml(endless, DisplayMode::Inline) else {
                panic!("{endless}")
            };
            assert!(problem.ends_with("is not supported"), "{problem}");
        }
        assert!(mathml(r"\begin{matrix}a\\def\end{matrix}", DisplayMode::Block).is_ok());
        assert!(mathml(&"x".repeat(LATEX_BYTES_MAX + 1), DisplayMode::Inline).is_err());
    }
}
