//! What the reader of a document has to say beside its text.

use super::super::reading::Tally;
use crate::note::Note;

/// Everything that was left out, or read although a person may not see it.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    stray: Tally,
    objects: Tally,
    foreign: Tally,
    covered: Tally,
    prompts: Tally,
    footnotes: Tally,
    pictures: Tally,
    symbols: Tally,
    nested: Tally,
    boxes: Tally,
    hidden: Tally,
    revisions: Tally,
}

impl Remarks {
    /// Text outside any paragraph.
    pub(super) fn stray(&mut self, text: &str) {
        count(&mut self.stray, text);
    }

    /// Another program's object, such as a piece of a workbook.
    pub(super) fn object(&mut self, program: &str) {
        self.objects.add(program);
    }

    /// Another file to be taken in when Word opens the document.
    pub(super) fn foreign(&mut self) {
        self.foreign.add("altChunk");
    }

    /// Text of a cell over which another one is merged.
    pub(super) fn covered(&mut self, text: &str) {
        count(&mut self.covered, text);
    }

    /// What a control shows as long as nothing has been filled in.
    pub(super) fn prompt(&mut self, text: &str) {
        count(&mut self.prompts, text);
    }

    pub(super) fn footnote(&mut self) {
        self.footnotes.add("脚注");
    }

    pub(super) fn picture(&mut self) {
        self.pictures.add("图片");
    }

    /// A letter of a symbol font that is not known.
    pub(super) fn symbol(&mut self, font: &str) {
        self.symbols.add(font);
    }

    /// A table in a cell, read as the cell's text.
    pub(super) fn nested(&mut self, text: &str) {
        count(&mut self.nested, text);
    }

    pub(super) fn text_box(&mut self, text: &str) {
        count(&mut self.boxes, text);
    }

    pub(super) fn hidden(&mut self, text: &str) {
        count(&mut self.hidden, text);
    }

    /// A change that nobody has accepted yet.
    pub(super) fn revision(&mut self) {
        self.revisions.add("修订");
    }

    /// All of it in sentences.
    pub(super) fn notes(&self) -> Vec<Note> {
        let lost = self.lost().into_iter().flatten().map(Note::Loss);
        let remarked = self.remarked().into_iter().flatten().map(Note::Remark);
        lost.chain(remarked).collect()
    }

    fn lost(&self) -> [Option<String>; 3] {
        [
            self.stray.told(|count, first| {
                format!("文档有 {count} 处文字不在任何段落中（如“{first}”），未读取")
            }),
            self.objects.told(|count, first| {
                format!(
                    "文档中嵌有 {count} 个其他程序的对象（如“{first}”），其中内容未读取；\
                     自评表是嵌入对象的，请改为 Word 表格或另存为 .xlsx"
                )
            }),
            self.foreign.told(|count, _| {
                format!("文档引用了 {count} 处外部内容，未读取；请用 Word 打开后另存为 .docx")
            }),
        ]
    }

    fn remarked(&self) -> [Option<String>; 9] {
        [
            self.covered.told(|count, first| {
                format!("文档有 {count} 处文字被合并单元格盖住（如“{first}”），显示不出，未读取")
            }),
            self.prompts.told(|count, first| {
                format!("文档有 {count} 处填写提示未替换（如“{first}”），按未填写处理")
            }),
            self.footnotes
                .told(|count, _| format!("文档有 {count} 处脚注或尾注，未读取")),
            self.pictures
                .told(|count, _| format!("文档有 {count} 张图片，图片中的文字未读取")),
            self.symbols.told(|count, first| {
                format!("文档有 {count} 个特殊符号无法识别（字体“{first}”），以“\u{FFFD}”代替")
            }),
            self.nested.told(|count, first| {
                format!("文档有 {count} 处单元格内嵌表格（如“{first}”），按该单元格的文字读取")
            }),
            self.boxes.told(|count, first| {
                format!("文档有 {count} 个文本框（如“{first}”），其文字接在所在段落之后读取")
            }),
            self.hidden
                .told(|count, first| format!("文档有 {count} 处隐藏文字（如“{first}”），已读取")),
            self.revisions
                .told(|count, _| format!("文档有 {count} 处修订尚未接受，按全部接受后的文字读取")),
        ]
    }
}

/// Counts a text that is there to be read.
fn count(tally: &mut Tally, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        tally.add(text.replace('\n', " "));
    }
}
