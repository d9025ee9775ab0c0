// The claims: found by words, kept to a kind of verdict, and their checks run when asked.

import { send, tell } from "./page.js";

const search = document.getElementById("search");
const claims = [...document.querySelectorAll("article.claim")];
const chips = [...document.querySelectorAll(".chip")];
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const words = new Map(claims.map((each) => [each, plain(`${each.id} ${each.textContent}`)]));
const STATES = { passed: "\u2713 Passed", failed: "\u2717 Failed", informative: "\u25cb Told, not kept" };

function show() {
  const group = chips.find((each) => each.getAttribute("aria-pressed") === "true").dataset.group;
  const wanted = plain(search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const each of claims) {
    each.hidden = Boolean(group && each.dataset.group !== group) || !wanted.every((word) => words.get(each).includes(word));
    shown += each.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = `${shown} of ${claims.length} claims shown.`;
  document.getElementById("none").hidden = shown > 0;
  const said = new URLSearchParams();
  if (search.value) said.set("words", search.value);
  if (group) said.set("verdict", group);
  history.replaceState(null, "", `${said.size ? `?${said}` : location.pathname}${location.hash}`);
}

function press(group) {
  for (const each of chips) each.setAttribute("aria-pressed", String(each.dataset.group === group));
}

function all() {
  search.value = "";
  press("");
  show();
}

async function run(button) {
  const article = button.closest("article");
  for (const each of article.querySelectorAll(".many")) each.open = true;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  for (const each of article.querySelectorAll(".came")) each.textContent = "Simulating\u2026";
  try {
    for (const each of await send("POST", `/api/v1/claims/${article.id}/check`)) {
      const runs = each.runs > 1 ? ` over ${each.runs} seeds` : "";
      article.querySelector(`[data-check="${each.check}"] .came`).textContent = `${STATES[each.state]}: simulated ${each.simulated}${runs}. ${each.why}`;
    }
    tell("");
  } catch (error) {
    for (const each of article.querySelectorAll(".came")) each.textContent = "";
    tell(error.message);
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

search.addEventListener("input", show);
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.group !== undefined) { press(button.dataset.group); show(); }
  else if (button.dataset.run) run(button);
  else if (button.id === "all") all();
});
window.addEventListener("hashchange", () => {
  const aimed = document.getElementById(location.hash.slice(1));
  if (aimed && aimed.hidden) { all(); aimed.scrollIntoView(); }
});

const said = new URLSearchParams(location.search);
search.value = said.get("words") || "";
if (chips.some((each) => each.dataset.group === said.get("verdict"))) press(said.get("verdict"));
if (said.size) show();
