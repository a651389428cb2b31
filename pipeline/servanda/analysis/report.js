"use strict";
const norms = JSON.parse(document.getElementById("sv-norms").textContent);
const marks = [...document.querySelectorAll(".norm")];
const filtered = [...document.querySelectorAll(".filtered")];
const headings = [...document.querySelectorAll(".text .heading")];
const rankOf = (heading) => Number(heading.querySelector(".words").tagName[1]);
const tip = document.getElementById("sv-tip");
const form = document.querySelector(".tools");
const search = document.getElementById("sv-search");
const where = document.getElementById("sv-where");
const stillOpen = form.querySelector("[name=open]");
const count = document.getElementById("sv-count");
const texts = new Map(filtered.map((el) => [el, plain(wordsOf(el).map((e) => e.textContent).join(" "))]));

function plain(text) { return text.toLowerCase().replace(/\s+/g, " ").trim(); }
function wordsOf(el) { return el.tagName === "TR" ? [el] : [...el.querySelectorAll(".words, .cite")]; }

// --- why a phrase has its label ---
let shown = null;
function show(mark) {
  const norm = norms[mark.dataset.norm];
  const rows = [["Bearer", norm.bearer], ["Qualifiers", norm.qualifiers.join("; ")],
    ["Conditions", norm.conditions.join("; ")], ["Form", norm.form],
    ["Confidence", norm.confidence.toFixed(2)], ["Outcomes", mark.closest("[data-open]").dataset.open], ["Norm", mark.dataset.norm]];
  const title = document.createElement("h3");
  title.textContent = norm.label.replace("_", " ");
  title.className = norm.label;
  title.style.color = "var(--tone)";
  const list = document.createElement("dl");
  for (const [name, value] of rows) {
    if (!value) continue;
    list.append(Object.assign(document.createElement("dt"), { textContent: name }),
      Object.assign(document.createElement("dd"), { textContent: value }));
  }
  const reasons = document.createElement("ul");
  for (const reason of norm.reasons) reasons.append(Object.assign(document.createElement("li"), { textContent: reason }));
  tip.replaceChildren(title, list, ...(norm.reasons.length ? [reasons] : []));
  tip.hidden = false;
  const box = mark.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 16);
  const below = box.bottom + tip.offsetHeight + 12 < window.innerHeight || box.top < tip.offsetHeight + 12;
  tip.style.left = `${Math.max(left, 16) + window.scrollX}px`;
  tip.style.top = `${window.scrollY + (below ? box.bottom + 6 : box.top - tip.offsetHeight - 6)}px`;
  if (shown) shown.removeAttribute("aria-describedby");
  mark.setAttribute("aria-describedby", "sv-tip");
  shown = mark;
}
function hide() {
  tip.hidden = true;
  if (shown) shown.removeAttribute("aria-describedby");
  shown = null;
}
let leaving = 0;
for (const mark of marks) {
  mark.addEventListener("mouseenter", () => { clearTimeout(leaving); show(mark); });
  mark.addEventListener("mouseleave", () => { leaving = setTimeout(hide, 200); });
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", hide);
  mark.addEventListener("click", () => { mark.focus(); show(mark); });
  mark.addEventListener("keydown", (event) => walk(event, mark));
}
tip.addEventListener("mouseenter", () => clearTimeout(leaving));
tip.addEventListener("mouseleave", hide);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// One stop for Tab; the arrow keys go from phrase to phrase.
if (marks.length) marks[0].tabIndex = 0;
function walk(event, mark) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const open = marks.filter((m) => m.offsetParent !== null);
  const next = open[open.indexOf(mark) + step];
  if (!next) return;
  mark.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  show(next);
}

// --- filter and search ---
function apply() {
  const words = plain(search.value);
  const labels = [...form.querySelectorAll("[name=label]:checked")].map((box) => box.value);
  let left = 0, all = 0;
  for (const el of filtered) {
    const has = el.dataset.labels.split(" ");
    const fits = (!where.value || el.dataset.group === where.value)
      && (!labels.length || labels.some((label) => has.includes(label)))
      && (!stillOpen || !stillOpen.checked || el.dataset.open)
      && (!words || texts.get(el).includes(words));
    el.hidden = !fits;
    if (el.tagName === "TR") { all += 1; left += fits; }
  }
  const open = words || labels.length || where.value || (stillOpen && stillOpen.checked);
  tidyHeadings();
  tidyTable();
  count.textContent = open ? `${left} of ${all}` : "";
  paint(words);
  const first = marks.find((mark) => mark.offsetParent !== null);
  if (first && !marks.some((mark) => mark.tabIndex === 0 && mark.offsetParent !== null)) first.tabIndex = 0;
}
// A heading stays while something under it does.
function tidyHeadings() {
  for (const heading of headings) {
    let next = heading.nextElementSibling, live = false;
    while (next && !live) {
      const isHeading = next.classList.contains("heading");
      const isSame = next.dataset.section === heading.dataset.section;
      if (isHeading && !isSame && rankOf(next) <= rankOf(heading)) break;
      live = !isHeading && !next.hidden;
      next = next.nextElementSibling;
    }
    heading.hidden = !live;
  }
}
// A row names its section and article where they differ from the row above.
function tidyTable() {
  const above = {};
  for (const row of document.querySelectorAll(".summary tbody tr:not([hidden])")) {
    for (const name of row.querySelectorAll("[data-of]")) {
      name.hidden = above[name.dataset.of] === name.textContent;
      above[name.dataset.of] = name.textContent;
    }
  }
}
function paint(words) {
  if (!window.Highlight) return;
  CSS.highlights.delete("sv-found");
  if (words.length < 2) return;
  const ranges = [];
  for (const el of filtered) {
    if (el.hidden) continue;
    const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.toLowerCase();
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("sv-found", new Highlight(...ranges));
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
tidyTable();
