// --- filter and search ---
const form = document.querySelector(".tools");
const search = document.getElementById("sv-search");
const count = document.getElementById("sv-count");
const lines = [...document.querySelectorAll(".line")];
const texts = new Map(lines.map((line) => [line, plain(line.textContent)]));

function apply() {
  const words = plain(search.value);
  const changes = [...form.querySelectorAll("[name=change]:checked")].map((box) => box.value);
  let left = 0;
  for (const line of lines) {
    const has = line.dataset.changes.split(" ");
    const fits = (!changes.length || changes.some((change) => has.includes(change)))
      && (!words || texts.get(line).includes(words));
    line.hidden = !fits;
    left += fits;
  }
  count.textContent = words || changes.length ? `${left} of ${lines.length}` : "";
  paint(words, lines);
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
