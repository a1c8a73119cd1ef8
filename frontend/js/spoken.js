// The words beside a voice: what is said now is marked, and stays in sight. When each sentence begins stands in the page.

export function follow(audio, words, keepInSight) {
  const sentences = [...words.querySelectorAll("[data-from]")];
  let last = null;
  const mark = () => {
    const says = audio.currentTime > 0 && !audio.ended;
    const now = says ? sentences.findLast((one) => Number(one.dataset.from) <= audio.currentTime) : undefined;
    if (now === last) return;
    last?.classList.remove("is-heard");
    now?.classList.add("is-heard");
    if (now && !audio.paused) keepInSight(now);
    last = now ?? null;
  };
  for (const moment of ["timeupdate", "seeked", "ended"]) audio.addEventListener(moment, mark);
}
