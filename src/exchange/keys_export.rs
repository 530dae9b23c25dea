//! Visual Studio subscriptions, "Export all keys": `KeysExport.xml`, in its present form and in the
//! older one (formats.md). A message tells where something stands, never the text of a key.

use std::collections::HashMap;

use chrono::Datelike as _;
use roxmltree::{Document, Node};

use super::csv::of_another_kind;
use super::key_text::{told_apart, without_product_keys};
use super::{cell, malformed, noted};
use crate::domain::import::{Claimed, ExportedKey, ExportedProduct, ImportKeys};
use crate::domain::secret::Secret;
use crate::domain::software::KeyType;
use crate::failure::{Failure, Result, count};

/// The names that the root of an export may have.
const ROOTS: [&str; 3] = ["root", "YourKey", "Your_Product_Keys"];

/// The attributes of a `Product_Key` that are read.
const PRODUCT: [&str; 3] = ["Name", "KeyRetrievalNote", "Key"];

/// Where an export comes from.
const EXPORT_ALL: &str = "Visual Studio subscriptions, Product keys, Export all keys";

/// More than any note says, in characters; what is longer is cut.
const LONGEST_NOTE: usize = 2_000;

/// An export that was read.
#[derive(Debug)]
pub struct Export {
    pub import: ImportKeys,
    /// What could not be taken over as it is.
    pub notes: Vec<String>,
}

/// Reads the products of an export and their keys.
///
/// # Errors
/// What is no such file, or every bad element at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Export> {
    not_too_wide(text, shown)?;
    let document = Document::parse(text).map_err(|error| {
        let at = error.pos();
        let why = match error {
            roxmltree::Error::DtdDetected => "a document type declaration, which is not read",
            _ => "no well-formed XML from here on",
        };
        let hint = of_another_kind(text);
        let hint = hint.unwrap_or_else(|| format!("export the keys again: {EXPORT_ALL}"));
        Failure::usage("malformed-file", format!("{shown}:{}:{}: {why}", at.row, at.col)).hint(hint)
    })?;
    let root = document.root_element();
    let is_root = ROOTS.iter().any(|name| is_named(root, name));
    if !is_root && !root.descendants().any(|node| is_named(node, "Product_Key")) {
        return Err(Failure::usage(
            "malformed-file",
            format!("{shown} is no export of keys: it has no Product_Key"),
        )
        .hint(EXPORT_ALL));
    }
    let mut reading = Reading::of(text, shown);
    // What an element stands in is known before the element is come to.
    let mut within = HashMap::new();
    for element in root.descendants().filter(Node::is_element) {
        let outer = element.parent().and_then(|outer| within.get(&outer.id()).copied());
        if let Some(inner) = reading.element(element, outer) {
            within.insert(element.id(), inner);
        }
    }
    reading.done()
}

/// What an element stands in.
#[derive(Clone, Copy)]
enum Within {
    /// The product at that place.
    Product(usize),
    /// A key, whose text may be marked up.
    Key,
    /// An element that was told to be wrong.
    Fault,
}

/// The most attributes of an element: the reader compares each with all others.
const MOST_ATTRIBUTES: usize = 1_000;

/// Refuses elements with more attributes than any has.
fn not_too_wide(text: &str, shown: &str) -> Result<()> {
    let mut line = 1;
    // No element begins within an attribute.
    for element in text.split('<') {
        if element.bytes().filter(|byte| *byte == b'=').count() > MOST_ATTRIBUTES {
            let why =
                format!("{shown}:{line}: an element with more than {MOST_ATTRIBUTES} attributes");
            return Err(Failure::usage("malformed-file", why));
        }
        line += element.matches('\n').count();
    }
    Ok(())
}

fn is_named(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

/// An attribute by its local name; a namespace is of no account.
fn attribute<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attributes().find(|one| one.name().eq_ignore_ascii_case(name)).map(|one| one.value())
}

