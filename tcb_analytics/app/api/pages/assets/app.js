// Every page works without this. It saves reloads: searches run while one types, forms that
// change a page put its new state in place, jobs are watched.
"use strict";

document.documentElement.classList.add("js");

const waiting = [];
let busy = false;

let place = location.pathname + location.search;

function stand(address, way) {
  history[way](null, "", address);
  place = location.pathname + location.search;
}

async function parsed(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function say(page) {
  const words = page.querySelector("[data-say]")?.dataset.say ?? "";
  const said = document.getElementById("said");
  if (said.textContent !== words) said.textContent = words;
}

// Puts a page's content in the place of this one's; what is open, focused or half typed stays.
function put(page) {
  const main = document.getElementById("main");
  const held = document.activeElement;
  const opened = [...main.querySelectorAll("details[open][id]")].map((node) => node.id);
  main.replaceChildren(...page.getElementById("main").childNodes);
  document.title = page.title;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  const now = held?.id && document.getElementById(held.id);
  if (now) {
    if (held.type === "search") now.value = held.value;
    now.focus({ preventScroll: true });
  }
  say(document);
  watch();
}

function show(answer, page) {
  if (!page.getElementById("main")) return void location.assign(answer.url);
  const elsewhere = new URL(answer.url).pathname !== location.pathname;
  put(page);
  if (answer.redirected) stand(answer.url, elsewhere ? "pushState" : "replaceState");
  if (elsewhere && answer.redirected) scrollTo(0, 0);
}

async function send(form, presser) {
  busy = true;
  const address = new URL(form.action);
  if ("here" in form.dataset) address.search = location.search;
  const body = new FormData(form);
  if (presser?.name) body.append(presser.name, presser.value);
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body });
  } catch {
    return void form.submit(); // the browser itself tells that there is no way to the server
  }
  show(answer, await parsed(answer));
  busy = false;
  const next = waiting.shift();
  const node = next && document.getElementById(next.id);
  if (!node) return;
  if (node.tagName === "BUTTON") node.click();
  else {
    node.value = next.value;
    node.form.requestSubmit();
  }
}

let latest = 0;
async function search(form) {
  const mine = ++latest;
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  const address = `${form.action.split("?")[0]}?${new URLSearchParams(given)}`;
  const finds = document.querySelector("[data-found]");
  finds.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address);
    const found = (await parsed(answer)).querySelector("[data-found]");
    if (mine !== latest) return;
    if (!found) return void location.assign(address);
    document.querySelector("[data-found]").replaceChildren(...found.childNodes);
    stand(address, "replaceState");
  } finally {
    finds.removeAttribute("aria-busy");
  }
}

let pause;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(pause);
  pause = setTimeout(() => search(form), 250);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-send]")) return;
  const { form, id, value } = event.target;
  if (busy && "swap" in form.dataset) waiting.push({ id, value });
  else form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("live" in form.dataset) {
    event.preventDefault();
    clearTimeout(pause);
    search(form);
  } else if ("swap" in form.dataset) {
    event.preventDefault();
    const presser = event.submitter;
    if (!busy) send(form, presser);
    else if (presser?.id) waiting.push({ id: presser.id });
  }
});

// A job that is not done yet is looked at again and again, more slowly the longer it takes.
let watching;
function watch(times = 0) {
  clearTimeout(watching);
  const job = document.querySelector("[data-poll]");
  if (!job) return;
  const pauseFor = Math.min(Number(job.dataset.poll) * 1.15 ** times, 5000);
  watching = setTimeout(async () => {
    try {
      const page = await parsed(await fetch(location.href));
      if (busy || !page.querySelector("[data-poll]")) return put(page);
      document.querySelector("progress").replaceWith(page.querySelector("progress"));
    } catch {
      // The server is away for a moment; the next look finds it.
    }
    watch(times + 1);
  }, pauseFor);
}

// Going back shows the page of that address; a link within a page is no other page.
addEventListener("popstate", () => {
  if (location.pathname + location.search !== place) location.reload();
});
watch();
