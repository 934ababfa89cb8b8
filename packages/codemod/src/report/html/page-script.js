// The script of the HTML report: the filters, the keys, light and dark. Without it the page shows everything.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const theme = byId("theme");
  const form = byId("filter");
  const items = [...document.querySelectorAll(".item")];

  const systemTheme = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (systemTheme.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
  };
  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  };
  theme.hidden = false;
  theme.addEventListener("click", switchTheme);
  systemTheme.addEventListener("change", nameTheme);
  nameTheme();

  const filter = () => {
    const { status, kind, text } = form.elements;
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const item of items) {
      const matches =
        (status.value === "" || item.dataset.status === status.value) &&
        (kind.value === "" || item.dataset.kind === kind.value) &&
        (wanted === "" || item.textContent.toLowerCase().includes(wanted));
      item.hidden = !matches;
      if (matches) shown += 1;
    }
    form.querySelector("output").textContent = `${shown} of ${items.length}`;
  };
  if (form !== null) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A browser that goes back fills the fields again.
    filter();
  }

  // The stores: what is typed filters them, a file that is chosen is marked wherever it stands.
  const mapForm = byId("map-filter");
  const stores = [...document.querySelectorAll(".store")];
  const files = [...document.querySelectorAll(".file")];
  let chosen;
  const showStores = () => {
    const wanted = mapForm.elements.text.value.trim().toLowerCase();
    let shown = 0;
    for (const store of stores) {
      const own = [...store.querySelectorAll(".file")];
      const matches =
        (wanted === "" || store.textContent.toLowerCase().includes(wanted)) &&
        (chosen === undefined || own.some((file) => file.dataset.file === chosen));
      store.hidden = !matches;
      if (matches && chosen !== undefined) store.open = true;
      if (matches) shown += 1;
    }
    for (const file of files) file.setAttribute("aria-pressed", String(file.dataset.file === chosen));
    mapForm.querySelector("output").textContent = `${shown} of ${stores.length}`;
  };
  if (mapForm !== null) {
    mapForm.hidden = false;
    mapForm.addEventListener("input", showStores);
    mapForm.addEventListener("submit", (event) => event.preventDefault());
    const openAll = (open) => () => {
      for (const store of stores) store.open = open;
    };
    mapForm.elements.open.addEventListener("click", openAll(true));
    mapForm.elements.close.addEventListener("click", openAll(false));
    for (const file of files)
      file.addEventListener("click", () => {
        chosen = chosen === file.dataset.file ? undefined : file.dataset.file;
        showStores();
      });
    showStores();
  }

  const step = (by) => {
    const shown = items.filter((item) => !item.hidden);
    const now = shown.indexOf(document.activeElement?.closest(".item"));
    const next =
      now === -1 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(now + by, 0), shown.length - 1);
    shown[next]?.focus();
  };
  const openChange = () => {
    const link = document.activeElement?.closest(".item")?.querySelector("a");
    const change = link === null || link === undefined ? null : byId(link.hash.slice(1));
    if (change === null) return;
    change.open = true;
    change.scrollIntoView();
    change.querySelector("summary").focus();
  };
  const showAll = () => {
    form?.reset();
    if (form !== null) filter();
    mapForm?.reset();
    chosen = undefined;
    if (mapForm !== null) showStores();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => form?.elements.text.focus(),
    t: switchTheme,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape") {
      showAll();
      if (isTyping) event.target.blur();
      return;
    }
    if (isTyping) return;
    const isOnItem = event.target instanceof HTMLElement && event.target.classList.contains("item");
    const act =
      event.key === "Enter" && isOnItem
        ? openChange
        : Object.hasOwn(keys, event.key)
          ? keys[event.key]
          : undefined;
    if (act === undefined) return;
    // Else the key would go on to what has the focus by then.
    event.preventDefault();
    act();
  });
})();
