// The live trace of bar velocity: a canvas that is drawn in the browser's frame loop, and only when something came.

const SPAN_S = 6, MOST = 2048;

/** Draws on a canvas; `add` takes pairs of time and velocity, `floor` where the dashed line lies, `clear` forgets. */
export class Trace {
  constructor(canvas) {
    this.canvas = canvas;
    this.times = new Float64Array(MOST);
    this.speeds = new Float64Array(MOST);
    this.clear();
    this.floor = null;
    this.colours();
    new ResizeObserver(() => { this.sized = false; this.wake(); }).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours(); this.wake(); });
  }

  colours() {
    const style = getComputedStyle(document.documentElement), probe = document.createElement("i");
    document.body.append(probe);
    const of = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
    this.ink = { text: of("--text"), text3: of("--text3"), line: of("--line2") };
    this.font = `12px ${style.getPropertyValue("--f")}`;
    probe.remove();
  }

  clear() {
    this.count = 0;
    this.top = 1.2;
    this.bottom = -1.2;
    this.wake();
  }

  add(pairs) {
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const time = pairs[i], last = this.count ? this.times[(this.count - 1) % MOST] : -Infinity;
      if (time < last - SPAN_S) this.count = 0; // another clock: a replay that began again
      else if (time <= last) continue;
      this.times[this.count % MOST] = time;
      this.speeds[this.count % MOST] = pairs[i + 1];
      this.count += 1;
      this.top = Math.max(this.top, Math.min(pairs[i + 1], 4));
      this.bottom = Math.min(this.bottom, Math.max(pairs[i + 1], -4));
    }
    this.wake();
  }

  wake() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => { this.asked = false; this.draw(); });
  }

  size() {
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.pen = this.canvas.getContext("2d");
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.sized = true;
  }

  draw() {
    if (!this.sized) this.size();
    if (!this.height) return;
    const pen = this.pen;
    pen.clearRect(0, 0, this.width, this.height);
    const y = (speed) => (1 - (speed - this.bottom) / (this.top - this.bottom)) * (this.height - 20) + 18;
    this.level(y(0), []);
    if (this.floor) this.level(y(this.floor), [4, 3]);
    pen.font = this.font;
    pen.fillStyle = this.ink.text3;
    pen.fillText("bar velocity, last 6 s", 0, 11);
    if (this.count < 2) return;
    this.line(y);
  }

  level(y, dash) {
    const pen = this.pen;
    pen.strokeStyle = this.ink.line;
    pen.lineWidth = 1;
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(this.width, y);
    pen.stroke();
    pen.setLineDash([]);
  }

  line(y) {
    const pen = this.pen, newest = this.times[(this.count - 1) % MOST];
    const scale = this.width / SPAN_S;
    pen.strokeStyle = this.ink.text;
    pen.lineWidth = 1.75;
    pen.beginPath();
    let before = -Infinity;
    for (let i = Math.max(0, this.count - MOST); i < this.count; i += 1) {
      const time = this.times[i % MOST], x = this.width - (newest - time) * scale;
      if (x < 0) continue;
      if (time - before > 0.5) pen.moveTo(x, y(this.speeds[i % MOST]));
      else pen.lineTo(x, y(this.speeds[i % MOST]));
      before = time;
    }
    pen.stroke();
  }
}
