// A table that is sorted, filtered and turned page by page. A real <table>, so that it can be read
// aloud, searched and printed; only the rows of one page exist, so that it is quick with any number.
"use strict";
JX.tables = new Set();

/// Kinds of columns that are sorted as numbers, the largest first.
const NUMBERS = ["amount", "rate", "points", "count"];

/// columns: { key, title, kind, get(row) → value, cell(row) → node, sum, wide, words(row) → text }
JX.DataTable = function (options) {
  this.columns = options.columns;
  this.rows = options.rows;
  this.kept = options.rows;
  this.sort = options.sort || null;
  this.tone = options.tone || (() => "");
  this.onChange = options.onChange || (() => {});
  this.pageSize = options.pageSize || 100;
  this.page = 0;
  this.printed = false;
  this.searched = new Map();
  this.head = JX.element("thead");
  this.body = JX.element("tbody");
  this.foot = JX.element("tfoot");
  this.pager = JX.element("div", { class: "pager" });
  this.table = JX.element("table", { class: "data" }, [
    JX.element("caption", {}, options.caption), this.head, this.body, this.foot,
  ]);
  const scroll = JX.element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.caption }, this.table);
  this.element = JX.element("div", { class: "table" }, [scroll, this.pager]);
  this.arrange();
  JX.tables.add(this);
};

/// Rows of a print: more than this no one reads on paper.
JX.DataTable.MOST_PRINTED = 2000;
JX.DataTable.SIZES = [100, 500, 2000];

