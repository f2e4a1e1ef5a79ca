//! Makes the addresses by which a browser asks an editor to open a file.

use std::path::{Path, PathBuf};

use crate::model::SourcePath;
use crate::model::paths::percent_encode;

/// How an editor is asked: an address with `{path}`, `{line}` and `{column}` in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Editor {
    pattern: String,
}

/// Editors by name.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file/{path}:{line}:{column}"),
    ("vscodium", "vscodium://file/{path}:{line}:{column}"),
    ("cursor", "cursor://file/{path}:{line}:{column}"),
    ("windsurf", "windsurf://file/{path}:{line}:{column}"),
    ("zed", "zed://file/{path}:{line}:{column}"),
    ("idea", "idea://open?file=/{path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file:///{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file:///{path}&line={line}&column={column}"),
    ("mvim", "mvim://open?url=file:///{path}&line={line}&column={column}"),
    ("emacs", "org-protocol://open-source?url=file:///{path}&line={line}&col={column}"),
];

impl Editor {
    /// Reads the name of an editor or an address with `{path}` in it; on failure returns what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some((_, pattern)) = KNOWN.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
            return Ok(Self { pattern: (*pattern).to_owned() });
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
        let runs = matches!(scheme.as_str(), "javascript" | "data" | "vbscript");
        if is_scheme && !runs && text.contains("{path}") && !text.contains(char::is_whitespace) {
            return Ok(Self { pattern: text.to_owned() });
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        let address = "`myeditor://open?file=/{path}&line={line}`";
        Err(format!("write one of {}, `none`, or an address such as {address}", names.join(", ")))
    }

    /// Returns the address that opens a file of the site in `root`.
    pub fn address(&self, root: &Path, file: &SourcePath, line: usize, column: usize) -> String {
        let whole: PathBuf = root.join(file.as_str());
        let path = whole.to_string_lossy().replace('\\', "/");
        self.pattern
            .replace("{path}", &percent_encode(path.trim_start_matches('/')))
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_by_name_and_by_address() {
        let file = SourcePath::new("content/a b/ف.md");
        let of = |text: &str| Editor::parse(text).unwrap().address(Path::new("/home/x"), &file, 3, 7);
        assert_eq!(of("VSCode"), "vscode://file/home/x/content/a%20b/%D9%81.md:3:7");
        assert_eq!(of("my-ed:open?f=/{path}&l={line}"), "my-ed:open?f=/home/x/content/a%20b/%D9%81.md&l=3");
        for bad in ["vim", "javascript:{path}", "https://x", " x://{path}", "://{path}"] {
            assert!(Editor::parse(bad).is_err(), "{bad}");
        }
    }
}
