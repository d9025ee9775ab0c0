// Places that are filled once what they show is known: <div data-fill="/team/list">. What stands there meanwhile has its shape.

async function fill(place) {
  try {
    const answer = await fetch(place.dataset.fill, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(`The server answered ${answer.status}.`);
    place.innerHTML = await answer.text();
    place.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  } catch (error) {
    const told = document.createElement("div");
    told.className = "st-err stack";
    told.setAttribute("role", "alert");
    const what = document.createElement("p");
    what.textContent = `This part could not be loaded. ${error.message} What was saved is safe.`;
    const again = document.createElement("button");
    again.className = "btn";
    again.textContent = "Try again";
    again.addEventListener("click", () => fill(place));
    told.append(what, again);
    place.replaceChildren(told);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

for (const place of document.querySelectorAll("[data-fill]")) fill(place);
