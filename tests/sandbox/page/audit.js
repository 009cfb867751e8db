// Looks at the page as it stands and answers what is wrong with it, one sentence each.
() => {
  const problems = new Set();
  const shown = (node) =>
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
    node.getClientRects().length > 0;
  const front = [...document.querySelectorAll("dialog[open], [popover]:popover-open")].at(-1) ?? document.body;
  const about = (node) =>
    `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""} "${(node.textContent ?? "").trim().slice(0, 30)}"`;

  const labelled = (node) =>
    (node.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ");
  const name = (node) =>
    (
      node.getAttribute("aria-label") ||
      labelled(node) ||
      [...(node.labels ?? [])].map((label) => label.textContent).join(" ") ||
      (node.matches("input, textarea, select") ? "" : node.textContent) ||
      node.getAttribute("alt") ||
      ""
    ).trim();
  for (const node of front.querySelectorAll(
    "a[href], button, input, select, textarea, [role=img], [role=option], [role=listbox], [role=menu], [role=dialog], dialog, nav, img, article, [role=region], [role=feed]",
  )) {
    if (!shown(node) || node.matches(".message, [hidden], img[alt]")) continue;
    if (!name(node)) problems.add(`no name: ${about(node)}`);
  }
  for (const node of front.querySelectorAll(
    "[aria-describedby], [aria-labelledby], [aria-controls], [aria-activedescendant]",
  )) {
    for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "aria-activedescendant"]) {
      for (const id of (node.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) problems.add(`${attribute} points nowhere: ${about(node)}`);
      }
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => problems.add(`id twice: ${id}`));
  for (const node of front.querySelectorAll("button, select, input, a.entry")) {
    const box = node.getBoundingClientRect();
    const free = node.matches("input[type=checkbox], input[type=radio], .link-button, .sort");
    if (shown(node) && !free && (box.width < 24 || box.height < 24))
      problems.add(`target ${Math.round(box.width)}x${Math.round(box.height)}: ${about(node)}`);
  }

  // Contrast as WCAG 2.2 defines it, with every translucent layer below the text mixed in.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((part) => top[part] * top[3] + below[part] * (1 - top[3])).concat(1);
  const ground = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) {
      const colour = rgba(getComputedStyle(each).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1 || each.matches("dialog")) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) =>
    [r, g, b]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const walker = document.createTreeWalker(front, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (
      !/[\p{L}\p{N}]/u.test(text.data) ||
      !shown(node) ||
      node.closest(".sr-only, .skip, [disabled], [aria-busy=true]")
    )
      continue;
    const style = getComputedStyle(node);
    const below = ground(node);
    const ink = over(rgba(node instanceof SVGElement ? style.fill : style.color), below);
    const [a, b] = [light(ink), light(below)].sort((one, other) => other - one);
    const ratio = (a + 0.05) / (b + 0.05);
    const large =
      parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) problems.add(`contrast ${ratio.toFixed(1)}: ${about(node)}`);
  }
  for (const node of front.querySelectorAll("input, textarea, select, button.select")) {
    if (!shown(node) || node.matches("[type=file], [type=checkbox]:not([role]), [type=radio], .composer-field"))
      continue;
    const [a, b] = [light(rgba(getComputedStyle(node).borderTopColor)), light(ground(node))].sort(
      (one, other) => other - one,
    );
    if ((a + 0.05) / (b + 0.05) < 3) problems.add(`border ${((a + 0.05) / (b + 0.05)).toFixed(1)}: ${about(node)}`);
  }
  return [...problems];
};
