// Pictures: described by their alt text, shown only when they load.
import { h, safeUrl } from "../dom.js";
import { icon } from "../icons.js";

/** An image block's or element's picture. When it cannot be loaded its alt text takes the place. */
export function picture({ image_url: url, slack_file: file, alt_text: alt }, { small = false } = {}) {
  const address = safeUrl(url ?? file?.url);
  const words = alt || "Picture without a description";
  const instead = h(
    "span",
    { class: small ? "picture-missing small" : "picture-missing", role: "img", "aria-label": words },
    icon("eye"),
    small ? null : words,
  );
  if (!address) return instead;
  const image = h("img", {
    src: address,
    alt: alt ?? "",
    class: small ? "thumbnail" : "picture",
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
    onerror: () => image.replaceWith(instead),
  });
  return image;
}
