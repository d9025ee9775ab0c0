// Wishes for a block: sent, and where they conflict which do, each with what would free the plan.

import { send, tell } from "/static/page.js";

const form = document.getElementById("wishes"), place = document.getElementById("conflicts");
const progress = document.getElementById("progress"), loading = document.getElementById("loading");
const path = `/api/v1/athletes/${form.dataset.athlete}/plans/build`;

function wishes() {
  const data = new FormData(form), number = (name) => (data.get(name) ? Number(data.get(name)) : null);
  const boxes = (name) => [...form.querySelectorAll(`[name=${name}]`)];
  const all = boxes("equipment"), usual = all.every((each) => each.checked === each.defaultChecked);
  return {
    goal: data.get("goal"), weeks: number("weeks"), minutes: number("minutes") ?? 75, starts: data.get("starts") || null,
    competition: data.get("competition") || null, training: data.get("training"), days: data.getAll("days"),
    lifts: [...data.getAll("lifts"), ...data.get("more_lifts").split(",").map((each) => each.trim()).filter(Boolean)],
    spare: data.getAll("spare"), equipment: usual ? null : data.getAll("equipment"), seed: number("seed") ?? 0, title: data.get("title"),
  };
}

/** Writes a change that frees the plan into the form. */
function wish(change) {
  for (const [name, value] of Object.entries(change)) {
    const boxes = [...form.querySelectorAll(`[type=checkbox][name=${name}]`)];
    if (boxes.length) {
      const listed = [value].flat().map(String);
      for (const each of boxes) each.checked = value === null ? each.defaultChecked : listed.includes(each.value);
      const known = new Set(boxes.map((each) => each.value));
      if (name === "lifts") form.elements.more_lifts.value = listed.filter((each) => value !== null && !known.has(each)).join(", ");
    } else if (form.elements[name]) form.elements[name].value = value ?? "";
  }
}

function conflicting(rules) {
  const made = (tag, words, className = "") => Object.assign(document.createElement(tag), { textContent: words, className });
  const list = made("ul", "", "rows");
  for (const rule of rules) {
    const item = made("li", ""), said = made("div", "");
    said.append(made("b", rule.says));
    if (rule.frees) said.append(made("div", rule.frees + (rule.enough ? "" : " (not enough alone)"), "sm t2"));
    item.append(said);
    const names = Object.keys(rule.change);
    if (names.length && names.every((name) => form.elements[name])) {
      const button = Object.assign(made("button", "Do that", "btn"), { type: "button" });
      button.append(made("span", `: ${rule.frees}`, "sr"));
      button.addEventListener("click", () => { wish(rule.change); build(); });
      item.append(button);
    }
    list.append(item);
  }
  place.replaceChildren(made("p", "These wishes and rules cannot all be kept:", "b"), list);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

async function build() {
  const button = form.querySelector("button.pri"), begun = performance.now();
  tell("");
  place.hidden = true;
  button.disabled = true;
  const clock = setInterval(() => {
    loading.hidden = false;
    progress.textContent = `Being built, ${Math.round((performance.now() - begun) / 1000)} s. It can take some.`;
  }, 300);
  try {
    const told = await send("POST", path, wishes());
    location.assign(`/athletes/${form.dataset.athlete}/plan?plan=${told.id}`);
  } catch (error) {
    if (error.told && error.told.rules) conflicting(error.told.rules);
    else tell(`Not built. ${error.message}`);
  } finally {
    clearInterval(clock);
    loading.hidden = true;
    progress.textContent = "";
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); build(); });
