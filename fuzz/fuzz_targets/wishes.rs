//! Files of wishes, and plans that were made of them. A plan that is read is made up of requests.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mpn::exchange::{Place, text_of, wishes};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = text_of(bytes.to_vec(), "fuzz") else { return };
    if let Ok(read) = wishes::read(&text, &Place::Stdin) {
        assert!(read.rows.iter().all(|row| row.wish.request().is_ok()));
    }
});
