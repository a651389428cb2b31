"use strict";
const norms = JSON.parse(document.getElementById("sv-norms").textContent);
const marks = [...document.querySelectorAll(".norm")];
const tip = document.getElementById("sv-tip");


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

// --- search ---
function plain(text) { return text.toLowerCase().replace(/\s+/g, " ").trim(); }
// Colour the words searched for in what is shown.
function paint(words, elements) {
  if (!window.Highlight) return;
  CSS.highlights.delete("sv-found");
  if (words.length < 2) return;
  const ranges = [];
  for (const el of elements) {
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
