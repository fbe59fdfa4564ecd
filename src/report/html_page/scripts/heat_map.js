// Offices × families (or rules) of findings: a table, so that every cell can be reached by the
// keyboard, read aloud, printed and followed.
"use strict";
JX.heatMap = function () {
  let by = "family";
  const place = JX.element("div", { class: "scroll heat-scroll", tabindex: "0", role: "region", "aria-label": "街道与问题类别" });
  const buttons = [["family", "按类别"], ["code", "按规则"]].map(function (choice) {
    return JX.element("button", { type: "button", class: "tool", "data-by": choice[0], on: { click: () => { by = choice[0]; draw(); } } }, choice[1]);
  });
  draw();
  return JX.element("section", { class: "card", id: "heat" }, [
    JX.element("div", { class: "card-head" }, [JX.element("h3", {}, "街道 × 问题类别"), JX.element("div", { class: "switch", role: "group", "aria-label": "列" }, buttons)]),
    place,
    JX.element("p", { class: "note" }, "格中为问题条数，颜色越深条数越多；点击数字查看这些问题。含针对文件和单位的问题，未识别单位的单列。"),
  ]);

  function draw() {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.by === by)));
    JX.append(JX.clear(place), map(by));
  }

  function map(by) {
    const findings = JX.findings;
    const counts = JX.counted(findings.all, (row) => findings.text(row, "street_office") + "\u0000" + findings.text(row, by));
    const count = (office, key) => counts.get(office + "\u0000" + key) || 0;
    const keys = by === "family" ? JX.familiesIn(findings.all) : Array.from(new Set(findings.all.map((row) => findings.text(row, "code")))).sort();
    const ofOffice = (office) => (JX.findingsByOffice.get(office) || []).length;
    const offices = allOffices().sort((one, other) => ofOffice(other) - ofOffice(one));
    const most = Math.max.apply(null, Array.from(counts.values()).concat(1));
    const totals = JX.counted(findings.all, (row) => findings.text(row, by));
    const word = (key) => (by === "family" ? JX.word("family", key) : key);
    const hash = (office, key) => "#/findings?" + new URLSearchParams(Object.assign(
      office === null ? {} : { office: office || EMPTY }, key === null ? {} : { [by]: key })).toString();
    const sum = (number, address, label) => JX.element("td", { class: "heat-sum" }, number ? JX.link(address, number, { "aria-label": label }) : "0");
    return JX.element("table", { class: "heat by-" + by }, [
      JX.element("caption", {}, by === "family" ? "各街道各类问题的条数" : "各街道各规则问题的条数"),
      JX.element("thead", {}, JX.element("tr", {}, [JX.element("th", { scope: "col" }, "街道（部门）")].concat(
        keys.map((key) => JX.element("th", { scope: "col", title: by === "family" ? null : JX.ruleName(key) }, word(key))),
        JX.element("th", { scope: "col" }, "合计")))),
      JX.element("tbody", {}, offices.map((office) => JX.element("tr", {}, [JX.element("th", { scope: "row" }, JX.officeLink(office))].concat(
        keys.map((key) => cell(office, key)), sum(ofOffice(office), hash(office, null), JX.office(office) + "合计"))))),
      JX.element("tfoot", {}, JX.element("tr", {}, [JX.element("th", { scope: "row" }, "全区")].concat(
        keys.map((key) => sum(totals.get(key) || 0, hash(null, key), word(key) + "合计")), sum(findings.count, "#/findings", "全部")))),
    ]);

    function cell(office, key) {
      const number = count(office, key);
      if (number === 0) return JX.element("td", { class: "heat-none", "data-count": 0 }, "·");
      const weight = 0.1 + 0.8 * Math.sqrt(number / most);
      const link = JX.link(hash(office, key), number, { "aria-label": JX.office(office) + "，" + word(key) + "，" + number + " 条", title: (by === "code" ? JX.ruleName(key) + "：" : "") + number + " 条" });
      return JX.element("td", { class: "heat-cell" + (weight > 0.55 ? " is-strong" : ""), "data-office": office, "data-key": key, "data-count": number, style: { "--weight": weight.toFixed(3) } }, link);
    }
  }

  /// Every office of the roll-up, and those that only findings name.
  function allOffices() {
    const names = JX.level("street_office").map((row) => JX.rollup.text(row, "name"));
    return Array.from(new Set(names.concat(Array.from(JX.findingsByOffice.keys()))));
  }
};
