// What a person finds on the screen: elements by their role and their visible name.
const [role, name, exactly] = arguments;

const flat = (text) => (text || "").replace(/\s+/g, " ").trim();
const ROLES = {
  button: "button, [role=button], input[type=button], input[type=submit], summary",
  link: "a[href], [role=link]",
  field: "input:not([type=button]):not([type=submit]):not([type=radio]):not([type=checkbox]), textarea, select",
  choice: "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox], [role=switch], [role=tab], option",
  heading: "h1, h2, h3, h4, [role=heading]",
  image: "img, [role=img]",
};
const pressable = [ROLES.button, ROLES.link, ROLES.choice].join(", ");
const selector = role === "anything pressable" ? pressable : ROLES[role];

function named(element) {
  const byId = element.getAttribute("aria-labelledby");
  if (byId) return byId.split(/\s+/).map((id) => flat(document.getElementById(id)?.textContent)).join(" ");
  if (element.hasAttribute("aria-label")) return flat(element.getAttribute("aria-label"));
  if (element.labels && element.labels.length) return [...element.labels].map((label) => flat(label.innerText)).join(" ");
  return flat(element.innerText || element.textContent) || flat(element.value) || flat(element.alt) || flat(element.title);
}

function shown(element) {
  const target = (element.matches("option") && element.closest("select")) || element;
  // A radio button or a checkbox may be painted by its label alone.
  const painted = [target, ...(target.labels || [])];
  return !target.closest("[inert], [hidden]") && painted.some((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
}

const all = [...document.querySelectorAll(selector)].filter(shown);
const same = all.filter((element) => named(element) === name);
if (same.length || exactly) return same;
return all.filter((element) => named(element).includes(name));
