// What a page of the studio does by itself: draws charts, follows light and dark, opens menus and evidence.
(() => {
  "use strict";
  const own = document.currentScript;
  const root = document.documentElement;
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const finger = window.matchMedia("(hover: none)");
  const NARROW = 460;
  const PAGE = 670; // pixels: a chart on paper
  let printing = false;
  // Data lie in templates: pieces that htmx brings lose their scripts.
  const words = (node) => node?.content?.textContent || node?.textContent;
  const read = (id) => JSON.parse(words(document.getElementById(id)) || "null");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : night.matches);

  // -- charts: the one place that knows the drawing library ------------------------------------------------------------
  let loading = null;
  // The library sets a heat map's style as an attribute, which the page's policy refuses; as a property it may.
  const stylesAsProperties = () => {
    const set = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) {
      if (name === "style" && this.style) this.style.cssText = value;
      else set.call(this, name, value);
    };
  };
  const library = () => {
    if (!loading) stylesAsProperties();
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = own.dataset.plotly;
      script.onload = () => done(window.Plotly);
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  };
  // Whatever a page hands over: the button that sends a chart's data to somebody else's server stays away.
  const config = () => ({
    responsive: true,
    displayModeBar: finger.matches ? false : "hover", // where nothing hovers it would lie on the chart for good
    ...(read("figures-settings")?.config || {}),
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    modeBarButtonsToRemove: ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d"],
  });
  const recolour = (thing, dark) => {
    if (typeof thing === "string") return dark[thing] || thing;
    if (Array.isArray(thing)) return thing.map((each) => recolour(each, dark));
    if (thing && typeof thing === "object")
      return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, recolour(value, dark)]));
    return thing;
  };
  const setPath = (figure, path, value) => {
    const keys = path.split(".");
    const last = keys.pop();
    const end = keys.reduce((at, key) => (at[key] ??= {}), keys[0] === "data" ? figure : figure.layout);
    end[last] = value;
  };
  // A long title under an axis that begins far to the right would run out of the page.
  const foldTitles = (layout) => {
    for (const [name, axis] of Object.entries(layout)) {
      const title = name.startsWith("xaxis") ? axis?.title?.text : "";
      if (!title || title.length < 22 || title.includes("<br>")) continue;
      const at = title.indexOf(" ", Math.floor(title.length / 2) - 3);
      if (at > 0) axis.title.text = `${title.slice(0, at)}<br>${title.slice(at + 1)}`;
    }
  };
  const draw = async (chart) => {
    const plot = chart.querySelector(".plot");
    let figure = JSON.parse(words(chart.querySelector(".figure")));
    const narrow = !printing && plot.clientWidth < NARROW;
    if (narrow)
      for (const [path, value] of Object.entries(figure.layout.meta?.phone || {})) setPath(figure, path, value);
    if (narrow) foldTitles(figure.layout);
    plot.style.height = `${figure.layout.height || 360}px`;
    if (isDark() && !printing) figure = recolour(figure, read("figures-settings")?.dark || {});
    if (printing) figure.layout.width = PAGE;
    chart.dataset.narrow = String(narrow);
    const Plotly = await library();
    await Plotly.react(plot, figure.data, figure.layout, config());
    if (!chart.dataset.drawn) {
      plot.on("plotly_click", (event) => told(chart, "chart:click", event.points));
      plot.on("plotly_legendclick", (event) => {
        if (!chart.closest("[data-pick]")) return true;
        told(chart, "chart:click", [{ data: event.data[event.curveNumber] }]);
        return false;
      });
    }
    chart.dataset.drawn = "yes";
    told(chart, "chart:drawn", null);
  };
  // A page that links its views listens for these; `detail.points` are the library's own.
  const told = (chart, name, points) => chart.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { points } }));
  const charts = () => [...document.querySelectorAll("figure.chart")];
  const drawn = () => charts().filter((chart) => chart.dataset.drawn);
  // One after the other, with a breath between them: the first chart is seen while the next one is drawn.
  let turn = Promise.resolve();
  const breath = () => new Promise((done) => setTimeout(done));
  const drawInTurn = (chart) => {
    const drawing = turn.then(() => draw(chart));
    drawing.catch(reportError);
    turn = drawing.then(breath, breath);
  };
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting) {
          near.unobserve(entry.target);
          drawInTurn(entry.target);
        }
    },
    { rootMargin: "300px" },
  );
  const watch = () => charts().filter((chart) => !chart.dataset.watched).forEach((chart) => {
    chart.dataset.watched = "yes";
    chart.querySelector(".plot").style.height = `${chart.dataset.height || 360}px`; // nothing jumps when it is drawn
    near.observe(chart);
  });
  night.addEventListener("change", () => drawn().forEach(draw));
  window.addEventListener("resize", () =>
    drawn()
      .filter((chart) => String(chart.querySelector(".plot").clientWidth < NARROW) !== chart.dataset.narrow)
      .forEach(draw),
  );
  window.addEventListener("beforeprint", () => {
    printing = true;
    drawn().forEach(draw);
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    drawn().forEach(draw);
  });
  document.addEventListener(
    "toggle",
    ({ target }) => target.open && drawn().filter((chart) => target.contains(chart)).forEach(draw),
    true, // toggle does not rise; a chart that was laid out while it was folded had no width
  );

  // Inside [data-pick], a click on a point, a cell or a name of a chart is a click on the link of that name or id.
  document.addEventListener("chart:click", ({ target, detail }) => {
    const links = [...(target.closest("[data-pick]")?.querySelectorAll("a[data-name]") || [])];
    const clean = (value) => String(value ?? "").replace(/<[^>]*>/g, " ");
    const said = (detail.points || []).flatMap((p) => [p.data?.name, p.x, p.y, p.text, p.data?.text?.[p.pointNumber]]).map(clean);
    links.find((link) => said.some((word) => word === link.dataset.name || word === link.dataset.id))?.click();
  });

  // -- a row of tabs that is wider than the window shows the one that is open ------------------------------------------
  const tab = document.querySelector(".tabs .here");
  const room = tab ? tab.parentElement.clientWidth - 40 : 0;
  if (tab && tab.offsetLeft + tab.offsetWidth > room) tab.parentElement.scrollLeft = tab.offsetLeft - 40;

  // -- menus: one open at a time, closed by Escape or a click elsewhere ----------------------------------------------
  const menus = () => document.querySelectorAll(".top details[open], details.pop[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // -- evidence: where a number comes from ----------------------------------------------------------------------------
  // The page names the address in <main data-evidence="/p/.../s/.../statistic/">; it answers with a piece of a page.
  const dialog = document.getElementById("evidence");
  const open = async (keys) => {
    const address = document.querySelector("[data-evidence]")?.dataset.evidence;
    if (!dialog || !address) return;
    const answer = await fetch(`${address}?keys=${encodeURIComponent(keys)}`, { headers: { "HX-Request": "true" } });
    const body = document.getElementById("evidence-body");
    if (answer.ok) body.innerHTML = await answer.text();
    else body.textContent = "This number could not be looked up. Try again.";
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
    const tag = event.target.closest?.("[data-stats]");
    const number = event.target.closest?.("data[data-stat]");
    if (tag) {
      event.preventDefault(); // a link leads to the same numbers where nothing of this runs
      open(tag.dataset.stats);
    }
    else if (number) open(number.dataset.stat);
  });

  // -- small comforts: say before something goes, copy what is shown once, send a form when its choice changes ----------
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask || event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-send]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
    const link = event.target.closest?.("[data-told]");
    if (!link) return;
    link.closest("details").open = false;
    show(link.dataset.told);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    say("Copied.");
  });
  const show = (words) => {
    const box = document.querySelector(".messages") || document.createElement("div");
    box.className = "messages";
    box.setAttribute("role", "status");
    const line = document.createElement("p");
    line.className = "message success";
    line.textContent = words;
    document.getElementById("main").prepend(box);
    box.replaceChildren(line);
    box.scrollIntoView({ block: "nearest" });
  };
  const say = (words) => {
    const place = document.getElementById("said");
    if (place) place.textContent = words;
  };

  // -- pieces that htmx brings -------------------------------------------------------------------------------------------
  document.addEventListener("htmx:afterSettle", watch);
  document.addEventListener("htmx:responseError", () => say("This did not work. Reload the page and try again."));
  document.addEventListener("htmx:sendError", () => say("The studio does not answer. Is it still running?"));
  watch();
})();
