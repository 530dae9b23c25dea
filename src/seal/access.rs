//! Who can open: recipients, to whom data keys are wrapped, and identities, which unwrap them. All
//! of it is age's: its own keys, SSH keys, and passphrases.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use age::secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{KEY_BYTES, hex, random};
use crate::domain::secret::{
    PASSPHRASE_DIGITS, begins_as_passphrase, is_way_in, passphrase_of, recovery_passphrase,
};
use crate::failure::{Failure, Result};

/// Random bytes of a recovery passphrase. So many need no stretching; the work is age's least.
const PASSPHRASE_BYTES: usize = PASSPHRASE_DIGITS / 2;
/// What scrypt is to cost, as a power of two; the passphrase is as good as a key by itself.
const WORK: u8 = 8;
/// How the file of an SSH key begins.
const SSH_KEY: &str = "-----BEGIN";
const NO_IDENTITY: &str = "the file holds no age identity";

/// A recipient as the ledger writes it: without the comment that an SSH key may end with.
///
/// # Errors
/// `malformed-recipient` (exit 2), with the reason.
pub fn recipient(text: &str) -> Result<String> {
    parsed(text.trim()).map(|(written, _)| written)
}

/// A recipient as it is written, and as it is wrapped to.
fn parsed(text: &str) -> Result<(String, Box<dyn age::Recipient>)> {
    use age::ssh::ParseRecipientKeyError as Fault;
    let malformed = |why: &str| {
        Failure::usage("malformed-recipient", format!("`{text}` is no recipient: {why}"))
            .hint("an age public key, age1…, or an SSH public key, ssh-ed25519 … or ssh-rsa …")
    };
    if is_way_in(text) {
        // Said without the text: this is a secret, and where it was typed it may be seen.
        return Err(Failure::usage(
            "malformed-recipient",
            "this is the secret itself; a recipient is the public key beside it",
        )
        .hint("make a new identity: the secret stands in the history of the shell now"));
    }
    if text.starts_with("age1") {
        let key: age::x25519::Recipient = text.parse().map_err(malformed)?;
        return Ok((key.to_string(), Box::new(key)));
    }
    let key: age::ssh::Recipient = text.parse().map_err(|fault| match fault {
        Fault::RsaModulusTooSmall => malformed("an RSA key of less than 2048 bits is too weak"),
        Fault::RsaModulusTooLarge => malformed("an RSA key of more than 4096 bits is not taken"),
        Fault::Unsupported(kind) => malformed(&format!("SSH keys of type {kind} cannot be used")),
        _ => malformed("it is neither an age nor an SSH public key"),
    })?;
    Ok((key.to_string(), Box::new(key)))
}

/// Wraps a data key to recipients.
pub(super) fn wrap(recipients: &[String], bytes: &[u8]) -> Result<Vec<u8>> {
    use std::io::Write as _;
    let parsed: Vec<_> =
        recipients.iter().map(|recipient| parsed(recipient)).collect::<Result<_>>()?;
    let listed = parsed.iter().map(|(_, key)| key.as_ref());
    let failed =
        |why: String| Failure::failed("failed", format!("cannot wrap the data key: {why}"));
    let encryptor =
        age::Encryptor::with_recipients(listed).map_err(|error| failed(error.to_string()))?;
    let mut wrapped = Vec::new();
    let written = (|| {
        let mut writer = encryptor.wrap_output(&mut wrapped)?;
        writer.write_all(bytes)?;
        writer.finish().map(|_| ())
    })();
    written.map_err(|error| failed(error.to_string()))?;
    Ok(wrapped)
}

/// The secret that opens sealed keys, read from a file: age identities, an SSH private key, or a
/// recovery passphrase.
pub struct Identity {
    path: String,
    identities: Vec<Box<dyn age::Identity + Send + Sync>>,
    passphrase: Option<SecretString>,
}

