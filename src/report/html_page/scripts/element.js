// Elements from data. Text goes in as text, always: nothing here or elsewhere parses markup.
"use strict";
const JX = {};

/// JX.element("a", { class: "x", href: "#/", on: { click: f } }, ["text", node])
JX.element = function (tag, properties, children) {
  const element = document.createElement(tag);
  Object.keys(properties || {}).forEach(function (name) {
    const value = properties[name];
    if (value === undefined || value === null || value === false) return;
    if (name === "on") {
      Object.keys(value).forEach((event) => element.addEventListener(event, value[event]));
    } else if (name === "style") {
      Object.keys(value).forEach((key) => element.style.setProperty(key, value[key]));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  });
  JX.append(element, children);
  return element;
};

JX.append = function (element, children) {
  [].concat(children === undefined ? [] : children).forEach(function (child) {
    if (child === null || child === undefined || child === false) return;
    element.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  });
  return element;
};

JX.clear = function (element) {
  while (element.firstChild) element.removeChild(element.firstChild);
  return element;
};

/// A link within the page.
JX.link = function (hash, text, properties) {
  return JX.element("a", Object.assign({ href: hash }, properties), text);
};

/// A link to a file beside the page: only ways that the program made itself.
JX.fileLink = function (way, text) {
  if (!way) return document.createTextNode(text);
  return JX.element("a", { href: way, target: "_blank", rel: "noopener", class: "file" }, text);
};

/// A part of a view under a heading.
JX.section = function (title, children, properties) {
  return JX.element("section", properties, [JX.element("h3", {}, title)].concat(children));
};
