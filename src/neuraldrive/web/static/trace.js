// The trace of a set: its line, its repetitions as bands that can be chosen, and two handles on the chosen one.

const STEP_S = 0.005, LEAST_S = 0.03;
const SVG = "http://www.w3.org/2000/svg";

const made = (tag, className, more = {}) => Object.assign(document.createElement(tag), { className, ...more });
const shown = (value, places) => value.toFixed(places).replace("-", "\u2212");
const stepped = (time) => Math.round(time / STEP_S) * STEP_S;

/** Ticks at round numbers, at most `most` of them. */
function ticks(low, high, most) {
  const raw = (high - low) / most, size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * size).find((each) => (high - low) / each <= most);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + 1e-9; at += step) found.push(Math.abs(at) < 1e-9 ? 0 : at);
  return { found, places: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

export class Trace {
  /** In a figure; `on` is told: chosen(rep), moved(rep, span) as a handle moves. */
  constructor(figure, on) {
    this.figure = figure;
    this.on = on;
    this.chosen = null;
    this.draft = null;
    this.floor = null;
    new ResizeObserver(() => this.data && this.draw()).observe(figure);
  }

  /** The answer of /trace, and the repetitions of the page. */
  show(data, reps) {
    this.data = data;
    const spans = new Map(data.spans.map((each) => [each.repetition_id, each]));
    this.reps = reps.filter((each) => spans.has(each.id))
      .map((each) => ({ ...each, start: spans.get(each.id).start_s, end: spans.get(each.id).end_s }));
    if (!this.reps.some((each) => this.chosen && each.id === this.chosen.id)) this.chosen = null;
    else this.chosen = this.reps.find((each) => each.id === this.chosen.id);
    this.draw();
  }

  /** The span as it is being picked, of the chosen repetition or of a new one. */
  span() { return this.draft || (this.chosen && [this.chosen.start, this.chosen.end]); }

  choose(rep) {
    this.chosen = rep;
    this.draft = null;
    this.draw();
    this.on.chosen(rep);
  }

  /** Begins a new repetition where the bar moved fastest outside of every other. */
  begin() {
    const inside = (time) => this.reps.some((each) => time >= each.start - 0.05 && time <= each.end + 0.05);
    let best = null;
    for (const { times_s: times, values } of this.data.pieces) {
      times.forEach((time, k) => {
        const seen = time >= this.data.from_s && time <= this.data.to_s && !inside(time);
        if (seen && (!best || values[k] > best.value)) best = { times, values, k, value: values[k] };
      });
    }
    if (!best) return false;
    let low = best.k, high = best.k;
    while (low > 0 && best.values[low] > 0 && !inside(best.times[low - 1])) low -= 1;
    while (high < best.times.length - 1 && best.values[high] > 0 && !inside(best.times[high + 1])) high += 1;
    this.chosen = null;
    const [first, last] = this.bounds(best.times[best.k]);
    const start = Math.max(first, stepped(best.times[low])), end = Math.min(last, stepped(best.times[high]));
    this.draft = end - start >= LEAST_S ? [start, end] : [start, Math.min(last, start + 0.3)];
    this.draw();
    return true;
  }

  cancel() { this.draft = null; this.draw(); }

  /** Between what neighbours a time lies, s. */
  bounds(time) {
    const others = this.reps.filter((each) => each !== this.chosen);
    const before = others.filter((each) => each.end <= time + 1e-9).map((each) => each.end);
    const after = others.filter((each) => each.start >= time - 1e-9).map((each) => each.start);
    return [Math.max(this.data.first_s, ...before), Math.min(this.data.last_s, ...after)];
  }

  move(which, time) {
    const span = [...this.span()], [first, last] = this.bounds((span[0] + span[1]) / 2);
    const low = which === 0 ? first : span[0] + LEAST_S, high = which === 0 ? span[1] - LEAST_S : last;
    span[which] = Number(Math.min(high, Math.max(low, stepped(time))).toFixed(4));
    if (this.draft && this.draft[which] === span[which]) return;
    this.draft = span;
    this.place();
    this.on.moved(this.chosen, span);
  }

  draw() {
    const { data } = this, focused = document.activeElement && document.activeElement.dataset.key;
    const values = data.pieces.flatMap((each) => each.values);
    const floor = this.floor && data.quantity === "velocity" ? this.floor.value + this.floor.noise : 0;
    const low = Math.min(0, ...values), high = Math.max(0.1, floor, ...values), room = 0.06 * (high - low);
    this.low = low - room;
    this.high = high + room;
    this.plot = made("div", "tr-plot");
    this.plot.append(this.line());
    this.figure.replaceChildren(this.plot, this.axes());
    this.labels();
    this.bands();
    this.handles();
    this.place();
    if (focused) this.figure.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  x(time) { return (100 * (time - this.data.from_s)) / (this.data.to_s - this.data.from_s); }
  y(value) { return (100 * (this.high - value)) / (this.high - this.low); }

  line() {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 100 100");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const path = (d, name) => { const p = document.createElementNS(SVG, "path"); p.setAttribute("d", d); p.setAttribute("class", name); svg.append(p); };
    if (this.floor && this.data.quantity === "velocity") {
      const [top, bottom] = [this.y(this.floor.value + this.floor.noise), this.y(this.floor.value - this.floor.noise)];
      path(`M0 ${top}H100V${bottom}H0Z`, "ar ref");
      path(`M0 ${this.y(this.floor.value)}H100`, "ln faint dash");
    }
    if (this.data.quantity === "velocity") path(`M0 ${this.y(0)}H100`, "ln ax");
    for (const { times_s: times, values } of this.data.pieces) {
      path(times.map((time, k) => `${k ? "L" : "M"}${this.x(time).toFixed(3)} ${this.y(values[k]).toFixed(2)}`).join(""), "ln tick");
    }
    return svg;
  }

  axes() {
    const box = made("div", "tr-axes"), wide = this.figure.clientWidth;
    box.setAttribute("aria-hidden", "true");
    const up = ticks(this.low, this.high, 5), along = ticks(this.data.from_s, this.data.to_s, wide < 500 ? 4 : 7);
    for (const each of up.found) { const tick = made("span", "tr-y", { textContent: shown(each, up.places) }); tick.style.top = `${this.y(each)}%`; box.append(tick); }
    for (const each of along.found) { const tick = made("span", "tr-x", { textContent: shown(each, along.places) }); tick.style.left = `${this.x(each)}%`; box.append(tick); }
    box.append(made("span", "tr-yname", { textContent: this.data.quantity !== "velocity" ? "height, m" : wide < 500 ? "m/s" : "velocity, m/s" }));
    box.append(made("span", "tr-xname", { textContent: this.data.can_be_picked ? "time, s" : "time in each rise, s; between them it is not known" }));
    if (this.floor && this.data.quantity === "velocity") {
      const floor = made("span", "tr-floor", { textContent: `floor ${shown(this.floor.value, 2)} ±${shown(this.floor.noise, 2)}` });
      floor.style.top = `${this.y(this.floor.value + this.floor.noise)}%`;
      box.append(floor);
    }
    return box;
  }

  bands() {
    this.buttons = new Map();
    for (const rep of this.reps) {
      const band = made("button", `tr-rep${rep.excluded ? " out" : ""}`, { type: "button" });
      band.dataset.key = `rep-${rep.id}`;
      band.setAttribute("aria-pressed", String(rep === this.chosen));
      const mean = rep.mean === null ? "" : `, ${shown(rep.mean, 2)} m/s`;
      band.setAttribute("aria-label", `Repetition ${rep.at}${mean}${rep.excluded ? `, excluded: ${rep.excluded}` : ""}`);
      band.addEventListener("click", () => this.choose(rep));
      this.buttons.set(rep, band);
      this.plot.append(band);
    }
    this.fresh = made("div", "tr-rep new");
    this.plot.append(this.fresh);
  }

  labels() {
    const wide = this.figure.clientWidth - 56, per = wide / (this.data.to_s - this.data.from_s);
    this.reps.forEach((rep, k) => {
      const middle = (rep.start + rep.end) / 2;
      if (middle < this.data.from_s || middle > this.data.to_s) return;
      const before = this.reps[k - 1], gap = before ? (middle - (before.start + before.end) / 2) * per : 99;
      const next = this.reps[k + 1], after = next ? ((next.start + next.end) / 2 - middle) * per : 99;
      const label = made("span", "tr-label");
      label.setAttribute("aria-hidden", "true");
      const narrow = Math.min(gap, after) < 34;
      if (Math.min(gap, after) < 16 && rep.at % 5 !== 0 && rep !== this.chosen) return;
      label.append(made("b", "", { textContent: rep.at }));
      if (!narrow && rep.mean !== null) label.append(made("span", "", { textContent: rep.excluded ? "out" : shown(rep.mean, 2) }));
      label.style.left = `${this.x(middle)}%`;
      this.plot.append(label);
    });
  }

  handles() {
    if (!this.data.can_be_picked || !this.span()) { this.grips = null; return; }
    const whose = this.chosen ? `repetition ${this.chosen.at}` : "the new repetition";
    this.grips = [0, 1].map((which) => {
      const grip = made("div", "tr-grip", { tabIndex: 0 });
      grip.dataset.key = `grip-${which}`;
      grip.setAttribute("role", "slider");
      grip.setAttribute("aria-label", `${which ? "End" : "Start"} of ${whose}`);
      grip.addEventListener("keydown", (event) => this.key(event, which));
      grip.addEventListener("pointerdown", (event) => this.drag(event, grip, which));
      this.plot.append(grip);
      return grip;
    });
  }

  /** Puts bands and handles where the span is now, without drawing the line again. */
  place() {
    for (const [rep, band] of this.buttons) {
      const [start, end] = rep === this.chosen ? this.span() : [rep.start, rep.end];
      band.hidden = end < this.data.from_s || start > this.data.to_s;
      const left = Math.max(0, this.x(start));
      band.style.left = `${left}%`;
      band.style.width = `${Math.min(100, this.x(end)) - left}%`;
    }
    const isNew = this.draft && !this.chosen;
    this.fresh.hidden = !isNew;
    if (isNew) { this.fresh.style.left = `${this.x(this.draft[0])}%`; this.fresh.style.width = `${this.x(this.draft[1]) - this.x(this.draft[0])}%`; }
    if (!this.grips) return;
    const span = this.span(), [first, last] = this.bounds((span[0] + span[1]) / 2);
    this.grips.forEach((grip, which) => {
      grip.style.left = `${this.x(span[which])}%`;
      grip.hidden = span[which] < this.data.from_s || span[which] > this.data.to_s;
      grip.setAttribute("aria-valuenow", span[which].toFixed(3));
      grip.setAttribute("aria-valuemin", (which ? span[0] + LEAST_S : first).toFixed(3));
      grip.setAttribute("aria-valuemax", (which ? last : span[1] - LEAST_S).toFixed(3));
      grip.setAttribute("aria-valuetext", `${span[which].toFixed(3)} seconds`);
    });
  }

  key(event, which) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.move(which, this.span()[which] + by * STEP_S * (event.shiftKey ? 10 : 1));
  }

  drag(event, grip, which) {
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const box = this.plot.getBoundingClientRect(), long = this.data.to_s - this.data.from_s;
    const off = event.clientX - (box.left + (this.x(this.span()[which]) / 100) * box.width);
    const move = (now) => this.move(which, this.data.from_s + ((now.clientX - off - box.left) / box.width) * long);
    const end = () => { grip.removeEventListener("pointermove", move); grip.removeEventListener("pointerup", end); grip.removeEventListener("pointercancel", end); };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  }
}
