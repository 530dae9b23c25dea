//! Microsoft Entra ID, "Download users". Users come once each.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = mpn::exchange::text_of(bytes.to_vec(), "fuzz") else { return };
    if let Ok(read) = mpn::exchange::entra::read(&text, "fuzz") {
        let emails: std::collections::HashSet<_> =
            read.users.iter().map(|user| &user.email).collect();
        assert_eq!(emails.len(), read.users.len());
    }
});
