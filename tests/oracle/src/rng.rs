//! A small random number generator (SplitMix64). Its sequence is part of the meaning of a seed: to change it is to
//! change every program.

/// The generator's state.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
    /// What is chosen before the sequence begins: the bytes of a fuzzer.
    choices: Vec<u8>,
    used: usize,
}

impl Rng {
    /// A generator for `seed`; neighbouring seeds give unrelated sequences.
    pub fn new(seed: u64) -> Self {
        let mut rng = Self { state: seed ^ 0x6763_2d63_6f72_6f31, choices: Vec::new(), used: 0 };
        rng.bits();
        rng
    }

    /// A generator whose first choices are these bytes, one each; a change of a byte changes one choice, which is what
    /// a fuzzer that looks at coverage needs.
    pub fn of_choices(bytes: &[u8]) -> Self {
        Self { choices: bytes.to_vec(), ..Self::new(0) }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        if let Some(&byte) = self.choices.get(self.used) {
            self.used += 1;
            return u64::from(byte) * 0x0101_0101_0101_0101;
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, which is not empty.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// One of the items, as often as its weight says. Not all weights are zero.
    pub fn weighted<T: Copy>(&mut self, items: &[(T, usize)]) -> T {
        let mut left = self.below(items.iter().map(|(_, weight)| weight).sum());
        for &(item, weight) in items {
            if left < weight {
                return item;
            }
            left -= weight;
        }
        unreachable!("the weights add up to more than `left`")
    }
}
