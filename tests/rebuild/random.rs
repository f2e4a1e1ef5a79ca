//! Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).

/// A generator.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Returns a number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit.max(1)).expect("a small number");
        usize::try_from(self.0 % limit).expect("a small number")
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    /// Returns one of these.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        all.get(self.below(all.len())).expect("something to choose from")
    }
}
