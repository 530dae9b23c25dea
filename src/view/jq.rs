//! `--jq`: the JSON of an answer, filtered. A filter sees that JSON and nothing else: no file, no
//! environment, no clock, no time zone of the machine, and no stream to write to.

use jaq_core::data::JustLut;
use jaq_core::load::lex::{Lexer, StrPart, Tok, Token};
use jaq_core::load::{self, Arena, File, Loader};
use jaq_core::native::Fun;
use jaq_core::{Compiler, Ctx, Vars, compile, unwrap_valr};
use jaq_json::{Val, read, write};

use super::{json, visible};
use crate::domain::output::{Format, Output};
use crate::failure::{Failure, Result};

/// What a filter works with: values, and nothing beside them.
type Values = JustLut<Val>;

/// What jaq brings along that looks beyond the value, or acts on the world.
const NOT_PURE: [&str; 11] = [
    "debug",
    "debug_empty",
    "env",
    "halt",
    "halt_error",
    "input",
    "localtime",
    "now",
    "stderr",
    "stderr_empty",
    "strflocaltime",
];

/// What jq has and jaq leaves to its own command line.
const FORMATS: &str = include_str!("formats.jq");

/// The longest expression, in bytes: what is longer nests too deep for any stack.
const LONGEST_EXPRESSION: usize = 10_000;

/// How long an expression may be that is run on the stack of the process, in bytes.
const SHORT_EXPRESSION: usize = 250;

/// The stack for reading and running an expression, which both go as deep as it nests, in bytes.
const STACK: usize = 256 * 1024 * 1024;

/// A filter that can be applied.
pub struct Filter {
    filter: jaq_core::Filter<Values>,
    /// The length of its expression, in bytes.
    length: usize,
}

impl Filter {
    /// Reads an expression.
    ///
    /// # Errors
    /// `malformed-jq` (exit 2).
    pub fn compile(expression: &str) -> Result<Self> {
        if expression.len() > LONGEST_EXPRESSION {
            let length = expression.len();
            return Err(malformed(expression, &format!("it has {length} bytes")));
        }
        deep(expression.len(), || Self::read(expression))
    }

    fn read(expression: &str) -> Result<Self> {
        let tokens = Lexer::new(expression).lex().unwrap_or_default();
        if let Some(name) = calls_itself(&tokens, false, &mut Vec::new()) {
            return Err(malformed(expression, &format!("`{name}` calls itself, without end")));
        }
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let formats = load::parse(FORMATS, |parser| parser.defs()).unwrap_or_default();
        let pure = definitions.filter(|known| !NOT_PURE.contains(&known.name)).chain(formats);
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let functions = functions.filter(|(name, ..): &Fun<Values>| !NOT_PURE.contains(name));
        let arena = Arena::default();
        let file = File { code: expression, path: () };
        let modules = Loader::new(pure)
            .load(&arena, file)
            .and_then(|modules| {
                // The values of files would be imported apart from their definitions.
                load::import(&modules, |_| Err(String::new()))?;
                Ok(modules)
            })
            .map_err(|errors| malformed(expression, &unread(expression, errors)))?;
        Compiler::default()
            .with_funs(functions)
            .compile(modules)
            .map(|filter| Filter { filter, length: expression.len() })
            .map_err(|errors| malformed(expression, &undefined(errors)))
    }

    /// Applies it to an answer's JSON; to each line where that was asked as lines.
    ///
    /// # Errors
    /// `jq-failed` (exit 2): the expression does not fit the value. What it says may hold a part
    /// of the value, so nothing is said of one that holds secrets.
    pub fn apply(&self, answer: &str, secret: bool, output: &Output) -> Result<String> {
        deep(self.length, || self.run(answer, secret, output))
    }

    fn run(&self, answer: &str, secret: bool, output: &Output) -> Result<String> {
        let mut text = String::new();
        for value in read::parse_many(answer.as_bytes()) {
            let value = value.map_err(|error| {
                Failure::failed("failed", format!("the answer is not JSON: {error}"))
            })?;
            let context = Ctx::<Values>::new(&self.filter.lut, Vars::new([]));
            for found in self.filter.id.run((context, value)).map(unwrap_valr) {
                let found = found.map_err(|error| failed(&error, secret))?;
                text.push_str(&written(&found, output)?);
                text.push('\n');
            }
        }
        Ok(text)
    }
}