impl Identity {
    /// Reads the file.
    ///
    /// # Errors
    /// `no-identity` when there is none at `path`, or it holds none that can be used.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let text = text_of(path).map_err(|error| missing(&shown, &error.to_string()))?;
        Identity::of(&text, &shown)
    }

    /// Reads what such a file says; `shown` is how messages call it.
    fn of(text: &str, shown: &str) -> Result<Self> {
        let missing = |why: &str| missing(shown, why);
        let mut identity =
            Identity { path: shown.to_owned(), identities: Vec::new(), passphrase: None };
        let lines = lines(text);
        let first = lines.first().copied().unwrap_or_default();
        if begins_as_passphrase(first) {
            let written = Zeroizing::new(said(&lines).collect::<Vec<_>>().join(" "));
            let passphrase = recovery_passphrase(&written).map_err(|why| missing(&why))?;
            identity.passphrase = Some(SecretString::from(passphrase.as_str()));
            return Ok(identity);
        }
        if first.starts_with(SSH_KEY) {
            let found =
                ssh_identity(&lines).ok_or_else(|| missing("its SSH key cannot be read"))?;
            match found {
                age::ssh::Identity::Unencrypted(_) => identity.identities.push(Box::new(found)),
                age::ssh::Identity::Encrypted(_) => {
                    return Err(missing("its SSH key is locked with a passphrase").hint(
                        "ssh-keygen -p -f COPY unlocks a copy; or seal to an age identity as well",
                    ));
                }
                age::ssh::Identity::Unsupported(_) => {
                    return Err(missing("SSH keys of this type cannot be used"));
                }
            }
            return Ok(identity);
        }
        for line in said(&lines) {
            let found = line.parse::<age::x25519::Identity>();
            let found = found.map_err(|_| missing(NO_IDENTITY))?;
            identity.identities.push(Box::new(found));
        }
        if identity.identities.is_empty() { Err(missing(NO_IDENTITY)) } else { Ok(identity) }
    }

    /// With the recovery identities of a ledger at hand, which a recovery passphrase unlocks.
    ///
    /// # Errors
    /// `identity-does-not-open` when it is a passphrase that unlocks none of them.
    pub fn with_recoveries<'l>(
        mut self,
        locked: impl IntoIterator<Item = &'l [u8]>,
    ) -> Result<Self> {
        let Some(passphrase) = &self.passphrase else { return Ok(self) };
        for locked in locked {
            let mut unlocking = age::scrypt::Identity::new(passphrase.clone());
            unlocking.set_max_work_factor(WORK + 4);
            let Ok(text) = age::decrypt(&unlocking, locked).map(Zeroizing::new) else { continue };
            let text = std::str::from_utf8(&text).unwrap_or_default();
            if let Ok(identity) = text.parse::<age::x25519::Identity>() {
                self.identities.push(Box::new(identity));
            }
        }
        if self.identities.is_empty() { Err(self.does_not_open()) } else { Ok(self) }
    }

    fn does_not_open(&self) -> Failure {
        Failure::failed(
            "identity-does-not-open",
            format!("the identity {} is none of those that open this ledger's keys", self.path),
        )
        .hint("--identity FILE names another; mpn seal list tells who can open them")
    }

    /// Unwraps a data key.
    pub(super) fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        // The words of the age crate come from files of its own, which need not be there.
        let decryptor = age::Decryptor::new_buffered(wrapped).map_err(|_| self.does_not_open())?;
        let identities = self.identities.iter().map(|one| one.as_ref() as &dyn age::Identity);
        let mut opened = Zeroizing::new(Vec::with_capacity(KEY_BYTES));
        let mut reader = decryptor.decrypt(identities).map_err(|_| self.does_not_open())?;
        reader.read_to_end(&mut opened).map_err(|_| self.does_not_open())?;
        Ok(opened)
    }
}

fn missing(shown: &str, why: &str) -> Failure {
    Failure::failed("no-identity", format!("no identity at {shown}: {why}"))
        .hint("--identity FILE names the one that mpn init wrote, or another way in")
}

/// No identity is larger, in bytes; of a device no more is read.
const LARGEST: u64 = 1 << 16;

