// A panel on a canvas: axes, bands, lines and words, in the colours of the page.

const PROBE = document.createElement("span");
PROBE.hidden = true;
let known = {};

/** A token of the page's colours as the browser sees it now; light or dark. */
export function colour(token) {
  if (!known[token]) {
    if (!PROBE.isConnected) document.body.append(PROBE);
    PROBE.style.color = `var(--${token})`;
    known[token] = getComputedStyle(PROBE).color;
  }
  return known[token];
}

/** Colours are looked up again: the theme has changed. */
export function forgetColours() { known = {}; }

const LEFT = 40, RIGHT = 98, TOP = 26, BOTTOM = 20;

/** A drawing area with its two axes; times from 0 to `duration`, values from `low` to `high`. */
export class Panel {
  constructor(canvas, { duration, low, high, phrase, ticks, bottom }) {
    const box = canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    const wide = Math.max(1, Math.round(box.width * ratio)), tall = Math.max(1, Math.round(box.height * ratio));
    if (canvas.width !== wide || canvas.height !== tall) [canvas.width, canvas.height] = [wide, tall];
    this.pen = canvas.getContext("2d");
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.pen.clearRect(0, 0, box.width, box.height);
    this.pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    Object.assign(this, { duration, low, high, x0: LEFT, x1: box.width - RIGHT, y0: TOP, y1: box.height - BOTTOM });
    this.axes(phrase, ticks || [], bottom);
  }

  x(time) { return this.x0 + (time / this.duration) * (this.x1 - this.x0); }

  y(value) { return this.y1 - ((value - this.low) / (this.high - this.low)) * (this.y1 - this.y0); }

  axes(phrase, ticks, bottom) {
    this.words(2, 12, phrase, "text2");
    for (const each of ticks) this.words(this.x0 - 8, this.y(each) + 4, plain(each), "text3", "right");
    this.level(this.low, "line2");
    for (const each of timeTicks(this.duration)) this.words(this.x(each), this.y1 + 16, plain(each), "text3", "center");
    if (bottom) this.words(this.x1 + 10, this.y1 + 16, "time, s", "text2");
  }

  words(x, y, text, token, align = "left", bold = false) {
    const font = this.pen.font;
    if (bold) this.pen.font = `600 ${font}`;
    this.pen.fillStyle = colour(token);
    this.pen.textAlign = align;
    this.pen.fillText(text, x, y);
    this.pen.font = font;
  }

  stroke(points, token, width, dash = []) {
    this.pen.strokeStyle = colour(token);
    this.pen.lineWidth = width;
    this.pen.setLineDash(dash);
    this.pen.lineJoin = "round";
    this.pen.beginPath();
    points.forEach(([x, y], k) => (k ? this.pen.lineTo(x, y) : this.pen.moveTo(x, y)));
    this.pen.stroke();
    this.pen.setLineDash([]);
  }

  /** A thin line across the field, on whole pixels so that it is sharp. */
  level(value, token, dash = []) {
    const y = Math.round(this.y(value)) + 0.5;
    this.stroke([[this.x0, y], [this.x1, y]], token, 1, dash);
  }

  /** A course over its own duration; gaps where it has no value. */
  line(values, lasts, token, width, dash = []) {
    this.inside(() => {
      let run = [];
      for (let k = 0; k <= values.length; k += 1) {
        const value = k < values.length ? values[k] : NaN;
        if (Number.isFinite(value)) run.push([this.x((k / (values.length - 1)) * lasts), this.y(value)]);
        else {
          if (run.length > 1) this.stroke(run, token, width, dash);
          run = [];
        }
      }
    });
  }

  /** Between two courses; gaps where one has no value. */
  band(low, high, lasts, token) {
    if (!low || !high) return;
    this.inside(() => {
      this.pen.fillStyle = colour(token);
      let there = [], back = [];
      for (let k = 0; k <= low.length; k += 1) {
        if (k < low.length && Number.isFinite(low[k]) && Number.isFinite(high[k])) {
          const x = this.x((k / (low.length - 1)) * lasts);
          there.push([x, this.y(high[k])]);
          back.push([x, this.y(low[k])]);
        } else if (there.length) {
          this.pen.beginPath();
          [...there, ...back.reverse()].forEach(([x, y], at) => (at ? this.pen.lineTo(x, y) : this.pen.moveTo(x, y)));
          this.pen.fill();
          there = [];
          back = [];
        }
      }
    });
  }

  /** Draws within the field alone; the next picture has the whole canvas again, whatever becomes of this one. */
  inside(drawing) {
    this.pen.save();
    try {
      this.pen.beginPath();
      this.pen.rect(this.x0, this.y0 - 3, this.x1 - this.x0, this.y1 - this.y0 + 4);
      this.pen.clip();
      drawing();
    } finally { this.pen.restore(); }
  }

  /** Words right of the field at levels, moved apart where they would touch. */
  beside(labels) {
    const placed = labels.map(({ level, text, token, bold }) => ({ y: this.y(level) + 4, text, token, bold }));
    placed.sort((one, other) => one.y - other.y);
    placed.forEach((each, k) => { if (k) each.y = Math.max(each.y, placed[k - 1].y + 14); });
    const over = placed.length ? Math.max(0, placed.at(-1).y - this.y1 - 2) : 0;
    for (const { y, text, token, bold } of placed) this.words(this.x1 + 6, y - over, text, token, "left", bold !== false);
  }
}

/** At most five round times. */
export function timeTicks(duration) {
  const step = niceStep(duration / 4);
  return Array.from({ length: Math.floor(duration / step + 1e-9) + 1 }, (_, k) => k * step);
}

/** A round step near a number. */
export function niceStep(rough) {
  const ten = 10 ** Math.floor(Math.log10(rough));
  return ten * [1, 2, 5, 10].find((each) => each * ten >= rough * 0.999);
}

function plain(value) { return Number(value.toFixed(3)).toString().replace("-", "\u2212"); }
