//! Nothing secret outside a reveal: known secrets are planted, every command is run as a process of
//! its own, and whatever it wrote anywhere is searched for them, in every form that a slip might
//! have brought them into. What is on a terminal is `tests/suite/terminal.rs`.

#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
#[cfg(feature = "xlsx")]
use std::io::Read as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::SystemTime;

use crate::sandbox::{Sandbox, repository};
use crate::world;
use tempfile::TempDir;

/// Bytes that every form has at least, and that it is looked up by.
const LEAD: usize = 8;

/// Every form of every secret, to be found in one pass.
struct Forms {
    /// Whether some form begins with these three bytes.
    begins: Vec<bool>,
    by_lead: HashMap<[u8; LEAD], Vec<(Vec<u8>, String)>>,
    secrets: BTreeSet<String>,
}

impl Forms {
    fn new() -> Self {
        Forms { begins: vec![false; 1 << 24], by_lead: HashMap::new(), secrets: BTreeSet::new() }
    }

    /// Looks for this secret from here on, too.
    fn plant(&mut self, secret: &str) {
        if !self.secrets.insert(secret.to_owned()) {
            return;
        }
        // Three groups of a product key are as good as all of it: its end may be told.
        let is_key = secret.split('-').count() == 5 && secret.len() == 29;
        let part = if is_key { &secret[..17] } else { secret };
        let (bare, spaced) = (part.replace('-', ""), part.replace('-', " "));
        let spellings = [part, &bare, &spaced];
        let spellings = spellings
            .iter()
            .flat_map(|one| [(*one).to_owned(), one.to_lowercase(), one.to_uppercase()]);
        for spelling in spellings.collect::<BTreeSet<String>>() {
            let bytes = spelling.as_bytes();
            let wide: Vec<u8> = bytes.iter().flat_map(|byte| [*byte, 0]).collect();
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let mut forms = vec![
                ("clear", bytes.to_vec()),
                ("UTF-16", wide),
                ("HEX", hex.to_uppercase().into_bytes()),
                ("hex", hex.into_bytes()),
            ];
            for shift in 0..3 {
                let text = base64(bytes, shift);
                let url = text.replace('+', "-").replace('/', "_");
                forms.push(("base64", text.into_bytes()));
                forms.push(("base64url", url.into_bytes()));
            }
            for (form, bytes) in forms {
                self.look_for(bytes, format!("{spelling}… as {form}"));
            }
        }
    }

    fn look_for(&mut self, form: Vec<u8>, name: String) {
        let lead: [u8; LEAD] = form[..LEAD].try_into().unwrap();
        self.begins[number(&form)] = true;
        let same = self.by_lead.entry(lead).or_default();
        if !same.iter().any(|(known, _)| *known == form) {
            same.push((form, name));
        }
    }

    /// What stands in these bytes that should not.
    fn found(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut at = 0;
        while at + LEAD <= bytes.len() {
            if self.begins[number(&bytes[at..])]
                && let Some(forms) = self.by_lead.get(&bytes[at..at + LEAD])
            {
                let here = forms.iter().filter(|(form, _)| bytes[at..].starts_with(form));
                found.extend(here.map(|(_, name)| name.as_str()));
            }
            at += 1;
        }
        found
    }
}

/// The first three bytes as a number.
fn number(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 16 | usize::from(bytes[1]) << 8 | usize::from(bytes[2])
}

/// What of a text's base64 is the same whatever stands before and behind it, where it begins so
/// many bytes after a whole group of three.
fn base64(bytes: &[u8], shift: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    // The bits up to the first digit that is the text's alone.
    let digits = bits[[0, 4, 2][shift]..].chunks_exact(6);
    let values = digits.map(|six| six.iter().fold(0, |value, bit| value << 1 | usize::from(*bit)));
    values.map(|value| char::from(ALPHABET[value])).collect()
}

/// A ledger with secrets in it, and all that was found outside of it.
struct Den {
    sandbox: Sandbox,
    /// The files that the secrets come from; they lie where nothing is searched.
    given: TempDir,
    ledger: PathBuf,
    /// The ledger as every command finds it.
    whole: Vec<u8>,
    forms: Forms,
    leaks: BTreeMap<String, BTreeSet<String>>,
    searched: BTreeSet<PathBuf>,
    /// When each file was written that was searched last.
    written: HashMap<PathBuf, (SystemTime, u64)>,
}