/// A text with every run of space, line breaks and U+00A0 among it, as one space.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The products of an export, as its elements are read.
struct Reading<'s> {
    shown: &'s str,
    /// Where each line of the text begins.
    lines: Vec<usize>,
    products: Vec<(ExportedProduct, Vec<Secret>)>,
    by_name: HashMap<String, usize>,
    faults: Vec<String>,
    other_types: u64,
    cut: u64,
    /// The lines of keys that were claimed on who knows which day.
    strange_days: Vec<u64>,
}

impl<'s> Reading<'s> {
    fn of(text: &str, shown: &'s str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Reading {
            shown,
            lines: breaks.map(|(at, _)| at + 1).collect(),
            products: Vec::new(),
            by_name: HashMap::new(),
            faults: Vec::new(),
            other_types: 0,
            cut: 0,
            strange_days: Vec::new(),
        }
    }

    fn line(&self, node: Node<'_, '_>) -> u64 {
        let at = node.range().start;
        self.lines.partition_point(|begin| *begin <= at) as u64 + 1
    }

    fn fault(&mut self, node: Node<'_, '_>, why: &str) {
        self.faults.push(format!("{}:{}: {why}", self.shown, self.line(node)));
    }

    /// Reads an element; returns what those in it stand in.
    fn element(&mut self, element: Node<'_, '_>, outer: Option<Within>) -> Option<Within> {
        if let Some(Within::Key | Within::Fault) = outer {
            return outer;
        }
        if is_named(element, "Product_Key") {
            return Some(self.product(element));
        }
        if is_named(element, "Key") {
            let Some(Within::Product(at)) = outer else {
                self.fault(
                    element,
                    "a Key without a Product_Key around it: of which product is it?",
                );
                return Some(Within::Fault);
            };
            let texts = element.descendants().filter(Node::is_text).filter_map(|node| node.text());
            let text = zeroize::Zeroizing::new(texts.collect::<String>());
            self.key(at, element, &text, "Type", "ClaimedDate");
            return Some(Within::Key);
        }
        // What is passed over in silence is lost.
        let texts = element.children().filter(Node::is_text).filter_map(|text| text.text());
        self.holds_no_key(element, texts.chain(element.attributes().map(|one| one.value())));
        outer
    }

    fn holds_no_key<'n>(&mut self, element: Node<'_, '_>, texts: impl Iterator<Item = &'n str>) {
        let mut texts = texts.filter(|text| !text.trim().is_empty());
        if texts.any(|text| !without_product_keys(&folded(text)).1.is_empty()) {
            self.fault(element, "a product key stands where none is expected");
        }
    }

    /// Reads what a product says of itself.
    fn product(&mut self, element: Node<'_, '_>) -> Within {
        let (name, taken) =
            without_product_keys(&folded(attribute(element, "Name").unwrap_or_default()));
        let why = if !taken.is_empty() {
            Err("a product key stands where the Name should".to_owned())
        } else if name.is_empty() {
            Err("a Product_Key without a Name".to_owned())
        } else {
            cell::name(&name).map(drop)
        };
        if let Err(why) = why {
            self.fault(element, &why);
            return Within::Fault;
        }
        // One product may come in several elements.
        let next = self.products.len();
        let at = *self.by_name.entry(name.to_lowercase()).or_insert(next);
        if at == next {
            let product = ExportedProduct { product: name, ..ExportedProduct::default() };
            self.products.push((product, Vec::new()));
        }
        if let Some(note) = attribute(element, "KeyRetrievalNote") {
            let (note, _) = without_product_keys(&folded(note));
            self.instruct(at, &note);
        }
        if let Some(text) = attribute(element, "Key") {
            self.key(at, element, text, "Key_Type", "Date_Key_Claimed");
        }
        let is_read = |name: &str| PRODUCT.iter().any(|known| known.eq_ignore_ascii_case(name));
        let texts = element.children().filter(Node::is_text).filter_map(|text| text.text());
        let others = element.attributes().filter(|one| !is_read(one.name()));
        self.holds_no_key(element, texts.chain(others.map(|one| one.value())));
        Within::Product(at)
    }

    /// Takes down what stands where a key should: a key, several of them, or words about one.
    fn key(&mut self, at: usize, node: Node<'_, '_>, text: &str, of_type: &str, of_date: &str) {
        self.holds_no_key(node, attribute(node, of_date).into_iter());
        let text = zeroize::Zeroizing::new(folded(text));
        if text.is_empty() {
            return;
        }
        let claimed = claimed(attribute(node, of_date).unwrap_or_default());
        let key_type = match attribute(node, of_type).map(folded).unwrap_or_default().as_str() {
            "" | "Not Applicable" => None,
            word => {
                let known = key_type(word);
                self.other_types += u64::from(known.is_none());
                known
            }
        };
        let (words, keys) = told_apart(&text);
        self.instruct(at, &words);
        let line = self.line(node);
        if claimed == Claimed::Sometime && !keys.is_empty() {
            self.strange_days.push(line);
        }
        for key in keys {
            let (product, secrets) = &mut self.products[at];
            product.keys.push(ExportedKey { key_type, claimed, line });
            secrets.push(key);
        }
    }

    /// Adds to what is said of the keys of a product, once.
    fn instruct(&mut self, at: usize, note: &str) {
        let said = self.products[at].0.instructions.get_or_insert_default();
        let full = said.ends_with('…');
        if note.is_empty() || full || said.split("; ").any(|known| known == note) {
            return;
        }
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(note);
        if let Some((end, _)) = said.char_indices().nth(LONGEST_NOTE) {
            said.truncate(end);
            said.push('…');
            self.cut += 1;
        }
    }

    fn done(self) -> Result<Export> {
        if !self.faults.is_empty() {
            return Err(malformed(self.shown, self.faults));
        }
        let mut notes = Vec::new();
        if !self.strange_days.is_empty() {
            let said = "kept as handed out today, claimed on a day that cannot be read";
            notes.push(noted(self.shown, "key", &self.strange_days, said));
        }
        if self.other_types > 0 {
            let keys = count(self.other_types, "key");
            notes.push(format!(
                "{}: {keys} of a type that is not known, kept without it",
                self.shown
            ));
        }
        if self.cut > 0 {
            let told = count(self.cut, "note");
            notes.push(format!("{}: {told} cut to {LONGEST_NOTE} characters", self.shown));
        }
        let (mut products, mut keys) = (Vec::new(), Vec::new());
        for (mut product, secrets) in self.products {
            product.instructions = product.instructions.filter(|said| !said.is_empty());
            products.push(product);
            keys.extend(secrets);
        }
        let import = ImportKeys { products, keys, shown: self.shown.to_owned() };
        Ok(Export { import, notes })
    }
}

