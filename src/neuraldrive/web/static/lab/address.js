// What the lab shows, as one plain object, and as the address of the page: it can be shared, and back works.

export const USUAL = {
  muscle_a: "vastus_lateralis", muscle_b: null, units: 120, effort: "ballistic", emg: false, moment: "maximal effort",
  a: { population: "untrained", changes: {} }, b: { population: "explosive_trained", changes: {} },
  given: {
    ballistic: { to: 1, hold_s: 0.6 }, ramp: { to: 1, rise_s: 1.5, hold_s: 1.5 }, hold: { at: 0.3, hold_s: 2 },
    lift: { relative_load: 0.9, load_kg: 80 },
  },
  lift: "bench_press", method: "heavy", loads: "own",
};

/** A copy of the opening view. */
export const usual = () => structuredClone(USUAL);

/** The address of a view: what differs from the opening view, in words that can be read. */
export function toAddress(view) {
  const said = new URLSearchParams();
  for (const name of ["muscle_a", "muscle_b", "units", "effort", "emg", "moment"]) {
    if (view[name] !== USUAL[name]) said.set(name, view[name]);
  }
  if (view.effort === "lift") {
    for (const name of ["lift", "method", "loads"]) if (view[name] !== USUAL[name]) said.set(name, view[name]);
  }
  for (const [name, value] of Object.entries(view.given[view.effort])) {
    if (value !== USUAL.given[view.effort][name]) said.set(name, value);
  }
  for (const side of ["a", "b"]) {
    if (view[side].population !== USUAL[side].population) said.set(side, view[side].population);
    for (const [name, value] of Object.entries(view[side].changes)) said.set(`${side}.${name}`, value);
  }
  const text = said.toString();
  return text ? `?${text}` : location.pathname;
}

/** The view of an address; what is not known, or not among what can be chosen, is left as it usually is. */
export function fromAddress(search, choices) {
  const said = new URLSearchParams(search);
  const view = usual();
  const choose = (name, among) => { if (among.includes(said.get(name))) view[name] = said.get(name); };
  choose("muscle_a", choices.muscles);
  choose("muscle_b", choices.muscles);
  choose("effort", Object.keys(USUAL.given));
  choose("lift", choices.lifts);
  choose("method", choices.methods);
  choose("loads", ["own", "same"]);
  choose("moment", choices.moments);
  view.emg = said.get("emg") === "true";
  view.units = within(said.get("units"), 60, 800, 120);
  for (const name of Object.keys(USUAL.given[view.effort])) {
    const ends = choices.ends(view.effort, name);
    view.given[view.effort][name] = within(said.get(name), ...ends, view.given[view.effort][name]);
  }
  for (const side of ["a", "b"]) {
    if (choices.states.includes(said.get(side))) view[side].population = said.get(side);
    for (const name of choices.numbers) {
      if (said.has(`${side}.${name}`)) view[side].changes[name] = within(said.get(`${side}.${name}`), ...choices.ends(null, name), undefined);
    }
  }
  return view;
}

function within(text, low, high, usually) {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) ? usually : Math.min(Math.max(value, low), high);
}

/** What two pictures must share to stand beside each other, and beside the controls: the effort, but for how far its
 * sliders are. */
export function setting({ effort, lift, method, loads, muscle_a, muscle_b, units, emg }) {
  return JSON.stringify(effort === "lift" ? [effort, lift, method, loads] : [effort, muscle_a, muscle_b, units, emg]);
}

/** What the simulator is asked for one side. While somebody drags, fewer runs and no more than the pictures need. */
export function question(view, side, dragging) {
  const state = { population: view[side].population, changes: { ...view[side].changes } };
  for (const [name, value] of Object.entries(state.changes)) if (value === undefined) delete state.changes[name];
  if (view.effort === "lift") {
    const own = view.loads === "own";
    const load = own ? { relative_load: view.given.lift.relative_load } : { load_kg: view.given.lift.load_kg };
    const unit = document.body.dataset.unit || "kg";
    return { path: "/api/v1/lab/lifts", body: { lift: view.lift, method: view.method, ...load, state, runs: dragging ? 3 : 5, unit } };
  }
  const muscle = (side === "b" && view.muscle_b) || view.muscle_a;
  const effort = { kind: view.effort, ...view.given[view.effort] };
  const body = { muscle, units: view.units, state, effort, emg: view.emg, measured: !dragging };
  if (dragging) body.runs = 5;
  return { path: "/api/v1/lab/contractions", body };
}
