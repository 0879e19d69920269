// What a page does beyond being read: filters, steps from finding to finding, and
// the way back from a source. All of it is in the page without this, too.
(function () {
  "use strict";
  const $ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  $("[data-script]").forEach((e) => { e.hidden = false; });

  // index searches the list of articles.
  function index() {
    const rows = $("#articles tbody tr"), query = byId("query"), faulty = byId("faulty"), status = byId("status");
    function apply() {
      const words = query.value.toLowerCase();
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = !row.textContent.toLowerCase().includes(words) || faulty.checked && row.dataset.findings === "0";
        shown += row.hidden ? 0 : 1;
      });
      status.textContent = shown === rows.length ? "" : shown + " of " + rows.length + " articles";
    }
    query.addEventListener("input", apply);
    faulty.addEventListener("change", apply);
    byId("find").addEventListener("submit", (e) => e.preventDefault());
    apply();
  }
  if (byId("articles")) return index();
  if (!byId("filters")) return;

  const form = byId("filters"), cards = $(".card"), claims = $(".claims tbody tr"), rows = $(".article > .row"), lines = $(".bottom > li");
  let current = -1;

  // The section of a claim is said where it turns.
  let turned;
  claims.forEach((claim) => { turned = claim.dataset.section = claim.dataset.section ?? turned; });

  // What links lead to takes the focus, so that reading goes on from there.
  cards.concat(claims, $(".source")).forEach((e) => { e.tabIndex = -1; });

  $(".cite[href]").forEach((cite) => {
    const entry = byId(cite.getAttribute("href").slice(1)).querySelector(".entry");
    cite.title = entry.textContent.trim().replace(/\s+/g, " ").slice(0, 200);
  });

  // The claims that rest on a source are numbers until they are looked at.
  $(".source details").forEach((details) => details.addEventListener("toggle", () => $("span", details).forEach((numbers) => {
    const links = numbers.textContent.split(", ").map((number) => {
      const claim = byId("k" + number).querySelector("a"), link = document.createElement("a");
      link.textContent = number + " " + claim.textContent;
      link.href = claim.hash;
      return link;
    });
    numbers.replaceWith(...links);
  })));

  $(".k[href]").forEach((mark) => mark.setAttribute("aria-label", mark.textContent === "◆" ? "cited claim" : "uncited claim"));

  const shown = () => cards.filter((card) => !card.hidden);
  const plural = (n, noun) => n + " " + noun + (n === 1 ? "" : "s");

  function place() {
    const all = shown(), at = all.indexOf(cards[current]);
    byId("position").textContent = at < 0 ? plural(all.length, "finding") : at + 1 + " of " + all.length;
    byId("previous").disabled = byId("next").disabled = all.length === 0;
  }

  // filter hides what was not asked for. The text of a section stays whole: only
  // other sections are hidden, the marks of hidden findings, and the underlines of
  // severities that are not asked for.
  function filter() {
    const severities = $("input[name=severity]", form).filter((box) => box.checked).map((box) => box.value);
    const rule = form.elements.rule.value, section = form.elements.section.value, uncited = form.elements.uncited.checked;
    const elsewhere = (e) => section !== "" && e.dataset.section !== section;
    ["error", "warning", "info"].forEach((s) => document.body.classList.toggle("no-" + s, !severities.includes(s)));
    cards.forEach((card) => {
      card.hidden = !severities.some((s) => card.classList.contains(s)) || rule !== "" && card.querySelector(".rule a").textContent !== rule ||
        elsewhere(card.closest("[data-section]") || card) || uncited && !("uncited" in card.dataset);
      const mark = byId("m" + card.id.slice(1));
      if (mark) mark.hidden = card.hidden;
    });
    $(".notes").forEach((list) => { list.hidden = !list.querySelector(".card:not([hidden])"); });
    rows.forEach((row) => { row.hidden = elsewhere(row); });
    lines.forEach((line) => { line.hidden = elsewhere(line); });
    claims.forEach((claim) => { claim.hidden = elsewhere(claim) || uncited && !claim.classList.contains("open"); });
    if (current >= 0 && cards[current].hidden) leave();
    place();
    const left = shown().length, claimsLeft = claims.filter((claim) => !claim.hidden).length;
    byId("status").textContent = left === cards.length && claimsLeft === claims.length ? "" :
      "Showing " + left + " of " + plural(cards.length, "finding") + " and " + claimsLeft + " of " + plural(claims.length, "claim");
  }

  function leave() {
    if (current >= 0) cards[current].classList.remove("current");
    current = -1;
  }

  function show(card) {
    leave();
    current = cards.indexOf(card);
    card.classList.add("current");
    card.focus({ preventScroll: true });
    const mark = byId("m" + card.id.slice(1));
    (mark && !mark.hidden ? mark : card).scrollIntoView({ block: "center" });
    place();
  }

  // step goes to the next finding that is shown, from the last one to the first.
  function step(by) {
    const all = shown();
    if (all.length === 0) return;
    const at = all.indexOf(cards[current]);
    show(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));

  // Single letters do something only where nobody types, and never with a key that
  // makes a shortcut of the browser's.
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || !byId("keys").checked) return;
    if (e.target instanceof Element && e.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const by = { n: 1, j: 1, p: -1, k: -1 }[e.key];
    if (by) {
      e.preventDefault();
      step(by);
    } else if (e.key === "Escape" && !byId("back").hidden) {
      back();
    }
  });

  // A click on a citation shows its source; the button leads back to it.
  let origin = null;
  function back() {
    const to = origin;
    byId("back").hidden = true;
    origin = null;
    if (!to) return;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "center" });
  }
  byId("back").addEventListener("click", back);
  document.addEventListener("click", (e) => {
    const link = e.target instanceof Element && e.target.closest("a[href^='#']");
    if (!link) return;
    const id = decodeURIComponent(link.getAttribute("href").slice(1)), to = byId(id);
    if (!to) return;
    if (to.closest("[hidden]")) form.reset(), filter();
    const details = to.closest("details");
    if (details) details.open = true;
    if (to.classList.contains("card")) {
      e.preventDefault();
      show(to);
    } else if (link.closest(".article") && to.closest("#sources, #claims")) {
      origin = link;
      byId("back").hidden = false;
      to.focus({ preventScroll: true });
    } else if (to.closest(".article")) {
      origin = null;
      byId("back").hidden = true;
    }
  });

  // Details are open on paper.
  addEventListener("beforeprint", () => $(".sources details").forEach((d) => { d.open = true; }));
  place();
})();