/// Files that are reveals themselves, or the way in.
const REVEALS: [&str; 5] = ["identity.txt", "other.txt", "keys.csv", "keys.xlsx", "bo.txt"];

const TEXT_KEYS: [&str; 3] = ["canary/text~key_one", "4711-CANARY-4712", "canary+text+key+three=="];
const IDS: [&str; 2] = ["access-id-canary-73911", "contract-id-canary-5520"];
/// Of a contract that is only confirmed later.
const OTHER_IDS: [&str; 2] = ["access-id-canary-11111", "contract-id-canary-2222"];

impl Den {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let given = TempDir::new().unwrap();
        // The secrets come from where nothing is searched.
        let examples = given.path().join("examples");
        assert!(
            std::process::Command::new("mv")
                .arg(sandbox.root.join("examples"))
                .arg(&examples)
                .status()
                .unwrap()
                .success()
        );
        std::os::unix::fs::symlink(&examples, sandbox.root.join("examples")).unwrap();
        std::os::unix::fs::symlink(given.path(), sandbox.root.join("given")).unwrap();
        let mut den = Den {
            ledger: sandbox.root.join("home/.local/share/mpn/ledger.mpn"),
            sandbox,
            given,
            whole: Vec::new(),
            forms: Forms::new(),
            leaks: BTreeMap::new(),
            searched: BTreeSet::new(),
            written: HashMap::new(),
        };
        den.give("examples/contoso-support.ids", &IDS.join("\n"));
        den.give("text.keys", &TEXT_KEYS.join("\n"));
        den.give("other.ids", &OTHER_IDS.join("\n"));
        for secret in IDS.into_iter().chain(OTHER_IDS).chain(TEXT_KEYS) {
            den.forms.plant(secret);
        }
        den.plant_examples();
        den
    }

    /// Every key that stands in the examples.
    fn plant_examples(&mut self) {
        for entry in std::fs::read_dir(self.given.path().join("examples")).unwrap() {
            let path = entry.unwrap().path();
            let is_of_keys =
                path.extension().is_some_and(|ending| ending == "keys" || ending == "xml");
            if is_of_keys {
                let text = std::fs::read_to_string(path).unwrap();
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                for key in words.filter(|word| mpn::domain::secret::product_key(word).is_ok()) {
                    self.forms.plant(key);
                }
            }
        }
        self.forms.plant("4711004711");
    }

    /// The ledger with everything in it that is secret.
    fn filled() -> Self {
        let mut den = Den::new();
        den.give_noted_keys();
        for line in [
            "mpn init --from examples/gold.toml",
            "mpn import keys-export examples/contoso-keys-export.xml",
            "mpn import keys-export given/noted.xml",
            "mpn benefits grant --category software --product Toolbox --offer gold",
            "mpn software add-keys Toolbox given/text.keys --text",
            "mpn seal recovery --quiet > given/recovery.txt",
        ] {
            den.succeeds(line);
        }
        let identity = den.sandbox.root.join("home/.config/mpn/identity.txt");
        let identity = std::fs::read_to_string(identity).unwrap();
        let secret = identity.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).unwrap();
        den.forms.plant(secret);
        den.give("identity.keys", &identity);
        let passphrase = std::fs::read_to_string(den.given.path().join("recovery.txt")).unwrap();
        den.forms.plant(passphrase.trim());
        assert!(den.forms.secrets.len() >= 20, "{:?}", den.forms.secrets);
        den.search_files("filling it");
        den.whole = std::fs::read(&den.ledger).unwrap();
        den
    }

    /// An export whose keys stand among words.
    fn give_noted_keys(&mut self) {
        let key = |number| mpn::domain::secret::product_key(&world::key(number)).unwrap();
        let (one, two) = (key(500), key(501));
        for secret in [one.reveal(), two.reveal(), "73911-55204", "4712-0815471"] {
            self.forms.plant(secret);
        }
        let (grouped, bare) = (one.reveal().replace('-', " "), two.reveal().replace('-', ""));
        let keys = [
            &format!("{grouped} and"),
            "73911 55204",
            &format!("Setup: {bare}, or 4712-0815471 at the prompt"),
        ];
        let keys = keys.map(|key| format!("<Key>{key}</Key>")).concat();
        let note = format!("not {grouped}");
        self.give(
            "noted.xml",
            &format!(
                "<root><Product_Key Name=\"Noted\" KeyRetrievalNote=\"{note}\">{keys}</Product_Key></root>"
            ),
        );
    }

    /// Writes a file that no search looks into.
    fn give(&self, name: &str, text: &str) {
        std::fs::write(self.given.path().join(name), text).unwrap();
    }

    /// The ledger as it was first.
    fn again(&self) {
        std::fs::write(&self.ledger, &self.whole).unwrap();
        self.sandbox.forget();
    }

    /// Runs a line, with this format wanted, and searches what it said.
    fn run(&mut self, line: &str, format: &str) -> Output {
        let mut shell = self.sandbox.command("sh");
        shell.arg("-c").arg(line).stdin(Stdio::null());
        if !format.is_empty() {
            shell.env("MPN_OUTPUT", format);
        }
        let output = shell.output().unwrap();
        if !reveals(line) {
            self.search(&format!("stdout of `{line}` ({format})"), &output.stdout);
        }
        self.search(&format!("stderr of `{line}` ({format})"), &output.stderr);
        output
    }

    fn succeeds(&mut self, line: &str) -> Output {
        let output = self.run(line, "");
        assert!(output.status.success(), "{line}: {output:?}");
        output
    }

    fn search(&mut self, place: &str, bytes: &[u8]) {
        let found: BTreeSet<String> =
            self.forms.found(bytes).into_iter().map(str::to_owned).collect();
        if !found.is_empty() {
            self.leaks.entry(place.to_owned()).or_default().extend(found);
        }
    }

    /// Searches every file there is, and the names of the files.
    fn search_files(&mut self, after: &str) {
        let mut folders = vec![self.sandbox.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                self.search(
                    &format!("name of {}, after {after}", path.display()),
                    path.as_os_str().as_encoded_bytes(),
                );
                if path.is_symlink() {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.file_name().unwrap();
                let found = entry_of(&path);
                if self.written.insert(path.clone(), found) == Some(found) {
                    continue;
                }
                if !REVEALS.iter().any(|one| name == *one) {
                    let bytes = std::fs::read(&path).unwrap();
                    if bytes == self.whole {
                        continue;
                    }
                    self.search(&format!("{}, after {after}", path.display()), &bytes);
                    let inside = path.strip_prefix(&self.sandbox.root).unwrap();
                    self.searched.insert(inside.to_owned());
                }
            }
        }
    }

    #[cfg(feature = "xlsx")]
    /// Searches what lies packed in a workbook; returns what was found.
    fn search_sheet(&mut self, name: &str) -> usize {
        let file = std::fs::File::open(self.sandbox.root.join(name)).unwrap();
        let mut packed = zip::ZipArchive::new(file).unwrap();
        let before = self.leaks.len();
        for at in 0..packed.len() {
            let mut bytes = Vec::new();
            let mut part = packed.by_index(at).unwrap();
            part.read_to_end(&mut bytes).unwrap();
            self.search(&format!("part {at} of {name}"), &bytes);
        }
        self.leaks.len() - before
    }

    fn is_tight(&self) {
        let leaks = self.leaks.iter().map(|(place, found)| format!("{place}: {found:?}\n"));
        assert!(self.leaks.is_empty(), "{}", leaks.collect::<String>());
    }
}

