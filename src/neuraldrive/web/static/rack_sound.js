// Sounds at the end of each repetition; the pattern tells them apart without pitch. Mute is of this tablet alone.

const KEY = "nd_mute";
const PATTERNS = { "go": [[660, 0, 0.12]], "last rep": [[880, 0, 0.12], [880, 0.2, 0.12]], "stop": [[330, 0, 0.7]], "ready": [[523, 0, 0.12], [784, 0.16, 0.2]] };
let audio = null;

/** Whether this tablet is mute. */
export function isMute() { return localStorage.getItem(KEY) === "1"; }

/** Mute, or not. */
export function setMute(mute) { localStorage.setItem(KEY, mute ? "1" : "0"); }

/** Whether the browser lets this page sound: only after somebody touched it. */
export function maySound() { return audio !== null && audio.state === "running"; }

/** To be called when somebody touches the page. */
export function wake(then) {
  audio = audio || new AudioContext();
  audio.resume().then(then, () => {});
}

/** Sounds a word, or "ready". */
export function sound(name) {
  if (isMute() || !maySound()) return;
  for (const [pitch, begins, lasts] of PATTERNS[name] || []) tone(pitch, audio.currentTime + begins, lasts);
}

function tone(pitch, at, lasts) {
  const source = audio.createOscillator(), loud = audio.createGain();
  source.frequency.value = pitch;
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(0.5, at + 0.01);
  loud.gain.setValueAtTime(0.5, at + lasts - 0.03);
  loud.gain.linearRampToValueAtTime(0, at + lasts);
  source.connect(loud).connect(audio.destination);
  source.start(at);
  source.stop(at + lasts);
}
