// Records a story in the browser and puts it into the form's own file field, so that sending it is sending the form.
// Without a microphone, or without this script, the field takes a file.
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const WARNINGS = [30, 10];
const BITS = 64_000;

const endingOf = (type) => (type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm");
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class Recorder {
  constructor(root, field) {
    this.root = root;
    this.field = field;
    this.limit = Number(root.dataset.limit);
    this.part = (name) => root.querySelector(`[data-recorder-${name}]`);
    this.part("start").addEventListener("click", () => this.start());
    this.part("stop").addEventListener("click", () => this.stop());
    this.part("again").addEventListener("click", () => this.again());
    field.addEventListener("change", () => this.forget());
    this.say("ready");
    root.hidden = false;
  }

  say(what, values = {}) {
    let text = this.root.dataset[what];
    for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
    this.part("status").textContent = text;
  }

  show(state) {
    this.part("start").hidden = state !== "ready";
    this.part("stop").hidden = state !== "busy";
    this.part("meter").hidden = state !== "busy";
    this.part("again").hidden = state !== "done";
    this.part("playback").hidden = state !== "done";
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.say("denied");
      this.field.focus();
      return;
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.pieces = [];
    this.cut = false;
    this.warnings = [...WARNINGS];
    this.recorder = new MediaRecorder(this.stream, { mimeType, audioBitsPerSecond: BITS });
    this.recorder.addEventListener("dataavailable", (event) => this.pieces.push(event.data));
    this.recorder.addEventListener("stop", () => this.keep());
    this.recorder.start(1000);
    this.since = performance.now();
    this.listen();
    this.show("busy");
    this.say("busy");
    this.part("stop").focus();
    this.timer = setInterval(() => this.tick(), 200);
  }

  listen() {
    this.sound = new AudioContext();
    this.ear = this.sound.createAnalyser();
    this.sound.createMediaStreamSource(this.stream).connect(this.ear);
  }

  level() {
    const heard = new Float32Array(this.ear.fftSize);
    this.ear.getFloatTimeDomainData(heard);
    const power = heard.reduce((sum, each) => sum + each * each, 0) / heard.length;
    return Math.min(100, Math.round(Math.sqrt(power) * 400));
  }

  tick() {
    const gone = (performance.now() - this.since) / 1000;
    const left = this.limit - gone;
    this.part("time").textContent = clock(gone);
    this.part("level").value = this.level();
    if (this.warnings.length > 0 && left <= this.warnings[0]) this.say("almost", { seconds: this.warnings.shift() });
    if (left <= 0) {
      this.cut = true;
      this.stop();
    }
  }

  stop() {
    clearInterval(this.timer);
    this.recorder.stop();
    this.stream.getTracks().forEach((track) => track.stop());
    this.sound.close();
  }

  keep() {
    const type = this.recorder.mimeType || this.pieces[0]?.type || TYPES[0];
    const file = new File(this.pieces, `opname.${endingOf(type)}`, { type });
    const carrier = new DataTransfer();
    carrier.items.add(file);
    this.field.files = carrier.files;
    this.part("playback").src = URL.createObjectURL(file);
    this.show("done");
    this.say(this.cut ? "cut" : "done");
    this.part("again").focus();
  }

  // Another file was chosen instead: what was recorded is not what will be sent.
  forget() {
    const playback = this.part("playback");
    URL.revokeObjectURL(playback.src);
    playback.removeAttribute("src");
    this.part("time").textContent = clock(0);
    this.show("ready");
  }

  again() {
    this.field.value = "";
    this.forget();
    this.start();
  }
}

const root = document.querySelector("[data-recorder]");
const field = document.querySelector("[data-recorder-file]");
if (root && field && navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder) new Recorder(root, field);