/// The text of an identity's file. PowerShell writes UTF-16 where somebody says `>`; what is no text
/// at all says nothing.
fn text_of(path: &Path) -> io::Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(1 << 16));
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        let mut text = Zeroizing::new(String::with_capacity(2 * bytes.len()));
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        text
    };
    Ok(match bytes.get(..2) {
        Some([0xFF, 0xFE]) => wide(u16::from_le_bytes),
        Some([0xFE, 0xFF]) => wide(u16::from_be_bytes),
        _ => Zeroizing::new(std::str::from_utf8(&bytes).unwrap_or_default().to_owned()),
    })
}

/// The lines of an identity's file, which people copy and editors save: without a byte order mark
/// and blanks around them, and without what stands above the secret.
fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.lines().map(str::trim).skip_while(|line| !is_said(line)).collect()
}

/// The lines without comments and empty ones.
fn said<'t>(lines: &[&'t str]) -> impl Iterator<Item = &'t str> {
    lines.iter().copied().filter(|line| is_said(line))
}

fn is_said(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

fn ssh_identity(lines: &[&str]) -> Option<age::ssh::Identity> {
    let text = Zeroizing::new(format!("{}\n", lines.join("\n")));
    age::ssh::Identity::from_buffer(text.as_bytes(), None).ok()
}

/// A new identity: the text of its file, and the recipient others seal to.
#[must_use]
pub fn make_identity() -> (Zeroizing<String>, String) {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let secret = identity.to_string();
    let text = format!(
        "# The identity of mpn. Whoever has this file can open the keys of your ledgers.\n\
         # public key: {recipient}\n{}\n",
        secret.expose_secret()
    );
    (Zeroizing::new(text), recipient)
}

/// A way in for the day when every identity is lost.
pub struct MadeRecovery {
    /// To be written down; it is kept nowhere.
    pub passphrase: Zeroizing<String>,
    pub recipient: String,
    /// The identity, locked with the passphrase; the ledger keeps it.
    pub locked: Vec<u8>,
}

/// Makes a recovery identity and the passphrase that unlocks it.
///
/// # Errors
/// No randomness from the system.
pub fn make_recovery() -> Result<MadeRecovery> {
    let digits = Zeroizing::new(hex(random::<PASSPHRASE_BYTES>()?.as_slice()));
    let passphrase = passphrase_of(&digits);
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let mut locking = age::scrypt::Recipient::new(SecretString::from(passphrase.as_str()));
    locking.set_work_factor(WORK);
    let locked = age::encrypt(&locking, identity.to_string().expose_secret().as_bytes())
        .map_err(|error| Failure::failed("failed", format!("cannot lock the identity: {error}")))?;
    Ok(MadeRecovery { passphrase, recipient, locked })
}

/// The recipients of the identities in a file.
///
/// # Errors
/// `no-identity` when the file holds none.
pub fn recipients_of(path: &Path) -> Result<Vec<String>> {
    let none = || Failure::failed("no-identity", format!("{} holds no identity", path.display()));
    let text = text_of(path).map_err(|_| none())?;
    let lines = lines(&text);
    if lines.first().is_some_and(|first| first.starts_with(SSH_KEY)) {
        let identity = ssh_identity(&lines).ok_or_else(none)?;
        let recipient = age::ssh::Recipient::try_from(identity).map_err(|_| none())?;
        return Ok(vec![recipient.to_string()]);
    }
    let recipients: Vec<String> = said(&lines)
        .filter_map(|line| line.parse::<age::x25519::Identity>().ok())
        .map(|identity| identity.to_public().to_string())
        .collect();
    if recipients.is_empty() { Err(none()) } else { Ok(recipients) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_written_without_its_comment() {
        let key =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN";
        assert_eq!(recipient(&format!(" {key} ann@contoso.com\n")).unwrap(), key);
        let age = make_identity().1;
        assert_eq!(recipient(&age).unwrap(), age);
    }

    #[test]
    fn what_is_no_recipient_is_refused_and_a_secret_is_not_repeated() {
        for text in ["", "age1", "ssh-dss AAAA", "bo@contoso.com", "ssh-ed25519 AAAA"] {
            assert_eq!(recipient(text).unwrap_err().told().code, "malformed-recipient", "{text}");
        }
        let (text, _) = make_identity();
        let passphrase = make_recovery().unwrap().passphrase;
        for secret in [text.lines().last().unwrap(), &passphrase, &passphrase.to_uppercase()] {
            let refused = recipient(secret).unwrap_err();
            let told = refused.told();
            assert!(!format!("{told:?}").contains(secret));
            assert!(told.hint.as_ref().unwrap().contains("make a new identity"), "{told:?}");
        }
    }

    #[test]
    fn an_ssh_key_that_cannot_be_used_is_refused_with_the_reason() {
        // Moduli of ones alone, of 1024 and 8192 bits, each behind its length.
        let rsa = |modulus: String| format!("ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB{modulus}");
        let ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBE";
        for (text, why) in [
            (rsa(format!("AAAAgQD/{}/w==", "/".repeat(168))), "less than 2048 bits"),
            (rsa(format!("AAAEAQD/{}", "/".repeat(1_364))), "more than 4096 bits"),
            (format!("{ecdsa}{}=", "/".repeat(86)), "type ecdsa-sha2-nistp256 cannot be used"),
        ] {
            let refused = recipient(&text).unwrap_err();
            assert!(refused.told().message.contains(why), "{refused}");
        }
    }

    #[test]
    fn an_identity_is_read_as_people_copy_it_and_editors_save_it() {
        let (text, recipient) = make_identity();
        let secret = text.lines().last().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("identity.txt");
        for text in [
            format!("\u{feff}{}", *text),
            format!("\u{feff}\r\n  {secret} \t\r\n\r\n# kept by Ann\r\n"),
            format!(" # ours\n\n{secret}"),
        ] {
            std::fs::write(&file, &text).unwrap();
            assert_eq!(Identity::read(&file).unwrap().identities.len(), 1, "{text}");
            assert_eq!(recipients_of(&file).unwrap(), std::slice::from_ref(&recipient), "{text}");
        }
        for text in ["", "\u{feff}", "# nothing", "age1", &format!("{secret}\nand a word")] {
            std::fs::write(&file, text).unwrap();
            let told = Identity::read(&file).err().unwrap().told();
            assert_eq!(told.code, "no-identity", "{text}");
            assert!(!told.message.contains(secret));
        }
    }

    #[test]
    fn a_recovery_passphrase_is_read_as_people_write_it_down() {
        let made = make_recovery().unwrap();
        let digits = made.passphrase["recovery-".len()..].replace('-', "");
        let (begin, end) = made.passphrase.split_at(28);
        for text in [
            made.passphrase.to_uppercase(),
            made.passphrase.replace('-', " "),
            format!("\u{feff}  {}\t\r\n\r\n", *made.passphrase),
            format!("# in the safe\n\n{begin}\n  {end}\n# do not lose it\n"),
            format!("Recovery {digits}"),
        ] {
            let identity = Identity::of(&text, "paper").unwrap();
            assert!(identity.with_recoveries([made.locked.as_slice()]).is_ok(), "{text}");
        }
        let why = |text: &str| Identity::of(text, "paper").err().unwrap().told().message;
        assert_eq!(
            why(&made.passphrase[..47]),
            "no identity at paper: 31 digits where a recovery passphrase has 32"
        );
        assert_eq!(
            why(&made.passphrase.replacen(&digits[..4], "O123", 1)),
            "no identity at paper: digit 1 of the recovery passphrase is none from 0 to f"
        );
    }

    #[test]
    fn a_recovery_passphrase_unlocks_its_identity_and_no_other() {
        let made = make_recovery().unwrap();
        assert_eq!(made.passphrase.len(), "recovery".len() + 8 * 5);
        let wrapped = wrap(std::slice::from_ref(&made.recipient), &[7; KEY_BYTES]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recovery.txt");
        std::fs::write(&file, format!("{}\n", *made.passphrase)).unwrap();
        let opened = |locked: &[u8]| Identity::read(&file).unwrap().with_recoveries([locked]);
        let identity = opened(&made.locked).unwrap();
        assert_eq!(identity.unwrap(&wrapped).unwrap().as_slice(), [7; KEY_BYTES]);
        let other = make_recovery().unwrap();
        assert_eq!(opened(&other.locked).err().unwrap().told().code, "identity-does-not-open");
    }
}
