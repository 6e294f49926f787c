// What the pages do besides being pages: the class page stays up to date, and keys 1 2 3 mark the roll.
"use strict";

const EVERY = 1000; // milliseconds between two looks at the class

function keepClass(part) {
  const address = part.dataset.now;
  const sayer = document.getElementById("announce");
  const clock = document.getElementById("heard");
  let tag = "";
  let known = callers();

  function callers() {
    return new Map([...part.querySelectorAll("[data-caller]")].map((one) => [one.dataset.caller, one.dataset.say]));
  }

  function announce() {
    const now = callers();
    const fresh = [...now].filter(([id]) => !known.has(id)).map(([, words]) => words);
    if (fresh.length) sayer.textContent = fresh.join("，");
    known = now;
  }

  function replace(html) {
    const held = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = html; // our own server's page, already escaped there
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    announce();
  }

  async function look() {
    try {
      const answer = await fetch(address, { headers: tag ? { "If-None-Match": tag, "X-Live": "1" } : { "X-Live": "1" } });
      if (answer.status === 401) return location.reload();
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") || "";
        replace(await answer.text());
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      document.body.classList.remove("is-lost");
      clock.textContent = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Hong_Kong" });
    } catch {
      document.body.classList.add("is-lost");
    }
    setTimeout(look, EVERY);
  }
  document.body.classList.add("is-live");
  setTimeout(look, EVERY);
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
