// The lab: a control moves, the simulator is asked, every picture answers.

import { closing } from "../menu.js";
import { tell } from "../page.js";
import { fromAddress, toAddress } from "./address.js";
import { forgetColours } from "./canvas.js";
import { Code } from "./code.js";
import * as controls from "./controls.js";
import { Opening } from "./opening.js";
import { People } from "./people.js";
import { SIDES, Shown } from "./shown.js";
import { takeCsv, takePicture } from "./take.js";
import * as told from "./told.js";

const one = (selector) => document.querySelector(selector);
const choices = controls.choices();
const failed = (error) => tell(error.message);

let view = fromAddress(location.search, choices);
let before = null, moved = 0, last = {};

const people = new People(() => view);
const shown = new Shown(() => view, drawn, failed);
const code = new Code(failed);
const opening = new Opening(() => view, () => ({ a: people.name("a"), b: people.name("b") }), failed);

/** Asks for the sides that changed; `dragging` for a quick answer, and a full one once the hand rests. */
function ask(sides, { dragging = false, now = false } = {}) {
  for (const side of sides) shown.ask(side, { name: people.name(side), dragging, moved, now });
  code.stale();
  told.stale();
  opening.ask(dragging);
}

function drawn({ pictures: { a, b }, settled }) {
  if (settled && (a !== last.a || b !== last.b)) {
    last = { a, b };
    if (!one("#told").hidden) tell("");
    told.numbers({ a, b });
    if (before) told.changed(`${before.side.toUpperCase()} · `, before.what, before.picture, before.side === "a" ? a : b);
    before = null;
    code.of({ a, b });
  }
  const detail = { moved: Math.max(a.asked.moved, b.asked.moved), dragging: a.asked.dragging || b.asked.dragging };
  document.dispatchEvent(new CustomEvent("lab:drawn", { detail }));
}

async function showAll() {
  await people.load();
  controls.show(view, (side, number) => people.typical(side, number), people.pool);
  told.presets(people.rows());
}

async function again(sides, push = true) {
  if (push) history.pushState(null, "", toAddress(view));
  before = null;
  try {
    await showAll();
    ask(sides, { now: true });
  } catch (error) { shown.broke(error); }
}

function slid(slider, done) {
  moved = performance.now();
  const value = controls.inSI(slider);
  const { side, number, given, label } = slider.dataset;
  if (number) {
    if (!before || before.what !== label || before.side !== side) before = { side, what: label, picture: shown.before(side) };
    const usual = people.typical(side, number);
    if (Math.abs(value - usual) < 1e-9) delete view[side].changes[number];
    else view[side].changes[number] = value;
    controls.setSlider(slider, value, usual);
    one(`[data-reset=${side}]`).hidden = !Object.keys(view[side].changes).length;
  } else {
    view.given[view.effort][given] = value;
    controls.setSlider(slider, value);
  }
  ask(number ? [side] : SIDES, { dragging: !done });
  if (done) history.pushState(null, "", toAddress(view));
}

function chose({ name, value, checked }) {
  if (name === "muscle_a" || name === "muscle_b" || name === "lift") view[name] = value;
  else if (name === "units") view.units = Math.min(800, Math.max(60, Math.round(Number(value)) || 120));
  else if (name === "emg") view.emg = checked;
  else if (name === "state_a" || name === "state_b") view[name.at(-1)] = { population: value, changes: {} };
  else return undefined;
  return again(name === "state_a" ? ["a"] : name === "state_b" ? ["b"] : SIDES);
}

function pressed({ id, dataset: { effort, method, load, loads, reset } }) {
  if (effort) view.effort = effort;
  else if (method) {
    view.method = method;
    view.given.lift.relative_load = Number(load) / 100;
  } else if (loads) {
    view.loads = loads;
    const { a } = shown.pictures;
    if (loads === "same" && a && a.facts.load_kg) view.given.lift.load_kg = Math.round(a.facts.load_kg / 2.5) * 2.5;
  } else if (reset) view[reset].changes = {};
  else if (id === "link") view.muscle_b = view.muscle_b ? null : view.muscle_a === "vastus_lateralis" ? "tibialis_anterior" : "vastus_lateralis";
  else return undefined;
  return again(reset ? [reset] : SIDES);
}

function atMoment(moment) {
  view.moment = moment;
  document.querySelectorAll("[data-at]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.at === moment)));
  history.pushState(null, "", toAddress(view));
  opening.tell();
}

async function taken(what, side) {
  if (!shown.pictures.a) return tell("The pictures are not there yet. Try again in a moment.");
  try {
    if (what === "picture") await takePicture(shown.pictures);
    else await takeCsv(shown.pictures[side].asked, side, what);
  } catch (error) { failed(error); }
  return undefined;
}

closing("details.take");
one("#controls").addEventListener("submit", (event) => event.preventDefault()); // Enter in a field changes it, no more
document.addEventListener("input", ({ target }) => { if (target.matches("input[type=range]")) slid(target, false); });
document.addEventListener("change", ({ target }) => (target.matches("input[type=range]") ? slid(target, true) : chose(target)));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return undefined;
  const { at, take, side } = button.dataset;
  if (at) return atMoment(at);
  if (take) return taken(take, side);
  return "copy" in button.dataset ? code.copy() : pressed(button);
});
window.addEventListener("popstate", () => {
  view = fromAddress(location.search, choices);
  again(SIDES, false);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  forgetColours();
  shown.later();
});
new ResizeObserver(() => shown.later()).observe(one("#pictures .g2"));

async function prepared() {
  const place = one("#preparing");
  for (;;) {
    const answer = await fetch("/api/v1/lab/ready?wait_s=0.3");
    if (!answer.ok) throw new Error(`The server answered ${answer.status}. Load the page again.`);
    const { ready, preparing_s } = await answer.json();
    place.hidden = ready;
    if (ready) return;
    place.textContent = `Preparing the simulator: it is compiled for this computer, which takes some seconds the first time (${preparing_s.toFixed(0)} s so far).`;
  }
}

try {
  await showAll();
  await prepared();
  ask(SIDES, { now: true });
} catch (error) { shown.broke(error); }
