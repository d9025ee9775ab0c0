// Menus under a button: a `details` with its choices in `.menu`. They close as menus do.

/** A choice closes the menu and gives the button its focus back, and so does Escape; a click or a step elsewhere closes
 * it too.
 * @param {string} selector of every such `details`. */
export function closing(selector) {
  const opened = () => [...document.querySelectorAll(selector)].filter((each) => each.open);
  document.addEventListener("click", ({ target }) => {
    for (const each of opened()) {
      if (!each.contains(target)) each.open = false;
      else if (target.closest(".menu button, .menu a")) close(each);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") opened().forEach(close);
  });
  document.addEventListener("focusin", ({ target }) => {
    for (const each of opened()) if (!each.contains(target)) each.open = false;
  });
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}
