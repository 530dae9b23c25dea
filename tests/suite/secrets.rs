//! Known secrets, typed in all the ways that people and their programs have, into every text field
//! and file: each is refused or sealed, and stands in the open nowhere (X2, A12).

use std::fs;

use crate::world::{Told, World};
use proptest::prelude::*;

const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";
const SERVER: &str = "'Windows Server 2019 Standard'";

/// The ways to write a product key, none with a line break.
fn ways() -> Vec<String> {
    let joined = |joint: &str| KEY.replace('-', joint);
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        c => c,
    };
    let mut ways: Vec<String> = [
        "-",
        " ",
        "\u{a0}",
        "\u{2011}",
        "\u{2013}",
        "\u{2212}",
        "\u{fe63}",
        "\u{ad}-",
        "\u{200b}",
        "-\u{200b}",
        ".",
        "_",
        "/",
        ",",
        ":",
        "+",
        ", ",
        " - ",
        "\t",
        "",
    ]
    .map(joined)
    .to_vec();
    ways.push(KEY.to_lowercase());
    ways.push(KEY.chars().map(wide).collect());
    let bare = joined("");
    for joint in ["-", ".", "_"] {
        ways.push([&bare[..8], &bare[8..16], &bare[16..]].join(joint));
    }
    ways
}