/// How a key activates, as portals have called it: in one word or several, with `Key` or without.
fn key_type(word: &str) -> Option<KeyType> {
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    let word: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let word = word.strip_suffix("mak").filter(|rest| !rest.is_empty()).unwrap_or(&word);
    match word.strip_suffix("key").unwrap_or(word) {
        "retail" => Some(KeyType::Retail),
        // A VA 1.0 key is the multiple-activation key of older products.
        "multipleactivation" | "mak" | "va10" => Some(KeyType::Mak),
        "staticactivation" | "static" => Some(KeyType::Static),
        "custom" => Some(KeyType::Custom),
        "oem" => Some(KeyType::Oem),
        _ => None,
    }
}

/// What stands where nobody claimed a key.
const UNCLAIMED: [&str; 9] =
    ["", "-", "none", "null", "n/a", "na", "never", "not claimed", "unclaimed"];

/// When a key was claimed. Exports write days as the culture of a server has it: month first with
/// slashes, day first with hyphens or dots. The first day that a calendar of theirs knows is none.
fn claimed(text: &str) -> Claimed {
    let text = folded(text);
    if UNCLAIMED.contains(&text.to_lowercase().as_str()) {
        return Claimed::No;
    }
    let read = cell::day_in(&text, &["%m/%d/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]);
    match read.map(|day| (day, day.year())) {
        Some((_, 1 | 1601 | 1753 | 1899..=1900)) => Claimed::No,
        Some((day, 1980..=9_999)) => Claimed::On(day),
        _ => Claimed::Sometime,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";
    const OTHER: &str = "CDDRH-97PM4-J4C37-HV6T9-YR2WY";

    fn export(text: &str) -> ImportKeys {
        read(text, "KeysExport.xml").unwrap().import
    }

    fn keys(import: &ImportKeys) -> Vec<&str> {
        import.keys.iter().map(Secret::reveal).collect()
    }

    #[test]
    fn both_forms_are_read_with_namespaces_and_without() {
        let inside = format!(
            "<Product_Key Name=\"Windows&#10;10 Dev&#8217;s&#160;Edition\" KeyRetrievalNote=\" ask  first \">\n\
             <Key ID=\"12345\" Type=\"Retail\" ClaimedDate=\"6/25/2019\">{KEY}</Key>\n\
             <Key ID=\"-1\" Type=\"Static Activation Key\" ClaimedDate=\"\"><![CDATA[ {OTHER} ]]></Key>\n\
             </Product_Key>"
        );
        let bare = format!("<YourKey>{inside}</YourKey>");
        let rooted = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<root>{bare}</root>");
        let spaced = format!("<k:root xmlns:k=\"urn:x\" xmlns=\"urn:y\">{bare}</k:root>");
        for text in [&bare, &rooted, &spaced] {
            let import = export(text);
            let product = &import.products[0];
            assert_eq!(product.product, "Windows 10 Dev’s Edition");
            assert_eq!(product.instructions.as_deref(), Some("ask first"));
            assert_eq!(keys(&import), [KEY, OTHER]);
            let told: Vec<_> = product
                .keys
                .iter()
                .map(|key| (key.key_type, key.claimed.on().map(|day| day.to_string())))
                .collect();
            assert_eq!(
                told,
                [
                    (Some(KeyType::Retail), Some("2019-06-25".to_owned())),
                    (Some(KeyType::Static), None)
                ]
            );
        }
        let older = format!(
            "<Your_Product_Keys>\
             <Product_Key Name=\"A &amp; B\" Key=\"{KEY}\" Key_Type=\"VA 1.0\" Date_Key_Claimed=\"2012-03-04T00:00:00\"/>\
             <Product_Key Name=\"No key\" Key=\"\" Key_Type=\"Not Applicable\" Date_Key_Claimed=\"\"/>\
             </Your_Product_Keys>"
        );
        let import = export(&older);
        assert_eq!(keys(&import), [KEY]);
        assert_eq!(import.products[0].product, "A & B");
        assert_eq!(import.products[0].keys[0].key_type, Some(KeyType::Mak));
        assert_eq!(import.products[1].keys, []);
        assert_eq!(import.products[1].instructions, None);
    }

    #[test]
    fn what_is_no_key_of_25_characters_is_kept_for_what_it_is() {
        let text = format!(
            "<root><YourKey><Product_Key Name=\"Old\">\
             <Key>1234567890</Key><Key>No product key required</Key>\
             <Key>Use {KEY}, not the one before</Key><Key>No product key required</Key><Key></Key>\
             </Product_Key><Product_Key Name=\"OLD\"><Key Type=\"Strange\">{OTHER}</Key>\
             </Product_Key></YourKey></root>"
        );
        let read = read(&text, "keys.xml").unwrap();
        let import = &read.import;
        assert_eq!(keys(import), ["1234567890", KEY, OTHER]);
        assert_eq!(import.products.len(), 1);
        assert_eq!(
            import.products[0].instructions.as_deref(),
            Some("No product key required; Use [key], not the one before")
        );
        assert_eq!(read.notes, ["keys.xml: one key of a type that is not known, kept without it"]);
    }

    #[test]
    fn a_key_in_a_note_or_a_name_is_found_in_whatever_groups() {
        let grouped = KEY.replace('-', " ");
        let import = export(&format!(
            "<root><Product_Key Name=\"A\" KeyRetrievalNote=\"not {grouped}\"/></root>"
        ));
        assert_eq!(import.products[0].instructions.as_deref(), Some("not [key]"));
        let named = format!("<root><Product_Key Name=\"A {grouped}\"/></root>");
        let told = read(&named, "keys.xml").unwrap_err().told();
        assert_eq!(told.details, ["keys.xml:1: a product key stands where the Name should"]);
    }

    #[test]
    fn a_day_is_read_as_the_server_wrote_it_and_a_strange_one_keeps_no_key_out() {
        for (text, day) in [
            ("6/25/2019", Some("2019-06-25")),
            ("6/25/2019 12:00:00 AM", Some("2019-06-25")),
            ("2025-06-12T23:28:51.383", Some("2025-06-12")),
            ("25-06-2019 00:00", Some("2019-06-25")),
            ("25.06.2019", Some("2019-06-25")),
            ("1/1/0001", None),
            ("01/01/0001 00:00:00", None),
            ("0001-01-01T00:00:00", None),
            ("1/1/1900", None),
            ("  ", None),
            ("None", None),
        ] {
            let wanted = day.map_or(Claimed::No, |day| Claimed::On(day.parse().unwrap()));
            assert_eq!(claimed(text), wanted, "{text}");
        }
        for text in ["25/6/2019", "soon", "6/25/19", "6/25/+2019"] {
            assert_eq!(claimed(text), Claimed::Sometime, "{text}");
        }
        let text = format!(
            "<root><Product_Key Name=\"A\">\n<Key ClaimedDate=\"soon\">{KEY}</Key>\n\
             <Key ClaimedDate=\"soon\"></Key></Product_Key></root>"
        );
        let read = read(&text, "keys.xml").unwrap();
        assert_eq!(read.import.products[0].keys[0].claimed, Claimed::Sometime);
        assert_eq!(
            read.notes,
            [
                "keys.xml: one key kept as handed out today, claimed on a day that cannot be read (line 2)"
            ]
        );
    }

    #[test]
    fn a_type_of_key_has_several_spellings() {
        for (word, wanted) in [
            ("Multiple Activation", KeyType::Mak),
            ("Multiple Activation Key", KeyType::Mak),
            ("MultipleActivation", KeyType::Mak),
            ("Multiple Activation Key (MAK)", KeyType::Mak),
            ("MAK", KeyType::Mak),
            ("VA 1.0", KeyType::Mak),
            ("Retail Key", KeyType::Retail),
            ("STATIC ACTIVATION KEY", KeyType::Static),
            ("OEM", KeyType::Oem),
            ("Custom Key", KeyType::Custom),
        ] {
            assert_eq!(key_type(word), Some(wanted), "{word}");
        }
        assert_eq!(key_type("Strange"), None);
    }

    #[test]
    fn every_bad_element_is_told_with_its_line_and_no_key_with_it() {
        let text = format!(
            "<root><YourKey>\n<Product_Key Name=\"\"/>\n<Product_Key Name=\"A\">\n\
             <Key>{KEY}</Key>\n</Product_Key>\n<Key>{KEY}</Key>\n<Note of=\"{KEY}\"/>\n\
             <Product_Key Name=\"{KEY}\"/></YourKey></root>"
        );
        let told = read(&text, "keys.xml").unwrap_err().told();
        assert_eq!(
            told.details,
            [
                "keys.xml:2: a Product_Key without a Name",
                "keys.xml:6: a Key without a Product_Key around it: of which product is it?",
                "keys.xml:7: a product key stands where none is expected",
                "keys.xml:8: a product key stands where the Name should",
            ]
        );
    }

    #[test]
    fn what_is_no_export_says_so_and_an_empty_one_is_empty() {
        let refused = |text: &str| read(text, "keys.xml").unwrap_err().told().message;
        assert_eq!(
            refused("<html></html>"),
            "keys.xml is no export of keys: it has no Product_Key"
        );
        assert_eq!(
            refused(&format!("<root>\n<Key>{KEY}</Kye></root>")),
            "keys.xml:2:35: no well-formed XML from here on"
        );
        let bomb = "<!DOCTYPE root [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><root>&b;</root>";
        assert!(refused(bomb).contains("document type declaration"), "{}", refused(bomb));
        assert_eq!(export("<root><YourKey/></root>").products, []);
    }
}
