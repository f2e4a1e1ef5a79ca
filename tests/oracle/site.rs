//! A site as a set of files, each of which can be left out.

/// Languages in the order of the settings; the last one is a variant of the one before.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "fr-CA"];
/// Audiences in the order of the settings, each with whom it includes.
pub const AUDIENCES: [(&str, &[usize]); 4] =
    [("public", &[]), ("agents", &[0]), ("leads", &[1]), ("partners", &[])];

/// A word that stands in one place of the site alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Marker(pub usize);

const LETTERS: &[u8; 17] = b"bcdfghjklmnprtvwx";
/// Letters between the first two and the last one of a marker.
const MARKER_LETTERS: usize = 4;

impl Marker {
    /// Returns the word. It has letters alone, so that no index cuts it, and no stemmer shortens it.
    pub fn word(self) -> String {
        let mut number = self.0;
        let mut word = "qz".to_owned();
        for _ in 0..MARKER_LETTERS {
            word.push(char::from(LETTERS[number % LETTERS.len()]));
            number /= LETTERS.len();
        }
        word + "q"
    }

    /// Calls `each` with every marker in a text, in small letters or capitals.
    pub fn find(text: &[u8], mut each: impl FnMut(Self)) {
        let small = |at: usize| text.get(at).map_or(0, |byte| byte | 0x20);
        let mut at = 0;
        // Two looks a byte at most: this goes through every byte of every tree.
        while at + MARKER_LETTERS + 3 <= text.len() {
            if text[at] | 0x20 == b'q' && small(at + 1) == b'z' && small(at + 2 + MARKER_LETTERS) == b'q' {
                let digits = (0..MARKER_LETTERS).rev().map(|digit| small(at + 2 + digit));
                let digits = digits.map(|byte| LETTERS.iter().position(|letter| *letter == byte));
                if let Some(number) =
                    digits.into_iter().try_fold(0, |sum, digit| Some(sum * LETTERS.len() + digit?))
                {
                    each(Self(number));
                }
            }
            at += 1;
        }
    }
}

/// A site. What refers to something that is not there refers to nothing.
#[derive(Clone, Debug)]
pub struct Site {
    pub default_audience: usize,
    pub fallback: &'static str,
    pub folders: Vec<Folder>,
    pub sections: Vec<Section>,
    pub articles: Vec<Article>,
    pub snippets: Vec<Snippet>,
    pub statics: Vec<Static>,
    pub redirects: Vec<(Marker, usize)>,
    /// A word in the template of the foot, and one for the way home, in English.
    pub footer: Option<Marker>,
    pub home: Option<Marker>,
}

/// A folder of `content/`; the first one is `content/` itself.
#[derive(Clone, Debug)]
pub struct Folder {
    pub parent: usize,
    pub name: Marker,
}

/// Keys that decide who sees a file, and when.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub audience: Vec<usize>,
    pub state: Option<&'static str>,
    pub publish_on: Option<&'static str>,
    pub expire_on: Option<&'static str>,
}

/// An `_index.md`, or its translation.
#[derive(Clone, Debug)]
pub struct Section {
    pub folder: usize,
    pub language: usize,
    pub keys: Keys,
    pub text: Text,
}

/// How an article is joined to its original.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Join {
    /// It is one.
    Original,
    /// By its file's name: it lies beside the article of this number.
    Suffix(usize),
    /// By `translation_of`.
    Names(usize),
}

/// One file of an article.
#[derive(Clone, Debug)]
pub struct Article {
    pub number: usize,
    pub folder: usize,
    pub language: usize,
    pub join: Join,
    /// Whether it is an `index.md` in a folder of its own.
    pub is_folder: bool,
    pub slug: Marker,
    pub keys: Keys,
    pub text: Text,
    pub label: Option<Marker>,
    pub alias: Option<Marker>,
}

/// One file of a snippet.
#[derive(Clone, Debug)]
pub struct Snippet {
    pub number: usize,
    pub language: usize,
    pub audience: Vec<usize>,
    pub blocks: Vec<Block>,
}

/// A file of `static/`, or of the folder for an audience.
#[derive(Clone, Debug)]
pub struct Static {
    pub audience: Option<usize>,
    pub name: Marker,
    pub content: Marker,
}

#[derive(Clone, Debug, Default)]
pub struct Text {
    pub title: Vec<Bit>,
    pub nav_title: Vec<Bit>,
    pub description: Vec<Bit>,
    pub blocks: Vec<Block>,
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Bit {
    Word(Marker),
    Code(Marker),
    Only(Vec<usize>, Vec<Bit>),
}

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Vec<Bit>),
    Heading(Vec<Bit>),
    Item(Vec<Bit>),
    Cell(Vec<Bit>),
    Quote(Vec<Bit>),
    /// A link with these words to an article.
    Link(usize, Vec<Bit>),
    /// A link to a file beside the article.
    File(Marker),
    Note(Vec<Block>),
    Only(Vec<usize>, Vec<Block>),
    Snippet(usize),
}

impl Site {
    /// Returns the path of a folder below `content/`, with a slash at its end; of that itself nothing.
    pub fn folder(&self, at: usize) -> String {
        match (at, self.folders.get(at)) {
            (0, _) | (_, None) => String::new(),
            (_, Some(folder)) => format!("{}fd-{}/", self.folder(folder.parent), folder.name.word()),
        }
    }

    /// Returns the folders around something, outermost first, itself included.
    pub fn chain(&self, at: usize) -> Vec<usize> {
        let mut chain = vec![at];
        let mut folder = at;
        while folder != 0 {
            folder = self.folders[folder].parent;
            chain.push(folder);
        }
        chain.reverse();
        chain
    }

    pub fn article(&self, number: usize) -> Option<&Article> {
        self.articles.iter().find(|article| article.number == number)
    }

    /// Returns the path of an article's file below `content/`.
    pub fn path(&self, article: &Article) -> String {
        let (named, suffix) = match article.join {
            Join::Suffix(of) => {
                (self.article(of).unwrap_or(article), format!(".{}", LANGUAGES[article.language]))
            }
            _ => (article, String::new()),
        };
        let folder = self.folder(article.folder);
        let name = format!("art-{}", named.slug.word());
        if article.is_folder {
            format!("{folder}{name}/index{suffix}.md")
        } else {
            format!("{folder}{name}{suffix}.md")
        }
    }
}
