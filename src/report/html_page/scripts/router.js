// The address of a view: #/findings?severity=error. What is chosen in a view is part of it, so that
// "back" works and a link shows what its sender saw.
"use strict";
JX.router = (function () {
  const views = new Map();
  const scrolled = new Map();
  let shown = null;
  let followed = false;

  function add(name, view) {
    views.set(name, view);
  }

  /// "#/office/%E7%94%B2?q=1" → { name, parameter, query, path }
  function parse(hash) {
    const parts = hash.replace(/^#\/?/, "").split("?");
    const steps = parts[0].split("/");
    return {
      name: steps[0] || "overview",
      parameter: decoded(steps.slice(1).join("/")),
      query: query(parts[1] || ""),
      path: "#/" + parts[0],
    };
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  function query(text) {
    const values = {};
    new URLSearchParams(text).forEach((value, name) => { values[name] = value; });
    return values;
  }

  function address(path, values) {
    const known = new URLSearchParams();
    Object.keys(values).forEach((name) => {
      if (values[name] !== "" && values[name] !== null && values[name] !== undefined) known.set(name, values[name]);
    });
    const text = known.toString();
    return path + (text ? "?" + text : "");
  }

  /// What is chosen in the view that is shown; no new step on the way back.
  function keep(values) {
    history.replaceState(null, "", address(parse(location.hash).path, values));
    shown = location.hash;
  }

  function go() {
    if (shown === location.hash) return;
    if (shown !== null) scrolled.set(shown, window.pageYOffset);
    const back = !followed;
    followed = false;
    const first = shown === null;
    const place = parse(location.hash);
    shown = location.hash;
    JX.leave();
    const main = JX.clear(document.getElementById("main"));
    if (!views.has(place.name) || !views.get(place.name).draw(main, place)) unknown(main);
    titled(main);
    mark(place.name);
    window.scrollTo(0, (back && scrolled.get(shown)) || 0);
    if (!first) main.focus({ preventScroll: true });
  }

  function unknown(main) {
    history.replaceState(null, "", "#/");
    shown = location.hash;
    JX.clear(main);
    JX.append(main, JX.element("p", { class: "caution", role: "status" }, "没有这个页面，或本次报送中没有这个项目、街道，已转到总览。"));
    views.get("overview").draw(main, parse("#/"));
  }

  function titled(main) {
    const heading = main.querySelector("h2");
    document.title = (heading ? heading.firstChild.textContent + " · " : "") + JX.data.title;
  }

  function mark(name) {
    const parents = { office: "offices", project: "projects" };
    const current = views.has(name) ? parents[name] || name : "overview";
    document.querySelectorAll("#nav a").forEach(function (link) {
      if (link.dataset.view === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }

  function start() {
    if ("scrollRestoration" in history) history.scrollRestoration = "manual";
    document.addEventListener("click", function (event) {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link && link.hash) followed = true;
    });
    window.addEventListener("hashchange", go);
    go();
  }

  return { add, address, keep, parse, start, open: (hash) => { followed = true; location.hash = hash; } };
})();
