//! Every kind of problem by its word, with what `docs/diagnostics.md` says of it.

use super::Severity;
use super::levels::Level;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $severity:ident $variant:ident $word:literal,)+) => {
        /// The kind of a problem. Its word stands in every message and is stable.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// Returns the word printed in messages, for example `broken-link`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $word,)+ }
            }

            /// Returns how much it matters where the settings say nothing else.
            pub fn level(self) -> Level {
                match self { $(Code::$variant => Level::$severity,)+ }
            }

            /// Returns how much a problem of this kind matters; one that is switched off is a note where it is
            /// switched on by nothing but being reported.
            pub fn severity(self) -> Severity {
                self.level().severity().unwrap_or(Severity::Note)
            }

            /// Returns the kind of problem with this word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == word)
            }

            /// Returns the manual's text: what it means and what to do.
            pub fn manual(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n"),+),)+ }
            }
        }
    };
}

codes! {
    /// The folder has no `helpsmith.yaml`. Run `helpsmith init` to make a site, or name the site's folder.
    Error MissingConfiguration "missing-configuration",
    /// A file could not be read: it is not UTF-8, may not be opened, or is larger than helpsmith accepts.
    Error UnreadableFile "unreadable-file",
    /// A file name that not every system can hold: not UTF-8, control characters, or reserved on Windows.
    Error UnreadableName "unreadable-name",
    /// The YAML does not parse, or uses what helpsmith refuses: tags, several documents, floods of aliases.
    Error InvalidYaml "invalid-yaml",
    /// A key that helpsmith does not know. A misspelt `audience` must never publish an internal article,
    /// so this is an error; free data belongs under `extra:`.
    Error UnknownKey "unknown-key",
    /// The same key stands twice; only the writer knows which one is meant.
    Error DuplicateKey "duplicate-key",
    /// A value of the wrong kind, such as a list where one word is expected.
    Error WrongType "wrong-type",
    /// A key that must be there is missing, such as an article's `title`.
    Error MissingKey "missing-key",
    /// A value of the right kind that makes no sense, such as `2026-02-31` for a date.
    Error InvalidValue "invalid-value",
    /// An audience that `helpsmith.yaml` does not name.
    Error UnknownAudience "unknown-audience",
    /// An audience wider than that of the folder, or of the original of a translation. It may only narrow.
    Error WiderAudience "wider-audience",
    /// A language that `helpsmith.yaml` does not name.
    Error UnknownLanguage "unknown-language",
    /// Two sources for one file of the output, also where they differ only by case, a file where a folder of the same
    /// name is needed, or a path that helpsmith reserves for itself. Rename one of the two, or change its `slug`.
    Error DuplicatePath "duplicate-path",
    /// Two files for the same article in the same language.
    Error DuplicateTranslation "duplicate-translation",
    /// A slug, alias or path that could leave the output folder or that not every host can serve.
    Error UnsafePath "unsafe-path",
    /// An article where none may lie: deeper than five folders, or inside another article's folder.
    Error MisplacedArticle "misplaced-article",
    /// A directive (`:::name` or `::name`) that helpsmith does not know.
    Error UnknownDirective "unknown-directive",
    /// A container that is opened and never closed, or closed and never opened.
    Error UnclosedDirective "unclosed-directive",
    /// A directive whose attributes are missing, unknown or unreadable.
    Error InvalidDirective "invalid-directive",
    /// A directive where it cannot work, for example behind other text on its line or in an unclosed code block.
    Error MisplacedDirective "misplaced-directive",
    /// An HTML comment that is not closed where Markdown expects it, so that its text would be published.
    Error UnclosedComment "unclosed-comment",
    /// Quotes, HTML or containers nested deeper than anyone could read.
    Error TooComplex "too-complex",
    /// A snippet that `snippets/` does not hold.
    Error UnknownSnippet "unknown-snippet",
    /// A snippet that contains itself, directly or through others, or that grows beyond all bounds.
    Error SnippetCycle "snippet-cycle",
    /// Redirects that lead back to where they began.
    Error RedirectLoop "redirect-loop",
    /// A line of `data/best-bets.yaml` that pins no article: there is none at the path, or it is kept out of
    /// the search.
    Error BrokenBestBet "broken-best-bet",
    /// A query of `tests/search.yaml` that does not bring up its article. `check --search` asks them.
    Error SearchMiss "search-miss",
    /// A theme file that is missing or does not parse.
    Error InvalidTheme "invalid-theme",
    /// A template that does not parse or that failed for a page.
    Error InvalidTemplate "invalid-template",
    /// A file that the configuration names and that does not exist.
    Error MissingFile "missing-file",
    /// An output folder that holds other people's files, or the site itself.
    Error UnsafeOutput "unsafe-output",
    /// The output could not be written; the old one is untouched.
    Error WriteFailed "write-failed",
    /// A built tree that holds what its audience may not see. `check --leaks` looks for it, byte by byte.
    Error Leak "leak",
    /// A built tree that is for another audience than the one named. `check --leaks` says so before it is published.
    Error WrongAudience "wrong-audience",
    /// A file of a built tree that is not as the build wrote it: added, changed or missing.
    Error ChangedOutput "changed-output",
    /// A defect of helpsmith itself. Please report it with the file that is named.
    Error InternalError "internal-error",

    /// A link to an article, section or file that does not exist. The page shows its text without a link.
    Warning BrokenLink "broken-link",
    /// A link to a heading that the target does not have. The page links to the top of the target.
    Warning BrokenAnchor "broken-anchor",
    /// An image that does not exist. The page shows its alternative text.
    Warning BrokenImage "broken-image",
    /// An image on another host. Pages make no request to other hosts, so a link stands in its place.
    Warning RemoteImage "remote-image",
    /// A link to what this audience may not see, or what is not published. The page shows its text alone.
    Warning HiddenLink "hidden-link",
    /// A link whose scheme could run a script, or is not one of `http`, `https`, `mailto`, `tel`.
    Warning UnsafeLink "unsafe-link",
    /// A redirect that leads nowhere. It is left out.
    Warning BrokenRedirect "broken-redirect",
    /// A translation whose original does not exist.
    Warning OrphanTranslation "orphan-translation",
    /// Two audiences whose outputs are served at one URL, so that whole URLs in one of them lead into the other.
    Warning SharedBaseUrl "shared-base-url",
    /// A translation that no audience can see: nobody may see both its folder and its original.
    Warning UnseenTranslation "unseen-translation",
    /// An article without a `description`; search engines then show an excerpt of their choice.
    Warning MissingDescription "missing-description",
    /// A category or section without a single article that this audience may see.
    Warning EmptySection "empty-section",
    /// A file or folder that is passed over: a symbolic link, a pipe, a file that looks like an article but is none.
    Warning IgnoredFile "ignored-file",
    /// A variable in double braces that `helpsmith.yaml` does not define; it is printed as it stands.
    Warning UnknownVariable "unknown-variable",
    /// A value that YAML reads in another way than it looks, such as `Update #2`, which ends before the `#`.
    Warning MisreadValue "misread-value",
    /// Raw HTML that sanitising removed, or a tag that is no HTML element and is shown as text.
    Warning RemovedHtml "removed-html",
    /// Attributes in braces, as other tools have them, which are shown as text.
    Warning UnusedAttributes "unused-attributes",
    /// A reference such as `[words][name]` without a line `[name]: …`. The page shows the brackets.
    Warning UnresolvedReference "unresolved-reference",
    /// A link or image that is written so that Markdown takes it for text, such as one with a space in its target.
    Warning UnparsedLink "unparsed-link",
    /// Syntax of another tool, such as `!!! note`, which is shown as text.
    Warning ForeignSyntax "foreign-syntax",
    /// A callout such as `> [!NOET]` of a kind that helpsmith does not know. The page shows its brackets.
    Warning UnknownCallout "unknown-callout",
    /// A heading without a space after its `#`, which is shown as text.
    Warning UnparsedHeading "unparsed-heading",
    /// A table that is shown as text, because the line below its header row does not fit.
    Warning UnparsedTable "unparsed-table",
    /// A row of a table with more cells than the header row. What is in them is left out.
    Warning LongTableRow "long-table-row",
    /// A header cell of a table without words.
    Warning EmptyTableHeader "empty-table-header",
    /// A raw HTML element that is not closed, or a closing tag without an element. It ends with the block it is in.
    Warning UnclosedHtml "unclosed-html",
    /// An explicit heading id that another heading of the article has already.
    Warning DuplicateId "duplicate-id",
    /// A reference to a footnote that its file does not define. The page shows the brackets.
    Warning UndefinedFootnote "undefined-footnote",
    /// A label of a link or footnote that is defined twice in one file. The first definition counts.
    Warning DuplicateDefinition "duplicate-definition",
    /// A footnote that nothing refers to. It is left out.
    Warning UnusedFootnote "unused-footnote",
    /// A file that could run scripts on the help centre's own address: HTML, scripts, SVG with scripts in it. It
    /// is published only where `markdown: {html: trusted}`.
    Warning UnsafeFile "unsafe-file",
    /// A file that no reader can use: an empty image, one with something else in it, or a pointer of Git LFS in the
    /// place of the file.
    Warning InvalidImage "invalid-image",
    /// A code block too large or too complex to be highlighted; it, or the end of it, is shown in plain text.
    Warning PlainCode "plain-code",
    /// An `icon` that the theme does not have. Nothing is shown in its place.
    Warning UnknownIcon "unknown-icon",
    /// LaTeX that cannot be read as mathematics. The page shows it as it is written.
    Warning InvalidMath "invalid-math",
    /// An interface string that the theme does not have in a language; another language's stands in.
    Warning MissingString "missing-string",
    /// A shallow git clone, in which no file's dates can be known.
    Warning ShallowClone "shallow-clone",
    /// A git repository whose history git did not read: git is not installed, does not trust the repository's owner,
    /// or failed. No article shows when it was updated.
    Warning UnreadableHistory "unreadable-history",

    /// A link to an old address. It works, by way of a redirect. `check --fix` writes the new one.
    Note MovedLink "moved-link",
    /// A redirect to another redirect. Readers are sent to the end at once; `check --fix` writes that end.
    Note RedirectChain "redirect-chain",
    /// A file of `static/` to which only hidden articles link. Everyone can fetch it.
    Note ExposedFile "exposed-file",
    /// An article that no other article leads to, so that it is found only through its section and the search.
    Off OrphanArticle "orphan-article",
    /// A section's or category's `_index.md` without a `title`, so that the name of its folder is shown.
    Warning MissingTitle "missing-title",
    /// Markdown in a title, which is plain text. Readers see its signs.
    Warning MarkdownInTitle "markdown-in-title",
    /// A title of so few letters that nobody can tell from it what the page is about.
    Note ShortTitle "short-title",
    /// A title that search engines cut off.
    Note LongTitle "long-title",
    /// Two articles of one language with the same title.
    Note DuplicateTitle "duplicate-title",
    /// A description too short to say what the article answers.
    Note ShortDescription "short-description",
    /// A description that search engines cut off.
    Note LongDescription "long-description",
    /// Two articles of one language with the same description.
    Note DuplicateDescription "duplicate-description",
    /// A heading that skips a level, such as `####` below `##`.
    Warning HeadingOrder "heading-order",
    /// A heading of level 1 in a text. The title is the page's only one.
    Warning ExtraTitle "extra-title",
    /// An image without alternative text.
    Warning MissingAlt "missing-alt",
    /// An article without a word or an image.
    Warning EmptyArticle "empty-article",
    /// An article so long that nobody finds anything in it.
    Note HugeArticle "huge-article",
    /// A link whose words say nothing about where it leads, such as "click here".
    Warning VagueLink "vague-link",
    /// A code block in a language that helpsmith cannot colour.
    Warning UnknownCodeLanguage "unknown-code-language",
    /// Something behind the fence of a code block that has no effect, such as a misspelt `title`.
    Warning UnknownCodeAttribute "unknown-code-attribute",
    /// Asterisks that were meant to make words bold and are shown as they are.
    Warning UnrenderedBold "unrendered-bold",
    /// A day that cannot be as it is written, or an `expire_on` that has passed.
    Note SuspiciousDate "suspicious-date",
    /// An article whose review is due by its `review_every`.
    Warning StaleArticle "stale-article",
    /// An article without an `owner`, of its own or from its folders.
    Off MissingOwner "missing-owner",
    /// A link to another host where nothing is. `check --external` asks.
    Warning BrokenExternalLink "broken-external-link",
    /// A link to another host that did not say whether something is there. `check --external` asks.
    Note UncheckedExternalLink "unchecked-external-link",
    /// A link to another host that leads on to a new address for good. `check --external` asks.
    Note MovedExternalLink "moved-external-link",
    /// A `helpsmith-ignore` comment that has no effect: no such rule, no reason, or a rule that cannot be ignored.
    Warning InvalidIgnore "invalid-ignore",
    /// A `helpsmith-ignore` comment for something that is not wrong any more.
    Warning UnusedIgnore "unused-ignore",
}
