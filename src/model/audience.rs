//! Who may read what.
//!
//! Content *names* audiences; an audience *reaches* the names it includes. Whoever reaches one of the
//! names may see the content. Both are small sets, so that visibility is one bit operation, and a
//! narrowing along folders is an intersection that cannot widen.

/// An audience by its place in the configuration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AudienceId(pub u8);

/// A set of audiences.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct AudienceSet(u64);

impl AudienceSet {
    /// Nobody.
    pub const NOBODY: Self = Self(0);
    /// Everybody.
    pub const EVERYBODY: Self = Self(u64::MAX);

    /// Returns the set with `id` added.
    #[must_use]
    pub fn with(self, id: AudienceId) -> Self {
        Self(self.0 | 1_u64.checked_shl(u32::from(id.0)).unwrap_or(0))
    }

    /// Returns whether `id` is in the set.
    pub fn contains(self, id: AudienceId) -> bool {
        self.0 & Self::NOBODY.with(id).0 != 0
    }

    /// Returns what both sets hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns whether everyone here is in `other` too.
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Returns whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One audience of the configuration.
#[derive(Clone, Debug)]
pub struct Audience {
    /// Its name.
    pub name: String,
    /// Where its tree is served, if elsewhere than the site's `base_url`.
    pub base_url: Option<super::BaseUrl>,
    /// Itself and all that it includes, directly or not.
    pub reach: AudienceSet,
    /// Whether search engines are asked in.
    pub is_indexed: bool,
}

/// All audiences of the configuration, in its order; the first is the one built by default.
#[derive(Clone, Debug)]
pub struct Audiences {
    list: Vec<Audience>,
}

/// More than a set can hold; no help centre comes near.
pub const AUDIENCES_MAX: usize = 64;

impl Audiences {
    /// Returns the audiences; `list` holds at least one and at most [`AUDIENCES_MAX`].
    pub fn new(list: Vec<Audience>) -> Self {
        Self { list }
    }

    /// Returns the audience with `name`.
    pub fn find(&self, name: &str) -> Option<AudienceId> {
        self.iter().find(|(_, audience)| audience.name == name).map(|(id, _)| id)
    }

    /// Returns all audiences with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (AudienceId, &Audience)> {
        (0_u8..).map(AudienceId).zip(&self.list)
    }

    /// Returns all names, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        self.list.iter().map(|audience| audience.name.as_str()).collect()
    }

    /// Returns one audience.
    pub fn get(&self, id: AudienceId) -> Option<&Audience> {
        self.list.get(usize::from(id.0))
    }

    /// Returns whether search engines are asked into the tree of an audience.
    pub fn is_indexed(&self, id: AudienceId) -> bool {
        self.get(id).is_some_and(|audience| audience.is_indexed)
    }

    /// Returns everyone who may see content that names `named`.
    pub fn viewers(&self, named: AudienceSet) -> AudienceSet {
        self.iter()
            .filter(|(_, audience)| !audience.reach.and(named).is_empty())
            .fold(AudienceSet::NOBODY, |set, (id, _)| set.with(id))
    }

    /// Returns the names of the audiences in `set`, for messages.
    pub fn describe(&self, set: AudienceSet) -> String {
        let names: Vec<String> = self
            .iter()
            .filter(|(id, _)| set.contains(*id))
            .map(|(_, audience)| format!("`{}`", audience.name))
            .collect();
        if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audiences() -> Audiences {
        let (public, agents, partners) = (AudienceId(0), AudienceId(1), AudienceId(2));
        let audience = |name: &str, reach: &[AudienceId]| Audience {
            name: name.to_owned(),
            base_url: None,
            reach: reach.iter().fold(AudienceSet::NOBODY, |set, id| set.with(*id)),
            is_indexed: name == "public",
        };
        Audiences::new(vec![
            audience("public", &[public]),
            audience("agents", &[agents, public]),
            audience("partners", &[partners, public]),
        ])
    }

    #[test]
    fn whoever_includes_a_name_may_see_it() {
        let all = audiences();
        let public = all.viewers(AudienceSet::NOBODY.with(AudienceId(0)));
        let agents = all.viewers(AudienceSet::NOBODY.with(AudienceId(1)));
        assert_eq!(all.describe(public), "`public`, `agents`, `partners`");
        assert_eq!(all.describe(agents), "`agents`");
        assert!(agents.is_within(public) && !public.is_within(agents));
    }

    #[test]
    fn two_narrow_names_do_not_meet() {
        let all = audiences();
        let agents = all.viewers(AudienceSet::NOBODY.with(AudienceId(1)));
        let partners = all.viewers(AudienceSet::NOBODY.with(AudienceId(2)));
        assert!(agents.and(partners).is_empty());
    }
}
