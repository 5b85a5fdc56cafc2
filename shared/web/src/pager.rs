//! A list that is too long for one page.

use askama::{Template, filters::HtmlSafe};
use http::Uri;
use serde::Serialize;

use crate::{
    t,
    visitor::{Visitor, query},
};

/// Rows on a page: as many as a person still looks through. An answer may be 6 MB, and a licence may have 50,000 learners.
pub const ROWS: usize = 200;
/// What names the page in an address.
const PAGE: &str = "page";

/// Which part of a list a page shows, and the way to the others.
#[derive(Debug, Clone, Serialize, Template)]
#[template(path = "pager.html")]
pub struct Pager {
    page: usize,
    pages: usize,
    rows: usize,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    back: Option<(String, String)>,
    #[serde(skip)]
    on: Option<(String, String)>,
}

impl HtmlSafe for Pager {}

impl Pager {
    /// The page that the address asks for, of a list with so many rows: the first where it asks for none, the last where there are fewer.
    pub fn new(visitor: &Visitor, rows: usize) -> Self {
        let t = t(visitor.locale);
        let pages = rows.div_ceil(ROWS).max(1);
        let page = query(&visitor.uri, PAGE).and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, pages);
        let first = (page - 1) * ROWS;
        Self {
            page,
            pages,
            rows,
            label: t.pager_part(first + 1, (first + ROWS).min(rows), rows),
            back: (page > 1).then(|| (address(&visitor.uri, page - 1), t.pager_back())),
            on: (page < pages).then(|| (address(&visitor.uri, page + 1), t.pager_on())),
        }
    }

    /// The rows of this page.
    pub fn part<T>(&self, rows: impl IntoIterator<Item = T>) -> Vec<T> {
        rows.into_iter().skip((self.page - 1) * ROWS).take(ROWS).collect()
    }
}

/// The same address with another page.
fn address(uri: &Uri, page: usize) -> String {
    let asked: Vec<(String, String)> =
        uri.query().and_then(|asked| serde_html_form::from_str(asked).ok()).unwrap_or_default();
    let kept = asked.into_iter().filter(|(name, value)| name != PAGE && !value.is_empty());
    let asked: Vec<(String, String)> = kept.chain([(PAGE.to_owned(), page.to_string())]).collect();
    format!("{}?{}", uri.path(), serde_html_form::to_string(&asked).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn pager(address: &str, rows: usize) -> Pager {
        let (parts, ()) = Request::get(address).body(()).unwrap().into_parts();
        Pager::new(&Visitor::of(&parts), rows)
    }

    #[test]
    fn every_row_is_on_one_page_and_the_ways_lead_from_the_first_to_the_last() {
        for rows in [0, 1, ROWS, ROWS + 1, 7 * ROWS - 1] {
            let (mut at, mut seen) = ("/learners?q=van%20der&group=&page=1".to_owned(), Vec::new());
            loop {
                let pager = pager(&at, rows);
                seen.extend(pager.part(0..rows));
                let Some((on, _)) = pager.on else { break };
                assert!(on.contains("q=van+der") && !on.contains("group"), "{on}");
                at = on;
            }
            assert!(seen.into_iter().eq(0..rows), "{rows}");
        }
    }

    #[test]
    fn a_page_that_is_not_there_is_the_nearest_one() {
        let page = |asked: &str| pager(&format!("/learners?page={asked}"), 2 * ROWS).page;
        assert_eq!(["", "x", "-1", "0", "1", "2", "3", "99999999999999999999"].map(page), [1, 1, 1, 1, 1, 2, 2, 1]);
    }

    #[test]
    fn a_list_that_fits_has_no_ways() {
        let pager = pager("/learners", ROWS);
        assert_eq!(pager.to_string().trim(), "");
    }
}
