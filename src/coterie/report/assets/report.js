// The page's own script: draws charts when they come near, follows light and dark, opens the evidence behind a tag.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const settings = JSON.parse(byId("settings").textContent);
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const finger = window.matchMedia("(hover: none)"); // there the buttons of a chart would lie on it for good
  const NARROW = 460;
  let printing = false;

  // -- charts ---------------------------------------------------------------------------------------------------
  const loadPlotly = () => {
    if (window.Plotly) return;
    const script = document.createElement("script");
    script.textContent = byId("plotly").textContent;
    document.head.append(script);
  };
  const recolour = (thing) => {
    if (typeof thing === "string") return settings.dark[thing] || thing;
    if (Array.isArray(thing)) return thing.map(recolour);
    if (thing && typeof thing === "object")
      return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, recolour(value)]));
    return thing;
  };
  const setPath = (figure, path, value) => {
    const keys = path.split(".");
    const last = keys.pop();
    const end = keys.reduce((at, key) => (at[key] ??= {}), keys[0] === "data" ? figure : figure.layout);
    end[last] = value;
  };
  const draw = (chart) => {
    const plot = chart.querySelector(".plot");
    loadPlotly();
    let figure = JSON.parse(chart.querySelector("script.figure").textContent);
    const narrow = !printing && plot.clientWidth < NARROW;
    if (narrow)
      for (const [path, value] of Object.entries(figure.layout.meta.phone)) setPath(figure, path, value);
    plot.style.height = `${figure.layout.height}px`;
    if (night.matches && !printing) figure = recolour(figure);
    if (printing) figure.layout.width = PAGE;
    chart.dataset.narrow = String(narrow);
    chart.dataset.drawn = "yes";
    return window.Plotly.react(plot, figure.data, figure.layout, { ...settings.config, displayModeBar: finger.matches ? false : "hover" });
  };
  const charts = [...document.querySelectorAll("figure.chart")];
  const drawn = () => charts.filter((chart) => chart.dataset.drawn);
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting) {
          near.unobserve(entry.target);
          draw(entry.target);
        }
    },
    { rootMargin: "300px" },
  );
  charts.forEach((chart) => near.observe(chart));
  night.addEventListener("change", () => drawn().forEach(draw));
  window.addEventListener("resize", () =>
    drawn()
      .filter((chart) => String(chart.querySelector(".plot").clientWidth < NARROW) !== chart.dataset.narrow)
      .forEach(draw),
  );
  document.addEventListener(
    "toggle",
    ({ target }) => target.open && drawn().filter((chart) => target.contains(chart)).forEach(draw),
    true, // toggle does not rise; a chart that was laid out while it was folded had no width
  );
  const PAGE = 670; // pixels: a chart on paper; the page is laid out again only after this has run
  window.addEventListener("beforeprint", () => {
    printing = true;
    charts.forEach(draw);
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    drawn().forEach(draw);
  });

  // -- evidence -------------------------------------------------------------------------------------------------
  const store = JSON.parse(byId("evidence").textContent);
  const TEXTS = new Set(["what", "whom", "against", "window", "how", "definition", "role", "unit", "from"]);
  const ROLES = {
    forming: "It made the groups: stated as their definition, never tested",
    held: "Kept out when the groups were formed: may be a finding",
    described: "Describes",
  };
  const statistic = (key) => {
    const row = store.rows[key];
    if (!row) return null;
    return Object.fromEntries(store.fields.map((f, i) => [f, TEXTS.has(f) ? store.texts[row[i]] : row[i]]));
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const facts = (s, key) => [
    ["Observations", s.n],
    ["Of whom", s.whom],
    ["Compared with", s.against],
    ["Interval", s.interval],
    ["Unit", s.unit],
    ["Days", s.window.replace("..", " to ")],
    ["How", s.how],
    ["Definition", s.definition],
    ["Adjusted p (q)", s.q],
    ["Role", ROLES[s.role] || s.role],
    ["Key", key],
  ];
  const told = (key) => {
    const s = statistic(key);
    const part = element("section", "", "statistic");
    if (!s) {
      part.append(element("p", `No statistic has the key ${key}.`));
      return part;
    }
    part.append(element("h3", s.what), element("p", s.estimate, "big"));
    const list = element("dl");
    for (const [name, text] of facts(s, key))
      if (text) {
        const pair = element("div");
        pair.append(element("dt", name), element("dd", text));
        list.append(pair);
      }
    part.append(list);
    if (s.from) {
      const from = element("p", "Derived from ", "muted");
      for (const parent of s.from.split(" ")) {
        const button = element("button", statistic(parent).what, "tag");
        button.type = "button";
        button.dataset.stats = parent;
        from.append(button, " ");
      }
      part.append(from);
    }
    return part;
  };
  const dialog = byId("statistic");
  const open = (keys) => {
    byId("statistic-body").replaceChildren(...keys.split(" ").filter(Boolean).map(told));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  byId("statistic-close").addEventListener("click", () => dialog.close());
  document.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const tag = event.target.closest("[data-stats]");
    const number = event.target.closest("data[data-stat]");
    if (tag) open(tag.dataset.stats);
    else if (number) open(number.dataset.stat);
  });

  // -- the list of all statistics, made when it is opened ------------------------------------------------------------
  const MOST = 300;
  const list = () => {
    const wanted = byId("filter").value.trim().toLowerCase();
    const rows = [];
    for (const key of Object.keys(store.rows)) {
      const s = statistic(key);
      const text = `${s.what} · ${s.whom}`;
      if (wanted && !`${text} ${key}`.toLowerCase().includes(wanted)) continue;
      const row = element("li");
      const button = element("button", text, "link");
      button.type = "button";
      button.dataset.stats = key;
      row.append(button, element("span", s.estimate, "figure"));
      rows.push(row);
      if (rows.length === MOST) {
        rows.push(element("li", "More than fit here: type to narrow.", "muted"));
        break;
      }
    }
    byId("statistics").replaceChildren(...(rows.length ? rows : [element("li", "None found.", "muted")]));
  };
  byId("all-statistics")?.addEventListener("toggle", list);
  byId("filter")?.addEventListener("input", list);
})();
