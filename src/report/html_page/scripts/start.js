// Opens the page: reads the data, draws the view of the address, light or dark, and on paper.
"use strict";
JX.theme = (function () {
  const KEY = "jixiao-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let chosen = remembered();

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; // a browser may forbid it; then the system decides
    }
  }

  function apply(name) {
    const theme = name || chosen || (system.matches ? "dark" : "light");
    document.documentElement.setAttribute("data-theme", theme);
    const button = document.getElementById("theme");
    button.textContent = theme === "dark" ? "浅色" : "深色";
    button.setAttribute("aria-label", theme === "dark" ? "换为浅色" : "换为深色");
    JX.drawCharts();
  }

  function turn() {
    chosen = document.documentElement.getAttribute("data-theme") === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, chosen);
    } catch (error) {
      // not remembered then
    }
    apply();
  }

  function start() {
    document.getElementById("theme").addEventListener("click", turn);
    if (system.addEventListener) system.addEventListener("change", () => apply());
    apply();
  }

  return { apply, start };
})();

/// On paper: light, every row, charts as wide as the paper.
JX.paper = function (printed) {
  document.body.classList.toggle("on-paper", printed);
  JX.tables.forEach((table) => table.forPrint(printed));
  JX.drawn.forEach((one) => { one.canvas.style.height = JX.heightOf(one.options.height, printed) + "px"; });
  JX.theme.apply(printed ? "light" : undefined);
};

JX.start = function () {
  JX.load();
  JX.index();
  const views = [["overview", "总览", "#/"], ["offices", "街道", "#/offices"], ["projects", "项目", "#/projects"],
    ["findings", "问题", "#/findings"], ["over-budget", "超预算", "#/over-budget"], ["files", "文件", "#/files"], ["about", "说明", "#/about"]];
  JX.append(document.getElementById("nav"), views.map((view) => JX.link(view[2], view[1], { "data-view": view[0] })));
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("skip").addEventListener("click", () => document.getElementById("main").focus());
  window.addEventListener("beforeprint", () => JX.paper(true));
  window.addEventListener("afterprint", () => JX.paper(false));
  window.addEventListener("resize", JX.resizeCharts);
  JX.router.start();
  JX.theme.start();
  window.addEventListener("hashchange", JX.drawCharts);
};

JX.start();
