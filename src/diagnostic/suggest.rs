//! Finds what a writer most likely meant.

/// Candidates that are compared; a site with thousands of mistakes must not compare each with everything.
const CANDIDATES_MAX: usize = 200;

/// Returns the candidate nearest to `word`, if it is near enough to be a slip of the finger.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lowered = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 4);
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .take(CANDIDATES_MAX)
        .map(|candidate| (strsim::osa_distance(&lowered, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the hint ``did you mean `x`?``, or one that lists what is allowed.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let known: Vec<String> = candidates.into_iter().take(12).map(|known| format!("`{known}`")).collect();
    (!known.is_empty() && known.len() < 12).then(|| format!("write one of {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let keys = ["audience", "aliases", "author"];
        assert_eq!(nearest("audiance", keys), Some("audience"));
        assert_eq!(nearest("Audience", keys), Some("audience"));
        assert_eq!(nearest("weight", keys), None);
    }

    #[test]
    fn few_candidates_are_listed() {
        assert_eq!(did_you_mean("weight", ["order", "title"]), Some("write one of `order`, `title`".into()));
    }
}