/// The definition that calls itself, if there is one: how deep it goes is known only when the stack
/// is used up, and then the process ends. `open` are the definitions that these tokens stand in.
/// What jaq brings along calls itself in a way that needs no stack.
fn calls_itself<'e>(
    tokens: &[Token<&'e str>],
    of_object: bool,
    open: &mut Vec<&'e str>,
) -> Option<&'e str> {
    let outer = open.len();
    let mut tokens = tokens.iter().peekable();
    let mut is_key = of_object;
    while let Some(Token(text, token)) = tokens.next() {
        match token {
            Tok::Word if *text == "def" => {
                open.extend(tokens.next().map(|Token(name, _)| *name));
                // Its arguments are names of their own.
                tokens.next_if(|token| matches!(token.1, Tok::Block(_)));
            }
            Tok::Word if !is_key && open.contains(text) => return Some(text),
            Tok::Sym if *text == ";" && open.len() > outer => {
                open.pop();
            }
            Tok::Block(inner) => {
                if let Some(found) = calls_itself(inner, text.starts_with('{'), open) {
                    return Some(found);
                }
            }
            Tok::Str(parts) => {
                for part in parts {
                    let StrPart::Term(term) = part else { continue };
                    if let Some(found) = calls_itself(std::slice::from_ref(term), false, open) {
                        return Some(found);
                    }
                }
            }
            Tok::Word | Tok::Var | Tok::Fmt | Tok::Num | Tok::Sym => {}
        }
        is_key = of_object && *text == ",";
    }
    open.truncate(outer);
    None
}

/// Does something on a stack that is deep enough for it; what is short enough needs none of its own
/// where no thread can be had.
fn deep<T: Send>(length: usize, task: impl Fn() -> Result<T> + Sync) -> Result<T> {
    std::thread::scope(|scope| {
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &task) {
            // Whatever it stumbled over has been told.
            Ok(thread) => {
                thread.join().unwrap_or_else(|_| Err(Failure::usage("jq-failed", "--jq failed")))
            }
            Err(_) if length <= SHORT_EXPRESSION => task(),
            Err(error) => {
                Err(Failure::failed("failed", format!("--jq cannot be run here: {error}"))
                    .hint("leave --jq out and pipe -o json to jq"))
            }
        }
    })
}

/// A text as it is, but for what a terminal would obey; any other value as JSON.
fn written(value: &Val, output: &Output) -> Result<String> {
    if let Val::TStr(text) = value {
        let text = String::from_utf8_lossy(text);
        return Ok(if output.terminal {
            text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
        } else {
            text.into_owned()
        });
    }
    let indent = output.terminal && output.format != Some(Format::Jsonl);
    let form = write::Pp {
        indent: indent.then(|| "  ".to_owned()),
        sep_space: indent,
        ..write::Pp::default()
    };
    let mut bytes = Vec::new();
    write::write(&mut bytes, &form, 0, value)
        .map_err(|error| Failure::failed("failed", format!("cannot write JSON: {error}")))?;
    Ok(json::escaped(&String::from_utf8_lossy(&bytes)))
}

fn malformed(expression: &str, why: &str) -> Failure {
    let expression = shortened(expression);
    Failure::usage("malformed-jq", format!("--jq `{expression}` is no filter: {why}"))
        .hint("a filter is like .[].id; a whole answer is --jq .")
}

/// What keeps an expression from being read.
fn unread(expression: &str, errors: load::Errors<&str, ()>) -> String {
    let told = errors.into_iter().flat_map(|(_, error)| match error {
        load::Error::Io(errors) => {
            let told =
                |(path, _): &(&str, String)| format!("`{path}` is not there: no file is read");
            errors.iter().map(told).collect::<Vec<_>>()
        }
        load::Error::Lex(errors) => {
            errors.iter().map(|(wanted, at)| wants(wanted.as_str(), expression, at)).collect()
        }
        load::Error::Parse(errors) => {
            errors.iter().map(|(wanted, at)| wants(wanted.as_str(), expression, at)).collect()
        }
    });
    told.take(1).collect()
}

fn wants(wanted: &str, expression: &str, at: &str) -> String {
    let place = expression[..load::span(expression, at).start].chars().count() + 1;
    if at.is_empty() {
        format!("expected at its end: {wanted}")
    } else {
        format!("expected at character {place}: {wanted}")
    }
}

/// What an expression names and nothing is.
fn undefined(errors: compile::Errors<&str, ()>) -> String {
    let told = errors.into_iter().flat_map(|(_, errors)| errors).map(|(name, kind)| match kind {
        _ if NOT_PURE.contains(&name) || name == "$ENV" || name == "inputs" => {
            format!("`{name}` is left out: a filter sees the answer and nothing else")
        }
        compile::Undefined::Filter(arity) if arity > 0 => {
            format!("there is no filter `{name}/{arity}`")
        }
        kind => format!("there is no {} `{name}`", kind.as_str()),
    });
    told.take(1).collect()
}

/// How much of what was typed or jaq says is repeated, in characters: it may be the whole answer.
const LONGEST_TOLD: usize = 300;

fn shortened(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST_TOLD).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}

