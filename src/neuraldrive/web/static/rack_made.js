// What the drawings of a rack are made of.

/** The element of that id. */
export const at = (id) => document.getElementById(id);
export const MINUS = "\u2212";

/** A velocity, with a true minus. */
export const two = (value) => value.toFixed(2).replace(/^-(?!0\.00$)/, MINUS).replace("-", "");
/** What was lost of the fastest; without a sign where it is rounded to nothing. */
export const lost = (share) => { const whole = Math.round(100 * share); return `${whole > 0 ? MINUS : whole < 0 ? "+" : ""}${Math.abs(whole)} %`; };
/** Minutes and seconds. */
export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
/** A chance; never quite none or all. */
export const percent = (share) => (share < 0.005 ? "<1 %" : share > 0.995 ? ">99 %" : `${Math.round(100 * share)} %`);

/** An element of HTML or SVG; what is within is text or elements, never markup. */
export function made(name, attributes = {}, ...within) {
  const svg = ["svg", "rect", "line", "text", "circle", "path"].includes(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...within);
  return element;
}