/// When a file was written, and how long it is.
fn entry_of(path: &Path) -> (SystemTime, u64) {
    let found = std::fs::metadata(path).unwrap();
    (found.modified().unwrap(), found.len())
}

/// Whether a command hands out secrets on its standard output.
fn reveals(line: &str) -> bool {
    let line = line.replace("mpn -v ", "mpn ");
    let has = |word: &str| line.contains(word);
    let hands_out = has("mpn software get-keys")
        || has("mpn license redeem") && !has("--plan")
        || has("mpn support ids")
        || has("mpn apply")
        || has("mpn seal recovery");
    hands_out && !has("--dry-run") && !has("mpn why")
}

/// The command lines of `tests/json-keys.txt`, those that build on each other together.
fn blocks() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(repository("tests/json-keys.txt")).unwrap();
    let commands = |block: &str| -> Vec<String> {
        block.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
    };
    text.split("\n\n").map(commands).filter(|block| !block.is_empty()).collect()
}

const FORMATS: [&str; 6] = ["json", "table", "tsv", "csv", "jsonl", "markdown"];

#[test]
fn a_search_finds_a_secret_in_whatever_form() {
    let mut forms = Forms::new();
    forms.plant("BCDFG-HJKMP-QRTVW-XY234-6789B");
    let finds = |text: &str| !forms.found(text.as_bytes()).is_empty();
    for text in [
        "a key: BCDFG-HJKMP-QRTVW-XY234-6789B.",
        "BCDFGHJKMPQRTVWXY2346789B",
        "bcdfghjkmpqrtvwxy2346789b",
        "bcdfg-hjkmp-qrtvw-xy234-6789b",
        "BCDFG-HJKMP-QRTVW-?",
        // `printf BCDFGHJKMPQRTVWXY2346789B | base64`, and behind one and two bytes more.
        "QkNERkdISktNUFFSVFZXWFkyMzQ2Nzg5Qg==",
        "eEJDREZHSEpLTVBRUlRWV1hZMjM0Njc4OUI=",
        "eHhCQ0RGR0hKS01QUVJUVldYWTIzNDY3ODlC",
        "42434446472d484a4b4d502d515254565725",
    ] {
        assert!(finds(text), "{text}");
    }
    for text in ["…6789B", "BCDFG-HJKMP", "", "BCDFG-HJKMP-QRTVX-XY234-6789B"] {
        assert!(!finds(text), "{text}");
    }
}

