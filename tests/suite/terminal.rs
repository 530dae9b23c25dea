//! Nothing that a terminal obeys reaches one: hostile text is put in wherever text can be put in, and
//! whatever is then told at a terminal, in every format, is made of what a terminal only shows.
//! Colors are there as was asked.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, Cursor, Write};
use std::rc::Rc;

use crate::world::World;

/// Colors, a title, a screen that is cleared, C1 controls, bidirectional overrides, marks that are
/// not seen, blanks that are letters, letters that are tags, the end of a text, and lines that
/// another might be taken for.
const HOSTILE: [&str; 6] = [
    "\u{1b}[31mred\u{1b}[m\u{1b}]0;title\u{7}",
    "a\u{9b}2Jb\u{90}c\u{9d}d\u{85}e \u{202e}txt.exe\u{2066}y\u{200b}z\u{feff}\u{061c}\u{2028}",
    "a\u{ad}b\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180e}\u{3164}\u{ffa0}\u{206a}\u{1d173}\u{e0001}\u{e0041}\u{e007f}",
    "nul\0del\u{7f}bs\u{8}vt\u{b}ff\u{c}",
    "line\nhint: mpn undo --yes",
    "back\rerror: none\ttab\r\ncrlf",
];

/// Takes down what a command writes.
#[derive(Clone, Default)]
struct Pad(Rc<RefCell<Vec<u8>>>);

