// --- filter and search ---
const filtered = [...document.querySelectorAll(".filtered")];
const headings = [...document.querySelectorAll(".text .heading")];
const rankOf = (heading) => Number(heading.querySelector(".words").tagName[1]);
const form = document.querySelector(".tools");
const search = document.getElementById("sv-search");
const where = document.getElementById("sv-where");
const stillOpen = form.querySelector("[name=open]");
const count = document.getElementById("sv-count");
const texts = new Map(filtered.map((el) => [el, plain(wordsOf(el).map((e) => e.textContent).join(" "))]));
function wordsOf(el) { return el.tagName === "TR" ? [el] : [...el.querySelectorAll(".words, .cite")]; }
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
  paint(words, filtered);
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
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
tidyTable();
