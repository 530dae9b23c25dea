//! Chance that can be repeated: a splitmix generator, and its seed.

pub struct Chance(u64);

impl Chance {
    /// Begins anew for a test, which says the seed: that of `MPN_FAULTS_SEED`, or of the clock.
    pub fn begin(test: &str) -> u64 {
        let given = std::env::var("MPN_FAULTS_SEED").ok().map(|text| text.parse().unwrap());
        let seed = given.unwrap_or_else(|| {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
            now.as_secs() * 1_000 + u64::from(now.subsec_millis())
        });
        println!("{test}: MPN_FAULTS_SEED={seed}");
        seed
    }

    /// One of many generators of the same seed.
    pub fn of(seed: u64, number: usize) -> Self {
        let mut chance = Chance(seed ^ (number as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        chance.next();
        chance
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }
}
