//! A table: every row is told with a line that the text has.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = mpn::exchange::text_of(bytes.to_vec(), "fuzz") else { return };
    let Ok(table) = mpn::exchange::csv::Table::read(&text, "fuzz") else { return };
    let lines = text.lines().count() as u64;
    for row in table.rows() {
        let line = row.map_or_else(|bad| bad.line, |row| row.line);
        assert!((1..=lines).contains(&line), "line {line} of {lines}");
    }
});
