// The controls: what stands in them, and what they say to those who see and those who hear.

const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

/** What can be chosen, read from the page itself. */
export function choices() {
  const options = (name) => [...one(`select[name=${name}]`).options].map((each) => each.value);
  return {
    muscles: options("muscle_a"), lifts: options("lift"), states: options("state_a"),
    methods: all("[data-method]").map((each) => each.dataset.method),
    moments: all("[data-at]").map((each) => each.dataset.at),
    numbers: [...new Set(all("[data-number]").map((each) => each.dataset.number))],
    ends(effort, name) {
      const slider = effort ? one(`[data-of=${effort}] [data-given=${name}]`) : one(`[data-number=${name}]`);
      return [Number(slider.min) / Number(slider.dataset.scale), Number(slider.max) / Number(slider.dataset.scale)];
    },
  };
}

/** The value of a slider in SI. */
export function inSI(slider) { return Number((Number(slider.value) / Number(slider.dataset.scale)).toPrecision(6)); }

/** Sets a slider, the number beside it and what is read aloud; `typical` is the preset's value. */
export function setSlider(slider, value, typical) {
  const { scale, unit } = slider.dataset;
  slider.value = value * Number(scale);
  const text = `${Number((value * Number(scale)).toFixed(2))} ${unit}`;
  slider.parentElement.querySelector("b").textContent = text;
  const known = typical === undefined || Math.abs(typical - value) < 1e-9 ? "" : `, typical ${Number((typical * Number(scale)).toFixed(1))} ${unit}`;
  slider.setAttribute("aria-valuetext", text + known);
}

/** Everything as the view has it; `typical(side, name)` is a preset's number. */
export function show(view, typical, linkedMuscle) {
  const press = (selector, key, value) => all(selector).forEach((each) => each.setAttribute("aria-pressed", String(each.dataset[key] === value)));
  press("[data-effort]", "effort", view.effort);
  press("[data-method]", "method", view.method);
  press("[data-loads]", "loads", view.loads);
  press("[data-at]", "at", view.moment);
  all("[data-of]").forEach((each) => { each.hidden = each.dataset.of !== view.effort; });
  all("[data-loads-of]").forEach((each) => { each.hidden = each.dataset.loadsOf !== view.loads; });
  one("[name=muscle_a]").value = view.muscle_a;
  one("[name=muscle_b]").value = view.muscle_b || view.muscle_a;
  one("[name=lift]").value = view.lift;
  one("[name=units]").value = view.units;
  one("[name=emg]").checked = view.emg;
  showMuscles(view, linkedMuscle);
  for (const [name, value] of Object.entries(view.given[view.effort])) setSlider(one(`[data-of=${view.effort}] [data-given=${name}]`), value);
  for (const side of ["a", "b"]) showState(view, side, typical);
  showHints(view.effort);
}

function showMuscles(view, ofLift) {
  const isLift = view.effort === "lift", apart = Boolean(view.muscle_b);
  one("[name=muscle_b]").hidden = !apart || isLift;
  for (const name of ["muscle_a", "muscle_b", "units"]) one(`[name=${name}]`).disabled = isLift;
  one("#link").hidden = isLift;
  one(".units").hidden = isLift;
  one("#link").textContent = apart ? "Link again" : "Unlink";
  one("#linked").textContent = isLift ? `A lift has its own pool: ${ofLift}.` : apart ? "A above, B below." : "Equal in A and B.";
}

function showState(view, side, typical) {
  one(`[name=state_${side}]`).value = view[side].population;
  one(`[data-reset=${side}]`).hidden = !Object.keys(view[side].changes).length;
  for (const slider of all(`[data-number][data-side=${side}]`)) {
    const name = slider.dataset.number, usual = typical(side, name);
    setSlider(slider, view[side].changes[name] ?? usual, usual);
  }
}

/** The panels of an effort: those of the pictures that are there, not of what was chosen since. */
export function showPanels({ effort, emg }) {
  const isLift = effort === "lift";
  all("canvas[data-panel=velocity], canvas[data-panel=activation]").forEach((each) => { each.hidden = !isLift; });
  all("canvas[data-panel=emg]").forEach((each) => { each.hidden = isLift || !emg; });
}

function showHints(effort) {
  const isLift = effort === "lift", slow = effort === "ramp" || effort === "hold";
  one(".emg1").hidden = isLift;
  all("[data-fast]").forEach((each) => each.toggleAttribute("data-idle", slow));
  one("#matters").textContent = slow ? "Time to recruit, first rate and doublets belong to fast efforts: choose Fast to see them."
    : isLift ? "In a lift the fast numbers show in the first 50 ms, hardly in the bar." : "";
}
