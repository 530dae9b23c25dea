//! Product keys, one a line: a failure never tells the text.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = mpn::exchange::text_of(bytes.to_vec(), "fuzz") else { return };
    for any_text in [false, true] {
        if let Ok(read) = mpn::exchange::keys::read(&text, "fuzz", any_text) {
            assert_eq!(read.keys.len(), read.lines.len());
        }
    }
});
