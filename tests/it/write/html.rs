//! A web page with one table, as systems export it under the name of a workbook.

use encoding_rs::Encoding;
use jixiao::grid::Sheet;

use super::shown::{escaped, shown};
use super::table::{Spot, rows};

pub(super) fn bytes(sheet: &Sheet, encoding: &'static Encoding) -> Vec<u8> {
    let rows: Vec<String> = rows(&sheet.grid)
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(cell).collect();
            format!("<tr>{cells}</tr>\r\n")
        })
        .collect();
    let charset = encoding.name().to_ascii_lowercase();
    let page = format!(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n\
         <head>\r\n\
         <meta http-equiv=Content-Type content=\"text/html; charset={charset}\">\r\n\
         <title>{name}</title>\r\n\
         <style>td {{mso-number-format:\"\\@\";}}</style>\r\n\
         </head>\r\n\
         <body>\r\n\
         <table border=1 cellspacing=0>\r\n{}</table>\r\n\
         </body>\r\n\
         </html>\r\n",
        rows.concat(),
        name = escaped(&sheet.name),
    );
    encoding.encode(&page).0.into_owned()
}

fn cell(spot: &Spot<'_>) -> String {
    let Spot::Cell { value, cols, rows } = spot else {
        return String::new();
    };
    let span = |name: &str, count: u32| match count {
        1 => String::new(),
        count => format!(" {name}={count}"),
    };
    let text = value.map(shown).unwrap_or_default();
    let text = escaped(&text).replace('\n', "<br>");
    let (colspan, rowspan) = (span("colspan", *cols), span("rowspan", *rows));
    format!("<td{colspan}{rowspan}>{text}</td>")
}
