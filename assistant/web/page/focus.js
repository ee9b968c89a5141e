// textual.js opens the terminal when the page is loaded; then keys belong to the chat at once.
window.addEventListener("load", () => document.querySelector("textarea").focus());
