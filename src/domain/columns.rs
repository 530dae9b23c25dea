//! One macro for lines that become rows: their fields, the keys of their JSON and the columns of
//! their table are declared once.

/// Declares structs that can be written as JSON, with `COLUMNS`: the names of their fields in their
/// order. `as "name"` renames a field; `=> flatten` puts the columns of another line in its place,
/// `=> skip` leaves it out.
macro_rules! columns {
    (@of $field:ident: $kind:ty;) => { &[stringify!($field)] };
    (@of $field:ident: $kind:ty; as $name:literal) => { &[$name] };
    (@of $field:ident: $kind:ty; => skip) => { &[] };
    (@of $field:ident: $kind:ty; => flatten) => { <$kind>::COLUMNS };
    ($($(#[$about:meta])* $seen:vis struct $line:ident {
        $($(#[$more:meta])* $shown:vis $field:ident: $kind:ty $(as $name:literal)? $(=> $flat:ident)?,)*
    })*) => {$(
        $(#[$about])*
        #[derive(serde::Serialize)]
        $seen struct $line {
            $($(#[$more])* $(#[serde(rename = $name)])? $(#[serde($flat)])? $shown $field: $kind,)*
        }

        impl $line {
            /// The keys of its JSON, which are the columns of its table.
            pub const COLUMNS: &'static [&'static str] = {
                const PARTS: &[&[&str]] = &[$($crate::domain::columns::columns!(
                    @of $field: $kind; $(as $name)? $(=> $flat)?
                )),*];
                &$crate::domain::columns::joined::<{ $crate::domain::columns::count(PARTS) }>(PARTS)
            };
        }
    )*};
}
pub(crate) use columns;

/// How many names there are in all parts.
pub const fn count(parts: &[&[&str]]) -> usize {
    let (mut count, mut part) = (0, 0);
    while part < parts.len() {
        count += parts[part].len();
        part += 1;
    }
    count
}

/// The names of all parts, one after the other.
pub const fn joined<const N: usize>(parts: &[&[&'static str]]) -> [&'static str; N] {
    let mut joined = [""; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut name = 0;
        while name < parts[part].len() {
            joined[at] = parts[part][name];
            (at, name) = (at + 1, name + 1);
        }
        part += 1;
    }
    joined
}

#[cfg(test)]
mod tests {
    columns! {
        struct Seat {
            id: u32,
            kind: &'static str as "type",
        }

        struct Held {
            name: &'static str,
            seat: Seat => flatten,
            since: Option<u32>,
        }
    }

    #[test]
    fn the_columns_are_the_keys_in_their_order() {
        assert_eq!(Held::COLUMNS, ["name", "id", "type", "since"]);
        let held = Held { name: "Ann", seat: Seat { id: 1, kind: "seat" }, since: None };
        let json = serde_json::to_string(&held).unwrap();
        assert_eq!(json, r#"{"name":"Ann","id":1,"type":"seat","since":null}"#);
    }
}
