//! Where things are and who acts: options, then the environment, then the config file, then the
//! platform's own places; each value with where it came from.

mod files;
mod prints;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

pub use files::{
    Place, can_be_made, can_be_made_with_folder, place_of, write_for_all, write_new, write_over,
};
pub use prints::name_print;

use crate::domain::answer::ConfigLine;
use crate::domain::shell::at_home;
use crate::failure::{Failure, Result, Told, toml_fault};

/// A value that was given, and how.
#[derive(Clone, Debug)]
pub struct Given<T> {
    pub value: T,
    /// `--ledger`, `MPN_LEDGER`, the config file's path, or `default`.
    pub origin: String,
}

/// What was given on the command line or in the environment.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub ledger: Option<Given<PathBuf>>,
    pub actor: Option<Given<String>>,
    pub identity: Option<Given<PathBuf>>,
    pub config: Option<Given<PathBuf>>,
}

/// The config file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<PathBuf>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// By which the seal of the ledger at a path is known again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seal_prints: BTreeMap<String, String>,
}

/// Where everything is, as far as it is known.
#[derive(Clone, Debug)]
pub struct Settings {
    ledger: Option<Given<PathBuf>>,
    actor: Option<Given<String>>,
    identity: Option<Given<PathBuf>>,
    config: Option<Given<PathBuf>>,
    seal_prints: BTreeMap<String, String>,
    /// What is wrong with the config file, when that was put up with.
    fault: Option<Told>,
}

impl Settings {
    /// Finds out where things are. `making` is for `init`, whose config file need not be there; nor
    /// need that of the environment, which names a place for every command, the first one too.
    ///
    /// # Errors
    /// A config file that was named and is not there, or that cannot be understood.
    pub fn find(options: Options, making: bool) -> Result<Self> {
        let config = place_of_config(&options);
        let file = match &config {
            Some(config) => read(&config.value, is_typed(config) && !making)?,
            None => ConfigFile::default(),
        };
        Ok(Settings::of(options, config, file))
    }

    /// The same, whatever is wrong with the config file: that is kept as its fault.
    #[must_use]
    pub fn find_anyhow(options: Options) -> Self {
        let config = place_of_config(&options);
        let read = config.as_ref().map(|config| read(&config.value, is_typed(config)));
        let (file, fault) = match read.transpose() {
            Ok(file) => (file.unwrap_or_default(), None),
            Err(failure) => (ConfigFile::default(), Some(failure.told())),
        };
        Settings { fault, ..Settings::of(options, config, file) }
    }

    fn of(options: Options, config: Option<Given<PathBuf>>, file: ConfigFile) -> Self {
        let from_file =
            config.as_ref().map(|config| config.value.display().to_string()).unwrap_or_default();
        let ledger = options
            .ledger
            .or_else(|| {
                let value = at_home(file.ledger?, std::env::home_dir());
                Some(Given { value, origin: from_file.clone() })
            })
            .or_else(|| Some(by_default(places()?.data_local_dir().join("ledger.mpn"))));
        let actor =
            options.actor.or_else(|| file.actor.map(|value| Given { value, origin: from_file }));
        let identity = options.identity.or_else(|| {
            let folder = config.as_ref()?.value.parent()?;
            Some(by_default(folder.join("identity.txt")))
        });
        let seal_prints = file.seal_prints;
        Settings { ledger, actor, identity, config, seal_prints, fault: None }
    }

    /// What is wrong with the config file, when that was put up with.
    #[must_use]
    pub fn fault(&self) -> Option<&Told> {
        self.fault.as_ref()
    }

    /// Where the ledger is.
    ///
    /// # Errors
    /// `no-place` when nobody says and there is no home folder.
    pub fn ledger(&self) -> Result<&Path> {
        Ok(&self.ledger.as_ref().ok_or_else(|| no_place("ledger"))?.value)
    }

    /// Who acts.
    ///
    /// # Errors
    /// `no-actor` (exit 2) when nobody is named.
    pub fn actor(&self) -> Result<&str> {
        self.actor_if_any().ok_or_else(|| {
            Failure::usage("no-actor", "nobody is named who acts")
                .hint("--as EMAIL, or MPN_AS, or \"as\" in the config file")
        })
    }

    /// Who acts, if anybody is named.
    #[must_use]
    pub fn actor_if_any(&self) -> Option<&str> {
        self.actor.as_ref().map(|given| given.value.as_str())
    }

