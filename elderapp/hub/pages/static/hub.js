// What the pages do besides being pages: the class page stays up to date, keys 1 2 3 mark the roll, arrows turn slides.
"use strict";

const SILENT = 20000; // milliseconds without a word after which the line counts as lost; the hub speaks every eight seconds

function keepClass(part) {
  const sayer = document.getElementById("announce");
  const clock = document.getElementById("heard");
  let known = callers();
  let source = null;
  let heard = Date.now();

  function callers() {
    return new Map([...part.querySelectorAll("[data-caller]")].map((one) => [one.dataset.caller, one.dataset.say]));
  }

  function announce() {
    const now = callers();
    const fresh = [...now].filter(([id]) => !known.has(id)).map(([, words]) => words);
    if (fresh.length) sayer.textContent = fresh.join("，");
    known = now;
  }

  // Only what changed is put in: what somebody has in hand, or listens to, stays where it is.
  function replace(html) {
    const held = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
    const fresh = document.createElement("div");
    fresh.innerHTML = html; // our own server's page, already escaped there
    for (const field of fresh.querySelectorAll("[name=_csrf_token]")) field.setAttribute("value", part.dataset.token);
    const [before, after] = [part, fresh].map((root) => [...root.querySelectorAll("[data-part]")]);
    const names = (list) => list.map((one) => one.dataset.part).join();
    if (names(before) === names(after)) {
      before.forEach((one, n) => one.outerHTML === after[n].outerHTML || one.replaceWith(after[n]));
    } else part.replaceChildren(...fresh.childNodes);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    announce();
  }

  function listen() {
    source = new EventSource(part.dataset.stream);
    source.addEventListener("class", (event) => {
      heard = Date.now();
      if (event.data) replace(event.data);
      document.body.classList.remove("is-lost");
      clock.textContent = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Hong_Kong" });
    });
    source.addEventListener("gone", () => location.reload());
    source.addEventListener("error", () => {
      document.body.classList.add("is-lost");
      if (source.readyState === EventSource.CLOSED) setTimeout(again, 3000);
    });
  }

  // A refused stream tells no reason: whoever is logged out is led to the log-in.
  async function again() {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "manual" }).catch(() => null);
    if (answer && (answer.status === 401 || answer.type === "opaqueredirect")) return location.reload();
    listen();
  }

  document.body.classList.add("is-live");
  listen();
  setInterval(() => Date.now() - heard > SILENT && document.body.classList.add("is-lost"), 2000);
  document.addEventListener("visibilitychange", () => {
    source.close(); // a browser allows few lines to one hub: pages nobody looks at give theirs back
    if (document.visibilityState === "visible") listen();
  });
}

function keepSlides() {
  const keys = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" };
  document.addEventListener("keydown", (event) => {
    const turn = document.querySelector(`a[rel=${keys[event.key] || "none"}]`);
    if (!turn || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a, button")) return;
    event.preventDefault();
    turn.click();
  });
}

function keepRoll(roll) {
  const rows = [...roll.querySelectorAll("[data-person]")];
  roll.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-person]");
    const choice = row && row.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!choice || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choice.checked = true;
    const next = rows[rows.indexOf(row) + 1];
    (next ? next.querySelector("input[type=radio]:checked") || next.querySelector("input[type=radio]") : choice).focus();
  });
}

const part = document.getElementById("class");
if (part) keepClass(part);
const roll = document.getElementById("roll");
if (roll) keepRoll(roll);
if (document.getElementById("project")) keepSlides();