#[test]
fn what_is_revealed_and_what_is_written_down_is_found() {
    let mut den = Den::filled();
    for line in [
        "mpn software get-keys B9",
        "mpn software get-keys Toolbox --quiet",
        "mpn license redeem B13 --mode extend --tenant contoso.onmicrosoft.com --yes",
        "mpn support ids product-support",
        "mpn apply examples/new-team-plan.csv --partial",
    ] {
        let output = den.run(line, "json");
        assert!(!den.forms.found(&output.stdout).is_empty(), "{line}: {output:?}");
    }
    den.succeeds("rm -f keys.csv; mpn export keys --reveal --out keys.csv");
    let export = std::fs::read(den.sandbox.root.join("keys.csv")).unwrap();
    let seen = den.forms.found(&export).len();
    assert!(seen > 20, "{seen}");
    let passphrase = den.given.path().join("recovery.txt");
    assert!(!den.forms.found(&std::fs::read(passphrase).unwrap()).is_empty());
    den.search_files("the reveals");
    den.is_tight();
    den.succeeds("cp keys.csv home/.local/state/slip");
    den.search_files("a slip");
    assert_eq!(den.leaks.len(), 1, "{:?}", den.leaks);
    assert!(den.leaks.keys().all(|place| place.contains(".local/state/slip")));
    #[cfg(feature = "xlsx")]
    {
        den.succeeds("mpn export keys --reveal --out keys.xlsx");
        assert!(den.search_sheet("keys.xlsx") > 0);
    }
}

