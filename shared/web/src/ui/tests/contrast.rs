//! Both colour schemes can be read (WCAG 2.2 AA; the accent and the ink at AAA).

/// The stylesheet as it is served.
const STYLESHEET: &str = include_str!("../../../assets/app.css");

/// The tokens of the n-th block of the stylesheet that sets the paper.
fn block(n: usize) -> Option<&'static str> {
    let from = STYLESHEET.match_indices("--spoor-color-paper: #").nth(n)?.0;
    STYLESHEET.get(from..)?.split_once('}').map(|(block, _)| block)
}

fn color(block: &str, name: &str) -> Option<[f64; 3]> {
    let (_, rest) = block.split_once(&format!("--spoor-color-{name}: #"))?;
    let channel = |at: usize| -> Option<f64> {
        let value = f64::from(u8::from_str_radix(rest.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Contrast by WCAG 2.2.
fn contrast(block: &str, one: &str, other: &str) -> f64 {
    let light = |name: &str| color(block, name).map(|[r, g, b]| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
    match (light(one), light(other)) {
        (Some(a), Some(b)) => a.max(b) / a.min(b),
        _ => 0.0,
    }
}

#[test]
fn every_text_can_be_read_on_what_it_stands_on_in_light_and_in_dark() {
    for block in [block(0), block(1)].map(Option::unwrap_or_default) {
        for (text, ground, least) in [
            ("ink", "paper", 7.0),
            ("ink", "sheet", 7.0),
            ("accent", "paper", 7.0),
            ("accent", "sheet", 7.0),
            ("accent-deep", "wash", 7.0),
            ("on-accent", "accent", 7.0),
            ("quiet", "paper", 4.5),
            ("quiet", "sheet", 4.5),
            ("quiet", "wash", 4.5),
            ("ink", "attention-wash", 7.0),
            ("ink", "stop-wash", 7.0),
            ("ink", "done-wash", 7.0),
            ("attention", "paper", 4.5),
            ("stop", "paper", 4.5),
            ("stop", "sheet", 4.5),
            ("done", "paper", 4.5),
            ("edge", "paper", 3.0),
            ("edge", "sheet", 3.0),
            ("focus", "paper", 3.0),
            ("focus", "sheet", 3.0),
            ("on-stop", "stop-fill", 4.5),
        ] {
            let found = contrast(block, text, ground);
            assert!(found >= least, "{text} on {ground}: {found:.2} < {least} in {block}");
        }
    }
}

#[test]
fn the_forced_dark_scheme_is_the_dark_scheme() {
    let tokens = |n| block(n).unwrap_or_default().split_whitespace().collect::<String>();
    assert_eq!(tokens(1), tokens(2));
    assert!(!tokens(1).is_empty());
}
