// A story: its words follow the voice, and its maker says while listening when each paragraph begins.

import { follow } from "../js/spoken.js";

const audio = document.querySelector("[data-voice]");
const words = document.querySelector("[data-words]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

if (audio && words) {
  follow(audio, words, (one) => one.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" }));
}

const times = document.querySelector("[data-times]");
if (audio && times) {
  document.querySelector("[data-times-how]").hidden = false;
  const buttons = [...times.querySelectorAll("[data-now]")];
  buttons.forEach((button, place) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const at = Math.floor(audio.currentTime);
      document.getElementById(button.dataset.now).value = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
      buttons[place + 1]?.focus();
    });
  });
}
