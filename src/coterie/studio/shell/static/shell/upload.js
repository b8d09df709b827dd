// How does a browser send a file? In pieces, from the byte on where the studio's copy ends; a plain form does without.
(() => {
  "use strict";
  const WAIT = [500, 1500, 4000, 8000, 15000]; // milliseconds between tries when the studio does not answer
  const units = (octets) =>
    octets >= 1e9 ? `${(octets / 1e9).toFixed(1)} GB` : octets >= 1e6 ? `${Math.round(octets / 1e6)} MB` : `${Math.max(1, Math.round(octets / 1e3))} kB`;
  const sleep = (time) => new Promise((done) => setTimeout(done, time));

  class Refused extends Error {}

  const ask = async (form, url, body, headers = {}) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (let turn = 0; ; turn += 1) {
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json", ...headers } });
        if (answer.status === 409 || answer.ok) return await answer.json();
        if (answer.status < 500) {
          const told = await answer.json().catch(() => ({}));
          throw new Refused(told.error || "This was not taken. Reload the page and try again.");
        }
      } catch (fault) {
        if (fault instanceof Refused) throw fault;
      }
      if (form.dataset.stopped === "yes") throw new Refused("Paused. Press the button again to go on.");
      if (turn >= WAIT.length) throw new Refused("The studio does not answer. What was sent is kept: try again, and it goes on where it stopped.");
      await sleep(WAIT[turn]);
    }
  };

  const same = async (file, told) => {
    if (!told.offset) return true;
    if (!window.crypto?.subtle) return false;
    const bytes = await file.slice(told.offset - told.compared, told.offset).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...hash].map((octet) => octet.toString(16).padStart(2, "0")).join("") === told.tail;
  };

  const started = async (form, file, dataset) => {
    const words = new FormData();
    words.set("file", file.name);
    words.set("size", String(file.size));
    words.set("name", form.querySelector("[name=name]")?.value || "");
    if (dataset) words.set("dataset", dataset);
    let told = await ask(form, form.dataset.begin, words);
    if (!(await same(file, told))) {
      words.set("again", "1");
      words.set("dataset", told.dataset);
      told = await ask(form, form.dataset.begin, words);
    }
    return told;
  };

  const send = async (form, files) => {
    const most = Number(form.dataset.piece);
    const bar = form.querySelector("progress");
    const whole = files.reduce((sum, file) => sum + file.size, 0);
    let dataset = form.dataset.dataset || "";
    let before = 0;
    let told = null;
    for (const file of files) {
      told = await started(form, file, dataset);
      dataset = told.dataset;
      form.querySelector("[data-doing]").textContent = told.offset ? `Going on with ${file.name}` : `Sending ${file.name}`;
      let offset = told.offset;
      while (offset < file.size) {
        if (form.dataset.stopped === "yes") throw new Refused("Paused. Press the button again to go on.");
        const answer = await ask(form, `${told.url}?offset=${offset}`, file.slice(offset, offset + most), { "Content-Type": "application/octet-stream" });
        if (answer.offset === offset && !answer.complete) throw new Refused("The studio could not keep this piece. Try again.");
        offset = answer.offset;
        bar.value = (before + offset) / whole;
        form.querySelector("[data-how]").textContent = `${units(before + offset)} of ${units(whole)}`;
      }
      before += file.size;
    }
    form.querySelector("[data-doing]").textContent = "Everything is here";
    const end = await ask(form, told.read, new FormData());
    window.location.assign(end.place);
  };

  const equip = (form) => {
    if (form.dataset.equipped) return;
    form.dataset.equipped = "yes";
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector(".drop");
    const list = form.querySelector(".chosen");
    const trouble = form.querySelector("[data-trouble]");
    const sending = form.querySelector(".sending");
    const stop = form.querySelector("[data-stop]");
    const submit = form.querySelector("[type=submit]");
    const shown = () => {
      list.replaceChildren(
        ...[...input.files].map((file) => {
          const item = document.createElement("li");
          const name = document.createElement("bdi");
          name.textContent = file.name;
          item.append(name, ` ${units(file.size)}`);
          return item;
        }),
      );
      list.hidden = !input.files.length;
    };
    input.addEventListener("change", shown);
    for (const name of ["dragenter", "dragover"])
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("over");
      });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      shown();
    });
    stop.addEventListener("click", () => {
      form.dataset.stopped = "yes";
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      sending.hidden = stop.hidden = false;
      submit.disabled = true;
      form.dataset.stopped = "no";
      try {
        await send(form, [...input.files]);
      } catch (fault) {
        trouble.textContent = fault instanceof Refused ? fault.message : "This did not work. Try again: it goes on where it stopped.";
        trouble.hidden = false;
        sending.hidden = stop.hidden = true;
        submit.disabled = false;
        submit.focus();
      }
    });
  };
  const look = () => document.querySelectorAll("form[data-upload]").forEach(equip);
  document.addEventListener("htmx:afterSettle", look);
  look();
})();
