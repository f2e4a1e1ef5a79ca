//! Takes apart what writers put between the brackets of a link.

/// The kind of an address.
pub(super) enum Scheme<'a> {
    /// A path in the site.
    None,
    /// Another host, mail or telephone.
    Safe,
    /// Anything else, by its name.
    Unsafe(&'a str),
}

/// Says what kind of address a target is. Whatever a browser might read as a scheme counts as one.
pub(super) fn scheme(target: &str) -> Scheme<'_> {
    if target.starts_with("//") || target.starts_with("\\\\") || target.starts_with("/\\") {
        return if target.starts_with("//") { Scheme::Safe } else { Scheme::Unsafe("\\") };
    }
    let end = target.find(['/', '?', '#']).unwrap_or(target.len());
    let Some((name, _)) = target.get(..end).and_then(|head| head.split_once(':')) else {
        return Scheme::None;
    };
    // Browsers pass over white space and control characters in a scheme.
    let plain: String = name.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    match plain.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" | "tel" if plain.len() == name.len() => Scheme::Safe,
        _ => Scheme::Unsafe(name),
    }
}

/// Splits `a.md?b#c` into `a.md` and `?b#c`.
pub(super) fn split_suffix(target: &str) -> (&str, &str) {
    let at = target.find(['?', '#']).unwrap_or(target.len());
    target.split_at_checked(at).unwrap_or((target, ""))
}

/// Returns the way from a folder to a file, as one writes it in a link.
pub(super) fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_few_schemes_are_safe() {
        for safe in ["https://x", "mailto:a@b", "tel:+1", "HTTP://x", "//cdn.example/x"] {
            assert!(matches!(scheme(safe), Scheme::Safe), "{safe}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\tscript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "\\\\host",
            "/\\host",
            "file:///etc",
        ] {
            assert!(matches!(scheme(bad), Scheme::Unsafe(_)), "{bad}");
        }
        for path in ["a.md", "../a.md#b:c", "/a/b?x=http://y", "#a:b", ""] {
            assert!(matches!(scheme(path), Scheme::None), "{path}");
        }
    }

    #[test]
    fn ways_between_folders() {
        assert_eq!(relative("content/a", "content/b/c.md"), "../b/c.md");
        assert_eq!(relative("content/a", "content/a/c.md"), "c.md");
        assert_eq!(relative("", "content/a.md"), "content/a.md");
    }
}
