// --- filter, search and sort ---
const form = document.querySelector(".tools");
const search = document.getElementById("sv-search");
const where = document.getElementById("sv-where");
const ofLabel = document.getElementById("sv-label");
const also = document.getElementById("sv-also");
const count = document.getElementById("sv-count");
const pairs = [...document.querySelectorAll(".pair")];
const rows = new Map([...document.querySelectorAll(".changes tbody tr")].map((row) => [row.dataset.row, row]));
const texts = new Map(pairs.map((pair) => [pair, plain(pair.textContent)]));

function apply() {
  const words = plain(search.value);
  const changes = [...form.querySelectorAll("[name=change]:checked")].map((box) => box.value);
  let left = 0;
  for (const pair of pairs) {
    const told = pair.dataset;
    const fits = (!where.value || told.section === where.value)
      && (!changes.length || changes.includes(told.change))
      && (!ofLabel.value || told.labels.split(" ").includes(ofLabel.value))
      && (!also.value || told.also.split(" ").includes(also.value))
      && (!words || texts.get(pair).includes(words));
    pair.hidden = !fits;
    rows.get(told.row).hidden = !fits;
    left += fits;
  }
  const open = words || changes.length || where.value || ofLabel.value || also.value;
  count.textContent = open ? `${left} of ${pairs.length}` : "";
  tidyHeadings();
  paint(words, pairs);
  const first = marks.find((mark) => mark.offsetParent !== null);
  if (first && !marks.some((mark) => mark.tabIndex === 0 && mark.offsetParent !== null)) first.tabIndex = 0;
}
// A heading stays while a provision under it does.
function tidyHeadings() {
  const rankOf = (element) => (element.classList.contains("pair") ? 9 : element.classList.contains("rank-3") ? 3 : 4);
  for (const heading of document.querySelectorAll(".over")) {
    let next = heading.nextElementSibling, live = false;
    while (next && !live && rankOf(next) > rankOf(heading)) {
      live = rankOf(next) === 9 && !next.hidden;
      next = next.nextElementSibling;
    }
    heading.hidden = !live;
  }
}
function sort(button) {
  const head = button.closest("th");
  const falling = head.getAttribute("aria-sort") === "ascending";
  const value = (row) => (row.dataset[button.dataset.key] === "" ? Infinity : Number(row.dataset[button.dataset.key]));
  const sorted = [...rows.values()].sort((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === other) return a.dataset.order - b.dataset.order;
    if (one === Infinity || other === Infinity) return one - other; // what has none stays last
    return falling ? other - one : one - other;
  });
  for (const other of document.querySelectorAll(".changes [aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  document.querySelector(".changes tbody").append(...sorted);
}
for (const button of document.querySelectorAll(".sort")) button.addEventListener("click", () => sort(button));
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
// A place that a filter hides is shown when somebody goes there.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]")) return;
  form.reset();
  setTimeout(() => target.scrollIntoView());
}
window.addEventListener("hashchange", reveal);
