// What is chosen above a table: lists of values and a search. Kept in the address.
"use strict";

/// facets: { key, title, get(row) → value, word(value) → text, order: [values] }
JX.filtered = function (options) {
  const state = Object.assign({}, options.query);
  const sort = state.sort ? { key: state.sort.replace(/^-/, ""), descending: state.sort[0] === "-" } : options.sort;
  const table = new JX.DataTable(Object.assign({}, options, { sort, onChange: changed }));
  const facets = options.facets || [];
  const controls = facets.map(control);
  const search = JX.element("input", { type: "search", value: state.q || "", placeholder: "输入文字，空格分隔多个词", on: { input: later(apply, 120) } });
  const reset = JX.element("button", { type: "button", class: "tool reset", on: { click: clear } }, "清除条件");
  const bar = JX.element("form", { class: "filters", role: "search", "aria-label": "筛选" }, [
    controls.map((one) => one.element), JX.element("label", { class: "search" }, ["查找", search]), reset,
  ].reduce((all, part) => all.concat(part), []));
  bar.addEventListener("submit", (event) => event.preventDefault());
  let drawn = false;
  apply();
  drawn = true;
  return JX.element("div", { class: "filtered" }, [bar, table.element]);

  function control(facet) {
    const counts = JX.counted(options.rows, (row) => facet.get(row) || "");
    const values = Array.from(counts.keys());
    const order = facet.order || [];
    const place = (value) => (order.indexOf(value) < 0 ? order.length : order.indexOf(value));
    values.sort((one, other) => place(one) - place(other) || one.localeCompare(other, "zh-CN"));
    // A link may ask for what does not occur: then nothing is found, which is the truth.
    if (state[facet.key] !== undefined && !counts.has(chosenValue(state[facet.key]))) values.push(chosenValue(state[facet.key]));
    const choices = values.map((value) => JX.element("option", { value: value === "" ? EMPTY : value, selected: state[facet.key] !== undefined && chosenValue(state[facet.key]) === value },
      (facet.word ? facet.word(value) : value || "（空）") + "（" + (counts.get(value) || 0) + "）"));
    const select = JX.element("select", { "data-key": facet.key, on: { change: apply } },
      [JX.element("option", { value: "" }, "全部")].concat(choices));
    return { facet, select, element: JX.element("label", {}, [facet.title, select]) };
  }

  function apply() {
    if (drawn && !document.contains(bar)) return; // typed, then left
    const chosen = controls.filter((one) => one.select.value !== "");
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const like = (row) =>
      chosen.every((one) => (one.facet.get(row) || "") === chosenValue(one.select.value)) &&
      words.every((word) => table.words(row).indexOf(word) >= 0);
    table.filter(chosen.length + words.length > 0 ? like : null);
    reset.disabled = chosen.length + words.length === 0;
    changed();
  }

  function clear() {
    controls.forEach((one) => { one.select.value = ""; });
    search.value = "";
    apply();
  }

  function changed() {
    const values = {};
    controls.forEach((one) => { values[one.facet.key] = one.select.value; });
    values.q = search.value.trim();
    const given = options.sort;
    const now = table.sort;
    const unlike = now && !(given && given.key === now.key && given.descending === now.descending);
    values.sort = unlike ? (now.descending ? "-" : "") + now.key : "";
    JX.router.keep(values);
  }
};

/// How an empty value is written in an address and in a list, where "" means all.
const EMPTY = "(空)";

function chosenValue(value) {
  return value === EMPTY ? "" : value;
}

function later(call, milliseconds) {
  let timer = 0;
  return function () {
    clearTimeout(timer);
    timer = setTimeout(call, milliseconds);
  };
}
