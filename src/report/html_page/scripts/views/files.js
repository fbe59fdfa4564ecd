// 文件: every file that was sent, and what became of it.
"use strict";
JX.router.add("files", {
  title: "文件",
  draw(main, place) {
    const files = JX.submissions;
    const of = (name, more) => JX.column(files, name, more);
    const status = (row) => files.text(row, "status");
    const tone = { ok: "is-fine", partial: "is-warning", no_form: "is-warning", skipped: "is-info", error: "is-error" };
    const columns = [
      of("source_file", { wide: true, cell: (row) => JX.fileLink(JX.data.sources[files.text(row, "source_file")], files.text(row, "source_file")) }),
      of("street_office", { cell: (row) => JX.officeLink(files.text(row, "street_office")) }),
      of("status", { kind: "label", cell: (row) => JX.chip(tone[status(row)] || "is-info", JX.word("status", status(row))), words: (row) => JX.word("status", status(row)) }),
      of("forms", { sum: true }), of("code", { title: "规则", get: (row) => (files.get(row, "code") === null ? null : JX.ruleName(files.get(row, "code"))) }),
      of("reason", { wide: true }), of("format", { kind: "label" }), of("bytes"),
      of("blake3", { title: "校验值（BLAKE3）", cell: (row) => JX.element("span", { class: "digest" }, JX.shown("text", files.get(row, "blake3"))) }),
    ];
    JX.append(main, [
      JX.element("h2", {}, "文件"),
      JX.element("p", { class: "lead" }, "输入文件夹（含压缩包内）的每个文件一行。链接指向报送的原文件，浏览器可能将其下载后打开。"),
      JX.filtered({
        caption: "文件清单", columns, rows: files.all, query: place.query,
        facets: [
          { key: "status", title: "状态", get: status, word: (code) => JX.word("status", code) },
          { key: "office", title: "街道", get: (row) => files.text(row, "street_office"), word: JX.office },
        ],
      }),
    ]);
    return true;
  },
});
