// Keys work at once: nobody has to click into the terminal first.
window.addEventListener("load", () => {
  document.querySelector(".xterm-helper-textarea")?.focus();
});
