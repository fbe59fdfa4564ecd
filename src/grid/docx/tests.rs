use super::super::container::tests::zipped;
use super::*;
use crate::note::{Note, texts};

const RELATIONS: &str = "<Relationships><Relationship Id=\"r1\" Target=\"word/document.xml\" \
     Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
     </Relationships>";

fn package(document: &str) -> Vec<u8> {
    zipped(&[
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// A document with this body.
fn document(body: &str) -> Vec<u8> {
    package(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.\
         openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body>\
         </w:document>"
    ))
}

fn open(body: &str) -> Workbook {
    read(&document(body), &Limits::default()).unwrap()
}

fn refused(body: &str, limits: &Limits) -> String {
    read(&document(body), limits).unwrap_err().to_string()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// A paragraph of other content than plain text.
fn paragraph(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn cell(text: &str) -> String {
    tc("", &p(text))
}

fn tr(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(widths: &[u32], rows: &[String]) -> String {
    let widths = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>"));
    let grid: String = widths.collect();
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

const RESTART: &str = "<w:vMerge w:val=\"restart\"/>";
const GOES_ON: &str = "<w:vMerge/>";

fn shown(workbook: &Workbook) -> Vec<String> {
    let cells = workbook.sheets[0].grid.cells();
    cells
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

fn merges(workbook: &Workbook) -> Vec<String> {
    let mut merges: Vec<_> = workbook.sheets[0].grid.merges().collect();
    merges.sort();
    merges.into_iter().map(ToString::to_string).collect()
}

/// What one paragraph of this content reads as.
fn reads(content: &str) -> String {
    let workbook = open(&paragraph(content));
    assert_eq!(texts(&workbook.notes), Vec::<&str>::new());
    shown(&workbook).join("|").replacen("A1=", "", 1)
}

fn noted(workbook: &Workbook, what: &str) -> bool {
    texts(&workbook.notes)
        .iter()
        .any(|note| note.contains(what))
}

#[test]
fn paragraphs_and_table_rows_count_as_lines() {
    let table = tbl(
        &[900, 900],
        &[
            tr(&[&cell("甲"), &cell("乙")]),
            tr(&[&cell(""), &cell("丙")]),
        ],
    );
    let body = format!("{}<w:p/>{}{table}{}", p("标题"), p(" \u{3000}"), p("落款"));
    let workbook = open(&body);
    assert_eq!(
        shown(&workbook),
        ["A1=标题", "A2=甲", "B2=乙", "B3=丙", "A4=落款"]
    );
    assert_eq!(workbook.sheets[0].name, "正文");
    assert_eq!(workbook.format, Format::Docx);
    assert_eq!(workbook.notes, []);
}

#[test]
fn cells_merged_in_both_directions_are_regions() {
    let both = format!("<w:gridSpan w:val=\"2\"/>{RESTART}");
    let rest = format!("<w:gridSpan w:val=\"2\"/>{GOES_ON}");
    let workbook = open(&tbl(
        &[900, 900, 900],
        &[
            tr(&[&tc(&both, &p("产出")), &cell("a")]),
            tr(&[&tc(&rest, "<w:p/>"), &cell("b")]),
            tr(&[
                &tc(GOES_ON, &p("单独")),
                &tc("<w:gridSpan w:val=\"2\"/>", &p("c")),
            ]),
        ],
    ));
    assert_eq!(
        shown(&workbook),
        ["A1=产出", "C1=a", "C2=b", "A3=单独", "B3=c"]
    );
    assert_eq!(merges(&workbook), ["A1:B2", "B3:C3"]);
}

#[test]
fn a_merged_cell_ends_where_the_row_below_has_none() {
    let workbook = open(&tbl(
        &[900, 900],
        &[
            tr(&[&tc(RESTART, &p("甲")), &cell("1")]),
            tr(&[&tc(GOES_ON, ""), &cell("2")]),
            tr(&[&cell("乙"), &cell("3")]),
            tr(&[&tc(GOES_ON, &p("丙")), &cell("4")]),
            tr(&[&tc(GOES_ON, ""), &cell("5")]),
        ],
    ));
    assert_eq!(merges(&workbook), ["A1:A2", "A4:A5"]);
    assert!(shown(&workbook).contains(&"A4=丙".to_owned()));
}

#[test]
fn old_sideways_merges_and_skipped_columns() {
    let skipped = format!(
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}</w:tr>",
        cell("右移")
    );
    let workbook = open(&tbl(
        &[900, 900, 900],
        &[
            tr(&[
                &tc("<w:hMerge w:val=\"restart\"/>", &p("横")),
                &tc("<w:hMerge/>", "<w:p/>"),
                &cell("旁"),
            ]),
            skipped,
        ],
    ));
    assert_eq!(shown(&workbook), ["A1=横", "C1=旁", "B2=右移"]);
    assert_eq!(merges(&workbook), ["A1:B1"]);
}

#[test]
fn text_under_a_merged_cell_is_not_read_and_noted() {
    let workbook = open(&tbl(
        &[900],
        &[
            tr(&[&tc(RESTART, &p("上"))]),
            tr(&[&tc(GOES_ON, &p("盖住的"))]),
        ],
    ));
    assert_eq!(shown(&workbook), ["A1=上"]);
    assert_eq!(
        workbook.notes,
        [Note::Remark(
            "文档有 1 处文字被合并单元格盖住（如“盖住的”），显示不出，未读取".into()
        )]
    );
}

#[test]
fn edges_drawn_by_hand_are_the_edges_of_the_column() {
    // The value's left edge is half a millimetre left of its header's.
    let wide =
        |columns: u32, text: &str| tc(&format!("<w:gridSpan w:val=\"{columns}\"/>"), &p(text));
    let workbook = open(&tbl(
        &[2_000, 30, 1_500, 1_500],
        &[
            tr(&[&wide(2, "项目"), &cell("年初预算数"), &cell("得分")]),
            tr(&[&cell("总额"), &wide(2, "33"), &cell("10")]),
        ],
    ));
    assert_eq!(
        shown(&workbook),
        [
            "A1=项目",
            "B1=年初预算数",
            "C1=得分",
            "A2=总额",
            "B2=33",
            "C2=10"
        ]
    );
    assert!(merges(&workbook).is_empty());
}

#[test]
fn paragraphs_of_a_cell_are_its_lines() {
    let content = format!("{}{}<w:p/>", p("经济效益"), p("指标"));
    let workbook = open(&tbl(&[], &[tr(&[&tc("", &content)])]));
    assert_eq!(shown(&workbook), ["A1=经济效益\n指标\n"]);
}

#[test]
fn runs_breaks_and_signs() {
    let content = run("33")
        + "<w:r><w:t>.5</w:t><w:tab/><w:t>&lt;万&#x5143;&gt;</w:t><w:br/><w:cr/>\
           <w:noBreakHyphen/><w:softHyphen/><w:lastRenderedPageBreak/></w:r>\
           <w:proofErr w:type=\"spellStart\"/>"
        + &run(" 尾 ");
    assert_eq!(reads(&content), "33.5\t<万元>\n\n- 尾 ");
    let signs = "<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>90%</w:t></w:r><w:r><w:rPr>\
                 <w:rFonts w:ascii=\"Wingdings 2\" w:hAnsi=\"Wingdings 2\"/></w:rPr><w:t>R是</w:t>\
                 </w:r><w:r><w:t>£否☑</w:t></w:r>";
    assert_eq!(reads(signs), "≥90%☑是£否☑");
}

#[test]
fn a_sign_that_is_not_known_is_no_figure() {
    let content = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F030\"/><w:t>5</w:t></w:r>";
    let workbook = open(&paragraph(content));
    assert_eq!(shown(&workbook), ["A1=\u{FFFD}5"]);
    assert!(noted(&workbook, "1 个特殊符号无法识别（字体“Wingdings”）"));
}

#[test]
fn wrappers_of_every_level_are_looked_through() {
    let control = |content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let words = format!(
        "<w:hyperlink r:id=\"x\">{}</w:hyperlink><w:smartTag><w:smartTagPr/>{}</w:smartTag>{}\
         <m:oMath><m:r><m:t>≥90</m:t></m:r></m:oMath>",
        run("链"),
        run("签"),
        control(&run("控"))
    );
    let in_cell = control(&paragraph(&words));
    let cells = control(&tc("", &in_cell)) + &control(&cell("格"));
    let rows = control(&tr(&[&cells]));
    let workbook = open(&control(&tbl(&[], &[rows])));
    assert_eq!(shown(&workbook), ["A1=链签控≥90", "B1=格"]);
    assert_eq!(workbook.notes, []);
}

#[test]
fn a_prompt_is_not_a_value() {
    let content = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("单击此处输入文字。")
    );
    let workbook = open(&tbl(
        &[],
        &[tr(&[&cell("联系电话"), &tc("", &paragraph(&content))])],
    ));
    assert_eq!(shown(&workbook), ["A1=联系电话"]);
    assert!(noted(
        &workbook,
        "1 处填写提示未替换（如“单击此处输入文字。”）"
    ));
}

#[test]
fn revisions_are_read_as_accepted() {
    let content = format!(
        "{}<w:ins w:id=\"1\">{}</w:ins><w:del w:id=\"2\"><w:r><w:delText>33</w:delText><w:tab/>\
         </w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
        run("预算"),
        run("35"),
        run("移走"),
        run("万元")
    );
    let workbook = open(&paragraph(&content));
    assert_eq!(shown(&workbook), ["A1=预算35万元"]);
    assert!(noted(&workbook, "4 处修订尚未接受"));
}

#[test]
fn struck_out_rows_cells_and_paragraph_marks() {
    let struck_row = format!(
        "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>",
        cell("旧行")
    );
    let struck_cell = tc("<w:cellDel w:id=\"2\"/>", &p("旧格"));
    let mark = "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>";
    let workbook = open(&format!(
        "{}{mark}{}</w:p>{}{}",
        tbl(&[], &[struck_row, tr(&[&struck_cell, &cell("新")])]),
        run("项目"),
        p("名称"),
        p("下一段")
    ));
    assert_eq!(shown(&workbook), ["A1=新", "A2=项目名称", "A3=下一段"]);
    assert!(noted(&workbook, "3 处修订尚未接受"));
}

#[test]
fn how_it_was_before_a_change_of_format_does_not_count() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:tcPrChange><w:tcPr>\
         <w:gridSpan w:val=\"5\"/></w:tcPr></w:tcPrChange></w:tcPr><w:p><w:r><w:rPr><w:rPrChange>\
         <w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>宽</w:t></w:r></w:p></w:tc>";
    let grid = "<w:tblGrid><w:gridCol w:w=\"900\"/><w:gridCol w:w=\"900\"/><w:tblGridChange>\
         <w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid></w:tblGridChange></w:tblGrid>";
    let workbook = open(&format!("<w:tbl>{grid}<w:tr>{cell}</w:tr></w:tbl>"));
    assert_eq!(merges(&workbook), ["A1:B1"]);
    assert_eq!(workbook.notes, []);
}

#[test]
fn of_a_field_the_result_is_text() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText> SUM(ABOVE) </w:instrText></w:r>";
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let nested = format!(
        "{begin}{code}{begin}{code}{separate}{}{end}{separate}{}{end}",
        run("内"),
        run("90")
    );
    assert_eq!(reads(&(run("合计") + &nested)), "合计90");
    let simple = format!("<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", run("7"));
    assert_eq!(reads(&simple), "7");
    // One that is never closed does not swallow the paragraphs behind it.
    let workbook = open(&(paragraph(&format!("{begin}{code}")) + &p("后文")));
    assert_eq!(shown(&workbook), ["A1=后文"]);
}

#[test]
fn form_fields_show_what_is_chosen() {
    let field = |data: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let ticked =
        field("<w:checkBox><w:sizeAuto/><w:default w:val=\"0\"/><w:checked/></w:checkBox>");
    let empty = field("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>");
    let list = field(
        "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"优\"/><w:listEntry w:val=\"良\"/></w:ddList>",
    );
    let text = field("<w:textInput><w:default w:val=\"默认\"/></w:textInput>");
    let content = [ticked, run("是"), empty, run("否"), list, text].concat();
    assert_eq!(reads(&content), "☑是☐否良");
}

#[test]
fn hidden_text_and_rows_are_read_and_noted() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>";
    let plain = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>现</w:t></w:r>";
    let row = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>", cell("行"));
    let workbook = open(&(paragraph(&(hidden.to_owned() + plain)) + &tbl(&[], &[row])));
    assert_eq!(shown(&workbook), ["A1=藏现", "A2=行"]);
    assert_eq!(workbook.sheets[0].hidden_rows, 1);
    assert_eq!(
        texts(&workbook.notes),
        ["文档有 1 处隐藏文字（如“藏”），已读取"]
    );
}

#[test]
fn automatic_numbers_and_tab_stops_are_no_text() {
    let properties = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:tabs>\
                      <w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs></w:pPr>";
    assert_eq!(reads(&(properties.to_owned() + &run("正文"))), "正文");
}

/// A text box as Word writes it: once for new programs, once for old ones.
fn text_box(content: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:positionH>\
         <wp:posOffset>12</wp:posOffset></wp:positionH><wps:txbx><w:txbxContent>{content}\
         </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>\
         <w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r>"
    )
}

#[test]
fn text_boxes_follow_their_paragraph() {
    let boxed = text_box(&(p("附件3") + &p("秘密")));
    let workbook = open(&(paragraph(&(boxed.clone() + &run("标题"))) + &p("下段")));
    assert_eq!(
        shown(&workbook),
        ["A1=标题", "A2=附件3", "A3=秘密", "A4=下段"]
    );
    assert_eq!(
        texts(&workbook.notes),
        ["文档有 1 个文本框（如“附件3”），其文字接在所在段落之后读取"]
    );
    let workbook = open(&tbl(
        &[],
        &[tr(&[&tc("", &paragraph(&(run("15") + &boxed)))])],
    ));
    assert_eq!(shown(&workbook), ["A1=15\n附件3\n秘密"]);
}

#[test]
fn a_table_in_a_text_box_is_a_table() {
    let table = tbl(&[], &[tr(&[&cell("项目名称"), &cell("甲")])]);
    let workbook = open(&paragraph(&text_box(&table)));
    assert_eq!(shown(&workbook), ["A1=项目名称", "B1=甲"]);
}

#[test]
fn art_of_letters_is_text() {
    let art = "<w:r><w:pict><v:shape><v:textpath string=\"自评表\"/></v:shape></w:pict></w:r>";
    let workbook = open(&paragraph(art));
    assert_eq!(shown(&workbook), ["A1=自评表"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let workbook = open(
        &(paragraph(
            "<w:r><w:object><v:imagedata r:id=\"r7\"/><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object>\
         <w:footnoteReference w:id=\"1\"/></w:r>",
        ) + "<w:altChunk r:id=\"r9\"/><w:r><w:t>游离</w:t></w:r>"),
    );
    assert!(workbook.notes.iter().filter(|note| note.is_loss()).count() == 3);
    for what in [
        "Excel.Sheet.12",
        "1 处脚注",
        "1 张图片",
        "1 处外部内容",
        "游离",
    ] {
        assert!(noted(&workbook, what), "{what}: {:?}", workbook.notes);
    }
}

#[test]
fn documents_of_other_programs() {
    let limits = Limits::default();
    let writer = read(
        include_bytes!("../../../tests/corpus/libreoffice.docx"),
        &limits,
    )
    .unwrap();
    assert_eq!(
        shown(&writer),
        [
            "A1=项目支出绩效自评表",
            "A2=项目名称",
            "B2=道路养护",
            "A3=项目资金\n（万元）",
            "B3=年初预算数",
            "C3=33",
            "B4=全年执行数",
            "C4=≥30",
            "D4=☑是",
            "A5=填报人：甲"
        ]
    );
    assert_eq!(merges(&writer), ["B2:D2", "A3:A4", "C3:D3"]);
    assert_eq!(writer.notes, []);
    let python = read(
        include_bytes!("../../../tests/corpus/python-docx.docx"),
        &limits,
    )
    .unwrap();
    assert_eq!(
        shown(&python),
        [
            "A1=绩效自评",
            "A2=单位：\t万元\n（2024年度）",
            "A3=甲\n\n\n",
            "C3=乙",
            "D3=丙",
            "C4=1",
            "D4=2",
            "A5=丁",
            "B5=3",
            "C5=4",
            "D5=5\n内 嵌\n",
            "A6=戊",
            "A7=第二页"
        ]
    );
    assert_eq!(merges(&python), ["A3:B4", "B6:D6"]);
    assert_eq!(python.notes.len(), 1);
}

/// A form of four columns in little.
fn form() -> String {
    tbl(
        &[900, 900, 900, 900],
        &[
            tr(&[
                &cell("项目名称"),
                &tc("<w:gridSpan w:val=\"3\"/>", &p("甲")),
            ]),
            tr(&[&cell("a"), &cell("b"), &cell("c"), &cell("d")]),
        ],
    )
}

#[test]
fn a_frame_around_a_table_changes_nothing_in_it() {
    let bare = open(&(p("标题") + &form()));
    let one_cell = |content: &str| tbl(&[9_000], &[tr(&[&tc("", content)])]);
    let framed = one_cell(&(p("标题") + &form() + "<w:p/>"));
    for body in [framed.clone(), one_cell(&framed)] {
        let workbook = open(&body);
        assert_eq!(shown(&workbook), shown(&bare));
        assert_eq!(merges(&workbook), merges(&bare));
        assert_eq!(workbook.notes, []);
    }
}

#[test]
fn tables_side_by_side_in_a_frame_keep_apart() {
    let frame = tbl(
        &[4_500, 4_500],
        &[tr(&[&tc("", &form()), &tc("", &form())])],
    );
    let workbook = open(&frame);
    assert_eq!(
        shown(&workbook),
        [
            "A1=项目名称",
            "B1=甲",
            "E1=项目名称",
            "F1=甲",
            "A2=a",
            "B2=b",
            "C2=c",
            "D2=d",
            "E2=a",
            "F2=b",
            "G2=c",
            "H2=d"
        ]
    );
}

#[test]
fn a_table_pasted_into_the_wide_cell_of_a_form_has_cells() {
    let rows = [
        tr(&[&cell("上"), &tc("<w:gridSpan w:val=\"2\"/>", &p("x"))]),
        tr(&[
            &cell("项目资金"),
            &tc("<w:gridSpan w:val=\"2\"/>", &(form() + "<w:p/>")),
        ]),
        tr(&[&cell("下"), &cell("y"), &cell("z")]),
    ];
    let workbook = open(&tbl(&[900, 4_000, 4_000], &rows));
    assert_eq!(
        shown(&workbook),
        [
            "A1=上",
            "B1=x",
            "A2=项目资金",
            "B2=项目名称",
            "C2=甲",
            "B3=a",
            "C3=b",
            "D3=c",
            "E3=d",
            "A4=下",
            "B4=y",
            "C4=z"
        ]
    );
    assert_eq!(merges(&workbook), ["B1:E1", "A2:A3", "C2:E2", "C4:E4"]);
}

#[test]
fn a_table_in_a_value_is_its_text() {
    let value = p("共：") + &form() + "<w:p/>";
    let rows = [tr(&[
        &cell("指标"),
        &cell("目标"),
        &tc("", &value),
        &cell("15"),
    ])];
    let workbook = open(&tbl(&[2_000, 2_000, 2_000, 900], &rows));
    assert_eq!(
        shown(&workbook),
        [
            "A1=指标",
            "B1=目标",
            "C1=共：\n项目名称 甲\na b c d\n",
            "D1=15"
        ]
    );
    assert!(noted(
        &workbook,
        "1 处单元格内嵌表格（如“共： 项目名称 甲 a b c d”）"
    ));
}

#[test]
fn a_list_in_a_wide_value_is_its_text() {
    let list = tbl(
        &[],
        &[
            tr(&[&cell("一"), &cell("巡查")]),
            tr(&[&cell("二"), &cell("宣传")]),
        ],
    );
    let rows = [tr(&[&cell("年度目标"), &tc("", &(list + "<w:p/>"))])];
    let workbook = open(&tbl(&[900, 8_000], &rows));
    assert_eq!(shown(&workbook), ["A1=年度目标", "B1=一 巡查\n二 宣传\n"]);
}

#[test]
fn the_strict_variant_and_odd_prefixes_read_alike() {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/\
         relationships\"><Relationship Id=\"r1\" Target=\"/文/main.xml\" Type=\
         \"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\"/></Relationships>";
    let text = "<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:z=\
         \"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><tbl><tr><tc><tcPr>\
         <gridSpan z:val=\"2\"/></tcPr><z:p><z:r><t>宽</t></z:r></z:p></tc><tc><p><r><t>窄</t></r></p></tc>\
         </tr></tbl></body></document>";
    let bytes = zipped(&[
        ("_rels/.rels", relations.as_bytes()),
        ("文/main.xml", text.as_bytes()),
    ]);
    let workbook = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(shown(&workbook), ["A1=宽", "C1=窄"]);
}

#[test]
fn what_is_no_document_is_damaged() {
    let damaged = |bytes: &[u8]| read(bytes, &Limits::default()).unwrap_err().to_string();
    for (document, detail) in [
        ("<w:document><w:body><w:p>", "中途断开"),
        ("<w:document><w:body></w:p></w:document>", "XML 有误"),
        ("<html><p/></html>", "主部件不是 Word 正文"),
        ("", "主部件不是 Word 正文"),
        ("<w:document><w:body><w:p><w:r><w:t>半", "中途断开"),
        ("<w:document><w:body><w:tbl><w:tr><w:trPr>", "中途断开"),
    ] {
        let said = damaged(&package(document));
        assert!(
            said.contains(detail) && said.contains("docx"),
            "{document}: {said}"
        );
    }
    assert!(damaged(&zipped(&[("word/document.xml", b"<a/>")])).contains("_rels/.rels"));
    assert!(
        damaged(&zipped(&[("_rels/.rels", RELATIONS.as_bytes())])).contains("word/document.xml")
    );
    let whole = document(&p("正文"));
    assert!(read(&whole[..whole.len() - 30], &Limits::default()).is_err());
}

#[test]
fn an_empty_document_has_an_empty_sheet() {
    let workbook = open("");
    assert!(workbook.sheets[0].grid.is_empty());
}

#[test]
fn limits_are_kept() {
    let key = |body: &str, limits: &Limits| match read(&document(body), limits).unwrap_err() {
        Refusal::LimitExceeded { key, .. } => key,
        other => panic!("{other}"),
    };
    let cells = Limits {
        cells: 20,
        ..Limits::default()
    };
    assert_eq!(key(&"<w:p/>".repeat(21), &cells), "limits.cells");
    let merges = Limits {
        merged_regions: 1,
        ..Limits::default()
    };
    let wide = tr(&[&tc("<w:gridSpan w:val=\"2\"/>", &p("x"))]);
    assert_eq!(
        key(&tbl(&[], &[wide.clone(), wide]), &merges),
        "limits.merged_regions"
    );
    let inflated = Limits {
        inflated_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(key(&p("x"), &inflated), "limits.inflated_bytes");
}

#[test]
fn columns_beyond_any_sheet_are_noted() {
    let far = tr(&[
        &tc("<w:gridSpan w:val=\"4294967295\"/>", &p("宽")),
        &cell("远"),
        &cell("更远"),
    ]);
    let workbook = open(&tbl(&[], &[far]));
    assert_eq!(shown(&workbook), ["A1=宽"]);
    assert!(workbook.notes.iter().any(Note::is_loss));
    assert!(
        refused(
            &"<w:p/>".repeat(3),
            &Limits {
                cells: 2,
                ..Limits::default()
            }
        )
        .contains("上限 2")
    );
}

#[test]
fn depth_without_end_loses_no_text() {
    const DEEP: usize = 20_000;
    for (start, end) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        (
            "<mc:AlternateContent><mc:Choice>",
            "</mc:Choice></mc:AlternateContent>",
        ),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p>", "</w:p>"),
        ("<w:tr>", "</w:tr>"),
    ] {
        let body = start.repeat(DEEP) + &p("底") + &end.repeat(DEEP);
        let workbook = open(&body);
        let text = shown(&workbook).concat();
        assert!(text.ends_with('底'), "{start}: {text}");
    }
}

mod properties {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::grid::{CellRef, Region};

    /// A table cut into rectangles: row by row, each as large as asked for where there is room.
    fn cut(rows: u32, cols: u32, sizes: &[(u32, u32)]) -> Vec<Region> {
        let mut taken = BTreeSet::new();
        let mut regions = Vec::new();
        let mut sizes = sizes.iter().cycle();
        for row in 0..rows {
            for col in 0..cols {
                if taken.contains(&(row, col)) {
                    continue;
                }
                let (height, width) = *sizes.next().unwrap();
                let free = |c: &u32| *c < cols && !taken.contains(&(row, *c));
                let width = (col..col + width).take_while(free).count();
                let last = (
                    rows.min(row + height) - 1,
                    col + u32::try_from(width).unwrap() - 1,
                );
                for r in row..=last.0 {
                    taken.extend((col..=last.1).map(|c| (r, c)));
                }
                let first = CellRef::new(row, col);
                regions.push(Region::new(first, CellRef::new(last.0, last.1)));
            }
        }
        regions
    }

    /// The table as Word writes it: a merged cell in every row that it takes.
    fn written(rows: u32, cols: u32, regions: &[Region]) -> String {
        let row = |row: u32| {
            let here = |region: &&Region| (region.first.row..=region.last.row).contains(&row);
            let mut cells: Vec<&Region> = regions.iter().filter(here).collect();
            cells.sort_by_key(|region| region.first.col);
            let cells = cells.iter().map(|region| {
                let begins = region.first.row == row;
                let vertical = match (region.first.row == region.last.row, begins) {
                    (true, _) => "",
                    (false, true) => RESTART,
                    (false, false) => GOES_ON,
                };
                let columns = region.last.col - region.first.col + 1;
                let text = if begins {
                    region.to_string()
                } else {
                    String::new()
                };
                tc(
                    &format!("<w:gridSpan w:val=\"{columns}\"/>{vertical}"),
                    &p(&text),
                )
            });
            format!("<w:tr>{}</w:tr>", cells.collect::<String>())
        };
        let widths = vec![900; usize::try_from(cols).unwrap()];
        tbl(&widths, &(0..rows).map(row).collect::<Vec<_>>())
    }

    /// What opens and closes around other things, in order and out of it.
    const AROUND: [(&str, &str); 8] = [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        (
            "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>",
            "</w:tc></w:tr></w:tbl>",
        ),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tr><w:tc>", "</w:tc></w:tr>"),
        ("<w:tc>", "</w:tc>"),
        ("<w:tbl>", "</w:tbl>"),
        ("<w:p>", "</w:p>"),
    ];

    fn any_structure() -> impl Strategy<Value = String> {
        let leaf = Just("<w:p><w:r><w:t>#</w:t></w:r></w:p>".to_owned());
        leaf.prop_recursive(6, 40, 4, |inner| {
            let around = proptest::sample::select(&AROUND[..]);
            (around, proptest::collection::vec(inner, 1..4))
                .prop_map(|((start, end), inner)| format!("{start}{}{end}", inner.concat()))
        })
    }

    /// How many texts the notes say stand outside any paragraph.
    fn stray(workbook: &Workbook) -> usize {
        let note = texts(&workbook.notes)
            .into_iter()
            .find(|note| note.contains("不在任何段落"));
        let counted = note.and_then(|note| note.split(' ').nth(1)?.parse().ok());
        counted.unwrap_or_default()
    }

    proptest! {
        #[test]
        fn any_table_reads_back_cell_for_cell(
            (rows, cols) in (1_u32..7, 1_u32..7),
            sizes in proptest::collection::vec((1_u32..4, 1_u32..4), 1..12),
            frames in 0_usize..3,
        ) {
            let regions = cut(rows, cols, &sizes);
            let mut body = written(rows, cols, &regions);
            for _ in 0..frames {
                body = tbl(&[9_000], &[tr(&[&tc("", &body)])]);
            }
            let workbook = open(&body);
            let cells: Vec<String> =
                regions.iter().map(|region| format!("{}={region}", region.first)).collect();
            prop_assert_eq!(shown(&workbook), cells);
            let merged: BTreeSet<Region> = regions.into_iter().filter(Region::is_merge).collect();
            let read: BTreeSet<Region> = workbook.sheets[0].grid.merges().copied().collect();
            prop_assert_eq!(read, merged);
            prop_assert_eq!(workbook.notes, vec![]);
        }

        #[test]
        fn no_text_is_lost_in_any_structure(structure in any_structure()) {
            let mut body = String::new();
            for (n, piece) in (100_u32..).zip(structure.split('#')) {
                if n > 100 {
                    body.push_str(&n.to_string());
                }
                body.push_str(piece);
            }
            let workbook = open(&body);
            let all = shown(&workbook).join("|");
            let texts = structure.matches('#').count();
            let found = (101..).take(texts).filter(|n: &u32| all.contains(&n.to_string())).count();
            prop_assert_eq!(found + stray(&workbook), texts, "{} → {}", body, all);
        }

        #[test]
        fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &Limits::default());
            let _ = read(&package(&String::from_utf8_lossy(&bytes)), &Limits::default());
        }

        #[test]
        fn any_properties_are_taken(
            numbers in proptest::collection::vec(any::<u32>(), 8),
            width in 0_u32..400,
        ) {
            let row = |n: &u32| {
                let properties = format!("<w:gridSpan w:val=\"{n}\"/><w:vMerge w:val=\"{n}\"/>");
                format!(
                    "<w:tr><w:trPr><w:gridBefore w:val=\"{n}\"/></w:trPr>{}{}</w:tr>",
                    tc(&properties, &p("x")),
                    tc("<w:hMerge/>", &form()),
                )
            };
            let rows: Vec<String> = numbers.iter().map(row).collect();
            let widths = [width, width / 2, width, 900];
            let workbook = open(&tbl(&widths, &rows));
            prop_assert_eq!(workbook.sheets.len(), 1);
        }
    }
}
