//! Visual Studio subscriptions, "Export all keys": `KeysExport.xml`, in its present form and in the
//! older one (formats.md). A message tells where something stands, never the text of a key.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::key_text::{told_apart, without_product_keys};
use super::{cell, malformed};
use crate::domain::import::{ExportedKey, ExportedProduct, ImportKeys};
use crate::domain::secret::Secret;
use crate::domain::software::KeyType;
use crate::failure::{Failure, Result, count};

/// The names that the root of an export may have.
const ROOTS: [&str; 3] = ["root", "YourKey", "Your_Product_Keys"];

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
        Failure::usage("malformed-file", format!("{shown}:{}:{}: {why}", at.row, at.col)).hint(
            "export the keys again: Visual Studio subscriptions, Product keys, Export all keys",
        )
    })?;
    let root = document.root_element();
    let elements: Vec<Node<'_, '_>> =
        root.descendants().filter(|node| is_named(*node, "Product_Key")).collect();
    if elements.is_empty() && !ROOTS.iter().any(|name| is_named(root, name)) {
        return Err(Failure::usage(
            "malformed-file",
            format!("{shown} is no export of keys: it has no Product_Key"),
        )
        .hint("Visual Studio subscriptions, Product keys, Export all keys"));
    }
    let mut reading = Reading::of(text, shown);
    for element in elements {
        reading.product(element);
    }
    reading.done()
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
        }
    }

    fn line(&self, node: Node<'_, '_>) -> u64 {
        let at = node.range().start;
        self.lines.partition_point(|begin| *begin <= at) as u64 + 1
    }

    fn fault(&mut self, node: Node<'_, '_>, why: &str) {
        self.faults.push(format!("{}:{}: {why}", self.shown, self.line(node)));
    }

    fn product(&mut self, element: Node<'_, '_>) {
        let (name, taken) =
            without_product_keys(&folded(attribute(element, "Name").unwrap_or_default()));
        if !taken.is_empty() {
            return self.fault(element, "a product key stands where the Name should");
        }
        if name.is_empty() {
            return self.fault(element, "a Product_Key without a Name");
        }
        if let Err(why) = cell::name(&name) {
            return self.fault(element, &why);
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
        for key in element.children().filter(|node| is_named(*node, "Key")) {
            let texts = key.descendants().filter(Node::is_text).filter_map(|node| node.text());
            let text = zeroize::Zeroizing::new(texts.collect::<String>());
            self.key(at, key, &text, "Type", "ClaimedDate");
        }
    }

    /// Takes down what stands where a key should: a key, several of them, or words about one.
    fn key(&mut self, at: usize, node: Node<'_, '_>, text: &str, of_type: &str, of_date: &str) {
        let claimed = attribute(node, of_date).map_or("", str::trim);
        let claimed_on = match claimed {
            "" => None,
            text => match cell::date(text) {
                Ok(day) => Some(day),
                Err(_) => {
                    return self.fault(node, &format!("{of_date} is not a day, like 06/25/2019"));
                }
            },
        };
        let text = zeroize::Zeroizing::new(folded(text));
        if text.is_empty() {
            return;
        }
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
        for key in keys {
            let (product, secrets) = &mut self.products[at];
            product.keys.push(ExportedKey { key_type, claimed_on, line });
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

/// How a key activates, as the portal calls it.
fn key_type(word: &str) -> Option<KeyType> {
    match word {
        "Retail" => Some(KeyType::Retail),
        // A VA 1.0 key is the multiple-activation key of older products.
        "Multiple Activation" | "VA 1.0" => Some(KeyType::Mak),
        "Static Activation Key" => Some(KeyType::Static),
        "Custom Key" => Some(KeyType::Custom),
        "OEM Key" => Some(KeyType::Oem),
        _ => None,
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
                .map(|key| (key.key_type, key.claimed_on.map(|day| day.to_string())))
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
    fn every_bad_element_is_told_with_its_line_and_no_key_with_it() {
        let text = format!(
            "<root><YourKey>\n<Product_Key Name=\"\"/>\n<Product_Key Name=\"A\">\n\
             <Key ClaimedDate=\"25/6/2019\">{KEY}</Key>\n</Product_Key>\n\
             <Product_Key Name=\"{KEY}\"/></YourKey></root>"
        );
        let told = read(&text, "keys.xml").unwrap_err().told();
        assert_eq!(
            told.details,
            [
                "keys.xml:2: a Product_Key without a Name",
                "keys.xml:4: ClaimedDate is not a day, like 06/25/2019",
                "keys.xml:6: a product key stands where the Name should",
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