#[test]
fn no_command_tells_or_leaves_a_secret() {
    let mut den = Den::filled();
    let blocks = blocks();
    let (mut done, mut refused) = (0, Vec::new());
    for (index, block) in blocks.iter().enumerate() {
        den.again();
        for made in ["other.mpn", "other.txt", "other/config.toml"] {
            let _ = std::fs::remove_file(den.sandbox.root.join(made));
        }
        let (last, before) = block.split_last().unwrap();
        for line in before {
            den.run(line, "");
        }
        let verbose = last.replace("mpn ", "mpn -v ");
        let output = den.run(&verbose, FORMATS[index % FORMATS.len()]);
        done += usize::from(output.status.success());
        if !output.status.success() {
            refused.push(format!("{last}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        den.search_files(last);
    }
    assert!(done * 10 > blocks.len() * 8, "{} of {}: {refused:#?}", done, blocks.len());
    den.is_tight();
    let searched: String =
        den.searched.iter().map(|path| format!("{}\n", path.display())).collect();
    for file in [
        "home/.local/share/mpn/ledger.mpn",
        "home/.local/share/mpn/ledger.mpn-journal",
        "home/.config/mpn/config.toml",
        "home/.local/state/mpn/",
        "copy.mpn",
        "archive.txt",
        "saved.mpn",
        "benefits.ics",
        "pages/",
    ] {
        assert!(searched.contains(file), "{file} is not among\n{searched}");
    }
}

#[test]
fn no_format_filter_rehearsal_or_question_tells_a_secret() {
    let mut den = Den::filled();
    // Some keys are seen, held, redeemed, replaced, retired.
    for line in [
        "mpn software get-keys B8 --for bo@contoso.com --language nl-NL",
        "mpn software get-keys Toolbox --count 2",
        "mpn license redeem B13 --mode extend --tenant contoso.onmicrosoft.com --yes",
        "mpn license replace K21 --yes",
        "mpn support activate signature-cloud",
        "mpn support confirm signature-cloud given/other.ids",
        "mpn software retire K3 --reason 'a lost card'",
        "mpn user offboard bo@contoso.com --yes",
        "mpn seal rotate",
        "mpn plan examples/new-team-plan.csv --out plan.json; test -s plan.json",
    ] {
        den.succeeds(line);
    }
    den.search_files("using it");
    den.whole = std::fs::read(&den.ledger).unwrap();
    let reads = [
        "software list",
        "software show B8",
        "software show Toolbox",
        "software show K1",
        "license list",
        "license show B13",
        "license show K21",
        "support status",
        "support list",
        "benefits list",
        "benefits show B8",
        "status",
        "due --within 400d --unused",
        "calendar",
        "history list",
        "history show 1",
        "history show 2",
        "history show 8",
        "what-if lapse",
        "export keys",
        "export assignments",
        "export history",
        "export benefits",
        "seal list",
        "reconcile keys-export examples/contoso-keys-export.xml",
        "config show",
        "ledger verify",
        "user show bo@contoso.com",
        "user show ann@contoso.com",
        "software show B8 --as-of 1",
        "plan examples/new-team-plan.csv",
        "ledger doctor",
        "license redeem B13 --plan",
    ];
    for line in reads {
        for format in FORMATS {
            den.run(&format!("mpn {line}"), format);
        }
        den.run(&format!("mpn {line} --jq '..|strings'"), "");
        den.run(&format!("mpn -q {line}"), "");
    }
    let writes = [
        "software get-keys B8",
        "software get-keys K1",
        "software get-keys Toolbox --count 9",
        "software add-keys B8 examples/more-windows-server.keys",
        "software add-keys Toolbox given/text.keys --text",
        "license redeem K22 --mode extend --tenant contoso.onmicrosoft.com",
        "license add-keys B13 examples/northwind-windows-server.keys --seats 5",
        "license replace K21",
        "support ids product-support",
        "software return K1",
        "support confirm product-support given/other.ids",
        "seal recovery",
        "seal rotate",
        "import keys-export examples/fabrikam-keys-export.xml",
        "apply plan.json",
        "apply examples/new-team-plan.csv --partial",
        "undo",
        "user offboard ann@contoso.com",
    ];
    for (index, line) in writes.into_iter().enumerate() {
        let format = FORMATS[index % FORMATS.len()];
        den.run(&format!("mpn -v {line} --dry-run"), format);
        den.run(&format!("mpn why {line}"), format);
        // Nobody can be asked, and nobody answers.
        den.run(&format!("mpn {line} --as cy@contoso.com"), format);
    }
    for typed in ["software get-keys ''", "software show K", "license redeem ''", "support ids ''"]
    {
        den.run(&format!("mpn __complete -- mpn {typed}"), "");
        den.run(&format!("mpn __complete zsh -- mpn {typed}"), "");
    }
    #[cfg(feature = "xlsx")]
    for kind in ["keys", "assignments", "history", "benefits", "users"] {
        den.succeeds(&format!("mpn export {kind} --out {kind}-told.xlsx"));
        den.search_sheet(&format!("{kind}-told.xlsx"));
    }
    den.search_files("every format");
    assert!(den.searched.contains(Path::new("plan.json")));
    den.is_tight();
}

#[test]
fn a_file_that_cannot_be_read_is_not_repeated() {
    let mut den = Den::filled();
    let read = |name: &str| std::fs::read_to_string(den.given.path().join(name)).unwrap();
    let keys = read("examples/contoso-windows-server.keys");
    let keys = keys.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
    let (first, second) = (keys[1], keys[2]);
    let exported = read("examples/contoso-keys-export.xml");
    let opening = read("examples/gold.toml");
    let reasons = "action,benefit,user,reason\nvs assign,B1,ann@contoso.com";
    let files = [
        ("long.keys", format!("{first}X\n{second}\n")),
        ("odd.keys", format!("{}O\n{second}\n", &first[..28])),
        ("two.keys", format!("{first} {second}\n")),
        ("twice.keys", format!("{first}\n{first}\n{second}\n")),
        ("bare.keys", format!("{first}\n")),
        ("quoted.keys", format!("\"{first}\",\"{second}\"\n\"{second}\"\n")),
        ("semicolon.csv", format!("action;benefit;user\n{first};{second};x\n")),
        ("cells.csv", format!("action,benefit,user\n{first},{second},{first}\n")),
        ("benefit.csv", format!("action,benefit,user\nvs assign,{first},ann@contoso.com\n")),
        ("user.csv", format!("action,benefit,user\nvs assign,B1,{first}\n")),
        ("reason.csv", format!("{reasons},lost: {first}\n")),
        ("grouped.csv", format!("{reasons},lost: {}\n", first.replace('-', " "))),
        ("bare.csv", format!("{reasons},{}\n", first.replace('-', ""))),
        ("column.csv", format!("action,benefit,user,{first}\nvs assign,B1,ann@contoso.com,x\n")),
        ("role.csv", format!("action,benefit,user,role\nuser grant,,ann@contoso.com,{first}\n")),
        ("users.csv", format!("userPrincipalName,displayName\n{first},{second}\n")),
        ("seats.toml", format!("[[seat]]\nbenefit = \"{first}\"\nusers = [\"{second}\"]\n")),
        ("plan.json", format!("{{\"{first}\": \"{second}\"}}")),
        ("torn.json", format!("{{\"form\": \"{first}")),
        ("torn.xml", exported.split_at(exported.find("DGJQQ").unwrap() + 3).0.to_owned()),
        ("odd.xml", exported.replace("Type=\"Retail\"", "Type=")),
        ("named.xml", exported.replace("Windows 10 Pro", first)),
        ("dated.xml", exported.replace("6/25/2025", first)),
        ("dtd.xml", format!("<!DOCTYPE {first}>{exported}")),
        ("keys.toml", format!("{opening}\n[[grant]]\nkeys = [\"{first}\"]\n")),
        ("name.toml", format!("{opening}\n{first} = 1\n")),
        ("type.toml", format!("program = [\"{first}\"]\n")),
        ("word.toml", opening.replace("key_type = \"mak\"", &format!("key_type = \"{first}\""))),
        ("torn.toml", format!("program = \"{first}\n")),
        ("bare.toml", format!("{first}\n")),
        ("held.toml", opening.replace("…M9K3F", first)),
        ("redeemed.toml", opening.replace("…3KQ7B", second)),
        ("three.ids", format!("{}\n{}\n{}\n", IDS[0], IDS[1], IDS[0])),
        ("one.ids", format!("{}\n", IDS[0])),
        ("wide.keys", keys.iter().map(|key| format!("{key}\0")).collect()),
    ];
    for (name, text) in &files {
        // An opening statement looks for its key files beside it.
        den.give(&format!("examples/{name}"), text);
    }
    let mut names: Vec<String> = files.iter().map(|(name, _)| format!("examples/{name}")).collect();
    names.extend(["text.keys", "other.ids", "identity.keys", "recovery.txt"].map(str::to_owned));
    let readers = [
        "software add-keys B8 FILE",
        "software add-keys Toolbox FILE --text",
        "license add-keys B13 FILE --seats 5",
        "support confirm product-support FILE",
        "import entra FILE",
        "import entra-bulk FILE",
        "import m365 FILE",
        "import visual-studio FILE",
        "import keys-export FILE",
        "reconcile keys-export FILE",
        "plan FILE",
        "apply FILE",
        "init --ledger new.mpn --from FILE",
        "catalog check FILE",
        "catalog use FILE",
        "whoami --config FILE",
        "software get-keys K1 --identity FILE",
        "whoami --ledger FILE",
        "ledger restore FILE --yes",
        "seal add FILE",
        "vs assign B1 - < FILE",
        "software get-keys B8 --for - < FILE",
        "plan - < FILE",
        "software add-keys B8 - < FILE",
        "support confirm product-support - < FILE",
    ];
    let mut refused = 0;
    for (at, name) in names.iter().enumerate() {
        for (of, reader) in readers.iter().enumerate() {
            let kind = name.rsplit('.').next().unwrap();
            let fits = match kind {
                "toml" => ["plan", "apply", "init", "catalog", "whoami"],
                "xml" => ["import", "reconcile", "plan", "software add", "init"],
                "json" | "csv" => ["plan", "apply", "import", "catalog", "vs assign"],
                _ => ["software", "license add", "support", "plan", "init"],
            };
            // Each file with each reader that might be meant, and every ninth of the others.
            if !fits.iter().any(|word| reader.starts_with(word)) && (at + of) % 9 != 0 {
                continue;
            }
            den.again();
            let line = format!("mpn {}", reader.replace("FILE", &format!("given/{name}")));
            let output = den.run(&line, if (at + of) % 2 == 0 { "json" } else { "" });
            refused += usize::from(!output.status.success());
            let _ = std::fs::remove_file(den.sandbox.root.join("new.mpn"));
        }
    }
    assert!(refused > 150, "{refused}");
    den.search_files("every refusal");
    den.is_tight();
}

#[test]
fn a_secret_on_the_command_line_is_refused_unread() {
    let mut den = Den::filled();
    let key = "G3DMF-XWX6T-JFXBT-V4B8W-M9K3F";
    let identity = std::fs::read_to_string(den.given.path().join("identity.keys")).unwrap();
    let identity = identity.lines().find(|line| line.starts_with("AGE-")).unwrap();
    let (bare, grouped) = (key.replace('-', ""), key.replace('-', " "));
    let passphrase = std::fs::read_to_string(den.given.path().join("recovery.txt")).unwrap();
    let passphrase = passphrase.trim();
    let (capitals, spaced) = (passphrase.to_uppercase(), passphrase.replace('-', " "));
    for line in [
        &format!("mpn software return {key}"),
        &format!("mpn software return {bare}"),
        &format!("mpn software get-keys {key}"),
        &format!("mpn software show {bare} -o json"),
        &format!("mpn software add-keys B8 {key}"),
        &format!("mpn software add-keys B8 {bare}"),
        &format!("mpn software retire K3 --reason 'printed: {key}'"),
        &format!("mpn software retire K3 --reason={key}"),
        &format!("mpn software activation K1 --machine {key}"),
        &format!("mpn user add fay@contoso.com --name {key}"),
        &format!("mpn user add fay@contoso.com --name Fay --request-id {key}"),
        &format!("mpn support open product-support --title '{key} is refused'"),
        &format!("mpn seal add {identity}"),
        &format!("mpn seal remove {identity} --yes"),
        &format!("mpn software get-keys K1 --identity {identity}"),
        &format!("mpn software retire K3 --reason {passphrase}"),
        &format!("mpn software retire K3 --reason 'in the safe: {capitals}'"),
        &format!("mpn software retire K3 --reason='{spaced}'"),
        &format!("mpn software retire K3 --reason {spaced}"),
        &format!("mpn software activation K1 --machine {passphrase}"),
        &format!("mpn user add fay@contoso.com --name '{spaced}'"),
        &format!("mpn user add fay@contoso.com --name Fay --request-id {capitals}"),
        &format!("mpn support open product-support --title {passphrase}"),
        &format!("mpn software get-keys K1 --identity {passphrase}"),
        &format!("mpn seal add {capitals}"),
        &format!("mpn software retire K3 --reason 'printed: {grouped}'"),
        &format!("mpn software retire K3 --reason {grouped}"),
        &format!("mpn software retire K3 --reason 'printed: {}'", grouped.to_lowercase()),
        &format!("mpn software retire K3 --reason '{bare} was printed'"),
        &format!("mpn software activation K1 --machine '{grouped}'"),
        &format!("mpn user add fay@contoso.com --name '{grouped}'"),
        &format!("mpn user add fay@contoso.com --name Fay --request-id {bare}"),
        &format!("mpn support open product-support --title '{grouped}'"),
        &format!("mpn software return '{grouped}'"),
        &format!("mpn software return '{}O'", &grouped[..28]),
        &format!("mpn {grouped}"),
        &format!("mpn {key}"),
        &format!("mpn {bare}"),
        &format!("mpn --{key}"),
        &format!("mpn why software return {key}"),
    ] {
        let output = den.run(line, "");
        assert!(!output.status.success() && output.stdout.is_empty(), "{line}: {output:?}");
        assert!(std::fs::read(&den.ledger).unwrap() == den.whole, "{line} left a trace");
    }
    let output = den.run(&format!("mpn software return {key} -o json"), "");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("\"secret-typed\"") && output.status.code() == Some(2), "{told}");
    den.run(&format!("mpn why software return {bare}"), "");
    den.run(&format!("mpn __complete bash -- mpn software return {key}"), "");
    den.search_files("typing it");
    den.is_tight();
}

/// An engine that is killed while it writes leaves its journal behind, with all that was there.
#[test]
fn what_a_killed_command_leaves_behind_tells_nothing() {
    let mut den = Den::filled();
    let more: Vec<String> = (1..400).map(world::key).collect();
    for key in &more {
        den.forms.plant(mpn::domain::secret::product_key(key).unwrap().reveal());
    }
    den.written.clear();
    den.give("many.keys", &more.join("\n"));
    // As long as it is now, and not one block longer.
    let blocks = den.whole.len() / 512;
    let line = format!(
        "ulimit -c 0; ulimit -f {blocks}; exec mpn software add-keys B8 given/many.keys --type mak"
    );
    let output = den.run(&line, "");
    assert!(!output.status.success(), "{output:?}");
    let journal = den.ledger.with_extension("mpn-journal");
    assert!(std::fs::metadata(journal).unwrap().len() > 0, "it left no journal: {output:?}");
    den.search_files("it was killed");
    den.is_tight();
}

#[cfg(target_os = "linux")]
#[test]
fn other_processes_see_nothing_of_a_secret_that_is_being_read() {
    let mut den = Den::filled();
    let key = mpn::domain::secret::product_key(&world::key(7)).unwrap();
    den.forms.plant(key.reveal());
    for words in [
        &["software", "add-keys", "B8", "-"][..],
        &["support", "confirm", "product-support"],
        &["software", "get-keys", "B8", "--for", "-"],
        &["import", "keys-export", "-"],
    ] {
        let mut mpn = den.sandbox.command("mpn");
        let mpn = mpn.args(words).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = mpn.spawn().unwrap();
        let mut stdin = running.stdin.take().unwrap();
        let _ = writeln!(stdin, "{}", key.reveal());
        // It has read the line, and waits for the next one, which does not come.
        std::thread::sleep(std::time::Duration::from_millis(150));
        assert!(running.try_wait().unwrap().is_none(), "{words:?} did not wait");
        let process = PathBuf::from(format!("/proc/{}", running.id()));
        let seen = |name: &str| std::fs::read(process.join(name)).unwrap();
        let (line, environment) = (seen("cmdline"), seen("environ"));
        assert!(line.ends_with(format!("{}\0", words.last().unwrap()).as_bytes()), "{line:?}");
        den.search(&format!("cmdline of {words:?}"), &line);
        den.search(&format!("environ of {words:?}"), &environment);
        den.search_files("it waits");
        drop(stdin);
        running.wait().unwrap();
        den.search_files("it ended");
    }
    den.is_tight();
}
