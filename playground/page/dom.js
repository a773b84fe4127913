// Builds the page's elements; whatever people typed enters as text nodes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element; `on` holds listeners, `data` goes to dataset, true/false/null make or leave out an attribute. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** One of the drawings in index.html. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** One of eight colours, always the same for the same person. */
export function hue(id) {
  let sum = 0;
  for (const digit of String(id)) sum = (sum * 31 + digit.charCodeAt(0)) % 9973;
  return sum % 8;
}

/** What stands in a round avatar: the first letter of the name proper, behind any flat number (3-2-501 王阿姨: 王). */
function initial(name) {
  const words = (name || "").split(/\s+/u).map((word) => word.replace(/^[\d#@·栋座号楼单元室-]+/u, "")).filter(Boolean);
  return ([...(words.at(-1) || name || "?")][0]).toUpperCase();
}

export function personAvatar(person) {
  return el("span", { class: `avatar hue-${hue(person.id)}`, "aria-hidden": "true" }, initial(person.name));
}

export function botAvatar() {
  return el("span", { class: "avatar bot", "aria-hidden": "true" }, icon("grid"));
}

export function chatAvatar(chat) {
  if (chat.kind === "private") return botAvatar();
  const drawing = ["residents", "workers", "officials"].includes(chat.purpose) ? chat.purpose : "group";
  return el("span", { class: `avatar chat ${drawing}`, "aria-hidden": "true" }, icon(drawing));
}

/** Text with its web addresses made into links; `follow(url)` may take a click over by returning true. */
export function linked(text, follow) {
  const parts = text.split(/(https?:\/\/[^\s，。；、）】》”]+)/u);
  return parts.map((part, index) => (index % 2 ? link(part, part, follow) : document.createTextNode(part)));
}

function link(address, label, follow) {
  const go = (event) => {
    event.stopPropagation();
    if (follow(address)) event.preventDefault();
  };
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", on: { click: go } }, label);
}

/** The address if it is one a link may lead to, else null: never javascript: or the like. */
export function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