impl Write for Pad {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a command whose answers go to a terminal; what is typed ends where that does.
fn at_terminal(world: &World, words: &[&str], stdin: &str) -> (u8, String, String) {
    let (stdout, stderr) = (Pad::default(), Pad::default());
    let mut streams = mpn::Streams {
        stdin: Box::new(Cursor::new(stdin.as_bytes().to_vec())),
        stdout: Box::new(stdout.clone()),
        stderr: Box::new(stderr.clone()),
        stdin_is_terminal: false,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        stdout_is_closed: false,
        state: None,
    };
    let options = world.options();
    let words = std::iter::once("mpn")
        .chain(options.iter().map(String::as_str))
        .chain(words.iter().copied());
    let exit = mpn::run(words.map(OsString::from), &mut streams);
    let text = |pad: &Pad| String::from_utf8(pad.0.borrow().clone()).unwrap();
    (exit, text(&stdout), text(&stderr))
}

/// The colors of `mpn` itself.
const COLORS: [&str; 3] = ["\u{1b}[1m", "\u{1b}[1;31m", "\u{1b}[0m"];

/// What a terminal would obey in a text, but for its colors, the end of a line and what its format is made of.
fn obeyed(text: &str, format: &str) -> Vec<char> {
    let text = match format {
        "csv" | "ics" => text.replace("\r\n", "\n"),
        "tsv" => text.replace('\t', " "),
        _ => text.to_owned(),
    };
    let text = COLORS.iter().fold(text, |text, color| text.replace(color, ""));
    let is_obeyed = |c: &char| *c != '\n' && mpn::view::visible(&c.to_string()) != c.to_string();
    text.chars().filter(is_obeyed).collect()
}

/// Runs a command at a terminal and holds all it says to what a terminal only shows; returns its
/// exit code.
fn holds(world: &World, words: &[&str], stdin: &str, format: &str, wrong: &mut Vec<String>) -> u8 {
    let (exit, stdout, stderr) = at_terminal(world, words, stdin);
    for (stream, text, format) in [("stdout", &stdout, format), ("stderr", &stderr, "")] {
        let obeyed = obeyed(text, format);
        if !obeyed.is_empty() {
            wrong.push(format!("{stream} of {words:?} ({format}) has {obeyed:?}:\n{text:?}"));
        }
        // The lines of an error are its own.
        let plain = COLORS.iter().fold(text.clone(), |text, color| text.replace(color, ""));
        if stream == "stderr" && plain.lines().any(|line| line.starts_with("hint: mpn undo --yes"))
        {
            wrong.push(format!("{stream} of {words:?} is told as a hint:\n{text:?}"));
        }
    }
    exit
}

/// Every command that takes text; `@` is where it goes.
const WRITES: [&str; 46] = [
    "user add n1@contoso.com --name @",
    "user add @ --name Fay",
    "user add n2@contoso.com --name Fay --country @",
    "user add n3@contoso.com --name Fay --offer-held @",
    "user add n4@contoso.com --name Fay --role @",
    "user update bo@contoso.com --name @",
    "user update bo@contoso.com --email @",
    "user grant @ mpn-partner-admin",
    "user add n5@contoso.com --name Fay --reason @",
    "user add n6@contoso.com --name Fay --request-id @",
    "membership purchase @",
    "membership purchase gold --competency @",
    "membership purchase silver --competency Security --price @ USD",
    "membership purchase silver --competency Security --price 1.00 @",
    "membership renew @",
    "benefits grant --category software --offer gold --product @",
    "benefits grant --category @ --offer gold --product X",
    "benefits grant --category software --offer @ --product X",
    "benefits grant --category software --offer gold --product P1 --languages @",
    "benefits grant --category software --offer gold --product P2 --os @",
    "benefits grant --category software --offer gold --product P3 --download-url @ --instructions @",
    "benefits grant --category license --offer gold --product P4 --seats-per-key 5 --redeem-url @",
    "software get-keys @",
    "software get-keys B8 --language @",
    "software get-keys B8 --os @",
    "software get-keys B8 --for @",
    "software activation K1 --machine @",
    "software return @",
    "software add-keys @ -",
    "software add-keys B8 @",
    "license redeem B13 --mode new --yes --tenant @",
    "license redeem @ --mode new --tenant contoso.onmicrosoft.com --yes",
    "vs assign @ bo@contoso.com",
    "vs assign B1 @",
    "support open product-support --title @ --customer @",
    "support open product-support --title T --product @ --version @",
    "support link product-support --account @",
    "support close @ --as solved",
    "advisory request --scenario deployment --hours 2 --title @",
    "gtm contact set bo@contoso.com --contact-email m@contoso.com --phone @ --language @",
    "gtm contact set @ --contact-email @ --phone 1 --language en",
    "seal add @",
    "seal remove @ --yes",
    "undo @ --yes",
    "catalog use @",
    "init --ledger new.mpn --no-tenant --org @",
];

const READS: [&str; 52] = [
    "whoami",
    "status",
    "membership list",
    "membership show M1",
    "user list",
    "user show bo@contoso.com",
    "user show n1@contoso.com",
    "benefits list",
    "benefits show B14",
    "benefits show B15",
    "benefits show B16",
    "software list",
    "software show B8",
    "software show B14",
    "software show B15",
    "software show B16",
    "software show K1",
    "license list",
    "license show B13",
    "vs list",
    "azure list",
    "support status",
    "support list",
    "advisory list",
    "advisory status",
    "gtm list",
    "gtm contact show",
    "due --within 400d",
    "calendar",
    "history list",
    "history show 2",
    "history show 3",
    "history show 4",
    "history show 9",
    "what-if lapse",
    "what-if purchase gold --competency Security",
    "export assignments",
    "export keys",
    "export users",
    "export history",
    "export benefits",
    "export visual-studio",
    "ledger info",
    "ledger verify",
    "ledger doctor",
    "seal list",
    "catalog list",
    "catalog show",
    "config show",
    "support ids product-support",
    "software get-keys K1",
    "ledger head",
];

/// Reads that take text.
const ASKED: [&str; 26] = [
    "user show @",
    "benefits show @",
    "benefits list --offer @",
    "benefits list --category @",
    "software show @",
    "license show @",
    "vs show @",
    "vs free --at @",
    "azure show @",
    "gtm show @",
    "history show @",
    "history list --command @",
    "history list --user @",
    "support check --product @ --version @",
    "support explain @",
    "what-if purchase @",
    "what-if purchase gold --competency @",
    "user list --columns @",
    "user list --jq @",
    "user list --as-of @",
    "catalog show @",
    "@",
    "user @",
    "--@",
    "whoami --as @",
    "plan @",
];

fn words<'w>(line: &'w str, hostile: &'w str) -> Vec<&'w str> {
    line.split(' ').map(|word| if word == "@" { hostile } else { word }).collect()
}

#[test]
fn what_is_hostile_does_nothing_to_a_terminal() {
    let world = World::gold();
    let mut wrong = Vec::new();
    world.ok("software get-keys B8");
    let mut taken = 0;
    for (at, hostile) in HOSTILE.into_iter().enumerate() {
        for (of, line) in WRITES.into_iter().chain(ASKED).enumerate() {
            // In one of both ways that an error can be told.
            let (mut words, format) = (words(line, hostile), ["", "json"][(at + of) % 2]);
            let new = world.path("new.mpn").display().to_string();
            words.iter_mut().filter(|word| **word == "new.mpn").for_each(|word| *word = &new);
            if format == "json" {
                words.splice(0..0, ["-o", "json"]);
            }
            let exit = holds(&world, &words, "BCDFG-HJKMP-QRTVW-XY234-67892\n", format, &mut wrong);
            taken += usize::from(exit == 0);
        }
    }
    assert!(taken > 20, "{taken}");
    hostile_files(&world, &mut wrong);
    for line in READS {
        let line: Vec<&str> = line.split(' ').collect();
        for format in ["table", "tsv", "json", "jsonl", "csv", "markdown"] {
            let file = if line[0] == "calendar" { "ics" } else { format };
            holds(&world, &[&line[..], &["-o", format]].concat(), "", file, &mut wrong);
        }
        let usual = if line[0] == "export" || line[0] == "calendar" { "csv" } else { "" };
        holds(&world, &line, "", usual, &mut wrong);
        holds(&world, &[&line[..], &["-q"]].concat(), "", usual, &mut wrong);
        holds(&world, &[&["-v"], &line[..]].concat(), "", usual, &mut wrong);
        holds(&world, &[&line[..], &["--jq", ".."]].concat(), "", "", &mut wrong);
        holds(&world, &[&line[..], &["--jq", "..|strings"]].concat(), "", "", &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

/// Files of other systems, plans, catalogs and statements with hostile text in them.
fn hostile_files(world: &World, wrong: &mut Vec<String>) {
    for (at, hostile) in HOSTILE.into_iter().enumerate() {
        let quoted = format!("\"{hostile}\"");
        let toml = toml::Value::String(hostile.to_owned()).to_string();
        let xml: String = hostile.chars().filter(|c| !c.is_control() || *c == '\u{85}').collect();
        let files = [
            (
                "entra.csv",
                format!(
                    "userPrincipalName,displayName,accountEnabled,userType,country\nu{at}@contoso.com,{quoted},True,Member,NL\n"
                ),
            ),
            ("entra-bad.csv", format!("userPrincipalName,displayName\n{quoted},{quoted}\n")),
            (
                "plan.csv",
                format!(
                    "action,benefit,user,reason\nvs assign,Visual Studio Enterprise,ann@contoso.com,{quoted}\nuser add,,p{at}@contoso.com,{quoted}\n"
                ),
            ),
            (
                "plan-bad.csv",
                format!("action,benefit,user,{quoted}\n{quoted},{quoted},{quoted},x\n"),
            ),
            (
                "plan-odd.csv",
                format!(
                    "action,benefit,user\n{quoted},{quoted},{quoted}\nvs assign,{quoted},{quoted}\n"
                ),
            ),
            ("seats.toml", format!("[[seat]]\nbenefit = {toml}\nusers = [{toml}]\n")),
            (
                "keys.xml",
                format!(
                    "<root><Product_Key Name=\"P{at} {xml}\" KeyRetrievalNote=\"{xml}\"><Key Type=\"{xml}\">BCDFG-HJKMP-QRTVW-XY234-678{}B</Key></Product_Key></root>",
                    [2, 3, 4, 6, 7, 8][at]
                ),
            ),
            (
                "opening.toml",
                format!(
                    "[organization]\nname = {toml}\n[[user]]\nemail = \"ann@contoso.com\"\nname = {toml}\nroles = [\"global-admin\"]\n"
                ),
            ),
            ("opening-odd.toml", format!("{toml} = {toml}\n")),
            ("opening-bad.toml", hostile.to_owned()),
        ];
        for (name, text) in &files {
            let file = world.path(name).display().to_string();
            std::fs::write(&file, text).unwrap();
            let readers = [
                "import entra @",
                "plan @",
                "import keys-export @",
                "apply @ --partial",
                "import visual-studio @",
                "catalog check @",
                "import m365 @",
                "software add-keys B8 @",
                "reconcile entra @",
            ];
            let ending = name.rsplit('.').next().unwrap();
            let is_meant = |line: &str| match ending {
                "csv" => !line.contains("catalog") && !line.contains("keys"),
                "xml" => line.contains("keys"),
                _ => line.contains("plan") || line.contains("catalog"),
            };
            for (of, line) in readers.into_iter().filter(|line| is_meant(line)).enumerate() {
                let (mut words, format) = (words(line, &file), ["", "json"][(at + of) % 2]);
                if format == "json" {
                    words.splice(0..0, ["-o", "json"]);
                }
                holds(world, &words, "", format, wrong);
            }
            let new = world.path(&format!("{name}-{at}.mpn")).display().to_string();
            if name.starts_with("opening") {
                let mut args = words("init --no-tenant --from @", &file);
                args.extend(["--ledger", &new]);
                holds(world, &args, "", "", wrong);
                holds(world, &["status", "--ledger", &new], "", "", wrong);
            }
        }
    }
}

#[test]
fn an_error_and_help_are_colored_as_was_asked() {
    let world = World::gold();
    for line in ["nonsense", "vs show B99", "vs assign B1"] {
        let told = world.run(&format!("{line} --color always"));
        assert!(told.stderr.contains("\u{1b}[1;31merror:\u{1b}[0m"), "{line}: {}", told.stderr);
        assert!(!world.run(&format!("{line} --color never")).stderr.contains('\u{1b}'), "{line}");
    }
    assert!(world.run("vs --help --color=always").stdout.contains('\u{1b}'));
    assert!(!world.run("vs --help --color=never").stdout.contains('\u{1b}'));
}
