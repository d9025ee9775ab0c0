// The states that can be chosen, as the catalogue has them: typical numbers, names, where the numbers come from.

const one = (selector) => document.querySelector(selector);
const chosen = (name, value) => [...one(`[name=${name}]`).options].find((each) => each.value === value);

export class People {
  /** `view()` is what the controls say now. */
  constructor(view) { Object.assign(this, { view, known: {} }); }

  /** Reads the presets of both muscles, where they are not known yet. */
  async load() { await Promise.all(["a", "b"].map((side) => this.read(this.muscle(side)))); }

  async read(muscle) {
    if (this.known[muscle]) return;
    const answer = await fetch(`/api/v1/lab/presets?muscle=${encodeURIComponent(muscle)}`);
    if (!answer.ok) throw new Error("The presets of this muscle could not be read. Load the page again.");
    this.known[muscle] = await answer.json();
  }

  /** The muscle of a side; a lift has its own pool. */
  muscle(side) {
    const view = this.view();
    if (view.effort === "lift") return chosen("lift", view.lift).dataset.pool;
    return (side === "b" && view.muscle_b) || view.muscle_a;
  }

  /** What the muscle of A is called. */
  get pool() { return (chosen("muscle_a", this.muscle("a")) || { textContent: "" }).textContent.toLowerCase(); }

  /** What a side is called: its state, and whether anything of it was changed. */
  name(side) {
    const { population, changes } = this.view()[side];
    const label = chosen(`state_${side}`, population).textContent.toLowerCase();
    return Object.keys(changes).length ? `${label}, changed` : label;
  }

  /** A number of the preset of a side. */
  typical(side, number) {
    const entry = this.entry(side);
    return entry ? entry.numbers[number].value : 0;
  }

  entry(side) {
    return (this.known[this.muscle(side)] || []).find((each) => each.name === this.view()[side].population);
  }

  /** Every number of both presets, with its paper. */
  rows() {
    return ["a", "b"].flatMap((side) => {
      const { label, numbers } = this.entry(side);
      const listed = Object.entries(numbers).filter(([name]) => !name.endsWith("_sd"));
      return listed.map(([name, { value, unit, title, where, how }]) => ({
        state: `${side.toUpperCase()} · ${label}`, label: name.replaceAll("_", " "), title, where, how,
        text: `${value} ${unit === "ratio" ? "" : unit}`.trim(),
      }));
    });
  }
}
