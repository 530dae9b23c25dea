//! Money in whole minor units, with its currency. No floating point.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};

/// An amount and its ISO 4217 currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Three capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

/// Why a text is no amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMoney(pub String);

impl fmt::Display for NotMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Digits behind the point, per ISO 4217: two, but for these.
fn decimals(currency: Currency) -> u32 {
    match &currency.0 {
        b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
        | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
        b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
        _ => 2,
    }
}

impl FromStr for Currency {
    type Err = NotMoney;
    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let capitals = text.to_ascii_uppercase();
        match capitals.as_bytes() {
            &[a, b, c] if capitals.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Ok(Currency([a, b, c]))
            }
            _ => Err(NotMoney(format!("`{text}` is not a currency of three letters, like USD"))),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl Money {
    /// Reads `"4730.00"` or `"4730"` and `"USD"`.
    ///
    /// # Errors
    /// [`NotMoney`] for signs, grouping, more digits than the currency has, or no currency.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, NotMoney> {
        let currency: Currency = currency.parse()?;
        let places = decimals(currency) as usize;
        let refused = || {
            NotMoney(format!("`{amount}` is not an amount in {currency}, like {}", sample(places)))
        };
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let dangling = amount.ends_with('.');
        if whole.is_empty() || dangling || !digits(whole) || !digits(fraction) {
            return Err(refused());
        }
        if fraction.len() > places {
            return Err(refused());
        }
        let minor = format!("{whole}{fraction:0<places$}").parse().map_err(|_| refused())?;
        Ok(Money { minor, currency })
    }

    /// The amount with all its digits, without the currency: `12000.00`.
    #[must_use]
    pub fn amount(&self) -> String {
        let places = decimals(self.currency) as usize;
        let digits = format!("{:0>width$}", self.minor, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    }

    /// The currency's three letters.
    #[must_use]
    pub fn currency(&self) -> String {
        self.currency.to_string()
    }
}

fn sample(places: usize) -> String {
    if places == 0 { "4730".to_owned() } else { format!("4730.{}", "0".repeat(places)) }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Money", 2)?;
        object.serialize_field("amount", &self.amount())?;
        object.serialize_field("currency", &self.currency())?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            amount: String,
            currency: String,
        }
        let written = Written::deserialize(deserializer)?;
        Money::parse(&written.amount, &written.currency).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_with_the_digits_of_its_currency() {
        let shown = |amount, currency| Money::parse(amount, currency).unwrap().to_string();
        assert_eq!(shown("4730", "usd"), "4730.00 USD");
        assert_eq!(shown("0.5", "EUR"), "0.50 EUR");
        assert_eq!(shown("500000", "JPY"), "500000 JPY");
        assert_eq!(shown("1.234", "KWD"), "1.234 KWD");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for (amount, currency) in [
            ("", "USD"),
            ("-1", "USD"),
            ("1,000", "USD"),
            ("1.", "USD"),
            (".5", "USD"),
            ("1.234", "USD"),
            ("1.0", "JPY"),
            ("1e3", "USD"),
            ("99999999999999999999", "USD"),
            ("1", "DOLLAR"),
            ("1", "U1D"),
            ("1", ""),
        ] {
            assert!(Money::parse(amount, currency).is_err(), "{amount} {currency}");
        }
    }
}
