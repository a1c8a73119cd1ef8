// Where the browser can listen, one may say it instead of typing it. It begins only after a tap and ends by itself.
const Listener = window.SpeechRecognition || window.webkitSpeechRecognition;
const SPEAKS = { nl: "nl-NL", en: "en-GB" };

function ready(voice) {
  const button = voice.querySelector("[data-speak]");
  const field = document.getElementById(button.dataset.speak);
  const label = button.querySelector("[data-label]");
  const idle = label.textContent;
  let listener = null;

  const show = (text, listening) => {
    label.textContent = text;
    button.setAttribute("aria-pressed", String(listening));
  };
  const write = (event) => {
    const heard = [...event.results].slice(event.resultIndex).filter((result) => result.isFinal);
    const said = heard.map((result) => result[0].transcript.trim()).join(" ");
    if (!said) return;
    field.value = [field.value.trim(), said].filter(Boolean).join(" ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const begin = () => {
    listener = new Listener();
    listener.lang = SPEAKS[document.documentElement.lang] ?? document.documentElement.lang;
    listener.onresult = write;
    listener.onerror = (event) => event.error === "not-allowed" && (button.dataset.off = "1");
    listener.onend = () => {
      listener = null;
      show(button.dataset.off ? button.dataset.refused : idle, false);
      delete button.dataset.off;
      field.focus();
    };
    listener.start();
    show(button.dataset.listens, true);
  };
  button.addEventListener("click", () => (listener ? listener.stop() : begin()));
  voice.hidden = false;
}

if (Listener) document.querySelectorAll("[data-speech]").forEach(ready);
