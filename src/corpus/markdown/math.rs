//! Turns LaTeX into MathML, which browsers set without a script or a font of ours.
//!
//! Three forms: `` $`…`$ `` and a `math` fence always, `$…$` and `$$…$$` where the settings say so, since a
//! help centre has more prices than formulas.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Event, StateChange};
use pulldown_latex::{Parser, Storage};

use super::text::escape;
use super::writer::Writer;
use crate::diagnostic::Code;

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

    fn invalid_math(&mut self, problem: &str, range: Range<usize>) {
        let message = format!("this formula cannot be read: {problem}");
        self.report(Code::InvalidMath, message, range, "write LaTeX, such as `\\frac{a}{b}`");
    }
}

/// Returns the MathML of a formula, or what is wrong with it.
fn mathml(latex: &str, display_mode: DisplayMode) -> Result<String, String> {
    let latex = latex.trim();
    if latex.is_empty() {
        return Err("it is empty".to_owned());
    }
    // A line break is no beginning of a name.
    let unbroken = latex.replace(r"\\", r"\ ");
    let is_long = latex.len() > LATEX_BYTES_MAX || commands(&unbroken).nth(COMMANDS_MAX).is_some();
    if is_long || nesting(latex) > NESTING_MAX {
        return Err("it is too large".to_owned());
    }
    if let Some(name) = commands(&unbroken).find(|name| DEFINITIONS.contains(name)) {
        return Err(format!("`\\{name}` is not supported"));
    }
    // The parser is young, and its writer trusts it: a formula that trips them is a formula we cannot read.
    let attempt = catch_unwind(AssertUnwindSafe(|| convert(latex, display_mode)));
    attempt.unwrap_or_else(|_| Err("it is of a kind that is not supported".to_owned()))
}

fn convert(latex: &str, display_mode: DisplayMode) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| first_line(&error.to_string()))?;
    // Colours would be inline styles, which a strict content security policy forbids.
    let events =
        events.into_iter().filter(|event| !matches!(event, Event::StateChange(StateChange::Color(_))));
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut math = String::new();
    pulldown_latex::push_mathml(&mut math, events.map(Ok::<_, std::convert::Infallible>), config)
        .map_err(|error| first_line(&error.to_string()))?;
    Ok(without_styles(&math))
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

/// Removes what spacing is left as inline styles; the theme's stylesheet sets tables by their classes.
fn without_styles(math: &str) -> String {
    let mut out = String::with_capacity(math.len());
    let mut rest = math;
    while let Some((before, after)) = rest.split_once(" style=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
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

    #[test]
    fn no_formula_brings_styles_scripts_or_a_panic() {
        let samples = [
            r"\color{red} x",
            r"\begin{align}a &= b\\[2em] c &= d\end{align}",
            r"\text{<script>}",
            r"\begin{array}{l|r}1&2\\\hline3&4\end{array}",
            r"\left(",
            r"\begin{matrix}",
            r"\frac",
            r"a^b^c",
            r"\sqrt[3]{x}",
            "}",
            "&",
            "\\",
            r"\begin{cases}a\\b\end{cases}",
            r"\char`\x",
        ];
        for latex in samples {
            for mode in [DisplayMode::Inline, DisplayMode::Block] {
                if let Ok(math) = mathml(latex, mode) {
                    assert!(!math.contains("style=") && !math.contains("<script"), "{latex}: {math}");
                }
            }
        }
        assert!(mathml(&"{".repeat(40), DisplayMode::Block).is_err());
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
                let _ = mathml(&format!("{}x", shape.repeat(count)), DisplayMode::Block);
            }
        }
        for endless in [r"\def\a{x\a}\a", r"\let\a=\b", r"\newcommand{\a}{\a\a}\a"] {
            let problem = mathml(endless, DisplayMode::Inline).unwrap_err();
            assert!(problem.ends_with("is not supported"), "{problem}");
        }
        assert!(mathml(r"\begin{matrix}a\\def\end{matrix}", DisplayMode::Block).is_ok());
        assert!(mathml(&"x".repeat(LATEX_BYTES_MAX + 1), DisplayMode::Inline).is_err());
    }
}
