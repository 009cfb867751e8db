// The one way this page makes elements. People's text only ever becomes text nodes: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "vars") for (const [key, each] of Object.entries(value)) node.style.setProperty(key, each);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** An HTML element; strings among the children become text nodes, null and false are left out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Several nodes without a wrapper. */
export function fragment(...children) {
  return fill(document.createDocumentFragment(), null, children);
}

let counter = 0;

/** An id for label/control pairs, unique on this page. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Only addresses that open a page or a letter are ever live; the rest is shown as text. */
export function safeUrl(url) {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url ?? "") || /^\/(?!\/)/.test(url ?? "") ? url : null;
}

/** A link that opens elsewhere, or its label alone when the address is not one to follow. */
export function link(url, ...label) {
  const address = safeUrl(url);
  if (!address) return h("span", null, ...label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...label);
}