/// A text as it is searched: its letters and digits alone, narrow and in capitals.
fn bare(text: &str) -> String {
    let folded = mpn::domain::secret::folded_text(text);
    folded.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

/// Whether three groups of the key stand in a text: as good as all of it.
fn holds_it(text: &str) -> bool {
    bare(text).contains(&bare(KEY)[..15])
}

/// Sees to it that nothing that was said tells the key.
fn tells_nothing(told: &Told, how: &str) {
    assert!(!holds_it(&told.stdout), "{how}: {}", told.stdout);
    assert!(!holds_it(&told.stderr), "{how}: {}", told.stderr);
}

/// Sees to it that no byte of the ledger tells the key, nor what a user without a role is told.
fn is_tight(world: &World, how: &str) {
    let ledger = fs::read(world.ledger()).unwrap();
    for text in ledger.utf8_chunks().map(|chunk| chunk.valid()).filter(|text| text.len() > 15) {
        assert!(!holds_it(text), "{how}: it stands in the ledger");
    }
    world.by("cy@contoso.com");
    for line in ["history list -o json", "software list -o json", "user list -o json"] {
        tells_nothing(&world.run(line), line);
    }
    world.by("ann@contoso.com");
}

/// Every text that is typed, around a secret.
const TYPED: [&str; 12] = [
    "user grant bo@contoso.com admin-agent --reason '{}'",
    "user grant bo@contoso.com admin-agent --reason 'was printed: {} on paper'",
    "user add fay@contoso.com --name 'Fay {}'",
    "user update bo@contoso.com --name '{}'",
    "support open product-support --title '{}'",
    "advisory request --title 'about {}' --scenario presales",
    "software activation K1 --machine '{}'",
    "software retire K2 --reason '({})'",
    "organization set --name '{}'",
    "benefits grant --category software --product '{}' --offer gold",
    "user add fay@contoso.com --name Fay --request-id '{}'",
    "gtm contact set bo@contoso.com --phone '{}'",
];

/// Files that people fill in, around a secret, and what reads them.
const FILES: [(&str, &str, &str); 7] = [
    ("import entra", "u.csv", "userPrincipalName,displayName\nfay@contoso.com,\"Fay {}\"\n"),
    ("import m365", "m.csv", "User principal name,Display name\nfay@contoso.com,\"{}\"\n"),
    (
        "import visual-studio",
        "v.csv",
        "Subscriber Name,Email,Subscription Level,Assigned\n\
         \"{}\",fay@contoso.com,Visual Studio Enterprise,05/04/2026\n",
    ),
    ("apply", "p.csv", "action,user,role,reason\nuser grant,bo@contoso.com,admin-agent,\"{}\"\n"),
    (
        "apply",
        "p.toml",
        "[[want]]\naction = \"user grant\"\nuser = \"bo@contoso.com\"\nrole = \"admin-agent\"\n\
         reason = \"{}\"\n",
    ),
    (
        "import keys-export",
        "k.xml",
        "<root><Product_Key Name=\"Old\" KeyRetrievalNote=\"not {}\"><Key>{}</Key>\
         <Key>Setup asks: {} or nothing</Key></Product_Key></root>",
    ),
    ("import keys-export", "n.xml", "<root><Product_Key Name=\"Old {}\"/></root>"),
];

#[test]
fn a_key_that_is_typed_in_whatever_way_stands_in_the_open_nowhere() {
    for way in ways() {
        let world = World::gold();
        for line in TYPED {
            let line = line.replace("{}", &way);
            let told = world.run(&line);
            assert_eq!(told.exit, 2, "{line:?}: {}", told.stderr);
            tells_nothing(&told, &line);
        }
        for (verb, name, text) in FILES {
            let path = world.path(name);
            fs::write(&path, text.replace("{}", &way)).unwrap();
            let told = world.run(&format!("{verb} {} -o json", path.display()));
            let wanted: &[u8] = if name == "k.xml" { &[0] } else { &[2] };
            assert!(wanted.contains(&told.exit), "{verb} {name}, {way:?}: {}", told.stderr);
            tells_nothing(&told, &format!("{verb} {name}, {way:?}"));
        }
        let path = world.path("typed.keys");
        fs::write(&path, format!("{way}\n")).unwrap();
        let told = world.run(&format!("software add-keys {SERVER} {}", path.display()));
        tells_nothing(&told, &format!("add-keys of {way:?}"));
        is_tight(&world, &way);
        world.verify();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_key_is_told_from_whatever_stands_around_it(
        way in proptest::sample::select(ways()),
        before in "[ a-zé(„]{0,12}[ (:=„]",
        behind in "[ ).!?”][ a-zé)“]{0,12}",
    ) {
        let text = format!("{before}{way}{behind}");
        prop_assert!(mpn::domain::secret::holds_a_secret(&text), "{text:?}");
        prop_assert!(!holds_it(&mpn::domain::secret::without_secrets(&text)), "{text:?}");
    }
}

#[test]
fn a_sealed_secret_without_a_shape_is_known_where_the_ledger_can_be_opened() {
    let world = World::gold();
    world.ok("benefits grant --category software --product Toolbox --offer gold");
    world.ok_with("software add-keys Toolbox - --text", "canary/text~key_one\n4711-CANARY-4712\n");
    let ids = "access-id-canary-73911\ncontract-id-canary-5520\n";
    world.ok("support activate signature-cloud");
    world.ok_with("support confirm signature-cloud", ids);
    let before = world.head();
    for secret in [
        "canary/text~key_one",
        "4711-canary-4712",
        "4711CANARY4712",
        "access-id-canary-73911",
        "CONTRACT-ID-canary-5520",
    ] {
        for line in [
            "user grant bo@contoso.com admin-agent --reason '{}'",
            "user grant bo@contoso.com admin-agent --reason 'it is ({}), as printed'",
            "user add fay@contoso.com --name {}",
            "support open product-support --title 'asks for {}.'",
        ] {
            let line = line.replace("{}", secret);
            let error = world.refused(&line, 2, "secret-in-the-open");
            assert!(!error.to_string().contains(secret), "{error}");
        }
        let plan =
            format!("action,user,role,reason\nuser grant,bo@contoso.com,admin-agent,{secret}\n");
        world.refused_with("apply -", &plan, 2, "secret-in-the-open");
    }
    assert_eq!(world.head(), before);
    world.ok("user grant bo@contoso.com admin-agent --reason 'canary text key'");
}
