// Which block is drawn by what, and how a list of blocks is drawn and redrawn.
import { h } from "../dom.js";
import { actions, alert, context, divider, header, image, markdownBlock, richTextBlock, section } from "./basic.js";
import { dataVisualization } from "./chart.js";
import { input } from "./input.js";
import { dataTable, table } from "./table.js";

const BLOCKS = {
  header,
  section,
  context,
  divider,
  image,
  actions,
  input,
  alert,
  table,
  rich_text: richTextBlock,
  markdown: markdownBlock,
  data_table: dataTable,
  data_visualization: dataVisualization,
};

function drawBlock(block, ctx) {
  const draw = BLOCKS[block.type];
  const content = draw
    ? draw(block, ctx)
    : h("p", { class: "unknown" }, `This page cannot show a “${block.type}” block.`);
  const node = h("div", { class: `block block-of-${block.type}`, dataset: { blockId: block.block_id ?? "" } }, content);
  node.drawnFrom = JSON.stringify(block);
  return node;
}

/** Blocks as elements. A block that did not change keeps its node from `before`, and with it focus and caret. */
export function drawBlocks(blocks, ctx, before = []) {
  const kept = new Map(before.map((node) => [node.drawnFrom, node]));
  return blocks.map((block) => {
    const key = JSON.stringify(block);
    const node = block.block_id ? kept.get(key) : null;
    kept.delete(key);
    return node ?? drawBlock(block, ctx);
  });
}

/** Replace the blocks in `root`; the control that had focus has it again if it is still there. */
export function redrawBlocks(root, blocks, ctx) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const { block, action } = held?.dataset ?? {};
  const caret = held?.selectionStart;
  root.replaceChildren(...drawBlocks(blocks, ctx, [...root.children]));
  if (!held || !action) return held !== null && !root.contains(document.activeElement);
  const again = held.isConnected
    ? held
    : [...root.querySelectorAll("[data-action]")].find(
        (each) => each.dataset.block === block && each.dataset.action === action,
      );
  again?.focus();
  if (typeof caret === "number" && again?.setSelectionRange && again.type !== "email")
    again.setSelectionRange(caret, caret);
  return !again;
}
