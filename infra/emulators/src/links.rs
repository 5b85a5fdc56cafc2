//! The links in a mail.

/// The addresses of `http` and `https` in a text or a page, each once, in order.
pub(crate) fn links_in(text: &str, html: &str) -> Vec<String> {
    let mut links: Vec<String> = vec![];
    for (body, entities) in [(text, false), (html, true)] {
        let starts = body.match_indices("http").map(|(start, _)| start);
        for link in starts.filter_map(|start| body.get(start..)).filter_map(link_at) {
            let link = if entities { link.replace("&amp;", "&") } else { link.to_owned() };
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

fn link_at(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    let scheme = rest.len() - after.len();
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')')).unwrap_or(rest.len());
    // A full stop or comma behind a link belongs to the sentence.
    let link = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (link.len() > scheme).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_text_and_page_each_once() {
        let text = "Open http://localhost:3000/activate/abc.\nOr (https://school.example/a?b=1&c=2), please.";
        let html = r#"<a href="http://localhost:3000/activate/abc">x</a> <a href='https://school.example/a?b=1&amp;c=2'>y</a>
            <a href="https://school.example/help">help</a> https:// httpd"#;
        assert_eq!(
            links_in(text, html),
            ["http://localhost:3000/activate/abc", "https://school.example/a?b=1&c=2", "https://school.example/help"]
        );
    }
}