JX.DataTable.prototype = {
  /// Shows the rows that are like this.
  filter(like) {
    this.kept = like ? this.rows.filter(like) : this.rows;
    this.page = 0;
    this.arrange();
  },

  /// All that is written in a row, for the search.
  words(row) {
    if (!this.searched.has(row)) {
      const words = this.columns.map((column) => {
        const value = column.words ? column.words(row) : column.get(row);
        return value === null || value === undefined ? "" : String(value);
      });
      this.searched.set(row, words.join("\n").toLowerCase());
    }
    return this.searched.get(row);
  },

  arrange() {
    const column = this.sort && this.columns.find((known) => known.key === this.sort.key);
    this.ordered = column ? sorted(this.kept, column, this.sort.descending) : this.kept;
    this.drawHead();
    this.draw();
  },

  sortBy(key) {
    const same = this.sort && this.sort.key === key;
    const column = this.columns.find((known) => known.key === key);
    const first = NUMBERS.indexOf(column.kind) >= 0;
    this.sort = { key, descending: same ? !this.sort.descending : first };
    this.page = 0;
    this.arrange();
    this.onChange();
    const button = this.head.querySelector('button[data-key="' + key + '"]');
    if (button) button.focus();
  },

  drawHead() {
    JX.clear(this.head);
    JX.append(this.head, JX.element("tr", {}, this.columns.map((column) => {
      const active = this.sort && this.sort.key === column.key;
      const order = active ? (this.sort.descending ? "descending" : "ascending") : "none";
      const arrow = active ? (this.sort.descending ? "▼" : "▲") : "";
      return JX.element("th", { scope: "col", "aria-sort": order, class: "is-" + column.kind + (column.wide ? " wide" : "") },
        this.printed ? column.title : JX.element("button", { type: "button", "data-key": column.key, title: "按“" + column.title + "”排序", on: { click: () => this.sortBy(column.key) } },
          [column.title, JX.element("span", { class: "arrow", "aria-hidden": "true" }, arrow)]));
    })));
  },

  draw() {
    const size = this.printed ? JX.DataTable.MOST_PRINTED : this.pageSize;
    const first = this.printed ? 0 : this.page * size;
    const rows = this.ordered.slice(first, first + size);
    JX.clear(this.body);
    const fragment = document.createDocumentFragment();
    rows.forEach((row) => fragment.appendChild(this.drawRow(row)));
    if (rows.length === 0) {
      fragment.appendChild(JX.element("tr", {}, JX.element("td", { colspan: this.columns.length, class: "none" }, "没有符合条件的记录")));
    }
    this.body.appendChild(fragment);
    this.drawFoot();
    this.drawPager(first, rows.length);
  },

  drawRow(row) {
    return JX.element("tr", { class: this.tone(row) || null }, this.columns.map((column, at) => {
      const properties = { class: "is-" + column.kind + (column.wide ? " wide" : "") + (column.mark ? " " + column.mark(row) : "") };
      const content = column.cell ? column.cell(row) : JX.shown(column.kind, column.get(row));
      if (at === 0) properties.scope = "row";
      return JX.element(at === 0 ? "th" : "td", properties, content);
    }));
  },

  /// Sums of what is shown in all pages, where a column has one.
  drawFoot() {
    JX.clear(this.foot);
    if (!this.columns.some((column) => column.sum) || this.kept.length === 0) return;
    JX.append(this.foot, JX.element("tr", {}, this.columns.map((column, at) => {
      if (at === 0) return JX.element("th", { scope: "row" }, "合计");
      return JX.element("td", { class: "is-" + column.kind, "data-sum": column.sum ? column.key : null }, column.sum ? this.sum(column) : "");
    })));
  },

  sum(column) {
    const values = this.kept.map((row) => column.get(row));
    if (column.kind === "count") return JX.show.count(values.reduce((total, value) => total + (value || 0), 0));
    return JX.show.amount(JX.decimal.text(JX.decimal.sum(values)));
  },

  drawPager(first, shown) {
    JX.clear(this.pager);
    const all = this.kept.length;
    const words = all === this.rows.length ? "共 " + all + " 条" : "筛选出 " + all + " 条，共 " + this.rows.length + " 条";
    const part = shown < all ? "，本页为第 " + (first + 1) + " 至 " + (first + shown) + " 条" : "";
    const cut = this.printed && shown < all ? "；打印件只列前 " + shown + " 条，其余请筛选后分次打印，全部见 data 文件夹" : "";
    JX.append(this.pager, JX.element("span", { class: "pager-words", role: "status", "data-count": all }, words + part + cut));
    if (all <= JX.DataTable.SIZES[0] || this.printed) return;
    const last = Math.ceil(all / this.pageSize) - 1;
    const step = (text, to) => JX.element("button", {
      type: "button", disabled: to < 0 || to > last || to === this.page, on: { click: () => this.turn(to) },
    }, text);
    JX.append(this.pager, [
      JX.element("span", { class: "pager-steps" }, [step("首页", 0), step("上一页", this.page - 1),
        JX.element("span", {}, " " + (this.page + 1) + " / " + (last + 1) + " "),
        step("下一页", this.page + 1), step("末页", last)]),
      this.sizes(),
    ]);
  },

  sizes() {
    const choose = JX.element("select", { on: { change: (event) => { this.pageSize = Number(event.target.value); this.turn(0); } } },
      JX.DataTable.SIZES.map((size) => JX.element("option", { value: size, selected: size === this.pageSize }, size)));
    return JX.element("label", { class: "pager-size" }, ["每页 ", choose, " 条"]);
  },

  turn(page) {
    this.page = page;
    this.draw();
    this.element.scrollIntoView();
    this.element.querySelector(".scroll").scrollTop = 0;
  },

  /// On paper everything stands on one page.
  forPrint(printed) {
    this.printed = printed;
    this.drawHead(); // a button would be printed on the first sheet alone
    this.draw();
  },
};

/// Sorted by a column, the unknown last whichever way; equals stay as they were.
function sorted(rows, column, descending) {
  const words = new Intl.Collator("zh-CN", { numeric: true });
  const turn = descending ? -1 : 1;
  const key = NUMBERS.indexOf(column.kind) < 0 ? String : Number;
  const keyed = rows.map(function (row, at) {
    const value = column.order ? column.order(row) : column.get(row);
    const known = value !== null && value !== undefined && value !== "";
    return { row, at, key: known ? key(value) : null };
  });
  keyed.sort(function (one, other) {
    if (one.key === null || other.key === null) {
      return (one.key === null) - (other.key === null) || one.at - other.at;
    }
    const order = typeof one.key === "string" ? words.compare(one.key, other.key) : one.key - other.key;
    return order * turn || one.at - other.at;
  });
  return keyed.map((one) => one.row);
}