fn failed(error: &jaq_json::Error, secret: bool) -> Failure {
    let why = if secret {
        "it does not fit the answer, which holds secrets and is not shown".to_owned()
    } else {
        shortened(&error.to_string())
    };
    Failure::usage("jq-failed", format!("--jq failed on the answer: {why}"))
        .hint("--jq . shows the whole answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filtered(expression: &str, json: &str) -> Result<String> {
        Filter::compile(expression)?.apply(json, false, &Output::default())
    }

    #[test]
    fn texts_come_out_raw_and_other_values_as_json() {
        let json = r#"[{"id":"B1","n":[1,null]},{"id":"B2","n":{"a":true}}]"#;
        assert_eq!(filtered(".[].id", json).unwrap(), "B1\nB2\n");
        assert_eq!(filtered(".[].n", json).unwrap(), "[1,null]\n{\"a\":true}\n");
        assert_eq!(filtered("empty", json).unwrap(), "");
        assert_eq!(filtered(".[] | select(.id | test(\"2$\")) | .id", json).unwrap(), "B2\n");
    }

    #[test]
    fn rows_are_written_for_spreadsheets() {
        let json = r#"["a\"b",1,null,true,"c\td"]"#;
        assert_eq!(filtered("@csv", json).unwrap(), "\"a\"\"b\",1,,true,\"c\td\"\n");
        assert_eq!(filtered("@tsv", json).unwrap(), "a\"b\t1\t\ttrue\tc\\td\n");
    }

    #[test]
    fn a_filter_sees_the_answer_and_nothing_else() {
        for expression in [
            "env",
            "$ENV.HOME",
            "now",
            "input",
            "[inputs]",
            "localtime",
            "0 | strflocaltime(\"%H\")",
            "debug",
            "debug(1)",
            "stderr",
            "halt",
            "halt_error",
            "input_filename",
            "get_search_list",
            "include \"a\"; .",
            "import \"/etc/passwd\" as $a; $a",
        ] {
            let failure = filtered(expression, "1").unwrap_err().told();
            assert_eq!(failure.code, "malformed-jq", "{expression}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_expression_is_told_with_its_place() {
        let told = |expression| filtered(expression, "1").unwrap_err().told().message;
        assert_eq!(told(".["), "--jq `.[` is no filter: expected at its end: closing bracket");
        assert_eq!(told(""), "--jq `` is no filter: expected at its end: term");
        assert_eq!(
            told("\"é\" | |"),
            "--jq `\"é\" | |` is no filter: expected at character 7: term"
        );
        assert_eq!(told("nope"), "--jq `nope` is no filter: there is no filter `nope`");
        assert_eq!(told("f(1; 2)"), "--jq `f(1; 2)` is no filter: there is no filter `f/2`");
        assert_eq!(told("$x"), "--jq `$x` is no filter: there is no variable `$x`");
    }

    #[test]
    fn an_expression_that_nests_deep_is_read_or_refused() {
        for part in ["if ", "1,", ". as $x|", "try ", "[", "def f: ", "\"\\("] {
            let deep = part.repeat(LONGEST_EXPRESSION / part.len());
            let _ = filtered(&deep, "1");
        }
        assert!(filtered(&"1,".repeat(LONGEST_EXPRESSION), "1").is_err());
    }

    #[test]
    fn what_calls_itself_is_refused_before_it_is_run() {
        for expression in [
            "def f: f|f; f",
            "def f: [f]; f",
            "def f: {a: f}; f",
            "def f(g): \"\\(f(g))\"; f(.)",
            "def f: def g: f; g; f",
            "[1 | def f: 1 + f; f]",
        ] {
            let told = filtered(expression, "1").unwrap_err().told();
            assert_eq!((told.code, told.exit.code()), ("malformed-jq", 2), "{expression}");
            assert!(told.message.contains("calls itself"), "{}", told.message);
        }
        for expression in [
            "def id: .id; {a: {id: 1}} | .a | id",
            "def id: {id: .id, x: 1}; {id: 1} | id | .id",
            "def f: 1; def g: f; g",
            "def f(g): g; f(f(1))",
            "def f: 1; [f, f] | .[0]",
            "[[1]] | last(recurse(.[]?))",
            "1 | until(. > 0; . + 1)",
            "first(1 | recurse(.))",
        ] {
            assert_eq!(filtered(expression, "1").unwrap(), "1\n", "{expression}");
        }
    }

    #[test]
    fn what_fails_on_the_value_says_why_but_for_secrets() {
        let told = |secret| {
            let filter = Filter::compile(".key.x").unwrap();
            filter.apply("{\"key\":\"ABCDE\"}", secret, &Output::default()).unwrap_err().told()
        };
        assert!(told(false).message.contains("ABCDE"));
        assert!(!told(true).message.contains("ABCDE"));
        assert_eq!(told(false).code, "jq-failed");
    }

    #[test]
    fn a_terminal_obeys_nothing_in_a_text() {
        let terminal = Output { terminal: true, ..Output::default() };
        let filter = Filter::compile(".[]").unwrap();
        let shown = filter.apply("[\"a\\u001b[31m\\nb\",[\"\\u202e\"]]", false, &terminal).unwrap();
        assert_eq!(shown, "a\\u{1b}[31m\nb\n[\n  \"\\u202e\"\n]\n");
    }
}
