//! Tables as a spreadsheet opens them.

use axum::response::{IntoResponse, Response};
use http::header;

use crate::problem::Problem;

/// Not `text/csv`: `lambda_http` decodes every text, which takes the mark away and leaves the length as it was.
const TYPE: &str = "application/csv; charset=utf-8";

/// What a spreadsheet would take for a formula is a text.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A sheet as Dutch spreadsheets read it: semicolons, and the mark that says that it is UTF-8. `name` is that of the file, in ASCII and
/// without an ending.
///
/// # Errors
/// When rows differ in length.
pub fn sheet<const N: usize>(
    name: &str,
    head: [String; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Response, Problem> {
    let bytes = written(head, rows).map_err(|error| Problem::Internal(format!("sheet: {error}")))?;
    Ok(download(name, bytes))
}

/// A written sheet as a file to keep; `name` as of [`sheet`].
pub fn download(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    let headers = [(header::CONTENT_TYPE, TYPE.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

fn written<const N: usize>(
    head: [String; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.map(|cell| plain(&cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_take_for_a_formula_is_a_text() {
        for text in ["=1+1", "+31", "-1", "@a", "\ta"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        assert_eq!(plain("Ven, Noor van der"), "Ven, Noor van der");
    }

    #[tokio::test]
    async fn a_sheet_leaves_a_function_byte_for_byte_with_the_length_it_says() {
        let whole = written(["Naam".into()], [["Zoë".into()]]).unwrap();
        let sheet = sheet("lijst", ["Naam".into()], [["Zoë".into()]]).unwrap();
        let (parts, body) = lambda_http::IntoResponse::into_response(sheet).await.into_parts();
        let lambda_http::Body::Binary(body) = body else { panic!("a text is decoded: {body:?}") };
        assert_eq!(body, whole);
        assert!(body.starts_with(b"\xEF\xBB\xBF"), "a spreadsheet reads the letters by it");
        assert_eq!(parts.headers.get(header::CONTENT_DISPOSITION).unwrap(), "attachment; filename=\"lijst.csv\"");
    }

    #[test]
    fn a_sheet_has_a_head_and_cells_that_keep_their_signs() {
        let sheet = written(["Naam".into(), "Groep".into()], [["Noor; \"N\"".into(), "=5a".into()]]).unwrap();
        assert_eq!(String::from_utf8(sheet).unwrap(), "\u{feff}Naam;Groep\n\"Noor; \"\"N\"\"\";'=5a\n");
    }
}