    /// Where the identity is.
    ///
    /// # Errors
    /// `no-place` when nobody says and there is no home folder.
    pub fn identity(&self) -> Result<&Path> {
        Ok(&self.identity.as_ref().ok_or_else(|| no_place("identity"))?.value)
    }

    /// Where the config file is, if there is a place for one.
    #[must_use]
    pub fn config(&self) -> Option<&Path> {
        self.config.as_ref().map(|given| given.value.as_path())
    }

    /// The seal prints that are named, each for the ledger at a path.
    pub fn seal_prints(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.seal_prints.iter().map(|(ledger, print)| (Path::new(ledger), print.as_str()))
    }

    /// Whether ledger, acting user and identity were all given by option or environment, so that
    /// no config file is needed.
    #[must_use]
    pub fn needs_no_config(&self) -> bool {
        let typed = |origin: &str| origin.starts_with("--") || origin.starts_with("MPN_");
        self.ledger.as_ref().is_some_and(|given| typed(&given.origin))
            && self.actor.as_ref().is_some_and(|given| typed(&given.origin))
            && self.identity.as_ref().is_some_and(|given| typed(&given.origin))
    }

    /// Every value with its origin.
    #[must_use]
    pub fn lines(&self, others: Vec<ConfigLine>) -> Vec<ConfigLine> {
        let place = |name, given: &Option<Given<PathBuf>>| {
            line(name, given.as_ref(), |path| path.display().to_string())
        };
        let ours = [
            place("config", &self.config),
            place("ledger", &self.ledger),
            line("as", self.actor.as_ref(), String::clone),
            place("identity", &self.identity),
        ];
        ours.into_iter().chain(others).collect()
    }
}

fn line<T>(name: &str, given: Option<&Given<T>>, shown: impl Fn(&T) -> String) -> ConfigLine {
    ConfigLine {
        name: name.to_owned(),
        value: given.map(|given| shown(&given.value)),
        origin: given.map_or("nowhere".to_owned(), |given| given.origin.clone()),
    }
}

fn places() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "mpn")
}

fn by_default(path: PathBuf) -> Given<PathBuf> {
    Given { value: path, origin: "default".to_owned() }
}

fn place_of_config(options: &Options) -> Option<Given<PathBuf>> {
    let by_default = || Some(by_default(places()?.config_dir().join("config.toml")));
    options.config.clone().or_else(by_default)
}

/// Whether it was named on the command line.
fn is_typed(config: &Given<PathBuf>) -> bool {
    config.origin == "--config"
}

/// Where what was seen last of each ledger is kept: the platform's folder for such state.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let places = places()?;
    Some(places.state_dir().unwrap_or_else(|| places.data_local_dir()).to_owned())
}

fn no_place(what: &str) -> Failure {
    Failure::usage("no-place", format!("there is no home folder to look for the {what} in"))
        .hint(format!("--{what} PATH, or MPN_{}", what.to_uppercase()))
}

/// No config file is larger, in bytes; of a device no more is read.
const LARGEST: u64 = 1 << 20;

fn read(path: &Path, must_be_there: bool) -> Result<ConfigFile> {
    let shown = path.display();
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    match read {
        Ok(_) => {}
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
                && !must_be_there =>
        {
            return Ok(ConfigFile::default());
        }
        Err(error) => {
            return Err(Failure::usage("no-config", format!("cannot read {shown}: {error}"))
                .hint("--config FILE names another, or leave it out"));
        }
    }
    toml::from_str(&text).map_err(|error| {
        Failure::usage("malformed-config", format!("{shown} is no config file"))
            .details(vec![toml_fault(&shown.to_string(), &text, &error)])
            .hint("its keys are ledger and as, and the table seal_prints")
    })
}

/// Writes a config file where there is none; tells whether it did.
///
/// # Errors
/// A folder or a file that cannot be written.
pub fn write(path: &Path, file: &ConfigFile) -> Result<bool> {
    let text = toml::to_string(file).context("cannot write the config file as TOML")?;
    let text =
        format!("# Where mpn finds its ledger, and who acts unless --as says otherwise.\n{text}");
    write_new(path, text.as_bytes())
}

/// Who the operating system says is at work, and on which machine; kept with each operation.
#[must_use]
pub fn machine() -> (String, String) {
    let unknown = || "unknown".to_owned();
    (
        whoami::username().unwrap_or_else(|_| unknown()),
        whoami::hostname().unwrap_or_else(|_| unknown()),
    )
}
