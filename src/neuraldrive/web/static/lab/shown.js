// What is shown: the answers to what the controls ask, drawn two by two; what answers an older question is let go.

import { question, setting } from "./address.js";
import { Asker } from "./ask.js";
import { showPanels } from "./controls.js";
import { draw, shared } from "./panels.js";

export const SIDES = ["a", "b"];
const card = (side) => document.querySelector(`.pict[data-side=${side}]`);

export class Shown {
  /** `view()` is what the controls say now; `drawn(shown)` is called when both sides are drawn. */
  constructor(view, drawn, failed) {
    Object.assign(this, { view, drawn, failed, answers: { a: null, b: null }, pictures: { a: null, b: null }, frame: 0 });
    const asker = (side) => new Asker((answer, asked) => this.answered(side, answer, asked), (error) => this.broke(error));
    this.askers = Object.fromEntries(SIDES.map((side) => [side, asker(side)]));
    SIDES.forEach((side) => card(side).setAttribute("data-waiting", ""));
    showPanels(view());
  }

  /** Asks for one side; `name` is whose picture it will be, `moved` when the hand did. With `now` what is in flight is let
   * go, and a quick picture of an isometric effort comes before the full one, which is measured too. */
  ask(side, { name, dragging, moved, now }) {
    const view = structuredClone(this.view()), asker = this.askers[side];
    const want = (quick, first) => asker.want({ ...question(view, side, quick), view, name, dragging: quick, moved }, first);
    if (!now) return want(dragging, false);
    card(side).setAttribute("aria-busy", "true");
    if (view.effort === "lift") return want(false, true);
    want(true, true);
    return want(false, false);
  }

  answered(side, answer, asked) {
    const now = this.view();
    if (setting(asked.view) !== setting(now) || asked.view[side].population !== now[side].population) return;
    this.answers[side] = Object.assign(answer, { asked });
    card(side).removeAttribute("data-stale");
    card(side).removeAttribute("data-waiting");
    card(side).setAttribute("aria-busy", "false");
    this.later();
  }

  broke(error) {
    SIDES.forEach((side) => card(side).setAttribute("data-stale", ""));
    this.failed(error);
  }

  /** Draws before the next frame. */
  later() { if (!this.frame) this.frame = requestAnimationFrame(() => this.redraw()); }

  /** Draws two answers to one effort; while the second is on its way, the pair that was there stays. */
  redraw() {
    this.frame = 0;
    const { a, b } = this.answers;
    if (a && b && setting(a.asked.view) === setting(b.asked.view)) this.pictures = { a, b };
    if (!this.pictures.a) return;
    showPanels(this.pictures.a.asked.view);
    const ends = shared(this.pictures);
    for (const side of SIDES) {
      const picture = this.pictures[side];
      draw(card(side), picture, this.pictures[side === "a" ? "b" : "a"], ends);
      document.getElementById(`head_${side}`).textContent = `${side.toUpperCase()} · ${picture.asked.name}`;
      document.querySelector(`[data-told=${side}]`).textContent = picture.facts.words;
    }
    this.drawn(this);
  }

  /** Whether both pictures answer what the controls say, in full. */
  get settled() {
    return SIDES.every((side) => {
      const picture = this.pictures[side];
      return picture && JSON.stringify(picture.asked.body) === JSON.stringify(question(this.view(), side, false).body);
    });
  }

  /** The picture of a side, where it is one of the effort that is chosen now. */
  before(side) {
    const picture = this.pictures[side];
    return picture && setting(picture.asked.view) === setting(this.view()) ? picture : null;
  }
}
