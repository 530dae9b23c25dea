//! Visual Studio subscriptions, all keys: each key has its description.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = mpn::exchange::text_of(bytes.to_vec(), "fuzz") else { return };
    if let Ok(read) = mpn::exchange::keys_export::read(&text, "fuzz") {
        let keys: usize = read.import.products.iter().map(|product| product.keys.len()).sum();
        assert_eq!(keys, read.import.keys.len());
    }
});
