//! Visual Studio subscriptions, subscribers.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = mpn::exchange::text_of(bytes.to_vec(), "fuzz") else { return };
    let _ = mpn::exchange::visual_studio::read(&text, "fuzz").map_err(|failure| failure.json());
});
