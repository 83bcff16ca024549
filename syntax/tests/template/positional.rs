//! Templates with positional arguments.

use http_step_syntax::template::{
    Amount, Flags, PositionalConversion, PositionalPiece, positional,
};

use super::{PERCENT, needs_letter};

/// Counts the arguments that the pieces take.
fn taken(pieces: &[PositionalPiece]) -> usize {
    let taken = pieces.iter().map(|piece| match piece {
        PositionalPiece::Conversion(conversion) => conversion.arguments(),
        PositionalPiece::Text(_) => 0,
    });
    taken.sum()
}

#[test]
fn pieces() {
    let conversion = |range, kind| PositionalConversion {
        range,
        key: None,
        flags: Flags::default(),
        width: None,
        precision: None,
        kind,
    };
    let text = |text: &str| PositionalPiece::Text(text.into());
    let pieces = positional("é%s: %-+ #05.2lf%%%.d%*.*X%(a(b))r").unwrap();
    let flags = Flags {
        left: true,
        sign: true,
        blank: true,
        alternate: true,
        zero: true,
    };
    let expected = [
        text("é"),
        PositionalPiece::Conversion(conversion(2..4, 's')),
        text(": "),
        PositionalPiece::Conversion(PositionalConversion {
            flags,
            width: Some(Amount::Fixed(5)),
            precision: Some(Amount::Fixed(2)),
            ..conversion(6..17, 'f')
        }),
        text("%"),
        PositionalPiece::Conversion(PositionalConversion {
            precision: Some(Amount::Fixed(0)),
            ..conversion(19..22, 'd')
        }),
        PositionalPiece::Conversion(PositionalConversion {
            width: Some(Amount::Argument),
            precision: Some(Amount::Argument),
            ..conversion(22..27, 'X')
        }),
        PositionalPiece::Conversion(PositionalConversion {
            key: Some("a(b)".into()),
            ..conversion(27..35, 'r')
        }),
    ];
    assert_eq!(pieces, expected);
    assert_eq!(taken(&pieces), 1 + 1 + 1 + 3);
}

#[test]
fn every_conversion() {
    for kind in ('\0'..='\u{ff}').filter(|kind| !"%(-+ #0123456789.*hlL".contains(*kind)) {
        let is_known = "sracdiuxXoeEfFgG".contains(kind);
        assert_eq!(
            positional(&format!("%{kind}")).is_ok(),
            is_known,
            "{kind:?}"
        );
    }
}

#[test]
fn number_of_arguments() {
    for (text, count) in [
        ("", 0),
        ("100%%", 0),
        ("%s", 1),
        ("%s%%%d", 2),
        ("%*d %.*f", 4),
        ("%(x)s %(y)*d", 0),
    ] {
        assert_eq!(taken(&positional(text).unwrap()), count, "{text}");
    }
}

#[test]
fn problems() {
    let letter = needs_letter("x");
    let unsupported = "unsupported format character '?' (0xe9) at index 4";
    for (text, fault, what, help) in [
        ("%", "%", "incomplete format", PERCENT),
        ("%s %5", "%5", "incomplete format", PERCENT),
        ("%(x)", "%(x)", "incomplete format", letter.as_str()),
        (
            "%(x",
            "%(",
            "incomplete format key",
            "close it with `)s`; parentheses in a key must be balanced",
        ),
        ("%s %é", "%é", unsupported, PERCENT),
        (
            "%*%",
            "%*%",
            "unsupported format character '%' (0x25) at index 2",
            PERCENT,
        ),
        (
            "%9223372036854775808d",
            "9223372036854775808",
            "width too big",
            "write a smaller number",
        ),
        (
            "%.2147483648d",
            "2147483648",
            "precision too big",
            "write a smaller number",
        ),
    ] {
        let problem = positional(text).expect_err(text);
        let found = (
            text.get(problem.range.clone()),
            &*problem.what,
            problem.help.as_deref(),
        );
        assert_eq!(found, (Some(fault), what, Some(help)), "{text}");
    }
}
