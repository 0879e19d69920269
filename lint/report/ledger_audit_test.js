// Lists what makes a page hard to use for people who do not see it, see little, or
// use no mouse.
(() => {
  const found = [];
  const say = (what, e) => found.push(what + (e ? ": " + (e.outerHTML || e.textContent).slice(0, 160) : ""));
  const visible = (e) => e.checkVisibility({ visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Landmarks, language, title, headings, ids.
  if (!document.documentElement.lang) say("no language");
  if (!document.title.trim()) say("no title");
  for (const [selector, n] of [["main", 1], ["header", 1], ["footer", 1], ["h1", 1]]) {
    if (all(selector).length !== n) say(all(selector).length + " of " + selector);
  }
  for (const e of all("nav, section")) if (!e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby")) say("no name", e);
  let level = 0;
  for (const e of all("h1, h2, h3, h4, h5, h6").filter(visible)) {
    const now = +e.tagName[1];
    if (now > level + 1) say("heading of level " + now + " below one of level " + level, e);
    if (!e.textContent.trim()) say("an empty heading", e);
    level = now;
  }
  const ids = new Set();
  for (const e of all("[id]")) ids.has(e.id) ? say("an id twice", e) : ids.add(e.id);
  for (const e of all("[aria-labelledby]")) if (!ids.has(e.getAttribute("aria-labelledby"))) say("labelled by nothing", e);

  // Names of controls and links, heads of tables.
  for (const e of all("button, select, input, a[href], summary").filter(visible)) {
    const name = e.getAttribute("aria-label") || (e.labels && [...e.labels].map((l) => l.textContent).join(" ")) || e.textContent;
    if (!name.trim() && getComputedStyle(e, "::before").content === "none") say("no name", e);
  }
  for (const e of all("table").filter((e) => !e.classList.contains("cells"))) if (!e.querySelector("th[scope]")) say("no head", e);
  for (const e of all("[role=region]")) if (e.tabIndex < 0) say("what scrolls cannot be reached by the keyboard", e);
  for (const e of all("svg")) if (e.getAttribute("aria-hidden") !== "true" && !e.getAttribute("aria-label")) say("no text for a picture", e);

  // Nothing is wider than the page, and what is to be hit is large enough.
  if (document.documentElement.scrollWidth > innerWidth) {
    say("the page scrolls sideways: " + document.documentElement.scrollWidth + " in " + innerWidth);
    for (const e of all("body *").filter((e) => visible(e) && !e.closest(".scroll, pre, .vh") && e.getBoundingClientRect().right > innerWidth).slice(0, 3)) say("too wide", e);
  }
  for (const e of all(".claims, .sections").map((e) => e.parentElement)) if (e.scrollWidth > e.clientWidth) say("a list scrolls sideways: " + e.scrollWidth + " in " + e.clientWidth, e);
  for (const e of all("button, select").filter(visible)) if (e.getBoundingClientRect().height < 24) say("too small", e);

  // Contrast of all text, also that of marks: 4.5 to 1, 3 to 1 for large text.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => top.slice(0, 3).map((v, i) => (v * top[3] + below[i] * (255 - top[3])) / 255).concat(255);
  const behind = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      const color = rgba(getComputedStyle(e).backgroundColor);
      layers.push(color);
      if (color[3] === 255) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 255]);
  };
  const light = (c) => c.slice(0, 3).map((v) => (v /= 255, v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || !visible(e) || e.closest("script, style, :disabled")) continue;
    const style = getComputedStyle(e), below = behind(e), ink = over(rgba(style.color), below);
    const key = ink + "/" + below + "/" + style.fontSize + style.fontWeight;
    if (seen.has(key)) continue;
    seen.add(key);
    const [a, b] = [light(ink), light(below)].sort((a, b) => b - a), ratio = (a + .05) / (b + .05);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) say("contrast " + ratio.toFixed(2), e);
  }

  // Findings are not told by colour alone: each mark has a sign of its severity.
  for (const e of all(".mark")) {
    const sign = getComputedStyle(e, "::before");
    if (sign.content === "none" || sign.display === "none") say("only a colour", e);
  }
  return found;
})()
